"""What is foretold: statements about what had not happened when they were said, with horizon, condition and interval.

Rules over the words of the content and the cue (forecasts.toml), and the times and certainty read before.
"""

import re
from dataclasses import replace
from datetime import date

from onrecord.enrich.horizons import ahead, horizon, patterns
from onrecord.records import Forecast, Record, Statement

_ACTS = {"say", "believe", "intend", "know", "perceive", "deny"}
"""Orders and questions foretell nothing; what is declined is not said."""
_WIDE = (0.05, 0.95)
_MAY = re.compile(r"\b(?:in|of|last|this|next|since|by|until|from|early|late|mid|on|\d+)[\s-]+May\b|\bMay \d")


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
    why = _why(words, text, statement, said)
    if why is None:
        return None
    condition = patterns()["condition"].search(words)
    told = " ".join(condition[0].split()).strip(" .”\"'") if condition else None
    first, last, reason = horizon(statement, text, said, told)
    low, high = _interval(statement)
    return Forecast(
        because=f"{why}; {reason}",
        first=first,
        last=last,
        condition=told,
        low=low,
        high=high,
        unresolvable=_unresolvable(words, last),
    )


def _why(words: str, text: str, statement: Statement, said: date | None) -> str | None:
    """What marks it as a forecast, or None."""
    cue = " ".join(span.of(text) for span in statement.cue)
    if statement.act not in _ACTS or _found("other", words) or _found("cue.denies", cue):
        return None
    # The month is no "may".
    bare = _MAY.sub(" ", words)
    dated = ahead(statement, said)
    if _only_past(statement, said) or _rule(text, statement) or (not dated and _standing(bare, cue)):
        return None
    never_was = _found("standing", bare)
    for name in ("future", "modal"):
        found = _found(name, bare)
        if found and not (never_was and (name == "modal" or not dated)):
            return f"“{found.strip()}” speaks of what is to come"
    foretold = _found("cue.foretells", cue)
    if foretold and not never_was:
        return f"“{foretold}” foretells"
    if dated and not never_was and not _found("past", bare):
        return "nothing in it is past, and a day to come is named"
    return None


def _rule(text: str, statement: Statement) -> bool:
    """Is its source a law, a sign, a leaflet: what it says that one will or may do is no forecast."""
    return bool(_found("cue.rules", " ".join(span.of(text) for span in statement.source)))


def _standing(words: str, cue: str) -> bool:
    """Is it a general truth, or something told of the past?"""
    if _found("general", words):
        return True
    return bool(_found("cue.tells", cue) or _found("told", words)) and not _found("future", words)


def _found(name: str, words: str) -> str | None:
    match = patterns()[name].search(words)
    return match[0] if match else None


def _only_past(statement: Statement, said: date | None) -> bool:
    """Are all the days that the content names gone when it is said?"""
    days = [t.last for t in statement.times if t.last and t.type in {"DATE", "TIME"}]
    return bool(days) and said is not None and all(day < said for day in days)


def _interval(statement: Statement) -> tuple[float, float]:
    """The interval of the first phrase in the content that has one; a wide one where there is none."""
    for hedge in statement.certainty:
        if hedge.of == "content" and hedge.low is not None and hedge.high is not None:
            return hedge.low, hedge.high
    return _WIDE


def _unresolvable(words: str, last: date | None) -> str | None:
    if last is not None:
        return None
    vague = patterns()["vague"].search(words)
    return "nothing in it could be observed for certain" if vague else "no day by which it should have happened"
