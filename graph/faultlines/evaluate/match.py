"""Which statement of one reader is which of the other: one to one, as many as possible, the best first."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

Edges = Mapping[tuple[int, int], tuple[int, ...]]
"""(prediction, gold) → how well they fit, compared from the left; the first number is the level."""


def assign(edges: Edges, neutral: frozenset[int] = frozenset()) -> dict[int, dict[int, int]]:
    """For each level, a largest one-to-one matching (gold → prediction) of the edges of that level or a better one.

    Better-fitting edges are tried first, gold that is `neutral` only takes predictions that no other needs.
    Deterministic.

    >>> assign({(0, 0): (2,), (0, 1): (1,), (1, 0): (1,)})
    {2: {0: 0}, 1: {0: 1, 1: 0}}
    """
    tiers: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for pair, fit in edges.items():
        tiers[fit].append(pair)
    counted = _Matching()
    found: dict[int, dict[int, int]] = {}
    kept: dict[int, list[int]] = defaultdict(list)
    aside: dict[int, list[int]] = defaultdict(list)
    fits = sorted(tiers, reverse=True)
    for i, fit in enumerate(fits):
        for p, g in sorted(tiers[fit]):
            (aside if g in neutral else kept)[g].append(p)
        counted.grow(kept, kept)
        if i + 1 == len(fits) or fits[i + 1][0] != fit[0]:
            both = counted.copy()
            both.grow({**kept, **aside}, aside)
            found[fit[0]] = dict(sorted(both.of_gold.items()))
    return found


class _Matching:
    """A matching that grows along augmenting paths; whoever is matched stays matched."""

    def __init__(self) -> None:
        self.of_gold: dict[int, int] = {}
        self.of_pred: dict[int, int] = {}

    def copy(self) -> _Matching:
        other = _Matching()
        other.of_gold, other.of_pred = dict(self.of_gold), dict(self.of_pred)
        return other

    def grow(self, edges: Mapping[int, Sequence[int]], roots: Iterable[int]) -> None:
        """Match every root that can be; what one search in vain has seen leads nowhere for the next either."""
        dead: set[int] = set()
        for root in sorted(roots):
            if root not in self.of_gold:
                self._augment(edges, root, dead)

    def _augment(self, edges: Mapping[int, Sequence[int]], root: int, dead: set[int]) -> None:
        came: dict[int, int] = {}
        queue = deque([root])
        while queue:
            gold = queue.popleft()
            for pred in edges[gold]:
                if pred in came or pred in dead:
                    continue
                came[pred] = gold
                if pred not in self.of_pred:
                    self._flip(pred, came, root)
                    return
                queue.append(self.of_pred[pred])
        dead.update(came)

    def _flip(self, pred: int, came: Mapping[int, int], root: int) -> None:
        while True:
            gold = came[pred]
            previous = self.of_gold.get(gold)
            self.of_gold[gold], self.of_pred[pred] = pred, gold
            if gold == root or previous is None:
                return
            pred = previous
