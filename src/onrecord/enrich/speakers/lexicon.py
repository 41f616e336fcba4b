"""Lexicon of speakers: titles, roles, organisations (people.toml), first_name_genders.toml and gazetteer.toml."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Literal

from onrecord.enrich.vocabulary import load_vocabulary
from onrecord.text.normalise import normalise_word

Gender = Literal["male", "female"]

# "ex-wife", "co-founder", "vice-chancellor", "president-elect" are compared as wife, founder, chancellor, president.
_ROLE_AFFIX = re.compile(r"^(?:ex|co|vice|deputy|then)-|-(?:elect|designate)$")
_PEOPLE_LISTS: dict[str, Any] = load_vocabulary("people")
_GAZETTEER: dict[str, Any] = load_vocabulary("gazetteer")
_FIRST_NAME_LISTS: dict[str, list[str]] = load_vocabulary("first_name_genders")


def _word_set(name: str) -> frozenset[str]:
    return frozenset(_PEOPLE_LISTS[name])


TITLES, ROLES, GROUPS, KIN = _word_set("titles"), _word_set("roles"), _word_set("groups"), _word_set("kin")
DOCUMENTS, ORGANISATIONS = _word_set("documents"), _word_set("organisations")
WEAK_ORGANISATIONS, COMPANY_NOUNS = _word_set("weak_organisations"), _word_set("company_nouns")
COMPANY_SIGNS = _word_set("company_signs")
NATIONALITIES = _word_set("nationalities")
NEVER_IN_NAMES = _word_set("never_in_names") | NATIONALITIES
GENERIC_PERSON_NOUNS = _word_set("generic_person_nouns")
NAME_BREAKERS, PASSING_ADJECTIVES = _word_set("name_breakers"), _word_set("passing_adjectives")
COURTESY_TITLES, COMMON_NOUN_PAPERS = _word_set("courtesy_titles"), _word_set("common_noun_papers")
PAST_MARKERS = _word_set("past_markers")
PUBLIC_ROLES, ELECTED_OFFICES = _word_set("public_roles"), _word_set("elected_offices")
PLACES = frozenset((*_GAZETTEER["countries"], *_GAZETTEER["states"], *_GAZETTEER["cities"]))
REGIONS = frozenset((*_GAZETTEER["countries"], *_GAZETTEER["states"]))
"""The places for which a government speaks."""
STATES_IN_SHORT: dict[str, str] = _GAZETTEER["short"]
# "Post" and "paper" are organisations too: only the other nouns make a name that of a document without more evidence.
ENTITY_NOUNS, PURE_DOCUMENTS = DOCUMENTS | ORGANISATIONS, DOCUMENTS - ORGANISATIONS
PERSON_NOUNS = ROLES | GROUPS
NEVER_SURNAMES = PERSON_NOUNS | NEVER_IN_NAMES
_PARTY_WORDS = [frozenset(party) for party in _PEOPLE_LISTS["parties"]]


def _map_genders(lists: dict[str, Any]) -> dict[str, Gender]:
    """Return the gender of each word of the lists "male" and "female"; a word in both is female."""
    genders: dict[str, Gender] = {}
    genders.update(dict.fromkeys(lists["male"], "male"))
    genders.update(dict.fromkeys(lists["female"], "female"))
    return genders


_NOUN_GENDERS, _FIRST_NAME_GENDERS = _map_genders(_PEOPLE_LISTS), _map_genders(_FIRST_NAME_LISTS)


def get_first_name_gender(word: str) -> Gender | None:
    """Return the gender of a first name; None if the name is unknown or both men and women bear it."""
    return _FIRST_NAME_GENDERS.get(normalise_word(word))


def get_noun_gender(nouns: Iterable[str]) -> Gender | None:
    """Return the gender of the first title or role that has one ("mr", "spokeswoman")."""
    return next((_NOUN_GENDERS[noun] for noun in nouns if noun in _NOUN_GENDERS), None)


@lru_cache(maxsize=4096)
def normalise_role(word: str) -> str:
    """Return a role as it is compared: "Ex-Wife's" is "wife", "co-founder" is "founder"."""
    noun = normalise_word(word)
    return _ROLE_AFFIX.sub("", noun) or noun


@lru_cache(maxsize=4096)
def get_role_noun(word: str) -> str | None:
    """Return the role noun that a word is, normalised, titles in full ("Sen." is "senator"); None if it is not one."""
    noun = normalise_role(word)
    noun = _PEOPLE_LISTS["short"].get(noun, noun)
    return noun if noun in ROLES else None


def are_incompatible(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether the words name different parties, or different states: then they describe different people."""
    parties, other_parties = ({i for i, party in enumerate(_PARTY_WORDS) if party & each} for each in (words, others))
    regions, other_regions = words & REGIONS, others & REGIONS
    return bool(
        (parties and other_parties and not parties & other_parties)
        or (regions and other_regions and not regions & other_regions)
    )


@cache
def _load_hyponyms() -> dict[str, frozenset[str]]:
    """Return, for each noun, the nouns whose bearers it can denote: its synonyms and its hyponyms."""
    hyponyms: dict[str, set[str]] = {}
    for synonyms in _PEOPLE_LISTS["alike"]:
        for word in synonyms:
            hyponyms.setdefault(word, set()).update(synonyms)
    for broad, narrow in _PEOPLE_LISTS["broader"].items():
        hyponyms.setdefault(broad, {broad}).update(narrow)
    return {word: frozenset(group) for word, group in hyponyms.items()}


def get_hyponyms(noun: str) -> frozenset[str]:
    """Return the nouns whose bearers can be called `noun`, itself among them."""
    return _load_hyponyms().get(noun, frozenset()) | {noun}


def can_denote(noun: str, known: str) -> bool:
    """Return whether somebody known as `known` can be called `noun`: the same word, a synonym or a broader one.

    >>> can_denote("lawmaker", "senator"), can_denote("senator", "lawmaker"), can_denote("lawyer", "attorney")
    (True, False, True)
    """
    return noun == known or known in _load_hyponyms().get(noun, ())
