"""The server as a process: it says where it listens, opens the browser, and ends cleanly."""

from __future__ import annotations

import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from faultlines.errors import FaultlinesError, MissingExtra
from faultlines.serve.limits import Limits


def run(
    store: Path,
    *,
    host: str,
    port: int,
    show: bool,
    seconds: float,
    workers: int,
    rows: int,
    memory: int,
    origins: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Serve a store folder until the process is told to stop."""
    try:
        import uvicorn

        from faultlines.serve.app import application
        from faultlines.serve.patient import Patient
    except ModuleNotFoundError as error:
        if error.name in ("uvicorn", "starlette", "httptools"):
            raise MissingExtra("starlette and uvicorn", "serve") from None
        raise
    listening = listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    limits = Limits(seconds=seconds, rows=rows, memory=memory)
    hosts = ("127.0.0.1", "localhost", "::1") if _is_loopback(host) else ()
    app = application(store, workers=workers, limits=limits, origins=origins, hosts=hosts)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(f"serving {store} at {address} (SPARQL at {address}sparql); Ctrl C ends it")
                if not _is_loopback(host):
                    say(f"listening on {host}: other machines can reach it")
                if show:
                    Thread(target=webbrowser.open, args=[address], daemon=True).start()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Being told to stop is a good end, so unlike uvicorn's own this does not raise the signal again."""
            before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config: dict[str, Any] = {
        "log_level": "critical",
        "lifespan": "on",
        "timeout_keep_alive": 5,
        "server_header": False,
    }
    server = Server(uvicorn.Config(app, http=Patient, timeout_graceful_shutdown=3, **config))
    with listening, suppress(SystemExit):  # by which uvicorn ends when it cannot start
        server.run(sockets=[listening])
    if not server.started:
        raise FaultlinesError(getattr(app.state, "failure", "") or f"{store}: could not be served")


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to that address; FaultlinesError says why it cannot be."""
    try:
        kind, flags = socket.SOCK_STREAM, socket.AI_PASSIVE
        family, _, protocol, _, where = socket.getaddrinfo(host, port, type=kind, flags=flags)[0]
        # asyncio sends at once only where the socket says that it is TCP; else each answer waits 40 ms for an ACK
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(where)
    except socket.gaierror:
        raise FaultlinesError(f"{host!r} is no address of this machine") from None
    except PermissionError:
        raise FaultlinesError(f"port {port} may not be used by you; choose one above 1023 with --port") from None
    except OSError as error:
        raise FaultlinesError(f"{host}:{port} cannot be used ({error.strerror}); choose another with --port") from None
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
