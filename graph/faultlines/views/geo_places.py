"""Where a place lies: land with an outline, an area that several countries take up, or a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians
from typing import Final

from faultlines.views.geo_atlas import HERE, Line, atlas
from faultlines.views.geometry import Point

_LEAST: Final = 0.6
"""Square degrees at the equator: a smaller land would not be seen filled and is a mark."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the Earth: its form, a point in it, and the codes of the countries that it takes up."""

    form: str
    """`land` is filled, `area` edged with a mark in it, `mark` a mark alone."""
    at: Point
    """Longitude and latitude."""
    codes: tuple[str, ...] = ()


def spot(identifier: str, codes: Mapping[str, str]) -> Spot | None:
    """Where a thing lies, by its alpha-3 code or by the list of places; None if nobody has looked that up.

    >>> spot("actor:x", {"actor:x": "MDA"}).form, spot("area:donbas", {}).form, spot("area:far-abroad", {})
    ('land', 'mark', None)
    >>> spot("area:south-caucasus", {}).codes
    ('ARM', 'AZE', 'GEO')
    """
    known, listed = atlas(), _listed().get(identifier)
    members = (codes[identifier],) if codes.get(identifier) in known.countries else listed.codes if listed else ()
    if not members:
        return listed
    rings = [ring for code in members for ring in known.rings(code)]
    if len(members) > 1:
        return Spot("area", middle(rings), members)
    largest = max(rings, key=lambda ring: abs(size(ring)))
    return Spot("land" if abs(size(largest)) >= _LEAST else "mark", middle([largest]), members)


def size(ring: Line) -> float:
    """The area of a ring in square degrees at the equator, below zero if it runs clockwise."""
    return sum(part for part, _, _ in _parts(ring))


def middle(rings: list[Line]) -> Point:
    """The centre of gravity of rings, in degrees."""
    parts = [part for ring in rings for part in _parts(ring)]
    whole = sum(part for part, _, _ in parts)
    if not whole:  # an island so small that its points fall together
        return rings[0][0]
    return sum(p * x for p, x, _ in parts) / whole, sum(p * y for p, _, y in parts) / whole


def _parts(ring: Line) -> Iterator[tuple[float, float, float]]:
    """Triangles from the first point to each side: area and centre."""
    x0, y0 = ring[0]
    for (x1, y1), (x2, y2) in pairwise(ring[1:]):
        area = ((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / 2 * cos(radians((y0 + y1 + y2) / 3))
        yield area, (x0 + x1 + x2) / 3, (y0 + y1 + y2) / 3


@cache
def _listed() -> Mapping[str, Spot]:
    """The list `borders/places.tsv`."""
    _, *lines = (HERE / "places.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for identifier, latitude, longitude, members, _ in (line.split("\t") for line in lines):
        at = (float(longitude), float(latitude)) if longitude else (0.0, 0.0)
        found[identifier] = Spot("mark", at, tuple(members.split("|")) if members else ())
    return found
