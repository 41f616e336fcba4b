"""TIMEX3 values and the days that they cover."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.enrich.times import timex

COVERED = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2023-02-29", None, None),
    ("2024-W01", "2024-01-01", "2024-01-07"),
    ("2024-W54", None, None),
    ("2024-W12-WE", "2024-03-23", "2024-03-24"),
    ("2024-Q4", "2024-10-01", "2024-12-31"),
    ("2024-H2", "2024-07-01", "2024-12-31"),
    ("2024-WI", "2024-12-01", "2025-02-28"),
    ("2024-03-18T20:15", "2024-03-18", "2024-03-18"),
    ("199", "1990-01-01", "1999-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19", "1900-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("XXXX-03", None, None),
    ("P3W", None, None),
    ("PAST_REF", None, None),
]


@pytest.mark.parametrize(("value", "first", "last"), COVERED)
def test_the_days_that_a_value_covers(value: str, first: str | None, last: str | None) -> None:
    assert [day and day.isoformat() for day in timex.days_covered(value)] == [first, last]


SHIFTED = [
    ("2024-01-31", 1, "M", "2024-02-29"),
    ("2024-03-31", -1, "Q", "2023-12-31"),
    ("2024-02-29", 1, "Y", "2025-02-28"),
    ("2024-03-18", 2, "2W", "2024-04-15"),
    ("2024-03-18", 36, "TH", "2024-03-20"),
    ("2024-03-18", 9000, "Y", None),
    ("2024-03-18", -3000, "Y", None),
]


@pytest.mark.parametrize(("day", "count", "unit", "expected"), SHIFTED)
def test_a_day_is_shifted_within_the_calendar(day: str, count: float, unit: str, expected: str | None) -> None:
    shifted = timex.shift_within_calendar(date.fromisoformat(day), count, unit)
    assert (shifted and shifted.isoformat()) == expected


LENGTHS = [
    (1, "D", "P1D"),
    (2.5, "Y", "P2Y6M"),
    (0.5, "Y", "P6M"),
    (1.5, "TH", "PT1H30M"),
    (0.5, "W", "P0.5W"),
    (2, "100Y", "P200Y"),
    (None, "10Y", "PXE"),
    (None, "100Y", "PXC"),
]


@pytest.mark.parametrize(("count", "unit", "value"), LENGTHS)
def test_durations(count: float | None, unit: str, value: str) -> None:
    assert timex.format_duration(count, unit) == value


@given(st.dates(date(1600, 1, 1), date(2900, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "10Y", "100Y"]))
def test_a_day_lies_in_its_value(day: date, unit: str) -> None:
    first, last = timex.days_covered(timex.format_period(day, unit))
    assert first <= day <= last
