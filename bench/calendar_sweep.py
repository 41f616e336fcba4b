"""Read every form of a day, for every day of a year, printed in ten years: no error, and only days that exist.

    python -m bench.calendar_sweep              # all, some minutes on one core
    python -m bench.calendar_sweep --every 50   # a fiftieth

The days are those of a leap year and those that no year has ("30 February", "31 June"). The text of each form has no
other time, so nothing but the day of publication and the tense decides. It is printed on a day of each of ten years,
which goes through the year.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from onrecord.enrich.times.matcher import find_times
from onrecord.records import Time
from onrecord.text.document import Document

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
HOLIDAYS = ("Christmas Day", "Thanksgiving", "Good Friday", "New Year's Day", "Easter Monday")

# {d}, {m}: the day and the month in figures; {month}, {short}: its name; {th}: the day with its ending; {y}, {before}:
# the year of publication and the one before; {weekday}, {holiday}: some, by the day's number.
DAY_FORMS = (
    "on {month} {d}",
    "on {short} {d}",
    "on {d} {month}",
    "on {d} {short}",
    "on the {th} of {month}",
    "on {month} {th}",
    "on {month} the {th}",
    "by {short} {d}",
    "since {d} {month}",
    "before {month} {d}",
    "after the {th} of {month}",
    "on {month} {d}, {y}",
    "on {d} {month} {before}",
    "on {short} {d}, {before}",
    "on {month} {d} last year",
    "on {d} {month} next year",
    "on the {th} of {month} this year",
    "on {weekday}, {month} {d}",
    "on {weekday} {d} {month}",
    "on {weekday}, {short} {d}, {y}",
    "on {d}/{m}/{y}",
    "on {m}/{d}/{y}",
    "on {d}.{m}.{y}",
    "on {d}/{m}",
    "on {y}-{m:02}-{d:02}",
    "on {before}-{m:02}-{d:02}",
    "at {y}-{m:02}-{d:02}T10:30",
    "by the {th}",
    "on {month} {d} to 29",
    "on {month} {d}-31",
    "from 28 to {d} {month}",
    "on 27 and {d} {month}",
    "on {month} {d} and 31",
    "on {month} {d} and 29",
    "at 8 p.m. {month} {d}",
    "at noon on {d} {month}",
    "on {short} {d} morning",
    "a week after {month} {d}",
    "two months before {d} {month}",
    "a year after {month} {d}, {before}",
)
OTHER_FORMS = (
    "in {month}",
    "last {month}",
    "next {month}",
    "this {month}",
    "in {month} last year",
    "in {month} {y}",
    "in late {month}",
    "every {month}",
    "on {weekday}",
    "last {weekday}",
    "next {weekday}",
    "this {weekday}",
    "{weekday} week",
    "a week on {weekday}",
    "a week last {weekday}",
    "on {weekday} night",
    "every {weekday}",
    "the day before last {weekday}",
    "today",
    "yesterday",
    "the day after tomorrow",
    "last night",
    "the next morning",
    "the third day of the strike",
    "last week",
    "next week",
    "that week",
    "at the weekend",
    "last weekend",
    "next month",
    "the previous month",
    "by the end of the month",
    "in the first quarter",
    "in the fourth quarter of last year",
    "in Q2 {y}",
    "next quarter",
    "in the year-ago quarter",
    "in the second half of next year",
    "last summer",
    "next winter",
    "in winter",
    "in spring {y}",
    "on {holiday}",
    "last {holiday}",
    "next {holiday}",
    "on {holiday}, {before}",
    "at year-end",
    "in the new year",
    "a year ago",
    "{d} months ago",
    "{d} quarters ago",
    "{d} weeks from now",
    "{d} years later",
    "in the past {d} months",
    "in the next {d} years",
    "every {d} days",
    "in the {th} century",
    "the {y}-27 season",
)
SENTENCES = ("The quay will open {}.", "Dana Voss said the quay was shut {}.", "The quay, {}.")
EXISTING = tuple((day.month, day.day) for day in (date(2024, 1, 1) + timedelta(n) for n in range(366)))
IMPOSSIBLE = ((2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31))
FIRST_YEAR, YEARS = 2019, 10

_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(?:\d{4}|XXXX)-(\d\d)(?:T|$)")


def find_faults(text: str, published: date) -> list[str]:
    """Read the times of a text, and say what is wrong with them: an error, a value that is not on the calendar."""
    try:
        times = find_times(Document.from_text(text), published)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return [f"{value!r} is not on the calendar" for time in times for value in _list_values(time) if not _exists(value)]


def _list_values(time: Time) -> tuple[str, ...]:
    return time.value, *time.alternatives


def _exists(value: str) -> bool:
    """Whether the calendar has the day, the week or the month of a value; one without a year, some year."""
    try:
        if match := _DAY.match(value):
            date.fromisoformat(match[0].replace("XXXX", "2024"))
        elif match := _WEEK.match(value):
            date.fromisocalendar(int(match[1]), int(match[2]), 1)
        elif match := _MONTH.match(value):
            return 1 <= int(match[1]) <= 12
    except ValueError:
        return False
    return True


def list_cases(*, days: Iterable[tuple[int, int]] | None = None, every: int = 1) -> Iterator[tuple[str, date]]:
    """Yield texts and their days of publication: each form, day of the year and year of printing, or every nth.

    days: months and days; those of a leap year and the impossible ones where None.
    """
    number = 0
    for month, day in days or (*EXISTING, *IMPOSSIBLE):
        for form in (*DAY_FORMS, *OTHER_FORMS):
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
                number += 1
                if number % every == 0:
                    yield _write_case(form, month=month, day=day, year=year, number=number)


def _write_case(form: str, *, month: int, day: int, year: int, number: int) -> tuple[str, date]:
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")
    words = form.format(
        d=day,
        m=month,
        y=year,
        before=year - 1,
        month=MONTHS[month - 1],
        short=SHORT[month - 1],
        th=f"{day}{ending}",
        weekday=WEEKDAYS[(number // 7) % 7],
        holiday=HOLIDAYS[(number // 3) % len(HOLIDAYS)],
    )
    # Prime steps, so that forms, sentences and days of printing meet in every combination.
    published = date(year, 1, 1) + timedelta((number * 89) % 366)
    return SENTENCES[(number // 11) % len(SENTENCES)].format(words), published


def main() -> None:
    """Print each fault; exit with 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="read one case in so many")
    cases = faults = 0
    for text, published in list_cases(every=parser.parse_args().every):
        cases += 1
        for fault in find_faults(text, published):
            faults += 1
            print(f"{published} {text} {fault}", flush=True)
    print(f"{cases} cases, {faults} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
