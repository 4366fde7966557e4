"""Prefix dates: `2021`, `2021-07`, `2021-07-09`, kept as written and compared by their first and last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import prefixdate

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def check_date(text: str) -> str:
    """The date as given if it is a prefix date, else a ValueError that says what one is."""
    if prefixdate.parse(text).text != text or len(text) not in (4, 7, 10):
        raise ValueError(f"{text!r} is no date; write 2021, 2021-07 or 2021-07-09")
    return text


def prefix_date(year: int, month: int = 0, day: int = 0) -> str:
    """The date as precise as given; empty if the calendar has none such.

    >>> prefix_date(2031, 6, 30), prefix_date(2031, 6), prefix_date(2031), prefix_date(2031, 6, 31)
    ('2031-06-30', '2031-06', '2031', '')
    """
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7] if month else whole[:4]


def first_day(text: str) -> date:
    """The first day that the date may mean.

    >>> first_day("2021-07")
    datetime.date(2021, 7, 1)
    """
    return date.fromisoformat((text + "-01-01")[:10])


def last_day(text: str) -> date:
    """The last day that the date may mean.

    >>> last_day("2024-02").isoformat(), last_day("2021").isoformat()
    ('2024-02-29', '2021-12-31')
    """
    first = first_day(text)
    if len(text) == 10:
        return first
    if len(text) == 4:
        return date(first.year, 12, 31)
    month_later = (first + timedelta(days=31)).replace(day=1)
    return month_later - timedelta(days=1)
