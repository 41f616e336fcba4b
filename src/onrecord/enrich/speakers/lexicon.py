"""The words by which speakers are known: people.toml, first_name_genders.toml and gazetteer.toml."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Literal

from onrecord.text import numbers
from onrecord.text.normalise import normalise_word

Gender = Literal["male", "female"]

_ROLE_AFFIX = re.compile(r"^(?:ex|co|vice|deputy|then)-|-(?:elect|designate)$")
_PEOPLE_LISTS: dict[str, Any] = numbers.vocabulary("people")
_GAZETTEER: dict[str, Any] = numbers.vocabulary("gazetteer")
_FIRST_NAME_LISTS: dict[str, list[str]] = numbers.vocabulary("first_name_genders")


def _word_set(name: str) -> frozenset[str]:
    return frozenset(_PEOPLE_LISTS[name])


TITLES, ROLES, DOCUMENTS, ORGANISATIONS = (
    _word_set("titles"),
    _word_set("roles"),
    _word_set("documents"),
    _word_set("organisations"),
)
GROUPS, NATIONALITIES, KIN = _word_set("groups"), _word_set("nationalities"), _word_set("kin")
NEVER_IN_NAMES = _word_set("never") | NATIONALITIES
GENERIC_PERSON_NOUNS, COMPANY_SIGNS = _word_set("anybody"), _word_set("company_signs")
WEAK_ORGANISATIONS, COMPANY_NOUNS = _word_set("weak_organisations"), _word_set("company_nouns")
NAME_BREAKERS, PASSING_ADJECTIVES = _word_set("no_part"), _word_set("passing")
COURTESY_TITLES, COMMON_NOUN_PAPERS = _word_set("courtesy"), _word_set("papers")
PAST_MARKERS, PUBLIC_ROLES, ELECTED_OFFICES = _word_set("past"), _word_set("public"), _word_set("offices")
PLACES = frozenset((*_GAZETTEER["countries"], *_GAZETTEER["states"], *_GAZETTEER["cities"]))
STATES_IN_SHORT: dict[str, str] = _GAZETTEER["short"]
REGIONS = frozenset((*_GAZETTEER["countries"], *_GAZETTEER["states"]))
"""Those of the places for which a government speaks."""
ENTITY_NOUNS, PURE_DOCUMENTS = DOCUMENTS | ORGANISATIONS, DOCUMENTS - ORGANISATIONS
PERSON_NOUNS = ROLES | GROUPS
NEVER_SURNAMES = PERSON_NOUNS | NEVER_IN_NAMES
_PARTY_WORDS = [frozenset(party) for party in _PEOPLE_LISTS["parties"]]
_MALE: Gender = "male"
_FEMALE: Gender = "female"
_NOUN_GENDERS = dict.fromkeys(_PEOPLE_LISTS["male"], _MALE) | dict.fromkeys(_PEOPLE_LISTS["female"], _FEMALE)
_FIRST_NAME_GENDERS = dict.fromkeys(_FIRST_NAME_LISTS["male"], _MALE) | dict.fromkeys(
    _FIRST_NAME_LISTS["female"], _FEMALE
)


def get_first_name_gender(word: str) -> Gender | None:
    """The gender that a first name tells; None where it is not known, or both men and women bear it."""
    return _FIRST_NAME_GENDERS.get(normalise_word(word))


def get_noun_gender(nouns: Iterable[str]) -> Gender | None:
    """What titles and roles ("Mr.", "spokeswoman") tell, the first that tells anything."""
    return next((_NOUN_GENDERS[noun] for noun in nouns if noun in _NOUN_GENDERS), None)


@lru_cache(maxsize=4096)
def normalise_role(word: str) -> str:
    """A role as it is compared: "Ex-Wife's" is "wife", "co-founder" is "founder"."""
    made = normalise_word(word)
    return _ROLE_AFFIX.sub("", made) or made


@lru_cache(maxsize=4096)
def get_role_noun(word: str) -> str | None:
    """Return the role noun that a word is, normalised, titles in full ("Sen." is "senator"); None if it is not one."""
    made = normalise_role(word)
    made = _PEOPLE_LISTS["short"].get(made, made)
    return made if made in ROLES else None


def are_incompatible(some: frozenset[str], others: frozenset[str]) -> bool:
    """Do the words name different parties, or different states?"""
    one, other = ({i for i, party in enumerate(_PARTY_WORDS) if party & each} for each in (some, others))
    here, there = some & REGIONS, others & REGIONS
    return bool((one and other and not one & other) or (here and there and not here & there))


@cache
def _load_hyponyms() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for group in _PEOPLE_LISTS["alike"]:
        for word in group:
            made.setdefault(word, set()).update(group)
    for broad, narrow in _PEOPLE_LISTS["broader"].items():
        made.setdefault(broad, {broad}).update(narrow)
    return {word: frozenset(group) for word, group in made.items()}


def get_hyponyms(said: str) -> frozenset[str]:
    """The words for whatever can be called `said`, itself among them."""
    return _load_hyponyms().get(said, frozenset()) | {said}


def can_denote(said: str, known: str) -> bool:
    """Can what is known as `known` be called `said`: by the same word, one like it, or a broader one?

    >>> means("lawmaker", "senator"), means("senator", "lawmaker"), means("lawyer", "attorney")
    (True, False, True)
    """
    return said == known or known in _load_hyponyms().get(said, ())
