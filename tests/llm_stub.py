"""A server on the loopback that plays a language model: well, badly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


class Stub:
    """What the server answers: a list of contents (str), statuses (int) or delays (float), the last one for ever."""

    def __init__(self, *script: str | int | float) -> None:
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def next(self) -> str | int | float:
        """What is due."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


def statements(*said: dict[str, Any]) -> str:
    """The content of a well-formed answer."""
    return json.dumps({"statements": list(said)})


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """The stub behind a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.requests.append(body)
            due = stub.next()
            if isinstance(due, float):
                time.sleep(due)
                due = statements()
            if isinstance(due, int):
                self._send(due, {"error": {"message": f"status {due}"}})
                return
            self._send(
                200,
                {
                    "id": "x",
                    "object": "chat.completion",
                    "created": 0,
                    "model": body["model"],
                    "choices": [
                        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": due}}
                    ],
                    "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
                },
            )

        def _send(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:  # the client did not wait
                pass

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
