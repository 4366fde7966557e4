"""Source against source: the ways in which a page may set two of them against each other."""

from __future__ import annotations

from typing import Final

_WAYS: Final = (
    ("colour", "what either says"),
    ("split", "side by side"),
    ("one", "what only the first says"),
    ("other", "what only the second says"),
    ("both", "what both say"),
)


def ways(drawn: bool) -> list[tuple[str, str]]:
    """How a page may set two sources against each other; only one that is drawn as a network stands side by side.

    >>> [name for name, _ in ways(False)]
    ['colour', 'one', 'other', 'both']
    """
    return [(name, words) for name, words in _WAYS if drawn or name != "split"]
