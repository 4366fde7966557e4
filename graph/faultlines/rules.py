"""Rules: SPARQL files of the ontology whose results become statements that carry their grounds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from faultlines.errors import FaultlinesError
from faultlines.model import RULE, Statement
from faultlines.rdf import DERIVED_FROM, node, plain_triple, statement_triples
from faultlines.terms import FL, PREFIXES, Modality, Polarity, short

_FILE: Final = re.compile(r"(\d+)-([a-z-]+)\.rq")


def rule_files(ontology: Path) -> list[tuple[str, Path]]:
    """Name and file of each rule, in the order in which they run."""
    found = []
    for path in (ontology / "rules").glob("*.rq"):
        match = _FILE.fullmatch(path.name)
        if not match:
            raise FaultlinesError(f"{path}: a rule file is named <number>-<name>.rq")
        found.append((int(match[1]), match[2], path))
    return [(name, path) for _, name, path in sorted(found)]


def apply_rules(store: Store, ontology: Path) -> list[Statement]:
    """Run every rule in order, add what it concludes to the store, and give it back."""
    concluded: dict[str, Statement] = {}
    for name, path in rule_files(ontology):
        for statement in conclude(store, name, path):
            concluded[statement.key] = statement
            store.extend(Quad(*triple) for triple in derived_triples([statement]))
    return list(concluded.values())


def derived_triples(statements: Iterable[Statement]) -> Iterator[tuple[NamedNode, ...]]:
    """The triples of derived statements, plain ones included."""
    for statement in statements:
        for triple in statement_triples(statement):
            yield (triple.subject, triple.predicate, triple.object)  # type: ignore[misc]  # never a blank node
        if (plain := plain_triple(statement)) is not None:
            yield (plain.subject, plain.predicate, plain.object)  # type: ignore[misc]  # the same


def conclude(store: Store, name: str, path: Path) -> list[Statement]:
    """What one rule concludes: solutions alike but for their grounds are one statement with all of these."""
    try:
        result = store.query(path.read_text(encoding="utf-8"), prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise FaultlinesError(f"{path}: {error}") from None
    if not isinstance(result, QueryTriples):
        raise FaultlinesError(f"{path}: a rule is a CONSTRUCT query")
    solutions: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in result:
        solutions[str(triple.subject)][short(triple.predicate.value)].add(short(triple.object.value))
    grounds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fields in solutions.values():
        behind = {g.removeprefix("statement:") for g in fields.pop(short(DERIVED_FROM.value), ())}
        if not behind or not {"fl:subject", "fl:relation", "fl:object"} <= fields.keys():
            raise FaultlinesError(f"{path}: gives a statement without subject, relation, object or grounds")
        said = tuple(f"{field} {value}" for field in sorted(fields) for value in sorted(fields[field]))
        grounds[said] |= behind
    found = [_statement(name, said, behind, store) for said, behind in grounds.items()]
    actual = {_triple(s) for s in found if s.modality.actual}
    # What is concluded as being so needs no forecast of the same beside it.
    return sorted((s for s in found if s.modality.actual or _triple(s) not in actual), key=lambda s: s.key)


def _triple(statement: Statement) -> tuple[str, str, str, tuple[str, ...], Polarity]:
    return statement.subject, statement.relation, statement.object, statement.about, statement.polarity


def _statement(name: str, said: tuple[str, ...], behind: set[str], store: Store) -> Statement:
    fields: dict[str, list[str]] = defaultdict(list)
    for item in said:
        field, _, value = item.partition(" ")
        fields[field.removeprefix("fl:")].append(value)

    def one(field: str, otherwise: str) -> str:
        return fields.get(field, [otherwise])[0].removeprefix("fl:")

    return Statement(
        subject=one("subject", ""),
        relation=one("relation", ""),
        object=one("object", ""),
        about=tuple(fields.get("about", ())),
        to=tuple(fields.get("to", ())),
        polarity=Polarity(one("polarity", "affirmed")),
        modality=Modality(one("modality", "asserted")),
        since=one("since", ""),
        until=one("until", ""),
        confidence=min(_confidence(store, key) for key in behind),
        method=RULE + name,
        grounds=tuple(behind),
    )


def _confidence(store: Store, key: str) -> float:
    found = store.quads_for_pattern(node(f"statement:{key}"), NamedNode(FL + "confidence"), None)
    return min((float(quad.object.value) for quad in found), default=0.9)  # type: ignore[union-attr]  # a literal
