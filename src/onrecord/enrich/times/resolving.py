"""From a matched expression to its TIMEX3 value: one function a rule of grammar.py, each says why.

A function returns None where what matched is no time after all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.enrich.numbers import number
from onrecord.enrich.times import values
from onrecord.enrich.times import vocabulary as words
from onrecord.enrich.times.tense import Tense, tense
from onrecord.records import TimeType

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; `around` is the interval where the value alone does not give it."""

    type: TimeType
    value: str
    because: str
    alternatives: tuple[str, ...] = ()
    around: values.Interval | None = None


@dataclass(slots=True)
class Context:
    """What an expression is read by: the day of printing, the words around it, the times read before it."""

    published: date | None
    text: str
    start: int = 0
    end: int = 0
    bounds: tuple[int, int] = (0, 0)
    earlier: list[Reading] = field(default_factory=list)
    quarter: str | None = None
    inner: Callable[[str, "Context"], Reading | None] = lambda words, context: None

    @property
    def before(self) -> str:
        return self.text[self.bounds[0] : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.bounds[1]]

    @property
    def printed(self) -> str:
        return f"printed on {self.published}"

    def tense(self) -> Tense:
        """What the words around the expression say."""
        return tense(self.before, self.after)

    def last_date(self) -> date | None:
        """The first day of the last calendar date before this expression, that of printing where there is none."""
        for reading in reversed(self.earlier):
            if reading.type in ("DATE", "TIME") and (day := values.interval(reading.value)[0]):
                return day
        return self.published


BACK = re.compile(r"last|past|previous|preceding|prior", re.IGNORECASE)
AHEAD = re.compile(r"next|coming|following|future", re.IGNORECASE)


def direction(which: str | None) -> int:
    """-1 for "last" and its like, 1 for "next" and its like, 0 for "this" and nothing."""
    return -1 if BACK.search(which or "") else 1 if AHEAD.search(which or "") else 0


def _fixed(value: str, because: str, kind: TimeType = "DATE") -> Reading:
    return Reading(kind, value, because)


def _first(match: Match, *names: str) -> str | None:
    """The first of the groups that took part; a group that the pattern lacks is None."""
    return next((match[name] for name in names if name in match.re.groupindex and match[name]), None)


# Dates


def iso(match: Match, context: Context) -> Reading | None:
    if values.interval(match["value"])[0] is None:
        return None
    if match["clock"]:
        return _fixed(f"{match['value']}T{match['clock']}", "date and hour as written", "TIME")
    return _fixed(match["value"], "date as written")


def slashed(match: Match, context: Context) -> Reading | None:
    """Month first with slashes (American), day first with dots; the other order is the alternative."""
    year = _full_year(match["year"])
    month_first = match["mark"] == "/"
    order = (int(match["first"]), int(match["second"]))
    readings = [_day(year, *pair) for pair in ((order, order[::-1]) if month_first else (order[::-1], order))]
    found = [value for value in readings if value]
    if not found or (not month_first and len(match["year"]) == 2):
        return None
    because = "month first, as with slashes" if month_first else "day first, as with dots"
    others = tuple(value for value in found[1:] if value != found[0])
    return Reading("DATE", found[0], because if others else "the only date that it can be", others)


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 1900 + int(year) + (100 if int(year) < 50 else 0)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_date(match: Match, context: Context) -> Reading | None:
    month = words.MONTHS[(match["month"] or match["month2"]).rstrip(".").lower()]
    day = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    if _day(2024, month, day) is None:
        return None
    reading = _dated(match, context, month, day)
    until = (
        match["until"] and _day(int(reading.value[:4]), month, int(re.sub(r"\D", "", match["until"])))
        if reading.value[0] != "X"
        else None
    )
    first = values.interval(reading.value)[0]
    if until and first and date.fromisoformat(until) >= first:
        return Reading("DATE", reading.value, reading.because, reading.alternatives, (first, date.fromisoformat(until)))
    return reading


def _dated(match: Match, context: Context, month: int, day: int) -> Reading:
    ending = f"{month:02}-{day:02}"
    if match["year"]:
        return _fixed(f"{match['year']}-{ending}", "date as written")
    if context.published is None:
        return _fixed(f"XXXX-{ending}", "no year, and no day of printing to tell it by")
    if match["which"]:
        year = context.published.year + direction(match["which"])
        return _fixed(f"{year}-{ending}", f"{match['which'].lower()} year, {context.printed}")
    years = [context.published.year + offset for offset in (-1, 0, 1)]
    days = [date.fromisoformat(value) for year in years if (value := _day(year, month, day))]
    if match["weekday"]:
        fitting = [d for d in days if d.isoweekday() == words.WEEKDAYS[match["weekday"].rstrip(".").lower()]]
        if len(fitting) == 1:
            return _fixed(
                fitting[0].isoformat(), f"no year: the one near {context.published} that falls on that weekday"
            )
    return _nearest(days, context, "no year")


def _nearest(days: list[date], context: Context, lack: str) -> Reading:
    """Of `days` the last up to the printing or the first from it on, by the tense of the words and by nearness."""
    assert context.published is not None
    spoken = context.tense()
    past = [day for day in days if day <= context.published]
    ahead = [day for day in days if day >= context.published]
    by = f' ("{spoken.word}")' if spoken.word else ""
    if not past or (ahead and _is_ahead(past[-1], ahead[0], context.published, spoken)):
        others = tuple(day.isoformat() for day in past[-1:] if day != ahead[0])
        return Reading(
            "DATE", ahead[0].isoformat(), f"{lack}: the first such day from {context.published} on{by}", others
        )
    others = tuple(day.isoformat() for day in ahead[:1] if day != past[-1])
    return Reading("DATE", past[-1].isoformat(), f"{lack}: the last such day up to {context.published}{by}", others)


_NEAR, _FAR = 92, 180
"""Days. Papers leave out the year of what lies near: a date a month ago is not next year's."""


def _is_ahead(past: date, ahead: date, published: date, spoken: Tense) -> bool:
    before, after = (published - past).days, (ahead - published).days
    if before <= _NEAR and after > _FAR:
        return False
    if after <= _NEAR and before > _FAR:
        return not (spoken.name == "past" and spoken.firm)
    return spoken.name == "future"


def month(match: Match, context: Context) -> Reading | None:
    number_ = words.MONTHS[match["month"].rstrip(".").lower()]
    if year := _first(match, "year"):
        return _fixed(f"{spoken_year(year)}-{number_:02}", "month and year as written")
    if context.published is None:
        return _fixed(f"XXXX-{number_:02}", "no year, and no day of printing to tell it by")
    if of := _first(match, "of"):
        return _fixed(f"{context.published.year + direction(of)}-{number_:02}", f"{of.lower()} year, {context.printed}")
    return _month_near(number_, _first(match, "which"), context)


def _month_near(month_: int, which: str | None, context: Context) -> Reading:
    assert context.published is not None
    today = context.published
    this, last = f"{today.year}-{month_:02}", f"{today.year - 1}-{month_:02}"
    following = f"{today.year + 1}-{month_:02}"
    way = direction(which)
    if way < 0:
        # Papers write "last March" in March: take the earlier year.
        value = this if month_ < today.month else last
        others = (last if value == this else this,) if month_ <= today.month else ()
        return Reading("DATE", value, f'"{_plain(which)}": the last one before {today:%B %Y}', others)
    if way > 0:
        value = this if month_ > today.month else following
        others = (following,) if value == this else ()
        return Reading("DATE", value, f'"{_plain(which)}": the first one after {today:%B %Y}', others)
    if which and which.lower() == "this":
        return _fixed(this, f"of the year of printing, {today.year}")
    if month_ == today.month:
        return Reading("DATE", this, "no year: the month of printing", (last,))
    spoken = context.tense()
    by = f' ("{spoken.word}")' if spoken.word else ""
    past, ahead = (this, following) if month_ < today.month else (last, this)
    months_ahead = (month_ - today.month) % 12
    near = months_ahead <= 3 and not (spoken.name == "past" and spoken.firm)
    if near or (spoken.name == "future" and months_ahead <= 9):
        return Reading("DATE", ahead, f"no year: the first one after {today:%B %Y}{by}", (past,))
    return Reading("DATE", past, f"no year: the last one before {today:%B %Y}{by}", (ahead,))


def spoken_year(year: str) -> int:
    """A year in figures, or in words as they are spoken ("nineteen ninety-six")."""
    if year.isdecimal():
        return int(year)
    if "thousand" in year.lower():
        return 2000
    rest = re.split(r"[\s-]", year.lower(), maxsplit=1)[1]
    return 1900 + int(number(rest.replace("-", " ").replace("oh ", "")) or 0) % 100


def year(match: Match, context: Context) -> Reading | None:
    if spoken := _first(match, "spoken"):
        return _fixed(str(spoken_year(spoken)), "year in words")
    if (not _first(match, "period") and _NO_YEAR_BEFORE.search(context.before)) or _NO_YEAR_AFTER.match(context.after):
        return None
    return _fixed(match["year"], "year as written")


_NO_YEAR_BEFORE = re.compile(
    r"[$€£¥#&./-]\s?$|\b(?:No|number|flight|model|room|route|box|about|nearly|than|some|almost)\.?\s+$", re.IGNORECASE
)
_NO_YEAR_AFTER = re.compile(
    r"[/$€£]|-(?!\d{4}\b|to-)\w|\s+(?:[a-z]+\s+)?(?:people|workers|men|women|employees|troops|shares|dollars|points|feet|miles|km|metres|meters|rpm|cc|euros|pounds|tons|jobs|homes|Avenue|Street|Road|[A-Z][a-z]+\s+(?:St|Ave|Rd|Blvd|Street|Avenue|Road)\b)"
)


def decade(match: Match, context: Context) -> Reading | None:
    if match["year"]:
        return _fixed(f"{match['year'][:3]}X", "decade as written")
    digit = match["short"][0] if match["short"] else str(_DECADES.index(match["name"].lower()) + 2)
    return Reading("DATE", f"19{digit}X", "a decade of the last century", (f"20{digit}X",) if digit in "23" else ())


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def nth_century(match: Match, context: Context) -> Reading | None:
    if int(match["n"]) == 0:
        return None
    return _fixed(f"{int(match['n']) - 1:02}", "the hundred years before the number's")


# Parts of the year


def season(match: Match, context: Context) -> Reading | None:
    code = words.SEASONS[match["season"].lower()]
    if year_ := _first(match, "year"):
        return _fixed(f"{spoken_year(year_)}-{code}", "season and year as written")
    if context.published is None:
        return _fixed(f"XXXX-{code}", "no year, and no day of printing to tell it by")
    which = _first(match, "which")
    options = [f"{context.published.year + offset}-{code}" for offset in (-1, 0, 1)]
    starts = [values.interval(option)[0] for option in options]
    begun = [o for o, s in zip(options, starts, strict=True) if s and s <= context.published]
    ahead = [o for o, s in zip(options, starts, strict=True) if s and s > context.published]
    running = [o for o in begun if (values.interval(o)[1] or date.min) >= context.published]
    way = direction(which) or (-1 if context.tense().name == "past" else 1 if context.tense().name == "future" else 0)
    if (which or "").lower() == "this":
        return _fixed(options[1], f"of the year of printing, {context.published.year}")
    if way < 0:
        done = [o for o in begun if o not in running] if direction(which) else begun
        others = tuple(running) if direction(which) else ()
        return Reading("DATE", done[-1], f"the last one before {context.published}", others)
    if way > 0:
        return Reading("DATE", ahead[0], f"the first one after {context.published}")
    return Reading("DATE", options[1], f"no year: that of printing, {context.published.year}", (options[0], options[2]))


def half(match: Match, context: Context) -> Reading | None:
    number_ = "1" if match["n"].lower() == "first" else "2"
    if year_ := _first(match, "year", "year2"):
        return _fixed(f"{year_}-H{number_}", "half and year as written")
    if context.published is None:
        return _fixed(f"XXXX-H{number_}", "no year, and no day of printing to tell it by")
    return _fixed(
        f"{context.published.year + direction(match['of'])}-H{number_}", f"{match['of']} year, {context.printed}"
    )


_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}


def quarter(match: Match, context: Context) -> Reading | None:
    n = match["n"].lower()
    number_ = int(n) if n.isdecimal() else _QUARTERS[n]
    if year_ := _first(match, "year", "year2", "year3"):
        return _quarterly(f"{year_}-Q{number_}", "quarter and year as written", context)
    if context.published is None:
        return _fixed(f"XXXX-Q{number_}", "no year, and no day of printing to tell it by")
    which = _first(match, "which")
    if of := _first(match, "of", "of2"):
        year_ = str(context.published.year + direction(of))
        return _quarterly(f"{year_}-Q{number_}", f"{of.lower()} year, {context.printed}", context)
    this = context.published.year
    start = date(this, 3 * number_ - 2, 1)
    if start > context.published and not (context.tense().name == "future" or (start - context.published).days < 60):
        this -= 1
    if (
        start <= context.published
        and context.tense().name == "future"
        and (values.interval(f"{this}-Q{number_}")[1] or start) < context.published
    ):
        this += (context.published - start).days > 180
    if which and "year-" in which.lower():
        return _fixed(f"{this - 1}-Q{number_}", f'"{which}": a year before the last such quarter')
    return _quarterly(
        f"{this}-Q{number_}",
        f"the last such quarter that had begun by {context.published}, or one close ahead",
        context,
    )


def _quarterly(value: str, because: str, context: Context) -> Reading:
    context.quarter = value
    return _fixed(value, because)


def past_quarter(match: Match, context: Context) -> Reading | None:
    if context.published is None:
        return _fixed("XXXX-QX", "no day of printing to tell it by")
    running = values.at(context.published, "Q")
    last = values.at(values.shifted(context.published, -1, "Q"), "Q")
    if deictic := match["deictic"]:
        if deictic.lower() == "that":
            return _fixed(context.quarter or last, "the quarter named last")
        way = direction(deictic)
        return _fixed(
            values.at(values.shifted(context.published, way, "Q"), "Q"), f'"{deictic}" quarter, {context.printed}'
        )
    named = context.quarter or last
    if match["year"]:
        if context.quarter or "quarter" in match[0]:
            return _fixed(f"{match['year']}{named[4:]}", f"the quarter named last, of {match['year']}")
        return _fixed(match["year"], "year as written")
    if match["latest"] and not match["ago"]:
        if "current" in match["latest"].lower():
            return _fixed(running, f"the quarter of printing, {context.published}")
        return _fixed(
            named, "the quarter named last" if context.quarter else f"the last whole quarter before {context.published}"
        )
    return _fixed(f"{int(named[:4]) - 1}{named[4:]}", f"a year before the quarter spoken of, {named}")


def year_ago(match: Match, context: Context) -> Reading | None:
    if context.published is None:
        return _fixed("PAST_REF", "no day of printing to tell it by")
    if context.quarter:
        year_, rest = int(context.quarter[:4]) - 1, context.quarter[4:]
        return Reading(
            "DATE", f"{year_}{rest}", f"a year before the quarter spoken of, {context.quarter}", (str(year_),)
        )
    return _fixed(values.at(values.shifted(context.published, -1, "Y"), "Y"), f"a year before {context.published.year}")


def year_end(match: Match, context: Context) -> Reading | None:
    if context.published is None:
        return _fixed("XXXX", "no day of printing to tell it by")
    return Reading(
        "DATE",
        str(context.published.year),
        "the end of the year of printing",
        (),
        (date(context.published.year, 12, 1), date(context.published.year, 12, 31)),
    )


def holiday(match: Match, context: Context) -> Reading | None:
    rule = next(rule for name, rule in words.HOLIDAYS.items() if _plain(name).lower() == _plain(match["name"]).lower())
    if match["year"]:
        return _fixed(values.holiday(rule, int(match["year"])).isoformat(), "holiday and year as written")
    if context.published is None:
        return _fixed(
            f"XXXX-{rule}" if rule[0].isdecimal() else "XXXX-XX-XX", "no year, and no day of printing to tell it by"
        )
    days = [values.holiday(rule, context.published.year + offset) for offset in (-1, 0, 1)]
    way = direction(match["which"])
    if way < 0:
        return _fixed(
            [day for day in days if day < context.published][-1].isoformat(), f"the last one before {context.published}"
        )
    if way > 0:
        return _fixed(
            [day for day in days if day > context.published][0].isoformat(), f"the first one after {context.published}"
        )
    return _nearest(days, context, "no year")


# Days and weeks


def weekday(match: Match, context: Context) -> Reading | None:
    number_ = words.WEEKDAYS[match["weekday"].rstrip(".").lower()]
    if context.published is None:
        return _fixed(f"XXXX-WXX-{number_}", "a weekday, and no day of printing to tell it by")
    which = _first(match, "which")
    today = (context.last_date() if _ANAPHORIC.match(_plain(which)) else None) or context.published
    back = (today.isoweekday() - number_) % 7
    last, ahead = today - timedelta(back), today + timedelta((number_ - today.isoweekday()) % 7)
    way = direction(which)
    if way < 0:
        day = last if back else last - timedelta(7)
        return Reading(
            "DATE",
            day.isoformat(),
            f'"{_plain(which)}": the last one before {today}',
            ((day - timedelta(7)).isoformat(),),
        )
    if way > 0:
        day = ahead if back else ahead + timedelta(7)
        return Reading(
            "DATE",
            day.isoformat(),
            f'"{_plain(which)}": the first one after {today}',
            ((day + timedelta(7)).isoformat(),),
        )
    return _nearest(
        [last, ahead] if last != ahead else [last - timedelta(7), last, ahead + timedelta(7)], context, "a weekday"
    )


def weekday_set(match: Match, context: Context) -> Reading | None:
    name = match["weekday"] or match["weekday2"]
    return _fixed(f"XXXX-WXX-{words.WEEKDAYS[name.rstrip('.').lower()]}", "every such weekday", "SET")


def today(match: Match, context: Context) -> Reading | None:
    word = _plain(match["word"]).lower()
    offset = {"yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}.get(word, 0)
    if context.published is None:
        return _fixed(
            ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(offset > 0) - (offset < 0) + 1],
            "no day of printing to tell it by",
        )
    return _fixed((context.published + timedelta(offset)).isoformat(), f'"{word}", {context.printed}')


def part_of_day(match: Match, context: Context) -> Reading | None:
    part = {"overnight": "NI", "tonight": "NI"}.get(match["part"].lower()) or words.PARTS_OF_DAY[match["part"].lower()]
    on, which = _first(match, "on"), _first(match, "which")
    if _first(match, "many"):
        inner = on and re.fullmatch(r"[A-Za-z]+", on)
        return _fixed(
            f"XXXX-WXX-{words.WEEKDAYS[on.lower()]}T{part}"
            if inner and on.lower() in words.WEEKDAYS
            else f"XXXX-XX-XXT{part}",
            "every such day",
            "SET",
        )  # type: ignore[union-attr]
    if on:
        day = context.inner(on, context)
        return day and Reading(
            "TIME", f"{day.value}T{part}", day.because, tuple(f"{other}T{part}" for other in day.alternatives)
        )
    if context.published is None:
        return _fixed(f"XXXX-XX-XXT{part}", "no day of printing to tell it by", "TIME")
    offset = -1 if (which or "").lower() == "last" else 0
    base = context.last_date() if (which or "").lower().startswith("that") else context.published
    base = base or context.published
    if (which or "").lower().startswith("the "):
        base, offset = context.last_date() or base, 1
    return _fixed(
        f"{(base + timedelta(offset)).isoformat()}T{part}", f'"{_plain(match[0])}", {context.printed}', "TIME"
    )


def clock(match: Match, context: Context) -> Reading | None:
    hour = _clock(match["clock"], _first(match, "tonight"))
    if hour is None:
        return None
    on = _first(match, "on")
    day = context.inner(on, context) if on else None
    if day:
        return Reading(
            "TIME", f"{day.value}T{hour}", day.because, tuple(f"{other}T{hour}" for other in day.alternatives)
        )
    base = context.last_date()
    return _fixed(
        f"{base.isoformat() if base else 'XXXX-XX-XX'}T{hour}", "the hour as written, the day spoken of", "TIME"
    )


def _clock(written: str, part: str | None) -> str | None:
    low = written.lower()
    if low in words.CLOCK_WORDS:
        return words.CLOCK_WORDS[low]
    figures = [int(figure) for figure in re.findall(r"\d+", low)[:2]]
    hour, minute = figures[0], figures[1] if len(figures) > 1 else None
    if re.search(r"p\.?m", low) or (
        part and re.search(r"night|evening|afternoon", part) and hour < 12 and not re.search(r"a\.?m", low)
    ):
        hour = hour % 12 + 12
    elif re.search(r"a\.?m", low):
        hour %= 12
    return f"{hour:02}:{minute or 0:02}" if hour < 25 else None


_UNIT_NAMES = {"W": "week", "M": "month", "Q": "quarter", "Y": "year"}


def deictic(match: Match, context: Context) -> Reading | None:
    """ "last week", "next year", "that month", "the following day"."""
    which, unit_word = _plain(match["which"]).lower(), match["unit"].lower()
    way = direction(which)
    if context.published is None:
        return _fixed(("PAST_REF", "PRESENT_REF", "FUTURE_REF")[way + 1], "no day of printing to tell it by")
    if unit_word == "night":
        return part_of_night(way, context)
    base, anaphoric = context.published, _ANAPHORIC.match(which)
    if anaphoric:
        base = context.last_date() or base
    if unit_word == "weekend":
        return _weekend(base, way, f'"{which} weekend", {context.printed}')
    unit = words.unit(unit_word)
    if which in ("the past", "the last", "the coming") and unit not in ("Y", "Q", "W"):
        return _running(1, unit, way, context)
    because = f"{which} {unit_word}, " + (f"from {base}" if anaphoric else context.printed)
    return _fixed(values.at(values.shifted(base, way, unit), unit), because)


_ANAPHORIC = re.compile(r"that|the (?:following|same|previous|preceding|prior|next)$", re.IGNORECASE)


def part_of_night(way: int, context: Context) -> Reading:
    assert context.published is not None
    return _fixed(
        f"{(context.published + timedelta(min(way, 0))).isoformat()}TNI", f"a night, {context.printed}", "TIME"
    )


def _weekend(base: date, way: int, because: str) -> Reading:
    year_, week, _ = (base + timedelta(7 * way)).isocalendar()
    return _fixed(f"{year_:04}-W{week:02}-WE", because)


def the_year(match: Match, context: Context) -> Reading | None:
    """ "for the year": that of printing; a business's own year has no place on the calendar."""
    fiscal = (match["kind"] or "").lower() in ("fiscal", "financial")
    if fiscal or context.published is None or re.match(r"\s+(?:end|to\b|since|before|after|that|when|in\s+which)", context.after):
        return _fixed("P1Y", "a length of time", "DURATION")
    return _fixed(str(context.published.year), f"the running year, {context.printed}")


def weekend(match: Match, context: Context) -> Reading | None:
    if context.published is None:
        return _fixed("XXXX-WXX-WE", "no day of printing to tell it by")
    spoken = context.tense()
    # On a Monday "the weekend" is the one just over; later in the week a past tense still says so.
    back = context.published.isoweekday() <= 5 and spoken.name != "future"
    return _weekend(
        context.published,
        -1 if back else 0,
        f"the weekend nearest to {context.published}" + (f' ("{spoken.word}")' if spoken.word else ""),
    )


def current(match: Match, context: Context) -> Reading | None:
    """ "late in the year", "the end of the month": the one that is running."""
    if context.published is None:
        return _fixed("PRESENT_REF", "no day of printing to tell it by")
    if match["unit"].lower() == "weekend":
        return weekend(match, context)
    return _fixed(
        values.at(context.published, words.unit(match["unit"])),
        f"the running {match['unit'].lower()}, {context.printed}",
    )


# Durations, and dates counted from another


def amount(written: str | None) -> tuple[float | None, float | None]:
    """The lowest and the highest number that an amount may be; None, None for "several" and its like."""
    low = _plain(written or "").lower()
    if re.fullmatch(r"an?|another|an additional|a full", low):
        return 1.0, 1.0
    if "couple" in low:
        return 2.0, 2.0
    parts = re.split(r"\s+(?:to|or)\s+|\s?[-–]\s?(?=\d)", low)
    fraction = re.fullmatch(r"(\d+) (\d)/([1-9])", low)
    if fraction:
        whole, top, bottom = map(float, fraction.groups())
        return whole + top / bottom, whole + top / bottom
    numbers = [number(part) for part in parts]
    return (None, None) if None in numbers else (numbers[0], numbers[-1])


def duration(match: Match, context: Context) -> Reading | None:
    low, _ = amount(match["amount"])
    if low is not None and _first(match, "half"):
        low += 0.5
    if low is not None and low > 100_000:
        return None
    unit = words.unit(match["unit"])
    if match["amount"].lower() in ("a", "an") and _RATE_BEFORE.search(context.before):
        return None  # "$5 a week" is a rate, no time
    if unit == "Q" and re.search(r"quarters?$", match[0]) and re.match(r"\s+of\b", context.after):
        return None  # "three quarters of the land"
    if unit == "TS" and match["unit"].lower() == "second" and not re.search(r"\d|-", match[0]):
        return None
    return Reading("DURATION", values.duration(low, unit), "a length of time", (), None)


_RATE_BEFORE = re.compile(r"\d(?:\s+(?:thousand|million|billion))?(?:\s+[a-z-]+){0,2}\s+$", re.IGNORECASE)


def vague_duration(match: Match, context: Context) -> Reading | None:
    return _fixed(values.duration(None, words.unit(match["unit"])), "a length of time that is not said", "DURATION")


def ago(match: Match, context: Context) -> Reading | None:
    count, _ = amount(match["amount"]) if match["amount"] else (None, None)
    unit, how = words.unit(match["unit"]), _plain(match["how"]).lower()
    ahead = how in ("later", "after", "afterward", "afterwards", "from now", "hence")
    base = context.published if how in ("ago", "from now", "hence") else context.last_date()
    if count is None or base is None:
        return _fixed(
            "FUTURE_REF" if ahead else "PAST_REF",
            "a time that is not said exactly" if base else "no day of printing to tell it by",
        )
    try:
        day = values.shifted(base, count if ahead else -count, unit)
    except (ValueError, OverflowError):
        return _fixed("FUTURE_REF" if ahead else "PAST_REF", "off the calendar")
    coarse = {"10Y": "Y", "100Y": "Y", "2W": "W"}.get(unit, unit)
    return _fixed(values.at(day, coarse), f"{_plain(match[0])}, counted from {base}")


def span(match: Match, context: Context) -> Reading | None:
    """ "the past two months": a length with a place on the calendar."""
    low, _ = amount(match["amount"])
    unit, way = words.unit(match["unit"]), direction(match["way"])
    anchored = match["way"].lower() in ("past", "last", "next", "coming", "recent")
    reading = Reading("DURATION", values.duration(low, unit), "a length of time")
    return _running(low, unit, -1 if match["way"].lower() == "recent" else way, context) if anchored else reading


def _running(count: float | None, unit: str, way: int, context: Context) -> Reading:
    value = values.duration(count, unit)
    around = _stretch(count, unit, way, context.published)
    word = "up to" if way < 0 else "from"
    because = f"a length of time {word} {context.published}" if context.published else "a length of time"
    return Reading("DURATION", value, because, (), around)


def _stretch(count: float | None, unit: str, way: int, base: date | None) -> values.Interval:
    if base is None or way == 0:
        return values.UNKNOWN
    try:
        other = values.shifted(base, way * count, unit) if count is not None else None
    except (ValueError, OverflowError):
        other = None
    return (other, base) if way < 0 else (base, other)


def recent(match: Match, context: Context) -> Reading | None:
    way = match["way"].lower()
    unit = words.unit(match["unit"])
    if way in ("coming", "future", "ahead", "to come") or way.startswith("to"):
        return Reading("DATE", "FUTURE_REF", "a time ahead that is not said", (), (context.published, None))
    if way == "last":
        return None
    return _running(None, unit, -1, context)


def set_(match: Match, context: Context) -> Reading | None:
    if word := _first(match, "word"):
        return _fixed(words.SETS[word.lower()], "how often", "SET")
    unit, count = words.unit(match["unit"]), _first(match, "count")
    if count is None:
        return _fixed(values.duration(1, unit), "how often", "SET")
    low = 2.0 if re.match(r"other|couple", count, re.IGNORECASE) else number(count)
    return _fixed(values.duration(low, unit), "how often", "SET")


def set_month(match: Match, context: Context) -> Reading | None:
    low = match["name"].rstrip(".").lower()
    return _fixed(f"XXXX-{words.SEASONS.get(low) or f'{words.MONTHS[low]:02}'}", "every such one", "SET")


def reference(match: Match, context: Context) -> Reading | None:
    day = context.published
    for name, around in (("present", (day, day)), ("past", (None, day)), ("future", (day, None))):
        if _first(match, name):
            return Reading("DATE", f"{name.upper()}_REF", f'"{_plain(match[0])}" names no date', (), around)
    return None


def _plain(words_: str | None) -> str:
    return " ".join((words_ or "").split()).replace("’", "'")


Resolver = Callable[[Match, Context], Reading | None]
RESOLVERS: dict[str, Resolver] = {
    "iso": iso,
    "slashed": slashed,
    "clock": clock,
    "part_of_day": part_of_day,
    "full_date": full_date,
    "month": month,
    "weekday_set": weekday_set,
    "weekday": weekday,
    "holiday": holiday,
    "quarter": quarter,
    "half": half,
    "past_quarter": past_quarter,
    "year_ago": year_ago,
    "season": season,
    "decade": decade,
    "nth_century": nth_century,
    "year": year,
    "ago": ago,
    "set": set_,
    "set_month": set_month,
    "year_end": year_end,
    "the_year": the_year,
    "span": span,
    "recent": recent,
    "deictic": deictic,
    "current": current,
    "weekend": weekend,
    "today": today,
    "reference": reference,
    "duration": duration,
    "vague_duration": vague_duration,
}
