"""The horizon of a forecast: from when, and until when, it could come true. Its words are in forecasts.toml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from onrecord.enrich.forecast_patterns import load_patterns
from onrecord.enrich.times.timex import days_covered, shift_within_calendar
from onrecord.records import Span, Statement, Time
from onrecord.text.document import Document
from onrecord.text.numbers import parse_number

_LEAD_LENGTH = 60
"""Characters before a time in which its preposition, or a length counted from it, stands."""
_EXACTLY_REACH = 10
"""Characters after a length in which "’ time" may follow: "in two weeks’ time" is that day."""
_CONDITION_HEAD = 20
"""Characters by which the condition is found again in the text, whose spaces it does not keep."""
_LENGTHS = {
    "hour": (1 / 24, "D"), "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"),
    "month": (1, "M"), "year": (1, "Y"), "decade": (10, "Y"),
}  # fmt: skip
_DAYS_AND_WEEKS = re.compile(r"P(\d+)([DW])")
_RANGE_BEFORE = re.compile(r"\b(?:between|from)\W+$", re.IGNORECASE)
_RANGE_JOINTS = {"and", "to", "until", "till", "-", "–"}
# "Over two years" is a length, not a limit; "within two years" is one without "the next".
_LIMIT = re.compile(r"within|inside|in\b|under", re.IGNORECASE)
_RANGE_OF_DAYS = re.compile(r"\d\s?(?:[-–]|to)\s?\d")
_END = re.compile(r"\bend\b")


class Horizon(NamedTuple):
    """From when and until when, None where open, and why."""

    first: date | None
    last: date | None
    because: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a horizon is read in: the statement, its text, and the day of saying."""

    statement: Statement
    document: Document
    said: date | None


def has_day_ahead(times: Iterable[Time], said: date | None) -> bool:
    """Return whether one of the times that a content names is to come, or not yet over, when it is said."""
    return any(
        said and (time.last or time.first or said) >= said and _names_day(time) and not time.value.endswith("_REF")
        for time in times
    )


def find_horizon(statement: Statement, document: Document, said: date | None, condition: str | None) -> Horizon:
    """Find from when, and until when, a forecast could come true, by its first day that is not over."""
    setting = _Setting(statement, document, said)
    counted = _find_length(setting) or _find_lasting(setting) if said else None
    # "Over the next year" is the horizon whatever day is named beside it.
    if counted and load_patterns()["horizon.running"].search(counted.words):
        return counted.horizon
    times = [time for time in statement.times if _names_day(time) and not (said and _is_over(time, said))]
    if not times:
        return counted.horizon if counted else Horizon(said, None, "no day is named")
    return _read_first_time(times, setting, condition)


def _names_day(time: Time) -> bool:
    return time.type in {"DATE", "TIME"} and bool(time.first or time.last) and time.value != "PRESENT_REF"


def _is_over(time: Time, said: date) -> bool:
    return (time.last or time.first or said) < said


def _read_first_time(times: list[Time], setting: _Setting, condition: str | None) -> Horizon:
    time, text = times[0], setting.document.text
    words, start = time.span.of(text), time.span.start
    if condition and _is_within_condition(time, condition, setting):
        return Horizon(time.first, None, f"its condition falls in “{words}”")
    lead = text[max(setting.document.sentence_start(start), start - _LEAD_LENGTH) : start]
    end = times[1] if len(times) > 1 else None
    if end and _RANGE_BEFORE.search(lead) and text[time.span.end : end.span.start].strip() in _RANGE_JOINTS:
        end_words = end.span.of(text)
        if time.first and end.last and end.last < time.first:
            return Horizon(time.first, None, f"from “{words}”; “{end_words}” was read as before it")
        return Horizon(time.first, end.last, f"from “{words}” to “{end_words}”")
    return _read_preposition(time, lead, setting)


def _is_within_condition(time: Time, condition: str, setting: _Setting) -> bool:
    start = setting.document.text.find(condition[:_CONDITION_HEAD], setting.statement.content[0].start)
    return 0 <= start <= time.span.start < start + len(condition)


def _read_preposition(time: Time, lead: str, setting: _Setting) -> Horizon:
    """Read the words before a time: "from July" is open, "by July" ends with it, "before July" before it."""
    patterns, saying, words = load_patterns(), setting.said, time.span.of(setting.document.text)
    first, last = _own_days(time, words, setting)
    if stretch := _read_stretch(replace(time, first=first, last=last), words, lead, setting):
        return stretch
    begins = days_covered(time.value)[0]
    if begins and patterns["horizon.until_then"].search(lead):
        start = saying if saying and saying < begins else None
        return Horizon(start, shift_within_calendar(begins, -1, "D"), f"not until “{words}”")
    if last and patterns["horizon.until"].search(lead):
        return Horizon(_from_saying(saying, last), last, f"ends with “{words}”")
    if first and last and (before := patterns["horizon.before"].search(lead)):
        # "Before the end of the year" still ends with it.
        by_its_end = _END.search(before["noun"]) or re.match(r"the end\b", words)
        end = last if by_its_end else shift_within_calendar(first, -1, "D")
        return Horizon(_from_saying(saying, end), end, f"ends before “{words}”")
    if saying and last and saying <= last and (first is None or first < saying):
        first = saying
    return Horizon(first, last, f"“{words}” is the horizon")


def _from_saying(said: date | None, last: date | None) -> date | None:
    """The day of saying where it is not after the last day."""
    return said if said and last and said <= last else None


def _own_days(time: Time, words: str, setting: _Setting) -> tuple[date | None, date | None]:
    """Return a time's days; "tomorrow" counts from the day of saying, "overnight" ends a day later."""
    written, saying, said_at = words.lower(), setting.said, setting.statement.said_at
    next_day = 1 if written == "overnight" else 0
    if saying and said_at and saying == said_at.first and load_patterns()["horizon.own_day"].search(written):
        day = shift_within_calendar(saying, written.count("tomorrow") + written.startswith("the day after"), "D")
        return day, (shift_within_calendar(saying, 1, "D") if next_day else day)
    return time.first, (shift_within_calendar(time.last, 1, "D") if next_day and time.last else time.last)


def _read_stretch(time: Time, words: str, lead: str, setting: _Setting) -> Horizon | None:
    """Read "in the year to March", "four days from Sunday", "from July"."""
    patterns = load_patterns()
    if time.last and (period := patterns["horizon.period"].search(lead)):
        first = _first_day_of_period(time.last, period)
        first = max(first, setting.said) if first and setting.said else first
        return Horizon(first, time.last, f"“{period[0].strip()} {words}”")
    if patterns["horizon.starting"].search(lead) and (end := _end_of_length_before(time, setting.statement)):
        return Horizon(time.first, end, f"the length counted from “{words}”")
    if time.first and patterns["horizon.after"].search(lead):
        last = time.last if _RANGE_OF_DAYS.search(words) else None
        return Horizon(time.first, last, f"open-ended from “{words}”")
    return None


def _first_day_of_period(last: date, period: re.Match[str]) -> date | None:
    """The first day of the year, or of the number of months, that ends with `last`."""
    months = 12 if period["unit"].lower() == "year" else parse_number(period["number"] or "one") or 1
    after = shift_within_calendar(last, 1, "D")
    return shift_within_calendar(after, -months, "M") if after else None


def _end_of_length_before(time: Time, statement: Statement) -> date | None:
    """The last day of a length that stands before the day that it begins with: "three days from Monday"."""
    for length in statement.times:
        match = _DAYS_AND_WEEKS.fullmatch(length.value)
        if match and time.first and 0 <= time.span.start - length.span.end < _LEAD_LENGTH:
            days = int(match[1]) * (7 if match[2] == "W" else 1)
            return shift_within_calendar(time.first, days - 1, "D")
    return None


class _Counted(NamedTuple):
    """A horizon counted from the day of saying, and the words of its length."""

    horizon: Horizon
    words: str


def _find_length(setting: _Setting) -> _Counted | None:
    """Find a length of time from the day of saying: "within two years", "over the next decade"."""
    text, saying = setting.document.text, setting.said
    for span in setting.statement.content:
        match = load_patterns()["horizon.length"].search(text, span.start, span.end)
        if match is None or saying is None or not (match["number"] or match["next"]):
            continue
        if match["several"] and not match["number"]:
            return _Counted(Horizon(saying, None, f"“{match[0]}” sets no day"), match[0])
        if not match["next"] and not _LIMIT.match(match[0]):
            continue
        last = shift_within_calendar(saying, *_parse_length(match))
        exactly = load_patterns()["horizon.exactly"].search(text[match.start() : match.end() + _EXACTLY_REACH])
        return _Counted(_counted_from_saying(match, last if exactly else saying, last), match[0])
    return None


def _find_lasting(setting: _Setting) -> _Counted | None:
    """Find what a thing lasts: "has six months to live", "will last another week"."""
    statement, saying = setting.statement, setting.said
    cues = [span for span in statement.cue if span.start < statement.content[0].start]
    # "Gives it two weeks" has its verb in the cue.
    with_cue = [Span(cues[0].start, statement.content[0].end)] if cues else []
    for span in (*statement.content, *with_cue):
        match = load_patterns()["horizon.lasting"].search(setting.document.text, span.start, span.end)
        if match and saying:
            last = shift_within_calendar(saying, *_parse_length(match))
            return _Counted(_counted_from_saying(match, saying, last), match[0])
    return None


def _counted_from_saying(match: re.Match[str], first: date | None, last: date | None) -> Horizon:
    return Horizon(first, last, f"“{match[0]}”, counted from the day of the statement")


def _parse_length(match: re.Match[str]) -> tuple[float, str]:
    """Return the count and the unit of a length, as `shift_day` takes them."""
    written = match["number"]
    count = 1 if written in {None, "a", "an"} else parse_number(written) or 1
    factor, unit = _LENGTHS[match["unit"].lower()]
    return count * factor, unit
