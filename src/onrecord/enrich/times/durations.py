"""Durations, what is counted from a date by them, how often, and references without a date."""

import re
from datetime import date

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import Context, Match, Reading, direction, first_group, fixed, plain
from onrecord.text.numbers import parse_number

_MOST = 1_000_000
"""Of units: a number beyond this is no length of time that a paper means."""


def amount(written: str | None) -> tuple[float | None, float | None]:
    """The lowest and the highest number that an amount may be; None, None for "several" and its like."""
    low = plain(written or "").lower()
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
    if any(each is None or each > _MOST for each in numbers):
        return None, None
    return numbers[0], numbers[-1]


def duration(match: Match, context: Context) -> Reading | None:
    """A number of units, or one: "three weeks", "a day"."""
    low, _ = amount(match["amount"])
    if low is not None and first_group(match, "half"):
        low += 0.5
    unit = words.unit(match["unit"])
    if match["amount"].lower() in ("a", "an") and _RATE_BEFORE.search(context.before):
        return None  # "$5 a week" is a rate, no time
    if unit == "Q" and re.search(r"quarters?$", match[0]) and re.match(r"\s+of\b", context.after):
        return None  # "three quarters of the land"
    if unit == "TS" and match["unit"].lower() == "second" and not re.search(r"\d|-", match[0]):
        return None
    return Reading("DURATION", timex.duration(low, unit), "a length of time", (), None)


_RATE_BEFORE = re.compile(r"\d(?:\s+(?:thousand|million|billion))?(?:\s+[a-z-]+){0,2}\s+$", re.IGNORECASE)


def vague_duration(match: Match, context: Context) -> Reading | None:
    """A unit in the plural without a number."""
    return fixed(timex.duration(None, words.unit(match["unit"])), "a length of time that is not said", "DURATION")


def ago(match: Match, context: Context) -> Reading | None:
    """ "two years ago", "three days later": as exact as the unit."""
    count, _ = amount(match["amount"]) if match["amount"] else (None, None)
    unit, how = words.unit(match["unit"]), plain(match["how"]).lower()
    ahead = how in ("later", "after", "afterward", "afterwards", "from now", "hence")
    base = context.published if how in ("ago", "from now", "hence") else context.last_date()
    if count is None or base is None:
        return fixed(
            "FUTURE_REF" if ahead else "PAST_REF",
            "a time that is not said exactly" if base else "no day of printing to tell it by",
        )
    try:
        day = timex.shifted(base, count if ahead else -count, unit)
    except (ValueError, OverflowError):
        return fixed("FUTURE_REF" if ahead else "PAST_REF", "off the calendar")
    coarse = {"10Y": "Y", "100Y": "Y", "2W": "W"}.get(unit, unit)
    return fixed(timex.at(day, coarse), f"{plain(match[0])}, counted from {base}")


def beside(match: Match, context: Context) -> Reading | None:
    """ "the day before last Tuesday", "two weeks after May 3": counted from the date named."""
    named = context.inner(match["on"], context)
    first, last = timex.interval(named.value) if named else timex.UNKNOWN
    count = amount(match["amount"])[0] if match["amount"] else 1.0
    unit, way = words.unit(match["unit"]), -1 if match["how"].lower() == "before" else 1
    if first is None or first != last or count is None:
        return None
    try:
        day = timex.shifted(first, way * count, unit)
    except (ValueError, OverflowError):
        return None
    return fixed(timex.at(day, "D" if unit == "W" else unit), f"{plain(match[0])}, counted from {first}")


_TO_THEN = re.compile(r"\b(?:until|till|by)\s+$", re.IGNORECASE)


def then(match: Match, context: Context) -> Reading | None:
    """ "until then": the date named last."""
    named = next((r for r in reversed(context.earlier) if r.type == "DATE" and timex.interval(r.value)[0]), None)
    if named is None or not _TO_THEN.search(context.before):
        return None
    return Reading("DATE", named.value, "the date named last", named.alternatives, named.around)


def span(match: Match, context: Context) -> Reading | None:
    """ "the past two months": a length with a place on the calendar."""
    low, _ = amount(match["amount"])
    unit, way = words.unit(match["unit"]), direction(match["way"])
    anchored = match["way"].lower() in ("past", "last", "next", "coming", "recent")
    reading = Reading("DURATION", timex.duration(low, unit), "a length of time")
    return running(low, unit, -1 if match["way"].lower() == "recent" else way, context) if anchored else reading


def running(count: float | None, unit: str, way: int, context: Context) -> Reading:
    """A duration that ends with the printing (way -1) or begins with it (1)."""
    value = timex.duration(count, unit)
    around = _stretch(count, unit, way, context.published)
    word = "up to" if way < 0 else "from"
    because = f"a length of time {word} {context.published}" if context.published else "a length of time"
    return Reading("DURATION", value, because, (), around)


def _stretch(count: float | None, unit: str, way: int, base: date | None) -> timex.Interval:
    if base is None or way == 0:
        return timex.UNKNOWN
    try:
        other = timex.shifted(base, way * count, unit) if count is not None else None
    except (ValueError, OverflowError):
        other = None
    return (other, base) if way < 0 else (base, other)


def recent(match: Match, context: Context) -> Reading | None:
    """ "recent weeks", "the coming months"."""
    way = match["way"].lower()
    unit = words.unit(match["unit"])
    if way in ("coming", "future", "ahead", "to come") or way.startswith("to"):
        return Reading("DATE", "FUTURE_REF", "a time ahead that is not said", (), (context.published, None))
    if way == "last":
        return None
    return running(None, unit, -1, context)


def set_(match: Match, context: Context) -> Reading | None:
    """ "daily", "every two weeks", "twice a week"."""
    if word := first_group(match, "word"):
        return fixed(words.SETS[word.lower()], "how often", "SET")
    unit, count = words.unit(match["unit"]), first_group(match, "count")
    if count is None:
        return fixed(timex.duration(1, unit), "how often", "SET")
    low = 2.0 if re.match(r"other|couple", count, re.IGNORECASE) else amount(count)[0]
    return fixed(timex.duration(low, unit), "how often", "SET")


def set_month(match: Match, context: Context) -> Reading | None:
    """ "every March"."""
    low = match["name"].rstrip(".").lower()
    return fixed(f"XXXX-{words.SEASONS.get(low) or f'{words.MONTHS[low]:02}'}", "every such one", "SET")


def reference(match: Match, context: Context) -> Reading | None:
    """ "now", "recently", "the future": no date, but a side of the printing."""
    day = context.published
    for name, around in (("present", (day, day)), ("past", (None, day)), ("future", (day, None))):
        if first_group(match, name):
            return Reading("DATE", f"{name.upper()}_REF", f'"{plain(match[0])}" names no date', (), around)
    return None
