"""Parts of the year: seasons, halves, quarters, weekends, "last week"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
from onrecord.enrich.times.context import (
    ANAPHORIC,
    Context,
    Match,
    TimeReading,
    direction_of,
    first_group,
    single_spaced,
    sole_reading,
    undated_reading,
)
from onrecord.enrich.times.dates import parse_year
from onrecord.enrich.times.durations import place_duration


def resolve_season(match: Match, context: Context) -> TimeReading | None:
    """A season with its year, or the one that the words point to."""
    code = words.SEASONS[match["season"].lower()]
    if year_ := first_group(match, "year"):
        return sole_reading(f"{parse_year(year_)}-{code}", "season and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-{code}", "no year, and no day of printing to tell it by")
    which = first_group(match, "which")
    before, own, after = (f"{context.published.year + offset}-{code}" for offset in (-1, 0, 1))
    options = [
        f"{context.published.year - 2}-{code}",
        before,
        own,
        after,
    ]  # in January the last winter began two years ago
    starts = [timex.days_covered(option)[0] for option in options]
    begun = [o for o, s in zip(options, starts, strict=True) if s and s <= context.published]
    ahead = [o for o, s in zip(options, starts, strict=True) if s and s > context.published]
    running = [o for o in begun if (timex.days_covered(o)[1] or date.min) >= context.published]
    way = direction_of(which) or (
        -1 if context.tense().name == "past" else 1 if context.tense().name == "future" else 0
    )
    if (which or "").lower() == "this":
        return sole_reading(own, f"of the year of printing, {context.published.year}")
    if way < 0:
        done = [o for o in begun if o not in running] if direction_of(which) else begun
        others = tuple(running) if direction_of(which) else ()
        return TimeReading("DATE", done[-1], f"the last one before {context.published}", others)
    if way > 0:
        return TimeReading("DATE", ahead[0], f"the first one after {context.published}")
    return TimeReading("DATE", own, f"no year: that of printing, {context.published.year}", (before, after))


def resolve_half(match: Match, context: Context) -> TimeReading | None:
    """ "the first half of 2021", "the second half of next year"."""
    number_ = "1" if match["n"].lower() == "first" else "2"
    if year_ := first_group(match, "year", "year2"):
        return sole_reading(f"{year_}-H{number_}", "half and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-H{number_}", "no year, and no day of printing to tell it by")
    return sole_reading(
        f"{context.published.year + direction_of(match['of'])}-H{number_}", f"{match['of']} year, {context.printed}"
    )


_MIDYEAR = 6
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}


def resolve_quarter(match: Match, context: Context) -> TimeReading | None:
    """ "the third quarter of 2021", or the last third quarter that had begun."""
    n = match["n"].lower()
    number_ = int(n) if n.isdecimal() else _QUARTERS[n]
    if year_ := first_group(match, "year", "year2", "year3"):
        return _mention_quarter(f"{year_}-Q{number_}", "quarter and year as written", context)
    if context.published is None:
        return sole_reading(f"XXXX-Q{number_}", "no year, and no day of printing to tell it by")
    which = first_group(match, "which")
    if of := first_group(match, "of", "of2"):
        year_ = str(context.published.year + direction_of(of))
        return _mention_quarter(f"{year_}-Q{number_}", f"{of.lower()} year, {context.printed}", context)
    this = context.published.year
    start = date(this, 3 * number_ - 2, 1)
    if start > context.published and not (context.tense().name == "future" or (start - context.published).days < 60):
        this -= 1
    if (
        start <= context.published
        and context.tense().name == "future"
        and (timex.days_covered(f"{this}-Q{number_}")[1] or start) < context.published
    ):
        this += (context.published - start).days > 180
    if which and "year-" in which.lower():
        return sole_reading(f"{this - 1}-Q{number_}", f'"{which}": a year before the last such quarter')
    because = f"the last such quarter that had begun by {context.published}, or one close ahead"
    reading = _mention_quarter(f"{this}-Q{number_}", because, context)
    over = (timex.days_covered(reading.value)[1] or start) < context.published
    return replace(reading, alternatives=(f"{this + 1 if over else this - 1}-Q{number_}",))


def _mention_quarter(value: str, because: str, context: Context) -> TimeReading:
    context.quarter = value
    return sole_reading(value, because)


def resolve_past_quarter(match: Match, context: Context) -> TimeReading | None:
    """ "the latest quarter", "the year-ago period": counted from the quarter named last."""
    if context.published is None:
        return sole_reading("XXXX-QX", "no day of printing to tell it by")
    if match["deictic"] and match["deictic"].lower() != "that":
        return _count_quarters(direction_of(match["deictic"]), context.published)
    last = timex.format_period(timex.shift_day(context.published, -1, "Q"), "Q")
    named = context.quarter or last
    because = "the quarter named last" if context.quarter else f"the last whole quarter before {context.published}"
    if match["year"]:
        value = f"{match['year']}{named[4:]}" if context.quarter or "quarter" in match[0] else match["year"]
        return sole_reading(value, f"{because}, of {match['year']}")
    if match["latest"] and "current" in match["latest"].lower():
        return _count_quarters(0, context.published)
    if match["deictic"] or (match["latest"] and not match["ago"]):
        return sole_reading(named, because)
    return sole_reading(f"{int(named[:4]) - 1}{named[4:]}", f"a year before the quarter spoken of, {named}")


def _count_quarters(way: int, published: date) -> TimeReading:
    place = ("before", "of", "after")[way + 1]
    return sole_reading(
        timex.format_period(timex.shift_day(published, way, "Q"), "Q"), f"the quarter {place} the printing, {published}"
    )


def resolve_year_ago(match: Match, context: Context) -> TimeReading | None:
    """ "a year earlier": of a quarter if one was named, else of the year."""
    if context.published is None:
        return sole_reading("PAST_REF", "no day of printing to tell it by")
    if context.quarter:
        year_ = str(int(context.quarter[:4]) - 1)
        because = f"a year before the quarter spoken of, {context.quarter}"
        return TimeReading("DATE", f"{year_}{context.quarter[4:]}", because, (year_,))
    return sole_reading(
        timex.format_period(timex.shift_day(context.published, -1, "Y"), "Y"), f"a year before {context.published.year}"
    )


def resolve_year_end(match: Match, context: Context) -> TimeReading | None:
    """ "year-end" has the value of its year."""
    if context.published is None:
        return sole_reading("XXXX", "no day of printing to tell it by")
    year_ = context.published.year
    if re.search(r"\bsince\s+$", context.before, re.IGNORECASE):
        return sole_reading(f"{year_ - 1}-12-31", f"the last day of the year before, {context.printed}")
    return TimeReading(
        "DATE", str(year_), "the end of the year of printing", (), (date(year_, 12, 1), date(year_, 12, 31))
    )


def resolve_new_year(match: Match, context: Context) -> TimeReading | None:
    """ "in the new year": the next one, the running one up to June."""
    if context.published is None:
        return undated_reading(1)
    year_ = context.published.year + (context.published.month > _MIDYEAR)
    return sole_reading(str(year_), f"the year that begins nearest to {context.published}")


def resolve_deictic(match: Match, context: Context) -> TimeReading | None:
    """ "last week", "next year", "that month", "the following day"."""
    which, unit_word = single_spaced(match["which"]).lower(), match["unit"].lower()
    way = direction_of(which)
    if context.published is None:
        return undated_reading(way)
    if unit_word == "night":
        return resolve_night(way, context)
    base, anaphoric = context.published, ANAPHORIC.match(which)
    if anaphoric:
        base = context.last_date() or base
    if unit_word == "weekend":
        return _weekend_reading(base, way, f'"{which} weekend", {context.printed}')
    unit = words.unit_letters(unit_word)
    if which in ("the past", "the last", "the coming") and unit not in ("Y", "Q", "W"):
        return place_duration(1, unit, way, context)
    because = f"{which} {unit_word}, " + (f"from {base}" if anaphoric else context.printed)
    return sole_reading(timex.format_period(timex.shift_day(base, way, unit), unit), because)


def resolve_night(way: int, context: Context) -> TimeReading:
    """ "last night"."""
    assert context.published is not None
    return sole_reading(
        f"{(context.published + timedelta(min(way, 0))).isoformat()}TNI", f"a night, {context.printed}", "TIME"
    )


def _weekend_reading(base: date, way: int, because: str) -> TimeReading:
    year_, week, _ = (base + timedelta(7 * way)).isocalendar()
    return sole_reading(f"{year_:04}-W{week:02}-WE", because)


def resolve_the_year(match: Match, context: Context) -> TimeReading | None:
    """ "for the year": that of printing; a business's own year has no place on the calendar."""
    fiscal = (match["kind"] or "").lower() in ("fiscal", "financial")
    if (
        fiscal
        or context.published is None
        or re.match(r"\s+(?:end|to\b|since|before|after|that|when|in\s+which)", context.after)
    ):
        return sole_reading("P1Y", "a length of time", "DURATION")
    return sole_reading(str(context.published.year), f"the running year, {context.printed}")


def resolve_weekend(match: Match, context: Context) -> TimeReading | None:
    """The weekend that is nearest by the tense."""
    if context.published is None:
        return sole_reading("XXXX-WXX-WE", "no day of printing to tell it by")
    spoken = context.tense()
    # On a Monday "the weekend" is the one just over; later in the week a past tense still says so.
    back = context.published.isoweekday() <= 5 and spoken.name != "future"
    return _weekend_reading(
        context.published,
        -1 if back else 0,
        f"the weekend nearest to {context.published}" + (f' ("{spoken.word}")' if spoken.word else ""),
    )


def resolve_current(match: Match, context: Context) -> TimeReading | None:
    """ "late in the year", "the end of the month": the one that is running."""
    if context.published is None:
        return sole_reading("PRESENT_REF", "no day of printing to tell it by")
    if match["unit"].lower() == "weekend":
        return resolve_weekend(match, context)
    return sole_reading(
        timex.format_period(context.published, words.unit_letters(match["unit"])),
        f"the running {match['unit'].lower()}, {context.printed}",
    )
