"""References without a date of their own: "until then", "now", "recently", "in the future"."""

import re

from onrecord.enrich.times import timex
from onrecord.enrich.times.context import Context, Match, TimeReading, first_group, single_spaced

# "Then" is a time only as a limit: "was then shut" orders events.
_LIMIT_BEFORE_THEN = re.compile(r"\b(?:until|till|by)\s+$", re.IGNORECASE)


def resolve_then(match: Match, context: Context) -> TimeReading | None:
    """Resolve "until then": the last date mentioned."""
    dates = (r for r in reversed(context.earlier) if r.type == "DATE" and timex.days_covered(r.value)[0])
    last = next(dates, None)
    if last is None or not _LIMIT_BEFORE_THEN.search(context.words_before):
        return None
    return TimeReading(
        type="DATE",
        value=last.value,
        because="the last date mentioned",
        alternatives=last.alternatives,
        around=last.around,
    )


def resolve_reference(match: Match, context: Context) -> TimeReading | None:
    """Resolve "now", "recently", "the future" to a side of the publication."""
    day = context.published
    for name, around in (("present", (day, day)), ("past", (None, day)), ("future", (day, None))):
        if first_group(match, name):
            because = f'"{single_spaced(match[0])}" refers to no date'
            return TimeReading(type="DATE", value=f"{name.upper()}_REF", because=because, around=around)
    return None
