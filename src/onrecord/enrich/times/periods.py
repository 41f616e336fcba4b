"""Periods of the calendar: seasons, halves, quarters, weekends, "last week", "the end of the year"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.enrich.times import lexicon as words
from onrecord.enrich.times import timex
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
    undated_reading,
)
from onrecord.enrich.times.dates import parse_year
from onrecord.enrich.times.durations import place_duration

_MIDYEAR = 6
"""The last month in which "the new year" is still the current one."""
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
_CLOSE_AHEAD = 60
"""Days. A quarter that begins within them is meant without a future tense: results are foreseen before it starts."""
_LONG_BEGUN = 180
"""Days. A quarter that began longer ago and is over is the next year's where a verb in the future governs it."""
_LAST_WEEKDAY = 5
_AFTER_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
# "The year to March", "the year before": a length, not the current year.
_NOT_CURRENT = re.compile(r"\s+(?:end|to\b|since|before|after|that|when|in\s+which)")


def resolve_season(match: Match, context: Context) -> TimeReading | None:
    """Resolve a season with its year, or the one that the words point to."""
    code = words.SEASONS[match["season"].lower()]
    if year := first_group(match, "year"):
        return sole_reading(f"{parse_year(year)}-{code}", "season and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-{code}", f"no year given, and {UNDATED}")
    which = first_group(match, "which") or ""
    if which.lower() == "this":
        because = f"in the year of publication, {context.published.year}"
        return sole_reading(f"{context.published.year}-{code}", because)
    return _find_nearest_season(code, direction_of(which), context, context.published)


def _find_nearest_season(code: str, way: int, context: Context, published: date) -> TimeReading:
    """Find the season of "last summer" (way -1), "next summer" (1), or of "summer" (0), by tense."""
    # From two years back, as in January the last winter to be over began then.
    options = [f"{published.year + offset}-{code}" for offset in range(-2, 2)]
    covered = {option: timex.days_covered(option) for option in options}
    begun = [option for option, (first, _) in covered.items() if first and first <= published]
    ahead = [option for option, (first, _) in covered.items() if first and first > published]
    running = [option for option in begun if (covered[option][1] or date.min) >= published]
    side = way or {"past": -1, "future": 1}.get(context.find_tense().name, 0)
    if side < 0:
        done = [option for option in begun if option not in running] if way else begun
        return ambiguous_reading(done[-1], f"the last one before {published}", tuple(running) if way else ())
    if side > 0:
        return sole_reading(ahead[0], f"the first one after {published}")
    before, own, after = options[1:]
    return ambiguous_reading(own, f"no year given: the year of publication, {published.year}", (before, after))


def resolve_half(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the first half of 2021", "the second half of next year"."""
    half = "1" if match["n"].lower() == "first" else "2"
    if year := first_group(match, "year", "year2"):
        return sole_reading(f"{year}-H{half}", "half and year as written")
    if context.published is None:
        return sole_reading(f"XXXX-H{half}", f"no year given, and {UNDATED}")
    value = f"{context.published.year + direction_of(match['of'])}-H{half}"
    which = "current" if match["of"].lower() == "the" else match["of"].lower()
    return sole_reading(value, f"{which} year, {context.publication}")


def resolve_quarter(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the third quarter of 2021", or without a year the last third quarter that had begun."""
    ordinal = match["n"].lower()
    number = int(ordinal) if ordinal.isdecimal() else _QUARTERS[ordinal]
    if year := first_group(match, "year", "year2", "year3"):
        return _mention_quarter(f"{year}-Q{number}", "quarter and year as written", context)
    if context.published is None:
        return sole_reading(f"XXXX-Q{number}", f"no year given, and {UNDATED}")
    if of := first_group(match, "of", "of2"):
        value = f"{context.published.year + direction_of(of)}-Q{number}"
        return _mention_quarter(value, f"{of.lower()} year, {context.publication}", context)
    return _find_nearest_quarter(number, first_group(match, "which") or "", context, context.published)


def _find_nearest_quarter(number: int, which: str, context: Context, published: date) -> TimeReading:
    """Find the year of a quarter by tense and nearness; "the year-ago third quarter" is a year before that."""
    year = _choose_quarter_year(number, published, future=context.find_tense().name == "future")
    if "year-" in which.lower():
        return sole_reading(f"{year - 1}-Q{number}", f'"{which}": a year before the last such quarter')
    because = f"the last such quarter that had begun by {published}, or one close ahead"
    reading = _mention_quarter(f"{year}-Q{number}", because, context)
    last = timex.days_covered(reading.value)[1]
    over = last is not None and last < published
    return replace(reading, alternatives=(f"{year + 1 if over else year - 1}-Q{number}",))


def _choose_quarter_year(number: int, published: date, *, future: bool) -> int:
    year = published.year
    start = date(year, 3 * number - 2, 1)
    if start > published:
        return year if future or (start - published).days < _CLOSE_AHEAD else year - 1
    last = timex.days_covered(f"{year}-Q{number}")[1] or start
    return year + (future and last < published and (published - start).days > _LONG_BEGUN)


def _mention_quarter(value: str, because: str, context: Context) -> TimeReading:
    """Return the reading of a quarter, kept as the last one mentioned."""
    context.quarter = value
    return sole_reading(value, because)


def resolve_past_quarter(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the latest quarter", "the year-ago period", counted from the last quarter mentioned."""
    if context.published is None:
        return sole_reading("XXXX-QX", UNDATED)
    deictic, latest = (match["deictic"] or "").lower(), (match["latest"] or "").lower()
    if deictic not in ("", "that") or "current" in latest:
        return _count_quarters(direction_of(deictic), context.published)
    # "The 2024 period" is a quarter only where one was mentioned.
    if match["year"] and not context.quarter and "quarter" not in match[0]:
        return sole_reading(match["year"], "year as written")
    # Without a quarter mentioned, business pages mean the last whole one.
    last = timex.format_period(timex.shift_day(context.published, -1, "Q"), "Q")
    base = context.quarter or last
    because = "the last quarter mentioned" if context.quarter else f"the last whole quarter before {context.published}"
    if match["year"]:
        return sole_reading(f"{match['year']}{base[4:]}", f"{because}, of {match['year']}")
    if deictic or (latest and not match["ago"]):
        return sole_reading(base, because)
    return sole_reading(f"{int(base[:4]) - 1}{base[4:]}", f"a year before {because}, {base}")


def _count_quarters(way: int, published: date) -> TimeReading:
    side = ("before", "of", "after")[way + 1]
    value = timex.format_period(timex.shift_day(published, way, "Q"), "Q")
    return sole_reading(value, f"the quarter {side} the publication, {published}")


def resolve_year_ago(match: Match, context: Context) -> TimeReading | None:
    """Resolve "a year earlier": of a quarter if one was mentioned, else of the year."""
    if context.published is None:
        return sole_reading("PAST_REF", UNDATED)
    if context.quarter:
        year = str(int(context.quarter[:4]) - 1)
        because = f"a year before the last quarter mentioned, {context.quarter}"
        return ambiguous_reading(f"{year}{context.quarter[4:]}", because, (year,))
    value = timex.format_period(timex.shift_day(context.published, -1, "Y"), "Y")
    return sole_reading(value, f"a year before {context.published.year}")


def resolve_year_end(match: Match, context: Context) -> TimeReading | None:
    """Resolve "year-end" to its year; "since year-end" counts from the last day of the year before."""
    if context.published is None:
        return sole_reading("XXXX", UNDATED)
    year = context.published.year
    if _AFTER_SINCE.search(context.words_before):
        return sole_reading(f"{year - 1}-12-31", f"the last day of the year before, {context.publication}")
    around = (date(year, 12, 1), date(year, 12, 31))
    return TimeReading(type="DATE", value=str(year), because="the end of the year of publication", around=around)


def resolve_new_year(match: Match, context: Context) -> TimeReading | None:
    """Resolve "in the new year": the next one, up to June the current one."""
    if context.published is None:
        return undated_reading(1)
    year = context.published.year + (context.published.month > _MIDYEAR)
    return sole_reading(str(year), f"the year that begins nearest to {context.published}")


def resolve_deictic(match: Match, context: Context) -> TimeReading | None:
    """Resolve "last week", "next year", "that month", "the following day"."""
    which, unit_word = single_spaced(match["which"]).lower(), match["unit"].lower()
    way = direction_of(which)
    if context.published is None:
        return undated_reading(way)
    if unit_word == "night":
        return _resolve_night(which, way, context.published)
    base, anaphoric = context.published, ANAPHORIC.match(which)
    if anaphoric:
        base = context.last_date() or base
    if unit_word == "weekend":
        return _weekend_reading(base, way, f'"{which} weekend", {context.publication}')
    unit = words.unit_letters(unit_word)
    # "In the past month" is a duration up to now; "the past year", "quarter" and "week" name the one before.
    if which in ("the past", "the last", "the coming") and unit not in ("Y", "Q", "W"):
        return place_duration(1, unit, way, context)
    because = f"{which} {unit_word}, " + (f"counted from {base}" if anaphoric else context.publication)
    return sole_reading(timex.format_period(timex.shift_day(base, way, unit), unit), because)


def _resolve_night(which: str, way: int, published: date) -> TimeReading:
    """Resolve "the previous night", "the same night"; the coming night is that of the day."""
    value = f"{(published + timedelta(min(way, 0))).isoformat()}TNI"
    return sole_reading(value, f'"{which} night", published on {published}', "TIME")


def _weekend_reading(base: date, way: int, because: str) -> TimeReading:
    year, week, _ = (base + timedelta(7 * way)).isocalendar()
    return sole_reading(f"{year:04}-W{week:02}-WE", because)


def resolve_the_year(match: Match, context: Context) -> TimeReading | None:
    """Resolve "for the year" to that of publication; a business's own year has no place on the calendar."""
    fiscal = (match["kind"] or "").lower() in ("fiscal", "financial")
    if fiscal or context.published is None or _NOT_CURRENT.match(context.words_after):
        return sole_reading("P1Y", "a duration", "DURATION")
    return sole_reading(str(context.published.year), f"the current year, {context.publication}")


def resolve_weekend(match: Match, context: Context) -> TimeReading | None:
    """Resolve "the weekend": the nearest by the tense."""
    if context.published is None:
        return sole_reading("XXXX-WXX-WE", UNDATED)
    tense = context.find_tense()
    # On a weekday "the weekend" is the one just over unless a verb in the future governs it.
    back = context.published.isoweekday() <= _LAST_WEEKDAY and tense.name != "future"
    because = f"the weekend nearest to {context.published}" + (f' ("{tense.word}")' if tense.word else "")
    return _weekend_reading(context.published, -1 if back else 0, because)


def resolve_current(match: Match, context: Context) -> TimeReading | None:
    """Resolve "late in the year", "the end of the month": the one that is running."""
    if context.published is None:
        return sole_reading("PRESENT_REF", UNDATED)
    if match["unit"].lower() == "weekend":
        return resolve_weekend(match, context)
    value = timex.format_period(context.published, words.unit_letters(match["unit"]))
    return sole_reading(value, f"the current {match['unit'].lower()}, {context.publication}")
