"""Two sliders of a page: when statements hold, and until when they were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from faultlines.dates import first_day, last_day
from faultlines.views.words import date_words

Record = Mapping[str, Any]

_YEARS: Final = 60
"""With a longer time between the first and the last date, years without a date of their own are no stops."""


@dataclass(frozen=True, slots=True)
class Slider:
    """One way to look at a page as of a date."""

    id: str
    title: str
    without: str
    """What it says where no date is chosen."""
    stops: tuple[tuple[str, str], ...]
    """Prefix dates and their words, in order."""
    undated: int
    """How many of the statements give no such date, and so pass at every stop."""
    total: int


def sliders(records: Iterable[Record]) -> list[Slider]:
    """The sliders for which a page has dates: valid time (since, until) and statement time (said on)."""
    records = list(records)
    made = []
    for name, title, without, fields in (
        ("at", "Holds at", "any time", ("since", "until")),
        ("said", "Said until", "any time", ("said_on",)),
    ):
        dates = {r[f] for r in records for f in fields if r[f] and is_date(r[f])}
        if dates:
            undated = sum(not any(r[f] for f in fields) for r in records)
            stops = tuple((date, date_words(date)) for date in _stops(dates))
            made.append(Slider(name, title, without, stops, undated, len(records)))
    return made


def is_date(text: str) -> bool:
    """Whether a text is a prefix date of a real day, month or year.

    >>> is_date("2021-02"), is_date("2021-02-30"), is_date("soon")
    (True, False, False)
    """
    try:
        first_day(text)
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def _stops(dates: set[str]) -> list[str]:
    """The dates that statements give and the years between them, by their last day, longer ones after shorter."""
    years = range(int(min(dates)[:4]), int(max(dates)[:4]) + 1)
    between = {f"{year:04}" for year in years} if len(years) <= _YEARS else set()
    covered = {date[:4] for date in dates}
    return sorted(dates | {year for year in between if year not in covered}, key=lambda d: (last_day(d), first_day(d)))
