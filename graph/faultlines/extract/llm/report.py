"""What a run with a language model did and cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Counts of one document."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    accepted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    """Reason → statements."""
    failed: Counter[str] = field(default_factory=Counter)
    """Reason → passages that could not be read."""
    price_in: float | None = None
    price_out: float | None = None
    """Of a million tokens, where known."""

    @property
    def cost(self) -> float | None:
        """In the currency of the prices; None without them."""
        if self.price_in is None or self.price_out is None:
            return None
        return (self.tokens_in * self.price_in + self.tokens_out * self.price_out) / 1_000_000

    def __str__(self) -> str:
        """One line for the user.

        >>> print(Report(requests=2, accepted=5, tokens_in=900, tokens_out=80, rejected=Counter({"no quotation": 1})))
        2 requests, 900 + 80 tokens; 5 statements accepted, 1 rejected (1 no quotation)
        """
        parts = [f"{self.requests} requests, {self.tokens_in} + {self.tokens_out} tokens"]
        if self.cost is not None:
            parts[0] += f", cost {self.cost:.4f}"
        parts.append(f"{self.accepted} statements accepted, {self.rejected.total()} rejected" + _why(self.rejected))
        if self.failed:
            parts.append(f"{self.failed.total()} passages not read" + _why(self.failed))
        return "; ".join(parts)


def _why(reasons: Counter[str]) -> str:
    return " (" + ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items())) + ")" if reasons else ""
