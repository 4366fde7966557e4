"""How sure a candidate is: the chance that a careful second reader records the same statement."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from faultlines.extract.draft import Draft

WEIGHTS: Final = Path(__file__).with_name("confidence.json")


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(WEIGHTS.read_text())) if WEIGHTS.exists() else {"": 0.0}


def confidence(draft: Draft) -> float:
    """A logistic model over the draft's features, fitted by `benchmarks/extraction`."""
    weights = _weights()
    total = weights[""] + sum(weights.get(name, 0.0) * value for name, value in draft.features.items())
    return 1 / (1 + math.exp(-total))
