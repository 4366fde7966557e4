"""Which characters of each document stand behind a statement, and which do not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from faultlines.model import Span
from faultlines.sources import kept_text
from faultlines.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with the same statements behind every character of it; none means a gap."""

    start: int
    end: int
    keys: tuple[str, ...]
    text: str | None
    """What stands there, where the user has the document."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A document as its passages, in order, from the first character to the last."""

    source: str
    title: str
    characters: int
    passages: tuple[Passage, ...]

    @property
    def covered(self) -> int:
        """How many characters stand behind at least one statement."""
        return sum(p.end - p.start for p in self.passages if p.keys)

    def gaps(self, at_least: int = 80) -> tuple[Passage, ...]:
        """The passages without a statement that are at least so many characters long."""
        return tuple(p for p in self.passages if not p.keys and p.end - p.start >= at_least)


def coverage(kg: KnowledgeGraph) -> dict[str, Coverage]:
    """The coverage of every source, by its id."""
    spans: dict[str, list[tuple[Span, str]]] = {name: [] for name in kg.manifest["sources"]}
    for statement in kg.statements():
        spans[statement.source].extend((span, statement.key) for span in statement.spans)
    found = {}
    for name, source in kg.manifest["sources"].items():
        text = kept_text(name, source["sha256"])
        passages = split(source["characters"], spans[name])
        found[name] = Coverage(
            name,
            source["title"],
            source["characters"],
            tuple(Passage(a, b, keys, text[a:b] if text is not None else None) for a, b, keys in passages),
        )
    return found


def split(characters: int, spans: list[tuple[Span, str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut a text of that length wherever a span begins or ends.

    >>> split(10, [((2, 6), "a"), ((4, 8), "b")])
    [(0, 2, ()), (2, 4, ('a',)), (4, 6, ('a', 'b')), (6, 8, ('b',)), (8, 10, ())]
    """
    edges = sorted({0, characters, *(edge for span, _ in spans for edge in span)})
    begins: dict[int, set[str]] = {}
    ends: dict[int, set[str]] = {}
    for n, ((start, end), key) in enumerate(spans):
        begins.setdefault(start, set()).add(f"{key}\0{n}")
        ends.setdefault(end, set()).add(f"{key}\0{n}")
    pieces, running = [], set[str]()
    for start, end in pairwise(edges):
        running = (running - ends.get(start, set())) | begins.get(start, set())
        pieces.append((start, end, tuple(sorted({key.partition("\0")[0] for key in running}))))
    return pieces
