"""Statements and entities out of a store: by filters, by key, and one actor's sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape
from pyoxigraph import Literal, NamedNode, Triple

from faultlines.dates import check_date, first_day, last_day
from faultlines.errors import QueryError, UnknownName, did_you_mean
from faultlines.html import table
from faultlines.model import RULE, Entity, Statement
from faultlines.rdf import node, read_statement
from faultlines.result import MOST_SHOWN, frame
from faultlines.terms import FAMILIES, FL, KINDS, RELATIONS, WIKIDATA, Modality, Polarity, iri, short

if TYPE_CHECKING:
    import pandas as pd

    from faultlines.graph import Graph

_KEY: Final = re.compile("[0-9a-f]{16}")

Some = str | Iterable[str] | None
"""One name, several of which any will do, or no filter."""


_COLUMNS: Final = ("subject", "relation", "object", "meant", "said by", "source", "note")


def words(kg: Graph, statement: Statement) -> tuple[str, str, str]:
    """Subject, relation and object as one reads them; a statement that another is about is quoted.

    >>> from faultlines.statements import words
    >>> with fl.open(store) as kg:
    ...     words(kg, kg.statements(subject="Arland", polarity="denied")[0])
    ('Arland', 'opposes', 'Toll in the Narrow Strait')
    """

    def name(identifier: str) -> str:
        if not identifier.startswith("statement:"):
            return kg.label(identifier)
        return quoted(kg, kg.statement(identifier))

    s = statement
    return name(s.subject), kg.relation_labels.get(s.relation, s.relation), name(s.object)


def quoted(kg: Graph, statement: Statement) -> str:
    """A statement as another speaks of it, and how it is meant."""
    meant = f" [{statement.meant}]" if statement.meant else ""
    return f"“{' '.join(words(kg, statement))}”{meant}"


class Statements(list[Statement]):
    """A list of statements that a notebook shows as a table."""

    def __init__(self, found: Iterable[Statement], kg: Graph) -> None:
        super().__init__(found)
        self._kg = kg

    def frame(self) -> pd.DataFrame:
        """A pandas frame of the public records."""
        from faultlines.model import RECORD_FIELDS

        return frame((list(self._kg.record(s).values()) for s in self), RECORD_FIELDS)

    def _repr_html_(self) -> str:
        label = self._kg.label
        rows = [
            [
                *words(self._kg, s),
                s.meant,
                ", ".join(label(v) for v in s.said_by) or s.method,
                s.source,
                s.note,
            ]
            for s in self[:MOST_SHOWN]
        ]
        more = f", {MOST_SHOWN} of them here" if len(self) > MOST_SHOWN else ""
        return table(_COLUMNS, rows, f"{len(self)} statement{'' if len(self) == 1 else 's'}{more}")


def _several(value: Some) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _chosen(value: Some, known: Iterable[str], what: str) -> list[str]:
    """The values if all are known words, else an error with the nearest ones."""
    known = list(known)
    for word in _several(value):
        if word not in known:
            raise QueryError(f"unknown {what} {word!r}{did_you_mean(word, known)}")
    return _several(value)


def find(
    kg: Graph,
    *,
    subject: Some = None,
    relation: Some = None,
    family: Some = None,
    object: Some = None,
    about: Some = None,
    source: Some = None,
    voice: Some = None,
    polarity: Some = None,
    modality: Some = None,
    said: str | None = None,
    at: str | None = None,
    confidence: float = 0.0,
    derived: bool | None = False,
) -> Statements:
    """The statements that pass every filter, by source and place in it; a filter of several values takes any of them.

    Names resolve by id, label, alias or Wikidata id. `voice` is whoever says it or passes it on. `said` is a date
    of statement time: when it was said, as far as known, overlaps it. `at` is a date of valid time: a statement
    without since and until counts as holding. `derived` is False for what sources say, True for what rules
    conclude, None for both.
    """
    where = ["?st a fl:Statement ."]
    for name, value, kinds in (
        ("subject", subject, None),
        ("object", object, None),
        ("about", about, None),
        ("voice/fl:actor", voice, ("actor",)),
    ):
        ids = [_resolve(kg, v, kinds) for v in _several(value)]
        if ids:
            where.insert(0, f"?st fl:{name} ?{name[:5]} . VALUES ?{name[:5]} {{ {_nodes(ids)} }}")
    relations = _chosen(relation, RELATIONS, "relation")
    families = _chosen(family, FAMILIES, "family")
    if families:
        of_families = [name for name, r in RELATIONS.items() if r.family in families]
        relations = [name for name in relations or of_families if name in of_families]
        if not relations:
            return Statements((), kg)
    sources = _chosen(source, kg.manifest["sources"], "source") if source else []
    polarities = _chosen(polarity, [p.value for p in Polarity], "polarity")
    modalities = _chosen(modality, [m.value for m in Modality], "modality")
    for name, ids in (
        ("fl:relation", [f"fl:{r}" for r in relations]),
        ("prov:wasDerivedFrom", [f"source:{s}" for s in sources]),
        ("fl:polarity", [f"fl:{p}" for p in polarities]),
        ("fl:modality", [f"fl:{m}" for m in modalities]),
    ):
        if ids:
            variable = name.partition(":")[2]
            where.append(f"?st {name} ?{variable} . VALUES ?{variable} {{ {_nodes(ids)} }}")
    if said:
        first, last = _days(said)
        where.append(f"?st fl:saidOnFirstDay ?s1 ; fl:saidOnLastDay ?s2 . FILTER(?s1 <= {last} && ?s2 >= {first})")
    if at:
        first, last = _days(at)
        where.append(f"FILTER NOT EXISTS {{ ?st fl:sinceFirstDay ?v1 . FILTER(?v1 > {last}) }}")
        where.append(f"FILTER NOT EXISTS {{ ?st fl:untilLastDay ?v2 . FILTER(?v2 < {first}) }}")
    if confidence > 0:
        where.append(f"?st fl:confidence ?confidence . FILTER(?confidence >= {confidence})")
    if derived is not None:
        where.append(f'?st fl:method ?method . FILTER({"" if derived else "!"}STRSTARTS(?method, "{RULE}"))')
    rows = kg.query(f"SELECT DISTINCT ?st WHERE {{ {' '.join(where)} }}")
    found = read(kg, [short(row["st"].value) for row in rows])
    return Statements(sorted(found, key=lambda s: (s.source, s.spans, s.key)), kg)


def _nodes(ids: Iterable[str]) -> str:
    return " ".join(f"<{iri(i)}>" for i in ids)


def _days(date: str) -> tuple[str, str]:
    try:
        check_date(date)
    except ValueError as error:
        raise QueryError(str(error)) from None
    return f'"{first_day(date)}"^^xsd:date', f'"{last_day(date)}"^^xsd:date'


def _resolve(kg: Graph, name: str, kinds: tuple[str, ...] | None) -> str:
    if name.startswith("statement:"):
        return f"statement:{_key(name)}"
    return kg.resolve(name, kinds or tuple(KINDS))


def _key(name: str) -> str:
    """A key, with or without its prefix, that may stand in a query."""
    key = name.removeprefix("statement:")
    if not _KEY.fullmatch(key):
        raise UnknownName(f"no statement has the key {key!r}")
    return key


def read(kg: Graph, keys: Iterable[str]) -> list[Statement]:
    """The statements of those keys, in their order."""
    nodes = {_key(key): node(f"statement:{_key(key)}") for key in keys}
    by_subject = _by_subject(kg, nodes.values())
    parts = {
        key: [t.object for t in by_subject.get(this, ()) if t.predicate.value in _PARTS] for key, this in nodes.items()
    }
    below = _by_subject(kg, (part for found in parts.values() for part in found if isinstance(part, NamedNode)))
    read = []
    for key, this in nodes.items():
        if this not in by_subject:
            raise UnknownName(f"no statement has the key {key!r}")
        mine = [t for part in parts[key] for t in below.get(part, ())]
        read.append(read_statement(key, [*by_subject[this], *mine]))
    return read


_PARTS: Final = (FL + "voice", FL + "at")
"""Predicates to what has triples of its own: voices and spans."""


def _by_subject(kg: Graph, subjects: Iterable[NamedNode]) -> dict[Any, list[Triple]]:
    found: dict[Any, list[Triple]] = {}
    for triple in kg.about(subjects):
        found.setdefault(triple.subject, []).append(triple)
    return found


def read_entity(kg: Graph, identifier: str) -> Entity:
    """The entity of that id, as the flat lists have it."""
    values: dict[str, list[str]] = {}
    for triple in kg.about([node(identifier)]):
        if isinstance(triple.object, NamedNode | Literal):
            values.setdefault(short(triple.predicate.value), []).append(triple.object.value)

    def ids(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(short(v) for v in values.get(predicate, ())))

    def text(predicate: str) -> str:
        return values.get(predicate, [""])[0]

    return Entity(
        id=identifier,
        cls=kg.labels[identifier][1],
        label=text("skos:prefLabel"),
        aliases=tuple(sorted(values.get("skos:altLabel", ()))),
        wikidata=text("owl:sameAs").removeprefix(WIKIDATA),
        looked_up=text("dct:source"),
        belongs_to=ids("org:memberOf"),
        broader=ids("skos:broader"),
        close_match=ids("skos:closeMatch"),
        broad_match=ids("skos:broadMatch"),
        excludes=ids("fl:excludes"),
        definition=text("skos:definition"),
    )


SECTIONS: Final = {
    "Red lines": ("red-line",),
    "Positions": ("position",),
    "Ties": ("tie",),
    "Spheres of influence": ("sphere",),
    "Sanctions": ("sanction",),
    "Acts and dealings": ("cooperation", "support", "pressure", "speech", "effect", "description"),
}
"""The sections of an actor's sheet → the families of relations in each."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One actor's sheet."""

    actor: Entity
    sections: dict[str, tuple[Statement, ...]]
    """Its own statements as subject, by section; sections without any are left out."""
    of_it: tuple[Statement, ...]
    """What is said of it: statements that have it as object, topic or addressee."""
    by_it: tuple[Statement, ...]
    """What it says of others, or passes on."""
    concluded: tuple[Statement, ...]
    """What rules conclude of it."""
    kg: Graph = field(repr=False, compare=False)

    @property
    def blocks(self) -> dict[str, tuple[Statement, ...]]:
        """All its statements under their headings."""
        return {
            **self.sections,
            "What others say of it": self.of_it,
            "What it says or passes on": self.by_it,
            "Concluded by rules": self.concluded,
        }

    def frame(self) -> pd.DataFrame:
        """A pandas frame of the public records of all its statements, with the heading of each."""
        from faultlines.model import RECORD_FIELDS

        rows = ([title, *self.kg.record(s).values()] for title, found in self.blocks.items() for s in found)
        return frame(rows, ("section", *RECORD_FIELDS))

    def _repr_html_(self) -> str:
        shown = [
            f"<h4>{escape(title)}</h4>{Statements(found, self.kg)._repr_html_()}"
            for title, found in self.blocks.items()
            if found
        ]
        also = f"<p>also: {escape(', '.join(self.actor.aliases))}</p>" if self.actor.aliases else ""
        return f"<h3>{escape(self.actor.label)}</h3>{also}{''.join(shown)}"


def sheet(kg: Graph, identifier: str) -> Sheet:
    """The sheet of the actor of that id."""
    own = find(kg, subject=identifier)
    sections = {
        title: tuple(s for s in own if RELATIONS[s.relation].family in families) for title, families in SECTIONS.items()
    }
    of_it = {s.key: s for s in (*find(kg, object=identifier), *find(kg, about=identifier))}
    rows = kg.query(f"SELECT DISTINCT ?st WHERE {{ ?st fl:to <{iri(identifier)}> }}")
    of_it |= {s.key: s for s in read(kg, [short(row["st"].value) for row in rows])}
    concluded = (*find(kg, subject=identifier, derived=True), *find(kg, object=identifier, derived=True))
    mine = {s.key for s in own}
    return Sheet(
        actor=read_entity(kg, identifier),
        sections={title: rows for title, rows in sections.items() if rows},
        of_it=tuple(s for s in of_it.values() if s.subject != identifier and not s.derived),
        by_it=tuple(s for s in find(kg, voice=identifier) if s.key not in mine and s.key not in of_it),
        concluded=concluded,
        kg=kg,
    )
