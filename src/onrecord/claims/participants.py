"""Who does it to whom: do two statements of the same words give them other parts?"""

from collections.abc import Iterator

from onrecord.claims.alignment import ALIKE, TermPairs, are_alike
from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import Term, Wording

_BE = "be"
_EARLIER = frozenset({"before", "until", "till"})
_LATER = frozenset({"after", "once"})
_WHEN = "when"
_ALREADY = "already"
_FIRST = "first"
_ARTICLES = {"the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those"}


def turned_round(a: Wording, b: Wording, pairs: TermPairs) -> str | None:
    """Does one do to the other what the other does to it? The first sign of it, in words.

    "X hit Y", "Y hit X"; "X hit Y", "X was hit"; "hit by Y", "hit Y"; "paid to Y", "paid for Y"; "X sold guns to Y", "Y
    sold guns to X"; "rang before it sank", "sank before it rang"; "X shot first", "Y shot first, then X".
    """
    sure = [p for p in pairs if p.strength >= ALIKE]
    return (
        _places(a, b)
        or _voices(a, b)
        or _parts(a, b)
        or _around(a, b, sure)
        or _order(a, b, sure)
        or _first(a, b, sure)
    )


def _places(a: Wording, b: Wording) -> str | None:
    for x, verb, y in _active(a):
        for other_x, other_verb, other_y in _active(b):
            if are_alike(verb, other_verb) and x.stem == other_y.stem != y.stem == other_x.stem:
                return f"“{x.word}” and “{y.word}” change places"
    return None


def _active(read: Wording) -> list[tuple[Term, Term, Term]]:
    """The first three words that carry the claim, where they may be subject, verb and object."""
    found = _named(read.weighty)[:3]
    between = [t for t in read.terms if found and found[0].place < t.place < found[-1].place]
    passive = any(t.word == "by" or _is_passive(read, t) for t in between)
    return [(found[0], found[1], found[2])] if len(found) == 3 and not passive else []


def _is_passive(read: Wording, term: Term) -> bool:
    """Is it a "was" that neither "taking" nor a phrase ("is taking over") follows?"""
    nearby = [t for t in read.terms if t.place > term.place][:2]
    phrase = len(nearby) > 1 and nearby[1].place > nearby[0].place + 1
    return term.stem == _BE and not (
        nearby and (phrase or (nearby[0].word.endswith("ing") and nearby[0].word != "being"))
    )


def _around(a: Wording, b: Wording, sure: TermPairs) -> str | None:
    """Two names that change sides about what is done, in one voice."""
    names = [p for p in sure if p.x.name or p.y.name]
    done = [p for p in sure if not (p.x.name or p.y.name) and p.x.place and p.y.place]
    for verb in done:
        if _voice(a, verb.x) != _voice(b, verb.y) or verb.x.stem in load_lexicon().mutual:
            continue
        here = [p for p in names if p.x.place < verb.x.place and p.y.place > verb.y.place]
        there = [p for p in names if p.x.place > verb.x.place and p.y.place < verb.y.place]
        if here and there:
            return f"“{here[0].x.word}” and “{there[0].x.word}” change places"
    return None


def _voice(read: Wording, verb: Term) -> bool:
    """Is it done by what follows?"""
    at = next((i for i, t in enumerate(read.terms) if t.place >= verb.place), 0)
    near = read.terms[max(0, at - 2) : at + 4]
    return any(t.word == "by" for t in near[2:]) or any(t.stem == _BE and _is_passive(read, t) for t in near[1:2])


def _order(a: Wording, b: Wording, sure: TermPairs) -> str | None:
    """What comes before what, turned round."""
    mine, theirs = _turn(a), _turn(b)
    if mine is None or theirs is None:
        return None
    ways = [(_is_earlier(mine, p.x), _is_earlier(theirs, p.y), p) for p in sure]
    early = next((p for here, there, p in ways if here and not there), None)
    late = next((p for here, there, p in ways if there and not here), None)
    return f"“{early.x.word}” before “{late.x.word}” here, after it there" if early and late else None


def _turn(read: Wording) -> tuple[int, bool] | None:
    """Where a "before" or "after" stands, and whether what precedes it comes before what follows."""
    already = any(t.word == _ALREADY for t in read.terms)
    for term in read.terms[1:]:
        if term.word in _EARLIER or (term.word == _WHEN and already):
            return term.place, True
        if term.word in _LATER:
            return term.place, False
    return None


def _is_earlier(turn: tuple[int, bool], term: Term) -> bool:
    return (term.place < turn[0]) == turn[1]


def _first(a: Wording, b: Wording, sure: TermPairs) -> str | None:
    """Who was the first to do it: in one the one, in the other the other."""
    mine, theirs = (_where_first(w) for w in (a, b))
    if mine is None or theirs is None or len({t.clause for t in a.weighty}) + len({t.clause for t in b.weighty}) < 3:
        return None
    odd = next((p for p in sure if _ahead(p.x, mine) and p.y.clause != theirs.clause), None)
    odd = odd or next((p for p in sure if _ahead(p.y, theirs) and p.x.clause != mine.clause), None)
    return f"“{odd.x.word}” is first in one, and not in the other" if odd else None


def _where_first(read: Wording) -> Term | None:
    return next((t for t in read.terms if t.word == _FIRST), None)


def _ahead(term: Term, first: Term) -> bool:
    return term.clause == first.clause and term.place < first.place


def _named(terms: tuple[Term, ...]) -> list[Term]:
    """The terms with a name of several words as its last."""
    after = [*terms[1:], None]
    return [t for t, other in zip(terms, after, strict=False) if not (other and _one_name(t, other))]


def _one_name(term: Term, after: Term) -> bool:
    return term.word != after.word and after.name and after.place == term.place + 1 and (term.name or not term.place)


def _voices(a: Wording, b: Wording) -> str | None:
    mine, theirs = dict(_done(a)), dict(_done(b))
    for subject, verb in mine.keys() & theirs.keys():
        if mine[subject, verb] != theirs[subject, verb]:
            return f"what is done (“{verb}”) is done to “{subject}” in one and by it in the other"
    return None


def _done(read: Wording) -> Iterator[tuple[tuple[str, str], bool]]:
    """Subjects and verbs: True where it is done to the subject, False where the subject does it to what follows."""
    terms = read.terms
    for i, verb in enumerate(terms[1:], 1):
        subject = next((t for t in reversed(terms[:i]) if t.weight), None)
        following = next((t for t in terms[i + 1 :] if t.word not in _ARTICLES), None)
        if subject is None or verb.word in _ARTICLES or verb.stem == _BE:
            continue
        if terms[i - 1].stem == _BE:
            yield (subject.stem, verb.stem), True
        elif following and following.weight and following is not terms[-1]:
            yield (subject.stem, verb.stem), False


def _parts(a: Wording, b: Wording) -> str | None:
    mine, theirs = dict(_between(a)), dict(_between(b))
    for pair in mine.keys() & theirs.keys():
        here, there = mine[pair], theirs[pair]
        agent = load_lexicon().parts["by"]
        if here != there and (agent in (here, there) or None not in (here, there)):
            return f"“{pair[1]}” has another part in one than in the other"
    return None


def _between(read: Wording) -> Iterator[tuple[tuple[str, str], int | None]]:
    """Words that carry the claim, each after the one before, with the kind of the one preposition between them."""
    parts = load_lexicon().parts
    start, before = -1, ""
    for term in read.weighty:
        found = {parts[t.word] for t in read.terms if start < t.place < term.place and t.word in parts}
        if len(found) <= 1:
            yield (before, term.stem), next(iter(found), None)
        start, before = term.place, term.stem
