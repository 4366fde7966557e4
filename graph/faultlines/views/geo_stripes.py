"""Land in stripes of several colours as plain paths, for a picture that may hold no pattern."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from faultlines.views.geometry import Point


def stripes(rings: Sequence[Sequence[Point]], colours: int, width: float) -> list[list[list[Point]]]:
    """Rings cut along diagonals into stripes of a width; the result has one list of rings a colour.

    >>> [round(y, 1) for _, y in stripes([[(0, 0), (4, 0), (4, 4), (0, 4)]], 2, 100)[0][0]]
    [0, 0, 4, 4]
    """
    found: list[list[list[Point]]] = [[] for _ in range(colours)]
    for ring in rings:
        along = [x + y for x, y in ring]
        for number in range(floor(min(along) / width), ceil(max(along) / width)):
            piece = _half(_half(list(ring), number * width, 1), (number + 1) * width, -1)
            if len(piece) > 2:
                found[number % colours].append(piece)
    return found


def _half(ring: list[Point], limit: float, side: int) -> list[Point]:
    """The part of a ring on one side of the diagonal x + y = limit (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        a, b = side * (ax + ay - limit), side * (bx + by - limit)
        if a >= 0:
            kept.append((ax, ay))
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            kept.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return kept
