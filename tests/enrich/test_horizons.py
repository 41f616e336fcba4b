"""From when, and until when, a forecast could come true."""

from datetime import date

import pytest
from forecast_cases import PRINTED, read

# (cue, content, first day, last day, the horizon's reason)
HORIZONS = [
    (
        "said",
        "that Kelva could attack after the vote in March 2027",
        date(2027, 3, 1),
        None,
        "open-ended from “March 2027”",
    ),
    (
        "said",
        "that the bridge will open by the end of the year",
        PRINTED,
        date(2026, 12, 31),
        "ends with “the end of the year”",
    ),
    (
        "said",
        "that it will open on Nov. 20, 2026",
        date(2026, 11, 20),
        date(2026, 11, 20),
        "“Nov. 20, 2026” is the horizon",
    ),
    ("said", "that it will open in March 2027", date(2027, 3, 1), date(2027, 3, 31), "“March 2027” is the horizon"),
    ("said", "that it will open before 2028", PRINTED, date(2027, 12, 31), "“2028” is the horizon"),
    ("said", "that it will open", PRINTED, None, "no day is named"),
    ("said", "that it will open on Friday", date(2026, 10, 9), date(2026, 10, 9), "“Friday” is the horizon"),
    ("said", "the bridge opens on Friday", date(2026, 10, 9), date(2026, 10, 9), "“Friday” is the horizon"),
    (
        "said",
        "that it will open a week on Friday",
        date(2026, 10, 16),
        date(2026, 10, 16),
        "“a week on Friday” is the horizon",
    ),
    ("said", "that it will open this month", PRINTED, date(2026, 10, 31), "“this month” is the horizon"),
    ("said", "that it could close before the month is out", PRINTED, date(2026, 10, 31), "“the month” is the horizon"),
    ("said", "that it will close by the 20th", PRINTED, date(2026, 10, 20), "ends with “the 20th”"),
    ("said", "that it will not open this side of New Year", PRINTED, date(2026, 12, 31), "“New Year” is the horizon"),
    ("said", "not until 2029 will it carry trains", PRINTED, date(2028, 12, 31), "not until “2029”"),
    (
        "said",
        "that it will be shut from 10 to 14 November",
        date(2026, 11, 10),
        date(2026, 11, 14),
        "open-ended from “10 to 14 November”",
    ),
    (
        "said",
        "that it will be shut for four days from Friday",
        date(2026, 10, 9),
        date(2026, 10, 12),
        "the length counted from “Friday”",
    ),
    (
        "said",
        "that it will be shut between March and June 2027",
        date(2027, 3, 1),
        date(2027, 6, 30),
        "from “March” to “June 2027”",
    ),
    ("said", "that it will be shut from March 2027", date(2027, 3, 1), None, "open-ended from “March 2027”"),
    (
        "said",
        "that it expects to lose money in the year to March 2028",
        date(2027, 4, 1),
        date(2028, 3, 31),
        "“the year to March 2028”",
    ),
    (
        "said",
        "that fares look set to rise by 4.8 percent on Jan. 2",
        date(2027, 1, 2),
        date(2027, 1, 2),
        "“Jan. 2” is the horizon",
    ),
    (
        "said",
        "that it will open in exactly 100 days",
        date(2027, 1, 13),
        date(2027, 1, 13),
        "“in exactly 100 days”, counted from the day of the statement",
    ),
    (
        "said",
        "that it will open within two years",
        PRINTED,
        date(2028, 10, 5),
        "“within two years”, counted from the day of the statement",
    ),
    (
        "said",
        "that stocks will last another six months",
        PRINTED,
        date(2027, 4, 5),
        "“last another six months”, counted from the day of the statement",
    ),
    ("said", "that rain could fall overnight", PRINTED, date(2026, 10, 6), "“overnight” is the horizon"),
    (
        "said",
        "that the bridge, which burned in August, will not open before 2028",
        PRINTED,
        date(2027, 12, 31),
        "“2028” is the horizon",
    ),
    (
        "said",
        "that it will last another 99999999999 years",
        PRINTED,
        None,
        "“it will last another 99999999999 years”, counted from the day of the statement",
    ),
    (
        "said",
        "that it will open between June 2027 and March",
        date(2027, 6, 1),
        None,
        "from “June 2027”; “March” was read as before it",
    ),
    (
        "said",
        "that it would be shut, she said, tomorrow",
        date(2026, 10, 6),
        date(2026, 10, 6),
        "“tomorrow” is the horizon",
    ),
    ("said on Monday", "that it will open tomorrow", date(2026, 10, 6), date(2026, 10, 6), "“tomorrow” is the horizon"),
    (
        "said on Monday",
        "that it will open the day after tomorrow",
        date(2026, 10, 7),
        date(2026, 10, 7),
        "“the day after tomorrow” is the horizon",
    ),
    ("said on Monday", "that it could rain overnight", PRINTED, date(2026, 10, 6), "“overnight” is the horizon"),
    (
        "said",
        "that it will close if the river rises in May 2027",
        date(2027, 5, 1),
        None,
        "its condition falls in “May 2027”",
    ),
    ("gives", "it two weeks", PRINTED, date(2026, 10, 19), "“it two weeks”, counted from the day of the statement"),
    ("said", "that it will lose money over the next several years", PRINTED, None, "no day is named"),
    (
        "said",
        "that it will close over two years",
        PRINTED,
        date(2028, 10, 5),
        "“it will close over two years”, counted from the day of the statement",
    ),
    (
        "said",
        "that it will be ready in two weeks’ time",
        date(2026, 10, 19),
        date(2026, 10, 19),
        "“in two weeks”, counted from the day of the statement",
    ),
    (
        "said",
        "that over the next year it will close by June 2028",
        PRINTED,
        date(2027, 10, 5),
        "“over the next year”, counted from the day of the statement",
    ),
    (
        "said",
        "that it will not open before the end of 2027",
        PRINTED,
        date(2027, 12, 31),
        "“the end of 2027” is the horizon",
    ),
    (
        "said",
        "that it will close in the six months to March 2028",
        date(2027, 10, 1),
        date(2028, 3, 31),
        "“six months to March 2028”",
    ),
    (
        "said",
        "that it will be shut for two weeks from Friday",
        date(2026, 10, 9),
        date(2026, 10, 22),
        "the length counted from “Friday”",
    ),
    (
        "said",
        "that it could be shut after 10 to 14 November",
        date(2026, 11, 15),
        None,
        "open-ended from “10 to 14 November”",
    ),
    (
        "said",
        "that it could close within nine decades",
        PRINTED,
        date(2116, 10, 5),
        "“within nine decades”, counted from the day of the statement",
    ),
    ("said", "that it will have closed by 2027", PRINTED, date(2027, 12, 31), "ends with “2027”"),
    ("said", "that it will not open until then, in March 2027", PRINTED, date(2027, 2, 28), "not until “March 2027”"),
    ("said", "that it will open this week", PRINTED, date(2026, 10, 11), "“this week” is the horizon"),
    (
        "said",
        "that it closes in 36 hours",
        PRINTED,
        date(2026, 10, 7),
        "“in 36 hours”, counted from the day of the statement",
    ),
]


@pytest.mark.parametrize(("cue", "content", "first", "last", "because"), HORIZONS)
def test_the_horizon(cue: str, content: str, first: date, last: date | None, because: str) -> None:
    forecast = read(content, cue).forecast
    assert forecast
    assert (forecast.first, forecast.last) == (first, last)
    assert forecast.because.endswith(f"; {because}")
    assert (forecast.unresolvable is None) == (last is not None)
