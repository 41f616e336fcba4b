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
NUMBER = r"-?\d[\d,_]*(?:\.\d+)?(?:\s*(?:k|m|bn|b|thousand|million|billion|trillion)\b)?"
CHANCE = rf"{NUMBER}\s*%?"
RANGE = rf"{NUMBER}%?\s*\.\.\s*{NUMBER}%?"

_DAY = re.compile(r"(\d{4})(?:-(?:(\d\d?)(?:-(\d\d?))?|[Qq]([1-4])))?")
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_HOW = "write 2026, 2026-09, 2026-Q3, 2026-09-11, today, or a range such as 2026-09..2026-10"


def period(name: str, typed: str, today: date) -> tuple[date | None, date | None]:
    """The first and last day of what was typed: a day, a month, a quarter, a year, or two of them with .. between.

    name: the field with its sign, for the message of QueryError.

    >>> period("said:", "2026-Q3..", date(2026, 10, 5))
    (datetime.date(2026, 7, 1), None)
    """
    plain = typed.strip('"').strip().lower()
    start, dots, end = plain.partition("..")
    if not dots:
        return _days(name, plain, today)
    first = _days(name, start, today)[0] if start else None
    last = _days(name, end, today)[1] if end else None
    if not (start or end):
        raise QueryError(f"{name}{typed} has no day in it: {_HOW}")
    if first and last and first > last:
        raise QueryError(f"{name}{typed} runs backwards: write {name}{end}..{start}")
    return first, last


def _days(name: str, typed: str, today: date) -> tuple[date, date]:
    typed = typed.strip()
    if typed in _NEAR:
        day = date.fromordinal(min(max(today.toordinal() + _NEAR[typed], 1), date.max.toordinal()))
        return day, day
    match = _DAY.fullmatch(typed)
    try:
        if match:
            return _calendar(*(int(group) if group else None for group in match.groups()))
    except ValueError:
        pass
    raise QueryError(f"{name}{typed} is no time: {_HOW}")


def _calendar(year: int | None, month: int | None, day: int | None, quarter: int | None) -> tuple[date, date]:
    """The days of a part of the calendar; ValueError where it has no such part."""
    year = year or 0
    if day is not None and month is not None:
        return (made := date(year, month, day)), made
    if month is not None:
        return date(year, month, 1), _last(year, month)
    if quarter is not None:
        return date(year, 3 * quarter - 2, 1), _last(year, 3 * quarter)
    return date(year, 1, 1), date(year, 12, 31)


def _last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def amount(typed: str) -> tuple[float, float]:
    """A number, or two with .. between, as low and high; QueryError where it is neither.

    >>> amount("100,000..1.5m")
    (100000.0, 1500000.0)
    """
    start, dots, end = typed.strip().partition("..")
    low = _number(start, typed)
    high = _number(end, typed) if dots else low
    if low > high:
        raise QueryError(f"{typed} runs backwards: write {end.strip()}..{start.strip()}")
    return low, high


def _number(typed: str, whole: str) -> float:
    match = re.fullmatch(NUMBER, typed.strip(), re.ASCII)
    if not match:
        sign = "in quotation marks if you mean the words"
        raise QueryError(
            f"{whole.strip() or 'nothing'} is no number: write 100000, 100,000, 1.5m or 1000..5000 ({sign})"
        )
    digits, scale = re.fullmatch(r"([-\d,_.]+)\s*([a-z]*)", match[0]).groups()  # type: ignore[union-attr]  # it is one
    return float(digits.replace(",", "").replace("_", "")) * _SCALES.get(scale, 1.0)


def chance(typed: str) -> tuple[float, float]:
    """A likelihood, or two with .. between, as probabilities; a number over 1 is in per cent, sign or none.

    >>> chance("55..80%"), chance("0.7")
    ((0.55, 0.8), (0.7, 0.7))
    """
    try:
        low, high = amount(typed.strip('"').replace("%", "").strip())
    except QueryError:
        low, high = -1.0, -1.0
    if "%" in typed or high > 1:
        low, high = low / 100, high / 100
    if not 0 <= low <= high <= 1:
        raise QueryError(f"{typed or 'nothing'} is no likelihood: write 70%, 0.7 or 55..80%")
    return low, high
