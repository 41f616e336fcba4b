"""First names that are forms of one name: by first_names.toml, and the English ones of the package nicknames."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

from nicknames import name_triplets

from onrecord.identities.names import Name
from onrecord.identities.spelling import fold


def are_forms(one: Name, other: Name) -> bool:
    """Are the first names of two people forms of one name: Bill and William, Sasha and Oleksandr?

    >>> from onrecord.identities.names import named
    >>> from onrecord.records import SpeakerName
    >>> are_forms(named(SpeakerName("Bill Tarrant", "person")), named(SpeakerName("William Tarrant", "person")))
    True
    """
    return any(_forms().get(first, frozenset()) & other.firsts for first in one.firsts)


@cache
def _forms() -> Mapping[str, frozenset[str]]:
    """First names as they are compared, and the other forms of each."""
    lists = tomllib.loads((files("onrecord.identities") / "first_names.toml").read_text("utf-8"))
    apart = set(_pairs(lists["apart"]))
    english = ((each.name1, each.name2) for each in name_triplets() if each.relationship == "has_nickname")
    made: dict[str, set[str]] = {}
    for one, other in chain((pair for pair in english if pair not in apart), _pairs(lists["forms"])):
        first, second = fold(one, "sounds"), fold(other, "sounds")
        made.setdefault(first, set()).add(second)
        made.setdefault(second, set()).add(first)
    return {name: frozenset(others) for name, others in made.items()}


def _pairs(lists: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((one, other) for each in lists for one in each for other in each if one != other)
