"""How sure: the phrases in content and cue that say so, each as an interval of probability, never as one number."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.records import Confidence, Hedge, Level, Polarity, Record, Span, Spans, Statement
from onrecord.text.document import Document
from onrecord.text.prefilter import Gate

Where = Literal["content", "cue"]
_NEGATION = re.compile(r"(?:\bnot|n[’']t|\bnever|\bhardly|\bno longer)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    low: float
    high: float
    polarity: Polarity
    source: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Per place one gate, whose n-th alternative is the n-th entry's."""

    gates: dict[Where, Gate]
    entries: dict[Where, tuple[_Entry, ...]]
    confidence: Gate
    levels: dict[str, Level]


@cache
def _vocabulary() -> _Vocabulary:
    made = tomllib.loads((files("onrecord.enrich") / "certainty.toml").read_text("utf-8"))
    places: tuple[Where, ...] = ("content", "cue")
    levels: tuple[Level, ...] = ("low", "moderate", "high")
    confidence = made["confidence"]
    return _Vocabulary(
        gates={place: Gate.of(_pattern(entry["phrase"]) for entry in made[place]) for place in places},
        entries={place: tuple(_entry(e, made["sources"]) for e in made[place]) for place in places},
        confidence=Gate.of([confidence["phrase"]]),
        levels={word: level for level in levels for word in confidence[level]},
    )


def _pattern(phrase: str) -> str:
    # "’ll" and "n’t" hang on a word; everything else begins one.
    return rf"(?:(?<![\w’'-])|(?=[’']ll))(?:{phrase})(?![\w-])"


def _entry(made: dict[str, Any], sources: dict[str, str]) -> _Entry:
    return _Entry(made["low"] / 100, made["high"] / 100, made.get("polarity", "+"), sources[made["from"]])


def certainty(record: Record, document: Document) -> Record:
    """The record with each statement's certainty and confidence."""
    return replace(record, statements=tuple(_read(statement, document.text) for statement in record.statements))


def _read(statement: Statement, text: str) -> Statement:
    found = (*find(text, statement.cue, of="cue"), *find(text, statement.content, of="content"))
    confidence = _confidence(text, statement)
    same = found == statement.certainty and confidence == statement.confidence
    return statement if same else replace(statement, certainty=found, confidence=confidence)


def find(text: str, spans: Spans, *, of: Where) -> Iterator[Hedge]:
    """The phrases of certainty in spans of a text, in their order."""
    vocabulary = _vocabulary()
    for span in spans:
        for number, match in vocabulary.gates[of].finditer(text, span.start, span.end):
            # "May" at the start of a content is a question or the month; inside it, with a capital, the month.
            if match[0] == "May" and match.start() > 0:
                continue
            yield _hedge(text, span, match, vocabulary.entries[of][number], of)


def _hedge(text: str, span: Span, match: re.Match[str], entry: _Entry, of: Where) -> Hedge:
    low, high, polarity, because = entry.low, entry.high, entry.polarity, entry.source
    if polarity == "+" and _NEGATION.search(text, max(span.start, match.start() - 24), match.start()):
        low, high, polarity = round(1 - high, 2), round(1 - low, 2), "-"
        because = f"{because}, turned round by the negation before it"
    return Hedge(Span(*match.span()), match[0], of, f"“{match[0]}”: {because}", low, high, polarity)


def _confidence(text: str, statement: Statement) -> Confidence | None:
    """ "with high confidence", in the content or between its spans and the cue."""
    spans = statement.spans
    if not spans:
        return None
    start, end = spans[0].start, max(span.end for span in spans)
    match = _vocabulary().confidence.search(text, start, end)
    if not match:
        return None
    return Confidence(Span(*match.span()), match[0], _vocabulary().levels[match["level"].lower()])
