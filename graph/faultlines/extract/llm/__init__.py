"""A language model as reader: same call, same record; what it does not quote literally is not believed."""

from __future__ import annotations

from faultlines.extract.llm.client import Limits
from faultlines.extract.llm.reader import LanguageModel
from faultlines.extract.llm.report import Report

__all__ = ["LanguageModel", "Limits", "Report"]
