"""The page that links the others: what the graph holds, one picture and one sentence a view, how to read the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faultlines.views import marks
from faultlines.views.compose import compose
from faultlines.views.render import render
from faultlines.views.scene import statement_records
from faultlines.views.thumbnail import Thumbnail, thumbnail
from faultlines.views.words import date_words, source_words


@dataclass(frozen=True, slots=True)
class View:
    """One page, as the index shows it."""

    name: str
    title: str
    sentence: str
    names: int
    statements: int
    picture: Thumbnail | None


@dataclass(frozen=True, slots=True)
class Name:
    """One name, and on which pages how many statements have it."""

    id: str
    label: str
    cls: str
    aliases: str
    pages: tuple[tuple[str, str, int], ...]


def index_page(networks: Mapping[str, Any]) -> str:
    """The page for all of them."""
    titles = {name: str(network.graph.get("title") or name) for name, network in networks.items()}
    views = []
    found: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    known: dict[str, tuple[str, str, str]] = {}
    for name, network in networks.items():
        scene, records = compose(network), statement_records(network)
        sentence = str(network.graph.get("sentence", ""))
        picture = thumbnail(scene, records)
        views.append(View(name, titles[name], sentence, len(scene.nodes), len(records), picture))
        for node in scene.nodes:
            found[node.id].append((name, titles[name], node.degree))
            known[node.id] = (node.label, node.cls, " ".join(node.aliases))
    names = [Name(i, *known[i], tuple(pages)) for i, pages in found.items()]
    names.sort(key=lambda n: (-sum(count for *_, count in n.pages), n.label))
    any_graph = next(iter(networks.values())).graph if networks else {}
    return render(
        "index.html.j2",
        ("common.css", "index.css"),
        ("theme.js", "index.js"),
        {
            "name": "index",
            "title": "Faultlines",
            "titles": titles,
            "counts": any_graph.get("counts", {}),
            "sources": [
                {**s, "id": i, "by": source_words(s), "when": date_words(s.get("date"))}
                for i, s in sorted(any_graph.get("sources", {}).items())
            ],
            "views": views,
            "names": names,
            "marks": marks,
        },
    )

