"""Worker processes: files in, outcomes back as they finish; none can stop the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from faultlines.errors import Fault, FaultlinesError, Findings, MissingExtra


class Lines(list[str]):
    """The JSON lines of one document; how many words it had, which only the rate shown needs; and what of it could not
    be read."""

    def __init__(self, lines: Iterable[str] = (), words: int = 0, faults: Iterable[Fault] = ()) -> None:
        super().__init__(lines)
        self.words = words
        self.faults = tuple(faults)


Work = Callable[[Path], list[str]]
"""What is done with a file: a function (or a partial of one) that a worker can import; it gives lines without their
ends, plain or as Lines, raises Findings for a bad file, and loads what is heavy once a process."""

_Item = tuple[int, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its lines as they are written, or its faults; both where a part could not be read."""

    data: bytes = b""
    words: int = 0
    faults: tuple[Fault, ...] = ()
    stop: str = ""
    """Why no file can be worked on at all."""


_ONE_AT_A_TIME = threading.Lock()


def attempt(work: Work, path: Path) -> Outcome:
    """Work on one file; whatever is raised comes back as a value, since errors do not travel well."""
    with _ONE_AT_A_TIME:  # a Dask worker may have threads, and language models do not like them
        try:
            lines = work(path)
            data = "".join(f"{line}\n" for line in lines).encode("utf-8")
        except Findings as error:
            return Outcome(faults=error.faults)
        except MissingExtra as error:
            return Outcome(stop=str(error))
        except FaultlinesError as error:
            return Outcome(faults=(Fault(str(path), 1, str(error)),))
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            return Outcome(faults=(Fault(str(path), 1, f"cannot be worked on ({reason})"),))
    return Outcome(data=data, words=getattr(lines, "words", 0), faults=getattr(lines, "faults", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Where the work is done."""

    size: int
    start: Callable[[int], AbstractContextManager[Executor]]
    """Opens as many workers."""
    died: tuple[type[BaseException], ...]
    """What a future holds when the worker died on it, or on a neighbour of it."""


@contextmanager
def local(jobs: int) -> Iterator[Crew]:
    """Worker processes on this machine."""
    yield Crew(size=max(1, jobs), start=_pool, died=(BrokenExecutor,))


@contextmanager
def _pool(jobs: int) -> Iterator[Executor]:
    from concurrent.futures import ProcessPoolExecutor

    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:  # nobody waits for the rest, so it is not finished
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        pool.shutdown(cancel_futures=True)  # at once, since they are gone; a pool left to itself may trip over its end
        raise
    pool.shutdown()


def _begin() -> None:
    """An interrupt is the parent's affair; and a worker does not outlive a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def outcomes(crew: Crew, work: Work, paths: Iterable[Path]) -> Generator[tuple[int, Outcome]]:
    """Each path's number and outcome as they finish; a file on which a worker dies is found out and has its fault."""
    todo = deque(enumerate(paths))
    while todo:
        suspects: list[_Item] = []
        with crew.start(crew.size) as pool:
            yield from _through(pool, crew, work, todo, 2 * crew.size, suspects)
        for number, path in suspects:
            guilty: list[_Item] = []
            with crew.start(1) as pool:
                yield from _through(pool, crew, work, deque([(number, path)]), 1, guilty)
            if guilty:
                yield number, Outcome(faults=(Fault(str(path), 1, "a worker died on it, perhaps for want of memory"),))


def _through(
    pool: Executor, crew: Crew, work: Work, todo: deque[_Item], window: int, suspects: list[_Item]
) -> Iterator[tuple[int, Outcome]]:
    """Work off `todo`, no more than `window` at once; what was in the hands of workers that died is `suspects` then."""
    flying: dict[Future[Outcome], _Item] = {}
    broken = False
    while flying or (todo and not broken):
        while todo and not broken and len(flying) < window:
            try:
                flying[pool.submit(attempt, work, todo[0][1])] = todo[0]
                todo.popleft()
            except BrokenExecutor:
                broken = True
        done = wait(flying, return_when=FIRST_COMPLETED).done if flying else set()
        for future in sorted(done, key=lambda f: flying[f]):
            item = flying.pop(future)
            try:
                yield item[0], future.result()
            except crew.died as error:
                suspects.append(item)
                broken = broken or isinstance(error, BrokenExecutor)
            except CancelledError:
                raise FaultlinesError("the Dask scheduler was lost; run again to go on") from None
