"""KnowledgeGraph: the one handle on a built store. It reads; building is done in build.py."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import Store

from faultlines.errors import QueryError, StoreError, UnknownName, did_you_mean
from faultlines.result import Result
from faultlines.terms import KINDS, PREFIXES

if TYPE_CHECKING:
    import rdflib

    from faultlines.model import Entity, Statement

CURRENT = "current"
"""The one-line file that names the generation in use."""


class KnowledgeGraph:
    """A graph on disk, opened for reading.

    Use it as a context manager, or let it go out of scope; several processes may hold one store open.
    """

    def __init__(self, generation: Path) -> None:
        self.path = generation
        try:
            self.store = Store.read_only(str(generation / "graph"))
            self.manifest: Mapping[str, Any] = MappingProxyType(
                json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
            )
            names = (generation / "names.sqlite").resolve().as_uri()
            self._names = sqlite3.connect(f"{names}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._names.execute("SELECT 1 FROM entity, name, text LIMIT 1")
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
        self._names.close()
        self.__dict__.pop("store", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {what}" for what, n in self.manifest["counts"].items())
        return f"<KnowledgeGraph {counts}>"

    def query(self, sparql: str) -> Result:
        """Run SPARQL 1.1 with our prefixes known; rows come lazily, as the engine finds them."""
        try:
            return Result(self.store.query(sparql, prefixes=dict(PREFIXES)), self.label)
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {' '.join(str(error).split())}") from None
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from None

    # Names ---------------------------------------------------------------------------------------

    def label(self, identifier: str) -> str:
        """The label of an id; a source or term by its bare name, anything else as it is."""
        if identifier in self.labels:
            return self.labels[identifier][0]
        prefix, _, local = identifier.partition(":")
        return local if prefix in ("source", "fl") else identifier

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, str]]:
        """Every entity's id → label and class."""
        rows = self._names.execute("SELECT id, label, class FROM entity")
        return MappingProxyType({identifier: (label, cls) for identifier, label, cls in rows})

    @cached_property
    def relation_labels(self) -> Mapping[str, str]:
        """Every relation's name → how one reads it between subject and object."""
        rows = self.query("SELECT ?relation ?label WHERE { ?relation fl:family [] ; rdfs:label ?label }").rows()
        return MappingProxyType({str(name).removeprefix("fl:"): str(label) for name, label in rows})

    def resolve(self, name: str, kinds: Iterable[str] = tuple(KINDS)) -> str:
        """The id that a name means: an id, a label, an alias or a Wikidata id; capitals and "the" do not matter."""
        kinds = tuple(kinds)
        wanted = fold(name)
        rows = self._names.execute("SELECT DISTINCT id, rank FROM name WHERE folded = ? ORDER BY rank", (wanted,))
        found = [(i, rank) for i, rank in rows if i.partition(":")[0] in kinds]
        best = sorted({i for i, rank in found if rank == found[0][1]})
        if len(best) == 1:
            return str(best[0])
        what = " or ".join(kinds) if len(kinds) < 4 else "name"
        if best:
            raise UnknownName(f"{name!r} may mean {', '.join(best)}; say which by its id")
        known = {t: i for t, i in self._names.execute("SELECT text, id FROM name") if i.partition(":")[0] in kinds}
        by_fold = {fold(text): text for text in sorted(known)}
        hint = did_you_mean(wanted, by_fold)
        for folded in sorted(by_fold, key=len, reverse=True):
            hint = hint.replace(f" {folded} ", f" {by_fold[folded]} ").replace(f" {folded}?", f" {by_fold[folded]}?")
        raise UnknownName(f"unknown {what} {name!r}{hint}")

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str]]:
        """Ids and labels of the entities and statements whose labels, definitions or notes hold the words."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return []
        rows = self._names.execute(
            "SELECT id, title FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, 5, 1), id LIMIT ?", (quoted, limit)
        )
        return [(str(i), str(title)) for i, title in rows]

    # Statements ----------------------------------------------------------------------------------

    def statements(self, **filters: Any) -> list[Statement]:
        """The statements that pass every filter; see `faultlines.statements.find` for the filters."""
        from faultlines.statements import find

        return find(self, **filters)

    def statement(self, key: str) -> Statement:
        """The statement of that key."""
        from faultlines.statements import read

        return read(self, key)

    def entity(self, name: str) -> Entity:
        """The entity of that name, with all that the flat lists say of it."""
        from faultlines.statements import read_entity

        return read_entity(self, self.resolve(name))

    def actor(self, name: str) -> Any:
        """One actor's sheet: positions, ties, red lines, acts, and what others say of it."""
        from faultlines.statements import sheet

        return sheet(self, self.resolve(name, ("actor",)))

    def record(self, statement: Statement) -> dict[str, Any]:
        """The public record of a statement: the same flat JSON object that every export writes."""
        from faultlines.model import record

        return record(statement, self.labels, self.sha256)

    def sha256(self, source: str) -> str:
        """The hash of a source's document."""
        found: Mapping[str, Any] = self.manifest["sources"].get(source, {})
        return str(found.get("sha256", ""))

    def quotation(self, statement: Statement) -> str | None:
        """What the document says at the statement's spans, where the user has it."""
        from faultlines.sources import kept_text, quotation

        text = kept_text(statement.source, self.sha256(statement.source)) if statement.source else None
        return quotation(text, statement.spans) if text is not None else None

    # Other libraries -----------------------------------------------------------------------------

    def dataset(self) -> rdflib.Dataset:
        """The same store through rdflib's API (about twice as slow; prepared queries run in rdflib's own engine)."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset


def fold(name: str) -> str:
    """A name as it is compared.

    >>> fold("The  Kremlin"), fold("Kiev’s")
    ('kremlin', "kiev's")
    """
    folded = " ".join(name.casefold().replace("’", "'").split())
    return folded.removeprefix("the ") or folded
