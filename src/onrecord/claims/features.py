"""What speaks for one claim and what against it: features of two wordings, weighed by a logistic regression."""

import math
from dataclasses import dataclass
from functools import cache

from onrecord.claims import values
from onrecord.claims.alignment import ALIKE, Gap, TermPairs, find_gaps, longest_ordered, synonym_pairs, unpaired_terms
from onrecord.claims.contradiction import loses
from onrecord.claims.lexicon import load_lexicon, load_word_list
from onrecord.claims.terms import Term, Wording

_VALUE = 1.5
"""What a number or a time tells of a claim, as a name does."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings have in common: how many words and values, their weight, and what part of each it is."""

    number: int
    common: float
    of_shorter: float
    of_longer: float

    @property
    def of_both(self) -> float:
        """The part of both wordings together."""
        both = self.of_shorter + self.of_longer
        return 2 * self.of_shorter * self.of_longer / both if both else 0.0


def measure_overlap(a: Wording, b: Wording, pairs: TermPairs) -> Overlap:
    """What two wordings have in common: words, numbers and times."""
    same, mine, theirs = values.agreements(a, b)
    common = sum(p.strength * max(p.x.weight, p.y.weight) for p in pairs) + _VALUE * same
    whole_a = a.weight + _VALUE * mine + sum(max(0.0, p.y.weight - p.x.weight) for p in pairs)
    whole_b = b.weight + _VALUE * theirs + sum(max(0.0, p.x.weight - p.y.weight) for p in pairs)
    less, more = sorted((whole_a, whole_b))
    return Overlap(len(pairs) + same, common, common / less if less else 0.0, common / more if more else 0.0)


@dataclass(frozen=True, slots=True)
class PairScore:
    """How probable it is that two wordings are one claim, what was weighed; and the words that each has for others."""

    probability: float
    told: dict[str, float]
    gap: Gap | None


def score_pair(a: Wording, b: Wording, pairs: TermPairs, common: Overlap) -> PairScore:
    """How probable it is that two wordings, neither of which denies the other, are one claim."""
    found = find_gaps(a, b, pairs)
    told = pair_features(a, b, pairs, common, found)
    weights = _weights()
    sum_ = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return PairScore(1 / (1 + math.exp(-sum_)), told, max(found, key=_clash, default=None))


def pair_features(a: Wording, b: Wording, pairs: TermPairs, common: Overlap, found: list[Gap]) -> dict[str, float]:
    """What is weighed: see `weights.toml`."""
    verbatim = len(a.neighbours & b.neighbours) / max(1, min(len(a.neighbours), len(b.neighbours)))
    clash = sum(map(_clash, found))
    less, more = sorted((a.weight, b.weight))
    likes, predicates = len(list(synonym_pairs(pairs))), _predicates(a, b, pairs)
    mine = unpaired_terms(a.weighty, {p.x.place for p in pairs})
    theirs = unpaired_terms(b.weighty, {p.y.place for p in pairs})
    return {
        "shorter": common.of_shorter,
        "longer": common.of_longer,
        "common": math.log1p(common.common),
        "clash": min(clash, 3.0),
        "verbatim_clash": verbatim * min(clash, 2.0),
        "left_of_both": min(4.0, _sum(mine), _sum(theirs)),
        "names": min(2.0, sum(t.name for t in mine), sum(t.name for t in theirs)),
        "rivals": min(2.0, _rivals(mine, theirs)),
        "values": min(3.0, values.agreements(a, b)[0]),
        "verbatim": verbatim,
        "reworded_values": (1 - verbatim) * min(3.0, values.agreements(a, b)[0]),
        "frame": _frame(a, b),
        "loses": float(loses(a, b, pairs)),
        "limits": min(2.0, _limits(a, b)),
        "reordered": 1 - len(longest_ordered(pairs)) / max(1, len(pairs)),
        "likes": min(2.0, likes),
        "alike": float(likes > 0),
        "predicates": predicates,
        "otherwise": float(predicates < 0 and not likes),
        "lengths": math.log((1 + more) / (1 + less)),
    }


def _frame(a: Wording, b: Wording) -> float:
    """The part of the shorter wording that begins and ends as the other does; none if that is all of it: it is cut."""
    mine, theirs = ([t.stem for t in w.terms if not t.entry.hollow] for w in (a, b))
    most = min(len(mine), len(theirs))
    start = next((i for i in range(most) if mine[i] != theirs[i]), most)
    end = next((i for i in range(most - start) if mine[-1 - i] != theirs[-1 - i]), most - start)
    return (start + end) / most if start + end < most else 0.0


def _predicates(a: Wording, b: Wording, pairs: TermPairs) -> float:
    """1 where what is told of something is in common, -1 where each tells what the other does not; else 0."""
    mine, theirs = ({t.place for t in w.predicates} for w in (a, b))
    if not (mine and theirs):
        return 0.0
    if any(p.x.place in mine and p.y.place in theirs for p in pairs if p.strength >= ALIKE):
        return 1.0
    left = mine - {p.x.place for p in pairs}, theirs - {p.y.place for p in pairs}
    return -1.0 if all(left) else 0.0


def _limits(a: Wording, b: Wording) -> float:
    """How many words that limit what is said only one of them has: "before", "unless", "too"."""
    mine, theirs = ({t.word for t in w.terms} & load_lexicon().limits for w in (a, b))
    return float(len(mine ^ theirs))


def _sum(terms: tuple[Term, ...]) -> float:
    return sum(t.weight for t in terms)


def _clash(gap: Gap) -> float:
    return min(_sum(gap.here), _sum(gap.there))


def _rivals(mine: tuple[Term, ...], theirs: tuple[Term, ...]) -> float:
    """How many words of one have one of the same kind in the other: "wheat", "rice"."""
    return float(sum(any(not x.entry.kinds.isdisjoint(y.entry.kinds) for y in theirs) for x in mine))


@cache
def _weights() -> dict[str, float]:
    made: dict[str, float] = load_word_list("weights")["weights"]
    return made
