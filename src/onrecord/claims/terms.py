"""A statement's content parsed into terms, numbers, times and negation."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from onrecord.claims.lexicon import LexiconEntry, load_lexicon, load_word_list, look_up
from onrecord.records import SPAN_GAP, Quantity, Sighting, Span, Time
from onrecord.text import numbers
from onrecord.text.stemming import stem

FractionSign = Literal["=", "~", "<", ">"]
StemBigram = tuple[str, str]

_TOKEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# "Can't" is "can" and "not", so that its negation is seen.
_CONTRACTED_NOT = re.compile(r"(\w+)n['’]t\b")
_CONTRACTED_VERBS = {"wo": "will", "ca": "can", "sha": "shall"}
_OBJECT_PRONOUNS = {"it", "him", "her", "them", "me", "us"}
_FIRST_PERSON = {"we", "i"}
_SUBJECT_STARTS = {"the", "a", "an", "he", "she", "they", "it", "this"}
_FUTURE_VERBS = {stem("will"), stem("shall")}
AUXILIARIES = frozenset(map(stem, "be have do will shall can may must get".split()))
# "All but" and "anything but" are one phrase. "Without", "instead of" and "rather than" open what is not so.
_WORDING_BREAK = re.compile(
    r"[,;:—–]|[.?!](?=\s)|\b(?:and|whom|without|instead of|rather than)\b|(?<!all )(?<!anything )\bbut\b"
)
# "Not, as was thought, the pilot": the aside does not part "not" from what it negates.
_ASIDE = re.compile(r"\b(?:not|never|no)\s*,[^,;.]*,")
# "No more than 80" limits a number; its "no" negates nothing.
_UPPER_BOUND = re.compile(
    r"(?:no|not)\s+(?:(?:more|less|fewer|higher|lower|larger|smaller)\s+than|exceeding|above|over|below|under)\s+",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"['’]s$")
_POSSESSIVE_ENDING = re.compile(r"['’](?:s|re|ll|ve|d|m)?$")
# Characters between "no more than" and the number that it limits: "no more than some 80".
_BOUND_REACH = 6
# A name says more of what a claim is about than any word, a word like "thing" less.
_NAME_WEIGHT, _GENERAL_WEIGHT = 1.5, 0.5
_LONGEST_PHRASE = 5

_FRACTION_COUNT = rf"(?:{numbers.FIGURE}|{numbers.SPELLED})"
# "One in five", "one flat in twenty", "three out of every ten".
_FRACTION = re.compile(
    rf"\b({_FRACTION_COUNT})\s+(?:[^\W\d_]+\s+)?(?:in|out\s+of)\s+(?:every\s+)?({_FRACTION_COUNT})\b", re.IGNORECASE
)
_FRACTION_SIGNS: tuple[tuple[re.Pattern[str], FractionSign], ...] = (
    (re.compile(r"\b(?:more than|over|above|at least|upwards of)\s+$", re.IGNORECASE), ">"),
    (re.compile(r"\b(?:less than|fewer than|under|below|nearly|almost|just under|up to)\s+$", re.IGNORECASE), "<"),
    (re.compile(r"\b(?:about|around|roughly|some|approximately)\s+$", re.IGNORECASE), "~"),
)
# Characters before a fraction in which its sign is looked for.
_LONGEST_SIGN = 40
# Larger numbers after "in" are years.
_LARGEST_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Term:
    """A word. entry: what the lists say of it; clause, place: where it is; weight: how much of the claim it carries.

    possessive: it owns the next word ("the keeper's brother").
    """

    word: str
    entry: LexiconEntry
    name: bool
    clause: int
    place: int
    weight: float
    possessive: bool = False

    @property
    def stem(self) -> str:
        """The word without its ending."""
        return self.entry.stem


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in the content, and which portion is meant: 0 the start, 1 the middle, 2 the end, None the whole."""

    time: Time
    portion: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A statement's content, parsed for comparing.

    weighty: the terms that carry the claim; weight: of all of them; neighbours: stems of adjacent terms. denied: the
    cue denies the content; predicates: the terms after "has", "was" or "will". asked: the cue asks for what the content
    says. By the number of the clause: obliging, what ought to be; either_way, what may be an order; coming, what will
    be.
    """

    terms: tuple[Term, ...]
    weighty: tuple[Term, ...]
    weight: float
    neighbours: frozenset[StemBigram]
    numbers: tuple[Quantity, ...]
    times: tuple[TimeMention, ...]
    denied: bool
    predicates: tuple[Term, ...]
    obliging: frozenset[int]
    either_way: frozenset[int]
    asked: bool
    coming: frozenset[int]


def parse_wording(sighting: Sighting) -> Wording:
    """Parse the content of a statement as it was printed."""
    statement, text = sighting.statement, sighting.content
    times = [(t, place) for t in statement.times for place in _places_in_content(sighting, t.span)]
    in_times = _collect_offsets(place for _, place in times)
    fractions = [f for f in find_fractions(text) if in_times.isdisjoint(range(f.span.start, f.span.end))]
    values = [(place, True) for _, place in times] + [(f.span, False) for f in fractions]
    in_values = _collect_offsets(place for place, _ in values)
    counted = [(q, place) for q in statement.quantities for place in _places_in_content(sighting, q.span)]
    terms = tuple(_join_phrases(list(_parse_terms(text, values + [(place, False) for _, place in counted]))))
    is_request = statement.act in ("order", "ask")
    return Wording(
        terms=terms,
        weighty=tuple(t for t in terms if t.weight),
        weight=sum(t.weight for t in terms),
        neighbours=frozenset(pairwise([t.stem for t in terms])),
        numbers=(*(q for q, place in counted if in_values.isdisjoint(range(place.start, place.end))), *fractions),
        times=tuple(_time_mention(t, place.of(text)) for t, place in times if any(c.isdigit() for c in t.value)),
        denied=_is_denied(sighting),
        predicates=tuple(_find_predicates(terms)),
        obliging=_obliging_clauses(terms, is_request),
        either_way=frozenset(t.clause for t in terms if t.stem in load_lexicon().either_way),
        asked=is_request,
        coming=frozenset(t.clause for t in terms if t.stem in _FUTURE_VERBS),
    )


def _is_denied(sighting: Sighting) -> bool:
    """Return whether the cue denies the content: "denied", "never said"."""
    negated = set(_TOKEN_WORD.findall(sighting.cue.lower())) & {"not", "never"}
    return sighting.statement.act in ("deny", "decline") or bool(negated)


def _places_in_content(sighting: Sighting, span: Span) -> Iterator[Span]:
    """Yield where a span of the article is in the content, if it is there."""
    place = 0
    for part in sorted(sighting.statement.content):
        if span.within(part):
            start = span.start - part.start + place
            yield Span(start, start + span.end - span.start)
        place += part.end - part.start + len(SPAN_GAP)


def _collect_offsets(spans: Iterable[Span]) -> set[int]:
    """Return where the characters of the spans are."""
    return {offset for span in spans for offset in range(span.start, span.end)}


def _time_mention(time: Time, words: str) -> TimeMention:
    printed = set(words.lower().replace("-", " ").split())
    portions = load_word_list("words")["portions"]
    portion = next((n for n, line in enumerate(portions) if printed & set(line.split())), None)
    return TimeMention(time, portion)


def _find_predicates(terms: tuple[Term, ...]) -> Iterator[Term]:
    """Yield the first term of weight after each word like "has", "was" or "will": "would not be relit"."""
    after = False
    for term in terms:
        if term.stem in AUXILIARIES:
            after = True
        elif term.weight and after:
            yield term
            after = False


def _obliging_clauses(terms: tuple[Term, ...], is_request: bool) -> frozenset[int]:
    """Return the clauses with a word of obligation; all of what is asked for."""
    near = zip([None, *terms], terms, [*terms[1:], None], strict=False)
    return frozenset(term.clause for before, term, after in near if is_request or _obliges(before, term, after))


def _obliges(before: Term | None, term: Term, after: Term | None) -> bool:
    if term.word == "should":
        # "Should the court find" is a condition.
        first = before is None or before.clause != term.clause
        return not first and not (after and after.word in _SUBJECT_STARTS)
    # "We shall go" says what will be.
    return term.stem in load_lexicon().obliging and not (
        term.word == "shall" and before and before.word in _FIRST_PERSON
    )


def _parse_terms(text: str, values: list[tuple[Span, bool]]) -> Iterator[Term]:
    """Yield the terms of a text. values: the places of numbers and times, and whether all their words are left out."""
    in_asides = _collect_offsets(Span(*m.span()) for m in _ASIDE.finditer(text.lower()))
    breaks = [m.start() for m in _WORDING_BREAK.finditer(text.lower()) if m.start() not in in_asides]
    first_letter = len(text) - len(text.lstrip(" \"“'‘"))
    place = 0
    for match in reversed(list(_words_backwards(text, values))):
        # The first word has a capital in any case.
        name = match[0][0].isupper() and match.start() > first_letter
        clause = bisect_right(breaks, match.start())
        for word in _split_contraction(match[0]):
            # "Advised against swimming": not to swim.
            term = _make_term("not" if word == "against" and not place else word, name, clause, place)
            yield replace(term, possessive=True) if _GENITIVE.search(match[0]) else term
            place += 1


def _make_term(word: str, name: bool, clause: int, place: int) -> Term:
    entry = look_up(word)
    weight = entry.rarity
    if entry.light or entry.negator:
        weight = 0.0
    elif name:
        weight = _NAME_WEIGHT
    elif entry.general:
        weight = _GENERAL_WEIGHT
    return Term(word, entry, name, clause, place, weight)


def _words_backwards(text: str, values: list[tuple[Span, bool]]) -> Iterator[re.Match[str]]:
    """Yield the words, the last first, without times and the preposition before them, numbers and their measures."""
    words = list(_TOKEN_WORD.finditer(text))
    starts = [word.start() for word in words]
    by_word: dict[int, list[bool]] = defaultdict(list)
    for value, whole in values:
        for word in words[bisect_left(starts, value.start) : bisect_left(starts, value.end)]:
            if word.end() <= value.end:
                by_word[word.start()].append(whole)
    in_values = _collect_offsets(value for value, _ in values)
    in_time = False
    for match in reversed(words):
        inside = by_word.get(match.start(), [])
        before_time, in_time = in_time, any(inside)
        number = bool(inside) and match[0].lower() != "half" and _is_number_or_measure(match[0].lower())
        bound = _UPPER_BOUND.match(text, match.start())
        if bound and not in_values.isdisjoint(range(bound.end(), bound.end() + _BOUND_REACH)):
            continue
        if not (in_time or number or (before_time and match[0].lower() in load_lexicon().parts)):
            yield match


def _is_number_or_measure(word: str) -> bool:
    return numbers.parse_number(word) is not None or stem(word) in load_lexicon().measures


def _split_contraction(word: str) -> list[str]:
    """Return a word as printed in lower case, without a possessive; "can't" is two."""
    negated = _CONTRACTED_NOT.fullmatch(word)
    if negated:
        verb = negated[1].lower()
        return [_CONTRACTED_VERBS.get(verb, verb), "not"]
    return [_POSSESSIVE_ENDING.sub("", word).lower()]


def _join_phrases(terms: list[Term]) -> Iterator[Term]:
    """Replace phrases with the one word that they mean."""
    at = 0
    while at < len(terms):
        size, word = next(_phrases_at(terms, at), (1, ""))
        first = terms[at]
        yield _make_term(word, False, first.clause, first.place) if word else first
        at += size


def _phrases_at(terms: list[Term], at: int) -> Iterator[tuple[int, str]]:
    """Yield the phrases that begin here, the longest first, as their size and meaning; "turned it down" is one."""
    for size in range(_LONGEST_PHRASE, 1, -1):
        near = terms[at : at + size]
        stems = tuple(t.stem for t in near if t.word not in _OBJECT_PRONOUNS)
        if len(near) == size and stems in load_lexicon().phrases:
            yield size, load_lexicon().phrases[stems]


def find_fractions(text: str) -> Iterator[Quantity]:
    """Yield the fractions in a text, each over all of its words: "one flat in twenty" is five percent.

    >>> [(q.low, q.span.of("one flat in twenty stood empty")) for q in find_fractions("one flat in twenty stood empty")]
    [(0.05, 'one flat in twenty')]
    """
    for match in _FRACTION.finditer(text):
        part, whole = (numbers.parse_number(words) for words in match.groups())
        if part and whole and part < whole <= _LARGEST_WHOLE:
            share = part / whole
            before = text[max(0, match.start() - _LONGEST_SIGN) : match.start()]
            sign: FractionSign = next((sign for words, sign in _FRACTION_SIGNS if words.search(before)), "=")
            yield Quantity(Span(*match.span()), share, share, because=f"{match[1]} in {match[2]}", comparator=sign)
