"""Prefix dates as stretches of days: what surely holds, what may, and what has no end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from faultlines.dates import first_day, last_day
from faultlines.views.words import date_words

_MOST: Final = 0.9
"""So much of a year's dates the stretch of its busiest months has to hold."""
_MONTHS: Final = 6
"""A longer stretch of months is no nearer look than the year."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days as ordinals, ends exclusive; None where it has no beginning or no end."""

    start: int | None
    end: int | None
    """From the first to the last day that it may be."""
    core: tuple[int | None, int | None] | None
    """The days on which it surely holds; None where the dates are too imprecise to say of any."""
    anchor: int
    """The middle of its beginning, else of its end: where a line to it leads."""


def stretch(since: str, until: str) -> Stretch:
    """The days that two prefix dates mean; at least one has to be given.

    >>> stretch("2031-06-02", "2031-06-03").core == (stretch("2031-06-02", "").start, stretch("2031-06-03", "").end)
    False
    >>> june = stretch("2031-06", "2031-06")
    >>> june.end - june.start, june.core
    (30, None)
    """
    start = first_day(since).toordinal() if since else None
    end = last_day(until).toordinal() + 1 if until else None
    surely = last_day(since).toordinal() if since else None
    still = first_day(until).toordinal() + 1 if until else None
    has_core = surely is None or still is None or surely < still
    begins, ends = (start, surely + 1) if start is not None and surely is not None else (still or 0, end or 0)
    anchor = (begins + min(ends, end or ends)) // 2
    return Stretch(start, end, (surely, still) if has_core else None, anchor)


@dataclass(frozen=True, slots=True)
class Look:
    """A part of time to look at: its name in addresses, its title, its first day and the day after its last."""

    name: str
    title: str
    start: int
    end: int


def looks(dates: Mapping[str, int]) -> tuple[Look, ...]:
    """The looks of dates and how often each stands: the busiest year, its busiest months, and all; the first is shown.

    >>> [look.title for look in looks({"2031-05": 3, "2031-06-02": 6, "2024": 1})]
    ['2031', 'May – June 2031', 'all times']
    """
    if not dates:
        return ()
    first, last = min(map(first_day, dates)), max(map(last_day, dates))
    whole = Look("all", "all times", date(first.year, 1, 1).toordinal(), date(last.year, 12, 31).toordinal() + 1)
    years: dict[str, int] = {}
    for text, n in dates.items():
        years[text[:4]] = years.get(text[:4], 0) + n
    year = max(sorted(years), key=lambda y: years[y])
    near = [_look(year, year)] if first.year < last.year and 2 * years[year] >= sum(years.values()) else []
    months = {text[:7]: 0 for text in dates if len(text) > 4 and text[:4] == year}
    for text, n in dates.items():
        if text[:7] in months and len(text) > 4:
            months[text[:7]] += n
    run = _run(months)
    if run and int(run[1][5:]) - int(run[0][5:]) < _MONTHS:
        near.append(_look(*run))
    return (*near, whole)


def _run(months: Mapping[str, int]) -> tuple[str, str] | None:
    """The shortest run of months that holds most of the dates, the earliest of several."""
    order = sorted(months)
    total = sum(months.values())
    runs = [
        (int(b[5:]) - int(a[5:]), a, b)
        for i, a in enumerate(order)
        for b in order[i:]
        if sum(months[m] for m in order if a <= m <= b) >= _MOST * total
    ]
    return min(runs)[1:] if runs else None


def _look(start: str, end: str) -> Look:
    name = start if start == end else f"{start}~{end}"
    title = date_words(start) if start == end else f"{date_words(start).split()[0]} – {date_words(end)}"
    return Look(name, title, first_day(start).toordinal(), last_day(end).toordinal() + 1)
