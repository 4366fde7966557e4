"""The page that shows which characters of each document stand behind a statement, so that a gap is seen at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from faultlines.views.render import render

GAP: Final = 80
"""Characters from which on a passage without a statement is listed as a gap."""


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
            ("theme.js", "ready.js"),
            {
                "name": self.name,
                "title": self.title,
                "sentence": self.sentence,
                "titles": titles,
                "coverages": self.coverages,
                "sentences": self.sentences,
                "gap": GAP,
            },
        )

    def picture(self) -> None:
        """None: its strips say nothing at that size."""
