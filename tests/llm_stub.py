"""A server on the loopback that plays a language model: well, badly, slowly, or not at all."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = {
    "subject": "Arland",
    "subject_type": "State",
    "relation": "opposes",
    "object": "toll tax",
    "quote": "Arland opposes the toll tax",
    "confidence": 0.9,
}


@dataclass(frozen=True)
class Says:
    """An answer; `body` is sent as it is instead of a chat completion around `content`."""

    content: str = ""
    body: bytes | None = None
    finish: str = "stop"


@dataclass(frozen=True)
class Fails:
    """A status that is no success."""

    status: int
    message: str = "no"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Waits:
    """Says nothing for so many seconds; with `trickle`, a blank every so often after the head of an answer."""

    seconds: float
    trickle: float = 0


@dataclass(frozen=True)
class HangsUp:
    """Closes the connection, before or in the middle of an answer."""

    midway: bool = False


Act = Says | Fails | Waits | HangsUp


class Stub:
    """What the server does: one act a request, the last one for ever; a string is what the model says."""

    def __init__(self, *script: Act | str) -> None:
        self.script = [Says(act) if isinstance(act, str) else act for act in script]
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""

    def next(self) -> Act:
        """What is due."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    @property
    def formats(self) -> list[str | None]:
        """The kind of structured output that each request asked for."""
        return [r.get("response_format", {}).get("type") for r in self.requests]


def statements(*said: object) -> str:
    """The content of a well-formed answer."""
    return json.dumps({"statements": list(said)})


def completion(content: str, finish: str, model: str) -> bytes:
    """The body around a content."""
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    choices = [{"index": 0, "finish_reason": finish, "message": message}]
    whole = {"id": "x", "object": "chat.completion", "created": 0, "model": model, "choices": choices, "usage": usage}
    return json.dumps(whole).encode()


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """The stub behind a port of its own."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.requests.append(body)
            stub.keys.append(self.headers["Authorization"])
            with suppress(ConnectionError):  # the client did not wait
                self._act(stub.next(), body["model"])

        def _act(self, act: Act, model: str) -> None:
            match act:
                case Says():
                    data = act.body if act.body is not None else completion(act.content, act.finish, model)
                    self._head(200, len(data))
                    self.wfile.write(data)
                case Fails():
                    data = json.dumps({"error": {"message": act.message}}).encode()
                    self._head(act.status, len(data), act.headers)
                    self.wfile.write(data)
                case Waits():
                    self._wait(act)
                case HangsUp():
                    if act.midway:
                        self._head(200, 1000)
                        self.wfile.write(b'{"choices"')
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True

        def _wait(self, act: Waits) -> None:
            end = time.monotonic() + act.seconds
            if act.trickle:
                self._head(200, 1_000_000)
            while time.monotonic() < end and not over.wait(act.trickle or act.seconds):
                if act.trickle:
                    self.wfile.write(b" ")
                    self.wfile.flush()
            self.close_connection = True

        def _head(self, status: int, length: int, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        over.set()
        server.shutdown()
        server.server_close()
