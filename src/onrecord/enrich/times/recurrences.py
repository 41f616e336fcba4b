"""How often: "daily", "every two weeks", "every March", "on Tuesdays"."""

import re

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import Context, Match, TimeReading, first_group, sole_reading
from onrecord.enrich.times.durations import parse_amount

# "Every other week" and "every couple of weeks" are every two.
_EVERY_SECOND = re.compile(r"other|couple", re.IGNORECASE)


def resolve_frequency(match: Match, context: Context) -> TimeReading | None:
    """Resolve "daily", "every two weeks", "twice a week"."""
    if word := first_group(match, "word"):
        return sole_reading(words.SETS[word.lower()], "a frequency", "SET")
    unit, count = words.unit_letters(match["unit"]), first_group(match, "count")
    if count is None:
        return sole_reading(timex.format_duration(1, unit), "a frequency", "SET")
    low = 2.0 if _EVERY_SECOND.match(count) else parse_amount(count)[0]
    return sole_reading(timex.format_duration(low, unit), "a frequency", "SET")


def resolve_recurring_month(match: Match, context: Context) -> TimeReading | None:
    """Resolve "every March", "every spring"."""
    name = match["name"].rstrip(".").lower()
    return sole_reading(f"XXXX-{words.SEASONS.get(name) or f'{words.MONTHS[name]:02}'}", "recurring", "SET")


def resolve_recurring_weekday(match: Match, context: Context) -> TimeReading | None:
    """Resolve "every Tuesday", "on Tuesdays"."""
    name = match["weekday"] or match["weekday2"]
    return sole_reading(f"XXXX-WXX-{words.WEEKDAYS[name.rstrip('.').lower()]}", "recurring", "SET")
