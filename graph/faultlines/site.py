"""All pages of a graph: which analysis stands behind which page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from faultlines.analysis import pages as networks
from faultlines.analysis.coverage import coverage
from faultlines.analysis.reference import reference
from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.store import KnowledgeGraph
from faultlines.tables import sentence
from faultlines.views import write_pages
from faultlines.views.coverage import CoveragePage
from faultlines.views.index import IndexPage
from faultlines.views.networks import NetworkPage
from faultlines.views.page import Page
from faultlines.views.reference import ReferencePage


def _coverage(kg: KnowledgeGraph) -> Page:
    return CoveragePage(list(coverage(kg).values()), {s.key: sentence(kg, s) for s in kg.statements()})


PAGES: Final[Mapping[str, Callable[[KnowledgeGraph], Page]]] = MappingProxyType(
    {
        "alliances": lambda kg: NetworkPage.of(networks.alliances(kg)),
        "red-lines": lambda kg: NetworkPage.of(networks.red_lines(kg)),
        "spheres": lambda kg: NetworkPage.of(networks.spheres(kg)),
        "sanctions": lambda kg: NetworkPage.of(networks.sanctions(kg)),
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
    if len(pages) == len(PAGES):
        pages.append(IndexPage(pages))
    return write_pages(pages, folder)
