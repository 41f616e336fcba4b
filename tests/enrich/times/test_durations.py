"""Durations, and dates counted by them."""

import pytest
from time_cases import MONDAY, read_times

# (text, day of publication, values, reason of the last)
CASES = [
    # Counted from the publication, or from the date before
    ("The mine closed two years ago.", MONDAY, "2024", "two years ago, counted from 2026-11-23"),
    ("The mine closed three weeks ago.", MONDAY, "2026-W45", "three weeks ago, counted from 2026-11-23"),
    ("The mine closed five months ago.", MONDAY, "2026-06", "five months ago, counted from 2026-11-23"),
    ("The mine closed ten days ago.", MONDAY, "2026-11-13", "ten days ago, counted from 2026-11-23"),
    ("The mine closed several years ago.", MONDAY, "PAST_REF", "not an exact time"),
    (
        "The mine opened on May 3, 2001. It closed two days later.",
        MONDAY,
        "2001-05-03 2001-05-05",
        "two days later, counted from 2001-05-03",
    ),
    (
        "The mine opened in May 2001. It closed the following month.",
        MONDAY,
        "2001-05 2001-06",
        "the following month, counted from 2001-05-01",
    ),
    (
        "The mine opened on May 3, 2001. The next day it closed.",
        MONDAY,
        "2001-05-03 2001-05-04",
        "the next day, counted from 2001-05-03",
    ),
    (
        "The mine closed the day before last Tuesday.",
        MONDAY,
        "2026-11-16",
        "the day before last Tuesday, counted from 2026-11-17",
    ),
    (
        "The mine closed two weeks after May 3, 2001.",
        MONDAY,
        "2001-05-17",
        "two weeks after May 3, 2001, counted from 2001-05-03",
    ),
    ("The mine will close a week from Friday.", MONDAY, "2026-12-04", "a week from Friday, counted from 2026-11-27"),
    (
        "It is the third day of the strike.",
        MONDAY,
        "2026-11-23",
        '"the third day", the current day, published on 2026-11-23',
    ),
    ("The third day of the strike was quiet.", MONDAY, "", ""),
    # Durations
    ("The siege lasted three weeks.", MONDAY, "P3W", "a duration"),
    ("The siege lasted 24 hours.", MONDAY, "PT24H", "a duration"),
    ("The siege lasted a day.", MONDAY, "P1D", "a duration"),
    ("The siege lasted two and a half years.", MONDAY, "P2Y6M", "a duration"),
    ("The siege lasted more than 90 minutes.", MONDAY, "PT90M", "a duration"),
    ("The siege lasted several months.", MONDAY, "PXM", "a duration"),
    ("The siege lasted two decades.", MONDAY, "P20Y", "a duration"),
    ("A ten-year lease was signed.", MONDAY, "P10Y", "a duration"),
    ("Rents rose in the past two months.", MONDAY, "P2M", "a duration up to 2026-11-23"),
    # Each resolver's other branches
    ("They met 9000 years after May 3, 1950.", MONDAY, "", ""),
    ("The siege lasted 1000000 years.", MONDAY, "P1000000Y", "a duration"),
    ("The siege lasted 1000001 years.", MONDAY, "PXY", "a duration"),
    ("The siege lasted 2 1/2 years.", MONDAY, "P2Y6M", "a duration"),
    ("The siege lasted two to three weeks.", MONDAY, "P2W", "a duration"),
    ("The siege lasted 3-4 weeks.", MONDAY, "P3W", "a duration"),
    ("The siege lasted a couple of weeks.", MONDAY, "P2W", "a duration"),
    ("The siege lasted 2000000 years.", MONDAY, "PXY", "a duration"),
    ("The siege lasted three years and a half.", MONDAY, "P3Y6M", "a duration"),
    ("Parking costs $5 a week.", MONDAY, "", ""),
    ("He got three quarters of the land.", MONDAY, "", ""),
    ("The three quarters were wet.", MONDAY, "P3Q", "a duration"),
    ("He waited a second.", MONDAY, "", ""),
    ("He waited one second.", MONDAY, "", ""),
    ("He waited 30 seconds.", MONDAY, "PT30S", "a duration"),
    ("He stayed for years.", MONDAY, "PXY", "a duration of unknown length"),
    ("The mine closed 3000 years ago.", MONDAY, "PAST_REF", "off the calendar"),
    ("The mine closed years ago.", MONDAY, "PAST_REF", "not an exact time"),
    ("The mine closed three decades ago.", MONDAY, "1996", "three decades ago, counted from 2026-11-23"),
    ("The mine closed a fortnight ago.", MONDAY, "2026-W46", "a fortnight ago, counted from 2026-11-23"),
    ("The mine will close two weeks from now.", MONDAY, "2026-W50", "two weeks from now, counted from 2026-11-23"),
    ("The mine will close two weeks from now.", None, "FUTURE_REF", "the day of publication is unknown"),
    ("They met two years before May 2001.", MONDAY, "P2Y 2001-05", "month and year as written"),
    ("They met a week before the fair.", MONDAY, "P1W", "a duration"),
    ("They met several days before May 3, 2001.", MONDAY, "PXD 2001-05-03", "date as written"),
    ("They met a month after May 3, 2001.", MONDAY, "2001-06", "a month after May 3, 2001, counted from 2001-05-03"),
    ("They met 3000 years before May 3, 2001.", MONDAY, "", ""),
    ("It rains in the coming months.", MONDAY, "FUTURE_REF", "a time ahead, not exact"),
    ("It rained in recent weeks.", MONDAY, "PXW", "a duration up to 2026-11-23"),
    ("It rained the last weeks.", MONDAY, "", ""),
    ("It rained in the days ahead.", MONDAY, "FUTURE_REF", "a time ahead, not exact"),
    ("It rained in the days to come.", MONDAY, "FUTURE_REF", "a time ahead, not exact"),
    ("It rained in the past several weeks.", MONDAY, "PXW", "a duration up to 2026-11-23"),
    ("It rained in the next 5000 years.", MONDAY, "P5000Y", "a duration from 2026-11-23"),
    ("It rained in the same two weeks.", MONDAY, "P2W", "a duration"),
    ("It rained in recent days.", None, "PXD", "a duration"),
    ("It rained in the following two months.", MONDAY, "P2M", "a duration"),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because
