"""The atlas that comes with the program: outlines of countries made of the borders that neighbours share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from faultlines.views.geometry import Point

Line = tuple[Point, ...]
"""Longitudes and latitudes in degrees, without a jump."""

HERE: Final = Path(__file__).resolve().parent / "borders"
CUT: Final = -169.0
"""The meridian along which the world is cut open: through the Bering Strait, so that no country lies on both sides."""
VIEWPOINT: Final = (
    "Borders as Natural Earth and visionscarto draw them, who follow the practice of the United Nations where "
    "they can; a border shown is no claim of ours."
)
APART: Final = frozenset({"XKX", "CYN", "SOL", "ESH", "PSE", "KAS"})
"""Territories that the atlas sets apart although their border is disputed."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory: its name and polygons, each a tuple of rings of numbers of arcs (~n is n backwards)."""

    code: str
    name: str
    polygons: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Countries by their alpha-3 code, and the arcs that their outlines are made of."""

    countries: Mapping[str, Country]
    arcs: tuple[Line, ...]

    def rings(self, code: str) -> list[Line]:
        """All rings of a country, those of holes too, each in one piece east of the cut."""
        return [self._ring(ring) for polygon in self.countries[code].polygons for ring in polygon]

    def _ring(self, numbers: Iterable[int]) -> Line:
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            turn = 360 * round((points[-1][0] - arc[0][0]) / 360) if points else 0
            points += [(x + turn, y) for x, y in arc[1 if points else 0 :]]
        return east_of_cut(tuple(points))

    def outline(self, codes: Iterable[str]) -> list[Line]:
        """The arcs that part the countries, taken together, from the rest of the world and from the sea."""
        uses = Counter(a if a >= 0 else ~a for code in codes for a in self._arcs(code))
        return [east_of_cut(self.arcs[arc]) for arc, times in sorted(uses.items()) if times == 1]

    def disputed(self) -> list[Line]:
        """The borders on land of the territories set apart."""
        uses = Counter(a if a >= 0 else ~a for code in self.countries for a in self._arcs(code))
        theirs = {a if a >= 0 else ~a for code in APART & set(self.countries) for a in self._arcs(code)}
        return [east_of_cut(self.arcs[arc]) for arc in sorted(theirs) if uses[arc] > 1]

    def _arcs(self, code: str) -> list[int]:
        return [arc for polygon in self.countries[code].polygons for ring in polygon for arc in ring]


def east_of_cut(line: Line) -> Line:
    """The same line a whole turn further where its middle lies west of the cut.

    >>> east_of_cut(((-179.0, 65.0), (-171.0, 66.0)))
    ((181.0, 65.0), (189.0, 66.0))
    """
    xs = [x for x, _ in line]
    turn = -360 * (((min(xs) + max(xs)) / 2 - CUT) // 360)
    return tuple((x + turn, y) for x, y in line)


@cache
def atlas() -> Atlas:
    """The atlas of `borders/world.json`."""
    return read(json.loads((HERE / "world.json").read_text(encoding="utf-8")))


def read(topology: Mapping[str, Any]) -> Atlas:
    """A TopoJSON topology with the object `countries`, all of them MultiPolygon with the properties a3 and name."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x, y, points = 0, 0, []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(tuple(points))
    countries = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code, name = shape["properties"]["a3"], shape["properties"]["name"]
        countries[code] = Country(code, name, tuple(tuple(map(tuple, polygon)) for polygon in shape["arcs"]))
    return Atlas(countries, tuple(arcs))
