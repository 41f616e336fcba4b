"""What is foretold: statements about what had not happened when they were said, with horizon, condition and interval.

Rules over the words of the content and the cue (forecasts.toml), and the times and certainty read before.
"""

import re
from dataclasses import replace
from datetime import date

from onrecord.enrich.horizons import ahead, horizon, patterns
from onrecord.enrich.times.timex import days_covered
from onrecord.records import Forecast, Record, Statement, Time
from onrecord.text.document import Document

_ACTS = {"say", "believe", "intend", "know", "perceive", "deny"}
"""Orders and questions foretell nothing; what is declined is not said."""
_WIDE = (0.05, 0.95)
_YEAR = re.compile(r"(?:the )?(?:19|20)\d\d")
_TO_DO = re.compile(r"\W*(?:not )?to\b")
_NOUN = re.compile(r"[ -][a-z]{4,}")


def forecasts(record: Record, document: Document) -> Record:
    """The record with each statement's forecast; times and certainty must have been read."""
    published = record.article.published
    return replace(record, statements=tuple(_with(forecast(s, document, published), s) for s in record.statements))


def _with(found: Forecast | None, statement: Statement) -> Statement:
    return replace(statement, forecast=found) if found != statement.forecast else statement


def forecast(statement: Statement, document: Document, published: date | None) -> Forecast | None:
    """What a statement foretells, None where it foretells nothing."""
    text = document.text
    said = statement.said_at.last if statement.said_at else None
    said = said or published
    words = _without("name", " ".join(span.of(text) for span in statement.content))
    statement = _turned(_main(statement, text), text, said)
    why = _why(words, text, statement, said)
    if why is None:
        return None
    condition = patterns()["condition"].search(words)
    told = " ".join(condition[0].split()).strip(" .”\"'") if condition else None
    first, last, reason = horizon(statement, document, said, told)
    likelihood = statement.likelihood
    low, high = (likelihood.low, likelihood.high) if likelihood else _WIDE
    return Forecast(
        because=f"{why}; {reason}",
        first=first,
        last=last,
        condition=told,
        low=low,
        high=high,
        unresolvable=_unresolvable(words, last),
    )


def _main(statement: Statement, text: str) -> Statement:
    """The statement without the times of clauses beside the main one: "the hall, which burned down in August, …"."""
    times = tuple(t for t in statement.times if not _found("aside", _lead(t, statement, text)))
    return replace(statement, times=times) if times != statement.times else statement


def _lead(time: Time, statement: Statement, text: str) -> str:
    """The words of the content before a time."""
    start = max((span.start for span in statement.content if span.start <= time.span.start), default=time.span.start)
    return text[start : time.span.start]


def _turned(statement: Statement, text: str, said: date | None) -> Statement:
    """The statement with its days that were read as gone in their other reading, where it speaks of what is to come."""
    if said is None or not statement.times:
        return statement
    cue = " ".join(span.of(text) for span in statement.cue)
    words = _without("name", " ".join(span.of(text) for span in statement.content))
    foretold = bool(_found("cue.foretells", cue) or _found("cue.leans", cue)) or bool(_found("timetabled", words))
    times = tuple(
        _other(time, said) if _forward(_lead(time, statement, text), words, foretold) else time
        for time in statement.times
    )
    return replace(statement, times=times) if times != statement.times else statement


def _forward(lead: str, words: str, foretold: bool) -> bool:
    """Is the last verb before a time one of what is to come?"""
    lead = _without("month", _without("name", lead))
    ends = [m.end() for name in ("future", "modal", "shifted") for _, m in patterns()[name].finditer(lead)]
    past = [m.end() for _, m in patterns()["past"].finditer(lead)]
    if not ends and not past:
        return foretold or any(_found(name, words) for name in ("future", "modal"))
    return max(ends, default=0) >= max(past, default=0)


def _other(time: Time, said: date) -> Time:
    """`time` in the first of its other readings that lies ahead, itself where it is not over or has none."""
    if time.last is None or time.last >= said:
        return time
    for value in time.alternatives:
        first, last = days_covered(value)
        if first and last and first >= said:
            because = f"{time.because}; but it speaks of what is to come"
            return replace(time, value=value, because=because, first=time.first and first, last=last, alternatives=())
    return time


def _why(words: str, text: str, statement: Statement, said: date | None) -> str | None:
    """What marks it as a forecast, or None."""
    cue = " ".join(span.of(text) for span in statement.cue)
    if not _may_foretell(statement, cue) or _found("other", words) or _found("cue.denies", cue):
        return None
    bare = _without("beside", _without("month", words))
    dated = ahead([t for t in statement.times if not _in_a_name(t, text)], said) or bool(_found("soon", words))
    if (
        _only_past(statement, said)
        or _rule(text, statement)
        or (not dated and _standing(bare, cue, quoted=statement.kind == "direct"))
    ):
        return None
    if _found("never", bare) or _ordered(bare, cue) or (_found("told_of", _source(text, statement)) and not dated):
        return None
    return (
        _by_words(bare, cue, statement, dated)
        or _by_cue(bare, cue, statement, dated)
        or _by_day(bare, cue, statement, dated)
    )


def _may_foretell(statement: Statement, cue: str) -> bool:
    return statement.act in _ACTS or (statement.act == "decline" and bool(_found("cue.refuses", cue)))


def _by_words(bare: str, cue: str, statement: Statement, dated: bool) -> str | None:
    """The words of the content that speak of what is to come."""
    if shifted := _shifted(bare, cue, statement, dated):
        return shifted
    bare = _without("shifted", bare)
    habit = any(time.type == "SET" for time in statement.times)
    never_was = _found("standing", bare) or (not dated and _found("present", bare))
    for name in ("future", "modal"):
        found = _found(name, bare)
        if found and not (never_was and (name == "modal" or not dated)) and not (name == "modal" and habit):
            return f"“{found.strip()}” speaks of what is to come"
    leaning = _found("leaning", bare)
    undone = _found("undone", bare) and _found("past", bare)
    if leaning and not undone and (dated or not (never_was or _found("past", _without("clause", bare)))):
        return f"“{leaning.strip()}” speaks of what is to come"
    return None


def _shifted(bare: str, cue: str, statement: Statement, dated: bool) -> str | None:
    """ "said it was going to sue": the future of a speaker whose words are told in the past."""
    found, quoted = _found("shifted", bare), statement.kind == "direct"
    broken = _found("undone", bare) or (quoted and _found("past", _without("shifted", bare)))
    if found and not broken and (dated or not quoted) and _found("cue.past", cue):
        return f"“{found.strip()}”, told of the past, speaks of what is to come"
    return None


def _by_cue(bare: str, cue: str, statement: Statement, dated: bool) -> str | None:
    """The cue itself: by its sense, or with a day or an amount beside it."""
    found = _found("cue.foretells", cue)
    if found and (dated or not (_found("standing", bare) or _found("past", _without("clause", bare)))):
        return f"“{found}” foretells"
    if not found and statement.act == "intend" and _TO_DO.match(_without("clause", bare)):
        return "it is meant to be done"
    leans = _found("cue.leans", cue)
    if leans and (dated or _found("sized", bare)) and not _found("state", bare):
        return f"“{leans}” foretells"
    return None


def _ordered(words: str, cue: str) -> bool:
    """ "told residents to leave": an order, though the cue gives none by itself."""
    return bool(_found("cue.may_order", cue) and _found("to_do", words))


def _in_a_name(time: Time, text: str) -> bool:
    """ "the 2030 games", "Vision 2040": a year that names something says no day."""
    start, end = time.span
    if not _YEAR.fullmatch(text, start, end):
        return False
    owned = _found("attributive", text[max(0, start - 8) : start]) and _NOUN.match(text, end)
    return bool(owned or _found("titled", text[max(0, start - 30) : start]))


def _by_day(bare: str, cue: str, statement: Statement, dated: bool) -> str | None:
    """It names a day to come in the tense of timetables or of headlines, and is not past, nor a state or a habit."""
    coming = _found("timetabled", bare) or not (re.search(r"\w", cue) and _found("sentence", bare))
    if not dated or not coming or _found("standing", bare) or _found("past", bare) or _found("state", bare):
        return None
    habit = any(time.type == "SET" for time in statement.times)
    return None if habit else "nothing in it is past, and a day to come is named"


def _rule(text: str, statement: Statement) -> bool:
    """Is its source a law, a sign, a leaflet: what it says that one will or may do is no forecast."""
    return bool(_found("cue.rules", _source(text, statement)))


def _source(text: str, statement: Statement) -> str:
    return " ".join(span.of(text) for span in statement.source)


def _standing(words: str, cue: str, *, quoted: bool) -> bool:
    """Is it a general truth, or something told of the past?"""
    if _found("general", words):
        return True
    past = quoted and bool(_found("told", _without("shifted", _without("clause", words))))
    return (past or bool(_found("cue.tells", cue))) and not _found("future", words)


def _found(name: str, words: str) -> str | None:
    match = patterns()[name].search(words)
    return match[0] if match else None


def _without(name: str, words: str) -> str:
    return patterns()[name].sub(" ", words)


def _only_past(statement: Statement, said: date | None) -> bool:
    """Are all the days that the content names gone when it is said?"""
    days = [t.last for t in statement.times if t.last and t.type in {"DATE", "TIME"}]
    return bool(days) and said is not None and all(day < said for day in days)


def _unresolvable(words: str, last: date | None) -> str | None:
    if last is not None:
        return None
    vague = patterns()["vague"].search(words)
    return "nothing in it could be observed for certain" if vague else "no day by which it should have happened"
