"""The pairs of a sentence, seen together: of readings that compete for the same words one is right.

One layer of attention (Vaswani et al. 2017, "Attention is all you need", §3.2): each pair takes up what it needs of the
others, those across clauses aside, of which a sentence has too many.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADS: Final = 4
NAMES: Final = (
    "norm weight", "norm bias", "asked", "asked bias", "alike", "taken", "taken bias",
    "last norm weight", "last norm bias", "wide", "wide bias", "narrow", "narrow bias",
)  # fmt: skip
_NEVER: Final = -1e4


class Among:
    """Its weights, ready to be used; `weights` has what `benchmarks/extraction/net.py` names alike."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        import numpy as np

        self._weights = {name: np.asarray(weights[name], dtype=np.float32) for name in NAMES}

    def __call__(
        self, inner: NDArray[np.float32], spots: NDArray[np.int64], near: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """The pairs' vectors (pairs × width) with what each takes up of those that are `near`.

        `spots` has the places of each pair's three words; who shares a holder or a content may weigh more or less.
        """
        import numpy as np

        w = self._weights
        pairs, width = inner.shape
        asked = _normed(inner, w["norm weight"], w["norm bias"]) @ w["asked"] + w["asked bias"]
        query, key, value = asked.reshape(pairs, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        query = query / math.sqrt(width // HEADS)
        seen = np.flatnonzero(near)
        alike = (spots[:, None, 1:] == spots[None, seen, 1:]) & near[:, None, None]
        others = query @ key[:, seen].transpose(0, 2, 1) + (alike @ w["alike"]).transpose(2, 0, 1)
        itself = np.where(near, _NEVER, (query * key).sum(axis=2))[:, :, None]  # where it is not among those seen
        weight = np.concatenate([others, itself], axis=2)
        weight = np.exp(weight - weight.max(axis=2, keepdims=True))
        weight /= weight.sum(axis=2, keepdims=True)
        taken = weight[:, :, :-1] @ value[:, seen] + weight[:, :, -1:] * value
        taken = taken.transpose(1, 0, 2).reshape(pairs, width)
        inner = inner + taken @ w["taken"] + w["taken bias"]
        wide = gelu(_normed(inner, w["last norm weight"], w["last norm bias"]) @ w["wide"] + w["wide bias"])
        whole: NDArray[np.float32] = inner + wide @ w["narrow"] + w["narrow bias"]
        return whole


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The bend between two layers (Hendrycks and Gimpel 2016, the approximation by the hyperbolic tangent)."""
    import numpy as np

    bent: NDArray[np.float32] = 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)))
    return bent


def _normed(x: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    centred = x - x.mean(axis=1, keepdims=True)
    scaled: NDArray[np.float32] = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5) * weight
    return scaled + bias
