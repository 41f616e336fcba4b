"""Which day is meant without a year or a week: both sides of each threshold, and the day not chosen."""

import pytest
from time_cases import MONDAY, read_times

# (text, value of the last time, reason, alternatives), published on Monday, 2026-11-23
CASES = [
    # A quarter back, 92 days: past whatever the verb; 93: by the verb.
    (
        "It will open on Aug. 23.",
        "2026-08-23",
        'no year given: the last such day up to 2026-11-23 ("will")',
        "2027-08-23",
    ),
    (
        "It will open on Aug. 22.",
        "2027-08-22",
        'no year given: the first such day from 2026-11-23 on ("will")',
        "2026-08-22",
    ),
    # A quarter ahead, 92 days: ahead without a verb; 93: past without one.
    ("The fair, Feb. 23: free", "2027-02-23", "no year given: the first such day from 2026-11-23 on", "2026-02-23"),
    ("The fair, Feb. 24: free", "2026-02-24", "no year given: the last such day up to 2026-11-23", "2027-02-24"),
    # A verb in the past that governs the day wins over nearness ahead; one farther off does not.
    (
        "It opened on Feb. 23.",
        "2026-02-23",
        'no year given: the last such day up to 2026-11-23 ("opened")',
        "2027-02-23",
    ),
    (
        "It was moved to Feb. 23.",
        "2027-02-23",
        'no year given: the first such day from 2026-11-23 on ("moved")',
        "2026-02-23",
    ),
    # Of weekdays, two days back beat a weak word for the future; three do not.
    (
        "Voss said she would appeal Saturday's ruling.",
        "2026-11-21",
        'a weekday: the last such day up to 2026-11-23 ("would")',
        "2026-11-28",
    ),
    (
        "Voss said she would appeal Friday's ruling.",
        "2026-11-27",
        'a weekday: the first such day from 2026-11-23 on ("would")',
        "2026-11-20",
    ),
    # A strong word for the future is not beaten.
    (
        "It will open on Saturday.",
        "2026-11-28",
        'a weekday: the first such day from 2026-11-23 on ("will")',
        "2026-11-21",
    ),
    # Tomorrow beats a verb in the past that does not govern it; the day after does not.
    (
        "The strike that began at the mill in Odell Street goes on Tuesday",
        "2026-11-24",
        'a weekday: the first such day from 2026-11-23 on ("began")',
        "2026-11-17",
    ),
    (
        "The strike that began at the mill in Odell Street goes on Wednesday",
        "2026-11-18",
        'a weekday: the last such day up to 2026-11-23 ("began")',
        "2026-11-25",
    ),
    # Today counts on both sides.
    ("It rained on Monday.", "2026-11-23", 'a weekday: the last such day up to 2026-11-23 ("rained")', ""),
    (
        "It will rain on Monday.",
        "2026-11-23",
        'a weekday: the first such day from 2026-11-23 on ("will")',
        "2026-11-30",
    ),
]


@pytest.mark.parametrize(("text", "value", "because", "alternatives"), CASES)
def test_the_nearest_day(text: str, value: str, because: str, alternatives: str) -> None:
    time = read_times(text, MONDAY)[-1]
    assert (time.value, time.because, " ".join(time.alternatives)) == (value, because, alternatives)


# (text, day of publication, the other values of the first time)
ALTERNATIVES = [
    ("They married last March.", "2024-03-18", ("2024-03",)),
    ("The vote took place on Sunday.", "2024-03-18", ("2024-03-24",)),
    ("The form was dated 04/02/2019.", "2024-03-18", ("2019-02-04",)),
    ("The form was dated 25/02/2019.", "2024-03-18", ()),
    ("She said on Nov. 20 that she would go.", "2024-03-18", ("2024-11-20",)),
    ("She said on Nov. 20, 2023 that she would go.", "2024-03-18", ()),
    ("They married last February.", "2024-03-18", ("2024-02",)),
    ("The line opens on Monday.", "2024-03-18", ("2024-03-25",)),
    ("The train left at 3 o'clock.", "2024-03-18", ("2024-03-18T15:00",)),
    ("Output will fall in the second quarter.", "2024-03-18", ("2023-Q2",)),
]


@pytest.mark.parametrize(("text", "published", "expected"), ALTERNATIVES)
def test_alternatives(text: str, published: str, expected: tuple[str, ...]) -> None:
    assert read_times(text, published)[0].alternatives == expected
