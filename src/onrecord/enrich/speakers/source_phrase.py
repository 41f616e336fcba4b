"""Parse the words of a source: a pronoun, one name or several, or a description."""

import re

from onrecord.enrich.speakers.lexicon import (
    COMMON_NOUN_PAPERS,
    COURTESY_TITLES,
    DOCUMENTS,
    GROUPS,
    NEVER_IN_NAMES,
    NEVER_SURNAMES,
    PERSON_NOUNS,
    PLACES,
    ROLES,
    TITLES,
    Gender,
    get_first_name_gender,
)
from onrecord.enrich.speakers.mentions import is_acronym, is_organisation_name
from onrecord.enrich.speakers.roles import DETERMINER, PREPOSITION
from onrecord.text.normalise import normalise_word

GENDERED_PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "he's": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female", "she's": "female",
}  # fmt: skip
THEY_WORDS = frozenset(("they", "them", "their", "theirs", "themselves", "these", "those", "both"))
IT_WORDS = frozenset(("it", "its", "itself", "this", "that"))
I_WORDS = frozenset(("i", "me", "my", "mine", "myself"))
WE_WORDS = frozenset(("we", "us", "our", "ours", "ourselves"))
RELATIVE_PRONOUNS = frozenset(("who", "whom", "whose", "which"))
PRONOUNS = frozenset(
    (*GENDERED_PRONOUNS, *THEY_WORDS, *IT_WORDS, *I_WORDS, *WE_WORDS, *RELATIVE_PRONOUNS, "you", "one")
)

# A name ends where an apposition, a relative clause or the participle after a study begins.
_PART_BOUNDARY = re.compile(
    r",\s|;|\s(?:--?|[–—])\s|[–—]|\s(?:who|which|whose|that)\b"
    r"|\s(?:released|conducted|published|taken|carried out|issued|commissioned|obtained|posted)\s"
)
_OFFICE_ACRONYMS = frozenset(("PM", "CM", "CEO", "CFO", "MP", "MLA"))
_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*+\)")
# Taggers mark the preposition of "according to Reh" and of a passive ("was asked by Reh") with the source.
_LEADING_PREPOSITION = re.compile(r"^(?:according to|from|by|to|in|for|per|both|asked by)\s+(?=\S)", re.IGNORECASE)
# Emphasis and scope after a name: "Reh himself", "Voss and Reh both".
_VERBAL_PHRASE = re.compile(r"(?:in|for|per|to)\s+[a-z]+ing\b")
_TRAILING_WORDS = re.compile(
    r"(?:(?:,|(?<!\s))\s++(?:all|both|each|himself|herself|itself|themselves|alone|also|too|again|not)){1,6}$"
)
# Posts: "@voss", and the author attribute of forum mark-up.
_HANDLE = re.compile(r"^(?:author=[\"“]|@)(\w+)[\"”]?$")
# "Reh and his aides", "Voss, along with others": the unnamed rest after a name.
_COMPANIONS = re.compile(
    r"(?:,|(?<!\s)\s++(?:and|along with|with))\s++(?:his|her|their|its|has|other|others|the rest)\b.*$", re.DOTALL
)
_INDEFINITE_START = re.compile(r"(?:at least |more than |about )?(?:a|an|another|one|some|any|no)\s", re.IGNORECASE)
_COUNT_START = re.compile(
    r"(?:some|many|several|most|few|other|two|three|four|five|six|seven|eight|nine|ten|all|both|fellow|more|\d[\d,.]*)\s",
    re.I,
)
_LIST_SEPARATOR = re.compile(r",\s++(?:and\s++)?|(?<!\s)\s++(?:and|&)\s++")
_NAME_PREPOSITION = re.compile(r"of|for|at|to|from|with|in|on|by|against")
_NAME_PARTICLES = frozenset(("de", "da", "di", "du", "van", "von", "der", "bin", "ibn", "al", "el", "la", "le"))
INNER_NAME_WORDS = frozenset(
    ("of", "and", "the", "for", "bin", "ibn", "al", "el", "de", "da", "di", "van", "von", "der", "la", "le", "&")
)
"""Words in lower case that occur inside a name."""


def strip_source(source: str) -> str:
    """Strip brackets, leading prepositions and trailing emphasis: "by Reh (D-Marrow) himself" is "Reh"."""
    bare = " ".join(_BRACKETS.sub("", source).split()).strip(" ,;:")
    if not _VERBAL_PHRASE.match(bare):
        bare = _LEADING_PREPOSITION.sub("", bare, count=1)
    return _TRAILING_WORDS.sub("", bare).strip(' ,;:“”"') or bare


def parse_handle(source: str) -> str | None:
    """Return the handle in "@voss" or author="voss"; None if it is not one."""
    match = _HANDLE.match(source.strip())
    return match[1] if match else None


def parse_pronoun(source: str) -> str | None:
    """Return the pronoun that a source is, "she" for "she herself"; None for anything else."""
    word = source.lower().strip(" ,.:“”\"'‘’").replace("’", "'")
    word = re.sub(r"(?<!\s)\s++(?:himself|herself|themselves|itself|all|both|also|too)$", "", word)
    return word if word in PRONOUNS else None


def split_parts(source: str) -> list[str]:
    """Split a source into parts: "Anton Reh, chief of staff" is "Anton Reh" and "chief of staff"."""
    return [part.strip(" ,;:()–—-") for part in _PART_BOUNDARY.split(source) if part.strip(" ,;:()–—-")]


def strip_companions(source: str) -> str | None:
    """Return "Reh and his aides" without the aides; None if there are none."""
    alone = _COMPANIONS.sub("", source)
    return alone if alone != source and alone else None


def is_indefinite(part: str) -> bool:
    """Return whether a part introduces somebody new: "a spokesman", "some officials"."""
    return bool(_INDEFINITE_START.match(part) or _COUNT_START.match(part))


def is_counted(part: str) -> bool:
    """Return whether a part begins with a number or quantifier: "many farmers", "three officials"."""
    return bool(_COUNT_START.match(part))


def split_names(source: str) -> list[str] | None:
    """Split a list of names: "Mara Voss, Ines Varga and Anton Reh"; None if it is not one."""
    if " and " not in source and " & " not in source:
        return None
    opener = source.split()
    if normalise_word(opener[0]) in PERSON_NOUNS and (opener[0].islower() or opener[1] == "of"):
        return None
    pieces = [piece for piece in _LIST_SEPARATOR.split(source) if piece]
    names = [parse_listed_name(piece) for piece in pieces]
    if len(pieces) < 2 or any(name is None for name in names):
        return None
    # "House Oversight and Reform Committee" is one body, "Reh, head of the Rivers and Harbours Office" one person.
    if is_organisation_name(source) and (
        len(pieces) > 2 or not all(is_organisation_name(piece) or " the " in f" {piece}" for piece in pieces)
    ):
        return None
    return [name for name in names if name]


def parse_listed_name(piece: str) -> str | None:
    """Return the person or organisation that one piece of a list names; None if it is not a name."""
    name = parse_name(piece)
    if name:
        return name
    bare = DETERMINER.sub("", piece)
    return bare if bare[:1].isupper() and is_organisation_name(bare) else None


def parse_name(part: str) -> str | None:
    """Return the name that a part of a source is, without its titles; None if it is a description.

    "Voss lawyer Anton Reh" has a name, "a spokesman for Anton Reh" and "Reh's lawyer" are descriptions.
    """
    bare = DETERMINER.sub("", part, count=1)
    words = bare.split()
    if bare.lower() in COMMON_NOUN_PAPERS and part[:3].lower() == "the":
        return bare
    if not words or not words[-1][:1].isupper() or _is_about_others(bare):
        return None
    common = normalise_word(words[0]) in DOCUMENTS or words[0] in _OFFICE_ACRONYMS
    if (is_indefinite(part) and normalise_word(words[-1]) in PERSON_NOUNS) or (common and len(words) == 1):
        return None
    return _parse_final_name(words)


def _parse_final_name(words: list[str]) -> str | None:
    """Return the name at the end of `words`; None if a preposition leads to it ("lawyers for Ines Varga")."""
    start = _find_run_start(words)
    if words[max(0, start - 1)] == "of" and words[start] == "State" and len(words) > start + 1:
        return strip_titles(words[start + 1 :])
    while start and words[start - 1].lower() in _NAME_PARTICLES:
        start -= 1
    led = start and (
        words[start - 1].lower() in INNER_NAME_WORDS or _NAME_PREPOSITION.fullmatch(words[start - 1].lower())
    )
    return None if led else strip_titles(words[start:])


def _is_about_others(bare: str) -> bool:
    """Return whether a part describes others than it names: "lawyers for Ines Varga", "a study by Anton Reh"."""
    core = PREPOSITION.split(bare, maxsplit=1)
    noun = normalise_word(core[0].split()[-1]) if len(core) > 1 and core[0].split() else ""
    is_group = (noun in GROUPS and len(core[0].split()) == 1) or (
        noun.endswith("s") and noun.removesuffix("s") in ROLES
    )
    return is_group or (noun in DOCUMENTS and core[0].split()[-1].islower())


def is_general(part: str) -> bool:
    """Return whether a part is a plural without a name: "critics of the dam", "online polls"."""
    core = PREPOSITION.split(DETERMINER.sub("", part, count=1), maxsplit=1)[0].split()
    noun = normalise_word(core[-1]) if core else ""
    return noun in GROUPS or (
        noun.endswith("s") and (noun.removesuffix("s") in ROLES or noun.removesuffix("s") in DOCUMENTS)
    )


def _find_run_start(words: list[str]) -> int:
    """Return the index at which the run of capitalised words at the end of `words` begins."""
    start = i = len(words)
    while i:
        i -= 1
        if words[i][:1].isupper():
            start = i
        elif words[i].lower() not in INNER_NAME_WORDS:
            break
    return start


def _opens_name(words: list[str]) -> bool:
    """Return whether words that begin with a common word are a name: "New York", "New Lissen Times"."""
    if len(words) == 2 and get_first_name_gender(words[0]):
        return True
    return " ".join(words[:2]).lower() in PLACES or (
        words[0] == "New" and len(words) > 2 and is_organisation_name(" ".join(words))
    )


def strip_titles(words: list[str]) -> str | None:
    """Return the name in a run of capitalised words; None if it is only a title or a group."""
    courtesy = len(words) > 1 and normalise_word(words[-2]) in COURTESY_TITLES
    possessive = max((i for i, w in enumerate(words[:-1]) if re.search(r"[’']s$|s[’']$", w)), default=-1)
    # "Marrow Post's Anton Reh": the name is what follows the possessive, if that is more than one word.
    if possessive >= 0 and len(words) - possessive > 2:
        words = words[possessive + 1 :]
    last_of = max((i for i, w in enumerate(words) if w.lower() in {"of", "for"}), default=-1)
    tail = words[last_of + 1 :]
    # "Secretary of State Ines Varga"
    if last_of > 0 and len(tail) > 1 and tail[0].lower() == "state":
        return strip_titles(tail[1:])
    of = next((i for i, w in enumerate(words) if w == "of"), 0)
    # "Jane Holm of Marrow Police"
    if of > 1 and get_first_name_gender(words[of - 2]) and not is_organisation_name(" ".join(words[:of])):
        return strip_titles(words[:of])
    office = normalise_word(words[0]) in TITLES or normalise_word(words[0]) in ROLES
    # "Secretary of the Harbour Council of Kelva Anton Reh": with an office in front, the last two words are the name.
    if last_of >= 0 and len(tail) >= 3 and office and not is_organisation_name(" ".join(tail[-2:])):
        return " ".join(tail[-2:])
    if last_of < 0 and not is_organisation_name(" ".join(words[-2:])):
        titles = [
            i
            for i, w in enumerate(words[:-1])
            if normalise_word(w) in TITLES or (normalise_word(w) in ROLES and not get_first_name_gender(w))
        ]
        if titles:
            words = words[titles[-1] + 1 :]
    if len(words) > 2 and normalise_word(words[0]) in GROUPS:
        words = words[1:]
    while len(words) > 1 and normalise_word(words[0]) in NEVER_IN_NAMES and not _opens_name(words):
        words = words[1:]
    name = re.sub(r"[’']s?$", "", " ".join(words).strip(" ,:"))
    # "Mr. King" and "Rosa Dean" are names, though their last words are titles.
    if courtesy or (len(words) > 1 and get_first_name_gender(words[0]) and normalise_word(words[-1]) in ROLES):
        return name
    return name if name and (normalise_word(words[-1]) not in NEVER_SURNAMES or is_acronym(words[0])) else None
