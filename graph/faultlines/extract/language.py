"""Whether a text is in the language that the rules read."""

from __future__ import annotations

from typing import Final

_COMMON: Final = frozenset(
    ["the", "of", "and", "to", "that", "for", "with", "by", "are", "has", "have", "not", "which", "from", "as", "its"]
)
_SHARE: Final = 0.08
"""English has thrice this share of these words, other languages of the same letters hardly any."""
_FEW: Final = 20


def is_english(text: str) -> bool:
    """Whether enough of its words are the commonest of English; a few words may be anything.

    >>> is_english("The toll of the strait is for all. " * 9), is_english("Arland zahlt die Maut nicht. " * 9)
    (True, False)
    """
    words = [word.strip('.,;:!?()"“”').lower() for word in text.split()]
    words = [word for word in words if word.isalpha()]
    return len(words) < _FEW or sum(word in _COMMON for word in words) >= _SHARE * len(words)
