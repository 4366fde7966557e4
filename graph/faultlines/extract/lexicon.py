"""The word classes of `lexicon.yaml`: which verbs report, deny, wish; which nouns stand for a state."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


def words(name: str) -> frozenset[str]:
    """The words of one class.

    >>> "refuse" in words("deny")
    True
    """
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("lexicon.yaml").read_text(encoding="utf-8")
    return {name: frozenset(listed.split()) for name, listed in yaml.safe_load(text).items()}
