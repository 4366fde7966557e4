"""Coalitions that nobody declares: groups in which actors stand with each other more than with the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

_FAMILIES: Final = frozenset({"tie", "support"})


@dataclass(frozen=True, slots=True)
class Coalitions:
    """A partition of those who have ties with a sign, and how well it fits them."""

    groups: tuple[tuple[str, ...], ...]
    """The largest first; who stands with nobody is in none."""
    counted: int
    """Ties and support with a sign, affirmed as being so, between two different actors."""
    against: int
    """Those of them that go against the groups: for somebody outside the own group, or against somebody inside."""


def coalitions(network: nx.MultiDiGraph[str]) -> Coalitions:
    """The groups with the fewest statements against them that moving actors one by one, or joining groups, can find.

    Structural balance calls such a network balanced if no statement goes against its groups; the fewest possible are
    its frustration, which only trying all partitions would prove. The result does not depend on chance.

    >>> g = nx.MultiDiGraph()
    >>> for a, b, sign in (("a", "b", 1), ("b", "c", -1), ("c", "d", 1), ("a", "d", 1)):
    ...     _ = g.add_edge(a, b, family="tie", sign=sign, polarity="affirmed", modality="asserted")
    >>> coalitions(g)
    Coalitions(groups=(('a', 'b'), ('c', 'd')), counted=4, against=1)
    """
    weights: Counter[tuple[str, str]] = Counter()
    signed = [(a, b, data["sign"]) for a, b, data in network.edges(data=True) if _counts(a, b, data)]
    for a, b, sign in signed:
        weights[min(a, b), max(a, b)] += sign
    pulls: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), weight in sorted(weights.items()):
        pulls[a][b] = pulls[b][a] = weight
    group = _join(_move({node: i for i, node in enumerate(sorted(pulls))}, pulls), pulls)
    members: defaultdict[int, list[str]] = defaultdict(list)
    for node in sorted(group):
        members[group[node]].append(node)
    groups = sorted((tuple(m) for m in members.values() if len(m) > 1), key=lambda m: (-len(m), m))
    against = sum((group[a] == group[b]) is (sign < 0) for a, b, sign in signed)
    return Coalitions(tuple(groups), len(signed), against)


def _counts(a: str, b: str, data: dict[str, Any]) -> bool:
    """Whether it says who stands with whom: who meets or calls somebody, or quarrels with him once, takes no side."""
    said = (data["polarity"], data["modality"]) == ("affirmed", "asserted")
    return bool(a != b and data["sign"] and data["family"] in _FAMILIES and said)


def _move(group: dict[str, int], pulls: dict[str, dict[str, int]]) -> dict[str, int]:
    """Move each to the group that pulls it most, or to one of its own, in the order of ids, until nobody moves."""
    moved = True
    while moved:
        moved = False
        for node in sorted(group):
            pull: Counter[int] = Counter({group[node]: 0})
            for other, weight in pulls[node].items():
                pull[group[other]] += weight
            best = min(pull, key=lambda g: (-pull[g], g))
            if pull[best] < 0:
                best = max(group.values()) + 1  # alone, rather than among rivals
            if pull[best] > pull[group[node]]:
                group[node] = best
                moved = True
    return group


def _join(group: dict[str, int], pulls: dict[str, dict[str, int]]) -> dict[str, int]:
    """Join the two groups that pull each other most while any do, moving their members after each time."""
    while True:
        between: Counter[tuple[int, int]] = Counter()
        for node, others in sorted(pulls.items()):
            for other, weight in others.items():
                if group[node] < group[other]:
                    between[group[node], group[other]] += weight
        best = min(between, key=lambda pair: (-between[pair], pair), default=None)
        if best is None or between[best] <= 0:
            return group
        group = _move({node: best[0] if g == best[1] else g for node, g in group.items()}, pulls)
