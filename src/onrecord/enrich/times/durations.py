"""Durations, what is counted from a date by them, how often, and references without a date."""

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
from onrecord.text.numbers import parse_number

_LARGEST_AMOUNT = 1_000_000
"""Of units: a number beyond this is no length of time that a paper means."""


def parse_amount(written: str | None) -> tuple[float | None, float | None]:
    """The lowest and the highest number that an amount may be; None, None for "several" and its like."""
    low = single_spaced(written or "").lower()
    if re.fullmatch(r"an?|another|an additional|a full", low):
        return 1.0, 1.0
    if "couple" in low:
        return 2.0, 2.0
    parts = re.split(r"\s+(?:to|or)\s+|\s?[-–]\s?(?=\d)", low)
    fraction = re.fullmatch(r"(\d+) (\d)/([1-9])", low)
    if fraction:
        whole, top, bottom = map(float, fraction.groups())
        return whole + top / bottom, whole + top / bottom
    numbers = [parse_number(part) for part in parts]
    if any(each is None or each > _LARGEST_AMOUNT for each in numbers):
        return None, None
    return numbers[0], numbers[-1]


def resolve_duration(match: Match, context: Context) -> TimeReading | None:
    """A number of units, or one: "three weeks", "a day"."""
    low, _ = parse_amount(match["amount"])
    if low is not None and first_group(match, "half"):
        low += 0.5
    unit = words.unit_letters(match["unit"])
    if match["amount"].lower() in ("a", "an") and _RATE_BEFORE.search(context.before):
        return None  # "$5 a week" is a rate, no time
    if unit == "Q" and re.search(r"quarters?$", match[0]) and re.match(r"\s+of\b", context.after):
        return None  # "three quarters of the land"
    if unit == "TS" and match["unit"].lower() == "second" and not re.search(r"\d|-", match[0]):
        return None
    return TimeReading("DURATION", timex.format_duration(low, unit), "a length of time", (), None)


_RATE_BEFORE = re.compile(r"\d(?:\s+(?:thousand|million|billion))?(?:\s+[a-z-]+){0,2}\s+$", re.IGNORECASE)


def resolve_vague_duration(match: Match, context: Context) -> TimeReading | None:
    """A unit in the plural without a number."""
    return sole_reading(
        timex.format_duration(None, words.unit_letters(match["unit"])), "a length of time that is not said", "DURATION"
    )


def resolve_ago(match: Match, context: Context) -> TimeReading | None:
    """ "two years ago", "three days later": as exact as the unit."""
    count, _ = parse_amount(match["amount"]) if match["amount"] else (None, None)
    unit, how = words.unit_letters(match["unit"]), single_spaced(match["how"]).lower()
    ahead = how in ("later", "after", "afterward", "afterwards", "from now", "hence")
    base = context.published if how in ("ago", "from now", "hence") else context.last_date()
    if count is None or base is None:
        return sole_reading(
            "FUTURE_REF" if ahead else "PAST_REF",
            "a time that is not said exactly" if base else "no day of printing to tell it by",
        )
    try:
        day = timex.shift_day(base, count if ahead else -count, unit)
    except (ValueError, OverflowError):
        return sole_reading("FUTURE_REF" if ahead else "PAST_REF", "off the calendar")
    coarse = {"10Y": "Y", "100Y": "Y", "2W": "W"}.get(unit, unit)
    return sole_reading(timex.format_period(day, coarse), f"{single_spaced(match[0])}, counted from {base}")


def resolve_offset(match: Match, context: Context) -> TimeReading | None:
    """ "the day before last Tuesday", "two weeks after May 3": counted from the date named."""
    named = context.inner(match["on"], context)
    first, last = timex.days_covered(named.value) if named else timex.UNKNOWN
    count = parse_amount(match["amount"])[0] if match["amount"] else 1.0
    unit, way = words.unit_letters(match["unit"]), -1 if match["how"].lower() == "before" else 1
    if first is None or first != last or count is None:
        return None
    try:
        day = timex.shift_day(first, way * count, unit)
    except (ValueError, OverflowError):
        return None
    return sole_reading(
        timex.format_period(day, "D" if unit == "W" else unit), f"{single_spaced(match[0])}, counted from {first}"
    )


_TO_THEN = re.compile(r"\b(?:until|till|by)\s+$", re.IGNORECASE)


def resolve_then(match: Match, context: Context) -> TimeReading | None:
    """ "until then": the date named last."""
    named = next((r for r in reversed(context.earlier) if r.type == "DATE" and timex.days_covered(r.value)[0]), None)
    if named is None or not _TO_THEN.search(context.before):
        return None
    return TimeReading("DATE", named.value, "the date named last", named.alternatives, named.around)


def resolve_placed_duration(match: Match, context: Context) -> TimeReading | None:
    """ "the past two months": a length with a place on the calendar."""
    low, _ = parse_amount(match["amount"])
    unit, way = words.unit_letters(match["unit"]), direction_of(match["way"])
    anchored = match["way"].lower() in ("past", "last", "next", "coming", "recent")
    reading = TimeReading("DURATION", timex.format_duration(low, unit), "a length of time")
    return place_duration(low, unit, -1 if match["way"].lower() == "recent" else way, context) if anchored else reading


def place_duration(count: float | None, unit: str, way: int, context: Context) -> TimeReading:
    """A duration that ends with the printing (way -1) or begins with it (1)."""
    value = timex.format_duration(count, unit)
    around = _days_of_duration(count, unit, way, context.published)
    word = "up to" if way < 0 else "from"
    because = f"a length of time {word} {context.published}" if context.published else "a length of time"
    return TimeReading("DURATION", value, because, (), around)


def _days_of_duration(count: float | None, unit: str, way: int, base: date | None) -> timex.Interval:
    if base is None or way == 0:
        return timex.UNKNOWN
    try:
        other = timex.shift_day(base, way * count, unit) if count is not None else None
    except (ValueError, OverflowError):
        other = None
    return (other, base) if way < 0 else (base, other)


def resolve_recent(match: Match, context: Context) -> TimeReading | None:
    """ "recent weeks", "the coming months"."""
    way = match["way"].lower()
    unit = words.unit_letters(match["unit"])
    if way in ("coming", "future", "ahead", "to come") or way.startswith("to"):
        return TimeReading("DATE", "FUTURE_REF", "a time ahead that is not said", (), (context.published, None))
    if way == "last":
        return None
    return place_duration(None, unit, -1, context)


def resolve_frequency(match: Match, context: Context) -> TimeReading | None:
    """ "daily", "every two weeks", "twice a week"."""
    if word := first_group(match, "word"):
        return sole_reading(words.SETS[word.lower()], "how often", "SET")
    unit, count = words.unit_letters(match["unit"]), first_group(match, "count")
    if count is None:
        return sole_reading(timex.format_duration(1, unit), "how often", "SET")
    low = 2.0 if re.match(r"other|couple", count, re.IGNORECASE) else parse_amount(count)[0]
    return sole_reading(timex.format_duration(low, unit), "how often", "SET")


def resolve_recurring_month(match: Match, context: Context) -> TimeReading | None:
    """ "every March"."""
    low = match["name"].rstrip(".").lower()
    return sole_reading(f"XXXX-{words.SEASONS.get(low) or f'{words.MONTHS[low]:02}'}", "every such one", "SET")


def resolve_reference(match: Match, context: Context) -> TimeReading | None:
    """ "now", "recently", "the future": no date, but a side of the printing."""
    day = context.published
    for name, around in (("present", (day, day)), ("past", (None, day)), ("future", (day, None))):
        if first_group(match, name):
            return TimeReading("DATE", f"{name.upper()}_REF", f'"{single_spaced(match[0])}" names no date', (), around)
    return None
