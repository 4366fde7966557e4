"""What an evaluation finds, as values that know their shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from faultlines.evaluate.items import Record

LEVELS: Final = ("pair", "directed", "family", "accepted", "exact")
"""From the loosest to the strictest; `accepted` is the main figure."""


@dataclass(frozen=True, slots=True)
class Score:
    """Matches among predictions and among gold, neutral ones left out of all numbers."""

    predicted: int
    found: int
    """Predictions that match; that of gold is `recalled`, which differs only by relation."""
    gold: int
    recalled: int

    @property
    def precision(self) -> float:
        """Matching share of the predictions; 0 without any."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Matched share of the gold; 0 without any."""
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both.

        >>> round(Score(4, 2, 8, 2).f1, 3)
        0.333
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What an evaluation found; `missed` and `spurious` at the accepted level, in document order."""

    levels: Mapping[str, Score]
    relations: Mapping[str, Score]
    attributes: Mapping[str, Share]
    """polarity, modality, voice: agreement on accepted matches."""
    missed: tuple[Record, ...]
    spurious: tuple[Record, ...]
    matched: tuple[tuple[Record, Record], ...]
    """Accepted matches as (prediction, gold)."""
    neutral: int
    """Predictions that match arguable gold at the accepted level: neither right nor wrong."""
    by_sentence: int
    by_distance: int
    """Documents whose text was at hand, and those where spans had to do."""
    left_out: int
    """Predictions from documents of which the gold has nothing."""

    @property
    def main(self) -> Score:
        """The accepted level."""
        return self.levels["accepted"]
