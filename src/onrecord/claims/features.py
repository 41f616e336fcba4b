"""Pair features and the logistic regression over them: how probable it is that two wordings are one claim."""

import math
from dataclasses import dataclass
from functools import cache

from onrecord.claims.alignment import ALIKE, Gap, TermPairs, find_gaps, longest_ordered, synonym_pairs, unpaired_terms
from onrecord.claims.lexicon import load_lexicon, load_word_list
from onrecord.claims.negation import has_extra_loss
from onrecord.claims.terms import Term, Wording
from onrecord.claims.values import count_agreements

# The weight of a number or a time: that of a name.
_VALUE_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings have in common: how many words and values, their weight, and its share of each wording."""

    number: int
    weight: float
    of_shorter: float
    of_longer: float

    @property
    def of_both(self) -> float:
        """The share of both wordings together, as a harmonic mean."""
        both = self.of_shorter + self.of_longer
        return 2 * self.of_shorter * self.of_longer / both if both else 0.0


def measure_overlap(a: Wording, b: Wording, pairs: TermPairs) -> Overlap:
    """Measure what two wordings have in common: words, numbers and times."""
    same, values_a, values_b = count_agreements(a, b)
    common = sum(p.strength * max(p.x.weight, p.y.weight) for p in pairs) + _VALUE_WEIGHT * same
    # A pair counts as much as its rarer word on both sides, so that no share is above one.
    whole_a = a.weight + _VALUE_WEIGHT * values_a + sum(max(0.0, p.y.weight - p.x.weight) for p in pairs)
    whole_b = b.weight + _VALUE_WEIGHT * values_b + sum(max(0.0, p.x.weight - p.y.weight) for p in pairs)
    less, more = sorted((whole_a, whole_b))
    return Overlap(len(pairs) + same, common, common / less if less else 0.0, common / more if more else 0.0)


@dataclass(frozen=True, slots=True)
class PairScore:
    """The probability that two wordings are one claim, its features, and where the wordings clash most."""

    probability: float
    features: dict[str, float]
    gap: Gap | None


def score_pair(a: Wording, b: Wording, pairs: TermPairs, overlap: Overlap) -> PairScore:
    """Score two wordings, neither of which contradicts the other."""
    gaps = find_gaps(a, b, pairs)
    features = pair_features(a, b, pairs, overlap, gaps)
    return PairScore(probability(features), features, max(gaps, key=_clash, default=None))


def probability(features: dict[str, float]) -> float:
    """Return the probability of one claim, by the fitted weights."""
    weights = load_weights()
    logit = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-logit))


def pair_features(a: Wording, b: Wording, pairs: TermPairs, overlap: Overlap, gaps: list[Gap]) -> dict[str, float]:
    """Return the features of two wordings by name; `weights.toml` says what each is.

    Counts are capped where more of the same says nothing new: the tenth foreign name is like the second.
    """
    verbatim = len(a.neighbours & b.neighbours) / max(1, min(len(a.neighbours), len(b.neighbours)))
    clash = sum(map(_clash, gaps))
    less, more = sorted((a.weight, b.weight))
    synonyms, predicates = len(list(synonym_pairs(pairs))), _compare_predicates(a, b, pairs)
    left_a = unpaired_terms(a.weighty, {p.x.place for p in pairs})
    left_b = unpaired_terms(b.weighty, {p.y.place for p in pairs})
    return {
        "shorter": overlap.of_shorter,
        "longer": overlap.of_longer,
        "common": math.log1p(overlap.weight),
        "clash": min(clash, 3.0),
        "verbatim_clash": verbatim * min(clash, 2.0),
        "left_of_both": min(4.0, _total_weight(left_a), _total_weight(left_b)),
        "names": min(2.0, sum(t.name for t in left_a), sum(t.name for t in left_b)),
        "rivals": min(2.0, _count_rivals(left_a, left_b)),
        "values": min(3.0, count_agreements(a, b)[0]),
        "verbatim": verbatim,
        "reworded_values": (1 - verbatim) * min(3.0, count_agreements(a, b)[0]),
        # What begins and ends alike and differs between says something else in the same form ("wheat", "rice").
        "frame": _shared_frame(a, b),
        "loses": float(has_extra_loss(a, b, pairs)),
        "limits": min(2.0, _count_unshared_limits(a, b)),
        "reordered": 1 - len(longest_ordered(pairs)) / max(1, len(pairs)),
        "likes": min(2.0, synonyms),
        "alike": float(synonyms > 0),
        "predicates": predicates,
        "otherwise": float(predicates < 0 and not synonyms),
        "lengths": math.log((1 + more) / (1 + less)),
    }


def _shared_frame(a: Wording, b: Wording) -> float:
    """Return the share of the shorter wording that begins and ends as the other does; 0 if that is all: it is cut."""
    stems_a, stems_b = ([t.stem for t in w.terms if not t.entry.hollow] for w in (a, b))
    most = min(len(stems_a), len(stems_b))
    start = next((i for i in range(most) if stems_a[i] != stems_b[i]), most)
    end = next((i for i in range(most - start) if stems_a[-1 - i] != stems_b[-1 - i]), most - start)
    return (start + end) / most if start + end < most else 0.0


def _compare_predicates(a: Wording, b: Wording, pairs: TermPairs) -> float:
    """Return 1 where a predicate is in common, -1 where each has one that the other lacks; else 0."""
    places_a, places_b = ({t.place for t in w.predicates} for w in (a, b))
    if not (places_a and places_b):
        return 0.0
    if any(p.x.place in places_a and p.y.place in places_b for p in pairs if p.strength >= ALIKE):
        return 1.0
    left = places_a - {p.x.place for p in pairs}, places_b - {p.y.place for p in pairs}
    return -1.0 if all(left) else 0.0


def _count_unshared_limits(a: Wording, b: Wording) -> float:
    """Count the words that limit what is said ("before", "unless", "too") and that only one has."""
    limits_a, limits_b = ({t.word for t in w.terms} & load_lexicon().limits for w in (a, b))
    return float(len(limits_a ^ limits_b))


def _total_weight(terms: tuple[Term, ...]) -> float:
    return sum(t.weight for t in terms)


def _clash(gap: Gap) -> float:
    return min(_total_weight(gap.here), _total_weight(gap.there))


def _count_rivals(left_a: tuple[Term, ...], left_b: tuple[Term, ...]) -> float:
    """Count the words of one that have one of the same kind in the other: "wheat", "rice"."""
    return float(sum(any(not x.entry.kinds.isdisjoint(y.entry.kinds) for y in left_b) for x in left_a))


@cache
def load_weights() -> dict[str, float]:
    """Return the fitted weights by feature, with the constant."""
    weights: dict[str, float] = load_word_list("weights")["weights"]
    return weights
