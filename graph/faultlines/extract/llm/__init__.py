"""A language model as reader: same call, same record; its quotations are found literally in the text, or it is not believed."""

from __future__ import annotations

from faultlines.extract.llm.reader import LanguageModel
from faultlines.extract.llm.report import Report

__all__ = ["LanguageModel", "Report"]
