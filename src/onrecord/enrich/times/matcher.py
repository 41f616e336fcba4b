"""Find time expressions in a text: a prefilter, the grammar at each word, the resolver of what matched."""

import re
from collections.abc import Collection, Iterator
from datetime import date
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
"""Characters: the longest preposition with an article."""
# "Before the month is out", "before the end of the month": by its end, not before it begins.
_OVER = re.compile(r"\s+(?:(?:is|was|were)\s+(?:out|over|up)|(?:end|close)(?:s|ed)|r[au]ns?\s+out)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:the\s+)?(?:end|close)\b|year[\s-]end|year['’]s\s+end", re.IGNORECASE)


_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Of publication: a day beyond is a mistake, and its neighbours run off the calendar."""
# "The '00s" and "the '10s" are not decades of the last century: matched last and dropped, so that no rule reads a part.
_NO_TIME = r"(?<!\w)['’]\d0s\b"
_UNPLAIN = re.compile(r"[^\W_a-zß-öø-ÿ]")
"""Figures, and letters whose lower case may be a letter of ASCII: the word test below cannot rule them out."""


class Grammar:
    """The rules, compiled. At a word, only those are tried that may begin with it and whose words the sentence holds.

    `starts` are the words that any rule may begin with, `triggers` those of which a sentence without figures must hold
    one.
    """

    def __init__(self) -> None:
        shapes = [rf"\b(?<![$€£])(?:{_drop_group_names(pattern)})(?!\w)" for _, pattern in RULES]
        # One after the other, as each parses the pattern and the last parse is kept.
        pairs = [(Alternative(shape), possible_first_words(shape)) for shape in (*shapes, _NO_TIME)]
        self._prefilter = Prefilter(alternative for alternative, _ in pairs)
        openings = [opening for _, opening in pairs]
        self.starts, self.triggers = first_words()
        self._by_start = {start: _rules_starting_with(start, openings) for start in self.starts}
        self._by_figure = frozenset(number for number, (_, parts) in enumerate(openings) if {"", "#"} & parts)
        self._any = frozenset(range(len(openings)))

    def resolve_match(self, numbered: NumberedMatch, context: Context) -> TimeReading | None:
        """Resolve what a rule matched; None where it is not a time after all."""
        number, match = numbered
        if number >= len(RULES):
            return None
        name, pattern = RULES[number]
        grouped = _compile_rule(pattern).match(match.string, match.start())
        return RESOLVERS[name](grouped, context) if grouped else None

    def resolve_inner(self, written: str, context: Context) -> TimeReading | None:
        """Resolve an expression within another ("Monday" of "8 p.m. Monday")."""
        candidates = self._prefilter.select_candidates(find_words(written))
        match = self._match_first(candidates, written, 0, len(written))
        return self.resolve_match(match, context) if match else None

    def find_matches(self, text: str, lowered: str, bounds: tuple[int, int]) -> Iterator[NumberedMatch]:
        """Find what has the shape of a time expression, from left to right, none overlapping another."""
        words = find_words(text[slice(*bounds)])
        if self.triggers.isdisjoint(words) and not _UNPLAIN.search(lowered, *bounds):
            return
        candidates = self._prefilter.select_candidates(words)
        places = (
            [(word.start(), word.group()) for word in _SPOKEN_WORD.finditer(lowered, *bounds)] if candidates else []
        )
        if not any(word in self.triggers or word[-1].isdigit() for _, word in places):
            return
        end = bounds[0]
        for start, word in places:
            tried = self._rules_at(word) if start >= end else ()
            if tried and (match := self._match_first([n for n in candidates if n in tried], text, start, bounds[1])):
                end = match[1].end()
                yield match

    def _rules_at(self, word: str) -> Collection[int]:
        """The numbers of the rules that may begin with a word."""
        if word[-1].isdigit():
            return self._by_figure if word[-1].isdecimal() else self._any
        return self._by_start.get(word, ())

    def _match_first(self, numbers: list[int], text: str, start: int, end: int) -> NumberedMatch | None:
        """Match the first of some rules that fits at `start`."""
        for number in numbers:
            if match := self._prefilter.alternatives[number].compiled.match(text, start, end):
                return number, match
        return None


def _rules_starting_with(start: str, openings: list[tuple[frozenset[str], frozenset[str]]]) -> frozenset[int]:
    """The numbers of the rules that may begin with a word, by their possible first words."""
    return frozenset(
        number for number, (whole, parts) in enumerate(openings) if start in whole or start.startswith(tuple(parts))
    )


@cache
def _compile_rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _drop_group_names(pattern: str) -> str:
    """Return a pattern without its names, for its shape alone; (?P=mark) is the mark of a date."""
    return _GROUP_NAME.sub("(?:", _BACK_REFERENCE.sub("[/.]", pattern))


@cache
def load_grammar() -> Grammar:
    """Compile the grammar, once."""
    return Grammar()


def find_times(document: Document, published: date | None, *, anchors: tuple[Anchor, ...] | None = None) -> list[Time]:
    """Find the time expressions of a document in its order, resolved against the day of publication.

    Without one, relative and year-less expressions keep a value that leaves the unknown open (XXXX-09-11, PAST_REF).
    `anchors` are the events that may be named instead of a date; by default those that onrecord ships.
    """
    if published and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None
    text = replace_lookalikes(document.text)
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    rules = load_grammar()
    context = Context(published, text, inner=rules.resolve_inner)
    times = list(_find_named_events(text, lowered, load_known_anchors() if anchors is None else anchors, context))
    # An event is taken whole: "the 2014 annexation" holds no year of its own.
    taken = [time.span for time in times]
    for context.bounds in document.sentence_spans:
        for match in rules.find_matches(text, lowered, context.bounds):
            span = Span(*match[1].span())
            if not any(span.overlaps(event) for event in taken) and (time := _resolve_time(match, rules, context)):
                times.append(time)
    return sorted(times, key=lambda time: time.span)


def _find_named_events(text: str, lowered: str, anchors: tuple[Anchor, ...], context: Context) -> Iterator[Time]:
    """Find known events, none overlapping another."""
    end = 0
    for anchor in anchors:
        if any(key in lowered for key in anchor.keys):
            for match in compile_anchor(anchor).finditer(text):
                if match.end() > match.start() >= end:
                    because = f"{anchor.name} ({anchor.value}), a known event"
                    context.bounds, context.start = (0, len(text)), match.start()
                    reading = TimeReading(type="DATE", value=anchor.value, because=because)
                    yield _make_time(match.span(), reading, context)


def _resolve_time(match: NumberedMatch, rules: Grammar, context: Context) -> Time | None:
    context.start, context.end = match[1].span()
    reading = rules.resolve_match(match, context)
    if reading is None:
        return None
    context.earlier.append(reading)
    return _make_time(match[1].span(), reading, context)


def _make_time(span: tuple[int, int], reading: TimeReading, context: Context) -> Time:
    first, last = reading.around or timex.days_covered(reading.value)
    preposition = _find_preposition(span, reading, context.text)
    # "From the past two weeks" keeps both ends.
    if preposition and not (preposition == "from" and reading.around and last):
        first, last = _open_interval(preposition, first, last)
    return Time(
        span=Span(*span),
        type=reading.type,
        value=reading.value,
        because=reading.because,
        first=first,
        last=last,
        alternatives=reading.alternatives,
        deictic=reading.deictic,
    )


def _find_preposition(span: tuple[int, int], reading: TimeReading, text: str) -> str | None:
    """Find the preposition that limits a time: "since", "from", "after", "until", "till", "by" or "before"."""
    match = _PREPOSITION_BEFORE.search(text[max(0, span[0] - _PREPOSITION_REACH) : span[0]])
    if not match:
        return None
    preposition = match[1].lower()
    preposition = "before" if preposition.startswith("this") else preposition
    # An hour after eight that day is still that day.
    if reading.type == "TIME" and preposition in ("before", "after"):
        return "by" if preposition == "before" else "from"
    if preposition == "before" and (_ENDING.match(text, span[0]) or _OVER.match(text, span[1])):
        return "by"
    return preposition


def _open_interval(preposition: str, first: date | None, last: date | None) -> timex.Interval:
    """Return the interval that "since", "until" and their like make of a time's."""
    if first is None or last is None:
        return first, last
    if preposition in ("since", "from"):
        return first, None
    if preposition == "before":
        return None, timex.shift_within_calendar(first, -1, "D")
    return (timex.shift_within_calendar(last, 1, "D"), None) if preposition == "after" else (None, last)
