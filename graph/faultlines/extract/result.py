"""What extraction gives: a source as far as the document shows it, statements, and the entities they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faultlines.model import Entity, Source, Statement, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One document's candidates."""

    source: Source
    entities: tuple[Entity, ...]
    """Every entity that the statements name and the flat lists do not hold: from the gazetteer, or ``new:slug``."""
    statements: tuple[Statement, ...]

    def records(self, known: Mapping[str, Entity]) -> list[dict[str, Any]]:
        """The public records; `known` are the entities of the flat lists."""
        names = {e.id: (e.label, e.cls) for e in (*known.values(), *self.entities)}
        return [record(s, names, lambda _: self.source.sha256) for s in self.statements]
