"""The links between names: by judgement, by equal parts, by forms of a name, by surnames and initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.identities.clusters import Board, Link, told
from onrecord.identities.first_names import are_forms
from onrecord.identities.names import Name
from onrecord.judgements import SameAs

JUDGED, EQUAL, MIDDLE, FORM, KNOWN, ALONE = 1.0, 0.95, 0.9, 0.8, 0.8, 0.6
"""How sure a name is of an identity: as people judged it; by the same name parts; the same but for a middle name; by
forms of one first name; by initials or a surname where the organisation or the role agrees; where nobody else bears
them. Set by us, to order the reasons; they are not probabilities."""


def judged(board: Board) -> Iterator[Link]:
    """The judgements themselves, the latest first."""
    for judgement in sorted(board.judged.values(), key=lambda j: j.at, reverse=True):
        one, other = judgement.about
        if isinstance(judgement, SameAs) and one != other:
            yield Link(one, other, JUDGED, f"{told(judgement)}: {one}, {other}")
        elif one != other:
            board.doubt(one, f"{other}: {told(judgement)}")
            board.doubt(other, f"{one}: {told(judgement)}")


def equal(board: Board) -> Iterator[Link]:
    """Names with the same parts, in whatever script and order."""
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for name, found in board.names.items():
        for words in found.readings:
            by_parts.setdefault((found.sort, *sorted(words)), []).append(name)
    for names in by_parts.values():
        first = board.leader(names)
        for name in names:
            if name != first:
                other = board.names[name].script != board.names[first].script
                why = f"the same name parts as {first}{', in another script' if other else ''}"
                yield Link(first, name, EQUAL, why)


def close(board: Board) -> Iterator[Link]:
    """Full names of people with one surname that differ by a middle name, or by the form of the first name."""
    by_surname: dict[str, list[Name]] = {}
    for found in board.names.values():
        if found.sort == "person" and len(found.words) > 1:
            for surname in found.surnames:
                by_surname.setdefault(surname, []).append(found)
    for people in by_surname.values():
        links = [link for pair in combinations(people, 2) if (link := _same_person(*pair))]
        for link in links:
            doubtful = [name for name in (link.one, link.other) if _divides(board, name, links)]
            if not doubtful or agreement(board.names[link.one], board.names[link.other]):
                yield link
            for name in doubtful:
                board.doubt(name, f"“{name}” may be {' or '.join(_partners(name, links))}: nothing tells which")


def _partners(name: str, links: Iterable[Link]) -> list[str]:
    return sorted({link.other if link.one == name else link.one for link in links if name in (link.one, link.other)})


def _divides(board: Board, name: str, links: Sequence[Link]) -> bool:
    """Is a name linked with two that are not linked with each other: Mara Reh with Mara Ines Reh and Mara Beata Reh?"""
    joined = {frozenset((link.one, link.other)) for link in links}
    pairs = combinations(_partners(name, links), 2)
    return any(frozenset(p) not in joined and board.group[p[0]] is not board.group[p[1]] for p in pairs)


def _same_person(one: Name, other: Name) -> Link | None:
    first, second = sorted((one, other), key=lambda n: (len(n.words), n.bearer.name))
    names = (first.bearer.name, second.bearer.name)
    alike = bool(first.firsts & second.firsts)
    if alike and len(first.words) == len(second.words):
        return None
    if alike:
        inner = set(first.words[1:-1]) <= set(second.words[1:-1])
        return Link(*names, MIDDLE, f"the same as {names[1]} but for a middle name") if inner else None
    if len(first.words[0]) == 1 or len(second.words[0]) == 1 or agreement(one, other) == "":
        return None
    if not are_forms(one, other):
        return None
    given = (first.given, second.given)
    return Link(*names, FORM, f"“{given[0]}” and “{given[1]}” are forms of one name, the surname is the same")


def short(board: Board) -> list[Link]:
    """Surnames alone, initials before a surname, initials of organisations, where it is clear whose they are."""
    links, by_key = list[Link](), dict[str, list[Name]]()
    for found in board.names.values():
        for key in found.keys:
            by_key.setdefault(key, []).append(found)
    for name, found in board.names.items():
        if found.is_short:
            keys = {found.letters} if found.letters else found.surnames
            near = {n.bearer.name: n for key in keys for n in by_key[key] if n is not found}
            links += _clear(board, name, board.groups(key for key, n in near.items() if _may_stand_for(found, n)))
    return links


def _may_stand_for(short: Name, full: Name) -> bool:
    if short.sort != full.sort or len(full.words) <= len(short.words) - (len(short.words) > 1):
        return False
    if short.sort == "organisation":
        return short.letters in full.initials
    if not short.surnames & full.surnames or len(full.words[0]) == 1 or len(full.words) < 2:
        return False
    return len(short.words) == 1 or full.words[0].startswith(short.words[0])


def _clear(board: Board, name: str, groups: list[set[str]]) -> list[Link]:
    """The link of a short name to the one group that it may mean; none, and a doubt, where there are several."""
    agreed = [(group, _agreed(board, name, group)) for group in groups if board.group[name] is not group]
    left = [(group, why) for group, why in agreed if why != ""]
    known = [(group, why) for group, why in left if why]
    (chosen, why), clear = (known or left or [(set[str](), None)])[0], len(known or left) == 1
    if clear and why:
        return [Link(board.leader(chosen), name, KNOWN, f"short for {board.leader(chosen)}: {why}")]
    if clear and len(agreed) == 1:
        full = board.leader(chosen)
        return [Link(full, name, ALONE, f"short for {full}: nobody else here bears that name")]
    others = sorted(board.leader(group) for group, _ in agreed)
    if others:
        tells = "nothing tells which" if len(others) > 1 else "their organisations differ"
        board.doubt(name, f"“{name}” may be {' or '.join(others)}: {tells}")
        for other in others:
            board.doubt(other, f"“{name}” may be {' or '.join(others)}: {tells}")
    return []


def _agreed(board: Board, name: str, group: set[str]) -> str | None:
    """In what a name agrees with a group's; "" where it contradicts all of them that tell anything."""
    found = [agreement(board.names[name], board.names[other]) for other in group]
    return next((why for why in found if why), "" if "" in found else None)


def agreement(one: Name, other: Name) -> str | None:
    """The organisation or the role that two have in common; "" where their organisations differ, None where unknown."""
    for body in one.bodies:
        same = next((o for o in other.bodies if body.words == o.words or body.letters in o.initials), None)
        same = same or next((o for o in other.bodies if o.letters in body.initials), None)
        if same:
            return f"the same organisation ({same.bearer.name})"
    if one.bodies and other.bodies:
        return ""
    role = next((role for role in one.bearer.roles if _head(role) in map(_head, other.bearer.roles)), None)
    return f"the same role ({role})" if role else None


def _head(role: str) -> str:
    words = re.findall(r"[\w-]+", role.casefold())
    return words[-1] if words else ""
