"""Plane geometry of a page: boxes of nodes with their labels, hulls of blocs, and how far two of them must part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Point = tuple[float, float]
Polygon = Sequence[Point]


class Box(NamedTuple):
    """What a node with its label takes up round its centre."""

    half: float
    above: float
    below: float

    def corners(self, at: Point, pad: float = 0) -> list[Point]:
        """The four corners, counter-clockwise on a screen whose y grows downwards."""
        (x, y), half = at, self.half + pad
        top, bottom = y - self.above - pad, y + self.below + pad
        return [(x - half, top), (x - half, bottom), (x + half, bottom), (x + half, top)]


def hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull, by Andrew's monotone chain.

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for x, y in ordered:
        while len(chain) > 1:
            (ax, ay), (bx, by) = chain[-2], chain[-1]
            if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                break
            chain.pop()
        chain.append((x, y))
    return chain


def parting(a: Polygon, b: Polygon) -> Point | None:
    """The shortest move of `b` that frees it from `a`, both convex; None if they do not overlap.

    >>> parting([(0, 0), (4, 0), (4, 4), (0, 4)], [(3, 1), (5, 1), (5, 3), (3, 3)])
    (1.0, 0.0)
    >>> parting([(0, 0), (1, 0), (1, 1)], [(3, 1), (5, 1), (5, 3)])
    """
    best: tuple[float, float, float] | None = None
    for polygon in (a, b):
        for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
            length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
            if not length:
                continue
            nx, ny = (y2 - y1) / length, (x1 - x2) / length
            a_low, a_high = _shadow(a, nx, ny)
            b_low, b_high = _shadow(b, nx, ny)
            forward, backward = a_high - b_low, b_high - a_low
            if forward <= 0 or backward <= 0:
                return None
            depth = min(forward, backward)
            if best is None or depth < best[0] - 1e-9:
                sign = 1 if forward <= backward else -1
                best = (depth, nx * sign, ny * sign)
    return None if best is None else (best[0] * best[1] + 0.0, best[0] * best[2] + 0.0)


def _shadow(polygon: Polygon, nx: float, ny: float) -> tuple[float, float]:
    along = [x * nx + y * ny for x, y in polygon]
    return min(along), max(along)
