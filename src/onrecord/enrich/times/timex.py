"""TIMEX3 values (TimeML 1.2.1): written from dates and numbers, and the days that they cover."""

import re
from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date | None, date | None]
UNKNOWN: Interval = (None, None)

# Meteorological seasons: a winter belongs to the year in which it begins.
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_INTERVAL = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?$"
)
# Half of these is written in the next smaller unit: 2.5 years are P2Y6M. Half a week has no TIMEX3 form but P0.5W.
_SMALLER = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S")}
# "19" and "19XX" are a hundred years, "199" and "199X" ten.
_CENTURY = re.compile(r"(?P<digits>\d\d)$|(?P<decade>\d{3})X?$|(?P<years>\d\d)XX$")


def days_covered(value: str) -> Interval:
    """Return the first and last day of a DATE or TIME value; None, None for one that is not on the calendar.

    >>> [day.isoformat() for day in days_covered("2024-Q1")]
    ['2024-01-01', '2024-03-31']
    """
    try:
        if match := _INTERVAL.match(value):
            return _calendar_days(match.groupdict())
        if match := _CENTURY.match(value):
            digits = match["decade"] or match["digits"] or match["years"]
            start = int(digits) * 10 ** (4 - len(digits))
            return date(start, 1, 1), date(start + 10 ** (4 - len(digits)) - 1, 12, 31)
    except (ValueError, OverflowError):
        return UNKNOWN
    return UNKNOWN


def _calendar_days(part: dict[str, str | None]) -> Interval:
    year = int(part["year"] or 0)
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        return (monday + timedelta(5) if part["weekend"] else monday), monday + timedelta(6)
    if part["quarter"]:
        return _span_months(year, 3 * int(part["quarter"]) - 2, 3)
    if part["half"]:
        return _span_months(year, 6 * int(part["half"]) - 5, 6)
    if part["season"]:
        return _span_months(year, _SEASON_START[part["season"]], 3)
    if part["month"] and part["day"]:
        day = date(year, int(part["month"]), int(part["day"]))
        return day, day
    return _span_months(year, int(part["month"]), 1) if part["month"] else (date(year, 1, 1), date(year, 12, 31))


def _span_months(year: int, month: int, count: int) -> Interval:
    end_year, end_month = _carry_months(year, month + count - 1)
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _carry_months(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def format_period(day: date, unit: str) -> str:
    """Return the value of the `unit` (D, W, M, Q, Y, 10Y, 100Y) that `day` lies in.

    >>> [format_period(date(2024, 3, 18), unit) for unit in ("W", "Q", "10Y")]
    ['2024-W12', '2024-Q1', '202X']
    """
    if unit in ("W", "2W"):
        iso_year, week, _ = day.isocalendar()
        return f"{iso_year:04}-W{week:02}"
    year = f"{day.year:04}"
    return {
        "M": f"{year}-{day.month:02}",
        "Q": f"{year}-Q{(day.month + 2) // 3}",
        "Y": year,
        "10Y": f"{year[:3]}X",
        "100Y": year[:2],
    }.get(unit, day.isoformat())


def shift_day(day: date, count: float, unit: str) -> date:
    """Return `day` moved by `count` units, to the last day of the month where it has no such day.

    Raise OverflowError or ValueError past the calendar's ends.
    """
    factor, letter = _split_unit(unit)
    if letter in ("W", "D") or letter.startswith("T"):
        days = {"W": 7.0, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}[letter]
        return day + timedelta(round(count * factor * days))
    months = round(count * factor * {"M": 1, "Q": 3, "Y": 12}[letter])
    year, month = _carry_months(day.year, day.month + months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_within_calendar(day: date, count: float, unit: str) -> date | None:
    """Return `day` moved by `count` units; None past the calendar's ends."""
    try:
        return shift_day(day, count, unit)
    except (ValueError, OverflowError):
        return None


def _split_unit(unit: str) -> tuple[int, str]:
    digits = unit.rstrip("WYQMDTHS")
    return int(digits or 1), unit[len(digits) :]


def format_duration(count: float | None, unit: str) -> str:
    """Return a DURATION value; `count` None is X, an unknown number.

    >>> format_duration(2.5, "Y"), format_duration(None, "W"), format_duration(24, "TH"), format_duration(3, "10Y")
    ('P2Y6M', 'PXW', 'PT24H', 'P30Y')
    """
    factor, letters = _split_unit(unit)
    timed, letter = ("T" if letters.startswith("T") else ""), letters[-1]
    if count is None:
        return f"P{timed}X{ {10: 'E', 100: 'C'}.get(factor, letter) }"
    whole, rest = divmod(count * factor, 1)
    smaller = _SMALLER.get(letter) if timed or letter == "Y" else None
    if rest and smaller:
        return f"P{timed}" + (f"{whole:.0f}{letter}" if whole else "") + f"{rest * smaller[0]:.0f}{smaller[1]}"
    return f"P{timed}{count * factor:g}{letter}" if rest else f"P{timed}{whole:.0f}{letter}"


def find_holiday(rule: str, year: int) -> date:
    """Return the day of a holiday by its rule: "12-25", "nth MONTH ISOWEEKDAY N [DAYS MORE]", "easter OFFSET"."""
    kind, *numbers = rule.split()
    if kind == "nth":
        month, weekday, nth, more = map(int, [*numbers, "0"][:4])
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1) + more)
    if kind == "easter":
        return find_easter(year) + timedelta(int(numbers[0]) if numbers else 0)
    month, day = map(int, kind.split("-"))
    return date(year, month, day)


def find_easter(year: int) -> date:
    """Return Western Easter Sunday (Meeus's Gregorian computus).

    >>> find_easter(2024).isoformat()
    '2024-03-31'
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
