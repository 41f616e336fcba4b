"""Does one statement deny what the other says? By a negation more, a word that stands against another, "X, not Y"."""

from collections.abc import Iterator, Sequence

from onrecord.claims.alignment import ALIKE, TermPair, TermPairs, are_alike, unpaired_terms
from onrecord.claims.lexicon import are_complementary, are_opposites
from onrecord.claims.terms import AUXILIARIES, Term, Wording

Against = tuple[Term, Term] | None


def denied(a: Wording, b: Wording, pairs: TermPairs) -> tuple[str | None, Against]:
    """How one denies what the other says, in words; and "kept" with "not broken", words that come to the same."""
    odd, opposed, losing = _odd(a, b, pairs), _antonyms(a, b, pairs), loses(a, b, pairs)
    if odd and opposed and are_complementary(opposed[0].entry, opposed[1].entry):
        return None, opposed
    if odd and losing:
        return None, None
    if opposed:
        return f"“{opposed[0].word}” against “{opposed[1].word}”", None
    if odd or (losing and len(pairs) == min(len(a.weighty), len(b.weighty))):
        return "one denies what the other says", None
    return _turned(a, b, pairs), None


def _odd(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Has one a negation more than the other in what they have in common?"""
    return bool((_negations(a, [p.x for p in pairs]) + _negations(b, [p.y for p in pairs])) % 2)


def loses(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Has one a word like "lose" more than the other in what they have in common?"""
    return bool((_lost(a, [p.x for p in pairs]) + _lost(b, [p.y for p in pairs])) % 2)


def _negations(read: Wording, common: Sequence[Term]) -> int:
    """Negations in the clauses that have something in common."""
    last = max((t.place for t in common), default=0)
    return read.denied + sum(t.entry.negator and not _further(read, last, t) for t in _beside(read, common))


def _further(read: Wording, last: int, negator: Term) -> bool:
    """Does it deny what is told further on, after words of its own: "a gift from a lady he will not name"?"""
    return any(last < t.place < negator.place for t in read.weighty)


def _lost(read: Wording, common: Sequence[Term]) -> int:
    """Words like "lose" in the clauses that have something in common."""
    return sum(t.entry.negative and not t.entry.negator for t in _beside(read, common))


def _beside(read: Wording, common: Sequence[Term]) -> Iterator[Term]:
    """What else is in the clauses that have something in common."""
    clauses, places = {t.clause for t in common}, {t.place for t in common}
    return (t for t in read.terms if t.clause in clauses and t.place not in places)


def _antonyms(a: Wording, b: Wording, pairs: TermPairs) -> Against:
    """Words that stand against each other, if one has none of its own; or one that stands against what both have."""
    mine, theirs = _own(a, {p.x.place for p in pairs if _sure(p)}), _own(b, {p.y.place for p in pairs if _sure(p)})
    for x in mine:
        for y in theirs:
            if are_opposites(x.entry, y.entry) and _placed(x, a, y, b):
                return x, y
    for pair in filter(_sure, pairs):
        near = [(t, b) for t in theirs if t.clause == pair.y.clause]
        near += [(t, a) for t in mine if t.clause == pair.x.clause]
        for term, read in near if pair.x.entry.signs else ():
            if not term.entry.light and not _describes(term, read) and are_opposites(pair.x.entry, term.entry):
                return pair.x, term
    return None


def _describes(term: Term, read: Wording) -> bool:
    """Does it tell of what follows how it was before: "fixed the broken pipe"?"""
    return term.word.endswith(("ed", "en")) and any(t.place == term.place + 1 for t in read.weighty)


def _sure(pair: TermPair) -> bool:
    """Do they stand for one another, so that no opposite of one is meant against the other?"""
    return pair.strength >= ALIKE


def _own(read: Wording, common: set[int]) -> list[Term]:
    """The words that only one has and that may have an opposite."""
    return [t for t in unpaired_terms(read.terms, common) if (t.weight or t.entry.signs) and not t.entry.negator]


def _placed(x: Term, a: Wording, y: Term, b: Wording) -> bool:
    """Of words that carry no claim: does the same one that does follow both? "Before the vote", "after the vote"."""
    if all(not term.entry.light or _is_done(term, read) for term, read in ((x, a), (y, b))):
        return True
    after = [next((t for t in w.weighty if t.place > term.place), None) for term, w in ((x, a), (y, b))]
    return after == [None, None] or bool(after[0] and after[1] and are_alike(after[0], after[1]))


def _is_done(term: Term, read: Wording) -> bool:
    """Is it "given" in "was given", a verb that carries the claim though it is light?"""
    before = next((t for t in reversed(read.terms) if t.place < term.place), None)
    return before is not None and before.stem in AUXILIARIES and term.word.endswith(("en", "ne", "ed"))


def _turned(a: Wording, b: Wording, pairs: TermPairs) -> str | None:
    """ "The pilot, not the guard", "the guard, not the pilot"."""
    mine, theirs = _set_aside(a), _set_aside(b)
    if not (mine and theirs):
        return None
    here = [p for p in pairs if p.x.clause in mine and p.y.clause not in theirs]
    there = [p for p in pairs if p.x.clause not in mine and p.y.clause in theirs]
    return f"“{here[0].x.word}” here, “{there[0].x.word}” there" if here and there else None


def _set_aside(read: Wording) -> set[int]:
    """The clauses that begin with a negation."""
    firsts = {t.clause: t for t in reversed(read.terms) if not t.entry.hollow}
    return {clause for clause, first in firsts.items() if first.entry.negator}
