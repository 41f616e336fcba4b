"""The links between names in two scripts with the same consonants: vowels may be left out or brought over otherwise."""

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.identities.clusters import Board, Link
from onrecord.identities.links import agreement
from onrecord.identities.names import Name
from onrecord.identities.spelling import vocabulary

CONSONANTS = 0.7
"""How sure a name is by its consonants. Set by us, to order the reasons; it is no probability."""

NEAR, LONG = 0.75, 6
"""How alike two spellings of a part must be (one less the edits for each letter), and how long to differ at all: Ivan
and Ivana are two names. Set by us."""


def links(board: Board) -> Iterator[Link]:
    """Full names of people in two scripts that are spelt nearly alike, where only one can be meant."""
    by_consonants: dict[str, list[Name]] = {}
    for found in board.names.values():
        for consonants in found.consonants:
            by_consonants.setdefault(consonants, []).append(found)
    for found in board.names.values():
        if not found.latin:
            near = {n.bearer.name: n for each in found.consonants for n in by_consonants[each] if _alike(found, n)}
            yield from _clear(board, found.bearer.name, near)


def _clear(board: Board, name: str, near: dict[str, Name]) -> Iterator[Link]:
    """The links of a name to those that it may mean, if their long vowels agree, too; else none, and doubts."""
    others = sorted(board.leader(group) for group in board.groups(near) if group is not board.group[name])
    if len({other.skeletons for other in near.values()}) == 1:
        for other in others:
            why = f"the same consonants as {other}, in another script: nobody else here has them"
            yield Link(other, name, CONSONANTS, why)
    elif others and not board.group[name] & set(near):
        for each in (name, *others):
            board.doubt(each, f"“{name}” may be {' or '.join(others)}: nothing tells which")


def _alike(one: Name, other: Name) -> bool:
    """May two names with the same consonants be one in two scripts?"""
    if other.script == one.script or agreement(one, other) == "":
        return False
    unvowelled = vocabulary()["unvowelled"]
    if one.script in unvowelled:
        return any(_fits(mine, theirs) for mine in one.skeletons for theirs in other.skeletons)
    return other.script not in unvowelled and any(
        _near(mine, theirs) for mine in one.readings for theirs in other.readings
    )


def _fits(unvowelled: str, full: str) -> bool:
    """Do the long vowels of a name that leaves out the short ones stand in the other, too: Hussein, not Hassan?"""
    return LCSseq.similarity(unvowelled, full) == len(unvowelled)


def _near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Are two names alike but for letters inside of long parts?"""
    return len(one) == len(other) and all(
        a == b
        or (
            min(len(a), len(b)) >= LONG
            and (a[0], a[-1]) == (b[0], b[-1])
            and Levenshtein.normalized_similarity(a, b) >= NEAR
        )
        for a, b in zip(one, other, strict=True)
    )
