"""Many documents: in parallel, in one order, over again after a kill without loss, whatever one bad file does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from faultlines.errors import Fault, FaultlinesError
from faultlines.extract.cluster import cluster
from faultlines.extract.journal import journal, key
from faultlines.extract.progress import progress
from faultlines.extract.workers import Lines, Outcome, Work, local, outcomes

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Corpus", "Lines", "Work", "run_corpus"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a run did."""

    worked: int
    """Documents whose lines are in the output and were made by this run."""
    taken_over: int
    """Documents whose lines an earlier run had made."""
    words: int
    """Words of the documents worked on, as far as the work counts them."""
    faults: tuple[Fault, ...]
    """What is wrong with the files that are not in the output, or not whole, in the order of the files."""


def run_corpus(
    paths: Sequence[Path],
    out: Path | None,
    *,
    jobs: int,
    scheduler: str | None,
    work: Work,
    version: str = "",
    emit: Callable[[str], object] | None = None,
    say: Callable[[str], object] | None = None,
    console: Console | None = None,
) -> Corpus:
    """Work on each file and write its lines in the order of the sorted paths, whichever finishes first.

    `jobs` processes work here, or with `scheduler` (``tcp://host:port``) those of a Dask cluster, which are given
    absolute paths and must see the same files there. With `out`, finished documents are kept in the folder
    ``OUT.parts`` until the output is whole, so that the same run takes them over after a kill: those whose path,
    content and `version` (of what works on them, its options included) are the same. Without `out`, each line goes
    to `emit`, else to standard output, as soon as its turn comes. `say` is told what a user should know, else standard
    error. A file that cannot be worked on is a fault of the result and does not stop the run; one of which only a part
    can is a fault, too, but in the output, and never taken over. A missing extra, a
    lost scheduler or a full disk stops the run, as FaultlinesError.
    """
    paths = sorted(set(paths))
    run = _Run(paths, work, jobs, scheduler, console)
    if out is None:
        for data in _in_turn(run.outcomes(frozenset())):
            for line in data.split(b"\n")[:-1]:
                (emit or print)(line.decode("utf-8"))
        return run.result(0)
    say = say or (lambda text: print(text, file=sys.stderr))
    with journal(out) as parts:
        keys = [key(path, version) for path in paths]
        lost: set[int] = set()
        had = frozenset(i for i, name in enumerate(keys) if parts.has(name))
        if had:
            say(f"{len(had)} of {len(paths)} documents were finished by an earlier run and are taken over")
        try:
            for i, outcome in run.outcomes(had):
                if not outcome.faults:
                    parts.keep(keys[i], outcome.data)
                elif outcome.data:
                    parts.keep_half(keys[i], outcome.data)
                else:
                    lost.add(i)
        except KeyboardInterrupt:
            say("interrupted; the same command goes on where this run stopped")
            raise
        parts.assemble(name for i, name in enumerate(keys) if i not in lost)
    return run.result(len(had))


@dataclass(slots=True)
class _Run:
    """One run and its counts."""

    paths: Sequence[Path]
    work: Work
    jobs: int
    scheduler: str | None
    console: Console | None
    worked: int = 0
    words: int = 0
    bad: dict[int, tuple[Fault, ...]] = field(default_factory=dict)

    def outcomes(self, finished: frozenset[int]) -> Iterator[tuple[int, Outcome]]:
        """Number and outcome of each path that is not finished, as they come."""
        numbers = [i for i in range(len(self.paths)) if i not in finished]
        if not numbers:
            return
        sizes = [_size(path) for path in self.paths]
        given = {i: self.paths[i] if self.scheduler is None else self.paths[i].absolute() for i in numbers}
        crew = local(min(self.jobs, len(numbers))) if self.scheduler is None else cluster(self.scheduler)
        with (
            crew as workers,
            progress(sizes, [sizes[i] for i in finished], self.console) as advance,
            closing(outcomes(workers, self.work, given.values())) as coming,
        ):
            for place, outcome in coming:
                if outcome.stop:
                    raise FaultlinesError(outcome.stop)
                i = numbers[place]
                if outcome.faults:
                    names = {str(given[i]): str(self.paths[i])}
                    faults = tuple(replace(f, path=names.get(f.path, f.path)) for f in outcome.faults)
                    self.bad[i] = faults
                    outcome = replace(outcome, faults=faults)
                if outcome.data or not outcome.faults:
                    self.worked += 1
                    self.words += outcome.words
                advance(sizes[i], outcome.words)
                yield i, outcome

    def result(self, taken_over: int) -> Corpus:
        """What became of it."""
        faults = tuple(fault for _, faults in sorted(self.bad.items()) for fault in faults)
        return Corpus(worked=self.worked, taken_over=taken_over, words=self.words, faults=faults)


def _in_turn(coming: Iterator[tuple[int, Outcome]]) -> Iterator[bytes]:
    """The data of each outcome in the order of the numbers; what comes before its turn waits."""
    waiting: dict[int, bytes] = {}
    turn = 0
    for i, outcome in coming:
        waiting[i] = outcome.data
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
