"""What the words of a statement come to: terms with what the lists say of them, numbers, times, and what is negated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.claims.fractions import fractions
from onrecord.claims.lexicon import LexiconEntry, load_lexicon, load_word_list, look_up
from onrecord.records import SPAN_GAP, Quantity, Sighting, Span, Time
from onrecord.text import numbers
from onrecord.text.stemming import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT = re.compile(r"(\w+)n['’]t\b")
_PRONOUNS = {"it", "him", "her", "them", "me", "us"}
_WE = {"we", "i"}
_CONDITIONS = {"the", "a", "an", "he", "she", "they", "it", "this"}
_COMING = {stem("will"), stem("shall")}
AUXILIARIES = frozenset(map(stem, "be have do will shall can may must get".split()))
_SPECIAL = {"wo": "will", "ca": "can", "sha": "shall"}
_CLAUSE = re.compile(
    r"[,;:—–]|[.?!](?=\s)|\b(?:and|whom|without|instead of|rather than)\b|(?<!all )(?<!anything )\bbut\b"
)
_ASIDE = re.compile(r"\b(?:not|never|no)\s*,[^,;.]*,")
_AT_MOST = re.compile(
    r"(?:no|not)\s+(?:(?:more|less|fewer|higher|lower|larger|smaller)\s+than|exceeding|above|over|below|under)\s+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’](?:s|re|ll|ve|d|m)?$")
_NEAR = 6
"""A number so many characters after "no more than" is what that limits."""
_NAME, _GENERAL = 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """A word. entry: what the lists say of it; clause, place: where it is; weight: how much it tells of the claim."""

    word: str
    entry: LexiconEntry
    name: bool
    clause: int
    place: int
    weight: float

    @property
    def stem(self) -> str:
        """The word without its ending."""
        return self.entry.stem


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time that the content tells, and which portion of it, if it says so: 0 the start, 1 the middle, 2 the end."""

    time: Time
    portion: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's content, read for comparing.

    weighty: the terms that carry the claim; weight: of all of them; neighbours: stems that stand together. denied: its
    cue denies what the content says; predicates: the terms after "has", "was" or "will"; obliging: the clauses that say
    what ought to be; either_way: those that may; asked: its cue asks for what the content tells; coming: the clauses
    that say what will be.
    """

    terms: tuple[Term, ...]
    weighty: tuple[Term, ...]
    weight: float
    neighbours: frozenset[tuple[str, str]]
    numbers: tuple[Quantity, ...]
    times: tuple[TimeMention, ...]
    denied: bool
    predicates: tuple[Term, ...]
    obliging: frozenset[int]
    either_way: frozenset[int]
    asked: bool
    coming: frozenset[int]


def parse_wording(sighting: Sighting) -> Wording:
    """The wording of a statement as it was printed."""
    said, text = sighting.statement, sighting.content
    times = [(t, place) for t in said.times for place in _places(sighting, t.span)]
    parts = [f for f in fractions(text) if not any(f.span.overlaps(place) for _, place in times)]
    values = [(place, True) for _, place in times] + [(f.span, False) for f in parts]
    counted = [(q, place) for q in said.quantities for place in _places(sighting, q.span)]
    terms = tuple(_joined(list(_terms(text, values + [(place, False) for _, place in counted]))))
    stems = [t.stem for t in terms]
    return Wording(
        terms,
        tuple(t for t in terms if t.weight),
        sum(t.weight for t in terms),
        frozenset(pairwise(stems)),
        (*(q for q, place in counted if not any(place.overlaps(other) for other, _ in values)), *parts),
        tuple(_when(t, place.of(text)) for t, place in times if any(c.isdigit() for c in t.value)),
        said.act in ("deny", "decline") or bool(set(_WORD.findall(sighting.cue.lower())) & {"not", "never"}),
        tuple(_predicates(terms)),
        _obliging(terms, said.act in ("order", "ask")),
        frozenset(t.clause for t in terms if t.stem in load_lexicon().either_way),
        said.act in ("order", "ask"),
        frozenset(t.clause for t in terms if t.stem in _COMING),
    )


def _places(sighting: Sighting, found: Span) -> Iterator[Span]:
    """Where in the content a span of the article stands, if it does."""
    place = 0
    for part in sorted(sighting.statement.content):
        if found.within(part):
            start = found.start - part.start + place
            yield Span(start, start + found.end - found.start)
        place += part.end - part.start + len(SPAN_GAP)


def _when(time: Time, words: str) -> TimeMention:
    told = set(words.lower().replace("-", " ").split())
    return TimeMention(
        time, next((n for n, line in enumerate(load_word_list("words")["portions"]) if told & set(line.split())), None)
    )


def _predicates(terms: tuple[Term, ...]) -> Iterator[Term]:
    """The first term of weight after each word like "has", "was" or "will": "would not be relit"."""
    after = False
    for term in terms:
        if term.stem in AUXILIARIES:
            after = True
        elif term.weight and after:
            yield term
            after = False


def _obliging(terms: tuple[Term, ...], asked: bool) -> frozenset[int]:
    """The clauses with a word of obligation; all of what is asked for."""
    near = zip([None, *terms], terms, [*terms[1:], None], strict=False)
    return frozenset(term.clause for before, term, after in near if asked or _obliges(before, term, after))


def _obliges(before: Term | None, term: Term, after: Term | None) -> bool:
    """ "Should the court find" is a condition, and "we shall go" says what will be."""
    if term.word == "should":
        first = before is None or before.clause != term.clause
        return not first and not (after and after.word in _CONDITIONS)
    return term.stem in load_lexicon().obliging and not (term.word == "shall" and before and before.word in _WE)


def _terms(text: str, values: list[tuple[Span, bool]]) -> Iterator[Term]:
    asides = [Span(*m.span()) for m in _ASIDE.finditer(text.lower())]  # "not, as was thought, the pilot"
    breaks = [m.start() for m in _CLAUSE.finditer(text.lower()) if not any(Span(*m.span()).within(a) for a in asides)]
    place = 0
    for match in reversed(list(_words(text, values))):
        name = match[0][0].isupper() and bool(text[: match.start()].strip(" \"“'‘"))
        clause = sum(b <= match.start() for b in breaks)
        for word in _plain(match[0]):
            # "Advised against swimming": not to swim.
            yield _term("not" if word == "against" and not place else word, name, clause, place)
            place += 1


def _term(word: str, name: bool, clause: int, place: int) -> Term:
    found = look_up(word)
    weight = 0.0 if found.light or found.negator else _NAME if name else _GENERAL if found.general else found.rarity
    return Term(word, found, name, clause, place, weight)


def _words(text: str, values: list[tuple[Span, bool]]) -> Iterator[re.Match[str]]:
    """The words, the last one first, but for times, with the preposition before them, numbers and their measures."""
    times = False
    for match in reversed(list(_WORD.finditer(text))):
        inside = [whole for value, whole in values if Span(*match.span()).within(value)]
        before_time, times = times, any(inside)
        number = bool(inside) and match[0].lower() != "half" and _counts(match[0].lower())
        bound = _AT_MOST.match(text, match.start())
        if bound and any(
            value.start in range(bound.end(), bound.end() + _NEAR) or value.end > bound.end() > value.start
            for value, _ in values
        ):
            continue
        if not (times or number or (before_time and match[0].lower() in load_lexicon().parts)):
            yield match


def _counts(word: str) -> bool:
    """Is it a number, or the measure of one?"""
    return numbers.parse_number(word) is not None or stem(word) in load_lexicon().measures


def _plain(word: str) -> list[str]:
    """A word as printed in lower case, without a possessive; "can't" is two."""
    negated = _NOT.fullmatch(word)
    if negated:
        return [_SPECIAL.get(negated[1].lower(), negated[1].lower()), "not"]
    return [_POSSESSIVE.sub("", word).lower()]


def _joined(terms: list[Term]) -> Iterator[Term]:
    """Phrases as the one word that they stand for."""
    at = 0
    while at < len(terms):
        size, found = next(_phrases(terms, at), (1, ""))
        first = terms[at]
        yield _term(found, False, first.clause, first.place) if found else first
        at += size


def _phrases(terms: list[Term], at: int) -> Iterator[tuple[int, str]]:
    """Phrases that begin here, the longest first: how many words they take; "turned it down" is one."""
    for size in (5, 4, 3, 2):
        near = terms[at : at + size]
        stems = tuple(t.stem for t in near if t.word not in _PRONOUNS)
        if len(near) == size and stems in load_lexicon().phrases:
            yield size, load_lexicon().phrases[stems]
