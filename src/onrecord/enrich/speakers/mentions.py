"""Mentions of people by name: runs of capitalised words, classified by the words in them."""

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

# A full stop ends a name, except after these ("Sen. Ines Varga" is one run).
_ABBREVIATION = (
    r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Maj|Adm|Cmdr|Hon|Messrs|Del|Dep|Asst|Insp|Supt"
    r"|Det)\."
)
# A word with a capital in Latin or Cyrillic letters, an abbreviated title, or initials ("J.", "A.J.").
_CAPITAL = rf"(?:{_ABBREVIATION}|[A-Z]\.(?:[A-Z]\.)*|[^\W\d_a-zß-öø-ÿа-яё][\w’'-]*(?<!['’]))"
# Nobiliary particles and articles inside surnames: "Ludo van der Meer", "Ali bin Omar". At most two in a row.
_PARTICLE = r"(?:bin|ibn|al|el|de|da|di|du|del|della|dos|van|von|der|den|la|le|ben|af|zu|y|e)"
CAPITALISED_RUN = re.compile(rf"(?<![\w’'-])(?:{_CAPITAL})(?:(?:[ \u00a0]{_PARTICLE}){{0,2}}[ \u00a0]{_CAPITAL})*")
_POSSESSIVE_SUFFIX = re.compile(r"[’']s?$")
_POSSESSIVE_ENDINGS = ("’s", "'s", "’", "'")
_GENERATION_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")
# Couples and siblings share one printed surname: "Olav and Mirja Brevik".
_SHARED_SURNAME = re.compile(r"\b([A-Z][\w’'-]{1,60}+) and ([A-Z][\w’'-]{1,60}+) ([A-Z][\w’'-]{1,60}+)")
# A verb right after a name makes it a subject: auxiliaries, reporting verbs, and words in -ed or -s. Endings in "-us"
# and "-ss" are mostly nouns.
_FOLLOWING_VERB = re.compile(
    r"[’']?\s+(?:\([^)]*\)\s+)?(?:also |then |later |has |have |had |never |often |repeatedly |recently )?"
    r"(?:is|was|has|had|did|does|will|would|could|can|should|may|might|says|told|said|took|wrote|went|came|gave|made|met"
    r"|knows|thinks|wants|does|[a-z]{3,}ed|[a-z]{3,}[^su]s)\b"
)

_COMMON_NOUNS = TITLES | ORGANISATIONS | DOCUMENTS | ROLES | GROUPS
# Words: a longer run of capitals is a headline or the name of an organisation, not of a person.
_LONGEST_PERSON_NAME = 4
# Above this share of capitalised long words a headline is in title case: one or two verbs may be in lower case.
_TITLE_CASE_SHARE = 0.8
# Characters before a name that are looked at: more than the longest opening clause, so it only bounds the work.
_CLAUSE_WINDOW = 80
# Characters: after a short opening clause and its comma ("On Monday, Reh") the subject follows; in a list, after a
# longer one, any name may.
_LONGEST_OPENING_CLAUSE = 60
PersonName = tuple[str, ...]
"""A person's name, one word per item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person's name in the text, without its titles.

    titled_start: where its titles begin. gender: from the title or the first name, None if neither has one.
    is_subject: it is in the position of a subject. is_possessive: it has a possessive ending.
    is_common_noun: it is one word that is also a role, an organisation or a title ("Dean").
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
    """Find what may be names of people, in the order of the text; single words too, for surnames.

    A headline in title case is skipped: its capitals are no evidence for a name.
    """
    start = document.headline if is_title_case(document.text[: document.headline]) else 0
    return [
        mention for match in CAPITALISED_RUN.finditer(document.text, start) for mention in _split_run(match, document)
    ]


def is_title_case(headline: str) -> bool:
    """Return whether Most of Its Long Words Begin with Capitals; a headline of three long words or fewer is not."""
    words = [w for w in re.findall(r"[^\W\d_]+", headline) if len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > _TITLE_CASE_SHARE * len(words)


def _split_run(match: re.Match[str], document: Document) -> Iterator[Mention]:
    """Yield the mentions in a run of capitalised words: one ends at a possessive ("Marrow's Ines Varga")."""
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
    """Yield the mention in words with their offsets, without its titles; nothing if they cannot be a person's name."""
    if len(parts) > 1 and normalise_word(parts[-1][0]) in _GENERATION_SUFFIXES:
        parts = parts[:-1]
    known = [normalise_word(word) for word, _ in parts]
    # "Marrow Bay Sen. Ines Varga" begins after its last title.
    first = 0 if TITLES.isdisjoint(known[:-1]) else max(i + 1 for i, word in enumerate(known[:-1]) if word in TITLES)
    inside = parts[0][1] > document.sentence_start(parts[0][1])
    # "Yesterday Reh" begins after its first word; within a sentence "Will Rodders" is a first name and a surname.
    while first < len(parts) and known[first] in NEVER_IN_NAMES and " ".join(known[first : first + 2]) not in PLACES:
        if inside and len(parts) == first + 2 and get_first_name_gender(known[first]):
            break
        first += 1
    words, titles = [word for word, _ in parts[first:]], tuple(known[:first])
    if not words or len(words) > _LONGEST_PERSON_NAME or not ORGANISATIONS.isdisjoint(known[first:]):
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
    # After a title a single word is a surname: "Mr. Jordan" has no first name to take the gender of.
    by_first_name = get_first_name_gender(words[0]) if len(words) > 1 or not titles else None
    yield Mention(
        titled_start=parts[0][1],
        start=parts[first][1],
        end=end,
        words=tuple(words),
        titles=titles,
        gender=get_noun_gender(titles) or by_first_name,
        is_subject=is_subject(document, parts[0][1], end),
        is_possessive=bare != parts[-1][0],
        is_common_noun=noun and not courtesy,
    )


def is_subject(document: Document, start: int, end: int) -> bool:
    """Return whether a name begins its sentence, follows an opening clause, or is followed by a verb."""
    before = document.text[max(document.sentence_start(start), start - _CLAUSE_WINDOW) : start].strip(" “\"'‘")
    if not before or _FOLLOWING_VERB.match(document.text, end):
        return True
    return before.endswith(",") and len(before) < _LONGEST_OPENING_CLAUSE


def find_shared_surnames(text: str) -> Iterator[PersonName]:
    """Yield the names with a shared surname that are not printed in full: Olav Brevik of "Olav and Mirja Brevik"."""
    for match in _SHARED_SURNAME.finditer(text):
        if get_first_name_gender(match[1]):
            yield (match[1], _POSSESSIVE_SUFFIX.sub("", match[3]))


@lru_cache(maxsize=4096)
def is_organisation_name(name: str) -> bool:
    """Return whether a capitalised name looks like that of an organisation."""
    words = [normalise_word(w) for w in name.split()]
    return (
        any(w in ORGANISATIONS and w not in WEAK_ORGANISATIONS for w in words)
        or words[-1] in ORGANISATIONS
        or is_acronym(name)
    )


def is_acronym(name: str) -> bool:
    """Return whether a name is an acronym (NATO, EU, U.N.): two to five capitals; a SURNAME mostly has more."""
    bare = name.replace(".", "")
    return bare.isalpha() and bare.isupper() and 2 <= len(bare) <= 5


def get_initials(name: str) -> str:
    """Return the initials of a name's capitalised words: "General Staff of the Armed Forces" is GSAF."""
    return "".join(w[0] for w in name.split() if w[0].isupper())
