"""Names made comparable: their parts across scripts, spellings of one sound folded, initials, consonants."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.identities.spelling import Word, fold, readings, script
from onrecord.records import SpeakerName

_MANY = 1 << 16
"""How many names are remembered."""

_FEW = 4
"""With fewer consonants than these, two names that agree in them tell nothing. Set by us."""


@dataclass(frozen=True, slots=True)
class Name:
    """A bearer's name made comparable.

    sort: "person", "organisation" or what else it is. script: as Unicode calls it. readings: its parts as they are
    compared, particles and suffixes left out, in each way to read them. given: the first part as printed. skeletons:
    a person's consonants and long vowels, in each way to read them. letters: what it may abbreviate, if it is initials.
    initials: by what initials it may go. bodies: the organisations of its bearer. keys: what it has in common with any
    name that it may be joined with.
    """

    bearer: SpeakerName
    sort: str
    script: str
    readings: tuple[tuple[str, ...], ...]
    given: str
    skeletons: tuple[str, ...]
    letters: str | None
    initials: frozenset[str]
    bodies: tuple["Name", ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """Its parts in the first way to read them."""
        return self.readings[0]

    @property
    def latin(self) -> bool:
        """Is it in Latin letters?"""
        return self.script == "LATIN"

    @property
    def surnames(self) -> frozenset[str]:
        """The last part, in each way to read it."""
        return frozenset(words[-1] for words in self.readings)

    @property
    def firsts(self) -> frozenset[str]:
        """The first part, in each way to read it."""
        return frozenset(words[0] for words in self.readings)

    @property
    def consonants(self) -> frozenset[str]:
        """The consonants of a full name, in each way to read them."""
        found = (re.sub("[iu]", "", skeleton) for skeleton in self.skeletons)
        return frozenset(each for each in found if len(each) >= _FEW)

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


def named(bearer: SpeakerName) -> Name:
    """A bearer's name, made comparable.

    >>> named(SpeakerName("Андрій Юсов", "person")).words == named(SpeakerName("Andriy Yusov", "person")).words
    True
    """
    return _named(bearer)


@lru_cache(_MANY)
def _named(bearer: SpeakerName) -> Name:
    sort = "person" if bearer.kind == "unnamed" else bearer.kind
    person = sort == "person"
    made = readings(bearer.name, person=person)
    letters = re.sub(r"[.\s]", "", bearer.name)
    short = sort == "organisation" and letters.isalpha() and 2 <= len(letters) <= 6
    short = short and sum(c.isupper() for c in letters) >= 2
    name = Name(
        bearer,
        sort,
        script(bearer.name),
        tuple(dict.fromkeys(tuple(word.compared for word in words) for words in made)),
        made[0][0].printed.title(),
        tuple(dict.fromkeys(map(_skeleton, made))) if person and len(made[0]) > 1 else (),
        letters.casefold() if short else None,
        _initials(bearer.name) if sort == "organisation" else frozenset(),
        tuple(_named(SpeakerName(body, "organisation")) for body in bearer.organisations),
    )
    return replace(name, keys=_keys(name))


def _keys(name: Name) -> frozenset[str]:
    whole = frozenset(" ".join(sorted(words)) for words in name.readings)
    if name.sort == "person":
        return whole | name.surnames | {f"~{each}" for each in name.consonants}
    return whole | name.initials | ({name.letters} if name.letters else set())


def _skeleton(words: tuple[Word, ...]) -> str:
    return "".join(fold(word.plain, "consonants") for word in words)


def _initials(name: str) -> frozenset[str]:
    """The initials by which an organisation may go, with its small words or without: MW or MoW."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    words = words[1:] if words and words[0].casefold() == "the" else words
    short = "".join(word[0] for word in words if word[0].isupper())
    return frozenset(x.casefold() for x in (short, "".join(word[0] for word in words)) if len(x) > 1)
