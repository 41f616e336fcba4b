"""What the words of a statement come to: terms with their stems and senses, numbers, times, and what is negated."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from onrecord.claims.fractions import fractions
from onrecord.enrich import numbers
from onrecord.records import Quantity, Sighting, Span, Time

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT = re.compile(r"(\w+)n['’]t\b")
_PRONOUNS = {"it", "him", "her", "them", "me", "us"}
_SPECIAL = {"wo": "will", "ca": "can", "sha": "shall"}
_CLAUSE = re.compile(r"[,;:—–]|\band\b|(?<!all )(?<!anything )\bbut\b")
_POSSESSIVE = re.compile(r"['’](?:s|re|ll|ve|d|m)?$")
_ENDINGS = ("ations", "ation", "ments", "ment", "ions", "ion", "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es")
_ENDINGS_LAST = ("ly", "ness", "ate", "s")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """words.toml, its words stemmed. senses: of a stem; signs: on which axis of opposites it stands where;
    on the first `either` axes what is not the one is the other.
    """

    hollow: frozenset[str]
    light: frozenset[str]
    negators: frozenset[str]
    negatives: frozenset[str]
    obliging: frozenset[str]
    parts: dict[str, int]
    measures: frozenset[str]
    phrases: dict[tuple[str, ...], str]
    senses: dict[str, frozenset[str]]
    signs: dict[str, frozenset[tuple[int, int]]]
    either: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word. stem: without its ending; hollow: it says nothing; light: it carries no claim; place: which one it is."""

    word: str
    stem: str
    name: bool
    hollow: bool
    light: bool
    negator: bool
    clause: int
    place: int

    @property
    def weight(self) -> float:
        """How much it tells of what a statement is about: names tell more."""
        return 0.0 if self.light or self.negator else 1.5 if self.name else 1.0


@dataclass(frozen=True, slots=True)
class When:
    """A time that the content tells, and which portion of it, if it says so: 0 the start, 1 the middle, 2 the end."""

    time: Time
    portion: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's content, read for comparing.

    denied: its cue denies what the content says; obliging: the clauses that say what ought to be.
    """

    terms: tuple[Term, ...]
    numbers: tuple[Quantity, ...]
    times: tuple[When, ...]
    denied: bool
    obliging: frozenset[int]

    @property
    def weighty(self) -> tuple[Term, ...]:
        """The terms that carry the claim."""
        return tuple(t for t in self.terms if t.weight)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.claims") / "words.toml").read_text("utf-8"))


@cache
def stem(word: str) -> str:
    """A word without its ending, so that forms of one word are one.

    >>> [stem(w) for w in ("closed", "closing", "close", "sold", "inspection", "inspected", "parties", "party")]
    ['clos', 'clos', 'clos', 'sel', 'inspect', 'inspect', 'parti', 'parti']
    """
    made: str = _data()["irregular"].get(word, word)
    made = made[:-1] if made.endswith("ees") else made
    for ending in (*_ENDINGS, *_ENDINGS_LAST):
        if made.endswith(ending) and len(made) - len(ending) >= _SHORTEST and not (ending == "s" and made[-2] in "su"):
            made = made[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    made = made.removesuffix("e") if len(made) > _SHORTEST else made
    if len(made) > _SHORTEST and made[-1] == made[-2]:
        made = made[:-1]
    return made[:-1] + "i" if made.endswith("y") and len(made) > _SHORTEST else made


@cache
def vocabulary() -> Vocabulary:
    """The words of words.toml."""
    data = _data()
    lists = ("hollow", "light", "negators", "negatives", "obliging", "measures")
    hollow, light, negators, negatives, obliging, measures = (frozenset(map(stem, data[n].split())) for n in lists)
    senses: defaultdict[str, set[str]] = defaultdict(set)
    signs: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, group in enumerate(data["same"]["all"]):
        for word in group.split():
            senses[stem(word)].add(f"same {number}")
    for number, sides in enumerate((*data["opposites"]["either"], *data["opposites"]["all"])):
        for sign, side in zip((1, -1), sides, strict=True):
            for word in side.split():
                signs[stem(word)].add((number, sign))
                senses[stem(word)].add(f"side {number} {sign}")
    phrases = {tuple(map(stem, phrase.split())): stem(word) for phrase, word in data["phrases"].items()}
    own = phrases, _frozen(senses), _frozen(signs), len(data["opposites"]["either"])
    parts = {word: number for number, line in enumerate(data["parts"].split("\n")) for word in line.split()}
    return Vocabulary(hollow, light, negators, negatives, obliging, parts, measures, *own)


def _frozen(found: Mapping[str, set[T]]) -> dict[str, frozenset[T]]:
    return {word: frozenset(each) for word, each in found.items()}


def alike(a: Term, b: Term) -> bool:
    """Are two words the same, or of the same sense?"""
    senses = vocabulary().senses
    return a.stem == b.stem or bool(senses.get(a.stem, frozenset()) & senses.get(b.stem, frozenset()))


def wording(sighting: Sighting) -> Wording:
    """The wording of a statement as it was printed."""
    said, text = sighting.statement, sighting.content
    times = [(t, place) for t in said.times for place in _places(sighting, t.span)]
    parts = [f for f in fractions(text) if not any(f.span.overlaps(place) for _, place in times)]
    values = [(place, True) for _, place in times] + [(f.span, False) for f in parts]
    counted = [(q, place) for q in said.quantities for place in _places(sighting, q.span)]
    terms = tuple(_joined(list(_terms(text, values + [(place, False) for _, place in counted]))))
    return Wording(
        terms,
        (*(q for q, place in counted if not any(place.overlaps(other) for other, _ in values)), *parts),
        tuple(_when(t, place.of(text)) for t, place in times if any(c.isdigit() for c in t.value)),
        said.act in ("deny", "decline") or bool(set(_WORD.findall(sighting.cue.lower())) & {"not", "never"}),
        _obliging(terms, said.act in ("order", "ask")),
    )


def _places(sighting: Sighting, found: Span) -> Iterator[Span]:
    """Where in the content a span of the article stands, if it does."""
    place = 0
    for part in sorted(sighting.statement.content):
        if found.within(part):
            start = found.start - part.start + place
            yield Span(start, start + found.end - found.start)
        place += part.end - part.start + len(Sighting.GAP)


def _when(time: Time, words: str) -> When:
    told = set(words.lower().replace("-", " ").split())
    return When(time, next((n for n, line in enumerate(_data()["portions"]) if told & set(line.split())), None))


def _obliging(terms: tuple[Term, ...], asked: bool) -> frozenset[int]:
    """The clauses with a word of obligation; all of what is asked for. "Should the court find" is a condition."""
    words = vocabulary().obliging
    conditions = {"the", "a", "an", "he", "she", "they", "it", "this"}
    following = [*(t.word for t in terms), ""][1:]
    return frozenset(
        term.clause
        for term, after in zip(terms, following, strict=True)
        if asked or (term.stem in words and not (term.word == "should" and after in conditions))
    )


def _terms(text: str, values: list[tuple[Span, bool]]) -> Iterator[Term]:
    words = vocabulary()
    breaks = [m.start() for m in _CLAUSE.finditer(text.lower())]
    place = 0
    for match in reversed(list(_words(text, values))):
        name = match[0][0].isupper() and bool(text[: match.start()].strip(" \"“'‘"))
        clause = sum(b < match.start() for b in breaks)
        for word in _plain(match[0]):
            found = stem(word)
            hollow = found in words.hollow
            light = hollow or found in words.light
            yield Term(word, found, name, hollow, light, found in words.negators, clause, place)
            place += 1


def _words(text: str, values: list[tuple[Span, bool]]) -> Iterator[re.Match[str]]:
    """The words, the last one first, but for times, with the preposition before them, and numbers."""
    times = False
    for match in reversed(list(_WORD.finditer(text))):
        inside = [whole for value, whole in values if Span(*match.span()).within(value)]
        before_time, times = times, any(inside)
        number = bool(inside) and match[0].lower() != "half" and numbers.number(match[0]) is not None
        if not (times or number or (before_time and match[0].lower() in vocabulary().parts)):
            yield match


def _plain(word: str) -> list[str]:
    """A word as printed in lower case, without a possessive; "can't" is two."""
    negated = _NOT.fullmatch(word)
    if negated:
        return [_SPECIAL.get(negated[1].lower(), negated[1].lower()), "not"]
    return [_POSSESSIVE.sub("", word).lower()]


def _joined(terms: list[Term]) -> Iterator[Term]:
    """Phrases as the one word that they stand for."""
    words, at = vocabulary(), 0
    while at < len(terms):
        size, found = next(_phrases(terms, at), (1, ""))
        first = terms[at]
        if found:
            light = found in words.light
            yield Term(found, found, False, False, light, found in words.negators, first.clause, first.place)
        else:
            yield first
        at += size


def _phrases(terms: list[Term], at: int) -> Iterator[tuple[int, str]]:
    """Phrases that begin here, the longest first: how many words they take; "turned it down" is one."""
    for size in (4, 3, 2):
        near = terms[at : at + size]
        stems = tuple(t.stem for t in near if t.word not in _PRONOUNS)
        if len(near) == size and stems in vocabulary().phrases:
            yield size, vocabulary().phrases[stems]
