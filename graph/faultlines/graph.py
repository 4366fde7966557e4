"""Graph: what one can ask of a knowledge graph, wherever it lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from faultlines.html import table
from faultlines.names import Names
from faultlines.result import Result
from faultlines.terms import KINDS

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

    from faultlines.model import Entity, Statement
    from faultlines.statements import Sheet, Statements


class Graph(ABC):
    """A knowledge graph; use it as a context manager, or let it go out of scope."""

    names: Names
    manifest: Mapping[str, Any]
    """`counts` of what it holds, its `sources` by their id, and of a store the ISO 3166 alpha-3 `codes` of states."""

    @abstractmethod
    def query(self, sparql: str) -> Result:
        """Run SPARQL 1.1 with our prefixes known."""

    @abstractmethod
    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Every triple of those subjects."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {what}" for what, n in self.manifest["counts"].items())
        return f"<{type(self).__name__} {counts}>"

    def _repr_html_(self) -> str:
        counts = ", ".join(f"{n:,} {what}" for what, n in self.manifest["counts"].items())
        rows = [
            [name, s["title"], s["date"], s["stance"].replace("-", " "), s["text_quality"].replace("-", " ")]
            for name, s in sorted(self.manifest["sources"].items())
        ]
        return table(("source", "title", "date", "stance", "text"), rows, f"A knowledge graph of {counts}")

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
        return self.names.entities()

    @cached_property
    def relation_labels(self) -> Mapping[str, str]:
        """Every relation's name → how one reads it between subject and object."""
        rows = self.query("SELECT ?relation ?label WHERE { ?relation fl:family [] ; rdfs:label ?label }").rows()
        return MappingProxyType({str(name).removeprefix("fl:"): str(label) for name, label in rows})

    def resolve(self, name: str, kinds: Iterable[str] = tuple(KINDS)) -> str:
        """The id that a name means: an id, a label, an alias or a Wikidata id; capitals and "the" do not matter."""
        return self.names.resolve(name, kinds)

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str]]:
        """Ids and labels of the entities and statements whose labels, definitions or notes hold the words."""
        return self.names.search(words, limit)

    # Statements ----------------------------------------------------------------------------------

    def statements(self, **filters: Any) -> Statements:
        """The statements that pass every filter; see `faultlines.statements.find` for the filters."""
        from faultlines.statements import find

        return find(self, **filters)

    def statement(self, key: str) -> Statement:
        """The statement of that key."""
        from faultlines.statements import read

        return read(self, [key])[0]

    def entity(self, name: str) -> Entity:
        """The entity of that name, with all that the flat lists say of it."""
        from faultlines.statements import read_entity

        return read_entity(self, self.resolve(name))

    def actor(self, name: str) -> Sheet:
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
