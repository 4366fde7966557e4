"""Dates in the usual English forms, where a document shows its own: in a line of their own, a dateline, an address."""

from __future__ import annotations

import re
from typing import Final

from faultlines.dates import MONTHS, prefix_date
from faultlines.extract.bylines import SEPARATOR

_SHORT: Final = tuple(name[:3] for name in MONTHS)
_MONTH: Final = r"(?P<month{0}>" + "|".join((*MONTHS, *_SHORT, "Sept")) + r")\b\.?"
_YEAR: Final = r"(?P<year{0}>(?:19|20)\d\d)"
_DAY: Final = r"(?P<day{0}>\d\d?)(?:st|nd|rd|th)?"


def _form(number: int, pattern: str) -> str:
    parts = {"D": _DAY, "M": _MONTH, "Y": _YEAR}
    return re.sub(r"<([DMY])>", lambda m: parts[m[1]].replace("{0}", str(number)), pattern)


_FORMS: Final = (
    r"<D>(?: of)?[ ]<M>,?[ ]<Y>",  # 7 July 2031, 7th of July 2031
    r"<M>[ ]<D>,?[ ]<Y>",  # July 7, 2031
    r"<M>,?[ ]<Y>",  # July 2031
    r"<Y>[-/.](?P<number3>\d\d)[-/.]<D>",  # 2031-07-07
    r"(?P<either4>\d\d?)(?P<sign>[./-])(?P<other4>\d\d?)(?P=sign)<Y>",  # 17.07.2031
)
_DATE: Final = "(?<![\\w.])(?:" + "|".join(_form(i, form) for i, form in enumerate(_FORMS)) + r")(?!\d)"
_ANY: Final = re.compile(_DATE, re.I)

_LABEL: Final = (
    r"(?:(?:first|last|originally)\s+)?(?:published|posted|updated|modified|issued|released|adopted|date[d]?)"
)
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_PLACE: Final = r"(?-i:[A-Z])[\w’'. ]{1,30}(?:,\s(?-i:[A-Z])[\w’'. ]{1,20})?"
_TIME: Final = r"(?:t|,|\s|at|[-–—|•·])*\d\d?[:.]\d\d.{0,25}"
_AROUND: Final = rf"[(\[*_\s]*(?:{_LABEL}\s*(?:on|at)?\s*:?\s*)?(?:{_PLACE},\s+)?(?:{_WEEKDAY},?\s+)?"
_WHOLE: Final = re.compile(rf"{_AROUND}(?:{_DATE})(?:{_TIME})?[)\]*_.\s]*", re.I)
_DATELINE: Final = re.compile(rf"(?:{_PLACE},\s+)(?:{_DATE})\s*(?:\([^)]{{1,40}}\)\s*)?[.,]?\s*[–—-]", re.I)


def find_date(text: str) -> str:
    """The first date in the text as a prefix date, else nothing; what could be two dates is none.

    >>> [find_date(t) for t in ("7 July 2031", "Jul. 7th, 2031", "2031-07-07T10:00Z", "17.07.2031", "July 2031")]
    ['2031-07-07', '2031-07-07', '2031-07-07', '2031-07-17', '2031-07']
    >>> [find_date(t) for t in ("07.08.2031", "31 June 2031", "today")]
    ['', '', '']
    """
    return next((found for match in _ANY.finditer(text) if (found := _meant(match))), "")


def date_of_line(line: str) -> str:
    """The date that the line gives as the document's own: alone, labelled, behind a byline, or as a dateline.

    >>> date_of_line("By Jane Doe | Published on Monday, 7 July 2031, 10:15 CET")
    '2031-07-07'
    >>> date_of_line("Port Ard, 7 July 2031 (Gazette) – The president said")
    '2031-07-07'
    >>> date_of_line("Arland and Borduria to meet on 7 July 2031")
    ''
    """
    if match := _DATELINE.match(line):
        return _meant(match)
    for part in SEPARATOR.split(line) if len(line) <= 150 else ():
        if (match := _WHOLE.fullmatch(part)) and (found := _meant(match)):
            return found
    return ""


def _meant(match: re.Match[str]) -> str:
    said = {re.sub(r"\d", "", name): value for name, value in match.groupdict().items() if value}
    year, day = int(said["year"]), int(said.get("day", 0))
    if "month" in said:
        month = _SHORT.index(said["month"][:3].capitalize()) + 1
    elif "number" in said:
        month = int(said["number"])
    else:  # whether day or month comes first depends on the country
        first, second = int(said["either"]), int(said["other"])
        if first <= 12 and second <= 12 and first != second:
            return ""
        day, month = (first, second) if second <= 12 else (second, first)
    return prefix_date(year, month, day) if month else ""


def date_in_url(url: str) -> str:
    """The date in an address such as ``https://gazette.example/2031/07/07/toll``.

    >>> date_in_url("https://gazette.example/2031/07/toll")
    '2031-07'
    """
    match = re.search(r"/((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?=[/_-]|$)", url)
    return _shown(*match.groups()) if match else ""


_IN_NAME: Final = (
    r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(\d\d)\2(\d\d)(?![^\W_])",
    r"(?<!\d)((?:19|20)\d\d)([-_. ])(\d\d)(?![^\W_]|[-_. ]\d)",
    r"(?<![^\W_])((?:19|20)\d\d)()$",
)


def date_in_name(stem: str) -> str:
    """The date in a file's name, which may be a year at its very end.

    >>> [date_in_name(n) for n in ("2031-07-07-toll", "toll_20310707", "2031-07 toll", "ARD_86_2031", "a2031b")]
    ['2031-07-07', '2031-07-07', '2031-07', '2031', '']
    """
    for pattern in _IN_NAME:
        if match := re.search(pattern, stem):
            year, _, *rest = match.groups()
            return _shown(year, *rest)
    return ""


def _shown(year: str, *rest: str | None) -> str:
    """The date of these digits; a month or day of zeros is none."""
    parts = [int(part) for part in rest if part]
    return prefix_date(int(year), *parts) if all(parts) else ""
