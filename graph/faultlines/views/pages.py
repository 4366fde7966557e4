"""Networks → pages on disk or in a notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, overload

from faultlines.errors import FaultlinesError
from faultlines.views import marks
from faultlines.views.absent import absent
from faultlines.views.cards import cards
from faultlines.views.compose import compose
from faultlines.views.drawing import drawing
from faultlines.views.facets import facets
from faultlines.views.index import index_page
from faultlines.views.notebook import Inline
from faultlines.views.render import render, write
from faultlines.views.scene import Scene, statement_records
from faultlines.views.tables import tables

_SCRIPTS: Final = (
    "vis-network",
    "page.js",
    "state.js",
    "theme.js",
    "filters.js",
    "places.js",
    "look.js",
    "network.js",
    "hulls.js",
    "panel.js",
    "keys.js",
    "picture.js",
    "export.js",
    "start.js",
)
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@overload
def show(network: Any, path: None = None) -> Inline: ...
@overload
def show(network: Any, path: Path | str) -> Path: ...
def show(network: Any, path: Path | str | None = None) -> Path | Inline:
    """A network of statements as one self-contained HTML page.

    `network` is a networkx.MultiDiGraph as `fl.network` or `faultlines.analysis.pages` make them. With a path, the
    page is written there and the path returned; without, an object is returned that a notebook shows as the page.
    """
    html = network_page(network, {})
    return Inline(html) if path is None else write(Path(path), html)


def write_pages(networks: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write a page for each network, named after it, and, for more than one, index.html that links them all."""
    for name in networks:
        if not _NAME.fullmatch(name) or name == "index":
            raise FaultlinesError(f"{name!r} cannot be the name of a page: lower-case words joined by hyphens, not index")
    titles = {name: str(network.graph.get("title") or name) for name, network in networks.items()}
    several = titles if len(titles) > 1 else {}
    written = [write(folder / f"{name}.html", network_page(g, several, name)) for name, g in networks.items()]
    if several:
        written.append(write(folder / "index.html", index_page(networks)))
    return written


def network_page(network: Any, titles: Mapping[str, str], name: str = "") -> str:
    """The page of one network; `titles` are those of all pages it links, by name."""
    records = statement_records(network)
    scene = compose(network)
    counts = network.graph.get("counts", {})
    return render(
        "network.html.j2",
        ("common.css", "page.css", "print.css"),
        _SCRIPTS if records else ("theme.js",),
        {
            "name": name or network.graph.get("name", ""),
            "title": network.graph.get("title") or "Network",
            "sentence": network.graph.get("sentence", ""),
            "titles": titles,
            "scene": scene,
            "drawing": drawing(scene, records),
            "facets": facets(records.values(), bool(scene.hulls)),
            "cards": cards(records.values(), network.graph),
            "tables": tables(network),
            "absent": absent(network),
            "absent_from": {key: counts.get(key, 0) for key in ("statements", "sources")},
            "used": {marks.mark(edge.relation).ink for edge in scene.edges},
            "shapes": shapes(scene),
            "rings": any(node.rings for node in scene.nodes),
            "marks": marks,
        },
    )


_SHAPES: Final = (
    ("dot", False, "state, body, group, place"),
    ("dot", True, "person"),
    ("square", False, "issue, agreement, project"),
    ("diamond", False, "red line"),
    ("triangle", False, "event"),
    ("hexagon", False, "type, function, means"),
)


def shapes(scene: Scene) -> list[tuple[str, bool, str]]:
    """Shape, hollow or not, and meaning of the marks of nodes that a scene has."""
    there = {(node.shape, node.cls == "Person") for node in scene.nodes}
    return [row for row in _SHAPES if (row[0], row[1]) in there]
