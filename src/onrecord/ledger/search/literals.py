"""Values of a search's fields as typed: days and periods, numbers and ranges, likelihoods."""

import re
from datetime import date, timedelta

from onrecord.errors import QueryError

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "billion": 1e9,
    "trillion": 1e12,
}
NUMBER_PATTERN = r"-?\d[\d,_]*(?:\.\d+)?(?:\s*(?:k|m|bn|b|thousand|million|billion|trillion)\b)?"
LIKELIHOOD_PATTERN = rf"{NUMBER_PATTERN}\s*%?"
RANGE_PATTERN = rf"{NUMBER_PATTERN}%?\s*\.\.\s*{NUMBER_PATTERN}%?"

_DAY_PATTERN = re.compile(r"(\d{4})(?:-(?:(\d\d?)(?:-(\d\d?))?|[Qq]([1-4])))?")
_RELATIVE_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_EXAMPLES_OF_DAYS = "write 2026, 2026-09, 2026-Q3, 2026-09-11, today, or a range such as 2026-09..2026-10"


def parse_period(name: str, typed: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a day, a month, a quarter, a year, or of two of them with .. between.

    name: the field with its sign, for the message of QueryError.

    >>> parse_period("said:", "2026-Q3..", date(2026, 10, 5))
    (datetime.date(2026, 7, 1), None)
    """
    plain = typed.strip('"').strip().lower()
    start, dots, end = plain.partition("..")
    if not dots:
        return _parse_days(name, plain, today)
    first = _parse_days(name, start, today)[0] if start else None
    last = _parse_days(name, end, today)[1] if end else None
    if not (start or end):
        raise QueryError(f"{name}{typed} has no day in it: {_EXAMPLES_OF_DAYS}")
    if first and last and first > last:
        raise QueryError(f"{name}{typed} runs backwards: write {name}{end}..{start}")
    return first, last


def _parse_days(name: str, typed: str, today: date) -> tuple[date, date]:
    typed = typed.strip()
    if typed in _RELATIVE_DAYS:
        # `today` may be the calendar's first or last day, which has no yesterday or no tomorrow.
        day = date.fromordinal(min(max(today.toordinal() + _RELATIVE_DAYS[typed], 1), date.max.toordinal()))
        return day, day
    match = _DAY_PATTERN.fullmatch(typed)
    try:
        if match:
            return _days_of_calendar_part(*(int(group) if group else None for group in match.groups()))
    except ValueError:
        pass
    raise QueryError(f"{name}{typed} is not a time: {_EXAMPLES_OF_DAYS}")


def _days_of_calendar_part(
    year: int | None, month: int | None, day: int | None, quarter: int | None
) -> tuple[date, date]:
    """Return the days of a part of the calendar; ValueError if it has no such part."""
    year = year or 0
    if day is not None and month is not None:
        return date(year, month, day), date(year, month, day)
    if month is not None:
        return date(year, month, 1), _last_of_month(year, month)
    if quarter is not None:
        return date(year, 3 * quarter - 2, 1), _last_of_month(year, 3 * quarter)
    return date(year, 1, 1), date(year, 12, 31)


def _last_of_month(year: int, month: int) -> date:
    # December apart: 9999 has no next January.
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def parse_number_range(typed: str) -> tuple[float, float]:
    """Return a number, or two with .. between, as low and high; QueryError if it is neither.

    >>> parse_number_range("100,000..1.5m")
    (100000.0, 1500000.0)
    """
    start, dots, end = typed.strip().partition("..")
    low = _parse_number(start, typed)
    high = _parse_number(end, typed) if dots else low
    if low > high:
        raise QueryError(f"{typed} runs backwards: write {end.strip()}..{start.strip()}")
    return low, high


def _parse_number(typed: str, whole: str) -> float:
    match = re.fullmatch(NUMBER_PATTERN, typed.strip(), re.ASCII)
    if not match:
        sign = "in quotation marks if you mean the words"
        raise QueryError(
            f"{whole.strip() or 'nothing'} is not a number: write 100000, 100,000, 1.5m or 1000..5000 ({sign})"
        )
    digits, scale = re.fullmatch(r"([-\d,_.]+)\s*([a-z]*)", match[0]).groups()  # type: ignore[union-attr]  # it is one
    return float(digits.replace(",", "").replace("_", "")) * _SCALES.get(scale, 1.0)


def parse_likelihood(typed: str) -> tuple[float, float]:
    """Return a likelihood, or two with .. between, as probabilities; a number over 1 is a percentage without its sign.

    >>> parse_likelihood("55..80%"), parse_likelihood("0.7")
    ((0.55, 0.8), (0.7, 0.7))
    """
    try:
        low, high = parse_number_range(typed.strip('"').replace("%", "").strip())
    except QueryError:
        low, high = -1.0, -1.0
    if "%" in typed or high > 1:
        low, high = low / 100, high / 100
    if not 0 <= low <= high <= 1:
        raise QueryError(f"{typed or 'nothing'} is not a likelihood: write 70%, 0.7 or 55..80%")
    return low, high
