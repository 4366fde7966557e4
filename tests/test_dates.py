"""Dates are as precise as they are written, and nothing else is a date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from faultlines.dates import check_date, first_day, last_day
from strategies import dates


@given(dates)
def test_a_date_is_kept_as_written(text: str) -> None:
    assert check_date(text) == text


@given(dates)
def test_a_date_means_the_days_that_begin_like_it(text: str) -> None:
    first, last = first_day(text), last_day(text)
    assert first <= last
    assert first.isoformat().startswith(text)
    assert last.isoformat().startswith(text)
    assert not (first - timedelta(days=1)).isoformat().startswith(text)
    assert not (last + timedelta(days=1)).isoformat().startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-7",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "2023-02-29",
        "2021-07-09T12",
        " 2021",
        "2021/07",
        "２０２１",
        "soon",
    ],
)
def test_nothing_else_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="is no date; write 2021, 2021-07 or 2021-07-09"):
        check_date(text)
