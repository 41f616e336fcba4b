"""What is foretold: statements about what had not happened when they were said, with horizon, condition and interval.

First versions of rules, over the content's words and the times and certainty read before.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.records import Forecast, Record, Statement

_ACTS = {"say", "believe", "intend", "know", "perceive", "deny"}
"""Orders and questions foretell nothing; what is declined is not said."""
_WIDE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    patterns: dict[str, re.Pattern[str]]
    after: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    made = tomllib.loads((files("onrecord.enrich") / "forecasts.toml").read_text("utf-8"))
    horizon = made.pop("horizon")
    patterns = {name: re.compile("|".join(f"(?:{p})" for p in some), re.IGNORECASE) for name, some in made.items()}
    return _Vocabulary(patterns, *(re.compile(horizon[name], re.IGNORECASE) for name in ("after", "before")))


def forecasts(record: Record) -> Record:
    """The record with each statement's forecast; times and certainty must have been read."""
    article = record.article
    made = (replace(s, forecast=forecast(s, article.text, article.published)) for s in record.statements)
    return replace(record, statements=tuple(made))


def forecast(statement: Statement, text: str, published: date | None) -> Forecast | None:
    """What a statement foretells, None where it foretells nothing."""
    said = statement.said_at.last if statement.said_at else None
    said = said or published
    words = " ".join(span.of(text) for span in statement.content)
    why = _why(words, statement, said)
    if why is None:
        return None
    first, last, reason = _horizon(statement, text, said)
    low, high = _interval(statement)
    condition = _vocabulary().patterns["condition"].search(words)
    return Forecast(
        because=f"{why}; {reason}",
        first=first,
        last=last,
        condition=" ".join(condition[0].split()).strip(" ”\"'") if condition else None,
        low=low,
        high=high,
        unresolvable=_unresolvable(words, first, last),
    )


def _why(words: str, statement: Statement, said: date | None) -> str | None:
    """What marks it as a forecast, or None."""
    patterns = _vocabulary().patterns
    if statement.act not in _ACTS or patterns["other"].search(words):
        return None
    standing = patterns["standing"].search(words)
    future = patterns["future"].search(words)
    if future and not standing:
        return f"“{future[0].strip()}” speaks of what is to come"
    ahead = next((t for t in statement.times if said and t.first and t.first > said), None)
    modal = patterns["modal"].search(words)
    if modal and not standing and not _only_past(statement, said):
        return f"“{modal[0]}” speaks of what had not happened"
    if ahead and statement.act == "intend":
        return "an intention with a day to come"
    return None


def _only_past(statement: Statement, said: date | None) -> bool:
    """Are all the days that the content names gone when it is said?"""
    days = [t.last for t in statement.times if t.last and t.type in {"DATE", "TIME"}]
    return bool(days) and said is not None and all(day < said for day in days)


def _horizon(statement: Statement, text: str, said: date | None) -> tuple[date | None, date | None, str]:
    """From when and until when, and why."""
    for time in statement.times:
        if time.type not in {"DATE", "TIME"} or (said and (time.last or time.first or said) < said):
            continue
        words = time.span.of(text)
        lead = text[max(0, time.span.start - 60) : time.span.start]
        if _vocabulary().after.search(lead) and time.first:
            return time.first, None, f"open-ended from “{words}”"
        if _vocabulary().before.search(lead) and time.last:
            start = said if said and said <= time.last else None
            return start, time.last, f"it ends with “{words}”"
        if time.first or time.last:
            return time.first, time.last, f"“{words}” is its horizon"
    return said, None, "it names no day"


def _interval(statement: Statement) -> tuple[float, float]:
    """The interval of the first phrase in the content that has one; a wide one where there is none."""
    for hedge in statement.certainty:
        if hedge.of == "content" and hedge.low is not None and hedge.high is not None:
            return hedge.low, hedge.high
    return _WIDE


def _unresolvable(words: str, first: date | None, last: date | None) -> str | None:
    if _vocabulary().patterns["vague"].search(words) and last is None:
        return "nothing in it could be observed for certain"
    return "it names no day by which it should have happened" if last is None else None
