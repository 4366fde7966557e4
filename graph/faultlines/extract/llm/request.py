"""The form in which a server is asked: from the richest down to what every server takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from faultlines.extract.llm.answer import schema

FORMATS: Final = ("json_schema", "json_object", "")
"""Kinds of structured output, the strictest first; plain text last."""
_KNOBS: Final = ("temperature", "seed")


@dataclass(frozen=True, slots=True)
class Request:
    """A form: how the answer is to be structured, and which knobs are left away."""

    level: int = 0
    without: frozenset[str] = frozenset()

    def fields(self, seed: int) -> dict[str, Any]:
        """The fields of the request beside model and messages.

        >>> Request(2, frozenset(["seed"])).fields(1)
        {'temperature': 0}
        """
        knobs = {"temperature": 0, "seed": seed}
        fields: dict[str, Any] = {name: value for name, value in knobs.items() if name not in self.without}
        if kind := FORMATS[self.level]:
            fields["response_format"] = _strict() if kind == "json_schema" else {"type": kind}
        return fields

    def simpler(self, complaint: str) -> Request | None:
        """The next form after a refusal: without the knob that it names, else with less structure; None at the end."""
        for knob in _KNOBS:
            if knob not in self.without and re.search(rf"\b{knob}\b", complaint):
                return replace(self, without=self.without | {knob})
        return replace(self, level=self.level + 1) if self.level + 1 < len(FORMATS) else None


@cache
def _strict() -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "statements", "strict": True, "schema": schema()}}
