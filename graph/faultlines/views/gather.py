"""Closing gaps: nodes move towards the middle as far as nothing comes to overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faultlines.views.geometry import Box, Point, parting
from faultlines.views.spread import GAP, At, Barrier, Bloc, near, shift

_SWEEPS = 6
_SHARES = (0.6, 0.3, 0.12, 0.04)


def gather(at: Mapping[str, Point], boxes: Mapping[str, Box], barriers: Sequence[Barrier], aspect: float) -> At:
    """New positions, closer together, to a shape about `aspect` times as wide as high."""
    return _Gathering(dict(at), boxes, barriers, aspect).run()


class _Gathering:
    """Positions in the making, with the outline of each barrier as it stands."""

    def __init__(self, at: At, boxes: Mapping[str, Box], barriers: Sequence[Barrier], aspect: float) -> None:
        self.at, self.boxes, self.barriers, self.aspect = at, boxes, barriers, aspect
        self.outlines = [barrier.outline(at, boxes) for barrier in barriers]
        self.blocs = [b for b in barriers if isinstance(b, Bloc)]

    def run(self) -> At:
        inside = {member for bloc in self.blocs for member in bloc.members}
        for _ in range(_SWEEPS):
            for node in sorted(self.at.keys() - inside, key=lambda n: (self._far(self.at[n]), n)):
                x, y = self.at[node]
                self._try((node,), (-x / self.aspect, -y))
            for bloc in self.blocs:
                x, y = self._middle(bloc)
                for node in sorted(bloc.members, key=lambda n: (abs(self.at[n][0] - x) + abs(self.at[n][1] - y), n)):
                    self._try((node,), (x - self.at[node][0], y - self.at[node][1]), inwards=True)
                x, y = self._middle(bloc)
                self._try(bloc.members, (-x / self.aspect, -y))
        return self.at

    def _middle(self, bloc: Bloc) -> Point:
        points = [self.at[m] for m in bloc.members]
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)

    def _far(self, point: Point) -> float:
        return (point[0] / self.aspect) ** 2 + point[1] ** 2

    def _try(self, nodes: Sequence[str], way: Point, inwards: bool = False) -> None:
        """Move nodes together along a way, or along one of its two axes, by the largest share that is free."""
        before = {node: self.at[node] for node in nodes}
        touched = [i for i, b in enumerate(self.barriers) if not before.keys().isdisjoint(b.members)]
        kept = [self.outlines[i] for i in touched]
        for dx, dy in ((way[0], way[1]), (way[0], 0.0), (0.0, way[1])):
            for share in _SHARES:
                shift(self.at, nodes, dx * share, dy * share)
                if self._no_box_meets(nodes):
                    for i in touched:
                        self.outlines[i] = self.barriers[i].outline(self.at, self.boxes)
                    if self._no_barrier_meets(nodes, touched, inwards):
                        return
                    for i, outline in zip(touched, kept, strict=True):
                        self.outlines[i] = outline
                self.at.update(before)

    def _no_box_meets(self, nodes: Sequence[str]) -> bool:
        moving = set(nodes)
        for node in nodes:
            (x, y), box = self.at[node], self.boxes[node]
            left, right, top, bottom = x - box.half - GAP, x + box.half + GAP, y - box.above - GAP, y + box.below + GAP
            for other, (ox, oy) in self.at.items():
                that = self.boxes[other]
                if (
                    ox + that.half > left
                    and ox - that.half < right
                    and oy + that.below > top
                    and oy - that.above < bottom
                    and other not in moving
                ):
                    return False
        return True

    def _no_barrier_meets(self, nodes: Sequence[str], touched: Sequence[int], inwards: bool) -> bool:
        for i, barrier in enumerate(self.barriers):
            outline = self.outlines[i]
            is_bloc = isinstance(barrier, Bloc)
            if i in touched and is_bloc and inwards:
                continue  # towards its middle, a member makes its hull no larger
            suspects: Sequence[str] = [n for n in nodes if n not in barrier.members]
            if i in touched:
                suspects = near(outline, self.at, self.boxes, barrier.members)
            if any(parting(outline, self.boxes[n].corners(self.at[n], GAP)) for n in suspects):
                return False
            if i in touched and is_bloc:
                others = [o for o, b in zip(self.outlines, self.barriers, strict=True) if isinstance(b, Bloc)]
                if any(parting(outline, other) for other in others if other is not outline):
                    return False
        return True
