"""Which column of a page a node stands in: who acts to the left, what it is about in the middle, towards whom right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

Roles = dict[str, int]


def _red_lines(network: Any) -> Roles:
    """Those who draw lines to the left, the lines in the middle, those who are addressed to the right."""
    lines = set(network.graph.get("red_lines", ()))
    left: Counter[str] = Counter()
    for start, end, relation in network.edges(data="relation"):
        left[start] += relation in ("drawsRedLine", "opposes")
        left[start] -= relation in ("supports", "seeks")
        left[end] -= relation == "to"
    return {node: 0 if node in lines else -1 if left[node] > 0 else 1 for node in network}


def _spheres(network: Any) -> Roles:
    """Places in the middle; of those who claim them, rivals for one place to different sides."""
    claims: Counter[str] = Counter()
    held: dict[str, set[str]] = {}
    for start, end, relation in network.edges(data="relation"):
        actor, place = (end, start) if relation == "contestedBy" else (start, end)
        claims[actor] += 1
        claims[place] -= 1
        held.setdefault(actor, set()).add(place)
    actors = sorted((a for a in network if claims[a] > 0), key=lambda a: (-claims[a], a))
    sides: Roles = {}
    for actor in actors:
        against = {side: sum(len(held[actor] & held[o]) for o in sides if sides[o] == side) for side in (-1, 1)}
        weight = {side: sum(claims[o] for o in sides if sides[o] == side) for side in (-1, 1)}
        sides[actor] = min((-1, 1), key=lambda side: (against[side], weight[side], side))
    return {node: sides.get(node, 0) for node in network}


def _sanctions(network: Any) -> Roles:
    """Who sanctions to the left, by which measure in the middle, whom and to what end to the right."""
    measures = {end for _, end, relation in network.edges(data="relation") if relation == "usesInstrument"}
    measures |= {
        start for start, _, relation in network.edges(data="relation") if relation in ("hasFunction", "hasType")
    }
    roles: Roles = {}
    for node, kind in network.nodes(data="kind"):
        gives, takes = network.out_degree(node), network.in_degree(node)
        between = gives and takes and kind != "actor"
        roles[node] = 0 if between or node in measures else -1 if gives >= takes else 1
    return roles


ROLES: Final[Mapping[str, Callable[[Any], Roles]]] = MappingProxyType(
    {"red-lines": _red_lines, "spheres": _spheres, "sanctions": _sanctions}
)
"""Pages drawn in columns; every other network is drawn by nearness."""
