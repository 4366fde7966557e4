"""The side index: names for resolving, texts for searching; a SQLite database beside the store, or in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from faultlines.errors import QueryError, UnknownName, did_you_mean
from faultlines.terms import ID, KINDS, short

_TABLES: Final = (
    "CREATE TABLE entity (id TEXT PRIMARY KEY, label TEXT, class TEXT) WITHOUT ROWID;"
    "CREATE TABLE name (folded TEXT, text TEXT, id TEXT, rank INTEGER);"
    "CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, title, body);"
)
_NAMES: Final = f"""SELECT ?e ?label ?class ?name ?rank WHERE {{
    ?e skos:prefLabel ?label ; a ?class . FILTER(STRSTARTS(STR(?e), "{ID}"))
    {{ ?e skos:prefLabel ?name . BIND(1 AS ?rank) }} UNION {{ ?e skos:altLabel ?name . BIND(2 AS ?rank) }}
    UNION {{ ?e owl:sameAs ?same . BIND(REPLACE(STR(?same), "^.*/", "") AS ?name) BIND(1 AS ?rank) }} }}"""
_TEXTS: Final = f"""SELECT ?x ?body WHERE {{ {{ ?x fl:note ?body }} UNION
    {{ ?x skos:definition ?body . FILTER(STRSTARTS(STR(?x), "{ID}")) }} }}"""


def fill(database: sqlite3.Connection, query: Callable[[str], Iterable[Any]]) -> None:
    """Make the index from what a graph answers: `query` takes SPARQL with our prefixes and gives rows of terms."""
    database.executescript(_TABLES)
    entities: dict[str, tuple[str, str]] = {}
    for entity, label, cls, name, rank in query(_NAMES):
        identifier = short(entity.value)
        entities[identifier] = (label.value, short(cls.value).removeprefix("fl:"))
        row = (fold(name.value), name.value, identifier, int(rank.value))
        database.execute("INSERT INTO name VALUES (?, ?, ?, ?)", row)
    database.executemany("INSERT INTO entity VALUES (?, ?, ?)", ((i, *e) for i, e in sorted(entities.items())))
    database.executemany("INSERT INTO name VALUES (?, ?, ?, 0)", ((i.casefold(), i, i) for i in sorted(entities)))
    bodies = {short(x.value): body.value for x, body in query(_TEXTS)}
    for identifier in sorted({*entities, *bodies}):
        title = entities.get(identifier, (identifier, ""))[0]
        database.execute("INSERT INTO text VALUES (?, ?, ?)", (identifier, title, bodies.get(identifier, "")))
    database.execute("CREATE INDEX by_name ON name (folded)")
    database.commit()


class Names:
    """The index, opened for reading."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.execute("SELECT 1 FROM entity, name, text LIMIT 1")

    def entities(self) -> Mapping[str, tuple[str, str]]:
        """Every entity's id → label and class."""
        rows = self.database.execute("SELECT id, label, class FROM entity")
        return MappingProxyType({identifier: (label, cls) for identifier, label, cls in rows})

    def resolve(self, name: str, kinds: Iterable[str] = tuple(KINDS)) -> str:
        """The id that a name means: an id, a label, an alias or a Wikidata id; capitals and "the" do not matter."""
        kinds = tuple(kinds)
        wanted = fold(name)
        rows = self.database.execute("SELECT DISTINCT id, rank FROM name WHERE folded = ? ORDER BY rank", (wanted,))
        found = [(i, rank) for i, rank in rows if i.partition(":")[0] in kinds]
        best = sorted({i for i, rank in found if rank == found[0][1]})
        if len(best) == 1:
            return str(best[0])
        what = " or ".join(kinds) if len(kinds) < 4 else "name"
        if best:
            raise UnknownName(f"{name!r} may mean {', '.join(best)}; say which by its id")
        texts = self.database.execute("SELECT text, id FROM name")
        by_fold = {fold(t): t for t, i in sorted(texts) if i.partition(":")[0] in kinds}
        hint = did_you_mean(wanted, by_fold)
        for folded in sorted(by_fold, key=len, reverse=True):
            hint = hint.replace(f" {folded} ", f" {by_fold[folded]} ").replace(f" {folded}?", f" {by_fold[folded]}?")
        raise UnknownName(f"unknown {what} {name!r}{hint}")

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str]]:
        """Ids and labels of the entities and statements whose labels, definitions or notes hold the words."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return []
        if "\0" in quoted:
            raise QueryError("a search is for words, which hold no NUL character")
        rows = self.database.execute(
            "SELECT id, title FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, 5, 1), id LIMIT ?", (quoted, limit)
        )
        return [(str(i), str(title)) for i, title in rows]


def fold(name: str) -> str:
    """A name as it is compared.

    >>> fold("The  Kremlin"), fold("Kiev’s")
    ('kremlin', "kiev's")
    """
    folded = " ".join(name.casefold().replace("’", "'").split())
    return folded.removeprefix("the ") or folded
