"""Parting what overlaps: boxes of nodes, hulls of blocs, and nodes in the hull of a bloc they are no part of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faultlines.views.geometry import Box, Point, Polygon, hull, parting

GAP = 5.0
"""Least room between two labels, in pixels."""
PAD = 13.0
"""How far a hull reaches beyond the boxes it holds."""
_ROUNDS = 400


class Bloc:
    """Nodes that share a hull, with the label above it."""

    def __init__(self, members: Sequence[str], label: tuple[float, float]) -> None:
        self.members = members
        self.label = label

    def outline(self, at: Mapping[str, Point], boxes: Mapping[str, Box], pad: float = PAD) -> list[Point]:
        """The hull of the members' boxes, with the label on top of it."""
        points = [corner for m in self.members for corner in boxes[m].corners(at[m], pad)]
        left, right, top = min(x for x, _ in points), max(x for x, _ in points), min(y for _, y in points)
        centre, half = (left + right) / 2, self.label[0] / 2
        above = top - self.label[1] if self.label[1] else top
        return hull([*points, (centre - half, above), (centre + half, above)])


def spread(at: dict[str, Point], boxes: Mapping[str, Box], blocs: Sequence[Bloc] = ()) -> dict[str, Point]:
    """New positions, near the old ones, in which nothing overlaps."""
    at = dict(at)
    for turn in range(_ROUNDS):
        moved = _part_boxes(at, boxes)
        moved |= _part_blocs(at, boxes, blocs)
        moved |= _turn_out(at, boxes, blocs)
        if not moved:
            break
        if turn % 40 == 39:  # a knot: give everything more room
            at = {node: (x * 1.06, y * 1.06) for node, (x, y) in at.items()}
    return at


def overlaps(at: Mapping[str, Point], boxes: Mapping[str, Box]) -> int:
    """How many pairs of boxes overlap."""
    return sum(1 for _ in _overlapping(at, boxes, 0))


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


def _part_boxes(at: dict[str, Point], boxes: Mapping[str, Box]) -> bool:
    pairs = _overlapping(at, boxes, GAP)
    for a, b, dx, dy in pairs:
        (ax, ay), (bx, by) = at[a], at[b]
        if abs(dx) < abs(dy) * 1.3:
            at[a], at[b] = (ax - dx / 2, ay), (bx + dx / 2, by)
        else:
            at[a], at[b] = (ax, ay - dy / 2), (bx, by + dy / 2)
    return bool(pairs)


def _part_blocs(at: dict[str, Point], boxes: Mapping[str, Box], blocs: Sequence[Bloc]) -> bool:
    moved = False
    outlines = [bloc.outline(at, boxes) for bloc in blocs]
    for i, one in enumerate(blocs):
        for j in range(i + 1, len(blocs)):
            if move := parting(outlines[i], outlines[j]):
                for k, bloc, share in ((i, one, -0.5), (j, blocs[j], 0.5)):
                    _shift(at, bloc.members, move[0] * share, move[1] * share)
                    outlines[k] = [(x + move[0] * share, y + move[1] * share) for x, y in outlines[k]]
                moved = True
    return moved


def _turn_out(at: dict[str, Point], boxes: Mapping[str, Box], blocs: Sequence[Bloc]) -> bool:
    moved = False
    for bloc in blocs:
        outline: Polygon = bloc.outline(at, boxes)
        inside = set(bloc.members)
        left, right = min(x for x, _ in outline), max(x for x, _ in outline)
        top, bottom = min(y for _, y in outline), max(y for _, y in outline)
        for node in sorted(at.keys() - inside):
            (x, y), box = at[node], boxes[node]
            if x + box.half < left - GAP or x - box.half > right + GAP:
                continue
            if y + box.below < top - GAP or y - box.above > bottom + GAP:
                continue
            if move := parting(outline, box.corners((x, y), GAP)):
                _shift(at, (node,), move[0] * 1.02, move[1] * 1.02)
                moved = True
    return moved


def _shift(at: dict[str, Point], nodes: Sequence[str], dx: float, dy: float) -> None:
    for node in nodes:
        x, y = at[node]
        at[node] = (x + dx, y + dy)
