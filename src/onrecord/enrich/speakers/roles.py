"""What a text tells of its people: the roles that stand before and after their names."""

import re
from collections import defaultdict
from dataclasses import dataclass

from onrecord.enrich.speakers.lexicon import (
    KIN,
    NEVER,
    NO_PART,
    ORGANISATIONS,
    PAST,
    PLACES,
    STATES_IN_SHORT,
    TITLES,
    at_odds,
    means,
    plain,
    role_noun,
)
from onrecord.enrich.speakers.mentions import NAME, Mention, Name
from onrecord.enrich.speakers.people import Cast

DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|his|her|their|its|our|my|your|another|one|some|any|no|both|each|every|now|then|also|both)\s+",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:of|for|at|to|from|with|in|on|by|against|between|after|before|during|among|about|over|under|into|near|since|who|whose|that|which)\b"
)
_WORD = re.compile(r"[\w’'./&-]+|[^\w\s]")
_AFTER = re.compile(
    r"(?:\s\([^)]*\))?(?:[\s,]*\s[–—-]{1,2}\s|,\s+(?:(?:who|and)\s+)?(?:(?:is|was|serves|served)\s+(?:as\s+)?)?|"
    r"\s+(?:is|was|became|remains|serves as|served as)\s+)(?=\S)([^.;()\n”“\"–—]{3,110})"
)
_OWNER = re.compile(r"\w[’']s?\s")
_OWN = re.compile(r"\b(?:my|his|her|their|our)\s[\w\s’'-]{2,30}$", re.IGNORECASE)
_STOP = re.compile(r",|\s(?:who|which|said|says|and|but|when|while|as)\b|--")
_PREFIXES = TITLES | NEVER
_OFFICE = re.compile(r"(staff|state|government|mission|police|operations)\b(?:\s(?:of|for|at|to|in)\s(.*))?")
_AT = re.compile(r"\bat\s(?:the\s)?")
_END = re.compile(r"\s(?:who|whom|whose|that|which|and an?|where|when)\b|,")
_PARTY = re.compile(r"\s\(([RDI])(?:-|–|, )([A-Z][\w. ]+)\)")
_PARTY_NAMES = {"R": "republican", "D": "democrat", "I": "independent"}
_ONCE = 0.5
"""The fit of somebody who bore the role before, where the description does not say so."""
_WIDTH = 110
"""Characters: as far a role may reach before a name."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role as the text tells it: its noun, the words around it, and the two as they are printed.

    "Harbour Office chief spokeswoman": noun "spokeswoman", words {"harbour", "office", "chief"}, title "chief
    spokeswoman", body "Harbour Office".
    """

    noun: str
    words: frozenset[str]
    title: str
    body: str | None

    @property
    def kin(self) -> bool:
        """Is it a tie of blood or marriage, beside which one has an office too?"""
        return self.noun in KIN


def role_of(phrase: str) -> Role | None:
    """The role that a phrase names: "the head of the River Authority"; None where it names none."""
    bare = DETERMINER.sub("", phrase.strip(" ,"), count=1)
    cut = PREPOSITION.search(bare)
    core = (bare[: cut.start()] if cut else bare).split()
    rest = bare[cut.end() :] if cut else ""
    while core and not role_noun(core[-1]):
        core.pop()
    noun = role_noun(core[-1]) if core else None
    if not noun:
        return None
    words = frozenset(plain(w) for w in re.findall(r"[\w’'.-]+", bare)) - {plain(core[-1])}
    return Role(noun, words, *_printed(core, rest))


def _printed(core: list[str], rest: str) -> tuple[str, str | None]:
    """The role and the body of "Harbour Office chief spokesman", or of "chief of staff of the Harbour Office"."""
    if rest:
        office = _OFFICE.match(rest.strip())
        title = " ".join(core) + (f" of {office[1]}" if office else "")
        body = _AT.split((office[2] or "") if office else rest)[-1]
        body = DETERMINER.sub("", _END.split(body)[0].strip(" ,"), count=1)
        return title, body if _of_body(body) else None
    core[-1] = re.sub(r"[’']s?$", "", core[-1])
    skip = next((i for i, word in enumerate(core) if _is_name(word, core[i : i + 2])), len(core))
    match = NAME.match(" ".join(core[skip:-1]))
    if not match:
        return " ".join(core), None
    after = re.sub(r"^[’']s?\s", "", " ".join(core[skip:])[match.end() :]).strip()
    return " ".join((*core[:skip], after)), re.sub(r"[’']s?$", "", match[0])


def _is_name(word: str, pair: list[str]) -> bool:
    return plain(word) not in _PREFIXES or " ".join(pair).lower() in PLACES


def _of_body(words: str) -> bool:
    return bool(re.search(r"[A-Z]", words)) or any(plain(w) in ORGANISATIONS for w in words.split())


def gather(cast: Cast) -> dict[Name, list[Role]]:
    """Every role that the text gives to somebody, by person, in the order of the text."""
    found: dict[Name, list[Role]] = defaultdict(list)
    end, last = 0, Name()
    for mention, name in zip(cast.mentions, cast.names, strict=True):
        if last in found and cast.layout.text[end : mention.run] == " and " and found[last][-1].noun.endswith("s"):
            # "her parents, Olav and Mirja Brevik"
            found[name].append(found[last][-1])
        end, last = mention.end, name
        for made in (_before(mention, cast), _after(mention, cast), _party(mention, cast)):
            if made:
                found[name].append(made)
    return found


def _party(mention: Mention, cast: Cast) -> Role | None:
    """The party and the state in "Rosa Holm (D-Vt.)": what others call her by, no role of its own."""
    match = _PARTY.match(cast.layout.text, mention.end)
    if not match:
        return None
    state = match[2].strip(" .").lower()
    words = f"{STATES_IN_SHORT.get(state, state)} {_PARTY_NAMES[match[1]]}".split()
    return Role(_PARTY_NAMES[match[1]], frozenset((*words, " ".join(words[:-1]))), "", None)


def _before(mention: Mention, cast: Cast) -> Role | None:
    """The role right before a name: "Wessel Motors chief Anton Reh", "the chief of Wessel Motors, Anton Reh"."""
    start = max(cast.layout.sentence_start(mention.start), mention.start - _WIDTH)
    before = cast.layout.text[start : mention.start].rstrip()
    if before.endswith(","):
        phrase = re.split(r"[,;:“”\"()–—]|\s(?:and|but|said|told|says)\s", before[:-1])[-1].strip()
        told = (PREPOSITION.search(phrase) or _OWNER.search(phrase)) and (
            DETERMINER.match(phrase) or phrase[:1].isupper()
        )
        own = _OWN.search(phrase)
        made = role_of(own[0] if own else phrase) if told or own else None
        return made if made and plain(phrase.split()[0]) not in ("in", "on", "at", "for", "to", "from") else None
    last = _WORD.findall(before.rsplit(maxsplit=1)[-1]) if before else []
    if not last or not role_noun(last[-1]):
        return None
    core: list[str] = []
    for word in reversed(_WORD.findall(before)):
        if not word[0].isalnum() or len(core) > 6 or _ends_phrase(word):
            break
        core.insert(0, word)
    return role_of(" ".join(core)) if core else None


def _ends_phrase(word: str) -> bool:
    """Is a word before a name no part of its role: a determiner, a preposition, a verb?"""
    if word.endswith("ed") and word.islower() and "-" not in word and word != "retired":
        return True
    return bool(DETERMINER.match(word + " ") or PREPOSITION.fullmatch(word)) or word.lower() in NO_PART


def _after(mention: Mention, cast: Cast) -> Role | None:
    """The role right after a name: "Anton Reh, the chief of Wessel Motors," and "Anton Reh is its chief"."""
    if mention.owner:
        return None
    match = _AFTER.match(cast.layout.text, mention.end)
    if not match:
        return None
    phrase = _STOP.split(match[1])[0]
    bare = DETERMINER.sub("", phrase.strip(), count=1)
    core = PREPOSITION.split(bare)[0].split()
    if (
        not core
        or len(core) > 9
        or not role_noun(core[-1])
        or (core[-1][:1].isupper() and len(core) < 2 and bare == phrase)
    ):
        return None
    return role_of(phrase)


def _is_over(role: Role) -> bool:
    """Is it told as a role of the past: "former mayor", "2012 nominee"?"""
    return bool(role.words & PAST) or any(len(word) == 4 and word.isdigit() for word in role.words)


def fit(said: Role, known: Role) -> float:
    """How well someone of a known role can be described as `said`: 0 not at all, 1 by the noun alone, more by words."""
    if not means(said.noun, known.noun):
        return 0.0
    shared = sum(any(means(a, b) for b in known.words) for a in said.words)
    if _is_over(known) and not _is_over(said):
        return _ONCE
    return 1.0 + 0.4 * min(shared, 3) - 1.5 * at_odds(said.words, known.words)
