"""A file of candidates on the desk: read afresh for every decision, as an editor may be at it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from faultlines.errors import Fault, FaultlinesError
from faultlines.model import Entity, Statement
from faultlines.review.blocks import block
from faultlines.seeds.candidates import Candidates, read_candidates
from faultlines.seeds.load import Place, Seeds, shown
from faultlines.seeds.tables import read_table


def lists(folder: Path) -> Seeds:
    """The flat lists alone, quickly; what is wrong with them is `faultlines check`'s affair."""
    entities: dict[str, Entity] = {}
    places: dict[str, Place] = {}
    for path in sorted(folder.glob("*.tsv")):
        name = shown(path)
        for line, entity in read_table(path, name, []):
            if entities.setdefault(entity.id, entity) is entity:
                places[entity.id] = (name, line)
    return Seeds(folder, MappingProxyType(entities), MappingProxyType({}), (), MappingProxyType(places))


@dataclass(frozen=True, slots=True)
class Desk:
    """One file of candidates and the lists as they are now."""

    folder: Path
    path: Path
    text: str
    seeds: Seeds
    candidates: Candidates
    said: Mapping[int, tuple[Statement, ...]]
    """What each entry says that has no faults."""
    items: tuple[tuple[int, int], ...]
    """First and past-the-last line of each entry, from 0."""

    @property
    def entries(self) -> list[Any]:
        """The entries as they are written, those with faults too."""
        value = self.candidates.read.document.value
        found = value.get("statements") if isinstance(value, dict) else None
        return found if isinstance(found, list) else []

    def statements(self, index: int) -> tuple[Statement, ...]:
        """What an entry says; nothing where it has faults."""
        return self.said.get(index, ())

    def decision(self, index: int) -> str | None:
        """What a curator wrote under it."""
        entry = self.entries[index]
        value = entry.get("decision") if isinstance(entry, dict) else None
        return value if value in ("accept", "reject") else None

    def faults(self, index: int) -> list[Fault]:
        """What is wrong with one entry."""
        first, past = self.items[index]
        return [fault for fault in self.candidates.faults if first < fault.line <= past]

    def place(self, index: int) -> Place:
        """Where an entry stands."""
        return shown(self.path), self.items[index][0] + 1

    @property
    def handles(self) -> set[str]:
        """What the entries call themselves."""
        return {str(entry["as"]) for entry in self.entries if isinstance(entry, dict) and "as" in entry}

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Known things and those of the file."""
        return self.candidates.entities


def sit(folder: Path, path: Path, text: str | None = None) -> Desk:
    """Read a file of candidates, or the `text` it may get.

    Raises FaultlinesError where it does not parse, as then no entry can be moved.
    """
    seeds = lists(folder)
    if text is None:
        try:
            text = path.read_bytes().decode("utf-8")
        except OSError as error:
            raise FaultlinesError(f"{path}: cannot be read ({error.strerror})") from None
        except UnicodeDecodeError as error:
            raise FaultlinesError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    candidates = read_candidates(path, seeds, text)
    if candidates.source is None:
        raise FaultlinesError("\n".join(map(str, candidates.faults)))
    found = block(text, "statements", shown(path))
    said = {i: of for (_, i), of in zip(candidates.read.entries, candidates.statements, strict=True)}
    return Desk(folder, path, text, seeds, candidates, said, found.items if found else ())
