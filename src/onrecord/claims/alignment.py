"""Align the words of two wordings, and find what either has left over."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.claims.lexicon import are_synonyms
from onrecord.claims.terms import Term, Wording

TermPairs = list["TermPair"]
ALIKE = 0.9
"""The strength of a pair of words made from one, or of one sense."""
# The strengths of pairs that only begin alike ("inspect", "inspector's"), or belong to one field ("rain", "storm").
_SAME_PREFIX, _SAME_FIELD = 0.6, 0.5
# Letters in common from which on longer words may be made from one.
_PREFIX = 5
# From this strength on a pair holds its place in both wordings.
_ORDERED = 0.8
# Words that may change in a wording of the same build: "the north quay", "the old pier".
_MOST_CHANGED = 2
# Beyond the last place of any wording, whose phrases were made one word.
_BEYOND = 1 << 16


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term of one wording and its counterpart in the other. strength: 1 for the same word, else less."""

    x: Term
    y: Term
    strength: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What both wordings have left over between two pairs, before the first or after the last."""

    here: tuple[Term, ...]
    there: tuple[Term, ...]

    @property
    def words_here(self) -> str:
        """The words of the first wording."""
        return " ".join(t.word for t in self.here)

    @property
    def words_there(self) -> str:
        """The words of the second wording."""
        return " ".join(t.word for t in self.there)


def align_terms(a: Wording, b: Wording) -> TermPairs:
    """Pair the words of two wordings: the same ones first, then those of one sense, then those that are only near."""
    pairs = TermPairs()
    left_a, left_b = _pair_same_stems(a.weighty, b.weighty, pairs)
    for strength, test in _TESTS:
        if not (left_a and left_b):
            break
        left_a, left_b = _pair_by_test(left_a, left_b, strength, test, pairs)
    return pairs


def _pair_same_stems(
    terms_a: Sequence[Term], terms_b: Sequence[Term], pairs: TermPairs
) -> tuple[list[Term], list[Term]]:
    """Pair the same words, each with the first that is free."""
    by_stem: dict[str, list[Term]] = {}
    # Reversed, so that pop() takes the first.
    for y in reversed(terms_b):
        by_stem.setdefault(y.entry.stem, []).append(y)
    left = list[Term]()
    for x in terms_a:
        same = by_stem.get(x.entry.stem)
        if same:
            pairs.append(TermPair(x, same.pop(), 1.0))
        else:
            left.append(x)
    free = {y.place for each in by_stem.values() for y in each}
    return left, [y for y in terms_b if y.place in free]


def _pair_by_test(
    terms_a: Iterable[Term],
    terms_b: list[Term],
    strength: float,
    test: Callable[[Term, Term], bool],
    pairs: TermPairs,
) -> tuple[list[Term], list[Term]]:
    left, free = list[Term](), list(terms_b)
    for x in terms_a:
        counterpart = next((y for y in free if test(x, y)), None)
        if counterpart is None:
            left.append(x)
        else:
            pairs.append(TermPair(x, counterpart, strength))
            free.remove(counterpart)
    return left, free


def are_alike(x: Term, y: Term) -> bool:
    """Return whether two words are the same, made from one, or of one sense."""
    return are_synonyms(x.entry, y.entry)


def _share_prefix(x: Term, y: Term) -> bool:
    return len(x.word) > _PREFIX < len(y.word) and x.word[:_PREFIX] == y.word[:_PREFIX]


def _share_field(x: Term, y: Term) -> bool:
    return not x.entry.related.isdisjoint(y.entry.related)


_TESTS = ((ALIKE, are_alike), (_SAME_PREFIX, _share_prefix), (_SAME_FIELD, _share_field))


def synonym_pairs(pairs: Iterable[TermPair]) -> Iterator[TermPair]:
    """Yield the pairs of other words for the same."""
    return (p for p in pairs if p.strength >= ALIKE and p.x.stem != p.y.stem)


def unpaired_terms(terms: Iterable[Term], paired: Collection[int]) -> tuple[Term, ...]:
    """Return the terms whose places are not among those paired."""
    return tuple(t for t in terms if t.place not in paired)


def find_gaps(a: Wording, b: Wording, pairs: TermPairs) -> list[Gap]:
    """Find where both wordings have something left over between the same two of the words that they share."""
    left_a = unpaired_terms(a.weighty, {p.x.place for p in pairs})
    left_b = unpaired_terms(b.weighty, {p.y.place for p in pairs})
    if not (left_a and left_b):
        return []
    gaps, x_from, y_from = list[Gap](), -1, -1
    for end in [*longest_ordered(pairs), None]:
        x_to, y_to = (end.x.place, end.y.place) if end else (len(a.terms) + _BEYOND, len(b.terms) + _BEYOND)
        here = tuple(t for t in left_a if x_from < t.place < x_to)
        there = tuple(t for t in left_b if y_from < t.place < y_to)
        if here and there:
            gaps.append(Gap(here, there))
        x_from, y_from = x_to, y_to
    return gaps


def find_single_change(a: Wording, b: Wording, pairs: TermPairs) -> Gap | None:
    """Find the one place where wordings of the same words in the same order have one or two others."""
    lefts = len(a.weighty) - len(pairs), len(b.weighty) - len(pairs)
    if not all(0 < left <= _MOST_CHANGED for left in lefts) or any(p.strength < 1 for p in pairs):
        return None
    gaps = find_gaps(a, b, pairs)
    whole = len(gaps) == 1 and (len(gaps[0].here), len(gaps[0].there)) == lefts
    return gaps[0] if whole and len(longest_ordered(pairs)) == len(pairs) else None


def longest_ordered(pairs: TermPairs) -> TermPairs:
    """Return the most pairs that are in the same order in both wordings: the longest increasing subsequence."""
    # A pair that only begins alike may be a chance: it holds no place.
    ordered = sorted((p for p in pairs if p.strength >= _ORDERED), key=lambda p: p.x.place)
    tails, tops, before = list[int](), list[int](), list[int]()
    for i, pair in enumerate(ordered):
        at = bisect_left(tails, pair.y.place)
        before.append(tops[at - 1] if at else -1)
        tails[at : at + 1] = [pair.y.place]
        tops[at : at + 1] = [i]
    chosen, i = TermPairs(), tops[-1] if tops else -1
    while i >= 0:
        chosen.append(ordered[i])
        i = before[i]
    return chosen[::-1]
