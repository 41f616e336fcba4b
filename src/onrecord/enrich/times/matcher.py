"""Time expressions in a text: a gate, the grammar at every place, the reading of what matched."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

from onrecord.enrich.times import timex
from onrecord.enrich.times.context import Context, TimeReading
from onrecord.enrich.times.grammar import RULES, first_words
from onrecord.enrich.times.named_events import Anchor, compile_anchor, load_known_anchors
from onrecord.enrich.times.resolvers import RESOLVERS
from onrecord.records import Span, Time
from onrecord.text.document import Document
from onrecord.text.literals import possible_first_words
from onrecord.text.normalise import replace_lookalikes
from onrecord.text.prefilter import Alternative, NumberedMatch, Prefilter, find_words

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_BACK_REFERENCE = re.compile(r"\(\?P=\w+\)")
_SPOKEN_WORD = re.compile(r"[^\W\d]+(?=\d?)|['’]?\d+")
_PREPOSITION_BEFORE = re.compile(
    r"\b(since|until|till|by|before|after|from|this\s+side\s+of)\s+(?:the\s+|about\s+|around\s+)?$", re.IGNORECASE
)
_PREPOSITION_REACH = 20
_OVER = re.compile(r"\s+(?:(?:is|was|were)\s+(?:out|over|up)|(?:end|close)(?:s|ed)|r[au]ns?\s+out)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:the\s+)?(?:end|close)\b|year[\s-]end|year['’]s\s+end", re.IGNORECASE)


_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Of printing: a day beyond is a mistake, and its neighbours run off the calendar."""


_NO_TIME = r"(?<!\w)['’]\d0s\b"
"""What is passed over."""
_UNPLAIN = re.compile(r"[^\W_a-zß-öø-ÿ]")
"""Figures, and letters that may be others in small letters."""


class Grammar:
    """The rules. At a word those are tried that may begin with it and whose other words the sentence holds.

    `starts` are the words that any rule may begin with, `triggers` those that a sentence without figures must hold one
    of.
    """

    def __init__(self) -> None:
        shapes = [rf"\b(?<![$€£])(?:{_drop_group_names(pattern)})(?!\w)" for _, pattern in RULES]
        # One after the other, as each parses the pattern and the last parse is kept.
        drawn = [(Alternative(shape), possible_first_words(shape)) for shape in (*shapes, _NO_TIME)]
        self._gate = Prefilter(alternative for alternative, _ in drawn)
        begun = [opening for _, opening in drawn]
        self.starts, self.triggers = first_words()
        self._by_start = {start: _rules_starting_with(start, begun) for start in self.starts}
        self._by_figure = frozenset(number for number, (_, parts) in enumerate(begun) if {"", "#"} & parts)
        self._any = frozenset(range(len(begun)))

    def read(self, found: NumberedMatch, context: Context) -> TimeReading | None:
        """The reading of what a rule matched."""
        number, match = found
        if number >= len(RULES):
            return None
        name, pattern = RULES[number]
        inner = _compile_rule(pattern).match(match.string, match.start())
        return RESOLVERS[name](inner, context) if inner else None

    def inner(self, written: str, context: Context) -> TimeReading | None:
        """The reading of an expression within another ("Monday" of "8 p.m. Monday")."""
        found = self._first(self._gate.select_candidates(find_words(written)), written, 0, len(written))
        return self.read(found, context) if found else None

    def matches(self, text: str, lowered: str, bounds: tuple[int, int]) -> Iterator[NumberedMatch]:
        """What is an expression of time by its shape, from left to right, none overlapping another."""
        there = find_words(text[slice(*bounds)])
        if self.triggers.isdisjoint(there) and not _UNPLAIN.search(lowered, *bounds):
            return
        open_ = self._gate.select_candidates(there)
        spoken = [(word.start(), word.group()) for word in _SPOKEN_WORD.finditer(lowered, *bounds)] if open_ else []
        if not any(word in self.triggers or word[-1].isdigit() for _, word in spoken):
            return
        end = bounds[0]
        for start, word in spoken:
            tried = self._beginning(word) if start >= end else ()
            if tried and (found := self._first([n for n in open_ if n in tried], text, start, bounds[1])):
                end = found[1].end()
                yield found

    def _beginning(self, word: str) -> Collection[int]:
        """The rules that may begin with a word."""
        if word[-1].isdigit():
            return self._by_figure if word[-1].isdecimal() else self._any
        return self._by_start.get(word, ())

    def _first(self, numbers: list[int], text: str, start: int, end: int) -> NumberedMatch | None:
        """The first of the rules that matches at `start`."""
        for number in numbers:
            if match := self._gate.alternatives[number].compiled.match(text, start, end):
                return number, match
        return None


def _rules_starting_with(start: str, begun: list[tuple[frozenset[str], frozenset[str]]]) -> frozenset[int]:
    """The numbers of those that may begin with a word, by their possible_first_words."""
    return frozenset(
        number for number, (whole, parts) in enumerate(begun) if start in whole or start.startswith(tuple(parts))
    )


@cache
def _compile_rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _drop_group_names(pattern: str) -> str:
    """`pattern` without its names, for its shape alone; (?P=mark) is the mark of a date."""
    return _GROUP_NAME.sub("(?:", _BACK_REFERENCE.sub("[/.]", pattern))


@cache
def load_grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar()


def find_times(document: Document, published: date | None, *, anchors: tuple[Anchor, ...] | None = None) -> list[Time]:
    """The time expressions of a document in its order, resolved against the day of printing.

    Without one, relative and year-less expressions keep a value that leaves the unknown open (XXXX-09-11, PAST_REF).
    `anchors` are the events that may be named instead of a date; by default those that onrecord ships.
    """
    if published and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None
    text = replace_lookalikes(document.text)
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    rules = load_grammar()
    context = Context(published, text, inner=rules.inner)
    found = list(_find_named_events(text, lowered, load_known_anchors() if anchors is None else anchors, context))
    taken = [time.span for time in found]
    for context.bounds in document.sentence_spans:
        for one in rules.matches(text, lowered, context.bounds):
            span = Span(*one[1].span())
            if not any(span.overlaps(other) for other in taken) and (time := _resolve_time(one, rules, context)):
                found.append(time)
    return sorted(found, key=lambda time: time.span)


def _find_named_events(text: str, lowered: str, anchors: tuple[Anchor, ...], context: Context) -> Iterator[Time]:
    end = 0
    for anchor in anchors:
        if any(key in lowered for key in anchor.keys):
            for match in compile_anchor(anchor).finditer(text):
                if match.end() > match.start() >= end:
                    because = f"{anchor.name} ({anchor.value}), a known event"
                    context.bounds, context.start = (0, len(text)), match.start()
                    yield _make_time(match.span(), TimeReading("DATE", anchor.value, because), context)


def _resolve_time(found: NumberedMatch, rules: Grammar, context: Context) -> Time | None:
    context.start, context.end = found[1].span()
    reading = rules.read(found, context)
    if reading is None:
        return None
    context.earlier.append(reading)
    return _make_time(found[1].span(), reading, context)


def _make_time(span: tuple[int, int], reading: TimeReading, context: Context) -> Time:
    first, last = reading.around or timex.days_covered(reading.value)
    if preposition := _PREPOSITION_BEFORE.search(context.text[max(0, span[0] - _PREPOSITION_REACH) : span[0]]):
        word = preposition[1].lower()
        word = "before" if word.startswith("this") else word
        if reading.type == "TIME" and word in ("before", "after"):
            word = "by" if word == "before" else "from"  # an hour after eight that day is that day still
        if word == "before" and (_ENDING.match(context.text, span[0]) or _OVER.match(context.text, span[1])):
            word = "by"
        if not (word == "from" and reading.around and last):
            first, last = _open_interval(word, first, last)
    return Time(Span(*span), reading.type, reading.value, reading.because, first, last, reading.alternatives)


def _open_interval(preposition: str, first: date | None, last: date | None) -> timex.Interval:
    """The interval that "since", "until" and their like make of a time's."""
    if first is None or last is None:
        return first, last
    if preposition in ("since", "from"):
        return first, None
    if preposition == "before":
        return None, _move_days(first, -1)
    return (_move_days(last, 1), None) if preposition == "after" else (None, last)


def _move_days(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
