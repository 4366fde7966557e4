"""The learned judgement: how likely a careful second reader records a pair, and as which relation.

A transformer reads the sentence; the vectors of three words – where the pair hangs together, its holder, its content –
and the pair's traits are added up in a layer that gives the chance that its ends are those of a statement and, where
they are, the chance of each relation to be a right one. `benchmarks/extraction/fit.py` fits it on annotated documents.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from faultlines.extract.across import SPEAKER
from faultlines.extract.pairs import Pair
from faultlines.extract.vectors import Reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faultlines.extract.consider import Considered

LEARNED: Final = Path(__file__).with_name("learned")
WEIGHTS: Final = "judge.npz"
_DOUBT: Final = 0.35
"""What is left of the doubt about a relation that a frame says, too."""

Chances = Sequence[float]
"""Of the match, then of each relation."""


class Judge:
    """Weights, ready to be used.

    `weights`: the names of ``relations`` and ``traits``; a row a trait in ``table`` (columns: the match, then the
    relations) and in ``hidden``; ``out`` from hidden to columns; ``bias``, ``hidden bias``; ``calibration``.
    """

    def __init__(self, weights: Mapping[str, Any], reader: Reader | None = None) -> None:
        import numpy as np

        self.relations: tuple[str, ...] = tuple(map(str, weights["relations"]))
        self._slope, self._shift = map(float, weights["calibration"])
        self._rows = {str(name): i for i, name in enumerate(weights["traits"])}
        table, hidden, self._out, self._bias, self._start = (
            np.asarray(weights[name], dtype=np.float32) for name in ("table", "hidden", "out", "bias", "hidden bias")
        )
        self._table = np.pad(np.hstack([table, hidden]), ((0, 1), (0, 0)))  # the last row: traits that nobody knows
        self._reader = reader

    def __call__(self, text: str, start: int, considered: Sequence[Considered]) -> list[Chances]:
        """The chances of a sentence's pairs; the sentence starts at that character of what was parsed."""
        import numpy as np

        if not considered:
            return []
        traits = [pair.traits for pair in considered]
        rows = [self._rows.get(name, -1) for each in traits for name in each]
        values = np.array([value for each in traits for value in each.values()], dtype=np.float32)
        first_of = np.cumsum([0, *map(len, traits)])[:-1]
        summed = np.add.reduceat(self._table[rows] * values[:, None], first_of)
        total, inner = self._bias + summed[:, : len(self._bias)], self._start + summed[:, len(self._bias) :]
        if self._reader is not None:
            first, vectors = self._reader(text)
            spots = np.searchsorted(first, [places(c.pair, start) for c in considered], side="right") - 1
            inner = inner + sum(vectors[spots[:, role], role] for role in range(vectors.shape[1]))
        total = total + _gelu(inner) @ self._out
        chances: list[Chances] = (1 / (1 + np.exp(-np.clip(total, -30, 30)))).tolist()
        return chances

    def pick(self, chances: Chances, said: Iterable[str] = (), among: Collection[str] = ()) -> tuple[str, float]:
        """The likeliest relation, of those `among` which it is, and the confidence in it; `said` by frames."""
        match, *each = chances
        for relation in said:
            if relation in self.relations:
                place = self.relations.index(relation)
                each[place] = 1 - _DOUBT * (1 - each[place])
        open_ones = [i for i, relation in enumerate(self.relations) if relation in among] or range(len(each))
        best = max(open_ones, key=each.__getitem__)
        return self.relations[best], self.calibrated(match * each[best])

    def calibrated(self, raw: float) -> float:
        """A raw product of chances → the share of its like that are right."""
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        logit = self._slope * math.log(raw / (1 - raw)) + self._shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def places(pair: Pair, start: int) -> tuple[int, int, int]:
    """The characters of a sentence at which its reader looks for a pair; −1, its start, for who speaks it."""
    return pair.top.idx - start, -1 if pair.kind == SPEAKER else pair.at.idx - start, pair.token.idx - start


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    bent: NDArray[np.float32] = 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)))
    return bent


@cache
def judge(folder: Path = LEARNED) -> Judge:
    """The judge as shipped, or another that was fitted."""
    import numpy as np

    with np.load(folder / WEIGHTS) as weights:
        return Judge(weights, Reader(folder))
