"""Worker processes that can be killed: a request has one to itself, and a new store is taken over worker by worker."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from faultlines.errors import StoreError
from faultlines.serve import frames
from faultlines.serve.limits import Limits
from faultlines.store import CURRENT

Reply = tuple[int, str, bytes]
"""Status, media type, body."""


class Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process, generation: Path) -> None:
        self.process = process
        self.generation = generation

    @classmethod
    async def start(cls, generation: Path, memory: int) -> Worker:
        """A process that has opened the store; StoreError if it cannot."""
        settings = json.dumps({"generation": str(generation), "memory": memory})
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "faultlines.serve.worker", settings,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl C ends the server, which ends its workers
        )  # fmt: skip
        worker = cls(process, generation)
        try:
            header, body = await asyncio.wait_for(worker._receive(), 60)
        except (asyncio.IncompleteReadError, TimeoutError):
            await worker.kill()
            raise StoreError(f"{generation}: a worker could not start") from None
        except asyncio.CancelledError:
            await worker.kill()
            raise
        if header["status"] != 200:
            await worker.kill()
            raise StoreError(body.decode())
        return worker

    async def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """What it answers."""
        assert self.process.stdin is not None  # noqa: S101 - it was started with a pipe
        self.process.stdin.write(frames.packed(request))
        await self.process.stdin.drain()
        return await self._receive()

    async def _receive(self) -> tuple[dict[str, Any], bytes]:
        assert self.process.stdout is not None  # noqa: S101 - the same
        stream = self.process.stdout
        sizes = frames.LENGTHS.unpack(await stream.readexactly(frames.LENGTHS.size))
        header, body = [await stream.readexactly(size) for size in sizes]
        return json.loads(header), body

    async def kill(self) -> None:
        """End it at once and wait until it is gone."""
        if self.process.returncode is None:  # process.kill() would take the exit code that asyncio waits for
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
        await self.process.wait()


class Pool:
    """So many workers over the generation of a store that is in use."""

    def __init__(self, store: Path, size: int, limits: Limits) -> None:
        self.store, self.size, self.limits = store, size, limits
        self.generation = Path()
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._alive: set[Worker] = set()
        self._coming = 0
        self._slow: set[Worker] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Start all workers; StoreError if there is no store."""
        self.generation = self._current()
        started = await asyncio.gather(*(self._new() for _ in range(self.size)), return_exceptions=True)
        for worker in started:
            if isinstance(worker, BaseException):
                await self.stop()
                raise worker
            self._idle.put_nowait(worker)
        self._spawn(self._watch())

    async def stop(self) -> None:
        """End every worker."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._alive))
        self._alive.clear()

    async def ask(self, seconds: float | None = None, **request: Any) -> Reply:
        """What a worker answers; 503 where none is free in time, or it takes or needs too much."""
        seconds = seconds or self.limits.seconds
        try:
            worker = await asyncio.wait_for(self._idle.get(), self.limits.waiting)
        except TimeoutError:
            return 503, "text/plain", b"all workers are busy; try again"
        spent = True
        slow = asyncio.get_running_loop().call_later(self.limits.quick, self._reinforce, worker)
        try:
            header, body = await asyncio.wait_for(worker.ask(request), seconds)
            spent = bool(header.get("spent"))
            return header["status"], header["media"], body
        except TimeoutError:
            return 503, "text/plain", f"the query took longer than {seconds:g} s".encode()
        except (asyncio.IncompleteReadError, ConnectionError):
            return 503, "text/plain", b"the query needs more memory than it may have"
        finally:
            slow.cancel()
            self._slow.discard(worker)
            if self._stopping:
                self._alive.add(worker)
            elif spent or worker.generation != self.generation or self._quick() > self.size:
                self._spawn(self._replace(worker))
            else:
                self._idle.put_nowait(worker)

    async def _new(self) -> Worker:
        worker = await Worker.start(self.generation, self.limits.memory)
        self._alive.add(worker)
        return worker

    def _quick(self) -> int:
        """How many workers there are, but for those with a query that takes long."""
        return len(self._alive) + self._coming - len(self._slow)

    def _reinforce(self, slow: Worker) -> None:
        """Beside a worker whose query takes long, start another for those that would wait behind it."""
        self._slow.add(slow)
        if self._stopping or self._quick() >= self.size or len(self._alive) + self._coming >= 2 * self.size:
            return

        async def start() -> None:
            try:
                self._idle.put_nowait(await self._new())
            except (StoreError, OSError):
                return  # the others go on
            finally:
                self._coming -= 1

        self._coming += 1
        self._spawn(start())

    async def _replace(self, worker: Worker) -> None:
        """End a worker; another takes its place, however often that has to be tried, unless there are enough."""
        enough = self._quick() > self.size
        self._alive.discard(worker)
        await worker.kill()
        while not enough:
            try:
                self._idle.put_nowait(await self._new())
                return
            except (StoreError, OSError):
                await asyncio.sleep(1)

    async def _watch(self) -> None:
        """Take over a new generation as soon as a build has landed: idle workers now, the others when they are done.

        A generation in which no worker can start is left alone, and the old one goes on.
        """
        broken: Path | None = None
        while True:
            await asyncio.sleep(0.5)
            with suppress(StoreError, OSError):
                if (current := self._current()) in (self.generation, broken):
                    continue
                broken = current
                first = await Worker.start(current, self.limits.memory)
                self.generation, broken = current, None
                self._alive.add(first)
                idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
                self._idle.put_nowait(first)
                for worker in idle:  # one after the other: those that wait their turn go on answering
                    self._idle.put_nowait(worker)
                for _ in idle:
                    await self._retire(current)

    async def _retire(self, current: Path) -> None:
        """Let an idle worker of an older generation go, if there is one."""
        for _ in range(self._idle.qsize()):
            worker = self._idle.get_nowait()
            if worker.generation != current:
                await self._replace(worker)
                return
            self._idle.put_nowait(worker)

    def _current(self) -> Path:
        try:
            name = (self.store / CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise StoreError(f"{self.store}: holds no store; run 'faultlines build'") from None
        return self.store / os.path.basename(name)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
