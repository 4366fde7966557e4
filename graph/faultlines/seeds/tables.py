"""The flat lists: one TSV a kind of thing, one row a thing, sorted by id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from faultlines.errors import Fault, did_you_mean
from faultlines.model import Entity
from faultlines.terms import KINDS

NEEDED = ("id", "class", "label")
OPTIONAL = (
    "aliases",
    "wikidata",
    "looked_up",
    "belongs_to",
    "broader",
    "close_match",
    "broad_match",
    "excludes",
    "definition",
)
LINKS = ("belongs_to", "broader", "close_match", "broad_match", "excludes")
_ID = re.compile(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")


def read_table(path: Path, name: str, faults: list[Fault]) -> list[tuple[int, Entity]]:
    """The entities of one list with their lines; what is wrong is added to `faults`."""
    found: list[tuple[int, Entity]] = []
    previous = ""
    for number, row in read_rows(path, name, faults, NEEDED, OPTIONAL):
        entity = read_entity(row, name, number, faults)
        if entity is None:
            continue
        if entity.id < previous:
            faults.append(Fault(name, number, f"{entity.id} stands after {previous}; rows are sorted by id"))
        previous = entity.id
        found.append((number, entity))
    return found


def read_rows(
    path: Path, name: str, faults: list[Fault], needed: Sequence[str], optional: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines, each column → cell; what is wrong is added to `faults`."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        faults.append(Fault(name, 0, f"cannot be read: {error.strerror}"))
        return []
    except UnicodeDecodeError as error:
        faults.append(Fault(name, 1, f"is not UTF-8 (byte {error.start}); save it as UTF-8"))
        return []
    header = lines[0].rstrip("\r").split("\t")
    for column in header:
        if column not in (*needed, *optional):
            faults.append(Fault(name, 1, f"unknown column {column!r}{did_you_mean(column, (*needed, *optional))}"))
    for column in sorted({c for c in header if header.count(c) > 1}):
        faults.append(Fault(name, 1, f"column {column} stands twice"))
    missing = [column for column in needed if column not in header]
    if missing:
        faults.append(Fault(name, 1, f"no column {', '.join(missing)}; the first line names the columns, tabs between"))
        return []
    found: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(header):
            faults.append(
                Fault(
                    name, number, f"{len(cells)} cells where the first line names {len(header)} columns; check the tabs"
                )
            )
            continue
        found.append((number, dict(zip(header, map(str.strip, cells), strict=True))))
    return found


def read_entity(row: Mapping[str, str], name: str, line: int, faults: list[Fault]) -> Entity | None:
    """The entity of a row; None, and a fault, where it is none."""
    before = len(faults)
    identifier, cls = row["id"], row["class"]
    kind = identifier.partition(":")[0]
    if not _ID.fullmatch(identifier):
        faults.append(Fault(name, line, f"id {identifier!r} is not kind:slug in small letters, such as actor:russia"))
    elif kind not in KINDS:
        faults.append(Fault(name, line, f"unknown kind {kind!r} in {identifier}{did_you_mean(kind, KINDS)}"))
    elif cls not in KINDS[kind]:
        faults.append(
            Fault(
                name,
                line,
                f"class {cls!r} does not fit {kind}; one of {', '.join(KINDS[kind])}{did_you_mean(cls, KINDS[kind])}",
            )
        )
    if not row["label"]:
        faults.append(Fault(name, line, f"{identifier} has no label"))
    wikidata = row.get("wikidata", "")
    if wikidata and not re.fullmatch(r"Q[1-9][0-9]*", wikidata):
        faults.append(Fault(name, line, f"{wikidata!r} is no Wikidata id such as Q159"))
    if len(faults) > before:
        return None
    aliases = cells_of(row, "aliases")
    links = {column: cells_of(row, column) for column in LINKS}
    return Entity(
        id=identifier,
        cls=cls,
        label=row["label"],
        aliases=tuple(a for a in aliases if not a.startswith("?")),
        ambiguous=tuple(a[1:].strip() for a in aliases if a.startswith("?")),
        wikidata=wikidata,
        looked_up=row.get("looked_up", ""),
        definition=row.get("definition", ""),
        **links,
    )


def cells_of(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """What stands in a cell, ``|`` between."""
    return tuple(part.strip() for part in row.get(column, "").split("|") if part.strip())
