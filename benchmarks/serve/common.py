"""What the benchmarks of the server share: a store of any triples, and the server as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from pyoxigraph import DefaultGraph, NamedNode, Store

from faultlines.build import write_names
from faultlines.store import CURRENT

_RUN: Final = """
import json, sys
from pathlib import Path
from faultlines.serve.run import run
settings = json.loads(sys.argv[1])
settings["store"] = Path(settings["store"])
run(**settings, say=lambda text: print(text, flush=True))
"""


def fill(store: Store, files: Iterable[tuple[Path, str, bool]]) -> None:
    """Load files: each with its name, into the default graph or into the graph of that name."""
    for path, name, named in files:
        graph = NamedNode(name) if named else DefaultGraph()
        store.bulk_load(path=str(path), base_iri=name, to_graph=graph)


def generation(folder: Path, files: Iterable[tuple[Path, str, bool]]) -> Path:
    """A store folder that holds those files."""
    made = folder / "0000000000000000-00000000"
    (made / "graph").mkdir(parents=True)
    store = Store(str(made / "graph"))
    fill(store, files)
    store.optimize()
    triples = len(store)
    del store
    write_names(made)
    counts = {"triples": triples, "statements": 0, "sources": 0, "entities": 0, "concluded": 0}
    (made / "manifest.json").write_text(json.dumps({"state": "", "counts": counts, "sources": {}}))
    (folder / CURRENT).write_text(made.name)
    return folder


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """The ids of its worker processes."""
        found = []
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            found += [int(number) for number in task.read_text().split()]
        return found


@contextmanager
def serving(store: Path, **settings: Any) -> Iterator[Server]:
    """The server over a store, on a free port of this machine; stopped at the end, and no process of it left."""
    chosen: dict[str, Any] = {
        "store": str(store), "host": "127.0.0.1", "port": 0, "show": False, "seconds": 30.0, "workers": 2,
        "rows": 100_000, "memory": 2 * 2**30, "origins": [],
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, json.dumps(chosen | settings)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if " at " not in line:
            raise SystemExit(f"the server did not start: {line}")
        server = Server(line.split(" at ")[1].split(" ")[0].rstrip("/"), process)
        yield server
        left = server.workers()
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)
        time.sleep(0.2)
        alive = [number for number in left if _alive(number)]
        if code or alive:
            raise SystemExit(f"stopped with code {code}, workers left: {alive}")
    finally:
        process.kill()
        process.wait()


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def client() -> httpx.Client:
    """A client that is told by nobody's settings to go elsewhere."""
    return httpx.Client(trust_env=False, timeout=120)
