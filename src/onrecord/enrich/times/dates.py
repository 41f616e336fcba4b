"""Dates on the calendar: days, months, years, decades, centuries and holidays."""

import re
from calendar import isleap
from datetime import date

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import (
    UNDATED,
    Context,
    Match,
    TimeReading,
    ambiguous_reading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
)
from onrecord.enrich.times.disambiguation import choose_nearest_day
from onrecord.text.numbers import parse_number

_CENTURY_SPLIT = 50
"""A year in two figures: '49 is 2049, '50 is 1950."""
_A_LEAP_YEAR = 2024
"""Any: of no year, 29 February is a day, 30 February never is."""
_LEAP_DAY = (2, 29)
_LEAP_YEARS_APART = 8
"""At most: 1896 and 1904."""
_NOT_FIGURES = re.compile(r"\D")
# "May 3 and 4": the second day follows a month with its first. A count after "and" has a noun, which the grammar sees.
_LISTED_BEFORE = re.compile(r"\b(?P<month>[A-Z][a-z]+)\.?\s+\d\d?(?:st|nd|rd|th)?(?:,\s+\d\d?)*,?\s+(?:and|or)\s+$")
# "By the 31st" is a day; "the 31st floor", "the 31st time" are not.
_PREPOSITION_BEFORE_DAY = re.compile(r"\b(?:by|before|on|until|till|after|since|from)\s+$", re.IGNORECASE)
# What makes four figures a price, a number or a count: "$1980", "flight 1980", "some 1980".
_NO_YEAR_BEFORE = re.compile(
    r"[$€£¥#&./-]\s?$|\b(?:No|number|flight|model|room|route|box|about|nearly|than|some|almost)\.?\s+$", re.IGNORECASE
)
# "1980 people", "1980 Elm Street".
_NO_YEAR_AFTER = re.compile(
    r"[/$€£]|-(?!\d{4}\b|to-)\w|\s+(?:[a-z]+\s+)?(?:people|workers|men|women|employees|troops|shares|dollars|points|feet|miles|km|metres|meters|rpm|cc|euros|pounds|tons|jobs|homes|Avenue|Street|Road|[A-Z][a-z]+\s+(?:St|Ave|Rd|Blvd|Street|Avenue|Road)\b)"
)
_DECADE_NAMES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_NEAR_MONTHS, _FAR_MONTHS = 3, 9
"""Months ahead: up to three, a bare month is the coming one unless a verb in the past governs it; with a verb in the
future, up to nine."""


def resolve_iso_date(match: Match, context: Context) -> TimeReading | None:
    """Resolve a date, or a date and an hour, as ISO 8601 writes it."""
    if timex.days_covered(match["value"])[0] is None:
        return None
    if match["clock"]:
        return sole_reading(f"{match['value']}T{match['clock']}", "date and hour as written", "TIME")
    return sole_reading(match["value"], "date as written")


def resolve_slashed_date(match: Match, context: Context) -> TimeReading | None:
    """Resolve a date in figures: month first with slashes (American), day first with dots.

    The other order is the alternative.
    """
    year = _expand_year(match["year"])
    month_first = match["mark"] == "/"
    pair = (int(match["first"]), int(match["second"]))
    orders = (pair, pair[::-1]) if month_first else (pair[::-1], pair)
    values = [value for month, day in orders if (value := _date_value(year, month, day))]
    # "3.04.19" may be a version or a section.
    if not values or (not month_first and len(match["year"]) == 2):
        return None
    alternatives = tuple(value for value in values[1:] if value != values[0])
    because = "month first, as with slashes" if month_first else "day first, as with dots"
    return ambiguous_reading(values[0], because if alternatives else "the only date that it can be", alternatives)


def _expand_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return 1900 + int(year) + (100 if int(year) < _CENTURY_SPLIT else 0)


def _date_value(year: int, month: int, day: int) -> str | None:
    """Return the value of a day; None where the calendar lacks it."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def resolve_full_date(match: Match, context: Context) -> TimeReading | None:
    """Resolve "Monday, May 3, 2021", "3 May"; without a year, the nearest that the words allow."""
    month = words.MONTHS[(match["month"] or match["month2"]).rstrip(".").lower()]
    day = int(_NOT_FIGURES.sub("", match["day"] or match["day2"]))
    if _date_value(_A_LEAP_YEAR, month, day) is None:
        return None
    reading = _resolve_day_and_month(match, context, month, day)
    if reading.value.startswith("X"):
        return reading
    if match["since"]:
        return _extend_backwards(reading, match["since"])
    return _extend_forwards(reading, month, match["until"]) if match["until"] else reading


def _extend_backwards(reading: TimeReading, since: str) -> TimeReading:
    """Return the range of "10 to 14 February", whose month stands with its last day."""
    last = date.fromisoformat(reading.value)
    day = int(_NOT_FIGURES.sub("", since))
    return _range_reading(reading, last.replace(day=day), last) if 0 < day < last.day else reading


def _extend_forwards(reading: TimeReading, month: int, until: str) -> TimeReading:
    """Return the range of "February 10 to 14", whose month stands with its first day."""
    first = date.fromisoformat(reading.value)
    value = _date_value(first.year, month, int(_NOT_FIGURES.sub("", until)))
    last = date.fromisoformat(value) if value else None
    return _range_reading(reading, first, last) if last and last >= first else reading


def _range_reading(reading: TimeReading, first: date, last: date) -> TimeReading:
    return TimeReading(
        type="DATE",
        value=first.isoformat(),
        because=reading.because,
        alternatives=reading.alternatives,
        around=(first, last),
    )


def _resolve_day_and_month(match: Match, context: Context, month: int, day: int) -> TimeReading:
    if match["year"]:
        return _day_of_year(int(match["year"]), month, day, because="date as written")
    if context.published is None:
        return sole_reading(f"XXXX-{month:02}-{day:02}", f"no year given, and {UNDATED}")
    if match["which"]:
        year = context.published.year + direction_of(match["which"])
        return _day_of_year(year, month, day, because=f"{match['which'].lower()} year, {context.publication}")
    # "February 27 to 29" is of a leap year, too.
    last = int(_NOT_FIGURES.sub("", match["until"])) if match["until"] else day
    reach = _LEAP_YEARS_APART if _LEAP_DAY in ((month, day), (month, last)) else 1
    near = range(context.published.year - reach, context.published.year + reach + 1)
    years = [year for year in near if reach == 1 or isleap(year)]
    days = [date.fromisoformat(value) for year in years if (value := _date_value(year, month, day))]
    if match["weekday"]:
        weekday = words.WEEKDAYS[match["weekday"].rstrip(".").lower()]
        fitting = [candidate for candidate in days if candidate.isoweekday() == weekday]
        if len(fitting) == 1:
            because = f"no year given: the one near {context.published} that falls on that weekday"
            return sole_reading(fitting[0].isoformat(), because)
    return choose_nearest_day(days, context, "no year given")


def _day_of_year(year: int, month: int, day: int, *, because: str) -> TimeReading:
    """Return a day of a year; of a year without it, its month and day alone.

    A leap day of another year is a mistake in print, of the day or of the year: nobody can tell which.
    """
    value = _date_value(year, month, day)
    if value is None:
        return sole_reading(f"XXXX-{month:02}-{day:02}", f"{because}, but {year} is not a leap year")
    return sole_reading(value, because)


def resolve_listed_day(match: Match, context: Context) -> TimeReading | None:
    """Resolve the second day of "May 3 and 4", of the month and year of the first."""
    listed = _LISTED_BEFORE.search(context.words_before)
    month = words.MONTHS.get(listed["month"].lower()) if listed else None
    first = context.earlier[-1] if context.earlier else None
    if month is None or first is None or f"-{month:02}-" not in first.value:
        return None
    year, day = first.value[:4], int(_NOT_FIGURES.sub("", match[0]))
    if _date_value(int(year) if year.isdecimal() else _A_LEAP_YEAR, month, day) is None:
        return None
    return sole_reading(f"{year}-{month:02}-{day:02}", f"of the month and year of the day before it, {first.value}")


def resolve_day_of_month(match: Match, context: Context) -> TimeReading | None:
    """Resolve "by the 31st": the nearest such day of a month that the words allow."""
    day = int(_NOT_FIGURES.sub("", match["day"]))
    if context.published is None or not day or not _PREPOSITION_BEFORE_DAY.search(context.words_before):
        return None
    # Two months to each side, as a month may lack the 31st.
    months = [divmod(context.published.year * 12 + context.published.month - 1 + offset, 12) for offset in range(-2, 3)]
    values = [_date_value(year, zero_based + 1, day) for year, zero_based in months]
    return choose_nearest_day([date.fromisoformat(value) for value in values if value], context, "no month given")


def resolve_month(match: Match, context: Context) -> TimeReading | None:
    """Resolve a month with its year, or the one that the words point to."""
    month = words.MONTHS[match["month"].rstrip(".").lower()]
    if year := first_group(match, "year"):
        return sole_reading(f"{parse_year(year)}-{month:02}", "month and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-{month:02}", f"no year given, and {UNDATED}")
    if of := first_group(match, "of"):
        value = f"{context.published.year + direction_of(of)}-{month:02}"
        return sole_reading(value, f"{of.lower()} year, {context.publication}")
    which = first_group(match, "which")
    if which and (direction_of(which) or which.lower() == "this"):
        return _find_named_month(month, which, context.published)
    return _find_nearest_month(month, context, context.published)


def _find_named_month(month: int, which: str, published: date) -> TimeReading:
    """Find the month of "last March", "next March", "this March"."""
    this, last, following = (f"{published.year + offset}-{month:02}" for offset in (0, -1, 1))
    way = direction_of(which)
    if way < 0:
        # Papers write "last March" in March and in April, which is "last month" then: take the earlier year.
        value = this if month < published.month - 1 else last
        alternatives = (last if value == this else this,) if month <= published.month else ()
        return ambiguous_reading(
            value, f'"{single_spaced(which)}": the last one before {published:%B %Y}', alternatives
        )
    if way > 0:
        value = this if month > published.month else following
        alternatives = (following,) if value == this else ()
        return ambiguous_reading(
            value, f'"{single_spaced(which)}": the first one after {published:%B %Y}', alternatives
        )
    return sole_reading(this, f"in the year of publication, {published.year}")


def _find_nearest_month(month: int, context: Context, published: date) -> TimeReading:
    """Find the month that is meant where only its name stands, by tense and nearness."""
    this, last, following = (f"{published.year + offset}-{month:02}" for offset in (0, -1, 1))
    if month == published.month:
        return ambiguous_reading(this, "no year given: the month of publication", (last,))
    tense = context.find_tense()
    by = f' ("{tense.word}")' if tense.word else ""
    past, ahead = (this, following) if month < published.month else (last, this)
    months_ahead = (month - published.month) % 12
    near = months_ahead <= _NEAR_MONTHS and not (tense.name == "past" and tense.firm)
    if near or (tense.name == "future" and months_ahead <= _FAR_MONTHS):
        return ambiguous_reading(ahead, f"no year given: the first one after {published:%B %Y}{by}", (past,))
    return ambiguous_reading(past, f"no year given: the last one before {published:%B %Y}{by}", (ahead,))


def parse_year(year: str) -> int:
    """Return a year in figures, or in words as they are spoken ("nineteen ninety-six")."""
    if year[0] in "'’":
        return _expand_year(year[1:])
    if year.isdecimal():
        return int(year)
    if "thousand" in year.lower():
        return 2000
    rest = re.split(r"[\s-]", year.lower(), maxsplit=1)[1]
    return 1900 + int(parse_number(rest.replace("-", " ").replace("oh ", "")) or 0) % 100


def resolve_year(match: Match, context: Context) -> TimeReading | None:
    """Resolve a year in figures or in words, unless it counts something or numbers a house."""
    if spoken := first_group(match, "spoken"):
        return sole_reading(str(parse_year(spoken)), "year in words")
    counted = not first_group(match, "period") and _NO_YEAR_BEFORE.search(context.words_before)
    if counted or _NO_YEAR_AFTER.match(context.words_after):
        return None
    return sole_reading(match["year"], "year as written")


def resolve_decade(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the 1990s", "the '90s", "the nineties"."""
    if match["year"]:
        return sole_reading(f"{match['year'][:3]}X", "decade as written")
    digit = match["short"][0] if match["short"] else str(_DECADE_NAMES.index(match["name"].lower()) + 2)
    # The twenties and thirties may be this century's; later decades have not been yet.
    alternatives = (f"20{digit}X",) if digit in "23" else ()
    return ambiguous_reading(f"19{digit}X", "a decade of the last century", alternatives)


def resolve_century(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the 19th century" to 18, the first figures of its years."""
    number = int(match["n"] or words.CENTURIES[match["word"].lower()])
    if number == 0:
        return None
    return sole_reading(f"{number - 1:02}", "the hundred years before the number's")


def resolve_year_span(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the 2024-25 season": two years running, under the name of the first."""
    first = int(match["year"])
    if (first + 1) % 100 != int(match["until"]):
        return None
    return TimeReading(
        type="DATE",
        value=str(first),
        because="two years running",
        alternatives=(str(first + 1),),
        around=(date(first, 1, 1), date(first + 1, 12, 31)),
    )


def resolve_holiday(match: Match, context: Context) -> TimeReading | None:
    """Resolve a holiday of times.toml, with its year or nearest to the publication."""
    name = single_spaced(match["name"]).lower()
    rule = next(rule for holiday, rule in words.HOLIDAYS.items() if single_spaced(holiday).lower() == name)
    if match["year"]:
        return sole_reading(timex.find_holiday(rule, int(match["year"])).isoformat(), "holiday and year as written")
    if context.published is None:
        value = f"XXXX-{rule}" if rule[0].isdecimal() else "XXXX-XX-XX"
        return sole_reading(value, f"no year given, and {UNDATED}")
    days = [timex.find_holiday(rule, context.published.year + offset) for offset in (-1, 0, 1)]
    way = direction_of(match["which"])
    if way == 0:
        return choose_nearest_day(days, context, "no year given")
    if way < 0:
        day = max(day for day in days if day < context.published)
        return sole_reading(day.isoformat(), f"the last one before {context.published}")
    day = min(day for day in days if day > context.published)
    return sole_reading(day.isoformat(), f"the first one after {context.published}")
