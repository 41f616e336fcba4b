"""First names that are forms of one name: from first_names.toml and, for English, the package nicknames."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

from nicknames import name_triplets

from onrecord.identities.names import Name
from onrecord.identities.spelling import fold_spelling


def are_forms(this: Name, that: Name) -> bool:
    """Return whether two first names are forms of one name: Bill and William, Sasha and Oleksandr.

    >>> from onrecord.identities.names import parse_name
    >>> from onrecord.records import SpeakerName
    >>> bill, william = SpeakerName("Bill Tarrant", "person"), SpeakerName("William Tarrant", "person")
    >>> are_forms(parse_name(bill), parse_name(william))
    True
    """
    return any(_name_forms().get(first, frozenset()) & that.first_parts for first in this.first_parts)


@cache
def _name_forms() -> Mapping[str, frozenset[str]]:
    """Return the other forms of each first name, in comparable form."""
    lists = tomllib.loads((files("onrecord.identities") / "first_names.toml").read_text("utf-8"))
    apart = set(_ordered_pairs(lists["apart"]))
    english = ((each.name1, each.name2) for each in name_triplets() if each.relationship == "has_nickname")
    forms: dict[str, set[str]] = {}
    for left, right in chain((pair for pair in english if pair not in apart), _ordered_pairs(lists["forms"])):
        first, second = fold_spelling(left, "sounds"), fold_spelling(right, "sounds")
        forms.setdefault(first, set()).add(second)
        forms.setdefault(second, set()).add(first)
    return {name: frozenset(others) for name, others in forms.items()}


def _ordered_pairs(lists: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((first, second) for each in lists for first in each for second in each if first != second)
