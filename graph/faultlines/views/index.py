"""The page that links the others: what the graph holds, one picture and one sentence a view, how to read the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faultlines.views import marks
from faultlines.views.networks import NetworkPage
from faultlines.views.page import Page
from faultlines.views.render import render
from faultlines.views.scene import Node
from faultlines.views.words import date_words, source_words


@dataclass(frozen=True, slots=True)
class Name:
    """One name, and on which pages how many statements have it."""

    id: str
    label: str
    cls: str
    aliases: str
    pages: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class IndexPage:
    """The page that a newcomer opens first."""

    pages: Sequence[Page]
    name: str = "index"
    title: str = "Faultlines"
    sentence: str = "Who wants what in world politics, and who says so."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        return _html([page for page in self.pages if isinstance(page, NetworkPage)], titles)

    def picture(self) -> None:
        """None: it does not show itself."""


def _html(pages: Sequence[NetworkPage], titles: Mapping[str, str]) -> str:
    known = pages[0].network.graph if pages else {}
    return render(
        "index.html.j2",
        ("common.css", "index.css"),
        ("theme.js", "index.js", "ready.js"),
        {
            "name": "index",
            "title": "Faultlines",
            "titles": titles,
            "counts": known.get("counts", {}),
            "sources": [
                {**source, "by": source_words(source), "when": date_words(source.get("date"))}
                for _, source in sorted(known.get("sources", {}).items())
            ],
            "views": [(page, page.picture()) for page in pages],
            "names": _names(pages),
            "marks": marks,
        },
    )


def _names(pages: Sequence[NetworkPage]) -> list[Name]:
    """Every name on any page, those with most statements first."""
    found: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    nodes: dict[str, Node] = {}
    for page in pages:
        for node in page.scene.nodes:
            found[node.id].append((page.name, page.title, node.degree))
            nodes.setdefault(node.id, node)
    names = [Name(i, n.label, n.cls, " ".join(n.aliases), tuple(found[i])) for i, n in nodes.items()]
    return sorted(names, key=lambda n: (-sum(count for *_, count in n.pages), n.label, n.id))
