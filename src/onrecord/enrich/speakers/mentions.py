"""The names that a text prints: found by their capitals, told apart by the words in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.enrich.speakers.lexicon import (
    COURTESY_TITLES,
    DOCUMENTS,
    GROUPS,
    NEVER_IN_NAMES,
    NEVER_SURNAMES,
    ORGANISATIONS,
    PLACES,
    ROLES,
    TITLES,
    WEAK_ORGANISATIONS,
    Gender,
    get_first_name_gender,
    get_noun_gender,
)
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

_ABBREVIATION = (
    r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Maj|Adm|Cmdr|Hon|Messrs|Del|Dep|Asst|Insp|Supt"
    r"|Det)\."
)
_CAPITAL = rf"(?:{_ABBREVIATION}|[A-Z]\.(?:[A-Z]\.)*|[^\W\d_a-zß-öø-ÿа-яё][\w’'-]*(?<!['’]))"
_PARTICLE = r"(?:bin|ibn|al|el|de|da|di|du|del|della|dos|van|von|der|den|la|le|ben|af|zu|y|e)"
CAPITALISED_RUN = re.compile(rf"(?<![\w’'-])(?:{_CAPITAL})(?:(?:[ \u00a0]{_PARTICLE}){{0,2}}[ \u00a0]{_CAPITAL})*")
_POSSESSIVE_SUFFIX = re.compile(r"[’']s?$")
_POSSESSIVE_ENDINGS = ("’s", "'s", "’", "'")
_GENERATION_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")
_SHARED_SURNAME = re.compile(r"\b([A-Z][\w’'-]+) and ([A-Z][\w’'-]+) ([A-Z][\w’'-]+)")
_FOLLOWING_VERB = re.compile(
    r"[’']?\s+(?:\([^)]*\)\s+)?(?:also |then |later |has |have |had |never |often |repeatedly |recently )?"
    r"(?:is|was|has|had|did|does|will|would|could|can|should|may|might|says|told|said|took|wrote|went|came|gave|made|met"
    r"|knows|thinks|wants|does|[a-z]{3,}ed|[a-z]{3,}[^su]s)\b"
)

_COMMON_NOUNS = TITLES | ORGANISATIONS | DOCUMENTS | ROLES | GROUPS
_WEAK = WEAK_ORGANISATIONS
PersonName = tuple[str, ...]
"""A person's name, a word an item."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the text, titles left out; `titled_start` is where its titles begin.

    gender: as the title or the first name tells, if they do. subject: it stands where a sentence's subject does.
    owner: it has a possessive "'s". noun: it is a word that names a role, a thing or a title, too ("Dean").
    """

    titled_start: int
    start: int
    end: int
    words: PersonName
    titles: tuple[str, ...]
    gender: Gender | None
    is_subject: bool
    is_possessive: bool
    is_common_noun: bool


def find_mentions(document: Document) -> list[Mention]:
    """What may be names of people, in the order of the text; single words too, for surnames.

    A headline in capitals tells nothing of names.
    """
    start = document.headline if is_title_case(document.text[: document.headline]) else 0
    return [
        mention for match in CAPITALISED_RUN.finditer(document.text, start) for mention in _split_run(match, document)
    ]


def is_title_case(headline: str) -> bool:
    """Do Most of Its Words Begin with Capitals?"""
    words = [w for w in re.findall(r"[^\W\d_]+", headline) if len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


def _split_run(match: re.Match[str], document: Document) -> Iterator[Mention]:
    """The names in a run of capitalised words: one ends at a possessive ("Marrow's Ines Varga")."""
    parts: list[tuple[str, int]] = []
    offset = match.start()
    for word in match[0].split():
        parts.append((word, offset))
        offset += len(word) + 1
        if word.endswith(_POSSESSIVE_ENDINGS):
            yield from _parse_mention(parts, document)
            parts = []
    if parts:
        yield from _parse_mention(parts, document)


def _parse_mention(parts: list[tuple[str, int]], document: Document) -> Iterator[Mention]:
    if len(parts) > 1 and normalise_word(parts[-1][0]) in _GENERATION_SUFFIXES:
        parts = parts[:-1]
    known = [normalise_word(word) for word, _ in parts]
    # "Marrow Bay Sen. Ines Varga" begins after its last title.
    first = 0 if TITLES.isdisjoint(known[:-1]) else max(i + 1 for i, word in enumerate(known[:-1]) if word in TITLES)
    inside = parts[0][1] > document.sentence_start(parts[0][1])
    while first < len(parts) and known[first] in NEVER_IN_NAMES and " ".join(known[first : first + 2]) not in PLACES:
        if inside and len(parts) == first + 2 and get_first_name_gender(known[first]):
            break
        first += 1
    words, titles = [word for word, _ in parts[first:]], tuple(known[:first])
    if not words or len(words) > 4 or not ORGANISATIONS.isdisjoint(known[first:]):
        return
    if len(words) > 1 and known[-1] in NEVER_SURNAMES and not get_first_name_gender(words[0]):
        return
    if len(words) == 1 and not titles and is_acronym(words[0]):
        return
    courtesy = first > 0 and known[first - 1] in COURTESY_TITLES
    noun = len(words) == 1 and (known[first] in _COMMON_NOUNS or known[first].removesuffix("s") in NEVER_IN_NAMES)
    if not courtesy and " ".join(known[first:]) in PLACES:
        return
    bare = _POSSESSIVE_SUFFIX.sub("", words[-1]) if words[-1].endswith(_POSSESSIVE_ENDINGS) else words[-1]
    end = parts[-1][1] + len(bare)
    words[-1] = bare if _INITIALS.match(bare) else bare.rstrip(".")
    yield Mention(
        parts[0][1],
        parts[first][1],
        end,
        tuple(words),
        titles,
        get_noun_gender(titles) or (get_first_name_gender(words[0]) if len(words) > 1 or not titles else None),
        is_subject(document, parts[0][1], end),
        bare != parts[-1][0],
        noun and not courtesy,
    )


def is_subject(document: Document, start: int, end: int) -> bool:
    """Does it begin its sentence, or a clause after a comma, or does a verb follow?"""
    before = document.text[max(document.sentence_start(start), start - 80) : start].strip(" “\"'‘")
    return not before or bool(_FOLLOWING_VERB.match(document.text, end)) or (before.endswith(",") and len(before) < 60)


def find_shared_surnames(text: str) -> Iterator[PersonName]:
    """ "Olav and Mirja Brevik" are also Olav Brevik."""
    for match in _SHARED_SURNAME.finditer(text):
        if get_first_name_gender(match[1]):
            yield (match[1], _POSSESSIVE_SUFFIX.sub("", match[3]))


@lru_cache(maxsize=4096)
def is_organisation_name(name: str) -> bool:
    """Does a capitalised name look like an organisation's?"""
    words = [normalise_word(w) for w in name.split()]
    return any(w in ORGANISATIONS and w not in _WEAK for w in words) or words[-1] in ORGANISATIONS or is_acronym(name)


def is_acronym(name: str) -> bool:
    """NATO, EU, U.N., HUR; not a transcript's SURNAME."""
    bare = name.replace(".", "")
    return bare.isalpha() and bare.isupper() and 2 <= len(bare) <= 5


def get_initials(name: str) -> str:
    """ "General Staff of the Armed Forces" is GSAF."""
    return "".join(w[0] for w in name.split() if w[0].isupper())
