"""How sure a statement is: phrases in content and cue, each an interval of probability, never one number.

How they combine is `Statement.likelihood`. The phrases are in certainty.toml.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.enrich.hedge_scope import HedgeRole, scope_hedges
from onrecord.records import Confidence, Hedge, Level, Polarity, Record, Span, Spans, Statement
from onrecord.text.document import Document
from onrecord.text.prefilter import Prefilter

HedgePlace = Literal["content", "cue"]

# One word may stand between: "not yet certain to", "isn’t widely expected to".
_NEGATION_BEFORE = re.compile(r"(?:\bnot|n[’']t|\bnever|\bhardly|\bno longer)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NEGATION_REACH = 24
"""Characters before a phrase: the longest negation with the longest usual word after it."""
# "Likely not" denies; "perhaps not only" goes on to say more, "maybe not literally" denies the word.
_NEGATION_AFTER = re.compile(
    r",?\s+(?:not|never|no longer)\b(?! (?:only|just|merely|least|literally|exactly|entirely|quite|all|every\w*)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _PhraseEntry:
    low: float
    high: float
    polarity: Polarity
    source: str
    role: HedgeRole


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Per place one gate, whose n-th alternative is the n-th entry's."""

    gates: dict[HedgePlace, Prefilter]
    entries: dict[HedgePlace, tuple[_PhraseEntry, ...]]
    confidence: Prefilter
    levels: dict[str, Level]


@cache
def _load_phrases() -> _Phrases:
    table = tomllib.loads((files("onrecord.enrich") / "certainty.toml").read_text("utf-8"))
    places: tuple[HedgePlace, ...] = ("content", "cue")
    levels: tuple[Level, ...] = ("low", "moderate", "high")
    confidence = table["confidence"]
    return _Phrases(
        gates={
            place: Prefilter.from_patterns(_bound_phrase(entry["phrase"]) for entry in table[place]) for place in places
        },
        entries={place: tuple(_parse_phrase_entry(e, table["sources"]) for e in table[place]) for place in places},
        confidence=Prefilter.from_patterns([confidence["phrase"]]),
        levels={word: level for level in levels for word in confidence[level]},
    )


def _bound_phrase(phrase: str) -> str:
    # "’ll" and "n’t" hang on a word; everything else begins one.
    return rf"(?:(?<![\w’'-])|(?=[’']ll))(?:{phrase})(?![\w-])"


def _parse_phrase_entry(entry: dict[str, Any], sources: dict[str, str]) -> _PhraseEntry:
    role = HedgeRole(**{name: entry.get(name, False) for name in ("frame", "verb", "belief")})
    source = sources[entry["from"]]
    return _PhraseEntry(entry["low"] / 100, entry["high"] / 100, entry.get("polarity", "+"), source, role)


def certainty(record: Record, document: Document) -> Record:
    """Read each statement's certainty and confidence."""
    return replace(record, statements=tuple(_read_certainty(each, document) for each in record.statements))


def _read_certainty(statement: Statement, document: Document) -> Statement:
    in_cue = find_hedges(document.text, statement.cue, of="cue")
    pairs = (*in_cue, *find_hedges(document.text, statement.content, of="content"))
    hedges, roles = [hedge for hedge, _ in pairs], [role for _, role in pairs]
    scoped = scope_hedges(hedges, roles, statement.content, document)
    confidence = find_confidence(document.text, statement)
    same = scoped == statement.certainty and confidence == statement.confidence
    return statement if same else replace(statement, certainty=scoped, confidence=confidence)


def find_hedges(text: str, spans: Spans, *, of: HedgePlace) -> Iterator[tuple[Hedge, HedgeRole]]:
    """Find the phrases of certainty in spans of a text, in their order, each with what the vocabulary says of it."""
    phrases = _load_phrases()
    for span in spans:
        denied = span.start
        for number, match in phrases.gates[of].finditer(text, span.start, span.end):
            # "May" at the start of a content is a question or the month; inside it, with a capital, the month.
            if match[0] == "May" and match.start() > 0:
                continue
            entry = phrases.entries[of][number]
            # The "not" of "will not likely" is passed on by "will not": it must not count twice.
            hedge = _make_hedge(Span(denied, span.end), match, entry, of=of)
            denied = match.end() if entry.role.frame else denied
            yield hedge, entry.role


def _make_hedge(within: Span, match: re.Match[str], entry: _PhraseEntry, *, of: HedgePlace) -> Hedge:
    low, high, polarity, because = entry.low, entry.high, entry.polarity, entry.source
    if polarity == "+" and (side := _find_negation(within, match, frame=entry.role.frame)):
        low, high, polarity = round(1 - high, 2), round(1 - low, 2), "-"
        because = f"{because}, turned round by the negation {side} it"
    return Hedge(
        Span(*match.span()), match[0], of, because=f"“{match[0]}”: {because}", low=low, high=high, polarity=polarity
    )


def _find_negation(within: Span, match: re.Match[str], *, frame: bool) -> Literal["before", "after"] | None:
    """Find on which side of a phrase a word denies it; what follows a bare future is part of its own phrase."""
    start, end = match.span()
    if _NEGATION_BEFORE.search(match.string, max(within.start, start - _NEGATION_REACH), start):
        return "before"
    return "after" if not frame and _NEGATION_AFTER.match(match.string, end, within.end) else None


def find_confidence(text: str, statement: Statement) -> Confidence | None:
    """Find the stated confidence ("with high confidence") in the content or between its spans and the cue."""
    spans = statement.spans
    if not spans:
        return None
    start, end = spans[0].start, max(span.end for span in spans)
    match = _load_phrases().confidence.search(text, start, end)
    if not match:
        return None
    return Confidence(Span(*match.span()), match[0], _load_phrases().levels[match["level"].lower()])
