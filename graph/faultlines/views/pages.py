"""Networks → pages on disk or in a notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, overload

from faultlines.errors import FaultlinesError
from faultlines.views import coverage, marks, reference
from faultlines.views.absent import absent
from faultlines.views.cards import cards
from faultlines.views.compose import Page
from faultlines.views.drawing import drawing
from faultlines.views.facets import facets
from faultlines.views.index import index_page
from faultlines.views.notebook import Inline
from faultlines.views.render import render, write
from faultlines.views.scene import Scene
from faultlines.views.tables import tables

_SCRIPTS: Final = (
    "vis-network",
    "page.js",
    "state.js",
    "theme.js",
    "filters.js",
    "places.js",
    "labels.js",
    "look.js",
    "network.js",
    "hulls.js",
    "panel.js",
    "keys.js",
    "picture.js",
    "export.js",
    "start.js",
    "ready.js",
)
_TAKEN: Final = ("index", "coverage", "ontology")
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
    html = network_page(Page.of(network), {})
    return Inline(html) if path is None else write(Path(path), html)


def write_pages(
    networks: Mapping[str, Any],
    folder: Path,
    coverages: Sequence[Any] = (),
    sentences: Mapping[str, str] = MappingProxyType({}),
    ontology: Any = None,
) -> list[Path]:
    """Write a page for each network, named after it, and, for more than one page, index.html that links them all.

    With `coverages` (see `faultlines.analysis.coverage`) and the `sentences` of statements by their key, also
    coverage.html; with an `ontology` (see `faultlines.analysis.reference`), also ontology.html.
    """
    for name in networks:
        if not _NAME.fullmatch(name) or name in _TAKEN:
            raise FaultlinesError(
                f"{name!r} cannot be the name of a page: lower-case words joined by hyphens, not {' or '.join(_TAKEN)}"
            )
    pages = [Page.of(network, name) for name, network in networks.items()]
    titles = {page.name: page.title for page in pages}
    if coverages:
        titles["coverage"] = coverage.TITLE
    if ontology:
        titles["ontology"] = reference.TITLE
    linked = titles if len(titles) > 1 else {}
    written = [write(folder / f"{page.name}.html", network_page(page, linked)) for page in pages]
    if coverages:
        written.append(write(folder / "coverage.html", coverage.coverage_page(coverages, sentences, linked)))
    if ontology:
        written.append(write(folder / "ontology.html", reference.reference_page(ontology, linked)))
    if linked and pages:
        written.append(write(folder / "index.html", index_page(pages, linked)))
    return written


def network_page(page: Page, titles: Mapping[str, str]) -> str:
    """One page; `titles` are those of all pages that it links, by name."""
    known, scene, records = page.network.graph, page.scene, page.records
    off = (marks.IN_HULLS if scene.hulls else frozenset()) | (marks.IN_RINGS if known.get("contested") else frozenset())
    counts = known.get("counts", {})
    return render(
        "network.html.j2",
        ("common.css", "page.css", "print.css"),
        _SCRIPTS if records else ("theme.js", "ready.js"),
        {
            "name": page.name,
            "title": page.title,
            "sentence": page.sentence,
            "titles": titles,
            "scene": scene,
            "drawing": drawing(scene, records),
            "facets": facets(records.values(), off),
            "cards": cards(records.values(), known),
            "tables": tables(page.network),
            "absent": absent(page.network),
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
