"""The roles of people: parsed from the words before and after their names (apposition, titles, "is the chief of")."""

import re
from collections import defaultdict
from dataclasses import dataclass

from onrecord.enrich.speakers.lexicon import (
    KIN,
    NAME_BREAKERS,
    NEVER_IN_NAMES,
    ORGANISATIONS,
    PAST_MARKERS,
    PLACES,
    STATES_IN_SHORT,
    TITLES,
    can_denote,
    get_role_noun,
)
from onrecord.enrich.speakers.mentions import CAPITALISED_RUN, Mention, PersonName
from onrecord.enrich.speakers.people import PeopleIndex
from onrecord.text.normalise import normalise_word

DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|his|her|their|its|our|my|your|another|one|some|any|no|both|each|every|now|then|also|both)\s+",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:of|for|at|to|from|with|in|on|by|against|between|after|before|during|among|about|over|under|into|near|since|who|whose|that|which)\b"
)
_WORD_OR_MARK = re.compile(r"[\w’'./&-]+|[^\w\s]")
# Apposition after a name ("Reh, the chief", "Reh – its chief"), or a copula ("Reh is its chief"). A role has at least
# three characters and at most 110: what is longer is a clause.
_ROLE_AFTER_NAME = re.compile(
    r"(?:\s\([^)]*\))?(?:[\s,]*\s[–—-]{1,2}\s|,\s+(?:(?:who|and)\s+)?(?:(?:is|was|serves|served)\s+(?:as\s+)?)?|"
    r"\s+(?:is|was|became|remains|serves as|served as)\s+)(?=\S)([^.;()\n”“\"–—]{3,110})"
)
_POSSESSIVE_WORD = re.compile(r"\w[’']s?\s")
# "my parents, Olav and Mirja Brevik": the role begins at the possessive pronoun.
_POSSESSIVE_PHRASE = re.compile(r"\b(?:my|his|her|their|our)\s[\w\s’'-]{2,30}$", re.IGNORECASE)
_ROLE_END = re.compile(r",|\s(?:who|which|said|says|and|but|when|while|as)\b|--")
_ROLE_PREFIXES = TITLES | NEVER_IN_NAMES
# "chief of staff", "secretary of state", "head of mission": the noun after "of" belongs to the title.
_OF_OFFICE = re.compile(r"(staff|state|government|mission|police|operations)\b(?:\s(?:of|for|at|to|in)\s(.*))?")
_AT_ORGANISATION = re.compile(r"\bat\s(?:the\s)?")
_ORGANISATION_END = re.compile(r"\s(?:who|whom|whose|that|which|and an?|where|when)\b|,")
# "Rosa Holm (D-Vt.)", "(R, Kelva)": American papers print party and state after a legislator's name.
_PARTY_IN_BRACKETS = re.compile(r"\s\(([RDI])(?:-|–|, )([A-Z][\w. ]+)\)")
# "In a letter to the mayor, Anton Reh said": an adverbial before the comma, not an apposition.
_ADVERBIAL_PREPOSITIONS = frozenset(("in", "on", "at", "for", "to", "from"))
_PARTY_NAMES = {"R": "republican", "D": "democrat", "I": "independent"}
# Fit of somebody who bore the role before, for a description without "former": below 1, so "the mayor" is not them.
_FORMER_FIT = 0.5
# Fit for each word that description and role share beside the noun ("Harbour Office spokesman").
_SHARED_WORD_BONUS = 0.4
# Shared words that count: long descriptions repeat themselves.
_MOST_SHARED_WORDS = 3
# Characters before a name in which its role may begin.
_ROLE_REACH = 110
# Words of a role before a name: longer runs are a sentence without the marks that would end it.
_MOST_WORDS_BEFORE = 7
# Words of a role after a name, up to its first preposition.
_MOST_WORDS_AFTER = 9


@dataclass(frozen=True, slots=True)
class PersonRole:
    """One role of a person: its noun and the other words, normalised; title and organisation as printed.

    "Harbour Office chief spokeswoman": noun "spokeswoman", words {"harbour", "office", "chief"}, title "chief
    spokeswoman", organisation "Harbour Office".
    """

    noun: str
    words: frozenset[str]
    title: str
    organisation: str | None

    @property
    def is_kinship(self) -> bool:
        """Return whether it is a tie of blood or marriage; its bearer may have an office too."""
        return self.noun in KIN


def parse_role(phrase: str) -> PersonRole | None:
    """Parse the role that a phrase is: "the head of the River Authority"; None if it is not one."""
    bare = DETERMINER.sub("", phrase.strip(" ,"), count=1)
    cut = PREPOSITION.search(bare)
    core = (bare[: cut.start()] if cut else bare).split()
    rest = bare[cut.end() :] if cut else ""
    while core and not get_role_noun(core[-1]):
        core.pop()
    noun = get_role_noun(core[-1]) if core else None
    if not noun:
        return None
    words = frozenset(normalise_word(w) for w in re.findall(r"[\w’'.-]+", bare)) - {normalise_word(core[-1])}
    return PersonRole(noun, words, *_split_title(core, rest))


def _split_title(core: list[str], rest: str) -> tuple[str, str | None]:
    """Split a role into title and organisation: "Harbour Office spokesman", "chief of staff of the Harbour Office"."""
    if rest:
        office = _OF_OFFICE.match(rest.strip())
        title = " ".join(core) + (f" of {office[1]}" if office else "")
        body = _AT_ORGANISATION.split((office[2] or "") if office else rest)[-1]
        body = DETERMINER.sub("", _ORGANISATION_END.split(body)[0].strip(" ,"), count=1)
        return title, body if _is_organisation_phrase(body) else None
    core[-1] = re.sub(r"[’']s?$", "", core[-1])
    skip = next((i for i, word in enumerate(core) if _can_begin_name(word, core[i : i + 2])), len(core))
    match = CAPITALISED_RUN.match(" ".join(core[skip:-1]))
    if not match:
        return " ".join(core), None
    after = re.sub(r"^[’']s?\s", "", " ".join(core[skip:])[match.end() :]).strip()
    return " ".join((*core[:skip], after)), re.sub(r"[’']s?$", "", match[0])


def _can_begin_name(word: str, pair: list[str]) -> bool:
    """Return whether a word begins an organisation's name: it is not a title, or begins a place ("New York chief")."""
    return normalise_word(word) not in _ROLE_PREFIXES or " ".join(pair).lower() in PLACES


def _is_organisation_phrase(words: str) -> bool:
    """Return whether the words after "of" name an organisation: by a capital or a noun for one."""
    return bool(re.search(r"[A-Z]", words)) or any(normalise_word(w) in ORGANISATIONS for w in words.split())


def collect_roles(people: PeopleIndex) -> dict[PersonName, list[PersonRole]]:
    """Return the roles of each person, in the order of the text."""
    roles: dict[PersonName, list[PersonRole]] = defaultdict(list)
    end, last = 0, PersonName()
    for mention, name in zip(people.mentions, people.names, strict=True):
        joined = people.document.text[end : mention.titled_start] == " and "
        if last in roles and joined and roles[last][-1].noun.endswith("s"):
            # "her parents, Olav and Mirja Brevik"
            roles[name].append(roles[last][-1])
        end, last = mention.end, name
        for role in (
            _parse_role_before(mention, people),
            _parse_role_after(mention, people),
            _parse_party(mention, people),
        ):
            if role:
                roles[name].append(role)
    return roles


def _parse_party(mention: Mention, people: PeopleIndex) -> PersonRole | None:
    """Parse the party and state in "Rosa Holm (D-Vt.)": a role that descriptions use, without a title of its own."""
    match = _PARTY_IN_BRACKETS.match(people.document.text, mention.end)
    if not match:
        return None
    state = match[2].strip(" .").lower()
    words = f"{STATES_IN_SHORT.get(state, state)} {_PARTY_NAMES[match[1]]}".split()
    return PersonRole(_PARTY_NAMES[match[1]], frozenset((*words, " ".join(words[:-1]))), "", None)


def _parse_role_before(mention: Mention, people: PeopleIndex) -> PersonRole | None:
    """Parse the role right before a name: "Wessel Motors chief Anton Reh", "the chief of Wessel Motors, Anton Reh"."""
    start = max(people.document.sentence_start(mention.start), mention.start - _ROLE_REACH)
    before = people.document.text[start : mention.start].rstrip()
    if before.endswith(","):
        phrase = re.split(r"[,;:“”\"()–—]|\s(?:and|but|said|told|says)\s", before[:-1])[-1].strip()
        return _parse_apposition(phrase)
    last = _WORD_OR_MARK.findall(before.rsplit(maxsplit=1)[-1]) if before else []
    if not last or not get_role_noun(last[-1]):
        return None
    core: list[str] = []
    for word in reversed(_WORD_OR_MARK.findall(before)):
        if not word[0].isalnum() or len(core) >= _MOST_WORDS_BEFORE or _is_role_boundary(word):
            break
        core.insert(0, word)
    return parse_role(" ".join(core)) if core else None


def _parse_apposition(phrase: str) -> PersonRole | None:
    """Parse the role in the words before a comma and a name: "The chief of Wessel Motors, Anton Reh"."""
    # Without "of" or a possessive, a role before a comma may be another person's, in a list.
    is_role = (PREPOSITION.search(phrase) or _POSSESSIVE_WORD.search(phrase)) and (
        DETERMINER.match(phrase) or phrase[:1].isupper()
    )
    own = _POSSESSIVE_PHRASE.search(phrase)
    role = parse_role(own[0] if own else phrase) if is_role or own else None
    return role if role and normalise_word(phrase.split(maxsplit=1)[0]) not in _ADVERBIAL_PREPOSITIONS else None


def _is_role_boundary(word: str) -> bool:
    """Return whether a word before a name is not part of its role: a determiner, a preposition or a verb."""
    if word.endswith("ed") and word.islower() and "-" not in word and word != "retired":
        return True
    return bool(DETERMINER.match(word + " ") or PREPOSITION.fullmatch(word)) or word.lower() in NAME_BREAKERS


def _parse_role_after(mention: Mention, people: PeopleIndex) -> PersonRole | None:
    """Parse the role right after a name: "Anton Reh, the chief of Wessel Motors," or "Anton Reh is its chief"."""
    if mention.is_possessive:
        return None
    match = _ROLE_AFTER_NAME.match(people.document.text, mention.end)
    if not match:
        return None
    phrase = _ROLE_END.split(match[1])[0]
    bare = DETERMINER.sub("", phrase.strip(), count=1)
    core = PREPOSITION.split(bare)[0].split()
    if (
        not core
        or len(core) > _MOST_WORDS_AFTER
        or not get_role_noun(core[-1])
        or (core[-1][:1].isupper() and len(core) < 2 and bare == phrase)
    ):
        return None
    return parse_role(phrase)


def _is_former(role: PersonRole) -> bool:
    """Return whether it is a past role: "former mayor", "2012 nominee"."""
    return bool(role.words & PAST_MARKERS) or any(len(word) == 4 and word.isdigit() for word in role.words)


def score_role_fit(role: PersonRole, known: PersonRole) -> float:
    """Return how well a role describes the bearer of a known one: 0 not at all, 1 by the noun alone, more by words."""
    if not can_denote(role.noun, known.noun):
        return 0.0
    if _is_former(known) and not _is_former(role):
        return _FORMER_FIT
    shared = sum(any(can_denote(word, known_word) for known_word in known.words) for word in role.words)
    return 1.0 + _SHARED_WORD_BONUS * min(shared, _MOST_SHARED_WORDS)
