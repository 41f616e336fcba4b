"""What is found, and the interval that its preposition gives it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_cases import MONDAY, read_times

from onrecord.enrich.times import find_times
from onrecord.text.document import Document

# (text, day of publication, values, reason of the last)
CASES = [
    # Without a day of publication nothing is guessed
    (
        "The council announced on Sept. 11 that the mill would close.",
        None,
        "XXXX-09-11",
        "no year given, and the day of publication is unknown",
    ),
    ("They married in August.", None, "XXXX-08", "no year given, and the day of publication is unknown"),
    ("The vote took place on Friday.", None, "XXXX-WXX-5", "a weekday, and the day of publication is unknown"),
    ("It rained yesterday.", None, "PAST_REF", "the day of publication is unknown"),
    ("It rains today.", None, "PRESENT_REF", "the day of publication is unknown"),
    ("Prices will fall next year.", None, "FUTURE_REF", "the day of publication is unknown"),
    ("The mine closed two years ago.", None, "PAST_REF", "the day of publication is unknown"),
    ("The harbour opened on April 2, 2019.", None, "2019-04-02", "date as written"),
    # Not times
    ("He may march for peace.", MONDAY, "", ""),
    ("The 2,019 members of 1980 Elm Street paid $2019.", MONDAY, "", ""),
    ("The 6-year-old boy and the 40-year-old woman left.", MONDAY, "", ""),
    ("A second man spoke and the sun shone.", MONDAY, "", ""),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because


# (words, first and last day of the first time in them), published on a Monday.
INTERVALS = [
    ("in March 2024", "2024-03-01", "2024-03-31"),
    ("since March 2024", "2024-03-01", None),
    ("until March 2024", None, "2024-03-31"),
    ("by March 2024", None, "2024-03-31"),
    ("before March 2024", None, "2024-02-29"),
    ("after March 2024", "2024-04-01", None),
    ("before the end of the month", None, "2026-11-30"),
    ("shortly after 6 a.m. on Nov. 20", "2026-11-20", None),
    ("in the 2024-25 season", "2024-01-01", "2025-12-31"),
    ("from 10 to 14 February 2027", "2027-02-10", "2027-02-14"),
    ("before the month is out", None, "2026-11-30"),
    ("before the year was out", None, "2026-12-31"),
    ("this side of New Year", None, "2026-12-31"),
    ("in the winter of 2024", "2024-12-01", "2025-02-28"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("in the third quarter of 2024", "2024-07-01", "2024-09-30"),
    ("in the past two weeks", "2026-11-09", "2026-11-23"),
    ("in the next two weeks", "2026-11-23", "2026-12-07"),
    ("in the near future", "2026-11-23", None),
    ("since the full-scale invasion", "2022-02-24", None),
    ("for two weeks", None, None),
    ("on Nov. 2-4, it was shut", "2026-11-02", "2026-11-04"),
]


@pytest.mark.parametrize(("text", "first", "last"), INTERVALS)
def test_intervals(text: str, first: str | None, last: str | None) -> None:
    time = read_times(text, MONDAY)[0]
    assert [day and day.isoformat() for day in (time.first, time.last)] == [first, last]


@pytest.mark.parametrize(
    ("year", "value"), [(999, "PAST_REF"), (1000, "0999-12-31"), (9000, "8999-12-31"), (9001, "PAST_REF")]
)
def test_a_day_of_publication_off_the_calendar_is_unknown(year: int, value: str) -> None:
    assert [time.value for time in read_times("It rained yesterday.", f"{year:04}-01-01")] == [value]


# Parts of a day counted from the publication; "that night" counts from the date before it.
DEICTIC = [
    ("It rained last night.", [True]),
    ("It rained overnight.", [True]),
    ("It will rain tonight.", [True]),
    ("It rained this morning.", [True]),
    ("It rained that night.", [True]),
    ("It opened on May 3, 2001. It rained that night.", [False, False]),
    ("It opened on May 3, 2001. It rained the next morning.", [False, False]),
    ("It rained on Friday night.", [False]),
    ("It rained yesterday.", [False]),
]


@pytest.mark.parametrize(("text", "deictic"), DEICTIC)
def test_deictic(text: str, deictic: list[bool]) -> None:
    assert [time.deictic for time in read_times(text, MONDAY)] == deictic


WORDS = st.sampled_from(
    "last next this the a of in on by since until 3 30 31 99 1999 2024 0 00 12:30 25:61 p.m. noon Feb. May June 29 "
    "Sunday week weeks months years century quarter third half ago later past coming spring 13/13/2020 9999-12-31 "
    "Q3 '90s 1990s nine hundred million and -, . \n ½ İ 二 ٣ every daily tomorrow Easter 9/11 now soon night".split(" ")
)


@given(
    st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29)]),
)
def test_any_text_is_read(text, published):
    found = find_times(Document.from_text(text), published)
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
