"""Time expressions in a text: a gate, the grammar at every place, the reading of what matched."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from onrecord.enrich.times import values
from onrecord.enrich.times.anchors import Anchor, compiled, known
from onrecord.enrich.times.grammar import RULES, first_words
from onrecord.enrich.times.reading import Context, Reading
from onrecord.enrich.times.resolving import RESOLVERS
from onrecord.records import Span, Time

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_BACK_REFERENCE = re.compile(r"\(\?P=\w+\)")
_WORD = re.compile(r"[^\W\d]+(?=\d?)|['’]?\d+")
_ABBREVIATED = r"[ap]\.m|[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|vs|v|Adm|Maj|Capt|Prof|Rev|Hon"
_NO_END = "".join(rf"(?<!\b{short}\.)" for short in _ABBREVIATED.split("|"))
_SENTENCE_END = re.compile(rf"(?<=[.!?]){_NO_END}[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])|\n\s*\n\s*")
_BEFORE = re.compile(
    r"\b(since|until|till|by|before|after|from|this\s+side\s+of)\s+(?:the\s+|about\s+|around\s+)?$", re.IGNORECASE
)
_BEFORE_LENGTH = 20
_OVER = re.compile(r"\s+(?:is\s+(?:out|over|up)|ends|runs\s+out|closes)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:the\s+)?(?:end|close)\b|year[\s-]end|year['’]s\s+end", re.IGNORECASE)


_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Of printing: a day beyond is a mistake, and its neighbours run off the calendar."""


class Grammar:
    """The rules compiled into one pattern, and each on its own for its groups."""

    def __init__(self) -> None:
        self.rules = [(RESOLVERS[name], re.compile(pattern, re.IGNORECASE)) for name, pattern in RULES]
        body = "|".join(f"({_anonymous(pattern)})" for _, pattern in RULES)
        self.any = re.compile(rf"\b(?<![$€£])(?:{body})(?!\w)|(?<!\w)['’]\d0s\b", re.IGNORECASE)
        self.starts, self.triggers = first_words()

    def read(self, match: re.Match[str], context: Context) -> Reading | None:
        """The reading of what `any` matched."""
        resolve, rule = self.rules[(match.lastindex or 1) - 1]
        inner = rule.match(match.string, match.start())
        return resolve(inner, context) if inner else None

    def inner(self, written: str, context: Context) -> Reading | None:
        """The reading of an expression within another ("Monday" of "8 p.m. Monday")."""
        match = self.any.match(written)
        return self.read(match, context) if match else None

    def matches(self, text: str, lowered: str, bounds: tuple[int, int]) -> Iterator[re.Match[str]]:
        """What is an expression of time by its shape, from left to right, none overlapping another."""
        found = [(word.start(), word.group()) for word in _WORD.finditer(lowered, *bounds)]
        if not any(word in self.triggers or word[-1].isdigit() for _, word in found):
            return
        end = bounds[0]
        for start, word in found:
            if start >= end and (word in self.starts or word[-1].isdigit()):
                match = self.any.match(text, start, bounds[1])
                if match:
                    end = match.end()
                    yield match


def _anonymous(pattern: str) -> str:
    """`pattern` without its names, for the one pattern of them all; (?P=mark) is the mark of a date."""
    return _GROUP_NAME.sub("(?:", _BACK_REFERENCE.sub("[/.]", pattern))


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar()


def find(text: str, published: date | None, *, anchors: tuple[Anchor, ...] | None = None) -> list[Time]:
    """The time expressions of `text` in its order, resolved against the day of printing.

    Without one, relative and year-less expressions keep a value that leaves the unknown open (XXXX-09-11, PAST_REF).
    `anchors` are the events that may be named instead of a date; by default those that onrecord ships.
    """
    if published and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    rules = grammar()
    context = Context(published, text, inner=rules.inner)
    found = list(_anchored(text, lowered, known() if anchors is None else anchors, context))
    taken = [time.span for time in found]
    for context.bounds in sentences(text):
        for match in rules.matches(text, lowered, context.bounds):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken) and (time := _read(match, rules, context)):
                found.append(time)
    return sorted(found, key=lambda time: time.span)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences and paragraphs start and end; an abbreviation may end one too many."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _anchored(text: str, lowered: str, anchors: tuple[Anchor, ...], context: Context) -> Iterator[Time]:
    end = 0
    for anchor in anchors:
        if any(key in lowered for key in anchor.keys):
            for match in compiled(anchor).finditer(text):
                if match.end() > match.start() >= end:
                    because = f"{anchor.name} ({anchor.value}), a known event"
                    context.bounds, context.start = (0, len(text)), match.start()
                    yield _time(match.span(), Reading("DATE", anchor.value, because), context)


def _read(match: re.Match[str], rules: Grammar, context: Context) -> Time | None:
    context.start, context.end = match.span()
    reading = rules.read(match, context)
    if reading is None:
        return None
    context.earlier.append(reading)
    return _time(match.span(), reading, context)


def _time(span: tuple[int, int], reading: Reading, context: Context) -> Time:
    first, last = reading.around or values.interval(reading.value)
    if preposition := _BEFORE.search(context.text[max(0, span[0] - _BEFORE_LENGTH) : span[0]]):
        word = preposition[1].lower()
        word = "before" if word.startswith("this") else word
        if reading.type == "TIME" and word in ("before", "after"):
            word = "by" if word == "before" else "from"  # an hour after eight that day is that day still
        if word == "before" and (_ENDING.match(context.text, span[0]) or _OVER.match(context.text, span[1])):
            word = "by"
        if not (word == "from" and reading.around and last):
            first, last = _opened(word, first, last)
    return Time(Span(*span), reading.type, reading.value, reading.because, first, last, reading.alternatives)


def _opened(preposition: str, first: date | None, last: date | None) -> values.Interval:
    """The interval that "since", "until" and their like make of a time's."""
    if first is None or last is None:
        return first, last
    if preposition in ("since", "from"):
        return first, None
    if preposition == "before":
        return None, _moved(first, -1)
    return (_moved(last, 1), None) if preposition == "after" else (None, last)


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
