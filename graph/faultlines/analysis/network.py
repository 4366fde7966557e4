"""Signed networks of statements, as networkx graphs that keep the evidence of every edge."""

from __future__ import annotations

from typing import Any

import networkx as nx

from faultlines.graph import Graph
from faultlines.model import Statement, from_record
from faultlines.terms import RELATIONS, Polarity


def sign(statement: Statement) -> int:
    """+1, −1 or 0: the sign of the relation; denying one is no act of the other sign, so it gives 0."""
    return RELATIONS[statement.relation].sign if statement.polarity is Polarity.AFFIRMED else 0


def evidence(kg: Graph, statement: Statement) -> dict[str, Any]:
    """The public record of a statement with all that a reader wants to see beside it."""
    return {
        **kg.record(statement),
        "relation_label": kg.relation_labels.get(statement.relation, statement.relation),
        "family": RELATIONS[statement.relation].family,
        "sign": sign(statement),
        "source_title": kg.manifest["sources"].get(statement.source, {}).get("title"),
        "about_labels": [kg.label(i) for i in statement.about],
        "to_labels": [kg.label(i) for i in statement.to],
        "instrument_labels": [kg.label(i) for i in statement.instrument],
        "motivation_labels": [kg.label(i) for i in statement.motivation],
        "inferred": list(statement.inferred),
        "list_complete": statement.list_complete,
        "grounds": list(statement.grounds),
        "quotation": kg.quotation(statement),
    }


def network(kg: Graph, *, at: str | None = None, **filters: Any) -> nx.MultiDiGraph[str]:
    """The statements as a signed network: nodes are entities, every edge is a statement and has its key.

    `at` keeps what holds on that date (a statement without since and until counts as holding); `filters` are those
    of `kg.statements`, and rules' conclusions are included unless `derived=False`. Nodes have `label`, `cls`,
    `kind`; edges have `relation`, `family`, `sign` (−1, 0, 1), `polarity`, `modality`, `confidence`, `source`,
    `record` (the public record and more). Statements about statements (contradictions, outcomes) are left out.

    >>> sanctions = fl.network(kg, family="sanction", derived=False)
    >>> [(one, data["sign"], data["modality"]) for one, _, data in sanctions.edges(data=True)]
    [('actor:borduria', -1, 'asserted'), ('actor:borduria', -1, 'possible')]
    """
    filters.setdefault("derived", None)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="Network", at=at or "")
    for statement in kg.statements(at=at, **filters):
        add_statement(kg, graph, statement)
    return graph


def add_statement(kg: Graph, graph: nx.MultiDiGraph[str], statement: Statement) -> None:
    """Add one statement as an edge, and its two ends if they are not there yet."""
    ends = (statement.subject, statement.object)
    if any(end.startswith("statement:") for end in ends):
        return
    for end in ends:
        add_entity(kg, graph, end)
    graph.add_edge(
        *ends,
        key=statement.key,
        relation=statement.relation,
        family=RELATIONS[statement.relation].family,
        sign=sign(statement),
        polarity=statement.polarity.value,
        modality=statement.modality.value,
        confidence=statement.confidence,
        source=statement.source,
        record=evidence(kg, statement),
    )


def add_edge(
    kg: Graph, graph: nx.MultiDiGraph[str], start: str, end: str, key: str, relation: str, record: dict[str, Any]
) -> None:
    """Draw a statement between other ends than its own."""
    add_entity(kg, graph, start)
    add_entity(kg, graph, end)
    data = {name: record[name] for name in ("family", "sign", "polarity", "modality", "confidence", "source")}
    graph.add_edge(start, end, key=key, relation=relation, record=record, **data)


def add_about(kg: Graph, graph: nx.MultiDiGraph[str], statement: Statement) -> None:
    """Draw a statement about statements: from the subject of the one to the object of the other, or to a thing."""
    start, end = statement.subject, statement.object
    if start.startswith("statement:"):
        start = kg.statement(start.removeprefix("statement:")).subject
    if end.startswith("statement:"):
        end = kg.statement(end.removeprefix("statement:")).object
    add_edge(kg, graph, start, end, statement.key, statement.relation, evidence(kg, statement))


def add_entity(kg: Graph, graph: nx.MultiDiGraph[str], identifier: str) -> None:
    """Add an entity as a node unless it is there."""
    if identifier not in graph:
        label, cls = kg.labels.get(identifier, (identifier, ""))
        graph.add_node(identifier, label=label, cls=cls, kind=identifier.partition(":")[0])


def from_network(graph: nx.MultiDiGraph[str]) -> list[Statement]:
    """The statements of a network, each once, as `network` put them there: the way back from networkx.

    Edges without a record, which somebody else drew, are left out.

    >>> found = fl.from_network(fl.network(kg, subject="Arland", derived=False))
    >>> {s.key for s in found} == {s.key for s in kg.statements(subject="Arland")}
    True
    """
    found = {record["key"]: record for *_, record in graph.edges(data="record") if record}
    return [from_record(record) for record in found.values()]
