"""Where the nodes of a page lie. One network has one picture: nothing here depends on chance, time or machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any, Final

from faultlines.views import columns, spread, stress, textsize
from faultlines.views.crowd import around, busiest
from faultlines.views.gather import gather
from faultlines.views.geometry import Box, Point
from faultlines.views.roles import ROLES, Roles
from faultlines.views.scene import MOST, STRANDS, Arrangement, Edge, Hull, Node, bends, bundles

Size = tuple[float, float]

WIDE: Final[Size] = (860, 690)
TALL: Final[Size] = (520, 735)
_TALL_COLUMNS: Final[Size] = (520, 860)
_LOW: Final[Size] = (860, 440)
"""For a page with something else to show below the network."""
HULL_FONT: Final = 14
_RING: Final = 5
_MANY: Final = 45
CROWD: Final = 200
"""More nodes than this cannot all be named at once, and are not kept apart as if they were."""
FIRST: Final = 80
"""So many of a crowd are drawn at first, the busiest in what passes the filters, with all that is near to a choice."""
MULTITUDE: Final = 2000
"""More nodes than this are never all drawn at once."""
HEAD: Final = 400
"""So many are, then."""
_ROUNDS: Final = 40_000
"""How often a crowd is parted at most, times its number; marks that still touch then are told apart from near by."""
_TURNS: Final = 3
_MOST_STRETCH: Final = 1.6
_TALLER: Final = 1.06
"""On most screens the frame of a page is so much taller than the picture was laid out for."""
_ARCH: Final = 0.4
"""How far a curve's middle lies from the straight line, as a share of how far it bends."""


def arrange(network: Any, nodes: Sequence[Node], drawn: Sequence[Edge], hulls: Sequence[Hull]) -> list[Arrangement]:
    """The wide and the tall arrangement of a page."""
    name = network.graph.get("name", "")
    roles = ROLES[name](network) if name in ROLES and nodes else None
    matches = [(a, b) for a, _, b in network.graph.get("matches", ())]
    if roles is None:
        return _by_nearness(nodes, drawn, hulls)
    size = _LOW if name == "red-lines" else WIDE
    return [
        _in_columns(nodes, [*bundles(drawn), *matches], roles, size, 350),
        _in_columns(nodes, [*bundles(drawn), *matches], roles, _TALL_COLUMNS, 150),
    ]


def box(node: Node, label: str, raised: bool = False) -> Box:
    """What a node takes up round its centre, label, halo and rings included."""
    wide, high = textsize.extent(label, node.font) if label else (0.0, 0.0)
    radius = node.size + (_RING if node.rings else 0)
    half, bare, labelled = max(radius + 2, wide / 2 + 3), radius + 2, radius + 4 + high
    return Box(half, labelled, bare) if raised else Box(half, bare, labelled)


def _in_columns(
    nodes: Sequence[Node], links: Sequence[tuple[str, str]], roles: Roles, size: Size, room: float
) -> Arrangement:
    limits = {0: room, -1: 130.0, 1: 130.0}
    labels = {n.id: textsize.wrap(n.label, n.font, limits[roles[n.id]]) for n in nodes}
    neighbours = columns.neighbourhood(roles, links)
    order = columns.order_by(roles, neighbours)
    # Lines come to the upper half of the middle from below and to the lower half from above: labels make way.
    raised = frozenset(order[0][: len(order[0]) // 2] if order[-1] and order[1] else ())
    boxes = {n.id: box(n, labels[n.id], n.id in raised) for n in nodes}
    at = columns.columns(order, neighbours, boxes, size)
    return Arrangement(_round(at), labels, boxes, raised)


def _by_nearness(nodes: Sequence[Node], drawn: Sequence[Edge], hulls: Sequence[Hull]) -> list[Arrangement]:
    if len(nodes) > CROWD and not hulls:
        return _as_crowd(nodes, drawn)
    labels = {n.id: textsize.wrap(n.label, n.font, 110) for n in nodes}
    # A crowd is too many to be named at once: the page names as many as have room, as one comes nearer.
    boxes = {n.id: box(n, "" if len(nodes) > CROWD else labels[n.id]) for n in nodes}
    neighbours = columns.neighbourhood((n.id for n in nodes), bundles(drawn))
    home = {member: hull for hull in hulls for member in hull.members}

    def adjust(a: str, b: str, steps: float) -> float:
        if a in home and home[a] is home.get(b):
            return min(steps, 0.4 + 0.2 * sqrt(len(home[a].members)))
        return steps + 0.6 * (a in home) + 0.6 * (b in home)

    flat = stress.lower(len(nodes), stress.distances(neighbours, adjust)) if nodes else []
    by_id = dict(zip(neighbours, flat, strict=True))
    if by_id and by_id[max(nodes, key=lambda n: (n.degree, n.id)).id][0] > 0:
        by_id = {n: (-x, y) for n, (x, y) in by_id.items()}  # the busiest to the left, on every page
    barriers: list[spread.Barrier] = [spread.Bloc(h.members, textsize.extent(h.name, HULL_FONT)) for h in hulls]
    barriers += [
        spread.Rope(pair, _ARCH * max(bends(STRANDS))) for pair, count in sorted(bundles(drawn).items()) if count > MOST
    ]
    wide = Arrangement(_round(_settle(_fill(by_id, boxes, WIDE), boxes, barriers, WIDE)), labels, boxes)
    if len(nodes) > _MANY:  # too many to be legible on a narrow screen in any arrangement
        return [wide, wide]
    turned = {n: (y, x) for n, (x, y) in by_id.items()}
    tall = Arrangement(_round(_settle(_fill(turned, boxes, TALL), boxes, barriers, TALL)), labels, boxes)
    return [wide, tall]


def _as_crowd(nodes: Sequence[Node], drawn: Sequence[Edge]) -> list[Arrangement]:
    """The busiest as a picture of their own, with their names; the others in the gaps of it and round it."""
    head = busiest(nodes, FIRST)
    ids = {n.id for n in head}
    first, _ = _by_nearness(head, [e for e in drawn if {e.start, e.end} <= ids], ())
    labels = {n.id: textsize.wrap(n.label, n.font, 110) for n in nodes} | dict(first.labels)
    boxes = {n.id: box(n, "") for n in nodes} | dict(first.boxes)
    # Not centred anew: the busiest are what one sees first.
    wide = Arrangement(around(first.at, nodes, drawn, boxes), labels, boxes)
    return [wide, wide]


def _settle(
    at: Mapping[str, Point], boxes: Mapping[str, Box], barriers: Sequence[spread.Barrier], size: Size
) -> dict[str, Point]:
    """Part what overlaps and close the gaps that this leaves, again from a narrower beginning while that helps."""
    if len(at) > CROWD:
        return spread.spread(at, boxes, barriers, max(3, _ROUNDS // len(at)))
    best, least = dict(at), float("inf")
    for _ in range(_TURNS):
        parted = spread.spread(at, boxes, barriers)
        closed = spread.spread(gather(parted, boxes, barriers, size[0] / size[1]), boxes, barriers)
        across, down = _needs(closed, boxes, size)
        if max(across, down) > 0.99 * least:
            break
        best, least = closed, max(across, down)
        squeeze = (max(0.6, down / across), 1.0) if across > down else (1.0, max(0.6, across / down))
        at = {n: (x * squeeze[0], y * squeeze[1]) for n, (x, y) in closed.items()}
    return _stretch(best, boxes, size)


def _stretch(at: Mapping[str, Point], boxes: Mapping[str, Box], size: Size) -> dict[str, Point]:
    """Use the room that is left above and below, or at the sides: apart is apart, so that nothing comes to overlap."""
    size = (size[0], size[1] * _TALLER)
    for _ in range(_TURNS):  # the boxes do not stretch
        across, down = _needs(at, boxes, size)
        more = (min(_MOST_STRETCH, down / across), 1.0) if across < down else (1.0, min(_MOST_STRETCH, across / down))
        at = {n: (x * more[0], y * more[1]) for n, (x, y) in at.items()}
    return dict(at)


def _needs(at: Mapping[str, Point], boxes: Mapping[str, Box], size: Size) -> tuple[float, float]:
    """How many screens wide and high a picture is."""
    corners = [corner for n in at for corner in boxes[n].corners(at[n])] or [(0.0, 0.0)]
    across, down = ((max(c[i] for c in corners) - min(c[i] for c in corners)) / size[i] for i in (0, 1))
    return max(across, 0.01), max(down, 0.01)


def _fill(at: Mapping[str, Point], boxes: Mapping[str, Box], size: Size) -> dict[str, Point]:
    """The positions stretched to fill a screen, or as much of it as so many boxes need."""
    area = sum(2 * b.half * (b.above + b.below) for b in boxes.values())
    need = max(0.45, sqrt(5 * area / (size[0] * size[1])))
    need = need if len(at) > CROWD else min(1.0, need)  # a crowd may be larger than a screen
    scales = []
    for axis in (0, 1):
        values = [p[axis] for p in at.values()]
        scales.append(need * (size[axis] - 120) / ((max(values) - min(values)) or 1.0) if values else 1.0)
    scales = [min(s, 1.7 * min(scales)) for s in scales]
    return {n: (x * scales[0], y * scales[1]) for n, (x, y) in at.items()}


def _round(at: Mapping[str, Point]) -> dict[str, Point]:
    """Whole pixels round a centre at zero."""
    if not at:
        return {}
    mx, my = (sum((min(v), max(v))) / 2 for v in zip(*at.values(), strict=True))
    return {node: (float(round(x - mx)), float(round(y - my))) for node, (x, y) in at.items()}
