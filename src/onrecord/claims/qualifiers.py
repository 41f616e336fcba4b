"""Differences that are no contradiction: what ought to be, what somebody threatened to do, what nearly happened."""

from itertools import pairwise

from onrecord.claims.alignment import TermPairs
from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import Term, Wording
from onrecord.text.stemming import stem

_TO = "to"
_MODALS = frozenset(map(stem, ("will", "shall", "can", "may", "must")))


def differ_in_obligation(a: Wording, b: Wording, pairs: TermPairs) -> bool:
    """Return whether one asks for what the other reports, in what they have in common."""
    clauses_a, clauses_b = {p.x.clause for p in pairs}, {p.y.clause for p in pairs}
    obliges = bool(a.obliging & clauses_a), bool(b.obliging & clauses_b)
    if obliges[0] == obliges[1]:
        return False
    asking, reporting, common = (a, b, clauses_b) if obliges[0] else (b, a, clauses_a)
    # "He must pay" may report a duty or ask for it; what is asked for "will" be done.
    return not (reporting.either_way or (asking.asked and reporting.coming & common))


def find_embedding_verb(a: Wording, b: Wording) -> str | None:
    """Return the word of one on which depends what the other reports: "threatened to sink", "sank"."""
    known = {t.stem for t in b.terms}
    # "To sink" in both: neither reports it as done.
    others = {t.stem for before, t in pairwise(b.terms) if before.word == _TO or before.stem in _MODALS}
    for own, to, verb in zip(a.terms, a.terms[1:], a.terms[2:], strict=False):
        if to.word == _TO and own.weight and own.stem not in known and verb.stem in known - others:
            return own.word
    return None


def find_limiting_word(plain: Wording, limited: Wording) -> str | None:
    """Return the word that limits, in the second wording alone, what both say: "it sank", "it nearly sank"."""
    own, common = {t.word for t in plain.terms}, {t.stem for t in plain.weighty}
    places = [t.place for t in limited.weighty if t.stem in common]
    amid = (t.word for t in limited.terms if places and places[0] < t.place < places[-1])
    return next((word for word in amid if word in load_lexicon().limits and word not in own), None)


def without_leading_that(wording: Wording) -> tuple[Term, ...]:
    """Return its words without the "that" before them."""
    return wording.terms[1:] if wording.terms and wording.terms[0].word == "that" else wording.terms
