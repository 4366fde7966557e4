"""Two sets of statements of the same documents, measured against each other: an extractor's, or two annotators'."""

from __future__ import annotations

from faultlines.evaluate.read import read_texts
from faultlines.evaluate.report import as_dict, text_report
from faultlines.evaluate.score import evaluate
from faultlines.evaluate.values import LEVELS, Score, Scores

__all__ = ["LEVELS", "Score", "Scores", "as_dict", "evaluate", "read_texts", "text_report"]
