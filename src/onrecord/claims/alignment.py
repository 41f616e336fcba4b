"""Which words of one wording stand for which of another, and what of either is left over."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.claims.lexicon import are_synonyms
from onrecord.claims.terms import Term, Wording

TermPairs = list["TermPair"]
_PREFIX = 5
"""Words that begin with so many of the same letters may be made from one."""
ALIKE = 0.9
"""The strength of a pair of words that are made from one, or of the same sense."""
_LIKELY = 0.8
"""From this strength on a pair holds its place in both wordings."""


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term of one wording, and that of the other that it stands for. strength: 1 for the same word, else less."""

    x: Term
    y: Term
    strength: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two pairs, or before the first, or after the last, and is left over in both wordings."""

    here: tuple[Term, ...]
    there: tuple[Term, ...]


def align_terms(a: Wording, b: Wording) -> TermPairs:
    """The words of one with those of the other that they stand for: the same ones first, then those of like sense."""
    pairs = TermPairs()
    mine, theirs = _pair_same_stems(a.weighty, b.weighty, pairs)
    for strength, test in _TESTS:
        if not (mine and theirs):
            break
        mine, theirs = _pair_by_test(mine, theirs, strength, test, pairs)
    return pairs


def _pair_same_stems(mine: Sequence[Term], theirs: Sequence[Term], pairs: TermPairs) -> tuple[list[Term], list[Term]]:
    """Pair the same words, each with the first that is free."""
    by_stem: dict[str, list[Term]] = {}
    for y in reversed(theirs):
        by_stem.setdefault(y.entry.stem, []).append(y)
    left = list[Term]()
    for x in mine:
        like = by_stem.get(x.entry.stem)
        if like:
            pairs.append(TermPair(x, like.pop(), 1.0))
        else:
            left.append(x)
    free = {y.place for each in by_stem.values() for y in each}
    return left, [y for y in theirs if y.place in free]


def _pair_by_test(
    mine: Iterable[Term], theirs: list[Term], strength: float, test: Callable[[Term, Term], bool], pairs: TermPairs
) -> tuple[list[Term], list[Term]]:
    left, free = list[Term](), list(theirs)
    for x in mine:
        like = next((y for y in free if test(x, y)), None)
        if like is None:
            left.append(x)
        else:
            pairs.append(TermPair(x, like, strength))
            free.remove(like)
    return left, free


def are_alike(x: Term, y: Term) -> bool:
    """Are two words the same, made from one, or of the same sense?"""
    return are_synonyms(x.entry, y.entry)


def _share_prefix(x: Term, y: Term) -> bool:
    return len(x.word) > _PREFIX < len(y.word) and x.word[:_PREFIX] == y.word[:_PREFIX]


def _are_related(x: Term, y: Term) -> bool:
    return not x.entry.related.isdisjoint(y.entry.related)


_TESTS = ((ALIKE, are_alike), (0.6, _share_prefix), (0.5, _are_related))


def synonym_pairs(pairs: Iterable[TermPair]) -> Iterator[TermPair]:
    """The pairs of other words for the same."""
    return (p for p in pairs if p.strength >= ALIKE and p.x.stem != p.y.stem)


def unpaired_terms(terms: Iterable[Term], paired: Collection[int]) -> tuple[Term, ...]:
    """The terms whose places are not among those paired."""
    return tuple(t for t in terms if t.place not in paired)


def find_gaps(a: Wording, b: Wording, pairs: TermPairs) -> list[Gap]:
    """Where both wordings have something left over between the same two of the words that they have in common."""
    mine = unpaired_terms(a.weighty, {p.x.place for p in pairs})
    theirs = unpaired_terms(b.weighty, {p.y.place for p in pairs})
    if not (mine and theirs):
        return []
    ends = [*longest_ordered(pairs), None]
    made, x_from, y_from = list[Gap](), -1, -1
    for end in ends:
        x_to, y_to = (end.x.place, end.y.place) if end else (len(a.terms) + _FAR, len(b.terms) + _FAR)
        here = tuple(t for t in mine if x_from < t.place < x_to)
        there = tuple(t for t in theirs if y_from < t.place < y_to)
        if here and there:
            made.append(Gap(here, there))
        x_from, y_from = x_to, y_to
    return made


_FAR = 1 << 16
"""Beyond the last place of any wording, whose phrases were made one word."""


def find_single_change(a: Wording, b: Wording, pairs: TermPairs) -> Gap | None:
    """The one place where two wordings, otherwise of the same words in the same order, have one or two others."""
    lefts = len(a.weighty) - len(pairs), len(b.weighty) - len(pairs)
    if not all(0 < left <= _A_CHANGE for left in lefts) or any(p.strength < 1 for p in pairs):
        return None
    found = find_gaps(a, b, pairs)
    whole = len(found) == 1 and (len(found[0].here), len(found[0].there)) == lefts
    return found[0] if whole and len(longest_ordered(pairs)) == len(pairs) else None


_A_CHANGE = 2
"""Words that may change in a wording that is of the same build."""


def longest_ordered(pairs: TermPairs) -> TermPairs:
    """The most pairs that stand in the same order in both wordings."""
    ordered = sorted((p for p in pairs if p.strength >= _LIKELY), key=lambda p: p.x.place)
    tails, tops, before = list[int](), list[int](), list[int]()
    for i, pair in enumerate(ordered):
        at = bisect_left(tails, pair.y.place)
        before.append(tops[at - 1] if at else -1)
        tails[at : at + 1] = [pair.y.place]
        tops[at : at + 1] = [i]
    made, i = TermPairs(), tops[-1] if tops else -1
    while i >= 0:
        made.append(ordered[i])
        i = before[i]
    return made[::-1]
