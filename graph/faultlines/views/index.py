"""The page that links the others: what the graph holds, one picture and one sentence a view, how to read the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faultlines.views import marks
from faultlines.views.compose import Page
from faultlines.views.render import render
from faultlines.views.scene import Node
from faultlines.views.thumbnail import thumbnail
from faultlines.views.words import date_words, source_words


@dataclass(frozen=True, slots=True)
class Name:
    """One name, and on which pages how many statements have it."""

    id: str
    label: str
    cls: str
    aliases: str
    pages: tuple[tuple[str, str, int], ...]


def index_page(pages: Sequence[Page], titles: Mapping[str, str]) -> str:
    """The page for all of them; `titles` are those of all pages that it links, by name."""
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
            "views": [(page, thumbnail(page.scene, page.records)) for page in pages],
            "names": _names(pages),
            "marks": marks,
        },
    )


def _names(pages: Sequence[Page]) -> list[Name]:
    """Every name on any page, those with most statements first."""
    found: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    nodes: dict[str, Node] = {}
    for page in pages:
        for node in page.scene.nodes:
            found[node.id].append((page.name, page.title, node.degree))
            nodes.setdefault(node.id, node)
    names = [Name(i, n.label, n.cls, " ".join(n.aliases), tuple(found[i])) for i, n in nodes.items()]
    return sorted(names, key=lambda n: (-sum(count for *_, count in n.pages), n.label, n.id))
