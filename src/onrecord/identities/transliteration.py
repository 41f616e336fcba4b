"""Links between names in two scripts with the same consonants: vowels may be missing or transliterated otherwise."""

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.identities.clusters import Board, Link
from onrecord.identities.links import common_affiliation
from onrecord.identities.names import Name
from onrecord.identities.spelling import load_name_lists

CONSONANTS = 0.7
# Confidence in a link by consonants alone. Set by us, to order the reasons; it is not a probability.

NEAR, LONG = 0.75, 6
# How similar two spellings of a part must be (1 - edits per letter), and how long a part must be to differ at all: Ivan
# and Ivana are two names. Set by us.


def link_transliterations(board: Board) -> Iterator[Link]:
    """Link full names in two scripts that are spelt nearly alike, where only one can be meant."""
    by_consonants: dict[str, list[Name]] = {}
    for parsed in board.names.values():
        for consonants in parsed.consonants:
            by_consonants.setdefault(consonants, []).append(parsed)
    for parsed in board.names.values():
        if not parsed.is_latin:
            near = {
                n.bearer.name: n
                for each in parsed.consonants
                for n in by_consonants[each]
                if _may_be_same_name(parsed, n)
            }
            yield from _link_only_match(board, parsed.bearer.name, near)


def _link_only_match(board: Board, name: str, near: dict[str, Name]) -> Iterator[Link]:
    """Link a name to those that it may mean if their long vowels agree too; otherwise note doubts."""
    others = sorted(board.fullest_name(group) for group in board.groups_of(near) if group is not board.group[name])
    if len({candidate.skeletons for candidate in near.values()}) == 1:
        for candidate in others:
            why = f"the same consonants as {candidate}, in another script: nobody else here has them"
            yield Link(candidate, name, CONSONANTS, why)
    elif others and not board.group[name] & set(near):
        for each in (name, *others):
            board.add_doubt(each, f"“{name}” may be {' or '.join(others)}: nothing tells which")


def _may_be_same_name(first: Name, second: Name) -> bool:
    """Return whether two names with the same consonants may be one name in two scripts."""
    if second.script == first.script or common_affiliation(first, second) == "":
        return False
    unvowelled = load_name_lists()["unvowelled"]
    if first.script in unvowelled:
        return any(_long_vowels_fit(mine, theirs) for mine in first.skeletons for theirs in second.skeletons)
    return second.script not in unvowelled and any(
        _parts_are_near(mine, theirs) for mine in first.readings for theirs in second.readings
    )


def _long_vowels_fit(unvowelled: str, full: str) -> bool:
    """Return whether the long vowels of a name without short ones occur in the other: Hussein, not Hassan."""
    return LCSseq.similarity(unvowelled, full) == len(unvowelled)


def _parts_are_near(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether two names differ at most by letters inside long parts."""
    return len(first) == len(second) and all(
        a == b
        or (
            min(len(a), len(b)) >= LONG
            and (a[0], a[-1]) == (b[0], b[-1])
            and Levenshtein.normalized_similarity(a, b) >= NEAR
        )
        for a, b in zip(first, second, strict=True)
    )
