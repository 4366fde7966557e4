"""Positions: which actor is for or against which issue, as sources say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import networkx as nx

from faultlines.analysis.context import add, finish, start
from faultlines.store import KnowledgeGraph

WAYS: Final[Mapping[str, int]] = MappingProxyType(
    {"supports": 1, "seeks": 1, "offers": 1, "demands": 1, "opposes": -1, "drawsRedLine": -1}
)
"""Relation → +1 for being for its object, −1 for being against it. A demanded act is one that the demander is for."""


@dataclass(frozen=True)
class Positions:
    """The matrix actor × issue."""

    network: Any
    """The statements, as a networkx.MultiDiGraph from actors to issues."""
    actors: Mapping[str, Sequence[str]]
    """How the actors may be ordered → their ids: by `number` of statements, by `name`, by `likeness`."""
    issues: Mapping[str, Sequence[str]]
    """The same for the issues."""


def positions(kg: KnowledgeGraph) -> Positions:
    """Every statement by which an actor is for or against an issue, those of rules included."""
    graph = start(kg, "positions")
    add(kg, graph, relation=list(WAYS))
    edges = [(a, b, k) for a, b, k in graph.edges(keys=True) if graph.nodes[a]["kind"] == "actor"]
    graph.remove_edges_from(set(graph.edges(keys=True)) - set(edges))
    graph.remove_nodes_from(list(nx.isolates(graph)))
    finish(kg, graph, (), tuple(WAYS))
    means: dict[str, dict[str, float]] = defaultdict(dict)
    for actor, issue in sorted({(a, b) for a, b, _ in edges}):
        means[actor][issue] = _mean(graph[actor][issue].values())
    turned: dict[str, dict[str, float]] = defaultdict(dict)
    for actor, row in means.items():
        for issue, mean in row.items():
            turned[issue][actor] = mean
    return Positions(graph, _orders(graph, sorted(means), means), _orders(graph, sorted(turned), turned))


def way(relation: str, polarity: str) -> float:
    """+1 for, −1 against; half of the other way where a source denies it, since not being for is less than against.

    >>> way("opposes", "affirmed"), way("supports", "denied")
    (-1.0, -0.5)
    """
    return float(WAYS[relation]) * (1.0 if polarity == "affirmed" else -0.5)


def _mean(statements: Any) -> float:
    ways = [way(data["relation"], data["polarity"]) for data in statements]
    return sum(ways) / len(ways)


def _orders(graph: Any, ids: list[str], rows: Mapping[str, Mapping[str, float]]) -> dict[str, list[str]]:
    label = graph.nodes(data="label")
    by_name = sorted(ids, key=lambda i: (str(label[i]).casefold(), i))
    by_number = sorted(by_name, key=lambda i: (-len(rows[i]), -graph.degree(i)))
    return {"number": by_number, "name": by_name, "likeness": seriate({i: rows[i] for i in by_number})}


def seriate(rows: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The rows in an order in which neighbours are alike: each is followed by the one most like it among the rest.

    The first is the first given. Likeness is the sum of products over shared columns, so rows that share none are
    unlike; among equals the order given decides. A greedy nearest-neighbour seriation (Liiv 2010 surveys better ones).

    >>> seriate({"a": {"x": 1}, "b": {"y": 1}, "c": {"x": 1, "y": 0.5}})
    ['a', 'c', 'b']
    """
    left = list(rows)
    ordered = left[:1]
    del left[:1]
    while left:
        last = rows[ordered[-1]]
        best = max(range(len(left)), key=lambda i: (_likeness(last, rows[left[i]]), -i))
        ordered.append(left.pop(best))
    return ordered


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other[column] for column, value in one.items() if column in other)
