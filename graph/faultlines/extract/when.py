"""When something held, by the dates that its clause names: absolute ones, and relative ones by the document's date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES: Final = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH: Final = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DATES: Final = tuple(
    re.compile(p, re.I)
    for p in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH},? (?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<relative>last|this|next) (?P<unit>year|month)\b",
    )
)


def date(text: str, written: str) -> str:
    """The prefix date that a stretch of text names; empty if none. `written` is the document's date.

    >>> date("on 7 July 2021", ""), date("in March 2014", ""), date("since 2014", ""), date("last year", "2021-07")
    ('2021-07-07', '2014-03', '2014', '2020')
    >>> date("last month", "2021-01-15"), date("last year", "")
    ('2020-12', '')
    """
    for pattern in _DATES:
        if found := pattern.search(text):
            parts = found.groupdict()
            if relative := parts.get("relative"):
                return _relative(relative.lower(), parts["unit"].lower(), written)
            month = _MONTHS[parts["month"].lower()] if parts.get("month") else int(parts.get("m") or 0)
            day = int(parts.get("day") or 0)
            if not (0 <= month <= 12 and 0 <= day <= 31):
                return ""
            return "-".join(
                [parts["year"], *([f"{month:02}"] if month else []), *([f"{day:02}"] if day and month else [])]
            )
    return ""


def _relative(word: str, unit: str, written: str) -> str:
    shift = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "year":
        return str(int(written[:4]) + shift) if written else ""
    if len(written) < 7:
        return ""
    months = int(written[:4]) * 12 + int(written[5:7]) - 1 + shift
    return f"{months // 12}-{months % 12 + 1:02}"


def held(anchor: Token, written: str) -> tuple[str, str]:
    """(since, until) of what a clause says, from the phrases that hang on its verb."""
    for child in anchor.children:
        if child.dep_ in ("prep", "npadvmod", "pobj", "advmod") and abs(child.i - anchor.i) < _NEAR:
            words = list(child.subtree)
            if len(words) > _LONG:
                continue
            found = date(" ".join(t.text for t in words), written)
            if found:
                return (
                    (found, "")
                    if child.lower_ == "since"
                    else ("", found)
                    if child.lower_ in ("until", "till")
                    else (found, found)
                )
    return "", ""


_NEAR: Final = 25
_LONG: Final = 8
