"""All pages of a graph: which analysis stands behind which page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from faultlines.analysis import pages as networks
from faultlines.analysis.coverage import coverage
from faultlines.analysis.entities import entities, everything
from faultlines.analysis.explore import Rows, explore
from faultlines.analysis.overview import overview
from faultlines.analysis.positions import positions
from faultlines.analysis.reference import reference
from faultlines.analysis.sources import sources
from faultlines.analysis.spheres_map import spheres_map
from faultlines.analysis.timeline import timeline
from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.store import KnowledgeGraph
from faultlines.tables import sentence
from faultlines.views import write_pages
from faultlines.views.coverage import CoveragePage
from faultlines.views.entity import EntityPage
from faultlines.views.index import IndexPage
from faultlines.views.map import MapPage
from faultlines.views.networks import NetworkPage
from faultlines.views.page import Page
from faultlines.views.pages import INDEX
from faultlines.views.positions import PositionsPage
from faultlines.views.query import QueryPage
from faultlines.views.reference import ReferencePage
from faultlines.views.sources import SourcesPage
from faultlines.views.timeline import TimelinePage


def _coverage(kg: KnowledgeGraph) -> Page:
    return CoveragePage(list(coverage(kg).values()), {s.key: sentence(kg, s) for s in kg.statements()})


PAGES: Final[Mapping[str, Callable[[KnowledgeGraph], Page]]] = MappingProxyType(
    {
        "alliances": lambda kg: NetworkPage.of(networks.alliances(kg)),
        "red-lines": lambda kg: NetworkPage.of(networks.red_lines(kg)),
        "spheres": lambda kg: NetworkPage.of(networks.spheres(kg)),
        "map": lambda kg: MapPage(spheres_map(kg)),
        "sanctions": lambda kg: NetworkPage.of(networks.sanctions(kg)),
        "positions": lambda kg: PositionsPage(positions(kg)),
        "timeline": lambda kg: TimelinePage(timeline(kg)),
        "sources": lambda kg: SourcesPage(sources(kg)),
        "network": lambda kg: NetworkPage.of(everything(kg)),
        "entity": lambda kg: EntityPage(entities(kg)),
        "coverage": _coverage,
        "ontology": lambda kg: ReferencePage(reference(kg)),
    }
)
"""Name of a page → how it is made, in the order of the navigation."""


def write_site(kg: KnowledgeGraph, folder: Path, names: Iterable[str] = PAGES) -> list[Path]:
    """Write the pages of those names; all of them come with the index that links them."""
    names = list(names)
    for name in names:
        if name not in PAGES:
            known = ", ".join(PAGES)
            raise FaultlinesError(f"unknown page {name!r}; all or one of {known}{did_you_mean(name, PAGES)}")
    pages = [PAGES[name](kg) for name in names]
    pages = [page.beside(pages) if isinstance(page, EntityPage) else page for page in pages]
    if len(pages) == len(PAGES):
        pages.append(IndexPage(tuple(pages), overview(kg)))
    return write_pages(pages, folder)


def write_query(kg: KnowledgeGraph, sparql: str, stem: str, folder: Path) -> Path:
    """Write what a query finds as a page named after its file; its first comment is the title.

    The names of the site's own pages are refused, as the page of a query would take their place.
    """
    name = "-".join(re.findall("[a-z0-9]+", stem.lower())) or "query"
    if name in (*PAGES, INDEX):
        raise FaultlinesError(f"{name}.html is a page of the site; give the file of the query another name")
    first = sparql.lstrip().partition("\n")[0]
    title = first.lstrip("# ").strip() if first.startswith("#") else stem
    found = explore(kg, sparql, name, title)
    page: Page = QueryPage(found, sparql, name, title) if isinstance(found, Rows) else NetworkPage.of(found)
    return write_pages([page], folder)[0]
