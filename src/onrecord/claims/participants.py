"""Detect swapped participants: statements of the same words in which others act ("X hit Y", "Y hit X")."""

from collections.abc import Iterator

from onrecord.claims.alignment import ALIKE, TermPairs, are_alike
from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import Term, Wording
from onrecord.claims.verdicts import Contradiction

StemPair = tuple[str, str]
_BE_STEM = "be"
_BEFORE_WORDS = frozenset({"before", "until", "till"})
_AFTER_WORDS = frozenset({"after", "once"})
_WHEN = "when"
_ALREADY = "already"
_FIRST_WORD = "first"
_DETERMINERS = {"the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those"}


def find_swapped_participants(a: Wording, b: Wording, pairs: TermPairs) -> Contradiction | None:
    """Return the first sign that one does to the other what the other does to it.

    "X hit Y", "Y hit X"; "X hit Y", "X was hit"; "hit by Y", "hit Y"; "paid to Y", "paid for Y"; "X sold guns to Y", "Y
    sold guns to X"; "rang before it sank", "sank before it rang"; "X shot first", "Y shot first, then X".
    """
    sure = [p for p in pairs if p.strength >= ALIKE]
    return (
        _find_exchanged_places(a, b)
        or _find_exchanged_voice(a, b)
        or _find_other_role(a, b)
        or _find_exchanged_names(a, b, sure)
        or _find_exchanged_order(a, b, sure)
        or _find_other_first(a, b, sure)
    )


def _contradiction(here: str, there: str, because: str) -> Contradiction:
    return Contradiction("participants", here, there, because)


def _find_exchanged_places(a: Wording, b: Wording) -> Contradiction | None:
    triple_a, triple_b = _active_triple(a), _active_triple(b)
    if triple_a is None or triple_b is None:
        return None
    (x, verb, y), (first, verb_b, last) = triple_a, triple_b
    if are_alike(verb, verb_b) and x.stem == last.stem != y.stem == first.stem:
        return _contradiction(x.word, y.word, f"“{x.word}” and “{y.word}” change places")
    return None


def _active_triple(wording: Wording) -> tuple[Term, Term, Term] | None:
    """Return the first three words that carry the claim, where they may be subject, verb and object."""
    terms = _without_first_names(wording.weighty)[:3]
    between = [t for t in wording.terms if terms and terms[0].place < t.place < terms[-1].place]
    # In the passive the first is not who does it.
    passive = any(t.word == "by" or _is_passive_be(wording, t) for t in between)
    return (terms[0], terms[1], terms[2]) if len(terms) == 3 and not passive else None


def _is_passive_be(wording: Wording, term: Term) -> bool:
    """Return whether it is a "was" that neither "taking" nor a phrase ("is taking over") follows."""
    nearby = [t for t in wording.terms if t.place > term.place][:2]
    phrase = len(nearby) > 1 and nearby[1].place > nearby[0].place + 1
    return term.stem == _BE_STEM and not (
        nearby and (phrase or (nearby[0].word.endswith("ing") and nearby[0].word != "being"))
    )


def _find_exchanged_names(a: Wording, b: Wording, sure: TermPairs) -> Contradiction | None:
    """Find two names that change sides of a verb that is in one voice."""
    names = [p for p in sure if p.x.name or p.y.name]
    verbs = [p for p in sure if not (p.x.name or p.y.name) and p.x.place and p.y.place]
    for verb in verbs:
        # Who marries whom may be said either way round.
        if _has_agent_after(a, verb.x) != _has_agent_after(b, verb.y) or verb.x.stem in load_lexicon().mutual:
            continue
        here = [p.x.word for p in names if p.x.place < verb.x.place and p.y.place > verb.y.place]
        there = [p.x.word for p in names if p.x.place > verb.x.place and p.y.place < verb.y.place]
        if here and there:
            return _contradiction(here[0], there[0], f"“{here[0]}” and “{there[0]}” change places")
    return None


def _has_agent_after(wording: Wording, verb: Term) -> bool:
    """Return whether what follows the verb is who does it: "was hit by Y"."""
    at = next((i for i, t in enumerate(wording.terms) if t.place >= verb.place), 0)
    near = wording.terms[max(0, at - 2) : at + 4]
    return any(t.word == "by" for t in near[2:]) or any(
        t.stem == _BE_STEM and _is_passive_be(wording, t) for t in near[1:2]
    )


def _find_exchanged_order(a: Wording, b: Wording, sure: TermPairs) -> Contradiction | None:
    """Find what is before the other in one and after it in the other."""
    turn_a, turn_b = _find_time_conjunction(a), _find_time_conjunction(b)
    if turn_a is None or turn_b is None:
        return None
    ways = [(_is_earlier(turn_a, p.x), _is_earlier(turn_b, p.y), p) for p in sure]
    early = next((p.x.word for here, there, p in ways if here and not there), None)
    late = next((p.x.word for here, there, p in ways if there and not here), None)
    if early is None or late is None:
        return None
    return _contradiction(early, late, f"“{early}” before “{late}” here, after it there")


def _find_time_conjunction(wording: Wording) -> tuple[int, bool] | None:
    """Return where a "before" or "after" is, and whether what precedes it in the text comes first."""
    # "Had already sunk when the bell rang": here "when" turns the order as "before" does.
    already = any(t.word == _ALREADY for t in wording.terms)
    for term in wording.terms[1:]:
        if term.word in _BEFORE_WORDS or (term.word == _WHEN and already):
            return term.place, True
        if term.word in _AFTER_WORDS:
            return term.place, False
    return None


def _is_earlier(turn: tuple[int, bool], term: Term) -> bool:
    return (term.place < turn[0]) == turn[1]


def _find_other_first(a: Wording, b: Wording, sure: TermPairs) -> Contradiction | None:
    """Find who was first to do it in one and not in the other."""
    first_a, first_b = (next((t for t in w.terms if t.word == _FIRST_WORD), None) for w in (a, b))
    # One clause each names one who was first; a third is needed for who came after.
    if (
        first_a is None
        or first_b is None
        or len({t.clause for t in a.weighty}) + len({t.clause for t in b.weighty}) < 3
    ):
        return None
    odd = next((p for p in sure if _precedes_in_clause(p.x, first_a) and p.y.clause != first_b.clause), None)
    odd = odd or next((p for p in sure if _precedes_in_clause(p.y, first_b) and p.x.clause != first_a.clause), None)
    return _contradiction(odd.x.word, odd.y.word, f"“{odd.x.word}” is first in one, not in the other") if odd else None


def _precedes_in_clause(term: Term, first: Term) -> bool:
    return term.clause == first.clause and term.place < first.place


def _without_first_names(terms: tuple[Term, ...]) -> list[Term]:
    """Return the terms, of a name of several words only the last."""
    following = [*terms[1:], None]
    return [t for t, after in zip(terms, following, strict=False) if not (after and _are_one_name(t, after))]


def _are_one_name(term: Term, after: Term) -> bool:
    return term.word != after.word and after.name and after.place == term.place + 1 and (term.name or not term.place)


def _find_exchanged_voice(a: Wording, b: Wording) -> Contradiction | None:
    done_a, done_b = dict(_subjects_and_verbs(a)), dict(_subjects_and_verbs(b))
    for key, (passive, subject, verb) in done_a.items():
        if key in done_b and done_b[key][0] != passive:
            because = f"what is done (“{verb.word}”) is done to “{subject.word}” in one and by it in the other"
            return _contradiction(subject.word, done_b[key][1].word, because)
    return None


def _subjects_and_verbs(wording: Wording) -> Iterator[tuple[StemPair, tuple[bool, Term, Term]]]:
    """Yield subjects and verbs by their stems: True if it is done to the subject, False if the subject does it."""
    terms = wording.terms
    for i, verb in enumerate(terms[1:], 1):
        subject = next((t for t in reversed(terms[:i]) if t.weight), None)
        following = next((t for t in terms[i + 1 :] if t.word not in _DETERMINERS), None)
        if subject is None or verb.word in _DETERMINERS or verb.stem == _BE_STEM:
            continue
        if terms[i - 1].stem == _BE_STEM:
            yield (subject.stem, verb.stem), (True, subject, verb)
        elif following and following.weight and following is not terms[-1]:
            yield (subject.stem, verb.stem), (False, subject, verb)


def _find_other_role(a: Wording, b: Wording) -> Contradiction | None:
    roles_a, roles_b = dict(_prepositional_roles(a)), dict(_prepositional_roles(b))
    agent = load_lexicon().parts["by"]
    for pair in (pair for pair in roles_a if pair in roles_b):
        (here, x), (there, y) = roles_a[pair], roles_b[pair]
        # Only "by" against nothing is sure: "to" may be left out ("gave Reh the book").
        if here != there and (agent in (here, there) or None not in (here, there)):
            return _contradiction(x.word, y.word, f"“{x.word}” has another role in one than in the other")
    return None


def _prepositional_roles(wording: Wording) -> Iterator[tuple[StemPair, tuple[int | None, Term]]]:
    """Yield the stems of neighbouring words of weight, with the kind of the one preposition between them."""
    parts = load_lexicon().parts
    start, before = -1, ""
    for term in wording.weighty:
        kinds = {parts[t.word] for t in wording.terms if start < t.place < term.place and t.word in parts}
        if len(kinds) <= 1:
            yield (before, term.stem), (next(iter(kinds), None), term)
        start, before = term.place, term.stem
