"""Are two statements one claim? Decided by their words, with the reason.

The same speaker, numbers and times that agree, nothing said that the other denies, and the words: those of the shorter
one stand in the other, in order, or what they have in common outweighs what is left over (see `weighing`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from onrecord.claims import participants, values
from onrecord.claims.alignment import TermPair, TermPairs, align_terms, find_single_change
from onrecord.claims.contradiction import denied
from onrecord.claims.features import measure_overlap, score_pair
from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import Term, Wording, parse_wording
from onrecord.records import Sighting
from onrecord.text.normalise import fold_words, strip_accents
from onrecord.text.stemming import stem

VerdictKind = Literal["same", "drifted", "opposite", "speaker", "another"]
IdentityOf = Callable[[str], str]

ENOUGH = 0.6
"""From this probability on two wordings are one claim, if one has another word for a word of the other."""
ENOUGH_WITHOUT = 0.7
"""And where they have none: who denies a thing keeps its words, who tells it again finds others."""
OF_ONE_MATTER = 0.15
"""Wordings with less of the shorter one in common are about other things: no opposites either."""
ALL_BUT = 0.5
"""With this part of the shorter wording in common, what differs is told."""
OPPOSED = 0.9
"""How well "kept" and "not broken" stand for one another."""
LEAST = 2
"""So many words, numbers or times wordings have in common that are one claim; of the words one is no name."""
LEAST_PART = 0.35
"""And this part of the shorter wording, where they have no number or time in common."""
ENOUGH_TO_CUT = 3
"""Words of this weight may have others between them: it is the same, cut."""
_TO = "to"
_COMING = frozenset(map(stem, ("will", "shall", "can", "may", "must")))
_FEW = 2
_SOME = 4
_MANY = 1 << 14


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two statements are to each other, and why; `likeness` from 0 to 1 is what of their words is in common.

    weighed: by all that is alike and left over; otherwise one thing decided.
    """

    kind: VerdictKind
    because: str
    likeness: float = 0.0
    weighed: bool = False

    @property
    def one_claim(self) -> bool:
        """Are they one claim?"""
        return self.kind in ("same", "drifted")


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A sighting, with its wording read."""

    sighting: Sighting
    wording: Wording


def read_sighting(sighting: Sighting) -> ComparedStatement:
    """Read a sighting for comparing: once, however often it is compared."""
    return ComparedStatement(sighting, parse_wording(sighting))


_CROSSED = str.maketrans("łŁøØ", "lLoO")
"""Letters whose stroke is no accent, so that `strip_accents` leaves it."""


@lru_cache(_MANY)
def fold_name(name: str) -> str:
    """A name as its identity where nobody knows better: without case, accents, punctuation, titles, middle initials.

    >>> folded("The Łódź Post") == folded("Lodz Post")
    True
    >>> folded("Dr. Mara K. Voss") == folded("Mara Voss"), folded("President of Orland"), folded("Sister Mara")
    (True, 'president of orland', 'sister mara')
    """
    words = fold_words(strip_accents(name.translate(_CROSSED)))
    words = words[1:] if words[:1] == ["the"] else words
    while len(words) > _FEW and words[0] in load_lexicon().titles and words[1] not in ("of", "for"):
        words = words[1:]
    return " ".join(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1) or len(words) <= _FEW)


def identify_speaker(sighting: Sighting, who: IdentityOf = fold_name) -> str | None:
    """The identity of who said it; None where nobody is named."""
    speaker = sighting.statement.speaker
    return who(speaker.name) if speaker and speaker.name else None


def compare_statements(one: Sighting, other: Sighting, *, who: IdentityOf = fold_name) -> Verdict:
    """What two statements are to each other. who: the identity of a speaker's name."""
    return compare_readings(read_sighting(one), read_sighting(other), who=who)


def compare_readings(one: ComparedStatement, other: ComparedStatement, *, who: IdentityOf = fold_name) -> Verdict:
    """As `compare_statements`, of what was read before."""
    names = identify_speaker(one.sighting, who), identify_speaker(other.sighting, who)
    if names[0] is None or names[0] != names[1]:
        return Verdict("speaker", "nobody is named" if None in names else "another speaker")
    a, b = one.wording, other.wording
    pairs = align_terms(a, b)
    common = measure_overlap(a, b, pairs)
    whole = _contains_in_order(a, b)
    if not whole and common.of_shorter < OF_ONE_MATTER:
        return Verdict("another", f"too little in common: {common.of_shorter:.0%} of the shorter wording")
    denial, _ = denied(a, b, pairs)
    differs = values.disagreement(a, b) or denial or participants.turned_round(a, b, pairs)
    if differs:
        return Verdict("opposite", differs, common.of_both)
    if parts := _find_weaker_difference(a, b, pairs, whole=whole):
        return Verdict("another", parts, common.of_both)
    if whole:
        return Verdict("same", "the words of one stand in the other", common.of_both)
    return _compare_by_words(a, b, pair_terms(a, b))


def pair_terms(a: Wording, b: Wording) -> TermPairs:
    """The words that stand for one another, "kept" and "not broken" among them."""
    pairs = align_terms(a, b)
    _, opposed = denied(a, b, pairs)
    return [*pairs, TermPair(*opposed, OPPOSED)] if opposed else pairs


def _find_weaker_difference(a: Wording, b: Wording, pairs: TermPairs, *, whole: bool) -> str | None:
    """How one says otherwise what the other says, though it does not deny it."""
    if _differ_in_obligation(a, b, pairs):
        return "one tells what is, the other what ought to be"
    if whole and (verb := _find_embedding_verb(a, b) or _find_embedding_verb(b, a)):
        return f"what one says is what somebody “{verb}” in the other"
    limit = _find_limiting_word(a, b) if whole else None
    return f"what one says “{limit}” limits in the other" if limit else None


def _differ_in_obligation(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Does one ask for what the other tells of, in what they have in common?"""
    mine, theirs = {p.x.clause for p in pairs}, {p.y.clause for p in pairs}
    asked = bool(a.obliging & mine), bool(b.obliging & theirs)
    if asked[0] == asked[1]:
        return False
    asking, telling, common = (a, b, theirs) if asked[0] else (b, a, mine)
    return not (telling.either_way or (asking.asked and telling.coming & common))


def probability_threshold(alike: float) -> float:
    """The probability from which on two wordings are one claim, by whether they have other words for the same."""
    return ENOUGH if alike else ENOUGH_WITHOUT


def _compare_by_words(a: Wording, b: Wording, pairs: TermPairs) -> Verdict:
    common = measure_overlap(a, b, pairs)
    told = f"{common.of_shorter:.0%} of the shorter wording, {common.of_both:.0%} of both"
    if common.number < LEAST or (pairs and all(p.x.name or p.y.name for p in pairs)):
        return Verdict("another", f"too little in common: {told}", common.of_both)
    if changed := find_single_change(a, b, pairs):
        here, there = (" ".join(t.word for t in terms) for terms in (changed.here, changed.there))
        return Verdict("another", f"“{here}” here, “{there}” there, all else the same", common.of_both)
    if common.of_shorter < LEAST_PART and not values.agreements(a, b)[0]:
        return Verdict("another", f"too little in common: {told}", common.of_both)
    found = score_pair(a, b, pairs, common)
    if found.probability >= probability_threshold(found.told["alike"]):
        return Verdict("drifted", f"other words for the same: {told} is in common", common.of_both, weighed=True)
    if found.gap and common.of_shorter >= ALL_BUT:
        here, there = (" ".join(t.word for t in terms) for terms in (found.gap.here, found.gap.there))
        because = f"“{here}” here, “{there}” there: {told} is in common"
        return Verdict("another", because, common.of_both, weighed=True)
    return Verdict("another", f"too little in common: {told}", common.of_both, weighed=True)


def _contains_in_order(a: Wording, b: Wording) -> bool:
    """Do all words of one stand in the other, in order? Those that say nothing may differ.

    If they carry little, none may stand between them, nor may those that say nothing differ; one or two must be all.
    """
    shorter, longer = sorted((a, b), key=lambda w: len(w.terms))
    want, have = ([t.entry.stem for t in w.terms if not t.entry.hollow] for w in (shorter, longer))
    if want and want == have:
        return True
    if len(want) < _FEW or shorter.weight + len(shorter.numbers) + len(shorter.times) < _FEW:
        want, have = ([t.entry.stem for t in _without_that(w)] for w in (shorter, longer))
        if len(want) < _SOME:
            return bool(want) and want == have
    if shorter.weight >= ENOUGH_TO_CUT:
        rest = iter(have)
        return all(word in rest for word in want)
    return any(have[i : i + len(want)] == want for i in range(len(have) - len(want) + 1))


def _without_that(read: Wording) -> tuple[Term, ...]:
    """Its words without the "that" before them."""
    return read.terms[1:] if read.terms and read.terms[0].word == "that" else read.terms


def _find_embedding_verb(a: Wording, b: Wording) -> str | None:
    """The word in one on which depends what the other tells of: "sank", "threatened to sink"."""
    known = {t.stem for t in b.terms}
    others = {t.stem for before, t in pairwise(b.terms) if before.word == _TO or before.stem in _COMING}
    for own, to, verb in zip(a.terms, a.terms[1:], a.terms[2:], strict=False):
        if to.word == _TO and own.weight and own.stem not in known and verb.stem in known - others:
            return own.word
    return None


def _find_limiting_word(a: Wording, b: Wording) -> str | None:
    """The word that limits, in the longer wording, what stands in both: "it sank", "it nearly sank"."""
    shorter, longer = sorted((a, b), key=lambda w: len(w.terms))
    own, common = {t.word for t in shorter.terms}, {t.stem for t in shorter.weighty}
    places = [t.place for t in longer.weighty if t.stem in common]
    amid = (t.word for t in longer.terms if places and places[0] < t.place < places[-1])
    return next((word for word in amid if word in load_lexicon().limits and word not in own), None)
