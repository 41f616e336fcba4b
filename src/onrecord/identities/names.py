"""Names in comparable form: parts across scripts, spellings folded by sound, initials, consonants."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.identities.spelling import NameWord, detect_script, fold_spelling, read_name
from onrecord.records import SpeakerName

_NAMES_CACHED = 1 << 16
# A ledger of a million statements has some 40,000 names; a page asks for the same ones again and again.

_FEWEST_CONSONANTS = 4
# Names that share fewer consonants than these do so by chance (Lee, Lou). Set by us.


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker's name in comparable form.

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
        """Return its parts in their first reading."""
        return self.readings[0]

    @property
    def is_latin(self) -> bool:
        """Return whether it is in Latin letters."""
        return self.script == "LATIN"

    @property
    def surnames(self) -> frozenset[str]:
        """Return the last part of each reading."""
        return frozenset(words[-1] for words in self.readings)

    @property
    def first_parts(self) -> frozenset[str]:
        """Return the first part of each reading."""
        return frozenset(words[0] for words in self.readings)

    @property
    def consonants(self) -> frozenset[str]:
        """Return the consonants of a full name, of each reading."""
        stripped = (re.sub("[iu]", "", skeleton) for skeleton in self.skeletons)
        return frozenset(each for each in stripped if len(each) >= _FEWEST_CONSONANTS)

    @property
    def fullness(self) -> tuple[int, int, int]:
        """Return how full it is: parts longer than an initial, then number of statements, then length."""
        return sum(len(word) > 1 for word in self.words), self.bearer.count, len(self.bearer.name)

    @property
    def is_short(self) -> bool:
        """Return whether it may be short for a fuller name: a surname, initials with a surname, an acronym."""
        if self.sort == "organisation":
            return self.letters is not None
        return self.sort == "person" and (len(self.words) == 1 or len(self.words[0]) == 1)


def parse_name(bearer: SpeakerName) -> Name:
    """Return a speaker's name in comparable form.

    >>> both = (SpeakerName("Андрій Юсов", "person"), SpeakerName("Andriy Yusov", "person"))
    >>> parse_name(both[0]).words == parse_name(both[1]).words
    True
    """
    return _parse_cached(bearer)


@lru_cache(_NAMES_CACHED)
def _parse_cached(bearer: SpeakerName) -> Name:
    sort = "person" if bearer.kind == "unnamed" else bearer.kind
    person = sort == "person"
    ways = read_name(bearer.name, person=person)
    letters = re.sub(r"[.\s]", "", bearer.name)
    short = sort == "organisation" and letters.isalpha() and 2 <= len(letters) <= 6
    short = short and sum(c.isupper() for c in letters) >= 2
    name = Name(
        bearer,
        sort,
        detect_script(bearer.name),
        tuple(dict.fromkeys(tuple(word.compared for word in words) for words in ways)),
        ways[0][0].printed.title(),
        tuple(dict.fromkeys(map(_consonant_skeleton, ways))) if person and len(ways[0]) > 1 else (),
        letters.casefold() if short else None,
        _organisation_initials(bearer.name) if sort == "organisation" else frozenset(),
        tuple(_parse_cached(SpeakerName(body, "organisation")) for body in bearer.organisations),
    )
    return replace(name, keys=_blocking_keys(name))


def _blocking_keys(name: Name) -> frozenset[str]:
    whole = frozenset(" ".join(sorted(words)) for words in name.readings)
    if name.sort == "person":
        return whole | name.surnames | {f"~{each}" for each in name.consonants}
    return whole | name.initials | ({name.letters} if name.letters else set())


def _consonant_skeleton(words: tuple[NameWord, ...]) -> str:
    return "".join(fold_spelling(word.plain, "consonants") for word in words)


def _organisation_initials(name: str) -> frozenset[str]:
    """Return the acronyms of an organisation, with its small words and without: MoW and MW."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    words = words[1:] if words and words[0].casefold() == "the" else words
    short = "".join(word[0] for word in words if word[0].isupper())
    return frozenset(x.casefold() for x in (short, "".join(word[0] for word in words)) if len(x) > 1)
