"""What a page draws, as plain values: nodes, edges, hulls, and where they lie on a wide and on a tall screen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from faultlines.views.geometry import Box, Point
from faultlines.views.words import in_reading_order

MOST: Final = 6
"""So many edges between two nodes are drawn each; more are drawn as strands until one asks for them."""
STRANDS: Final = 4
"""How many strands that usually makes: two directions, two signs."""


@dataclass(frozen=True, slots=True)
class Node:
    """One entity as it is drawn."""

    id: str
    label: str
    cls: str
    kind: str
    aliases: tuple[str, ...]
    definition: str
    degree: int
    """Number of statements that it is an end of."""
    shape: str
    size: float
    font: int
    tone: int | None = None
    """Number of its bloc's or its own tone."""
    rings: tuple[int, ...] = ()
    """Tones of those who claim it, where it is contested."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement as it is drawn; a red line's statement is drawn twice, to the line and to whom it addresses."""

    id: str
    start: str
    end: str
    relation: str
    statement: str
    bend: float
    """How far it curves aside, seen from the lesser to the greater id, as a share of its length."""


@dataclass(frozen=True, slots=True)
class Hull:
    """Nodes that are one bloc."""

    id: str
    name: str
    tone: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the nodes lie, in pixels of one kind of screen, and how their labels break there."""

    at: Mapping[str, Point]
    labels: Mapping[str, str]
    boxes: Mapping[str, Box]
    raised: frozenset[str] = frozenset()
    """Nodes whose label stands above them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one network page draws."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    hulls: Sequence[Hull]
    wide: Arrangement
    tall: Arrangement


def statement_records(network: Any) -> dict[str, dict[str, Any]]:
    """The records of the statements that a network shows, each once, in reading order."""
    drawn = sorted((record for *_, record in network.edges(data="record")), key=lambda r: "drawer" not in r)
    return {record["key"]: dict(record) for record in in_reading_order(drawn)}


def degrees(network: Any) -> Counter[str]:
    """How many statements each node is an end of."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for start, end, record in network.edges(data="record"):
        seen[start].add(record["key"])
        seen[end].add(record["key"])
    return Counter({node: len(seen[node]) for node in network})


def edges(network: Any, straight: bool) -> list[Edge]:
    """The edges, those between the same two nodes fanned to both sides."""
    between: defaultdict[tuple[str, str], list[tuple[str, str, str, Any]]] = defaultdict(list)
    for start, end, key, data in network.edges(keys=True, data=True):
        between[min(start, end), max(start, end)].append((start, end, str(key), data))
    drawn = []
    for _, bundle in sorted(between.items()):
        bundle.sort(key=lambda edge: (edge[0], edge[3]["relation"], edge[2]))
        for bend, (start, end, key, data) in zip(bends(len(bundle), straight), bundle, strict=True):
            drawn.append(Edge(key, start, end, data["relation"], data["record"]["key"], bend))
    return drawn


def bends(count: int, straight: bool = True) -> list[float]:
    """How far each of so many parallel edges curves, alternately to both sides.

    >>> bends(1), bends(2), bends(3)
    ([0.0], [-0.11, 0.11], [-0.22, 0.0, 0.22])
    """
    if count == 1:
        return [0.0 if straight else 0.1]
    step = min(0.22, 0.8 / count)
    return [round((i - (count - 1) / 2) * step, 3) for i in range(count)]


def bundles(drawn: Iterable[Edge]) -> Counter[tuple[str, str]]:
    """Every two nodes with edges between them → how many."""
    return Counter((min(e.start, e.end), max(e.start, e.end)) for e in drawn if e.start != e.end)
