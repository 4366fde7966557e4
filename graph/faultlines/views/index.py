"""The page that links the others: what the graph holds, what to look at first, one picture a view, how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from faultlines.analysis.overview import Overview
from faultlines.views import marks
from faultlines.views.page import Page
from faultlines.views.render import render
from faultlines.views.words import date_words, source_words

MOST: Final = 6
"""So many answers of a finding are shown at first."""


@dataclass(frozen=True)
class IndexPage:
    """The page that a newcomer opens first."""

    pages: Sequence[Page]
    overview: Overview
    name: str = "index"
    title: str = "Faultlines"
    sentence: str = "Who wants what in world politics, and who says so."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known = self.overview
        values: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "titles": titles,
            "counts": known.counts,
            "period": "–".join(dict.fromkeys(date_words(date) for date in known.period if date)),
            "findings": [
                (f.question, [item for item in f.items if item.page in titles], MOST)
                for f in known.findings
                if any(item.page in titles for item in f.items)
            ],
            "sources": [
                {**source, "id": name, "by": source_words(source), "when": date_words(source.get("date"))}
                for name, source in sorted(known.sources.items())
            ],
            "views": [(page, page.picture()) for page in self.pages if page.name != self.name],
            "names": known.names,
            "data_names": [[n.id, n.label, n.cls, list(n.aliases)] for n in known.names] if "entity" in titles else [],
            "data_sources": [[i, s["title"]] for i, s in sorted(known.sources.items())] if "sources" in titles else [],
            "marks": marks,
        }
        return render("index.html.j2", ("common.css", "index.css"), ("theme.js", "index.js", "ready.js"), values)

    def picture(self) -> None:
        """None: it does not show itself."""
