"""The gazetteer: every name that the seeds and `seeds/gazetteer/` know → what it may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from typing import TypeVar

from faultlines import paths
from faultlines.errors import Fault, Findings
from faultlines.extract.clean import clean
from faultlines.model import Entity
from faultlines.seeds.gazetteer import read_gazetteer
from faultlines.seeds.load import seed_files, shown
from faultlines.seeds.tables import cells_of, read_table


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


_Made = TypeVar("_Made")


def _once(make: Callable[[Path], _Made]) -> Callable[[Path], _Made]:
    """Made once for a folder, which another working directory makes another of."""
    made = cache(lambda seeds, _: make(seeds))
    return wraps(make)(lambda seeds: made(seeds, seeds.resolve()))


@_once
def gazetteer(seeds: Path) -> Gazetteer:
    """`read_names`, once in a process."""
    return read_names(seeds)


def read_names(seeds: Path) -> Gazetteer:
    """The names of a seeds folder: its flat lists first, then its `gazetteer/`, which needs no statements.

    A folder without a `gazetteer/` has the names that come with the program, so that one's own seeds can start empty.

    Raises Findings where these have faults, and FaultlinesError where the folder holds no seeds.
    """
    listed = flat_lists(seeds)
    entities: dict[str, Entity] = {
        i: e for i, e in listed.items() if e.kind not in ("issue", "concept", "plan", "stage")
    }
    known = frozenset(_own_lists(seeds))
    names: dict[str, dict[Name, None]] = defaultdict(dict)
    offices: dict[str, list[Office]] = defaultdict(list)
    for entity in entities.values():
        for name in (entity.label, *entity.aliases):
            names[name][Name(entity.id, "name")] = None
    codes: dict[str, str] = {}
    faults: list[Fault] = []
    for row in read_gazetteer(paths.names(seeds), listed, faults):
        identifier, cells = row.entity.id, row.cells
        entities.setdefault(identifier, row.entity)
        for name in (row.entity.label, *row.entity.aliases):
            names[name][Name(identifier, "name")] = None
        for column, role in (("adjectives", "adjective"), ("people", "people"), ("capitals", "capital")):
            for name in cells_of(cells, column):
                names[name].setdefault(Name(identifier, role))
        if cells.get("iso3"):
            codes[cells["iso3"]] = identifier
        if row.table == "offices":
            term = cells.get("since", ""), cells.get("until", "")
            office = Office(identifier, cells["state"], cells["office"], *term)
            offices[identifier].append(office)
            offices[cells["state"]].append(office)
    if faults:
        raise Findings(faults)
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


@_once
def flat_lists(seeds: Path) -> Mapping[str, Entity]:
    """The entities of a seeds folder's flat lists, without its statements, which take much longer to read.

    Where it has no gazetteer of its own, those that come with the program stand behind them.
    """
    own, others = _own_lists(seeds), paths.names(seeds)
    return own if others == seeds else {**own, **{i: e for i, e in _own_lists(others).items() if i not in own}}


def world(seeds: Path) -> dict[str, Entity]:
    """Every entity that extraction with a folder of seeds may name, issues and concepts too."""
    return {**gazetteer(seeds).entities, **flat_lists(seeds)}


@_once
def _own_lists(seeds: Path) -> Mapping[str, Entity]:
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
