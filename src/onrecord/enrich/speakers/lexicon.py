"""The words by which speakers are known: people.toml, first_names.toml and places.toml."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Literal

from onrecord.text import numbers

Gender = Literal["male", "female"]

_POSSESSIVE = re.compile(r"[’']s?$")
_PREFIX = re.compile(r"^(?:ex|co|vice|deputy|then)-|-(?:elect|designate)$")
_PEOPLE: dict[str, Any] = numbers.vocabulary("people")
_PLACES: dict[str, Any] = numbers.vocabulary("places")
_FIRST_NAMES: dict[str, list[str]] = numbers.vocabulary("first_names")


def _set(name: str) -> frozenset[str]:
    return frozenset(_PEOPLE[name])


TITLES, ROLES, DOCUMENTS, ORGANISATIONS = _set("titles"), _set("roles"), _set("documents"), _set("organisations")
GROUPS, NATIONALITIES, KIN = _set("groups"), _set("nationalities"), _set("kin")
NEVER = _set("never") | NATIONALITIES
ANYBODY, COMPANY_SIGNS = _set("anybody"), _set("company_signs")
WEAK_ORGANISATIONS, COMPANY_NOUNS = _set("weak_organisations"), _set("company_nouns")
NO_PART, PASSING = _set("no_part"), _set("passing")
COURTESY, PAPERS = _set("courtesy"), _set("papers")
PAST, PUBLIC, OFFICES = _set("past"), _set("public"), _set("offices")
PLACES = frozenset((*_PLACES["countries"], *_PLACES["states"], *_PLACES["cities"]))
STATES_IN_SHORT: dict[str, str] = _PLACES["short"]
REGIONS = frozenset((*_PLACES["countries"], *_PLACES["states"]))
"""Those of the places for which a government speaks."""
THINGS, PAPERWORK = DOCUMENTS | ORGANISATIONS, DOCUMENTS - ORGANISATIONS
PEOPLE = ROLES | GROUPS
NO_NAME = PEOPLE | NEVER
_PARTIES = [frozenset(party) for party in _PEOPLE["parties"]]
_MALE: Gender = "male"
_FEMALE: Gender = "female"
_GENDERS = dict.fromkeys(_PEOPLE["male"], _MALE) | dict.fromkeys(_PEOPLE["female"], _FEMALE)
_FIRST = dict.fromkeys(_FIRST_NAMES["male"], _MALE) | dict.fromkeys(_FIRST_NAMES["female"], _FEMALE)


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word as the lists hold it: lower case, without full stop and possessive."""
    return _POSSESSIVE.sub("", word.rstrip(".,:;")).lower()


def first_name(word: str) -> Gender | None:
    """The gender that a first name tells; None where it is not known, or both men and women bear it."""
    return _FIRST.get(plain(word))


def noun_gender(nouns: Iterable[str]) -> Gender | None:
    """What titles and roles ("Mr.", "spokeswoman") tell, the first that tells anything."""
    return next((_GENDERS[noun] for noun in nouns if noun in _GENDERS), None)


@lru_cache(maxsize=4096)
def role(word: str) -> str:
    """A role as it is compared: "Ex-Wife's" is "wife", "co-founder" is "founder"."""
    made = plain(word)
    return _PREFIX.sub("", made) or made


@lru_cache(maxsize=4096)
def role_noun(word: str) -> str | None:
    """The role that a word is, compared as `role` does, titles in full ("Sen." is "senator"); None where it is none."""
    made = role(word)
    made = _PEOPLE["short"].get(made, made)
    return made if made in ROLES else None


def at_odds(some: frozenset[str], others: frozenset[str]) -> bool:
    """Do the words name different parties, or different states?"""
    one, other = ({i for i, party in enumerate(_PARTIES) if party & each} for each in (some, others))
    here, there = some & REGIONS, others & REGIONS
    return bool((one and other and not one & other) or (here and there and not here & there))


@cache
def _fitting() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for group in _PEOPLE["alike"]:
        for word in group:
            made.setdefault(word, set()).update(group)
    for broad, narrow in _PEOPLE["broader"].items():
        made.setdefault(broad, {broad}).update(narrow)
    return {word: frozenset(group) for word, group in made.items()}


def covered(said: str) -> frozenset[str]:
    """The words for whatever can be called `said`, itself among them."""
    return _fitting().get(said, frozenset()) | {said}


def means(said: str, known: str) -> bool:
    """Can what is known as `known` be called `said`: by the same word, one like it, or a broader one?

    >>> means("lawmaker", "senator"), means("senator", "lawmaker"), means("lawyer", "attorney")
    (True, False, True)
    """
    return said == known or known in _fitting().get(said, ())
