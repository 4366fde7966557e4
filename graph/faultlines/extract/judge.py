"""The learned judgement: how likely a careful second reader records a pair, as which relation, and how it is meant.

A transformer reads the sentence; the vectors of three words – where the pair hangs together, its holder, its content –
and the pair's traits are added up, each pair looks at the others of its sentence (`among.py`), and a last layer gives
the chance that its ends are those of a statement and, where they are, the chances of each relation to be a right one,
of a denial, and of each modality. Of a pair that is given, each word of its content is judged in the same way, whether
a label has it (`wording.py`). `benchmarks/extraction/fit.py` fits it on annotated documents.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from faultlines.extract.across import FAR, SPEAKER
from faultlines.extract.among import Among, gelu
from faultlines.extract.pairs import Pair
from faultlines.extract.vectors import ROLES, Reader
from faultlines.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from faultlines.extract.consider import Considered
    from faultlines.extract.wording import Word

LEARNED: Final = Path(__file__).with_name("learned")
WEIGHTS: Final = "judge.npz"
_DOUBT: Final = 0.35
"""What is left of the doubt about a relation that a frame says, too."""

MEANT: Final = ("denied", *Modality)
"""The last columns of what is learned."""


class Chances(NamedTuple):
    """Of the match; and, given that, of each relation, of a denial, of each modality."""

    match: float
    relations: Sequence[float]
    denied: float
    modalities: Sequence[float]


class Judge:
    """Weights, ready to be used.

    `weights`: the names of ``relations`` and ``traits``; a row a trait in ``table`` (columns: the match, the
    relations, `MEANT`) and in ``hidden``; ``out`` from hidden to columns; ``bias``, ``hidden bias``; those of
    `Among`; ``calibration``. For the words of a label: the names of ``word traits``, a row of each in ``word table``
    and ``words``; ``word start``, ``word out``, ``word bias``.
    """

    def __init__(self, weights: Mapping[str, Any], reader: Reader | None = None) -> None:
        import numpy as np

        self.relations: tuple[str, ...] = tuple(map(str, weights["relations"]))
        self._slope, self._shift = map(float, weights["calibration"])
        self._rows = {str(name): i for i, name in enumerate(weights["traits"])}
        table, hidden, self._out, self._bias, self._start = (
            np.asarray(weights[name], dtype=np.float32) for name in ("table", "hidden", "out", "bias", "hidden bias")
        )
        self._table = np.hstack([table, hidden])
        self._words = {str(name): i for i, name in enumerate(weights["word traits"])}
        word_table, words, self._word_out, self._word_start = (
            np.asarray(weights[name], dtype=np.float32) for name in ("word table", "words", "word out", "word start")
        )
        self._word_table = np.hstack([word_table[:, None], words])
        self._word_bias = float(weights["word bias"][0])
        self._among = Among(weights)
        self._reader = reader

    def __call__(self, text: str, start: int, considered: Sequence[Considered]) -> list[Chances]:
        """The chances of a sentence's pairs; the sentence starts at that character of what was parsed."""
        import numpy as np

        if not considered:
            return []
        traits = [pair.traits for pair in considered]
        known = [(i, self._rows[n], v) for i, its in enumerate(traits) for n, v in its.items() if n in self._rows]
        pair, row, value = np.array(known, dtype=np.float64).reshape(-1, 3).T
        rows, place = np.unique(row.astype(int), return_inverse=True)
        having = np.zeros((len(traits), len(rows)), dtype=np.float32)
        having[pair.astype(int), place] = value
        summed = having @ self._table[rows]
        total, inner = self._bias + summed[:, : len(self._bias)], self._start + summed[:, len(self._bias) :]
        spots = np.array([places(c.pair, start) for c in considered])
        if self._reader is not None:
            first, vectors = self._reader(text)
            pieces = np.searchsorted(first, spots, side="right") - 1
            inner = inner + sum(vectors[pieces[:, role], role] for role in range(ROLES))
        near = np.array([not c.pair.kind.startswith(FAR) for c in considered])
        total = total + self._among(gelu(inner), spots, near) @ self._out
        ended = 1 + len(self.relations)
        likely = 1 / (1 + np.exp(-np.clip(total[:, : ended + 1], -30, 30)))
        meant = np.exp(total[:, ended + 1 :] - total[:, ended + 1 :].max(axis=1, keepdims=True))
        meant /= meant.sum(axis=1, keepdims=True)
        return [
            Chances(match, relations, denied, modalities)
            for (match, *relations, denied), modalities in zip(likely.tolist(), meant.tolist(), strict=True)
        ]

    def kept(self, text: str, start: int, head: Token, words: Sequence[Word]) -> list[float]:
        """Of each word of the phrase below a head, in a sentence as above, the chance that a label has it."""
        import numpy as np

        rows = [[self._words[name] for name in each.traits if name in self._words] for each in words]
        summed = np.array([self._word_table[its].sum(axis=0) for its in rows])
        inner = self._word_start + summed[:, 1:]
        if self._reader is not None:
            first, vectors = self._reader(text)
            spots = [token.idx - start for token in (head, *(word.token for word in words))]
            whole, *pieces = np.searchsorted(first, spots, side="right") - 1
            inner = inner + vectors[whole, ROLES] + vectors[pieces, ROLES + 1]
        total = gelu(inner) @ self._word_out + summed[:, 0] + self._word_bias
        chances: list[float] = (1 / (1 + np.exp(-np.clip(total, -30, 30)))).tolist()
        return chances

    def pick(self, chances: Chances, said: Iterable[str] = (), among: Collection[str] = ()) -> tuple[str, float]:
        """The likeliest relation, of those `among` which it is, and the confidence in it; `said` by frames."""
        each = list(chances.relations)
        for relation in said:
            if relation in self.relations:
                place = self.relations.index(relation)
                each[place] = 1 - _DOUBT * (1 - each[place])
        open_ones = [i for i, relation in enumerate(self.relations) if relation in among] or range(len(each))
        best = max(open_ones, key=each.__getitem__)
        return self.relations[best], self.calibrated(chances.match * each[best])

    def calibrated(self, raw: float) -> float:
        """A raw product of chances → the share of its like that are right."""
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        logit = self._slope * math.log(raw / (1 - raw)) + self._shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def places(pair: Pair, start: int) -> tuple[int, int, int]:
    """The characters of a sentence at which its reader looks for a pair; −1, its start, for who speaks it."""
    return pair.top.idx - start, -1 if pair.kind == SPEAKER else pair.at.idx - start, pair.token.idx - start


@cache
def judge(folder: Path = LEARNED) -> Judge:
    """The judge as shipped, or another that was fitted."""
    import numpy as np

    with np.load(folder / WEIGHTS) as weights:
        return Judge(weights, Reader(folder))
