"""From longitude and latitude to the plane, for maps on which areas compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt

from faultlines.views.geometry import Point

Projection = Callable[[float, float], Point]
"""Longitude and latitude in degrees → x to the right and y downwards."""

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


def equal_earth(middle: float, unit: float) -> Projection:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018); `middle` is its central meridian.

    `unit` is the radius of the Earth in units of the plane. Longitudes within 180 degrees of the middle are on the map.

    >>> x, y = equal_earth(0, 1)(180, 0)
    >>> round(x, 3), y == 0
    (2.707, True)
    """
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796

    def project(longitude: float, latitude: float) -> Point:
        t = asin(sqrt(3) / 2 * sin(radians(latitude)))
        t2, t6 = t**2, t**6
        slope = 9 * d * t2 * t6 + 7 * c * t6 + 3 * b * t2 + a
        x = 2 * sqrt(3) * radians(longitude - middle) * cos(t) / (3 * slope)
        return unit * x, -unit * t * (d * t2 * t6 + c * t6 + b * t2 + a)

    return project


def conic(middle: float, south: float, north: float, unit: float) -> Projection:
    """Albers' equal-area conic projection, true along two parallels; the middle's pole is at the origin.

    >>> x, y = conic(75, 38, 62, 1)(75, 50)
    >>> round(x, 3), round(y, 3)
    (0.0, 0.839)
    """
    n = (sin(radians(south)) + sin(radians(north))) / 2
    c = cos(radians(south)) ** 2 + 2 * n * sin(radians(south))

    def project(longitude: float, latitude: float) -> Point:
        radius = unit * sqrt(c - 2 * n * sin(radians(latitude))) / n
        angle = n * radians(longitude - middle)
        return radius * sin(angle), radius * cos(angle)

    return project


def box(points: Iterable[Point]) -> Box:
    """The smallest box round points.

    >>> box([(1, 2), (4, 3)])
    (1, 2, 3, 1)
    """
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def window(project: Projection, west: float, south: float, east: float, north: float) -> Box:
    """The box on the plane round all that lies between two meridians and two parallels."""
    steps = [i / 24 for i in range(25)]
    edges = [(west + (east - west) * s, latitude) for s in steps for latitude in (south, north)]
    edges += [(longitude, south + (north - south) * s) for s in steps for longitude in (west, east)]
    return box(project(*edge) for edge in edges)
