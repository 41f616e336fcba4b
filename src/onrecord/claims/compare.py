"""Decide whether two statements are one claim, by their words, with the reason.

One claim has one speaker, numbers and times that agree, no contradiction, and the words: those of the shorter statement
are in the other, in order, or what they have in common outweighs what is left over (see `features`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.claims.alignment import TermPair, TermPairs, align_terms, find_single_change
from onrecord.claims.contradiction import find_contradiction
from onrecord.claims.features import Overlap, measure_overlap, score_pair
from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.negation import find_denial
from onrecord.claims.qualifiers import (
    differ_in_obligation,
    find_embedding_verb,
    find_limiting_word,
    without_leading_that,
)
from onrecord.claims.terms import Wording, parse_wording
from onrecord.claims.values import count_agreements
from onrecord.claims.verdicts import Verdict
from onrecord.records import Sighting
from onrecord.text.normalise import fold_words, strip_accents

IdentityOf = Callable[[str], str]

ENOUGH = 0.6
"""From this probability on two wordings are one claim, if one has another word for a word of the other."""
ENOUGH_WITHOUT = 0.7
"""And where they have none: who denies a thing keeps its words, who repeats it finds others."""
OF_ONE_MATTER = 0.15
"""Wordings that share less of the shorter one are about different things: no opposites either."""
ALL_BUT = 0.5
"""From this share of the shorter wording on, the reason names what differs."""
OPPOSED = 0.9
"""The strength of a pair like "kept" and "not broken"."""
LEAST_SHARED = 2
"""Words, numbers and times that two wordings of one claim share at the least; one of the words is not a name."""
LEAST_PART = 0.35
"""And this share of the shorter wording, where they have no number or time in common."""
ENOUGH_TO_CUT = 3
"""Words of this weight may have others between them: it is the same statement, cut."""
_FEW_WORDS = 2
_SHORT_WORDING = 4
_KEPT_NAMES = 1 << 14
# Letters whose stroke is no accent, so that `strip_accents` leaves it.
_CROSSED = str.maketrans("łŁøØ", "lLoO")


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A sighting with its wording parsed."""

    sighting: Sighting
    wording: Wording


def read_sighting(sighting: Sighting) -> ComparedStatement:
    """Parse a sighting once, however often it is compared."""
    return ComparedStatement(sighting, parse_wording(sighting))


@lru_cache(_KEPT_NAMES)
def fold_name(name: str) -> str:
    """Return a name without case, accents, punctuation, titles and middle initials: the identity of last resort.

    >>> fold_name("The Łódź Post") == fold_name("Lodz Post")
    True
    >>> fold_name("Dr. Mara K. Voss") == fold_name("Mara Voss"), fold_name("President of Orland")
    (True, 'president of orland')
    >>> fold_name("Sister Mara")
    'sister mara'
    """
    words = fold_words(strip_accents(name.translate(_CROSSED)))
    words = words[1:] if words[:1] == ["the"] else words
    # "President of Orland" and "Sister Mara" have no other name than their title.
    while len(words) > _FEW_WORDS and words[0] in load_lexicon().titles and words[1] not in ("of", "for"):
        words = words[1:]
    return " ".join(
        w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1) or len(words) <= _FEW_WORDS
    )


def identify_speaker(sighting: Sighting, who: IdentityOf = fold_name) -> str | None:
    """Return the identity of the speaker; None where none is named."""
    speaker = sighting.statement.speaker
    return who(speaker.name) if speaker and speaker.name else None


def compare_statements(one: Sighting, other: Sighting, *, who: IdentityOf = fold_name) -> Verdict:
    """Return what two statements are to each other. who: the identity of a speaker's name."""
    return compare_readings(read_sighting(one), read_sighting(other), who=who)


def compare_readings(one: ComparedStatement, other: ComparedStatement, *, who: IdentityOf = fold_name) -> Verdict:
    """Return what two statements, parsed before, are to each other."""
    names = identify_speaker(one.sighting, who), identify_speaker(other.sighting, who)
    if names[0] is None or names[0] != names[1]:
        return Verdict("speaker", "nobody is named" if None in names else "another speaker")
    a, b = one.wording, other.wording
    pairs = align_terms(a, b)
    overlap = measure_overlap(a, b, pairs)
    whole = _contains_in_order(a, b)
    if not whole and overlap.of_shorter < OF_ONE_MATTER:
        return Verdict("another", f"too little in common: {overlap.of_shorter:.0%} of the shorter wording")
    # Before the words: who contradicts keeps most of them.
    if contradiction := find_contradiction(a, b, pairs):
        return Verdict("opposite", contradiction.because, overlap.of_both, contradiction=contradiction)
    if weaker := _find_weaker_difference(a, b, pairs, whole=whole):
        return Verdict("another", weaker, overlap.of_both)
    if whole:
        return Verdict("same", "the words of one are all in the other", overlap.of_both)
    return _compare_by_words(a, b, pair_terms(a, b))


def pair_terms(a: Wording, b: Wording) -> TermPairs:
    """Align two wordings, "kept" with "not broken" too."""
    pairs = align_terms(a, b)
    _, opposed = find_denial(a, b, pairs)
    return [*pairs, TermPair(*opposed, OPPOSED)] if opposed else pairs


def _find_weaker_difference(a: Wording, b: Wording, pairs: TermPairs, *, whole: bool) -> str | None:
    """Return how two statements differ that neither contradict each other nor are one claim."""
    if differ_in_obligation(a, b, pairs):
        return "one says what is, the other what ought to be"
    if whole and (verb := find_embedding_verb(a, b) or find_embedding_verb(b, a)):
        return f"what one says is what somebody “{verb}” in the other"
    limit = find_limiting_word(*sorted((a, b), key=lambda w: len(w.terms))) if whole else None
    return f"what one says is limited by “{limit}” in the other" if limit else None


def probability_threshold(synonyms: float) -> float:
    """Return the least probability of one claim, by whether the wordings have other words for the same."""
    return ENOUGH if synonyms else ENOUGH_WITHOUT


def _compare_by_words(a: Wording, b: Wording, pairs: TermPairs) -> Verdict:
    overlap = measure_overlap(a, b, pairs)
    shared = f"{overlap.of_shorter:.0%} of the shorter wording, {overlap.of_both:.0%} of both"
    # Two statements that share only names are about the same people, not the same thing.
    if overlap.number < LEAST_SHARED or (pairs and all(p.x.name or p.y.name for p in pairs)):
        return _another(f"too little in common: {shared}", overlap)
    if change := find_single_change(a, b, pairs):
        return _another(f"“{change.words_here}” here, “{change.words_there}” there, all else the same", overlap)
    if overlap.of_shorter < LEAST_PART and not count_agreements(a, b)[0]:
        return _another(f"too little in common: {shared}", overlap)
    score = score_pair(a, b, pairs, overlap)
    if score.probability >= probability_threshold(score.features["alike"]):
        because = f"other words for the same: {shared} is in common"
        return Verdict("drifted", because, overlap.of_both, weighed=True)
    because = f"too little in common: {shared}"
    if score.gap and overlap.of_shorter >= ALL_BUT:
        because = f"“{score.gap.words_here}” here, “{score.gap.words_there}” there: {shared} is in common"
    return _another(because, overlap, weighed=True)


def _another(because: str, overlap: Overlap, *, weighed: bool = False) -> Verdict:
    return Verdict("another", because, overlap.of_both, weighed=weighed)


def _contains_in_order(a: Wording, b: Wording) -> bool:
    """Return whether all words of one are in the other, in order; hollow words may differ.

    If they carry little, no others may be between them, and hollow words count too; one or two must be all.
    """
    shorter, longer = sorted((a, b), key=lambda w: len(w.terms))
    wanted, words = ([t.entry.stem for t in w.terms if not t.entry.hollow] for w in (shorter, longer))
    if wanted and wanted == words:
        return True
    if len(wanted) < _FEW_WORDS or shorter.weight + len(shorter.numbers) + len(shorter.times) < _FEW_WORDS:
        # "It is over" carries too little to be found in a longer statement: it must be all of it.
        wanted, words = ([t.entry.stem for t in without_leading_that(w)] for w in (shorter, longer))
        if len(wanted) < _SHORT_WORDING:
            return bool(wanted) and wanted == words
    if shorter.weight >= ENOUGH_TO_CUT:
        rest = iter(words)
        return all(word in rest for word in wanted)
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
