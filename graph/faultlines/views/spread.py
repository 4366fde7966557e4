"""Parting what overlaps, and closing the gaps that this leaves: boxes of nodes, hulls of blocs, ropes of many edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from faultlines.views.geometry import Box, Point, Polygon, hull, parting

GAP = 5.0
"""Least room between two labels, in pixels."""
PAD = 13.0
"""How far a hull reaches beyond the boxes it holds."""
_ROUNDS = 250

At = dict[str, Point]


@dataclass(frozen=True, slots=True)
class Bloc:
    """Nodes that share a hull, and the size of the label above it: other nodes stay outside."""

    members: tuple[str, ...]
    label: tuple[float, float]

    def outline(self, at: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[Point]:
        """The hull of the members' boxes, with the label on top of it."""
        points = [corner for m in self.members for corner in boxes[m].corners(at[m], PAD)]
        left, right, top = min(x for x, _ in points), max(x for x, _ in points), min(y for _, y in points)
        centre, half = (left + right) / 2, self.label[0] / 2
        return hull([*points, (centre - half, top - self.label[1]), (centre + half, top - self.label[1])])


@dataclass(frozen=True, slots=True)
class Rope:
    """Two nodes with so many edges between them that other nodes had better stay clear of the line."""

    members: tuple[str, ...]
    reach: float
    """How far the outermost of them curves aside, as a share of their length."""

    def outline(self, at: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[Point]:
        """A slim quadrangle, widest in the middle, as fanned edges are."""
        (ax, ay), (bx, by) = (at[m] for m in self.members)
        mx, my, length = (ax + bx) / 2, (ay + by) / 2, ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
        half = self.reach * length + 4
        dx, dy = (by - ay) / length * half, (ax - bx) / length * half
        return hull([(ax, ay), (bx, by), (mx + dx, my + dy), (mx - dx, my - dy)])


Barrier = Bloc | Rope


def spread(
    at: Mapping[str, Point], boxes: Mapping[str, Box], barriers: Sequence[Barrier] = (), rounds: int = _ROUNDS
) -> At:
    """New positions, near the old ones, in which nothing overlaps, as far as so many rounds can bring it about."""
    new = dict(at)
    for turn in range(rounds):
        moved = _part_boxes(new, boxes)
        outlines = [barrier.outline(new, boxes) for barrier in barriers]
        moved |= _part_blocs(new, barriers, outlines)
        moved |= _turn_out(new, boxes, barriers, outlines)
        if not moved:
            break
        if turn % 25 == 24:  # a knot: give everything more room
            new = {node: (x * 1.06, y * 1.06) for node, (x, y) in new.items()}
    return new


def _overlapping(at: Mapping[str, Point], boxes: Mapping[str, Box], gap: float) -> list[tuple[str, str, float, float]]:
    """Pairs of nodes whose boxes overlap, and by how much in x and in y (signed: the second lies that way)."""
    order = sorted(at, key=lambda n: (at[n][0] - boxes[n].half, n))
    found = []
    for i, a in enumerate(order):
        (ax, ay), box = at[a], boxes[a]
        for b in order[i + 1 :]:
            (bx, by), other = at[b], boxes[b]
            if bx - other.half >= ax + box.half + gap:
                break
            dx = box.half + other.half + gap - abs(bx - ax)
            down, up = ay + box.below + gap - (by - other.above), by + other.below + gap - (ay - box.above)
            if dx > 0.01 and down > 0.01 and up > 0.01:
                found.append((a, b, dx if bx >= ax else -dx, down if down <= up else -up))
    return found


def _part_boxes(at: At, boxes: Mapping[str, Box]) -> bool:
    pairs = _overlapping(at, boxes, GAP)
    for a, b, dx, dy in pairs:
        (ax, ay), (bx, by) = at[a], at[b]
        if abs(dx) < abs(dy) * 1.3:
            at[a], at[b] = (ax - dx / 2, ay), (bx + dx / 2, by)
        else:
            at[a], at[b] = (ax, ay - dy / 2), (bx, by + dy / 2)
    return bool(pairs)


def _part_blocs(at: At, barriers: Sequence[Barrier], outlines: list[list[Point]]) -> bool:
    moved = False
    blocs = [i for i, barrier in enumerate(barriers) if isinstance(barrier, Bloc)]
    for i, j in combinations(blocs, 2):
        if move := parting(outlines[i], outlines[j]):
            for k, share in ((i, -0.5), (j, 0.5)):
                shift(at, barriers[k].members, move[0] * share, move[1] * share)
                outlines[k] = [(x + move[0] * share, y + move[1] * share) for x, y in outlines[k]]
            moved = True
    return moved


def _turn_out(
    at: At, boxes: Mapping[str, Box], barriers: Sequence[Barrier], outlines: Sequence[Sequence[Point]]
) -> bool:
    moved = False
    for barrier, outline in zip(barriers, outlines, strict=True):
        for node in near(outline, at, boxes, barrier.members):
            if move := parting(outline, boxes[node].corners(at[node], GAP)):
                shift(at, (node,), move[0] * 1.02, move[1] * 1.02)
                moved = True
    return moved


def near(outline: Polygon, at: Mapping[str, Point], boxes: Mapping[str, Box], members: Sequence[str]) -> list[str]:
    """The other nodes whose boxes meet the upright rectangle round an outline."""
    left, right = min(x for x, _ in outline) - GAP, max(x for x, _ in outline) + GAP
    top, bottom = min(y for _, y in outline) - GAP, max(y for _, y in outline) + GAP
    found = []
    for node in sorted(at.keys() - set(members)):
        (x, y), box = at[node], boxes[node]
        if x + box.half > left and x - box.half < right and y + box.below > top and y - box.above < bottom:
            found.append(node)
    return found


def shift(at: At, nodes: Sequence[str], dx: float, dy: float) -> None:
    """Move nodes together."""
    for node in nodes:
        x, y = at[node]
        at[node] = (x + dx, y + dy)
