"""Weekdays, days told from today, and hours."""

import re
from datetime import date, timedelta

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times.context import (
    ANAPHORIC,
    Context,
    Match,
    TimeReading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
    time_of_day,
    undated_reading,
)
from onrecord.enrich.times.disambiguation import choose_nearest_day


def resolve_weekday(match: Match, context: Context) -> TimeReading | None:
    """The weekday that the words and the tense point to; the week before or after is the alternative."""
    number_ = words.WEEKDAYS[match["weekday"].rstrip(".").lower()]
    if context.published is None:
        return sole_reading(f"XXXX-WXX-{number_}", "a weekday, and no day of printing to tell it by")
    which = first_group(match, "which")
    today = (context.last_date() if ANAPHORIC.match(single_spaced(which)) else None) or context.published
    back = (today.isoweekday() - number_) % 7
    last, ahead = today - timedelta(back), today + timedelta((number_ - today.isoweekday()) % 7)
    if way := direction_of(which):
        day = (last if back else last - timedelta(7)) if way < 0 else (ahead if back else ahead + timedelta(7))
        because = f'"{single_spaced(which)}": the {"last one before" if way < 0 else "first one after"} {today}'
        return TimeReading("DATE", day.isoformat(), because, ((day + timedelta(7 * way)).isoformat(),))
    days = [last, ahead] if back else [last - timedelta(7), last, ahead + timedelta(7)]
    return choose_nearest_day(days, context, "a weekday")


def resolve_recurring_weekday(match: Match, context: Context) -> TimeReading | None:
    """ "every Tuesday", "on Tuesdays"."""
    name = match["weekday"] or match["weekday2"]
    return sole_reading(f"XXXX-WXX-{words.WEEKDAYS[name.rstrip('.').lower()]}", "every such weekday", "SET")


def resolve_today(match: Match, context: Context) -> TimeReading | None:
    """ "yesterday", "the day after tomorrow"."""
    word = single_spaced(match["word"]).lower()
    offset = {"yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}.get(word, 0)
    if context.published is None:
        return undated_reading((offset > 0) - (offset < 0))
    return sole_reading((context.published + timedelta(offset)).isoformat(), f'"{word}", {context.printed}')


def resolve_week_on(match: Match, context: Context) -> TimeReading | None:
    """ "a week on Monday", "Friday week": seven days after the first such day to come."""
    number_ = words.WEEKDAYS[(match["weekday"] or match["weekday2"]).rstrip(".").lower()]
    today_ = context.published
    if today_ is None:
        return sole_reading(f"XXXX-WXX-{number_}", "a weekday, and no day of printing to tell it by")
    ahead, weeks = (
        today_ + timedelta((number_ - today_.isoweekday()) % 7 or 7),
        2 if match["weeks"] == "fortnight" else 1,
    )
    if (match["how"] or "").lower() == "last":
        weeks = -2
    return sole_reading((ahead + timedelta(7 * weeks)).isoformat(), f'"{single_spaced(match[0])}", {context.printed}')


_RUNNING_BEFORE = re.compile(r"\b(?:today is|this is|it is|it[’']s|today marks)\s+$", re.IGNORECASE)


def resolve_nth_day(match: Match, context: Context) -> TimeReading | None:
    """ "It is the third day of the strike": the day of printing."""
    if context.published is None or not _RUNNING_BEFORE.search(context.before):
        return None
    return sole_reading(
        context.published.isoformat(), f'"{single_spaced(match[0])}", the day that is running, {context.printed}'
    )


def resolve_part_of_day(match: Match, context: Context) -> TimeReading | None:
    """ "Sunday night", "this morning", "tonight"."""
    word = match["part"].lower()
    ending = f"T{words.PARTS_OF_DAY.get(word, 'NI')}"
    on = first_group(match, "on")
    if first_group(match, "many"):
        weekday_ = words.WEEKDAYS.get(on.lower()) if on else None
        return sole_reading(
            f"XXXX-WXX-{weekday_}{ending}" if weekday_ else f"XXXX-XX-XX{ending}", "every such day", "SET"
        )
    if on:
        day = context.inner(on, context)
        return time_of_day(day, ending) if day else None
    if context.published is None:
        return sole_reading(f"XXXX-XX-XX{ending}", "no day of printing to tell it by", "TIME")
    named = _named_day(single_spaced(first_group(match, "which")).lower(), context.published, context.last_date())
    return sole_reading(f"{named.isoformat()}{ending}", f'"{single_spaced(match[0])}", {context.printed}', "TIME")


def _named_day(which: str, published: date, spoken_of: date | None) -> date:
    if which == "last":
        return published - timedelta(1)
    if which.startswith("the "):
        return (spoken_of or published) + timedelta(1)
    return (spoken_of or published) if which == "that" else published


def resolve_clock_time(match: Match, context: Context) -> TimeReading | None:
    """ "8 p.m. Friday"; without a day that of the date named last."""
    part = first_group(match, "tonight")
    hour = _parse_hour(match["clock"], part)
    if hour is None:
        return None
    on = first_group(match, "on", "aside")
    if on and (day := context.inner(on, context)):
        return time_of_day(day, f"T{hour}")
    base = context.last_date()
    day_value = base.isoformat() if base else "XXXX-XX-XX"
    if "clock" in match["clock"].lower() and not part:
        later = f"{day_value}T{(int(hour[:2]) + 12) % 24:02}:00"
        return TimeReading("TIME", f"{day_value}T{hour}", "whether before or after noon is not said", (later,))
    return sole_reading(f"{day_value}T{hour}", "the hour as written, the day spoken of", "TIME")


def _parse_hour(written: str, part: str | None) -> str | None:
    low = written.lower()
    if low in words.CLOCK_WORDS:
        return words.CLOCK_WORDS[low]
    if re.fullmatch(r"\d{4}", low):
        return f"{low[:2]}:{low[2:]}"
    hour, minute = (*map(int, re.findall(r"\d+", low)[:2]), 0)[:2]
    if re.search(r"a\.?m", low):
        hour %= 12
    elif re.search(r"p\.?m", low) or (hour < 12 and re.search(r"night|evening|afternoon", part or "")):
        hour = hour % 12 + 12
    return f"{hour:02}:{minute:02}" if hour < 25 else None
