"""The horizon of a forecast: from when, and until when, it could come true. Its words are in forecasts.toml."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.enrich.times.timex import days_covered, shift_day
from onrecord.records import Span, Statement, Time
from onrecord.text.document import Document
from onrecord.text.numbers import parse_number
from onrecord.text.prefilter import Prefilter

Horizon = tuple[date | None, date | None, str]
_LEAD = 60
"""Characters before a time in which its preposition stands."""

_UNITS = {
    "hour": (1 / 24, "D"), "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"),
    "month": (1, "M"), "year": (1, "Y"), "decade": (10, "Y"),
}  # fmt: skip


@cache
def patterns() -> dict[str, Prefilter]:
    """The patterns of forecasts.toml by name, those under a heading as "heading.name"."""
    made = tomllib.loads((files("onrecord.enrich") / "forecasts.toml").read_text("utf-8"))
    return dict(_named(made))


def _named(made: dict[str, Any], heading: str = "") -> Iterator[tuple[str, Prefilter]]:
    for name, value in made.items():
        if isinstance(value, dict):
            yield from _named(value, f"{name}.")
        else:
            yield heading + name, Prefilter.from_patterns([value] if isinstance(value, str) else value)


def ahead(times: Iterable[Time], said: date | None) -> bool:
    """Is one of the times that a content names still to come, or not yet over, when it is said?"""
    return any(
        said and (time.last or time.first or said) >= said and _is_day(time) and not time.value.endswith("_REF")
        for time in times
    )


def horizon(statement: Statement, document: Document, said: date | None, condition: str | None) -> Horizon:
    """From when and until when, None where open, and why."""
    text = document.text
    counted = _by_length(statement, text, said)
    if counted and patterns()["horizon.running"].search(counted[2]):
        return counted
    times = [time for time in statement.times if _is_day(time) and not (said and _over(time, said))]
    for number_, time in enumerate(times):
        lead = text[max(document.sentence_start(time.span.start), time.span.start - _LEAD) : time.span.start]
        if condition and _within(time, condition, text, statement):
            return time.first, None, f"it hangs on what is to be in “{time.span.of(text)}”"
        after = times[number_ + 1] if number_ + 1 < len(times) else None
        if after and re.search(r"\b(?:between|from)\W+$", lead, re.IGNORECASE) and _joined(time, after, text):
            if time.first and after.last and after.last < time.first:
                return (
                    time.first,
                    None,
                    f"from “{time.span.of(text)}”; “{after.span.of(text)}” was read as before it",
                )
            return (
                time.first,
                after.last,
                f"from “{time.span.of(text)}” to “{after.span.of(text)}”",
            )
        return _by_preposition(time, lead, text, said, statement)
    return counted or (said, None, "it names no day")


def _is_day(time: Time) -> bool:
    return time.type in {"DATE", "TIME"} and bool(time.first or time.last) and time.value != "PRESENT_REF"


def _over(time: Time, said: date) -> bool:
    return (time.last or time.first or said) < said


def _within(time: Time, condition: str, text: str, statement: Statement) -> bool:
    start = text.find(condition[:20], statement.content[0].start)
    return 0 <= start <= time.span.start < start + len(condition)


def _joined(time: Time, after: Time, text: str) -> bool:
    return text[time.span.end : after.span.start].strip() in {"and", "to", "until", "till", "-", "–"}


def _by_preposition(time: Time, lead: str, text: str, said: date | None, statement: Statement) -> Horizon:
    """What the words before a time make of it: "from July" is open, "by July" ends with it, "before July" before it."""
    words = time.span.of(text)
    first, last = _own_day(time, words, said, statement)
    if stretch := _stretch(replace(time, first=first, last=last), words, lead, said, statement):
        return stretch
    start = said if said and last and said <= last else None
    until_then, begins = patterns()["horizon.until_then"].search(lead), days_covered(time.value)[0]
    if until_then and begins:
        return said if said and said < begins else None, _moved(begins, -1), f"not until “{words}”"
    if patterns()["horizon.until"].search(lead) and last:
        return start, last, f"it ends with “{words}”"
    before = patterns()["horizon.before"].search(lead)
    if before and first and last:
        # "before the end of the year" still ends with it.
        end = last if re.search(r"\bend\b", before["noun"]) or re.match(r"the end\b", words) else _moved(first, -1)
        return (said if said and end and said <= end else None), end, f"it ends before “{words}”"
    if said and last and said <= last and (first is None or first < said):
        first = said
    return first, last, f"“{words}” is its horizon"


def _own_day(time: Time, words: str, said: date | None, statement: Statement) -> tuple[date | None, date | None]:
    """The time's days; "tomorrow" is counted from the day of saying, "overnight" ends a day later."""
    low = words.lower()
    if patterns()["horizon.own_day"].search(low) and said and statement.said_at and said == statement.said_at.first:
        day = _moved(said, low.count("tomorrow") + low.startswith("the day after"))
        return day, (_moved(said, 1) if low == "overnight" else day)
    return time.first, (_moved(time.last, 1) if low == "overnight" and time.last else time.last)


def _stretch(time: Time, words: str, lead: str, said: date | None, statement: Statement) -> Horizon | None:
    """ "in the year to March", "four days from Sunday", "from July"."""
    if (period := patterns()["horizon.period"].search(lead)) and time.last:
        return _latest(_months_before(time.last, period), said), time.last, f"“{period[0].strip()} {words}”"
    if patterns()["horizon.starting"].search(lead) and (length := _length_before(time, statement)):
        return time.first, length, f"so long from “{words}”"
    if patterns()["horizon.after"].search(lead) and time.first:
        last = time.last if re.search(r"\d\s?(?:[-–]|to)\s?\d", words) else None
        return time.first, last, f"open-ended from “{words}”"
    return None


def _moved(day: date, count: float, unit: str = "D") -> date | None:
    """`day` moved by so many units, None where that is off the calendar."""
    try:
        return shift_day(day, count, unit)
    except (ValueError, OverflowError):
        return None


def _latest(first: date | None, said: date | None) -> date | None:
    return max(first, said) if first and said else first


def _months_before(last: date, period: re.Match[str]) -> date | None:
    """The first day of the year, or of so many months, that ends with `last`."""
    months = 12 if period["unit"].lower() == "year" else parse_number(period["number"] or "one") or 1
    after = _moved(last, 1)
    return _moved(after, -months, "M") if after else None


def _length_before(time: Time, statement: Statement) -> date | None:
    """The last day of a length in days that stands before the day that it begins with: "three days from Monday"."""
    for length in statement.times:
        found = re.fullmatch(r"P(\d+)([DW])", length.value)
        if found and time.first and 0 <= time.span.start - length.span.end < _LEAD:
            return _moved(time.first, int(found[1]) * (7 if found[2] == "W" else 1) - 1)
    return None


def _lasting(statement: Statement, text: str, said: date) -> Horizon | None:
    """ "has six months to live", "will last another week": until it is over."""
    cued = [span for span in statement.cue if span.start < statement.content[0].start]
    whole = [Span(cued[0].start, statement.content[0].end)] if cued else []
    for span in (*statement.content, *whole):
        if found := patterns()["horizon.lasting"].search(text, span.start, span.end):
            count, unit = _count(found)
            return said, _moved(said, count, unit), f"“{found[0]}”, counted from the day of saying"
    return None


def _count(found: re.Match[str]) -> tuple[float, str]:
    count = (parse_number(found["number"]) if found["number"] not in {None, "a", "an"} else 1) or 1
    factor, unit = _UNITS[found["unit"].lower()]
    return count * factor, unit


def _by_length(statement: Statement, text: str, said: date | None) -> Horizon | None:
    """A length of time from the day of saying: "within two years", "over the next decade"."""
    for span in statement.content:
        found = patterns()["horizon.length"].search(text, span.start, span.end)
        if found is None or said is None or not (found["number"] or found["next"]):
            continue
        if found["several"] and not found["number"]:
            return said, None, f"“{found[0]}” sets no day"
        if not found["next"] and not re.match(r"within|inside|in\b|under", found[0], re.IGNORECASE):
            continue
        last = _moved(said, *_count(found))
        day = patterns()["horizon.exactly"].search(text[found.start() : found.end() + 10])
        return last if day else said, last, f"“{found[0]}”, counted from the day of saying"
    return _lasting(statement, text, said) if said else None
