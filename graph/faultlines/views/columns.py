"""Pages that read from left to right: who acts, upon what, towards whom, in columns whose lines cross little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil

from faultlines.views.geometry import Box, Point

_ROW = 10.0
"""Least room between two rows, in pixels."""
_AIR = 44.0
"""The most room between two rows."""
_STREET = 70.0
"""Least room between two columns."""


def neighbourhood(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Each node's neighbours."""
    neighbours: dict[str, list[str]] = {node: [] for node in nodes}
    for a, b in links:
        if a != b:
            neighbours[a].append(b)
            neighbours[b].append(a)
    return neighbours


def columns(
    order: Mapping[int, Sequence[str]],
    neighbours: Mapping[str, Sequence[str]],
    boxes: Mapping[str, Box],
    size: tuple[float, float],
) -> dict[str, Point]:
    """Positions for the nodes of each role in their order: −1 to the left, 0 in the middle, 1 to the right."""
    groups = [_split(order[role], boxes, size[1]) for role in (-1, 0, 1) if order[role]]
    across = _across([column for group in groups for column in group], boxes, size[0])
    widest = max(groups, key=lambda g: sum(len(column) for column in g))
    at: dict[str, Point] = {}
    for group in sorted(groups, key=lambda g: g is not widest):  # the fullest first; the others settle by it
        wanted = {n: _mean([at[m][1] for m in neighbours[n] if m in at]) for column in group for n in column}
        for column in group:
            down = _even(column, boxes, size[1]) if group is widest else _settle(column, boxes, wanted)
            at.update({node: (across[node], y) for node, y in down.items()})
    return at


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def order_by(roles: Mapping[str, int], neighbours: Mapping[str, Sequence[str]]) -> dict[int, list[str]]:
    """Each role's nodes, ordered by where their neighbours stand, a few times over."""
    order = {role: sorted(n for n in roles if roles[n] == role) for role in (-1, 0, 1)}
    for turn in range(12):
        rank = {n: i / max(1, len(row) - 1) - 0.5 for row in order.values() for i, n in enumerate(row)}
        role = (-1, 0, 1, 0)[turn % 4]
        wanted = {n: _mean([rank[m] for m in neighbours[n]]) for n in order[role]}
        order[role].sort(key=lambda n: (round(wanted[n], 6), rank[n]))
    return order


def _split(row: Sequence[str], boxes: Mapping[str, Box], height: float) -> list[Sequence[str]]:
    """One column, or several in zigzag where one would be too high."""
    total = sum(boxes[n].above + boxes[n].below + _ROW for n in row)
    count = ceil(total / (1.25 * height))
    return [row[i::count] for i in range(count)]


def _across(order: Sequence[Sequence[str]], boxes: Mapping[str, Box], width: float) -> dict[str, float]:
    halves = [max(boxes[n].half for n in column) for column in order]
    street = max(_STREET, (width - 2 * sum(halves)) / max(1, len(halves) - 1))
    street = min(street, width / 2)
    xs = [0.0]
    for one, other in pairwise(halves):
        xs.append(xs[-1] + one + street + other)
    return {node: x for column, x in zip(order, xs, strict=True) for node in column}


def _even(column: Sequence[str], boxes: Mapping[str, Box], height: float) -> dict[str, float]:
    total = sum(boxes[n].above + boxes[n].below for n in column)
    room = min(_AIR, max(_ROW, (height - total) / max(1, len(column) - 1)))
    at: dict[str, float] = {}
    y = -(total + room * (len(column) - 1)) / 2
    for node in column:
        at[node] = y + boxes[node].above
        y += boxes[node].above + boxes[node].below + room
    return at


def _settle(column: Sequence[str], boxes: Mapping[str, Box], wanted: Mapping[str, float]) -> dict[str, float]:
    """As near to the wanted heights as their boxes allow, in their order: pool those that would collide."""
    column = sorted(column, key=lambda n: (wanted[n], n))
    offsets = [0.0]
    for one, other in pairwise(column):
        offsets.append(offsets[-1] + boxes[one].below + boxes[other].above + _ROW)
    pools: list[list[float]] = []
    for node, offset in zip(column, offsets, strict=True):
        pools.append([wanted[node] - offset])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1].extend(last)
    starts = [_mean(pool) for pool in pools for _ in pool]
    return {node: start + offset for node, start, offset in zip(column, starts, offsets, strict=True)}
