"""Links between names: by judgement, equal parts, forms of a first name, surnames and initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.identities.clusters import Board, Link, describe_pair_judgement
from onrecord.identities.first_names import are_forms
from onrecord.identities.names import Name
from onrecord.judgements import SameAs

JUDGED, EQUAL, MIDDLE, FORM, KNOWN, ALONE = 1.0, 0.95, 0.9, 0.8, 0.8, 0.6
# Confidence in a link: judged by people; the same name parts; the same but for a middle name; forms of one first name;
# initials or a surname where organisation or role agree, or where nobody else has them. Set by us, to order links and
# reasons: the surest is followed first. They are not probabilities.


def link_judged(board: Board) -> Iterator[Link]:
    """Yield the judgements themselves as links, the latest first; those that say "different" become doubts."""
    for judgement in sorted(board.judged.values(), key=lambda j: j.at, reverse=True):
        first, second = judgement.about
        if isinstance(judgement, SameAs) and first != second:
            yield Link(first, second, JUDGED, f"{describe_pair_judgement(judgement)}: {first}, {second}")
        elif first != second:
            board.add_doubt(first, f"{second}: {describe_pair_judgement(judgement)}")
            board.add_doubt(second, f"{first}: {describe_pair_judgement(judgement)}")


def link_equal_parts(board: Board) -> Iterator[Link]:
    """Link names with the same parts, in any script and order."""
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for name, parsed in board.names.items():
        for words in parsed.readings:
            by_parts.setdefault((parsed.sort, *sorted(words)), []).append(name)
    for names in by_parts.values():
        first = board.fullest_name(names)
        for name in names:
            if name != first:
                another_script = board.names[name].script != board.names[first].script
                why = f"the same name parts as {first}{', in another script' if another_script else ''}"
                yield Link(first, name, EQUAL, why)


def link_name_variants(board: Board) -> Iterator[Link]:
    """Link full names with one surname that differ by a middle name, or by the form of the first name."""
    by_surname: dict[str, list[Name]] = {}
    for parsed in board.names.values():
        if parsed.sort == "person" and len(parsed.words) > 1:
            for surname in parsed.surnames:
                by_surname.setdefault(surname, []).append(parsed)
    for people in by_surname.values():
        links = [link for pair in combinations(people, 2) if (link := _link_same_person(*pair))]
        for link in links:
            doubtful = [name for name in (link.one, link.other) if _links_strangers(board, name, links)]
            if not doubtful or common_affiliation(board.names[link.one], board.names[link.other]):
                yield link
            for name in doubtful:
                board.add_doubt(name, f"“{name}” may be {' or '.join(_linked_names(name, links))}: nothing tells which")


def _linked_names(name: str, links: Iterable[Link]) -> list[str]:
    return sorted({link.other if link.one == name else link.one for link in links if name in (link.one, link.other)})


def _links_strangers(board: Board, name: str, links: Sequence[Link]) -> bool:
    """Return whether a name is linked with two that are not linked with each other.

    Mara Reh may be Mara Ines Reh or Mara Beata Reh, who are two people: without more, neither is chosen.
    """
    joined = {frozenset((link.one, link.other)) for link in links}
    pairs = combinations(_linked_names(name, links), 2)
    return any(frozenset(p) not in joined and board.group[p[0]] is not board.group[p[1]] for p in pairs)


def _link_same_person(first_name: Name, second_name: Name) -> Link | None:
    first, second = sorted((first_name, second_name), key=lambda n: (len(n.words), n.bearer.name))
    names = (first.bearer.name, second.bearer.name)
    alike = bool(first.first_parts & second.first_parts)
    if alike and len(first.words) == len(second.words):
        return None
    if alike:
        inner = set(first.words[1:-1]) <= set(second.words[1:-1])
        return Link(*names, MIDDLE, f"the same as {names[1]} but for a middle name") if inner else None
    if len(first.words[0]) == 1 or len(second.words[0]) == 1 or common_affiliation(first_name, second_name) == "":
        return None
    if not are_forms(first_name, second_name):
        return None
    given = (first.given, second.given)
    return Link(*names, FORM, f"“{given[0]}” and “{given[1]}” are forms of one name, the surname is the same")


def link_short_names(board: Board) -> list[Link]:
    """Link bare surnames, initials with a surname, and acronyms, where only one fuller name can be meant."""
    links, by_key = list[Link](), dict[str, list[Name]]()
    for parsed in board.names.values():
        for key in parsed.keys:
            by_key.setdefault(key, []).append(parsed)
    for name, parsed in board.names.items():
        if parsed.is_short:
            keys = {parsed.letters} if parsed.letters else parsed.surnames
            near = {n.bearer.name: n for key in keys for n in by_key[key] if n is not parsed}
            links += _link_unambiguous(
                board, name, board.groups_of(key for key, n in near.items() if _may_stand_for(parsed, n))
            )
    return links


def _may_stand_for(short: Name, full: Name) -> bool:
    if short.sort != full.sort or len(full.words) <= len(short.words) - (len(short.words) > 1):
        return False
    if short.sort == "organisation":
        return short.letters in full.initials
    if not short.surnames & full.surnames or len(full.words[0]) == 1 or len(full.words) < 2:
        return False
    return len(short.words) == 1 or full.words[0].startswith(short.words[0])


def _link_unambiguous(board: Board, name: str, groups: list[set[str]]) -> list[Link]:
    """Link a short name to the one cluster that it may mean; note doubts where there are several."""
    agreed = [(group, _find_agreement(board, name, group)) for group in groups if board.group[name] is not group]
    left = [(group, why) for group, why in agreed if why != ""]
    known = [(group, why) for group, why in left if why]
    (chosen, why), clear = (known or left or [(set[str](), None)])[0], len(known or left) == 1
    if clear and why:
        return [Link(board.fullest_name(chosen), name, KNOWN, f"short for {board.fullest_name(chosen)}: {why}")]
    if clear and len(agreed) == 1:
        full = board.fullest_name(chosen)
        return [Link(full, name, ALONE, f"short for {full}: nobody else here bears that name")]
    others = sorted(board.fullest_name(group) for group, _ in agreed)
    if others:
        tells = "nothing tells which" if len(others) > 1 else "their organisations differ"
        board.add_doubt(name, f"“{name}” may be {' or '.join(others)}: {tells}")
        for candidate in others:
            board.add_doubt(candidate, f"“{name}” may be {' or '.join(others)}: {tells}")
    return []


def _find_agreement(board: Board, name: str, group: set[str]) -> str | None:
    """Return what a name has in common with a cluster; "" where it contradicts every member that says anything."""
    agreements = [common_affiliation(board.names[name], board.names[member]) for member in group]
    return next((why for why in agreements if why), "" if "" in agreements else None)


def common_affiliation(first: Name, second: Name) -> str | None:
    """Return the common organisation or role of two names; "" where organisations differ, None where unknown."""
    for body in first.bodies:
        same = next((o for o in second.bodies if body.words == o.words or body.letters in o.initials), None)
        same = same or next((o for o in second.bodies if o.letters in body.initials), None)
        if same:
            return f"the same organisation ({same.bearer.name})"
    if first.bodies and second.bodies:
        return ""
    role = next((role for role in first.bearer.roles if _head_noun(role) in map(_head_noun, second.bearer.roles)), None)
    return f"the same role ({role})" if role else None


def _head_noun(role: str) -> str:
    words = re.findall(r"[\w-]+", role.casefold())
    return words[-1] if words else ""
