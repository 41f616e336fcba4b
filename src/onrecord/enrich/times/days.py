"""Weekdays, days told from today, and hours."""

import re
from datetime import date, timedelta

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times.context import (
    ANAPHORIC,
    Context,
    Match,
    Reading,
    direction,
    first_group,
    fixed,
    of_day,
    plain,
    undated,
)
from onrecord.enrich.times.disambiguation import nearest


def weekday(match: Match, context: Context) -> Reading | None:
    """The weekday that the words and the tense point to; the week before or after is the alternative."""
    number_ = words.WEEKDAYS[match["weekday"].rstrip(".").lower()]
    if context.published is None:
        return fixed(f"XXXX-WXX-{number_}", "a weekday, and no day of printing to tell it by")
    which = first_group(match, "which")
    today = (context.last_date() if ANAPHORIC.match(plain(which)) else None) or context.published
    back = (today.isoweekday() - number_) % 7
    last, ahead = today - timedelta(back), today + timedelta((number_ - today.isoweekday()) % 7)
    if way := direction(which):
        day = (last if back else last - timedelta(7)) if way < 0 else (ahead if back else ahead + timedelta(7))
        because = f'"{plain(which)}": the {"last one before" if way < 0 else "first one after"} {today}'
        return Reading("DATE", day.isoformat(), because, ((day + timedelta(7 * way)).isoformat(),))
    days = [last, ahead] if back else [last - timedelta(7), last, ahead + timedelta(7)]
    return nearest(days, context, "a weekday")


def weekday_set(match: Match, context: Context) -> Reading | None:
    """ "every Tuesday", "on Tuesdays"."""
    name = match["weekday"] or match["weekday2"]
    return fixed(f"XXXX-WXX-{words.WEEKDAYS[name.rstrip('.').lower()]}", "every such weekday", "SET")


def today(match: Match, context: Context) -> Reading | None:
    """ "yesterday", "the day after tomorrow"."""
    word = plain(match["word"]).lower()
    offset = {"yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}.get(word, 0)
    if context.published is None:
        return undated((offset > 0) - (offset < 0))
    return fixed((context.published + timedelta(offset)).isoformat(), f'"{word}", {context.printed}')


def week_on(match: Match, context: Context) -> Reading | None:
    """ "a week on Monday", "Friday week": seven days after the first such day to come."""
    number_ = words.WEEKDAYS[(match["weekday"] or match["weekday2"]).rstrip(".").lower()]
    today_ = context.published
    if today_ is None:
        return fixed(f"XXXX-WXX-{number_}", "a weekday, and no day of printing to tell it by")
    ahead, weeks = (
        today_ + timedelta((number_ - today_.isoweekday()) % 7 or 7),
        2 if match["weeks"] == "fortnight" else 1,
    )
    if (match["how"] or "").lower() == "last":
        weeks = -2
    return fixed((ahead + timedelta(7 * weeks)).isoformat(), f'"{plain(match[0])}", {context.printed}')


_IS = re.compile(r"\b(?:today is|this is|it is|it[’']s|today marks)\s+$", re.IGNORECASE)


def nth_day(match: Match, context: Context) -> Reading | None:
    """ "It is the third day of the strike": the day of printing."""
    if context.published is None or not _IS.search(context.before):
        return None
    return fixed(context.published.isoformat(), f'"{plain(match[0])}", the day that is running, {context.printed}')


def part_of_day(match: Match, context: Context) -> Reading | None:
    """ "Sunday night", "this morning", "tonight"."""
    word = match["part"].lower()
    ending = f"T{words.PARTS_OF_DAY.get(word, 'NI')}"
    on = first_group(match, "on")
    if first_group(match, "many"):
        weekday_ = words.WEEKDAYS.get(on.lower()) if on else None
        return fixed(f"XXXX-WXX-{weekday_}{ending}" if weekday_ else f"XXXX-XX-XX{ending}", "every such day", "SET")
    if on:
        day = context.inner(on, context)
        return of_day(day, ending) if day else None
    if context.published is None:
        return fixed(f"XXXX-XX-XX{ending}", "no day of printing to tell it by", "TIME")
    named = _named_day(plain(first_group(match, "which")).lower(), context.published, context.last_date())
    return fixed(f"{named.isoformat()}{ending}", f'"{plain(match[0])}", {context.printed}', "TIME")


def _named_day(which: str, published: date, spoken_of: date | None) -> date:
    if which == "last":
        return published - timedelta(1)
    if which.startswith("the "):
        return (spoken_of or published) + timedelta(1)
    return (spoken_of or published) if which == "that" else published


def clock(match: Match, context: Context) -> Reading | None:
    """ "8 p.m. Friday"; without a day that of the date named last."""
    part = first_group(match, "tonight")
    hour = _clock(match["clock"], part)
    if hour is None:
        return None
    on = first_group(match, "on", "aside")
    if on and (day := context.inner(on, context)):
        return of_day(day, f"T{hour}")
    base = context.last_date()
    day_value = base.isoformat() if base else "XXXX-XX-XX"
    if "clock" in match["clock"].lower() and not part:
        later = f"{day_value}T{(int(hour[:2]) + 12) % 24:02}:00"
        return Reading("TIME", f"{day_value}T{hour}", "whether before or after noon is not said", (later,))
    return fixed(f"{day_value}T{hour}", "the hour as written, the day spoken of", "TIME")


def _clock(written: str, part: str | None) -> str | None:
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
