"""The horizon of a forecast: from when, and until when, it could come true. Its words are in forecasts.toml."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.enrich.numbers import number
from onrecord.enrich.times.values import shifted
from onrecord.records import Statement, Time

Horizon = tuple[date | None, date | None, str]
_DAY = timedelta(days=1)
_LEAD = 60
"""Characters before a time in which its preposition stands."""

_UNITS = {
    "hour": (1 / 24, "D"), "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"),
    "month": (1, "M"), "year": (1, "Y"), "decade": (10, "Y"),
}  # fmt: skip


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of forecasts.toml by name, those under a heading as "heading.name"."""
    made = tomllib.loads((files("onrecord.enrich") / "forecasts.toml").read_text("utf-8"))
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _named(made)}


def _named(made: dict[str, Any], heading: str = "") -> list[tuple[str, str]]:
    found = []
    for name, value in made.items():
        if isinstance(value, dict):
            found += _named(value, f"{name}.")
        else:
            found.append((heading + name, value if isinstance(value, str) else "|".join(f"(?:{p})" for p in value)))
    return found


def ahead(statement: Statement, said: date | None) -> bool:
    """Does the content name a time that is still to come, or not yet over, when it is said?"""
    return any(
        said and time.last and time.last >= said and _is_day(time) and time.value != "PRESENT_REF"
        for time in statement.times
    )


def horizon(statement: Statement, text: str, said: date | None, condition: str | None) -> Horizon:
    """From when and until when, None where open, and why."""
    counted = _by_length(statement, text, said)
    if counted and patterns()["horizon.running"].match(counted[2]):
        return counted
    times = [time for time in statement.times if _is_day(time) and not (said and _over(time, said))]
    for number_, time in enumerate(times):
        lead = text[max(0, time.span.start - _LEAD, _sentence(text, time.span.start)) : time.span.start]
        if condition and _within(time, condition, text, statement):
            return time.first, None, f"it hangs on what is to be in “{time.span.of(text)}”"
        after = times[number_ + 1] if number_ + 1 < len(times) else None
        if after and re.search(r"\b(?:between|from)\W+$", lead, re.IGNORECASE) and _joined(time, after, text):
            return time.first, after.last, f"from “{time.span.of(text)}” to “{after.span.of(text)}”"
        return _by_preposition(time, lead, text, said, statement)
    return counted or (said, None, "it names no day")


def _is_day(time: Time) -> bool:
    return time.type in {"DATE", "TIME"} and bool(time.first or time.last)


def _over(time: Time, said: date) -> bool:
    return (time.last or time.first or said) < said


def _sentence(text: str, place: int) -> int:
    """Where the sentence around `place` begins, roughly."""
    return max(text.rfind(mark, 0, place) for mark in (". ", "\n", "! ", "? ")) + 1


def _within(time: Time, condition: str, text: str, statement: Statement) -> bool:
    start = text.find(condition[:20], statement.content[0].start)
    return 0 <= start <= time.span.start < start + len(condition)


def _joined(time: Time, after: Time, text: str) -> bool:
    return text[time.span.end : after.span.start].strip() in {"and", "to", "until", "till", "-", "–"}


def _by_preposition(time: Time, lead: str, text: str, said: date | None, statement: Statement) -> Horizon:
    """What the words before a time make of it: "from July" is open, "by July" ends with it, "before July" before it."""
    words = time.span.of(text)
    first, last = time.first, time.last
    if patterns()["horizon.own_day"].search(words) and statement.said_at and said and said == statement.said_at.first:
        day = said + _DAY * words.lower().startswith("tomorrow")
        first = last = day
    start = said if said and last and said <= last else None
    if patterns()["horizon.after"].search(lead) and first:
        return first, None, f"open-ended from “{words}”"
    if patterns()["horizon.until"].search(lead) and last and not patterns()["horizon.until_then"].search(lead):
        return start, last, f"it ends with “{words}”"
    if patterns()["horizon.until_then"].search(lead) and first:
        return start if start and start < first else None, first - _DAY, f"not until “{words}”"
    before = patterns()["horizon.before"].search(lead)
    if before and first and last:
        # "before the end of the year" still ends with it.
        end = last if re.search(r"\bend\b", before["noun"]) or re.match(r"the end\b", words) else first - _DAY
        return (said if said and said <= end else None), end, f"it ends before “{words}”"
    if said and last and said <= last and (first is None or first < said):
        first = said
    return first, last, f"“{words}” is its horizon"


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
        count = (number(found["number"]) if found["number"] not in {None, "a", "an"} else 1) or 1
        factor, unit = _UNITS[found["unit"].lower()]
        return said, shifted(said, count * factor, unit), f"“{found[0]}”, counted from the day of saying"
    return None
