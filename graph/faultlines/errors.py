"""What can go wrong, each with the exit code it gives: 0 conforms, 1 findings, 2 error."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place of a file: prints as ``path:line: what is wrong``."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FaultlinesError(Exception):
    """Base of every error a user can meet; its text is one clear line."""

    exit_code = 2


class Findings(FaultlinesError):
    """The input was read and has faults; all of them, in file order."""

    exit_code = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(f) for f in self.faults))


class UnknownName(FaultlinesError):
    """A name that resolves to nothing, or to more than one thing."""


class StoreError(FaultlinesError):
    """The store on disk is missing, locked or damaged."""


class QueryError(FaultlinesError):
    """A query that does not parse, or a question asked with the wrong parameters."""


class MissingExtra(FaultlinesError):
    """A part of the program that needs an optional extra."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"this needs {package}: pip install 'faultlines[{extra}]'")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A tail for a message: the nearest known words, or nothing.

    >>> did_you_mean("denyed", ["affirmed", "denied"])
    '; did you mean denied?'
    >>> did_you_mean("zzz", ["affirmed"])
    ''
    """
    near: Sequence[str] = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, word, other).ratio() for other in near]
    near = [other for other, like in zip(near, likeness, strict=True) if like > likeness[0] - 0.1]
    return f"; did you mean {' or '.join(near)}?" if near else ""
