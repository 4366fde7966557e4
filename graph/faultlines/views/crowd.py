"""Where the many lie round the few: the busiest names are laid out for themselves, with room for their labels, and each
other node takes the nearest free place beside the one it has most to do with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor

from faultlines.views.geometry import Box, Point
from faultlines.views.scene import Edge, Node, bundles

CELL = 13.0
"""How finely free places are told apart, in pixels."""
BLOCK = 6
"""So many cells each way share what is known of full rings; rings beyond so many are looked through more coarsely."""


def busiest(nodes: Iterable[Node], count: int) -> list[Node]:
    """So many nodes with the most statements, in the order of their ids."""
    return sorted(sorted(nodes, key=lambda n: (-n.degree, n.id))[:count], key=lambda n: n.id)


def around(
    at: Mapping[str, Point], nodes: Sequence[Node], drawn: Sequence[Edge], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Positions of all nodes, of which those in `at` stay where they are."""
    ties: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (a, b), count in bundles(drawn).items():
        ties[a][b] += count
        ties[b][a] += count
    new = dict(at)
    floorplan = _Floor()
    for known, point in at.items():
        floorplan.take(point, boxes[known])
    rest = sorted((n for n in nodes if n.id not in at), key=lambda n: (-n.degree, n.id))
    while rest:
        placed = [n for n in rest if not ties[n.id].keys().isdisjoint(new)]
        for node in placed or rest[:1]:
            beside = sorted((k for k in ties[node.id] if k in new), key=lambda k: (-ties[node.id][k], k))
            home = new[beside[0]] if beside else (0.0, 0.0)
            middle = [sum(new[k][axis] for k in beside) / len(beside) for axis in (0, 1)] if beside else home
            new[node.id] = floorplan.settle(home, (middle[0], middle[1]), boxes[node.id])
        gone = {n.id for n in placed or rest[:1]}
        rest = [n for n in rest if n.id not in gone]
    return new


class _Floor:
    """Which cells of the plane are taken, and how far round each home they are known to be."""

    def __init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()
        self.full: dict[tuple[int, int], int] = {}

    def take(self, at: Point, box: Box) -> None:
        self.taken.update(_cells(at, box))

    def settle(self, home: Point, middle: Point, box: Box) -> Point:
        """Take the free place in the nearest ring round a home, of several there the one nearest to a middle."""
        x, y = round(home[0] / CELL), round(home[1] / CELL)
        about = (x // BLOCK, y // BLOCK)
        ring = self.full.get(about, 1)
        while True:
            points = [(i * CELL, j * CELL) for i, j in _ring(x, y, ring)]
            free = [p for p in points if self.taken.isdisjoint(_cells(p, box))]
            if free:
                best = min(free, key=lambda p: ((p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2, p))
                self.take(best, box)
                return best
            ring += 1 + ring // BLOCK
            self.full[about] = ring


def _cells(at: Point, box: Box) -> list[tuple[int, int]]:
    left, right = floor((at[0] - box.half) / CELL), ceil((at[0] + box.half) / CELL)
    top, bottom = floor((at[1] - box.above) / CELL), ceil((at[1] + box.below) / CELL)
    return [(i, j) for i in range(left, right) for j in range(top, bottom)]


def _ring(x: int, y: int, reach: int) -> Iterator[tuple[int, int]]:
    """Cells of the square so far round a cell: all of a small one, of a large one every so many."""
    for step in range(-reach, reach + 1, 1 + reach // BLOCK):
        yield x + step, y - reach
        yield x + step, y + reach
        yield x - reach, y + step
        yield x + reach, y + step
