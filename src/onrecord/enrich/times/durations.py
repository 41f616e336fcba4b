"""Durations, by themselves or with a place on the calendar, and dates counted by them: "two weeks ago"."""

import re
from datetime import date

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import (
    UNDATED,
    Context,
    Match,
    TimeReading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
)
from onrecord.text.numbers import parse_number

_LARGEST_AMOUNT = 1_000_000
"""Of units: a larger number is a misprint or a sum of money, and would run off the calendar."""
# "$5 a week", "40 million crowns a year": a rate, not a duration.
_RATE_BEFORE = re.compile(r"\d(?:\s+(?:thousand|million|billion))?(?:\s+[a-z-]+){0,2}\s+$", re.IGNORECASE)
_ONE = re.compile(r"an?|another|an additional|a full")
_WITH_FRACTION = re.compile(r"(\d+) (\d)/([1-9])")
_RANGE = re.compile(r"(?<!\s)\s++(?:to|or)\s++|\s?[-–]\s?(?=\d)")
_QUARTER_AT_END = re.compile(r"quarters?$")
# A day counted by decades or weeks is as exact as its unit: "three decades ago" names a year, not a day.
_COARSER_UNIT = {"10Y": "Y", "100Y": "Y", "2W": "W"}


def parse_amount(written: str | None) -> tuple[float | None, float | None]:
    """Return the lowest and the highest number that an amount may be; None, None for "several" and its like."""
    amount = single_spaced(written or "").lower()
    if _ONE.fullmatch(amount):
        return 1.0, 1.0
    if "couple" in amount:
        return 2.0, 2.0
    if fraction := _WITH_FRACTION.fullmatch(amount):
        whole, top, bottom = map(float, fraction.groups())
        return whole + top / bottom, whole + top / bottom
    numbers = [parse_number(part) for part in _RANGE.split(amount)]
    if any(number is None or number > _LARGEST_AMOUNT for number in numbers):
        return None, None
    return numbers[0], numbers[-1]


def resolve_duration(match: Match, context: Context) -> TimeReading | None:
    """Resolve a number of units, or one: "three weeks", "a day"."""
    low, _ = parse_amount(match["amount"])
    if low is not None and first_group(match, "half"):
        low += 0.5
    unit = words.unit_letters(match["unit"])
    if _is_no_duration(match, unit, context):
        return None
    return sole_reading(timex.format_duration(low, unit), "a duration", "DURATION")


def _is_no_duration(match: Match, unit: str, context: Context) -> bool:
    """Return whether it is a rate, a fraction or an ordinal in the shape of a duration."""
    if match["amount"].lower() in ("a", "an") and _RATE_BEFORE.search(context.words_before):
        return True
    # "Three quarters of the land".
    if unit == "Q" and _QUARTER_AT_END.search(match[0]) and re.match(r"\s+of\b", context.words_after):
        return True
    # "A second man"; "30 seconds" and "ten-second" are durations.
    return unit == "TS" and match["unit"].lower() == "second" and not re.search(r"\d|-", match[0])


def resolve_vague_duration(match: Match, context: Context) -> TimeReading | None:
    """Resolve a unit in the plural without a number: "for years"."""
    value = timex.format_duration(None, words.unit_letters(match["unit"]))
    return sole_reading(value, "a duration of unknown length", "DURATION")


def resolve_ago(match: Match, context: Context) -> TimeReading | None:
    """Resolve "two years ago", "three days later", as exact as the unit."""
    count, _ = parse_amount(match["amount"]) if match["amount"] else (None, None)
    unit, how = words.unit_letters(match["unit"]), single_spaced(match["how"]).lower()
    ahead = how in ("later", "after", "afterward", "afterwards", "from now", "hence")
    # "Ago" counts from the publication; "later" and "earlier" from the date before them in the text.
    base = context.published if how in ("ago", "from now", "hence") else context.last_date()
    side = "FUTURE_REF" if ahead else "PAST_REF"
    if count is None or base is None:
        return sole_reading(side, "not an exact time" if base else UNDATED)
    day = timex.shift_within_calendar(base, count if ahead else -count, unit)
    if day is None:
        return sole_reading(side, "off the calendar")
    value = timex.format_period(day, _COARSER_UNIT.get(unit, unit))
    return sole_reading(value, f"{single_spaced(match[0])}, counted from {base}")


def resolve_offset(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the day before last Tuesday", "two weeks after May 3", counted from the date in it."""
    anchor = context.inner(match["on"], context)
    first, last = timex.days_covered(anchor.value) if anchor else timex.UNKNOWN
    count = parse_amount(match["amount"])[0] if match["amount"] else 1.0
    unit, way = words.unit_letters(match["unit"]), -1 if match["how"].lower() == "before" else 1
    # Without a single day to count from, the two expressions stand apart: "two years" and "before May 2001".
    if first is None or first != last or count is None:
        return None
    day = timex.shift_within_calendar(first, way * count, unit)
    if day is None:
        return None
    value = timex.format_period(day, "D" if unit == "W" else unit)
    return sole_reading(value, f"{single_spaced(match[0])}, counted from {first}")


def resolve_placed_duration(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the past two months": a duration that ends or begins with the publication."""
    low, _ = parse_amount(match["amount"])
    unit, way = words.unit_letters(match["unit"]), match["way"].lower()
    # "The first two months", "the same two weeks" have no place by themselves.
    if way not in ("past", "last", "next", "coming", "recent"):
        return sole_reading(timex.format_duration(low, unit), "a duration", "DURATION")
    return place_duration(low, unit, -1 if way == "recent" else direction_of(way), context)


def place_duration(count: float | None, unit: str, way: int, context: Context) -> TimeReading:
    """Return a duration that ends with the publication (way -1) or begins with it (1)."""
    side = "up to" if way < 0 else "from"
    return TimeReading(
        type="DURATION",
        value=timex.format_duration(count, unit),
        because=f"a duration {side} {context.published}" if context.published else "a duration",
        around=_days_of_duration(count, unit, way, context.published),
    )


def _days_of_duration(count: float | None, unit: str, way: int, base: date | None) -> timex.Interval:
    if base is None or way == 0:
        return timex.UNKNOWN
    far = timex.shift_within_calendar(base, way * count, unit) if count is not None else None
    return (far, base) if way < 0 else (base, far)


def resolve_recent(match: Match, context: Context) -> TimeReading | None:
    """Resolve "recent weeks", "the coming months"."""
    way = match["way"].lower()
    if way in ("coming", "future", "ahead", "to come") or way.startswith("to"):
        around = (context.published, None)
        return TimeReading(type="DATE", value="FUTURE_REF", because="a time ahead, not exact", around=around)
    # "The last weeks of the war" are not the weeks up to the publication.
    return None if way == "last" else place_duration(None, words.unit_letters(match["unit"]), -1, context)
