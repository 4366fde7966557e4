"""A page's own layout as a small picture: shapes and numbers for a template to draw, no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Any

from markupsafe import Markup

from faultlines.views import marks
from faultlines.views.geometry import Point, hull
from faultlines.views.render import small
from faultlines.views.scene import MOST, Edge, Scene, bends, bundles

_MARGIN = 24.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing to draw: a path, or a circle where the path is empty, in a named colour."""

    colour: str
    path: str = ""
    x: float = 0
    y: float = 0
    radius: float = 0
    width: float = 0
    opacity: float = 1
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """Shapes, in drawing order, in a box of pixels."""

    box: str
    hulls: tuple[Shape, ...]
    edges: tuple[Shape, ...]
    nodes: tuple[Shape, ...]


def thumbnail(scene: Scene, records: Mapping[str, Mapping[str, Any]]) -> Markup | None:
    """The picture of a scene, or None where there is nothing to draw."""
    if not scene.nodes:
        return None
    at, boxes = scene.wide.at, scene.wide.boxes
    corners = [corner for n in scene.nodes for corner in boxes[n.id].corners(at[n.id])]
    left, top = (min(c[axis] for c in corners) - _MARGIN for axis in (0, 1))
    right, bottom = (max(c[axis] for c in corners) + _MARGIN for axis in (0, 1))
    hulls = []
    for h in scene.hulls:
        outline = hull(corner for m in h.members for corner in boxes[m].corners(at[m]))
        hulls.append(Shape(f"tone-{h.tone}", _polygon(outline)))
    edges = []
    for edge, count in _strands(scene.edges):
        mark, record = marks.mark(edge.relation), records[edge.statement]
        dash = " ".join(str(2 * d) for d in marks.DASHES.get(record["modality"], ()))
        path = _curve(at[edge.start], at[edge.end], edge.bend * (1 if edge.start <= edge.end else -1))
        opacity = marks.opacity(record["confidence"])
        edges.append(Shape(f"ink-{mark.ink}", path, width=1.6 * (mark.width + log2(count)), opacity=opacity, dash=dash))
    nodes = []
    for node in scene.nodes:
        colour = "ink-line" if node.shape == "diamond" else "ink-node" if node.tone is None else f"tone-{node.tone}"
        x, y = at[node.id]
        radius = 1.15 * node.size
        path = _polygon(_CORNERS[node.shape](x, y, radius)) if node.shape in _CORNERS else ""
        nodes.append(Shape(colour, path, x, y, radius))
    box = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
    return small("thumbnail.svg.j2", {"picture": Thumbnail(box, tuple(hulls), tuple(edges), tuple(nodes))})


def _strands(drawn: Sequence[Edge]) -> list[tuple[Edge, int]]:
    """The edges, those of two nodes with many as one for each direction and ink, and how many each stands for."""
    many = {pair for pair, count in bundles(drawn).items() if count > MOST}
    alike: dict[tuple[str, ...], list[Edge]] = {}
    for edge in drawn:
        pair = (min(edge.start, edge.end), max(edge.start, edge.end))
        one = (edge.start, marks.mark(edge.relation).ink) if pair in many else (edge.id,)
        name: tuple[str, ...] = (*pair, *one)
        alike.setdefault(name, []).append(edge)
    shown = []
    for name, edges in alike.items():
        beside = [n for n in alike if n[:2] == name[:2]] if name[:2] in many else []
        bend = bends(len(beside))[beside.index(name)] if beside else edges[0].bend
        shown.append((replace(edges[0], bend=bend), len(edges)))
    return shown


_CORNERS = {
    "diamond": lambda x, y, r: [(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
    "square": lambda x, y, r: [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
    "hexagon": lambda x, y, r: [
        (x - r, y),
        (x - r / 2, y - r),
        (x + r / 2, y - r),
        (x + r, y),
        (x + r / 2, y + r),
        (x - r / 2, y + r),
    ],
    "triangle": lambda x, y, r: [(x, y - r), (x + r, y + r), (x - r, y + r)],
}


def _polygon(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"


def _curve(a: Point, b: Point, bend: float) -> str:
    x, y = (a[0] + b[0]) / 2 + (a[1] - b[1]) * bend, (a[1] + b[1]) / 2 + (b[0] - a[0]) * bend
    return f"M{a[0]:.0f} {a[1]:.0f}Q{x:.0f} {y:.0f} {b[0]:.0f} {b[1]:.0f}"
