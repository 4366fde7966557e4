"""The gazetteer: names of the world by which programs find things, in tables beside the flat lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faultlines.dates import check_date
from faultlines.errors import Fault, did_you_mean
from faultlines.model import Entity
from faultlines.seeds.load import Seeds, shown
from faultlines.seeds.tables import NEEDED, read_entity, read_rows

TABLES: Final = ("states", "organizations", "bodies", "areas", "treaties", "offices")
"""In the order in which their readings of a name count; a folder need not have them all."""
_OPTIONAL: Final = ("aliases", "adjectives", "people", "capitals", "iso3", "state", "wikidata", "looked_up")
_OFFICES: Final = ("id", "label", "state", "office")
_TERM: Final = ("since", "until")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    table: str
    entity: Entity
    """What it names; a body or a person belongs to its `state`."""
    cells: Mapping[str, str]


def read_gazetteer(folder: Path, listed: Iterable[str], faults: list[Fault]) -> list[Row]:
    """The rows of a folder of seeds whose flat lists hold the ids `listed`; what is wrong is added to `faults`."""
    found: list[tuple[str, int, Row]] = []
    for table in TABLES:
        path = folder / "gazetteer" / f"{table}.tsv"
        if not path.exists():
            continue
        name, offices = shown(path), table == "offices"
        needed, optional = (_OFFICES, (*_OPTIONAL, *_TERM, "class")) if offices else (NEEDED, _OPTIONAL)
        for line, cells in read_rows(path, name, faults, needed, optional):
            whole = {**cells, "class": cells.get("class") or ("Person" if offices else "")}
            entity = read_entity({**whole, "belongs_to": cells.get("state", "")}, name, line, faults)
            if offices:
                faults.extend(_term_faults(cells, name, line))
            if entity is not None:
                found.append((name, line, Row(table, entity, whole)))
    known = {*listed, *(row.entity.id for _, _, row in found)}
    for name, line, row in found:
        for owner in row.entity.belongs_to:
            if owner not in known:
                faults.append(Fault(name, line, f"state names unknown {owner}{did_you_mean(owner, known)}"))
    return [row for _, _, row in found]


def gazetteer_faults(seeds: Seeds) -> list[Fault]:
    """What is wrong with the gazetteer of a folder of seeds, tables that nothing reads included."""
    faults = [
        Fault(shown(path), 1, f"is not read; a gazetteer has {', '.join(TABLES)}{did_you_mean(path.stem, TABLES)}")
        for path in (seeds.folder / "gazetteer").glob("*.tsv")
        if path.stem not in TABLES and not path.name.startswith(".")
    ]
    read_gazetteer(seeds.folder, seeds.entities, faults)
    return faults


def _term_faults(cells: Mapping[str, str], name: str, line: int) -> Iterable[Fault]:
    for column in ("state", "office"):
        if not cells[column]:
            yield Fault(name, line, f"{cells['id']} has no {column}")
    for column in _TERM:
        try:
            if date := cells.get(column):
                check_date(date)
        except ValueError as error:
            yield Fault(name, line, f"{column}: {error}")
