"""The page that shows which characters of each document stand behind a statement, so that a gap is seen at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from faultlines.views.cards import span_words
from faultlines.views.render import render

GAP: Final = 80
"""Characters from which on a passage without a statement is listed as a gap."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement beside the characters that it stands on."""

    key: str
    start: int
    characters: str
    sentence: str


@dataclass(frozen=True)
class CoveragePage:
    """Which characters have a statement, document by document."""

    coverages: Sequence[Any]
    """`faultlines.analysis.coverage.Coverage` values."""
    sentences: Mapping[str, str]
    """A statement's sentence by its key."""
    name: str = "coverage"
    title: str = "Coverage"
    sentence: str = "Which characters of each document stand behind a statement, and which do not."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        return render(
            "coverage.html.j2",
            ("common.css", "coverage.css"),
            ("theme.js", "coverage.js", "ready.js"),
            {
                "name": self.name,
                "title": self.title,
                "sentence": self.sentence,
                "titles": titles,
                "coverages": self.coverages,
                "told": {c.source: told(c.passages, self.sentences) for c in self.coverages},
                "whole": any(p.text is not None for c in self.coverages for p in c.passages),
                "gap": GAP,
            },
        )

    def picture(self) -> None:
        """None: its strips say nothing at that size."""


def told(passages: Iterable[Any], sentences: Mapping[str, str]) -> list[Told]:
    """The statements of a document in the order of their characters; passages that touch are one span."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for passage in passages:
        for key in passage.keys:
            known = spans.setdefault(key, [])
            start = known.pop()[0] if known and known[-1][1] == passage.start else passage.start
            known.append((start, passage.end))
    return [Told(key, known[0][0], span_words(known), sentences[key]) for key, known in spans.items()]
