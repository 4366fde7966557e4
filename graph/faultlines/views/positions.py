"""The page of positions: a matrix of actors and issues whose cells are statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from faultlines.analysis.positions import WAYS, Positions
from faultlines.views.frame import framed
from faultlines.views.render import small
from faultlines.views.words import manner_words

SHARED: Final = 2
"""An issue about which so many actors have a position is shown at first; a button shows the others."""


@dataclass(frozen=True)
class PositionsPage:
    """Who is for what and who against it."""

    positions: Positions
    name: str = "positions"
    title: str = "Positions"
    sentence: str = "Who is for which issue and who against it, and who says so."

    @property
    def things(self) -> frozenset[str]:
        """The ids of all that it has."""
        return frozenset(self.positions.network)

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known = self.positions
        shared = {i for i, actors in self._by_issue().items() if len(actors) >= SHARED}
        return framed(
            "positions.html.j2",
            known.network,
            titles,
            name=self.name,
            title=self.title,
            sentence=self.sentence,
            styles=("positions.css",),
            scripts=("positions.js",),
            chart={"actors": dict(known.actors), "issues": dict(known.issues), "shared": sorted(shared)},
            actors=known.actors["number"],
            issues=known.issues["number"],
            shared=shared,
            cells=self._cells(),
            label=dict(known.network.nodes(data="label")),
        )

    def picture(self) -> Markup | None:
        """The matrix of shared issues as dots."""
        by_issue = self._by_issue()
        issues = [i for i in self.positions.issues["number"] if len(by_issue[i]) >= SHARED][:16]
        actors = self.positions.actors["number"][:16]
        cells = self._cells()
        dots = [
            (x, y, cells[issue, actor][0]["way"])
            for y, issue in enumerate(issues)
            for x, actor in enumerate(actors)
            if cells.get((issue, actor))
        ]
        return small("positions.svg.j2", {"dots": dots, "wide": len(actors), "high": len(issues)}) if dots else None

    def _by_issue(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for actor, issue in self.positions.network.edges():
            found[issue].add(actor)
        return found

    def _cells(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """Issue and actor → the marks of their statements."""
        cells: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for actor, issue, record in self.positions.network.edges(data="record"):
            manner = manner_words(record)
            cells[issue, actor].append(
                {
                    "key": record["key"],
                    "way": "plus" if WAYS[record["relation"]] > 0 else "minus",
                    "denied": record["polarity"] == "denied",
                    "sure": record["modality"] == "asserted",
                    "words": ", ".join(["for" if WAYS[record["relation"]] > 0 else "against", *manner]),
                }
            )
        for marks in cells.values():
            marks.sort(key=lambda mark: (mark["way"] != "plus", mark["denied"], not mark["sure"], mark["key"]))
        return dict(cells)
