"""One worker process: it opens the store, answers one request after the other, and may be killed at any time."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from faultlines.errors import FaultlinesError
from faultlines.serve import frames
from faultlines.serve.answers import ANSWERS
from faultlines.serve.limits import Refused


def main(generation: str, memory: int) -> None:
    """Answer requests from standard input until it ends."""
    _confine()
    from faultlines.store import KnowledgeGraph

    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library might print must not get between messages
    try:
        kg = KnowledgeGraph(Path(generation))
    except FaultlinesError as error:
        target.write(frames.packed({"status": 500, "media": "text/plain"}, str(error).encode()))
        target.flush()
        return
    _limit(memory)
    target.write(frames.packed({"status": 200, "media": "text/plain"}))
    target.flush()
    while (request := frames.read(source)) is not None:
        header, body = _answer(kg, request)
        target.write(frames.packed(header, body))
        target.flush()


def _answer(kg: Any, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        media, body = ANSWERS[request["do"]](kg, request)
    except Refused as error:
        return {"status": error.status, "media": "text/plain"}, str(error).encode()
    except FaultlinesError as error:
        return {"status": 400, "media": "text/plain"}, str(error).encode()
    except MemoryError:
        return {"status": 503, "media": "text/plain", "spent": True}, b"the query needs more memory than it may have"
    except Exception as error:  # a fault of ours must not end the worker without a word
        return {"status": 500, "media": "text/plain", "spent": True}, f"{type(error).__name__}: {error}".encode()
    return {"status": 200, "media": media}, body


def _limit(memory: int) -> None:
    """So much more memory than an open store has taken, which is another amount at every start.

    (Each thread of the store may reserve an arena of its own: 440 to 730 MiB of addresses, 37 MiB of them in use.)
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _confine() -> None:
    """No core file, no life after the server and, where the system lets us, no network at all."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(Exception):
        import ctypes

        die_with_parent, kill = 1, 9
        ctypes.CDLL(None).prctl(die_with_parent, kill, 0, 0, 0)
    with suppress(Exception):
        import ctypes

        user, network = 0x10000000, 0x40000000
        ctypes.CDLL(None).unshare(user | network)


if __name__ == "__main__":
    main(json.loads(sys.argv[1])["generation"], json.loads(sys.argv[1])["memory"])
