"""Weekdays, days counted from today, parts of the day and hours."""

import re
from datetime import date, timedelta

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times.context import (
    ANAPHORIC,
    UNDATED,
    Context,
    Match,
    TimeReading,
    ambiguous_reading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
    time_of_day,
    undated_reading,
)
from onrecord.enrich.times.disambiguation import choose_nearest_day

_DAYS_FROM_TODAY = {"yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}
# "It is the third day of the strike": the day that is running. Without these words it may be any day.
_RUNNING_BEFORE = re.compile(r"\b(?:today is|this is|it is|it[’']s|today marks)\s+$", re.IGNORECASE)
# "8:15 in the evening" is 20:15.
_AFTER_NOON = re.compile(r"night|evening|afternoon")
_NOON = 12
_LAST_HOUR = 24
"""24:00 ends a day; a larger number is a score or a ratio."""


def resolve_weekday(match: Match, context: Context) -> TimeReading | None:
    """Resolve a weekday by its words and the tense; the week before or after is the alternative."""
    number = words.WEEKDAYS[match["weekday"].rstrip(".").lower()]
    if context.published is None:
        return sole_reading(f"XXXX-WXX-{number}", f"a weekday, and {UNDATED}")
    which = first_group(match, "which")
    base = (context.last_date() if ANAPHORIC.match(single_spaced(which)) else None) or context.published
    back = (base.isoweekday() - number) % 7
    last, ahead = base - timedelta(back), base + timedelta((number - base.isoweekday()) % 7)
    if way := direction_of(which):
        # On a Monday, "last Monday" and "next Monday" are a week away, never today.
        day = (last if back else last - timedelta(7)) if way < 0 else (ahead if back else ahead + timedelta(7))
        because = f'"{single_spaced(which)}": the {"last one before" if way < 0 else "first one after"} {base}'
        return ambiguous_reading(day.isoformat(), because, ((day + timedelta(7 * way)).isoformat(),))
    days = [last, ahead] if back else [last - timedelta(7), last, ahead + timedelta(7)]
    return choose_nearest_day(days, context, "a weekday")


def resolve_today(match: Match, context: Context) -> TimeReading | None:
    """Resolve "today", "yesterday", "the day after tomorrow"."""
    word = single_spaced(match["word"]).lower()
    offset = _DAYS_FROM_TODAY.get(word, 0)
    if context.published is None:
        return undated_reading((offset > 0) - (offset < 0))
    return sole_reading((context.published + timedelta(offset)).isoformat(), f'"{word}", {context.publication}')


def resolve_week_on(match: Match, context: Context) -> TimeReading | None:
    """Resolve "a week on Monday", "Friday week": seven days after the first such day to come."""
    number = words.WEEKDAYS[(match["weekday"] or match["weekday2"]).rstrip(".").lower()]
    if context.published is None:
        return sole_reading(f"XXXX-WXX-{number}", f"a weekday, and {UNDATED}")
    ahead = context.published + timedelta((number - context.published.isoweekday()) % 7 or 7)
    weeks = 2 if match["weeks"] == "fortnight" else 1
    if (match["how"] or "").lower() == "last":
        weeks = -2
    because = f'"{single_spaced(match[0])}", {context.publication}'
    return sole_reading((ahead + timedelta(7 * weeks)).isoformat(), because)


def resolve_nth_day(match: Match, context: Context) -> TimeReading | None:
    """Resolve "It is the third day of the strike": the day of publication."""
    if context.published is None or not _RUNNING_BEFORE.search(context.words_before):
        return None
    because = f'"{single_spaced(match[0])}", the current day, {context.publication}'
    return sole_reading(context.published.isoformat(), because)


def resolve_part_of_day(match: Match, context: Context) -> TimeReading | None:
    """Resolve "Sunday night", "this morning", "tonight"."""
    ending = f"T{words.PARTS_OF_DAY.get(match['part'].lower(), 'NI')}"
    on = first_group(match, "on")
    if first_group(match, "many"):
        weekday = words.WEEKDAYS.get(on.lower()) if on else None
        return sole_reading(f"XXXX-WXX-{weekday}{ending}" if weekday else f"XXXX-XX-XX{ending}", "recurring", "SET")
    if on:
        day = context.inner(on, context)
        return time_of_day(day, ending) if day else None
    if context.published is None:
        return sole_reading(f"XXXX-XX-XX{ending}", UNDATED, "TIME")
    return _part_of_unnamed_day(match, ending, context, context.published)


def _part_of_unnamed_day(match: Match, ending: str, context: Context, published: date) -> TimeReading:
    """Resolve "last night", "tonight" by the publication, "that night", "the next morning" by the date before it."""
    which = single_spaced(first_group(match, "which")).lower()
    mentioned = context.mentioned_date() if which == "that" or which.startswith("the ") else None
    day = mentioned or published
    if which == "last":
        day -= timedelta(1)
    elif which.startswith("the "):
        day += timedelta(1)
    base = f"counted from {mentioned}" if mentioned else context.publication
    because = f'"{single_spaced(match[0])}", {base}'
    return TimeReading(type="TIME", value=f"{day.isoformat()}{ending}", because=because, deictic=mentioned is None)


def resolve_clock_time(match: Match, context: Context) -> TimeReading | None:
    """Resolve "8 p.m. Friday"; without a day, on the last date mentioned."""
    part = first_group(match, "tonight")
    hour = _parse_hour(match["clock"], part)
    if hour is None:
        return None
    on = first_group(match, "on", "aside")
    if on and (named := context.inner(on, context)):
        return time_of_day(named, f"T{hour}")
    base = context.last_date()
    day = base.isoformat() if base else "XXXX-XX-XX"
    if "clock" in match["clock"].lower() and not part:
        later = f"{day}T{(int(hour[:2]) + _NOON) % 24:02}:00"
        because = "before or after noon is not stated"
        return TimeReading(type="TIME", value=f"{day}T{hour}", because=because, alternatives=(later,))
    return sole_reading(f"{day}T{hour}", "the hour as written, on the last date mentioned", "TIME")


def _parse_hour(written: str, part: str | None) -> str | None:
    """Return "HH:MM" of an hour as written; `part` is the part of the day beside it."""
    written = written.lower()
    if written in words.CLOCK_WORDS:
        return words.CLOCK_WORDS[written]
    if re.fullmatch(r"\d{4}", written):
        return f"{written[:2]}:{written[2:]}"
    hour, minute = (*map(int, re.findall(r"\d+", written)[:2]), 0)[:2]
    if re.search(r"a\.?m", written):
        hour %= _NOON
    elif re.search(r"p\.?m", written) or (hour < _NOON and _AFTER_NOON.search(part or "")):
        hour = hour % _NOON + _NOON
    return f"{hour:02}:{minute:02}" if hour <= _LAST_HOUR else None
