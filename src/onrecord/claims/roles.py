"""Who does it to whom: do two statements of the same words give them other parts?"""

from collections.abc import Iterator

from onrecord.claims.matching import alike
from onrecord.claims.vocabulary import vocabulary
from onrecord.claims.wording import Term, Wording

_BE = "be"
_ARTICLES = {"the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those"}


def turned_round(a: Wording, b: Wording) -> str | None:
    """Does one do to the other what the other does to it? The first sign of it, in words.

    "X hit Y", "Y hit X"; "X hit Y", "X was hit"; "hit by Y", "hit Y"; "paid to Y", "paid for Y".
    """
    return _places(a, b) or _voices(a, b) or _parts(a, b)


def _places(a: Wording, b: Wording) -> str | None:
    for x, verb, y in _active(a):
        for other_x, other_verb, other_y in _active(b):
            if alike(verb, other_verb) and x.stem == other_y.stem and y.stem == other_x.stem:
                return f"“{x.word}” and “{y.word}” change places"
    return None


def _active(read: Wording) -> list[tuple[Term, Term, Term]]:
    """The first three words that carry the claim, where they may be subject, verb and object."""
    found = _named(read.weighty)[:3]
    between = {t.stem for t in read.terms if found and found[0].place < t.place < found[-1].place}
    return [(found[0], found[1], found[2])] if len(found) == 3 and not between & {"by", _BE} else []


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
        agent = vocabulary().parts["by"]
        if here != there and (agent in (here, there) or None not in (here, there)):
            return f"“{pair[1]}” has another part in one than in the other"
    return None


def _between(read: Wording) -> Iterator[tuple[tuple[str, str], int | None]]:
    """Words that carry the claim, each after the one before, with the kind of the one preposition between them."""
    parts = vocabulary().parts
    start, before = -1, ""
    for term in read.weighty:
        found = {parts[t.word] for t in read.terms if start < t.place < term.place and t.word in parts}
        if len(found) <= 1:
            yield (before, term.stem), next(iter(found), None)
        start, before = term.place, term.stem
