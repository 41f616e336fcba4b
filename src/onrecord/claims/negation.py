"""Contradiction by an extra negation, an antonym or "X, not Y"."""

from collections.abc import Iterator, Sequence

from onrecord.claims.alignment import ALIKE, TermPair, TermPairs, are_alike, unpaired_terms
from onrecord.claims.lexicon import are_complementary, are_opposites
from onrecord.claims.terms import AUXILIARIES, Term, Wording
from onrecord.claims.verdicts import Contradiction

OppositeTerms = tuple[Term, Term]


def find_denial(a: Wording, b: Wording, pairs: TermPairs) -> tuple[Contradiction | None, OppositeTerms | None]:
    """Return how one denies what the other says; and opposites that a negation makes equal ("kept", "not broken")."""
    negated, opposed, losing = has_extra_negation(a, b, pairs), find_antonyms(a, b, pairs), has_extra_loss(a, b, pairs)
    if negated and opposed and are_complementary(opposed[0].entry, opposed[1].entry):
        return None, opposed
    if negated and losing:
        # Two turns make none: "did not lose the line", "has the line".
        return None, None
    if opposed:
        return antonym_contradiction(opposed), None
    # "Lost" denies only what has nothing else left over: "lost the line to the flood" may tell of the same line.
    if negated or (losing and len(pairs) == min(len(a.weighty), len(b.weighty))):
        return negation_contradiction(a, b, pairs), None
    return find_exchanged_denial(a, b, pairs), None


def antonym_contradiction(opposed: OppositeTerms) -> Contradiction:
    """Return the contradiction that two opposites make."""
    here, there = (term.word for term in opposed)
    return Contradiction("antonym", here, there, f"“{here}” against “{there}”")


def negation_contradiction(a: Wording, b: Wording, pairs: TermPairs) -> Contradiction:
    """Return the contradiction that an extra negation makes, with the words that negate."""
    here = _negating_words(a, [p.x for p in pairs])
    there = _negating_words(b, [p.y for p in pairs])
    return Contradiction("negation", here, there, "one denies what the other says")


def _negating_words(wording: Wording, common: Sequence[Term]) -> str:
    terms = _terms_beside(wording, common)
    return " ".join(dict.fromkeys(t.word for t in terms if t.entry.negator or t.entry.negative))


def has_extra_negation(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Return whether one has a negation more than the other in what they have in common."""
    return bool((count_negations(a, [p.x for p in pairs]) + count_negations(b, [p.y for p in pairs])) % 2)


def has_extra_loss(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Return whether one has a word like "lose" more than the other in what they have in common."""
    return bool((_count_losses(a, [p.x for p in pairs]) + _count_losses(b, [p.y for p in pairs])) % 2)


def count_negations(wording: Wording, common: Sequence[Term]) -> int:
    """Count the negations in the clauses that have something in common; a cue that denies is one."""
    last = max((t.place for t in common), default=0)
    beside = _terms_beside(wording, common)
    return wording.denied + sum(t.entry.negator and not _negates_later(wording, last, t) for t in beside)


def _negates_later(wording: Wording, last: int, negator: Term) -> bool:
    """Return whether it negates what follows the common words: "a gift from a lady he will not name"."""
    return any(last < t.place < negator.place for t in wording.weighty)


def _count_losses(wording: Wording, common: Sequence[Term]) -> int:
    return sum(t.entry.negative and not t.entry.negator for t in _terms_beside(wording, common))


def _terms_beside(wording: Wording, common: Sequence[Term]) -> Iterator[Term]:
    """Yield what else is in the clauses that have something in common."""
    clauses, places = {t.clause for t in common}, {t.place for t in common}
    return (t for t in wording.terms if t.clause in clauses and t.place not in places)


def find_antonyms(a: Wording, b: Wording, pairs: TermPairs) -> OppositeTerms | None:
    """Return opposites of which each side has one alone, or one that opposes a word that both have."""
    own = _unshared_terms(a, {p.x.place for p in pairs if _is_sure(p)})
    others = _unshared_terms(b, {p.y.place for p in pairs if _is_sure(p)})
    for x in own:
        for y in others:
            if are_opposites(x.entry, y.entry) and _precede_the_same(x, a, y, b):
                return x, y
    for pair in filter(_is_sure, pairs):
        near = [(t, b) for t in others if t.clause == pair.y.clause]
        near += [(t, a) for t in own if t.clause == pair.x.clause]
        for term, wording in near if pair.x.entry.signs else ():
            if not term.entry.light and not _describes_past(term, wording) and are_opposites(pair.x.entry, term.entry):
                return pair.x, term
    return None


def _describes_past(term: Term, wording: Wording) -> bool:
    """Return whether it says how the next word was before: "fixed the broken pipe"."""
    return term.word.endswith(("ed", "en")) and any(t.place == term.place + 1 for t in wording.weighty)


def _is_sure(pair: TermPair) -> bool:
    """Return whether the two mean the same, so that no opposite of one is meant against the other."""
    return pair.strength >= ALIKE


def _unshared_terms(wording: Wording, common: set[int]) -> list[Term]:
    """Return the words that only one has and that may have an opposite."""
    own = unpaired_terms(wording.terms, common)
    return [t for t in own if (t.weight or t.entry.signs) and not t.entry.negator]


def _precede_the_same(x: Term, a: Wording, y: Term, b: Wording) -> bool:
    """Return whether light words precede the same word: "before the vote", "after the vote"."""
    if all(not term.entry.light or _is_participle(term, wording) for term, wording in ((x, a), (y, b))):
        return True
    after = [next((t for t in w.weighty if t.place > term.place), None) for term, w in ((x, a), (y, b))]
    return after == [None, None] or bool(after[0] and after[1] and are_alike(after[0], after[1]))


def _is_participle(term: Term, wording: Wording) -> bool:
    """Return whether it is "given" in "was given", a verb that carries the claim though it is light."""
    before = next((t for t in reversed(wording.terms) if t.place < term.place), None)
    return before is not None and before.stem in AUXILIARIES and term.word.endswith(("en", "ne", "ed"))


def find_exchanged_denial(a: Wording, b: Wording, pairs: TermPairs) -> Contradiction | None:
    """Find "the pilot, not the guard" against "the guard, not the pilot"."""
    denied_here, denied_there = _negated_clauses(a), _negated_clauses(b)
    if not (denied_here and denied_there):
        return None
    here = [p for p in pairs if p.x.clause in denied_here and p.y.clause not in denied_there]
    there = [p for p in pairs if p.x.clause not in denied_here and p.y.clause in denied_there]
    if not (here and there):
        return None
    words = here[0].x.word, there[0].x.word
    return Contradiction("negation", *words, f"“{words[0]}” here, “{words[1]}” there")


def _negated_clauses(wording: Wording) -> set[int]:
    """Return the clauses that begin with a negation."""
    firsts = {t.clause: t for t in reversed(wording.terms) if not t.entry.hollow}
    return {clause for clause, first in firsts.items() if first.entry.negator}
