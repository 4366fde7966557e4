"""Where nodes lie so that near ones are drawn near: stress, lowered pair by pair.

The method is Zheng, Pawar and Goodman's, "Graph Drawing by Stochastic Gradient Descent" (2018): for each pair in
random order, move both towards their wanted distance, less and less boldly. In plain Python it takes about a second
for 300 nodes and needs no library; the random numbers have a fixed seed, so one network has one picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from faultlines.views.geometry import Point

_SWEEPS = 24
_ALL_PAIRS = 330
"""Up to so many nodes every pair counts; beyond, neighbours and a sample of the others."""
_SAMPLE = 12
FAR = 4.0
"""The distance of nodes without a path between them, and the most that any two want."""

Adjust = Callable[[str, str, float], float]


def distances(neighbours: Mapping[str, Sequence[str]], adjust: Adjust) -> list[tuple[int, int, float]]:
    """Wanted distances of pairs of nodes, as positions in the mapping: steps between them, adjusted."""
    nodes = list(neighbours)
    place = {node: i for i, node in enumerate(nodes)}
    chance = random.Random(7)  # noqa: S311 - a picture, not a secret
    terms = []
    for i, node in enumerate(nodes):
        many = len(nodes) > _ALL_PAIRS
        steps = _steps(neighbours, node, 1 if many else None)
        others: Iterable[int] = range(i + 1, len(nodes))
        if many:
            near = {place[n] for n in steps if place[n] > i}
            others = sorted(near | set(chance.sample(range(len(nodes)), _SAMPLE)) - {i})
        for j in others:
            wanted = adjust(node, nodes[j], min(steps.get(nodes[j], FAR), FAR))
            terms.append((i, j, wanted))
    return terms


def _steps(neighbours: Mapping[str, Sequence[str]], start: str, limit: int | None) -> dict[str, float]:
    steps = {start: 0.0}
    ring = [start]
    while ring and (limit is None or steps[ring[0]] < limit):
        after = []
        for node in ring:
            for other in neighbours[node]:
                if other not in steps:
                    steps[other] = steps[node] + 1
                    after.append(other)
        ring = after
    return steps


def lower(count: int, terms: list[tuple[int, int, float]]) -> list[Point]:
    """Positions for so many nodes with little stress, turned so that the longer way of the picture is level."""
    chance = random.Random(11)  # noqa: S311 - a picture, not a secret
    xs = [chance.uniform(-1, 1) for _ in range(count)]
    ys = [chance.uniform(-1, 1) for _ in range(count)]
    if not terms:
        return list(zip(xs, ys, strict=True))
    longest, shortest = max(d for *_, d in terms), min(d for *_, d in terms)
    boldest, least = longest**2, 0.1 * shortest**2
    decay = math.log(boldest / least) / (_SWEEPS - 1)
    terms = list(terms)
    for sweep in range(_SWEEPS):
        step = boldest * math.exp(-decay * sweep)
        chance.shuffle(terms)
        for i, j, wanted in terms:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            apart = math.sqrt(dx * dx + dy * dy) or 1e-6
            move = min(1.0, step / (wanted * wanted)) * (apart - wanted) / (2 * apart)
            xs[i] -= move * dx
            ys[i] -= move * dy
            xs[j] += move * dx
            ys[j] += move * dy
    return _level(xs, ys)


def _level(xs: list[float], ys: list[float]) -> list[Point]:
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    xs, ys = [x - mx for x in xs], [y - my for y in ys]
    xx, yy = sum(x * x for x in xs), sum(y * y for y in ys)
    xy = sum(x * y for x, y in zip(xs, ys, strict=True))
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    c, s = math.cos(angle), math.sin(angle)
    return [(x * c + y * s, y * c - x * s) for x, y in zip(xs, ys, strict=True)]
