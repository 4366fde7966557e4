"""When something held, by the dates that its clause names: absolute ones, and relative ones by the document's date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from faultlines.dates import prefix_date
from faultlines.extract.datelines import find_date

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_RELATIVE: Final = re.compile(r"\b(last|this|next) (year|month)\b", re.I)


def date(text: str, written: str) -> str:
    """The prefix date that a stretch of text names; empty if none. `written` is the document's date.

    Of a day that does not exist, or could be two, the year is left.

    >>> date("on 7 July 2021", ""), date("in March 2014", ""), date("since 2014", ""), date("last year", "2021-07")
    ('2021-07-07', '2014-03', '2014', '2020')
    >>> date("last month", "2021-01-15"), date("last year", ""), date("since 31 June 2031", "")
    ('2020-12', '', '2031')
    """
    if found := find_date(text):
        return found
    if year := _YEAR.search(text):
        return prefix_date(int(year[0]))
    if relative := _RELATIVE.search(text):
        return _relative(relative[1].lower(), relative[2].lower(), written)
    return ""


def _relative(word: str, unit: str, written: str) -> str:
    shift = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "year":
        return str(int(written[:4]) + shift) if written else ""
    if len(written) < 7:
        return ""
    months = int(written[:4]) * 12 + int(written[5:7]) - 1 + shift
    return prefix_date(months // 12, months % 12 + 1)


def held(anchor: Token, written: str) -> tuple[str, str]:
    """(since, until) of what a clause says, from the phrases that hang on its verb."""
    for child in anchor.children:
        if child.dep_ in ("prep", "npadvmod", "pobj", "advmod") and abs(child.i - anchor.i) < _NEAR:
            words = list(child.subtree)
            if len(words) > _LONG:
                continue
            found = date("".join(t.text_with_ws for t in words), written)
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
