"""Read a folder of seeds whole: the flat lists, then the statement files, then what only shows across files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from faultlines.errors import Fault, FaultlinesError, Findings, did_you_mean
from faultlines.model import Entity, Source, Statement
from faultlines.seeds.files import ReadFile, read_statement_file
from faultlines.seeds.references import resolve
from faultlines.seeds.tables import LINKS, read_table

Place = tuple[str, int]
"""A file, as named to the user, and a line in it."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """What a folder of seeds holds and, in `faults`, what is wrong with it."""

    folder: Path
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    statements: tuple[Statement, ...]
    places: Mapping[str, Place]
    """Where each entity (by id), source (``source:id``, its hash ``source:id/sha256``) and statement
    (``statement:key``) stands."""
    faults: tuple[Fault, ...] = ()

    def sound(self) -> Seeds:
        """Itself if nothing is wrong, else all faults as one error."""
        if self.faults:
            raise Findings(self.faults)
        return self


def no_seeds(folder: Path) -> Seeds:
    """Those of a folder that is yet to be begun."""
    nothing: Mapping[str, Any] = MappingProxyType({})
    return Seeds(folder, nothing, nothing, (), nothing)


def seed_files(folder: Path) -> list[Path]:
    """Every file that is part of the reviewed seeds, sorted; hidden ones are an editor's.

    A folder without any is a FaultlinesError: it is not the one that was meant.
    """
    found = [*folder.glob("*.tsv"), *(folder / "statements").glob("*.yaml")]
    files = sorted(path for path in found if not path.name.startswith("."))
    if not files:
        raise FaultlinesError(f"{folder}: holds no seeds (no *.tsv, no statements/*.yaml)")
    return files


def load_seeds(folder: Path) -> Seeds:
    """Everything that can be read from the folder, with every fault found on the way."""
    files = seed_files(folder)
    faults = [
        Fault(shown(path), 1, "is not read; a statement file is statements/<source id>.yaml")
        for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")])
        if path not in files and folder / "candidates" not in path.parents and not path.name.startswith(".")
    ]
    places: dict[str, Place] = {}
    entities: dict[str, Entity] = {}
    read: list[ReadFile] = []
    for path in files:
        name = shown(path)
        if path.suffix == ".tsv":
            for line, entity in read_table(path, name, faults):
                if entity.id in entities:
                    first = ":".join(map(str, places[entity.id]))
                    faults.append(Fault(name, line, f"{entity.id} stands already at {first}; one row a thing"))
                    continue
                entities[entity.id] = entity
                places[entity.id] = (name, line)
        else:
            read.append(read_statement_file(path, name, faults))
    faults.extend(links(entities, places))
    faults.extend(shared_aliases(entities, places))
    sources: dict[str, Source] = {}
    for file in read:
        if file.source is None or not file.sound:
            continue
        key = f"source:{file.source.id}"
        if key in places:
            line = file.document.line(("source", "id"))
            faults.append(Fault(file.name, line, f"source {file.source.id} stands already in {places[key][0]}"))
            continue
        sources[file.source.id] = file.source
        places[key] = (file.name, file.document.line(("source",)))
        for field in ("sha256", "characters"):
            places[f"{key}/{field}"] = (file.name, file.document.line(("source", field)))
    statements = resolve(read, entities, places, faults)
    return Seeds(
        folder,
        MappingProxyType(entities),
        MappingProxyType(sources),
        tuple(statements),
        MappingProxyType(places),
        tuple(sorted(set(faults))),
    )


def shown(path: Path) -> str:
    """The path as a user would type it from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def links(entities: Mapping[str, Entity], places: Mapping[str, Place]) -> Iterator[Fault]:
    """Entities that name one that is not there, or themselves."""
    for entity in entities.values():
        for column in LINKS:
            for target in getattr(entity, column):
                if target not in entities:
                    yield Fault(*places[entity.id], f"{column} names unknown {target}{did_you_mean(target, entities)}")
                elif target == entity.id:
                    yield Fault(*places[entity.id], f"{column} of {target} names itself")


def shared_aliases(entities: Mapping[str, Entity], places: Mapping[str, Place]) -> Iterator[Fault]:
    """Aliases that name another entity too and do not say so."""
    holders: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities.values():
        for name in {a.casefold() for a in (entity.label, *entity.aliases, *entity.ambiguous)}:
            holders[name].append(entity)
    for name, several in sorted(holders.items()):
        if len(several) < 2:
            continue
        for entity in several:
            for alias in entity.aliases:
                if alias.casefold() == name:
                    others = ", ".join(e.id for e in several if e is not entity)
                    yield Fault(
                        *places[entity.id],
                        f"alias {alias!r} also names {others}; mark it ?{alias} in every row or drop it",
                    )
