"""KnowledgeGraph: the one handle on a built store. It reads; building is done in build.py."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import NamedNode, Store, Triple

from faultlines.errors import StoreError
from faultlines.graph import Graph
from faultlines.names import Names
from faultlines.result import Result, answered
from faultlines.terms import PREFIXES

if TYPE_CHECKING:
    import rdflib

CURRENT = "current"
"""The one-line file that names the generation in use."""


class KnowledgeGraph(Graph):
    """A graph on disk, opened for reading; several processes may hold one store open.

    >>> with fl.open(store) as kg:
    ...     print(kg.label("actor:arland"), len(kg.statements(subject="Arland", polarity="denied")))
    ...     list(kg.query("SELECT ?what { actor:arland fl:opposes ?what }").rows(labels=True))
    ...     len(kg.dataset())  # rdflib, over the same store
    Arland 1
    [['Bordurian naval base on the strait'], ['Toll in the Narrow Strait']]
    2722
    """

    def __init__(self, generation: Path) -> None:
        self.path = generation
        try:
            self.store = Store.read_only(str(generation / "graph"))
            self.manifest: Mapping[str, Any] = MappingProxyType(
                json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
            )
            names = (generation / "names.sqlite").resolve().as_uri()
            self.names = Names(sqlite3.connect(f"{names}?mode=ro&immutable=1", uri=True, check_same_thread=False))
            if not self.manifest.keys() >= {"state", "counts", "sources"}:
                raise ValueError("manifest.json is not whole")
        except (OSError, RuntimeError, TypeError, ValueError, sqlite3.Error) as error:
            raise StoreError(f"{generation}: cannot be opened ({error}); run 'faultlines build'") from None

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """The graph in a store folder, as the last good build left it."""
        folder = Path(folder)
        tried = ""
        while True:  # a build may swap generations between the two reads
            try:
                name = (folder / CURRENT).read_text(encoding="utf-8").strip()
            except (OSError, ValueError):
                raise StoreError(f"{folder}: holds no store; run 'faultlines build'") from None
            try:
                return cls(folder / name)
            except StoreError:
                if name == tried:
                    raise
                tried = name

    def close(self) -> None:
        """Let go of the files."""
        self.names.database.close()
        self.__dict__.pop("store", None)

    def query(self, sparql: str) -> Result:
        """Run SPARQL 1.1 with our prefixes known; rows come lazily, as the engine finds them."""
        return answered(sparql, lambda: self.store.query(sparql, prefixes=dict(PREFIXES)), self.label)

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Every triple of those subjects."""
        for subject in subjects:
            for quad in self.store.quads_for_pattern(subject, None, None):
                yield quad.triple

    def dataset(self) -> rdflib.Dataset:
        """The same store through rdflib's API (about twice as slow; prepared queries run in rdflib's own engine)."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset


def open(store: Path | str) -> KnowledgeGraph:
    """The graph in a folder that `faultlines build --store` wrote, as it is; `load` also builds what is missing.

    >>> fl.open("nowhere")
    Traceback (most recent call last):
    faultlines.errors.StoreError: nowhere: holds no store; run 'faultlines build'
    """
    return KnowledgeGraph.open(store)
