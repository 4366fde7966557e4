"""What tests of the server as a process share: one that runs, and what it left behind when it was told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from conftest import COMMAND, WORLD


@dataclass(frozen=True)
class Running:
    """A server that listens."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]

    def ask(self, query: str, **more: float) -> httpx.Response:
        return httpx.post(f"{self.address}/sparql", data={"query": query}, trust_env=False, timeout=60, **more)

    def workers(self) -> set[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return {int(number) for task in tasks for number in task.read_text().split()}


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def running(store: Path, *options: str, stop: int = signal.SIGTERM) -> Iterator[Running]:
    """`faultlines serve` over the world; at the end it is told to stop, and nothing of it may be left."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--no-open", "--port", "0", "--seeds", str(WORLD), "--store", str(store), *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert " at http://" in line, line + process.stderr.read()
        server = Running(line.split(" at ")[1].split("/ ")[0], process, [line])
        yield server
        workers = server.workers()
        os.kill(process.pid, stop)
        assert process.wait(20) == (-stop if stop == signal.SIGKILL else 0)
        server.said.append(process.stderr.read())
        eventually(lambda: not any(map(is_alive, workers)))
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def eventually(holds: object, seconds: float = 20) -> None:
    """Wait until it holds."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.05)
