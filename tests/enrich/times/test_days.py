"""Weekdays, days counted from today, parts of the day and hours."""

import pytest
from time_cases import MONDAY, read_times

# (text, day of publication, values, reason of the last)
CASES = [
    # Weekdays
    ("The vote took place on Friday.", MONDAY, "2026-11-20", 'a weekday: the last such day up to 2026-11-23 ("took")'),
    (
        "The vote will take place on Friday.",
        MONDAY,
        "2026-11-27",
        'a weekday: the first such day from 2026-11-23 on ("will")',
    ),
    ("The vote took place Monday.", MONDAY, "2026-11-23", 'a weekday: the last such day up to 2026-11-23 ("took")'),
    ("The vote took place last Monday.", MONDAY, "2026-11-16", '"last": the last one before 2026-11-23'),
    ("The vote is next Monday.", MONDAY, "2026-11-30", '"next": the first one after 2026-11-23'),
    ("They swim every Tuesday.", MONDAY, "XXXX-WXX-2", "recurring"),
    ("They swim on Tuesdays.", MONDAY, "XXXX-WXX-2", "recurring"),
    ("They march Friday week.", MONDAY, "2026-12-04", '"Friday week", published on 2026-11-23'),
    ("They march a week on Monday.", MONDAY, "2026-12-07", '"a week on Monday", published on 2026-11-23'),
    ("They swim every other Tuesday.", MONDAY, "XXXX-WXX-2", "recurring"),
    (
        "The envoys resume their talks Thursday.",
        MONDAY,
        "2026-11-26",
        'a weekday: the first such day from 2026-11-23 on ("resume")',
    ),
    (
        "The envoys meet Thursday in Orsel.",
        MONDAY,
        "2026-11-26",
        'a weekday: the first such day from 2026-11-23 on ("meet")',
    ),
    (
        "Until Thursday, he had not called.",
        MONDAY,
        "2026-11-19",
        'a weekday: the last such day up to 2026-11-23 ("had")',
    ),
    (
        "The clerk could not be reached Saturday.",
        MONDAY,
        "2026-11-21",
        'a weekday: the last such day up to 2026-11-23 ("could")',
    ),
    (
        "Voss said she would appeal Saturday's ruling.",
        MONDAY,
        "2026-11-21",
        'a weekday: the last such day up to 2026-11-23 ("would")',
    ),
    (
        "A march planned in Orsel for Sunday was called off.",
        MONDAY,
        "2026-11-22",
        'a weekday: the last such day up to 2026-11-23 ("planned")',
    ),
    (
        "They did not plan to move the herd on Tuesday.",
        MONDAY,
        "2026-11-24",
        'a weekday: the first such day from 2026-11-23 on ("plan to")',
    ),
    (
        "The bullet tore through the door on Saturday.",
        MONDAY,
        "2026-11-21",
        'a weekday: the last such day up to 2026-11-23 ("tore")',
    ),
    # Days, parts of days, hours
    ("It rained yesterday.", MONDAY, "2026-11-22", '"yesterday", published on 2026-11-23'),
    ("It rains today.", MONDAY, "2026-11-23", '"today", published on 2026-11-23'),
    ("It will rain tomorrow.", MONDAY, "2026-11-24", '"tomorrow", published on 2026-11-23'),
    ("It will rain the day after tomorrow.", MONDAY, "2026-11-25", "the day after tomorrow, counted from 2026-11-24"),
    (
        "The roof fell in on Sunday night.",
        MONDAY,
        "2026-11-22TNI",
        'a weekday: the last such day up to 2026-11-23 ("fell")',
    ),
    ("The roof fell in this morning.", MONDAY, "2026-11-23TMO", '"this morning", published on 2026-11-23'),
    ("The roof fell in last night.", MONDAY, "2026-11-22TNI", '"last night", published on 2026-11-23'),
    (
        "The train left at 8:15 p.m. on Friday.",
        MONDAY,
        "2026-11-20T20:15",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    ("The train left at 8 a.m.", MONDAY, "2026-11-23T08:00", "the hour as written, on the last date mentioned"),
    (
        "The train left at noon Friday.",
        MONDAY,
        "2026-11-20T12:00",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 0830 GMT on Friday.",
        MONDAY,
        "2026-11-20T08:30",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 6 a.m. local time (0300 GMT) on Friday.",
        MONDAY,
        "2026-11-20T06:00 2026-11-20",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 3 o'clock on Friday.",
        MONDAY,
        "2026-11-20T03:00",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 14:30 Kyiv time.",
        MONDAY,
        "2026-11-23T14:30",
        "the hour as written, on the last date mentioned",
    ),
    # Each resolver's other branches
    ("It rained Friday.", MONDAY, "2026-11-20", 'a weekday: the last such day up to 2026-11-23 ("rained")'),
    ("It rained on Monday.", MONDAY, "2026-11-23", 'a weekday: the last such day up to 2026-11-23 ("rained")'),
    ("It will rain on Monday.", MONDAY, "2026-11-23", 'a weekday: the first such day from 2026-11-23 on ("will")'),
    ("It rained last Monday.", MONDAY, "2026-11-16", '"last": the last one before 2026-11-23'),
    ("It rained the following Friday.", MONDAY, "2026-11-27", '"the following": the first one after 2026-11-23'),
    (
        "It opened on May 3, 2001. It closed the following Friday.",
        MONDAY,
        "2001-05-03 2001-05-04",
        '"the following": the first one after 2001-05-03',
    ),
    ("They march Friday fortnight.", MONDAY, "2026-12-11", '"Friday fortnight", published on 2026-11-23'),
    ("They march Friday week.", None, "XXXX-WXX-5", "a weekday, and the day of publication is unknown"),
    ("They marched a week last Monday.", MONDAY, "2026-11-16", '"a week last Monday", published on 2026-11-23'),
    (
        "It is the 3rd straight day of rain.",
        MONDAY,
        "2026-11-23",
        '"the 3rd straight day", the current day, published on 2026-11-23',
    ),
    ("This is the third day of rain.", None, "", ""),
    ("It rained on Sunday nights.", MONDAY, "XXXX-WXX-7TNI", "recurring"),
    ("It rained nights.", MONDAY, "", ""),
    ("It rained this morning.", None, "XXXX-XX-XXTMO", "the day of publication is unknown"),
    ("It rained that evening.", MONDAY, "2026-11-23TEV", '"that evening", published on 2026-11-23'),
    (
        "It opened on May 3, 2001. It rained that evening.",
        MONDAY,
        "2001-05-03 2001-05-03TEV",
        '"that evening", counted from 2001-05-03',
    ),
    (
        "It opened on May 3, 2001. It rained the next morning.",
        MONDAY,
        "2001-05-03 2001-05-04TMO",
        '"the next morning", counted from 2001-05-03',
    ),
    ("It rained last night.", MONDAY, "2026-11-22TNI", '"last night", published on 2026-11-23'),
    ("It rained tonight.", MONDAY, "2026-11-23TNI", '"tonight", published on 2026-11-23'),
    ("It rained overnight.", MONDAY, "2026-11-23TNI", '"overnight", published on 2026-11-23'),
    (
        "It rained mid-morning Friday.",
        MONDAY,
        "2026-11-20TMO",
        'a weekday: the last such day up to 2026-11-23 ("rained")',
    ),
    ("The train left at 25:10.", MONDAY, "", ""),
    (
        "The train left at 12 a.m. Friday.",
        MONDAY,
        "2026-11-20T00:00",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 12 p.m. Friday.",
        MONDAY,
        "2026-11-20T12:00",
        'a weekday: the last such day up to 2026-11-23 ("left")',
    ),
    (
        "The train left at 8 o'clock tonight.",
        MONDAY,
        "2026-11-23T20:00",
        "the hour as written, on the last date mentioned",
    ),
    ("The train left at 8 o'clock.", MONDAY, "2026-11-23T08:00", "before or after noon is not stated"),
    (
        "The train left at 8:15 in the evening.",
        MONDAY,
        "2026-11-23T20:15",
        "the hour as written, on the last date mentioned",
    ),
    ("The train left at midnight.", MONDAY, "2026-11-23T24:00", "the hour as written, on the last date mentioned"),
    ("The train left at 8 a.m.", None, "XXXX-XX-XXT08:00", "the hour as written, on the last date mentioned"),
    (
        "The train left at 8 a.m. on the day.",
        MONDAY,
        "2026-11-23T08:00",
        "the hour as written, on the last date mentioned",
    ),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because
