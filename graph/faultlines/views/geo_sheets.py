"""The two sheets of a map, the world and the land round Russia, each with its projection; and where to look on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from faultlines.views.geo_atlas import Line, atlas
from faultlines.views.geo_paths import rings, strokes
from faultlines.views.geo_places import size, spot
from faultlines.views.geo_projection import Box, Projection, box, conic, equal_earth, window

WORLD: Final = equal_earth(11, 1300)
"""About 4.9 km a unit; the middle lies opposite the cut."""
NORTH: Final = conic(80, 38, 62, 2000)
"""About 3.2 km a unit."""

_NORTHERN: Final = (-12.0, 22.0)
"""Lands whose middle lies east and north of this are on the northern sheet."""


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a sheet that a reader can go to."""

    name: str
    title: str
    sheet: str
    box: Box


@dataclass(frozen=True, slots=True)
class Land:
    """One country on a sheet."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Countries of the atlas on the plane of one projection, in the order of their codes."""

    name: str
    lands: tuple[Land, ...]
    disputed: str
    """The borders that the atlas itself sets apart as disputed."""


_SPECK: Final = 12.0
"""Square degrees up to which an island is left out of the outer border of a region, which it makes restless."""


def _round(project: Projection, place: str) -> Box:
    """The box round all that a listed place takes up."""
    found = spot(place, {})
    codes = found.codes if found else ()
    return box(project(*point) for code in codes for ring in atlas().rings(code) for point in ring)


SHEETS: Final[Mapping[str, Projection]] = MappingProxyType({"world": WORLD, "north": NORTH})
LOOKS: Final = (
    Look("world", "World", "world", window(WORLD, -150, -55, 172, 80)),
    Look("post-soviet", "Post-Soviet space", "north", _round(NORTH, "area:post-soviet-space")),
    Look("europe", "Europe", "world", window(WORLD, -11, 35, 46, 70)),
    Look("middle-east", "Middle East", "world", window(WORLD, 8, 12, 64, 43)),
    Look("latin-america", "Latin America", "world", window(WORLD, -112, -36, -40, 31)),
)
"""What the buttons above a map show; the first is where it begins."""


@cache
def sheet(name: str) -> Sheet:
    """A sheet by its name in `SHEETS`."""
    known, project = atlas(), SHEETS[name]
    lands = []
    for code, country in sorted(known.countries.items()):
        lines = [ring for ring in known.rings(code) if on(name, ring)]
        if path := rings(lines, project):
            lands.append(Land(code, country.name, path))
    return Sheet(name, tuple(lands), strokes((line for line in known.disputed() if on(name, line)), project))


@cache
def edge(name: str, codes: tuple[str, ...]) -> str:
    """The outer border of countries taken together, as a path on a sheet."""
    lines = [line for line in atlas().outline(codes) if on(name, line)]
    islands = {line for line in lines if line[0] == line[-1] and abs(size(line)) < _SPECK}
    return strokes((line for line in lines if line not in islands or len(islands) == len(lines)), SHEETS[name])


def on(name: str, line: Line) -> bool:
    """Whether a line is drawn on the sheet."""
    if name == "world":
        return True
    xs, ys = zip(*line, strict=True)
    west, south = _NORTHERN
    return bool((min(xs) + max(xs)) / 2 > west and (min(ys) + max(ys)) / 2 > south)
