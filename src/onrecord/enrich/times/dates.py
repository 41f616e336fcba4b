"""Days, months, years and decades: from a match to its TIMEX3 value."""

import re
from datetime import date

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import (
    Context,
    Match,
    TimeReading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
)
from onrecord.enrich.times.disambiguation import choose_nearest_day
from onrecord.text.numbers import parse_number


def resolve_iso_date(match: Match, context: Context) -> TimeReading | None:
    """A date, or a date and an hour, as ISO 8601 writes it."""
    if timex.days_covered(match["value"])[0] is None:
        return None
    if match["clock"]:
        return sole_reading(f"{match['value']}T{match['clock']}", "date and hour as written", "TIME")
    return sole_reading(match["value"], "date as written")


def resolve_slashed_date(match: Match, context: Context) -> TimeReading | None:
    """Month first with slashes (American), day first with dots; the other order is the alternative."""
    year = _expand_year(match["year"])
    month_first = match["mark"] == "/"
    order = (int(match["first"]), int(match["second"]))
    readings = [_date_value(year, *pair) for pair in ((order, order[::-1]) if month_first else (order[::-1], order))]
    found = [value for value in readings if value]
    if not found or (not month_first and len(match["year"]) == 2):
        return None
    because = "month first, as with slashes" if month_first else "day first, as with dots"
    others = tuple(value for value in found[1:] if value != found[0])
    return TimeReading("DATE", found[0], because if others else "the only date that it can be", others)


def _expand_year(year: str) -> int:
    return int(year) if len(year) == 4 else 1900 + int(year) + (100 if int(year) < 50 else 0)


def _date_value(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def resolve_full_date(match: Match, context: Context) -> TimeReading | None:
    """ "Monday, May 3, 2021", "3 May"; without a year the nearest that the words allow."""
    month = words.MONTHS[(match["month"] or match["month2"]).rstrip(".").lower()]
    day = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    if _date_value(2024, month, day) is None:
        return None
    reading = _resolve_day_and_month(match, context, month, day)
    if match["since"] and reading.value[0] != "X":
        return _start_range(match["since"], reading)
    until = (
        match["until"] and _date_value(int(reading.value[:4]), month, int(re.sub(r"\D", "", match["until"])))
        if reading.value[0] != "X"
        else None
    )
    first = timex.days_covered(reading.value)[0]
    if until and first and date.fromisoformat(until) >= first:
        return TimeReading(
            "DATE", reading.value, reading.because, reading.alternatives, (first, date.fromisoformat(until))
        )
    return reading


def _start_range(start: str, reading: TimeReading) -> TimeReading:
    """ "10 to 14 February": from the day of the month that is named first, where it comes first."""
    last = date.fromisoformat(reading.value)
    day = int(re.sub(r"\D", "", start))
    if not 0 < day < last.day:
        return reading
    first = last.replace(day=day)
    return TimeReading("DATE", first.isoformat(), reading.because, reading.alternatives, (first, last))


def _resolve_day_and_month(match: Match, context: Context, month: int, day: int) -> TimeReading:
    ending = f"{month:02}-{day:02}"
    if match["year"]:
        return sole_reading(f"{match['year']}-{ending}", "date as written")
    if context.published is None:
        return sole_reading(f"XXXX-{ending}", "no year, and no day of printing to tell it by")
    if match["which"]:
        year = context.published.year + direction_of(match["which"])
        return sole_reading(f"{year}-{ending}", f"{match['which'].lower()} year, {context.printed}")
    years = [context.published.year + offset for offset in (-1, 0, 1)]
    days = [date.fromisoformat(value) for year in years if (value := _date_value(year, month, day))]
    if match["weekday"]:
        fitting = [d for d in days if d.isoweekday() == words.WEEKDAYS[match["weekday"].rstrip(".").lower()]]
        if len(fitting) == 1:
            return sole_reading(
                fitting[0].isoformat(), f"no year: the one near {context.published} that falls on that weekday"
            )
    return choose_nearest_day(days, context, "no year")


_LISTED_BEFORE = re.compile(r"\b(?P<month>[A-Z][a-z]+)\.?\s+\d\d?(?:st|nd|rd|th)?(?:,\s+\d\d?)*,?\s+(?:and|or)\s+$")


def resolve_listed_day(match: Match, context: Context) -> TimeReading | None:
    """The second day of "May 3 and 4", of the month and year of the first."""
    listed = _LISTED_BEFORE.search(context.before)
    number_ = words.MONTHS.get(listed["month"].lower()) if listed else None
    named = context.earlier[-1] if context.earlier else None
    if number_ is None or named is None or f"-{number_:02}-" not in named.value:
        return None
    value = f"{named.value[:4]}-{number_:02}-{int(re.sub(r'[^0-9]', '', match[0])):02}"
    if named.value[0] != "X" and timex.days_covered(value)[0] is None:
        return None
    return sole_reading(value, f"of the month and year of the day before it, {named.value}")


_PREPOSITION_BEFORE_DAY = re.compile(r"\b(?:by|before|on|until|till|after|since|from)\s+$", re.IGNORECASE)


def resolve_day_of_month(match: Match, context: Context) -> TimeReading | None:
    """ "by the 31st": the nearest such day of a month that the words allow."""
    if context.published is None or not _PREPOSITION_BEFORE_DAY.search(context.before):
        return None
    number_ = int(re.sub(r"\D", "", match["day"]))
    month_ = context.published.year * 12 + context.published.month - 1
    months = [divmod(month_ + offset, 12) for offset in (-2, -1, 0, 1, 2)]
    found = [_date_value(year_, zero_based + 1, number_) for year_, zero_based in months]
    return (
        choose_nearest_day([date.fromisoformat(value) for value in found if value], context, "no month")
        if number_
        else None
    )


def resolve_month(match: Match, context: Context) -> TimeReading | None:
    """A month with its year, or the one that the words point to."""
    number_ = words.MONTHS[match["month"].rstrip(".").lower()]
    if year := first_group(match, "year"):
        return sole_reading(f"{parse_year(year)}-{number_:02}", "month and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-{number_:02}", "no year, and no day of printing to tell it by")
    if of := first_group(match, "of"):
        return sole_reading(
            f"{context.published.year + direction_of(of)}-{number_:02}", f"{of.lower()} year, {context.printed}"
        )
    return _find_nearest_month(number_, first_group(match, "which"), context)


def _find_nearest_month(month_: int, which: str | None, context: Context) -> TimeReading:
    assert context.published is not None
    today = context.published
    this, last = f"{today.year}-{month_:02}", f"{today.year - 1}-{month_:02}"
    following = f"{today.year + 1}-{month_:02}"
    way = direction_of(which)
    if way < 0:
        # Papers write "last March" in March and in April, which is "last month" then: take the earlier year.
        value = this if month_ < today.month - 1 else last
        others = (last if value == this else this,) if month_ <= today.month else ()
        return TimeReading("DATE", value, f'"{single_spaced(which)}": the last one before {today:%B %Y}', others)
    if way > 0:
        value = this if month_ > today.month else following
        others = (following,) if value == this else ()
        return TimeReading("DATE", value, f'"{single_spaced(which)}": the first one after {today:%B %Y}', others)
    if which and which.lower() == "this":
        return sole_reading(this, f"of the year of printing, {today.year}")
    if month_ == today.month:
        return TimeReading("DATE", this, "no year: the month of printing", (last,))
    spoken = context.tense()
    by = f' ("{spoken.word}")' if spoken.word else ""
    past, ahead = (this, following) if month_ < today.month else (last, this)
    months_ahead = (month_ - today.month) % 12
    near = months_ahead <= 3 and not (spoken.name == "past" and spoken.firm)
    if near or (spoken.name == "future" and months_ahead <= 9):
        return TimeReading("DATE", ahead, f"no year: the first one after {today:%B %Y}{by}", (past,))
    return TimeReading("DATE", past, f"no year: the last one before {today:%B %Y}{by}", (ahead,))


def parse_year(year: str) -> int:
    """A year in figures, or in words as they are spoken ("nineteen ninety-six")."""
    if year[0] in "'’":
        return _expand_year(year[1:])
    if year.isdecimal():
        return int(year)
    if "thousand" in year.lower():
        return 2000
    rest = re.split(r"[\s-]", year.lower(), maxsplit=1)[1]
    return 1900 + int(parse_number(rest.replace("-", " ").replace("oh ", "")) or 0) % 100


_NO_YEAR_BEFORE = re.compile(
    r"[$€£¥#&./-]\s?$|\b(?:No|number|flight|model|room|route|box|about|nearly|than|some|almost)\.?\s+$", re.IGNORECASE
)


_NO_YEAR_AFTER = re.compile(
    r"[/$€£]|-(?!\d{4}\b|to-)\w|\s+(?:[a-z]+\s+)?(?:people|workers|men|women|employees|troops|shares|dollars|points|feet|miles|km|metres|meters|rpm|cc|euros|pounds|tons|jobs|homes|Avenue|Street|Road|[A-Z][a-z]+\s+(?:St|Ave|Rd|Blvd|Street|Avenue|Road)\b)"
)


def resolve_year(match: Match, context: Context) -> TimeReading | None:
    """A year in figures or in words, unless it counts something or numbers a house."""
    if spoken := first_group(match, "spoken"):
        return sole_reading(str(parse_year(spoken)), "year in words")
    if (not first_group(match, "period") and _NO_YEAR_BEFORE.search(context.before)) or _NO_YEAR_AFTER.match(
        context.after
    ):
        return None
    return sole_reading(match["year"], "year as written")


_DECADE_NAMES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def resolve_decade(match: Match, context: Context) -> TimeReading | None:
    """ "the 1990s", "the '90s", "the nineties"."""
    if match["year"]:
        return sole_reading(f"{match['year'][:3]}X", "decade as written")
    digit = match["short"][0] if match["short"] else str(_DECADE_NAMES.index(match["name"].lower()) + 2)
    return TimeReading("DATE", f"19{digit}X", "a decade of the last century", (f"20{digit}X",) if digit in "23" else ())


def resolve_century(match: Match, context: Context) -> TimeReading | None:
    """ "the 19th century" is 18."""
    number_ = int(match["n"] or words.CENTURIES[match["word"].lower()])
    if number_ == 0:
        return None
    return sole_reading(f"{number_ - 1:02}", "the hundred years before the number's")


def resolve_year_span(match: Match, context: Context) -> TimeReading | None:
    """ "the 2024-25 season": two years running, by the name of the first."""
    first = int(match["year"])
    if (first + 1) % 100 != int(match["until"]):
        return None
    return TimeReading(
        "DATE", str(first), "two years running", (str(first + 1),), (date(first, 1, 1), date(first + 1, 12, 31))
    )


def resolve_holiday(match: Match, context: Context) -> TimeReading | None:
    """A holiday of times.toml, with its year or nearest to the printing."""
    rule = next(
        rule
        for name, rule in words.HOLIDAYS.items()
        if single_spaced(name).lower() == single_spaced(match["name"]).lower()
    )
    if match["year"]:
        return sole_reading(timex.find_holiday(rule, int(match["year"])).isoformat(), "holiday and year as written")
    if context.published is None:
        value = f"XXXX-{rule}" if rule[0].isdecimal() else "XXXX-XX-XX"
        return sole_reading(value, "no year, and no day of printing to tell it by")
    days = [timex.find_holiday(rule, context.published.year + offset) for offset in (-1, 0, 1)]
    way = direction_of(match["which"])
    if way == 0:
        return choose_nearest_day(days, context, "no year")
    if way < 0:
        day = max(day for day in days if day < context.published)
        return sole_reading(day.isoformat(), f"the last one before {context.published}")
    day = min(day for day in days if day > context.published)
    return sole_reading(day.isoformat(), f"the first one after {context.published}")
