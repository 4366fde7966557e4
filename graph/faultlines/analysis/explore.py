"""Any query's answer as something to look at: a network of what a CONSTRUCT gives, rows of what a SELECT gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from faultlines.analysis.context import finish, start
from faultlines.analysis.network import add_statement
from faultlines.model import Statement
from faultlines.result import Result, Value
from faultlines.store import KnowledgeGraph
from faultlines.terms import RELATIONS


@dataclass(frozen=True)
class Rows:
    """An answer as a table."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    """Ids short, so that things can be linked."""
    labels: Sequence[Sequence[Value]]
    """The same with labels."""
    note: str = ""


def explore(kg: KnowledgeGraph, sparql: str, name: str, title: str) -> nx.MultiDiGraph[str] | Rows:
    """The answer to a query: a network if it is a graph with our relations between things, rows otherwise."""
    result = kg.query(sparql)
    if result.form != "construct":
        return _rows(kg, result)
    triples = sorted({tuple(map(str, row)) for row in result.rows()})
    drawn = [(s, p, o) for s, p, o in triples if _relation(p) and s in kg.labels and o in kg.labels]
    if not drawn:
        note = "No triple joins two things by a relation of ours, so there is no network to draw." if triples else ""
        return _table(kg, ["subject", "predicate", "object"], [list(t) for t in triples], note)
    left = len(triples) - len(drawn)
    more = f" {left} more triples do not join two things by a relation and are not drawn." if left else ""
    graph = start(kg, name, title, f"{len(drawn)} triples that the query gives.{more}")
    for s, p, o in drawn:
        _draw(kg, graph, s, _relation(p), o)
    finish(kg, graph, (), sorted({_relation(p) for _, p, _ in drawn}))
    return graph


def _relation(predicate: str) -> str:
    """The relation that a predicate stands for, or nothing."""
    name = predicate.partition(":")[2]
    return name if predicate.startswith("fl:") and name in RELATIONS else ""


def _draw(kg: KnowledgeGraph, graph: Any, subject: str, relation: str, object_: str) -> None:
    """The statements behind a triple; where none says it, the triple itself, as what the query concludes."""
    found = kg.statements(subject=subject, relation=relation, object=object_, derived=None)
    plain = [s for s in found if s.plain] or [
        Statement(subject=subject, relation=relation, object=object_, method="rule:your-query", confidence=1.0)
    ]
    for statement in plain:
        add_statement(kg, graph, statement)


def _rows(kg: KnowledgeGraph, result: Result) -> Rows:
    columns = result.variables or ["answer"]
    return _table(
        kg, columns, [["yes" if v is True else "no" if v is False else v for v in row] for row in result.rows()]
    )


def _table(kg: KnowledgeGraph, columns: Sequence[str], rows: Sequence[Sequence[Value]], note: str = "") -> Rows:
    labels = [[kg.label(v) if isinstance(v, str) else v for v in row] for row in rows]
    return Rows(columns, rows, labels, note)
