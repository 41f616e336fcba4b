"""Names made comparable: their parts across scripts (rigour), spellings of one sound folded, initials.

The vocabulary is in names.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.ledger import Bearer

_MANY = 1 << 16
"""How many names are remembered."""


@dataclass(frozen=True, slots=True)
class Name:
    """A bearer's name made comparable.

    sort: "person", "organisation" or what else it is. words: its parts as they are compared, particles and suffixes
    left out. given: the first part as printed. letters: what it may abbreviate, if it is initials. initials: by what
    initials it may go. bodies: the organisations of its bearer.
    """

    bearer: Bearer
    sort: str
    words: tuple[str, ...]
    given: str
    latin: bool
    letters: str | None
    initials: frozenset[str]
    bodies: tuple["Name", ...] = ()

    @property
    def surname(self) -> str:
        """The last part."""
        return self.words[-1]

    @property
    def fullness(self) -> tuple[int, int, int]:
        """How full it is: parts that are no initials, then how often it is used, then its length."""
        return sum(len(word) > 1 for word in self.words), self.bearer.count, len(self.bearer.name)

    @property
    def is_short(self) -> bool:
        """May it stand for a fuller name: a surname, initials and a surname, an organisation's initials?"""
        if self.sort == "organisation":
            return self.letters is not None
        return self.sort == "person" and (len(self.words) == 1 or len(self.words[0]) == 1)

    @property
    def keys(self) -> frozenset[str]:
        """What it has in common with any name that it may be joined with."""
        whole = " ".join(sorted(self.words))
        if self.sort == "person":
            return frozenset((whole, self.surname))
        return frozenset((whole, *self.initials, *([self.letters] if self.letters else [])))


@cache
def vocabulary() -> Mapping[str, Any]:
    """The lists of names.toml."""
    return tomllib.loads((files("onrecord.identities") / "names.toml").read_text("utf-8"))


def named(bearer: Bearer) -> Name:
    """A bearer's name, made comparable.

    >>> named(Bearer("Андрій Юсов", "person")).words == named(Bearer("Andriy Yusov", "person")).words
    True
    """
    return _named(bearer)


@lru_cache(_MANY)
def _named(bearer: Bearer) -> Name:
    sort = "person" if bearer.kind == "unnamed" else bearer.kind
    forms = _forms(bearer.name, sort)
    bodies = tuple(_named(Bearer(body, "organisation")) for body in bearer.organisations)
    letters = re.sub(r"[.\s]", "", bearer.name)
    short = sort == "organisation" and letters.isalpha() and 2 <= len(letters) <= 6
    short = short and sum(c.isupper() for c in letters) >= 2
    return Name(
        bearer,
        sort,
        tuple(word for _, word in forms),
        forms[0][0].title(),
        bearer.name.isascii() or all(c < "\u0250" for c in bearer.name if c.isalpha()),
        letters.casefold() if short else None,
        _initials(bearer.name) if sort == "organisation" else frozenset(),
        bodies,
    )


def _forms(name: str, sort: str) -> list[tuple[str, str]]:
    """The parts of a name: as printed in lower case, and as they are compared."""
    from rigour.names import NameTypeTag, analyze_names, remove_org_types

    words, person = vocabulary(), sort == "person"
    text = name if person else remove_org_types(name.casefold()).strip(" ,.") or name
    tag = NameTypeTag.PER if person else NameTypeTag.ORG
    made = analyze_names(tag, [text], symbols=False, phonetics=False, consolidate=False)
    parts = [(part.form, _fold(part.comparable, person=person)) for found in made for part in found.parts]
    parts = parts or [(word, word) for word in name.casefold().split()] or [(name, name)]
    dropped = {*words["particles"], *words["suffixes"]} if person else set(words["small"])
    return [(form, word) for form, word in parts if form not in dropped] or parts


def _fold(word: str, *, person: bool) -> str:
    if not person:
        return str(dict(vocabulary()["spellings"]).get(word, word))
    for there, compared in vocabulary()["sounds"]:
        word = word.replace(there, compared)
    return word


def _initials(name: str) -> frozenset[str]:
    """The initials by which an organisation may go, with its small words or without: MW or MoW."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    words = words[1:] if words and words[0].casefold() == "the" else words
    short = "".join(word[0] for word in words if word[0].isupper())
    return frozenset(x.casefold() for x in (short, "".join(word[0] for word in words)) if len(x) > 1)


def are_forms(one: str, other: str) -> bool:
    """Are the first names of two people forms of one name, as rigour knows them: Bill and William?

    Loads its lists of names the first time, which takes some seconds.
    """
    from rigour.names import SymbolCategory

    kinds = (SymbolCategory.NAME, SymbolCategory.NICK)
    first, second = (
        {span.symbol for span in _analysed(name).spans if span.symbol.category in kinds and span.parts[0].index == 0}
        for name in (one, other)
    )
    return bool(first & second)


@lru_cache(_MANY)
def _analysed(name: str) -> Any:
    from rigour.names import NameTypeTag, analyze_names

    (found, *_) = analyze_names(NameTypeTag.PER, [name], phonetics=False, consolidate=False)
    return found
