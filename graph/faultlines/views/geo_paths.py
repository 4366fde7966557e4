"""Lines on the Earth → what an SVG path takes, in whole units of the map."""

from __future__ import annotations

from collections.abc import Iterable

from faultlines.views.geo_atlas import Line
from faultlines.views.geo_projection import Projection
from faultlines.views.geometry import Point


def rings(lines: Iterable[Line], project: Projection) -> str:
    """Closed outlines; those that shrink to less than a triangle are left out."""
    return "".join(
        f"{_drawn(points)}z" for line in lines if len(points := _points(line, project)) > 3 or len(set(points)) > 2
    )


def strokes(lines: Iterable[Line], project: Projection) -> str:
    """Open lines."""
    return "".join(_drawn(points) for line in lines if len(points := _points(line, project)) > 1)


def round_point(point: Point) -> tuple[int, int]:
    """The nearest whole units."""
    return round(point[0]), round(point[1])


def _points(line: Line, project: Projection) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for place in line:
        point = round_point(project(*place))
        if not points or point != points[-1]:
            points.append(point)
    return points


def _drawn(points: list[tuple[int, int]]) -> str:
    """Absolute where it begins, then step by step, which is shorter.

    >>> _drawn([(10, 20), (12, 15), (11, 15)])
    'M10 20l2-5-1 0'
    """
    (x, y), steps = points[0], []
    for px, py in points[1:]:
        steps.append(f"{px - x} {py - y}" if py >= y else f"{px - x}{py - y}")
        x, y = px, py
    text = ""
    for step in steps:
        text += step if not text or step.startswith("-") else f" {step}"
    return f"M{points[0][0]} {points[0][1]}l{text}"
