"""What can go wrong, each with the exit code it gives: 0 conforms, 1 findings, 2 error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place of a file: prints as ``path:line: what is wrong``.

    >>> print(Fault("actors.tsv", 3, "no label"), Fault("talk.txt", 0, "no such file or folder"), sep="; ")
    actors.tsv:3: no label; talk.txt: no such file or folder
    """

    path: str
    line: int
    """From 1; 0 where there is no line to look at, as what cannot be read has none."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class FaultlinesError(Exception):
    """Base of every error a user can meet; its text is one clear line.

    >>> try:
    ...     kg.actor("Arlnd")
    ... except fl.FaultlinesError as error:
    ...     print(error)
    unknown actor 'Arlnd'; did you mean Arlind or Arland?
    """

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


def unparsed(error: SyntaxError, query: str) -> QueryError:
    """What is wrong with a query: the place and, where the parser names a reason rather than every token, the reason.

    >>> print(unparsed(SyntaxError("error at 1:8: expected one of Prefix not found, ['%'], GRAPH"), "ASK { a:b }"))
    the query does not parse: Prefix not found, line 1, column 8, after 'ASK { a'
    """
    said = " ".join(str(error).split())
    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", said)
    if found is None:
        return QueryError(f"the query does not parse: {said}")
    line, column = int(found[1]), int(found[2])
    reason = re.search(r"(?:^|, )(?=[A-Z])([A-Za-z]+(?: [A-Za-z]+)+)(?:,|$)", found[3])
    before = "".join(query.splitlines()[line - 1 : line])[: column - 1]
    place = f"line {line}, column {column}" + (f", after {before[-30:].strip()!r}" if before.strip() else "")
    return QueryError(f"the query does not parse: {f'{reason[1]}, ' if reason else ''}{place}")


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
