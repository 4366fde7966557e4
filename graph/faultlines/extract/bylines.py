"""Who wrote a text, where a line says so."""

from __future__ import annotations

import re
from typing import Final

_NAME_WORD: Final = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][\w’'-]+|(?:de|del|della|der|di|al|el|bin|la|le|van|von|ter)\b)"
_NAME: Final = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_NO_NAME: Final = re.compile(
    r"\b(?:(?:correspondent|editor|reporter|writer)s?|staff|professor|bureau|agency|news|(?:mon|tues|wednes|thurs|fri|satur|sun)"
    r"day|the|our)\b",
    re.I,
)


SEPARATOR: Final = re.compile(r"\s+[/|·•»–—-]+\s+")
"""What parts the names from what else the line says."""
_EXCELLENCY: Final = re.compile(
    r"(?:H\.\s?E\.|HE|(?:His|Her) Excellency)\s+(?:(?:Mr|Ms|Mrs|Dr|Prof)\b\.?\s+)*(?P<name>[^,;]+?)\s*(?:,.*)?"
)


def byline(line: str) -> str:
    """The names of a line such as ``By Jane Doe and John Roe, Gazette Correspondent | 4 May``, else nothing.

    >>> byline("By Jane Doe and John Roe, Gazette Correspondent")
    'Jane Doe; John Roe'
    >>> byline("By next week Arland will have decided.")
    ''
    >>> byline("H.E. Mr. John Roe, Foreign Minister of Arland")
    'John Roe'
    """
    if (match := _EXCELLENCY.fullmatch(line)) and _NAME.fullmatch(match["name"]):
        return match["name"]
    match = re.match(r"(?:(?:written )?by:?|authors?:)\s+", line, re.I)
    names: list[str] = []
    for piece in re.split(r"\s*(?:,|;|&|\band\b)\s*", SEPARATOR.split(line[match.end() :])[0]) if match else ():
        if not _NAME.fullmatch(piece) or _NO_NAME.search(piece):
            break
        names.append(piece)
    return "; ".join(names)
