"""What reading a document with a language model took, gave and cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Counts = Mapping[str, int]
"""Reason → how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document's numbers."""

    requests: int = 0
    """All that were sent, the repeated ones too."""
    retries: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    """As the server counts them; 0 from one that does not."""
    accepted: int = 0
    rejected: Counts = field(default_factory=dict)
    """Reason → statements."""
    passages: int = 0
    failed: Counts = field(default_factory=dict)
    """Reason → passages that could not be read."""
    prices: tuple[float, float] | None = None
    """Of a million tokens in and out, where known."""

    @property
    def cost(self) -> float | None:
        """In the currency of the prices; None without them."""
        if self.prices is None:
            return None
        return (self.tokens_in * self.prices[0] + self.tokens_out * self.prices[1]) / 1_000_000

    def __str__(self) -> str:
        """One line for the user.

        >>> print(Report(requests=2, retries=1, accepted=5, tokens_in=900, tokens_out=80, rejected={"no quote": 1}))
        2 requests (1 repeated), 900 + 80 tokens; 5 statements accepted, 1 rejected (1 no quote)
        """
        asked = f"{self.requests} requests" + (f" ({self.retries} repeated)" if self.retries else "")
        parts = [f"{asked}, {self.tokens_in} + {self.tokens_out} tokens"]
        if self.cost is not None:
            parts[0] += f", cost {self.cost:.4f}"
        parts.append(f"{self.accepted} statements accepted, {_total(self.rejected)} rejected" + _why(self.rejected))
        return "; ".join([*parts, *([self.unread] if self.unread else [])])

    @property
    def unread(self) -> str:
        """How many passages could not be read, and why; nothing where all were."""
        if not self.failed:
            return ""
        return f"{_total(self.failed)} of {self.passages} passages not read" + _why(self.failed)


@dataclass(slots=True)
class Tally:
    """A report while it is being counted."""

    requests: int = 0
    retries: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    passages: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def report(self, accepted: int, prices: tuple[float, float] | None) -> Report:
        """The counts so far, frozen."""
        return Report(
            requests=self.requests,
            retries=self.retries,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            accepted=accepted,
            rejected=MappingProxyType(dict(sorted(self.rejected.items()))),
            passages=self.passages,
            failed=MappingProxyType(dict(sorted(self.failed.items()))),
            prices=prices,
        )


def _total(reasons: Counts) -> int:
    return sum(reasons.values())


def _why(reasons: Counts) -> str:
    return " (" + ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items())) + ")" if reasons else ""
