"""Are two statements one claim? Decided by their words, with the reason.

The same speaker, numbers and times that agree, nothing said that the other denies, and the words: those of the shorter
one stand in the other, in order, or enough of them do, as they are or by words of the same sense.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.claims import roles, values
from onrecord.claims.wording import Term, Wording, alike, vocabulary, wording
from onrecord.records import Sighting

Kind = Literal["same", "drifted", "opposite", "speaker", "another"]
Who = Callable[[str], str]
Pairs = list[tuple[Term, Term]]

ENOUGH = 0.66
"""Of the words that carry the claim, counted by weight, the shorter wording's part that must be in the other."""
ENOUGH_OF_BOTH = 0.6
"""The same, of both wordings on average."""
ENOUGH_WITH_OTHERS = 0.7
"""The shorter wording's part where each has words that the other has nothing for: one may say another thing by them."""
OF_ONE_MATTER = 0.25
"""Wordings with less of the shorter one in common are about other things: no opposites either."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_LONG = 3
_FEW = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two statements are to each other, and why; `likeness` from 0 to 1 is what of their words is in common."""

    kind: Kind
    because: str
    likeness: float = 0.0

    @property
    def one_claim(self) -> bool:
        """Are they one claim?"""
        return self.kind in ("same", "drifted")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sighting, with its wording read."""

    sighting: Sighting
    wording: Wording


def read(sighting: Sighting) -> Reading:
    """Read a sighting for comparing: once, however often it is compared."""
    return Reading(sighting, wording(sighting))


def folded(name: str) -> str:
    """A name as its identity where nobody knows better: without case, accents, punctuation, "the".

    >>> folded("The Łódź Post") == folded("Lodz Post")
    True
    """
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O"))
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).casefold())
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def speaker_of(sighting: Sighting, who: Who = folded) -> str | None:
    """The identity of who said it; None where nobody is named."""
    speaker = sighting.statement.speaker
    return who(speaker.name) if speaker and speaker.name else None


def compare(one: Sighting, other: Sighting, *, who: Who = folded) -> Verdict:
    """What two statements are to each other. who: the identity of a speaker's name."""
    return decide(read(one), read(other), who=who)


def decide(one: Reading, other: Reading, *, who: Who = folded) -> Verdict:
    """As `compare`, of what was read before."""
    names = speaker_of(one.sighting, who), speaker_of(other.sighting, who)
    if names[0] is None or names[0] != names[1]:
        return Verdict("speaker", "nobody is named" if None in names else "another speaker")
    a, b = one.wording, other.wording
    pairs = matched(a, b)
    common, *weights = _weights(a, b, pairs)
    if common < OF_ONE_MATTER * min(weights):
        return Verdict("another", f"too little in common: {common / min(weights):.0%} of the shorter wording")
    differs = values.disagreement(a, b) or _denied(a, b, pairs) or roles.turned_round(a, b)
    pairs = _turned(a, b, pairs)
    likeness = _likeness(a, b, pairs)
    if differs:
        return Verdict("opposite", differs, likeness)
    if bool(a.obliging & {x.clause for x, _ in pairs}) != bool(b.obliging & {y.clause for _, y in pairs}):
        return Verdict("another", "one tells what is, the other what ought to be", likeness)
    return _by_words(a, b, pairs, likeness)


def matched(a: Wording, b: Wording) -> Pairs:
    """The words of one with those of the other that they stand for: the same ones first."""
    free, pairs = list(b.weighty), Pairs()
    for same in (lambda x, y: x.stem == y.stem, alike):
        for term in a.weighty:
            if any(term is x for x, _ in pairs):
                continue
            like = next((t for t in free if same(term, t)), None)
            if like:
                pairs.append((term, like))
                free.remove(like)
    return pairs


def _likeness(a: Wording, b: Wording, pairs: Pairs) -> float:
    """The part of both wordings' weight that is in common."""
    common, mine, theirs = _weights(a, b, pairs)
    return 2 * common / (mine + theirs) if mine + theirs else 0.0


def _weights(a: Wording, b: Wording, pairs: Pairs) -> tuple[float, float, float]:
    values_common, values_mine, values_theirs = values.agreements(a, b)
    common = sum(max(x.weight, y.weight) for x, y in pairs)
    mine = sum(t.weight for t in a.terms) + sum(max(0.0, y.weight - x.weight) for x, y in pairs)
    theirs = sum(t.weight for t in b.terms) + sum(max(0.0, x.weight - y.weight) for x, y in pairs)
    return common + values_common, mine + values_mine, theirs + values_theirs


def _turned(a: Wording, b: Wording, pairs: Pairs) -> Pairs:
    """The pairs, and "kept" with "not broken"."""
    against = _antonyms(a, b, pairs)
    return [*pairs, against] if against and _odd(a, b, pairs) and _either(*against) else pairs


def _odd(a: Wording, b: Wording, pairs: Pairs) -> bool:
    """Has one a negation more than the other in what they have in common?"""
    return bool((_negations(a, [x for x, _ in pairs]) + _negations(b, [y for _, y in pairs])) % 2)


def _denied(a: Wording, b: Wording, pairs: Pairs) -> str | None:
    """Does one deny what the other says? By an odd number of negations in what they have in common, or an antonym."""
    odd = _odd(a, b, pairs)
    against = _antonyms(a, b, pairs)
    if odd and against and _either(*against):
        return None
    if odd:
        return "one denies what the other says"
    return f"“{against[0].word}” against “{against[1].word}”" if against else None


def _negations(read: Wording, common: list[Term]) -> int:
    """Negations in the clauses that have something in common; words like "lose" count where they stand for one."""
    clauses = {t.clause for t in common}
    own = (t for t in read.terms if t.clause in clauses and not any(t is c for c in common))
    return read.denied + sum(t.negator or _negative(t) for t in own)


def _negative(term: Term) -> bool:
    known = vocabulary()
    return term.stem in known.negatives or (term.stem.startswith("un") and term.stem[2:] in known.senses)


def _antonyms(a: Wording, b: Wording, pairs: Pairs) -> tuple[Term, Term] | None:
    """Words that stand against each other, if one has none of its own; or one that stands against what both have."""
    mine, theirs = _own(a, pairs), _own(b, [(y, x) for x, y in pairs])
    for x in mine:
        for y in theirs:
            if not (_negative(x) or _negative(y)) and _against(x, y) and (not x.light or _same_place(x, a, y, b)):
                return x, y
    for x, y in pairs:
        if x.stem in vocabulary().signs:
            for term in (*(t for t in theirs if t.clause == y.clause), *(t for t in mine if t.clause == x.clause)):
                if not term.light and _against(x, term):
                    return x, term
    return None


def _own(read: Wording, pairs: Pairs) -> list[Term]:
    """The words that only one has and that may have an opposite."""
    common, signs = {x.place for x, y in pairs if x.stem == y.stem}, vocabulary().signs
    return [t for t in read.terms if (t.weight or t.stem in signs) and not t.negator and t.place not in common]


def _against(x: Term, y: Term) -> bool:
    return (bool(_axes(x, y)) or _prefixed(x.stem, y.stem)) and not alike(x, y)


def _axes(x: Term, y: Term) -> set[int]:
    """On which axes two words are opposites."""
    signs = vocabulary().signs
    mine, theirs = signs.get(x.stem), signs.get(y.stem)
    return {axis for axis, sign in mine if (axis, -sign) in theirs} if mine and theirs else set()


def _prefixed(one: str, other: str) -> bool:
    """Is one the other with a prefix that turns it into its opposite?"""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return len(shorter) > _LONG and longer.endswith(shorter) and longer[: -len(shorter)] in _PREFIXES


def _either(x: Term, y: Term) -> bool:
    """Is what is not the one the other?"""
    return _prefixed(x.stem, y.stem) or any(axis < vocabulary().either for axis in _axes(x, y))


def _same_place(x: Term, a: Wording, y: Term, b: Wording) -> bool:
    """Does the same word that carries the claim follow both? "Before the verdict", "after the verdict"."""
    after = [next((t for t in w.weighty if t.place > term.place), None) for term, w in ((x, a), (y, b))]
    return after == [None, None] or bool(after[0] and after[1] and alike(after[0], after[1]))


def _by_words(a: Wording, b: Wording, pairs: Pairs, likeness: float) -> Verdict:
    shorter, longer = sorted((a, b), key=lambda w: len(w.terms))
    if _stands_in(shorter, longer):
        return Verdict("same", "the words of one stand in the other", likeness)
    if slot := _one_word_changed(a, b):
        return Verdict("another", f"“{slot[0]}” here, “{slot[1]}” there, all else the same", likeness)
    common, mine, theirs = _weights(a, b, pairs)
    part = common / max(1.0, min(mine, theirs))
    told = f"{part:.0%} of the shorter wording, {likeness:.0%} of both"
    apart = mine > common and theirs > common
    if part >= (ENOUGH_WITH_OTHERS if apart else ENOUGH) and likeness >= ENOUGH_OF_BOTH:
        return Verdict("drifted", f"other words for the same: {told} is in common", likeness)
    return Verdict("another", f"too little in common: {told}", likeness)


def _stands_in(shorter: Wording, longer: Wording) -> bool:
    """Do all words of one that carry the claim stand in the other, in order and close together?"""
    want, have = ([t.stem for t in w.terms if not t.hollow] for w in (shorter, longer))
    if len(want) < _FEW:
        want, have = ([t.stem for t in w.terms] for w in (shorter, longer))
    return bool(want) and any(have[i : i + len(want)] == want for i in range(len(have) - len(want) + 1))


def _one_word_changed(a: Wording, b: Wording) -> tuple[str, str] | None:
    """Two wordings of the same build, but for a word that carries the claim, and that is no other word for it."""
    one, other = ([t for t in w.terms if not t.hollow] for w in (a, b))
    changes = [
        o
        for o in SequenceMatcher(None, [t.stem for t in one], [t.stem for t in other]).get_opcodes()
        if o[0] != "equal"
    ]
    if len(changes) != 1:
        return None
    _, start, end, other_start, other_end = changes[0]
    here, there = one[start:end], other[other_start:other_end]
    if any(t.negator for t in here) and any(t.negator for t in there):
        return None
    if not here or not there or max(len(here), len(there)) > _FEW:
        return None
    if any(alike(x, y) or _either(x, y) for x in here for y in there):
        return None
    return " ".join(t.word for t in here), " ".join(t.word for t in there)
