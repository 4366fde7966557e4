"""The gazetteer: every name that the seeds and `seeds/gazetteer/` know → what it may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from faultlines.errors import Fault, FaultlinesError, Findings
from faultlines.extract.clean import clean
from faultlines.model import Entity
from faultlines.seeds.load import seed_files, shown
from faultlines.seeds.tables import read_table

TABLES: Final = ("states", "organizations", "bodies", "areas", "treaties", "offices")


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name: the entity and how the name stands for it."""

    entity: str
    role: str
    """``name``, ``adjective``, ``people``, ``capital`` or ``surname``."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office of which state or organization, and when (years or months; empty: open)."""

    person: str
    owner: str
    office: str
    since: str
    until: str

    def held(self, date: str) -> bool:
        """Whether in office at the date; without a date, anybody's term fits.

        >>> Office("actor:x", "actor:y", "head of state", "2012-05", "").held("2013")
        True
        """
        return not date or (
            self.since[: len(date)] <= date and (not self.until or date[: len(self.until)] <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names and entities of the world; `by_first` finds the names that begin with a word."""

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Name, ...]]
    offices: Mapping[str, tuple[Office, ...]]
    """By the id of the person, and by that of the owner."""
    known: frozenset[str]
    """Ids that the flat lists hold; the others come from the gazetteer."""
    by_first: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    codes: Mapping[str, str] = field(repr=False, default_factory=dict)
    """ISO 3166 alpha-3 code → state."""

    def owner(self, identifier: str) -> str:
        """The state or organization that an official, body or state stands for."""
        entity = self.entities.get(identifier)
        if entity is None:
            return ""
        if entity.cls in ("State", "DisputedTerritory", "Alliance", "InternationalOrganization"):
            return identifier
        for above in entity.belongs_to:
            if found := self.owner(above):
                return found
        return next((o.owner for o in self.offices.get(identifier, ())), "")

    def holder(self, owner: str, office: str, date: str) -> str:
        """The person who held an office at a date, if the gazetteer knows exactly one."""
        found = {o.person for o in self.offices.get(owner, ()) if o.office == office and o.held(date)}
        return found.pop() if date and len(found) == 1 else ""

    def starting(self, text: str, start: int, first: str) -> Iterator[str]:
        """The names that the text spells out at `start`, whose first word is given; the longest first."""
        for name in self.by_first.get(first, ()):
            if text.startswith(name, start):
                yield name


@cache
def gazetteer(seeds: Path) -> Gazetteer:
    """The names of a seeds folder: its flat lists first, then its `gazetteer/`, which needs no statements."""
    listed = flat_lists(seeds)
    entities: dict[str, Entity] = {
        i: e for i, e in listed.items() if e.kind not in ("issue", "concept", "plan", "stage")
    }
    known = frozenset(listed)
    names: dict[str, dict[Name, None]] = defaultdict(dict)
    offices: dict[str, list[Office]] = defaultdict(list)
    for entity in entities.values():
        for name in (entity.label, *entity.aliases):
            names[name][Name(entity.id, "name")] = None
    codes: dict[str, str] = {}
    for table in TABLES:
        for row in _rows(seeds / "gazetteer" / f"{table}.tsv"):
            identifier = row["id"]
            if identifier not in entities:
                entities[identifier] = _entity(row)
            for name in (row["label"], *_cells(row, "aliases")):
                names[name][Name(identifier, "name")] = None
            for column, role in (("adjectives", "adjective"), ("people", "people"), ("capitals", "capital")):
                for name in _cells(row, column):
                    names[name].setdefault(Name(identifier, role))
            if row.get("iso3"):
                codes[row["iso3"]] = identifier
            if table == "offices":
                office = Office(identifier, row["state"], row["office"], row["since"], row["until"])
                offices[identifier].append(office)
                offices[row["state"]].append(office)
    for entity in entities.values():
        first, _, last = entity.label.rpartition(" ")
        if entity.cls == "Person" and first and last[0].isupper():
            names[last][Name(entity.id, "surname")] = None
    by_first: dict[str, list[str]] = defaultdict(list)
    evened = {clean(name): tuple(readings) for name, readings in names.items()}
    for name in sorted(evened, key=lambda n: (-len(n), n)):
        by_first[first_word(name)].append(name)
    return Gazetteer(
        entities,
        evened,
        {k: tuple(v) for k, v in offices.items()},
        known,
        {k: tuple(v) for k, v in by_first.items()},
        codes,
    )


@cache
def flat_lists(seeds: Path) -> Mapping[str, Entity]:
    """The entities of a seeds folder's flat lists, without its statements, which take much longer to read."""
    faults: list[Fault] = []
    lists = [path for path in seed_files(seeds) if path.suffix == ".tsv"]
    rows = [row for path in lists for row in read_table(path, shown(path), faults)]
    if faults:
        raise Findings(faults)
    return {entity.id: entity for _, entity in rows}


def first_word(text: str) -> str:
    """The stretch by which names are looked up: up to the first blank, hyphen or apostrophe.

    >>> first_word("U.S.-led"), first_word("Cote d'Ivoire")
    ('U.S.', 'Cote')
    """
    for position, character in enumerate(text):
        if character in " -'/":
            return text[:position] or character
    return text


def _entity(row: Mapping[str, str]) -> Entity:
    owner = row.get("state", "")
    return Entity(
        id=row["id"],
        cls=row.get("class") or "Person",
        label=row["label"],
        aliases=tuple(_cells(row, "aliases")),
        wikidata=row.get("wikidata", ""),
        looked_up=row.get("looked_up", ""),
        belongs_to=(owner,) if owner else (),
    )


def _cells(row: Mapping[str, str], column: str) -> Iterable[str]:
    return [cell.strip() for cell in row.get(column, "").split("|") if cell.strip()]


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = header.split("\t")
    out = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise FaultlinesError(
                f"{path}:{number}: {len(cells)} cells where the first line names {len(columns)} columns"
            )
        out.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return out
