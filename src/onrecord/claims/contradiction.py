"""Decide whether two statements can both be so: for claims, watches, briefs and the desk, which do not decide it.

Of one speaker's statements a number, a date, a negation, an antonym or exchanged participants are enough: who says
nearly the same again and changes that has withdrawn it. Two speakers who share some words need not speak of one matter,
so across speakers what contradicts must also be covered: everything that one of the two says must be in the other.
"""

from collections.abc import Collection

from onrecord.claims.alignment import ALIKE, TermPairs, align_terms
from onrecord.claims.lexicon import are_complementary
from onrecord.claims.negation import (
    antonym_contradiction,
    count_negations,
    find_antonyms,
    find_denial,
    find_exchanged_denial,
    has_extra_loss,
    has_extra_negation,
    negation_contradiction,
)
from onrecord.claims.participants import find_swapped_participants
from onrecord.claims.qualifiers import differ_in_obligation, find_embedding_verb, find_limiting_word
from onrecord.claims.terms import Wording
from onrecord.claims.values import (
    are_at_different_times,
    find_exclusive_numbers,
    find_time_conflict,
    find_value_conflict,
    number_contradiction,
)
from onrecord.claims.verdicts import Contradiction

COVERED = 0.85
"""The share of one statement's words, by weight, that the other must have across speakers."""
COVERED_BOTH = 0.55
"""And the share of the other: a short clause is contained in many a long one that speaks of something else."""
COVERED_BY_DENIAL = 0.4
"""And where "not P" is wholly in the other: how much of that one the words of P are."""
COVERED_IN_DENIAL = 0.6
"""And where all of P is in "not P": how much of that P must be ("doors locked", "no passenger doors locked")."""
COVERED_IN_TIME = 0.85
"""For two dates alone, the share of both statements: most things happen on more than one day."""
LEAST_COMMON = 2
"""Words across speakers that are shared or opposed, one of them not a name: "Reh is not here", "Reh is here"."""


def find_contradiction(a: Wording, b: Wording, pairs: TermPairs) -> Contradiction | None:
    """Return why two statements by one speaker, `pairs` being their aligned words, cannot both be so."""
    denial, _ = find_denial(a, b, pairs)
    return find_value_conflict(a, b) or denial or find_swapped_participants(a, b, pairs)


def find_contradiction_across_speakers(a: Wording, b: Wording) -> Contradiction | None:
    """Return why two statements by different speakers cannot both be so; None where they may be about other things."""
    pairs = align_terms(a, b)
    qualified = any(find_embedding_verb(x, y) or find_limiting_word(x, y) for x, y in ((a, b), (b, a)))
    if qualified or differ_in_obligation(a, b, pairs):
        return None
    if _is_of_another(a, {p.x.place for p in pairs}) or _is_of_another(b, {p.y.place for p in pairs}):
        return None
    sides = _Sides(a, b, pairs)
    if are_at_different_times(a, b):
        # "Not shut last week" and "shut next week" may both be so; only the date itself can be what differs.
        return None if has_extra_negation(a, b, pairs) else sides.by_date()
    return sides.by_number() or sides.by_opposition() or sides.by_participants() or sides.by_date()


def _is_of_another(wording: Wording, paired: Collection[int]) -> bool:
    """Return whether it speaks of what belongs to somebody in both: of "Renner's brother", not of Renner."""
    owners = {t.place for t in wording.weighty if t.possessive and t.place in paired}
    return any(t.place - 1 in owners and t.place not in paired for t in wording.weighty)


class _Sides:
    """Two wordings with their aligned words, and how much of each the other covers."""

    def __init__(self, a: Wording, b: Wording, pairs: TermPairs) -> None:
        self.a, self.b, self.pairs = a, b, pairs

    def cover(self, opposed_a: Collection[int] = (), opposed_b: Collection[int] = ()) -> tuple[float, float]:
        """Return the share of each wording's weight that is in the other; opposed words count as shared."""
        strengths_a = {p.x.place: p.strength for p in self.pairs} | dict.fromkeys(opposed_a, 1.0)
        strengths_b = {p.y.place: p.strength for p in self.pairs} | dict.fromkeys(opposed_b, 1.0)
        return _covered_share(self.a, strengths_a), _covered_share(self.b, strengths_b)

    def are_covered(self, opposed_a: Collection[int] = (), opposed_b: Collection[int] = ()) -> bool:
        """Return whether one wording is wholly in the other, and most of the other in it."""
        less, more = sorted(self.cover(opposed_a, opposed_b))
        return more >= COVERED and less >= COVERED_BOTH

    def has_enough_in_common(self, opposed: int = 0) -> bool:
        """Return whether enough is shared or opposed to speak of one matter."""
        things = sum(not (p.x.name or p.y.name) for p in self.pairs) + opposed
        return len(self.pairs) + opposed >= LEAST_COMMON and things > 0

    def by_number(self) -> Contradiction | None:
        """Compare figures of one unit."""
        numbers = find_exclusive_numbers(self.a, self.b)
        if numbers is None or not self.has_enough_in_common() or not self.are_covered():
            return None
        return number_contradiction(*numbers)

    def by_opposition(self) -> Contradiction | None:
        """Compare negations and antonyms."""
        a, b, pairs = self.a, self.b, self.pairs
        opposed, losing = find_antonyms(a, b, pairs), has_extra_loss(a, b, pairs)
        negated = count_negations(a, [p.x for p in pairs]) % 2, count_negations(b, [p.y for p in pairs]) % 2
        if negated[0] != negated[1]:
            if losing or (opposed and are_complementary(opposed[0].entry, opposed[1].entry)):
                return None
            # "Not P" contradicts P however much more is said with P: so "not P" is what must be covered.
            denied, rest = self.cover() if negated[0] else self.cover()[::-1]
            covered = (denied >= COVERED and rest >= COVERED_BY_DENIAL) or (
                denied >= COVERED_IN_DENIAL and rest >= COVERED
            )
            enough = covered and self.has_enough_in_common() and not opposed
            return negation_contradiction(a, b, pairs) if enough else None
        if opposed:
            x, y = opposed
            if losing and not (x.entry.negative or y.entry.negative):
                # Two turns make none: "the ban is lifted", "it is allowed".
                return None
            # Opposites that share one word must be all that differs: "the lock is safe", "the lock is unsafe".
            alone = len(self.pairs) < LEAST_COMMON and min(self.cover({x.place}, {y.place})) < COVERED
            enough = not alone and self.are_covered({x.place}, {y.place}) and self.has_enough_in_common(1)
            return antonym_contradiction(opposed) if enough else None
        if losing and self.are_covered() and self.has_enough_in_common():
            return negation_contradiction(a, b, pairs)
        exchanged = find_exchanged_denial(a, b, pairs)
        return exchanged if exchanged and self.are_covered() else None

    def by_participants(self) -> Contradiction | None:
        """Compare who does it to whom."""
        sure = sum(p.strength >= ALIKE for p in self.pairs)
        if sure <= LEAST_COMMON or min(self.cover()) < COVERED:
            return None
        return find_swapped_participants(self.a, self.b, self.pairs)

    def by_date(self) -> Contradiction | None:
        """Compare dates of what is otherwise the same."""
        if min(self.cover()) < COVERED_IN_TIME or not self.has_enough_in_common():
            return None
        return find_time_conflict(self.a, self.b)


def _covered_share(wording: Wording, strengths: dict[int, float]) -> float:
    covered = sum(t.weight * strengths.get(t.place, 0.0) for t in wording.weighty)
    return covered / wording.weight if wording.weight else 0.0
