"""The learned judgement: how likely a careful second reader records a pair, and as which relation.

Linear models over the traits, fitted by `benchmarks/extraction/fit.py` on annotated documents: the chance that a
pair's ends are those of a statement, and, where they are, the chance of each relation to be a right one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

WEIGHTS: Final = Path(__file__).with_name("judge.json")
_DOUBT: Final = 0.35
"""What is left of the doubt about a relation that a frame says, too."""


class Judge:
    """Weights, ready to be used: a trait is a row, the columns are the match and the relations."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        import numpy as np

        self.relations: tuple[str, ...] = tuple(weights["relations"])
        self._slope, self._shift = weights["calibration"]
        self._rows = {name: i for i, name in enumerate(weights["traits"])}
        self._table = np.zeros((len(self._rows), len(self.relations) + 1), dtype=np.float64)
        for name, columns in weights["traits"].items():
            for column, weight in columns.items():
                self._table[self._rows[name], int(column)] = weight
        self._bias = np.array(weights["bias"], dtype=np.float64)

    def __call__(
        self, traits: Mapping[str, float], said: Iterable[str], among: Collection[str] = ()
    ) -> tuple[str, float]:
        """The likeliest relation, of those `among` which it is, and the confidence in it; `said` by frames."""
        known = [(self._rows[name], value) for name, value in traits.items() if name in self._rows]
        rows, values = [r for r, _ in known], [v for _, v in known]
        total = self._bias + (self._table[rows].T @ values if rows else 0.0)
        match, chances = _chance(float(total[0])), [_chance(float(t)) for t in total[1:]]
        for relation in said:
            if relation in self.relations:
                place = self.relations.index(relation)
                chances[place] = 1 - _DOUBT * (1 - chances[place])
        known_ones = [i for i, relation in enumerate(self.relations) if relation in among] or range(len(chances))
        best = max(known_ones, key=chances.__getitem__)
        return self.relations[best], self.calibrated(match * chances[best])

    def calibrated(self, raw: float) -> float:
        """A raw product of chances → the share of its like that are right."""
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        return _chance(self._slope * math.log(raw / (1 - raw)) + self._shift)


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def judge() -> Judge:
    """The judge as shipped."""
    return Judge(json.loads(WEIGHTS.read_text(encoding="utf-8")))
