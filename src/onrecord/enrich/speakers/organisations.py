"""Organisations and documents that a text names, and which of them a description ("the bank", "the poll") means."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.enrich.speakers.lexicon import (
    COMPANY_NOUNS,
    COMPANY_SIGNS,
    DOCUMENTS,
    ENTITY_NOUNS,
    NAME_BREAKERS,
    NATIONALITIES,
    NEVER_IN_NAMES,
    ORGANISATIONS,
    PLACES,
    PURE_DOCUMENTS,
    REGIONS,
    TITLES,
    can_denote,
    get_first_name_gender,
    get_role_noun,
)
from onrecord.enrich.speakers.mentions import CAPITALISED_RUN, get_initials, is_acronym, is_organisation_name
from onrecord.enrich.speakers.roles import DETERMINER
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

_NAMES_WITH_SLASH = rf"{CAPITALISED_RUN.pattern}(?:/{CAPITALISED_RUN.pattern})*"
_LONG_NAME = re.compile(
    rf"{_NAMES_WITH_SLASH}(?:\s(?:of|for|on|and|&)(?:\s(?:the|its))?\s{CAPITALISED_RUN.pattern})*"
    r"(?P<tail>(?:[ \u00a0][a-z-]+){0,3})"
)
_BRACKETED_ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z.]{1,7})\)")
_DOCUMENT_BY = re.compile(rf"\b([a-z]+)\sby\s(?:the\s)?{CAPITALISED_RUN.pattern}")
_NAME_AND = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_TITLED_WORKS = "book memoir autobiography biography novel documentary film report study essay album op-ed".split()
_WORK_WITH_TITLE = re.compile(
    rf"\b({'|'.join(_TITLED_WORKS)})\b"
    r"(?:[^.,\n“\"]{0,50}\b(?:entitled|titled|called|named),?|,)\s+(?:[“\"]([^”\"\n]{3,80})[”\"]|([A-Z][^.,\n“”\"(]{3,80}))"
)
_FINAL_POSSESSIVE = re.compile(r"[’']s?$")
_INNER_POSSESSIVE = re.compile(r"[’']s\s")
_DANGLING_AND = re.compile(r"\s(?:and|&)(?:\sthe)?\s*$")
_SENTENCE_OPENER = re.compile(
    r"^(?:In|At|On|But|And|For|As|From|By|With|Though|While|After|When)\s+(?:the\s)?|^(?:The|A|An)\s"
)
_WORD_AFTER_NAME = re.compile(r"(?:[’']s?)?\s+(?:chief\s+)?([A-Za-z]+)")
_REGION_NOUNS = {"state": "states", "country": "countries", "nation": "countries", "government": "countries"}

EntityKind = Literal["organisation", "document"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A body or a document named at `place`: its name, and the nouns in it that say what it is."""

    offset: int
    name: str
    nouns: tuple[str, ...]
    kind: EntityKind


class EntityIndex:
    """The bodies and the documents of one text, in its order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions = sorted(_find_entities(document), key=lambda thing: thing.offset)
        self._places = [thing.offset for thing in self.mentions]
        self._short = dict(_find_bracketed_acronyms(document.text, self.mentions))
        self.mention_counts = Counter(thing.name for thing in self.mentions)
        self._companies = {thing.name for thing in self.mentions if thing.nouns == ("company",)}
        self._by_last: dict[str, set[Entity]] = defaultdict(set)
        self._by_initials: dict[str, set[Entity]] = defaultdict(set)
        for thing in {(t.name, t.kind): t for t in self.mentions}.values():
            self._by_last[_get_last_word(thing.name)].add(thing)
            self._by_initials[get_initials(thing.name)].add(thing)

    def list_before(self, offset: int, most: int = 60) -> list[Entity]:
        """The last `most` things named before `place`."""
        end = bisect_left(self._places, offset)
        return self.mentions[max(0, end - most) : end]

    def list_after(self, offset: int, most: int = 60) -> list[Entity]:
        """The first `most` things named at `place` or later."""
        start = bisect_left(self._places, offset)
        return self.mentions[start : start + most]

    def is_company(self, name: str) -> bool:
        """Is the name one whose staff or shares are spoken of?"""
        return name in self._companies

    def expand_name(self, name: str, kind: EntityKind) -> str:
        """The fullest name printed of a body or a document, from its short form or its initials."""
        own = re.sub(r"^(?:The|the)\s", "", name)
        if own in self._short:
            return self._short[own]
        words = own.lower().split()
        longer = {
            t.name
            for t in self._by_last[_get_last_word(own)]
            if t.kind == kind and _is_longer_form(t.name, words, own, kind)
        }
        longer |= {t.name for t in self._by_initials[own.replace(".", "")] if t.kind == kind}
        return max(sorted(longer - {own}), key=lambda found: self.mention_counts[found], default=own)


def _get_last_word(name: str) -> str:
    return name.lower().replace("\u00a0", " ").rsplit(maxsplit=1)[-1] if name.strip() else ""


def _find_bracketed_acronyms(text: str, found: list[Entity]) -> Iterator[tuple[str, str]]:
    """The short forms given in brackets: "River Authority (KRA)"."""
    for thing in found:
        match = _BRACKETED_ACRONYM.match(text, thing.offset + len(thing.name))
        if match:
            yield match[1], thing.name


def _is_longer_form(name: str, words: list[str], own: str, kind: EntityKind) -> bool:
    if kind == "organisation":
        return name.endswith(" " + own)
    other = name.lower().replace("\u00a0", " ").split()
    return len(other) > len(words) and other[-1] == words[-1] and all(word in other for word in words)


def _find_entities(document: Document) -> list[Entity]:
    shouting = document.headline and sum(w[:1].isupper() for w in document.text[: document.headline].split()) > 4
    made = [t for m in _LONG_NAME.finditer(document.text, document.headline if shouting else 0) for t in _parse_run(m)]
    for match in (
        _WORK_WITH_TITLE.finditer(document.text) if any(work in document.text for work in _TITLED_WORKS) else ()
    ):
        made.append(Entity(match.start(), (match[2] or match[3]).strip(), (match[1],), "document"))
    for match in _DOCUMENT_BY.finditer(document.text):
        if match[1] in DOCUMENTS:
            made.append(Entity(match.start(), match[0], (match[1],), "document"))
    return made


def _parse_run(match: re.Match[str]) -> list[Entity]:
    """The bodies and documents in one run of capitals and the small words after it."""
    run, offset = match[0][: match.start("tail") - match.start()], match.start()
    tail = match["tail"].replace("\u00a0", " ").split()
    made: list[Entity] = []
    noun_at = _find_noun(tail)
    last_piece = _NAME_AND.split(run)[-1]
    if noun_at is not None and _strip_leading_words(last_piece):
        noun = normalise_word(tail[noun_at])
        kind: EntityKind = "document" if noun in PURE_DOCUMENTS else "organisation"
        name = " ".join((_strip_leading_words(last_piece), *tail[: noun_at + 1]))
        made.append(Entity(offset + len(run) - len(last_piece), name, (noun,), kind))
    for piece, at in _split_names(run):
        words = [normalise_word(w) for w in piece.split()]
        last = words[-1] if words else ""
        sign = next((i for i, word in enumerate(words) if i and word in COMPANY_SIGNS), 0)
        if sign:
            made.append(Entity(offset + at, " ".join(piece.split()[:sign]), ("company",), "organisation"))
        elif last in DOCUMENTS and len(words) > 1 and not any(w in ORGANISATIONS for w in words):
            made.append(Entity(offset + at, piece, (last,), "document"))
        elif is_organisation_name(piece) and (
            len(words) > 1 or is_acronym(piece) or run[0] != match.string[offset : offset + 1] or offset > 0
        ):
            nouns = tuple(w for w in words if w in ORGANISATIONS) or ("",)
            made.append(Entity(offset + at, piece, nouns, "organisation"))
        elif not NEVER_IN_NAMES.issuperset(words) and _is_company_context(match, run, tail):
            made.append(Entity(offset + at, piece, ("company",), "organisation"))
    return made


def _find_noun(tail: list[str]) -> int | None:
    """Which of the small words after a run of capitals is the noun that it goes with: "opinion poll released"."""
    last = None
    for i, word in enumerate(tail):
        if word in NAME_BREAKERS or word.endswith("ed"):
            break
        if normalise_word(word) in ENTITY_NOUNS:
            last = i
    return last


def _is_company_context(match: re.Match[str], run: str, tail: list[str]) -> bool:
    sign = _WORD_AFTER_NAME.match(match.string, match.start() + len(run))
    owned = run.endswith(("’s", "'s"))
    word = sign[1].lower() if sign else ""
    return (
        word in COMPANY_SIGNS and not get_first_name_gender(run.split(maxsplit=1)[0]) and (owned or word != "workers")
    )


def _strip_leading_words(run: str) -> str:
    words = DETERMINER.sub("", run).split()
    while (
        words
        and normalise_word(words[0]) in NEVER_IN_NAMES
        and normalise_word(words[0]) not in NATIONALITIES
        and not is_acronym(words[0])
        and " ".join(words[:2]).lower() not in PLACES
    ):
        words.pop(0)
    return _FINAL_POSSESSIVE.sub("", " ".join(words))


def _split_names(run: str) -> list[tuple[str, int]]:
    """A run cut at its possessives, and at an "and" after a whole body ("Kelva Council and River Authority")."""
    cuts = [m.end() for m in _INNER_POSSESSIVE.finditer(run)]
    for match in _NAME_AND.finditer(run):
        last = normalise_word(run[: match.start()].rsplit(maxsplit=1)[-1])
        if last in ORGANISATIONS or not is_organisation_name(run[match.end() :]):
            cuts.append(match.end())
    edges = [0, *sorted(cuts), len(run)]
    made = []
    for start, end in pairwise(edges):
        piece = _DANGLING_AND.sub("", run[start:end]).strip()
        bare = _FINAL_POSSESSIVE.sub("", _SENTENCE_OPENER.sub("", piece))
        words = bare.split()
        office = next((i for i, w in enumerate(words) if i and (get_role_noun(w) or normalise_word(w) in TITLES)), 0)
        if office and is_organisation_name(" ".join(words[:office])):
            bare = " ".join(words[:office])
        if normalise_word(bare.partition(" of ")[0]) in COMPANY_SIGNS:
            bare = bare.partition(" of ")[2]
        if bare:
            made.append((bare, start + piece.find(bare)))
    return made


def resolve_entity(part: str, offset: int, entities: EntityIndex, kind: EntityKind, *, later: bool) -> str | None:
    """Which of the things named before `place` a description means, or, if `later`, the first one after that it fits.

    The nouns must agree; of several the one that shares more words, then the nearest. A capital in the description
    ("a Senate panel") must be in the name.
    """
    core = re.split(
        r"\s(?:of|for|at|to|from|with|in|on|by|that|released|conducted|published)\b", DETERMINER.sub("", part)
    )[0].split()
    if not core:
        return None
    noun, extra = normalise_word(core[-1]), [normalise_word(w) for w in core[:-1]]
    noun = noun.removesuffix("s") if noun not in ENTITY_NOUNS else noun
    capitals = [normalise_word(w) for w in core[:-1] if w[0].isupper() and normalise_word(w) not in NEVER_IN_NAMES]

    def fit(thing: Entity) -> float:
        if thing.kind != kind or not any(can_denote(noun, known) for known in thing.nouns):
            return 0.0
        own = thing.name.lower()
        if own == noun or (own == " ".join(core).lower() and thing.name.rsplit(maxsplit=1)[-1].islower()):
            return 0.0
        words = [normalise_word(w) for w in thing.name.split()]
        if any(word not in words for word in capitals):
            return 0.0
        return 1.0 + sum(word in words for word in extra)

    known = [(fit(t), t.offset, t.name) for t in entities.list_before(offset)]
    known = [k for k in known if k[0]]
    if known:
        return max(known)[2]
    if later:
        return next((t.name for t in entities.list_after(offset) if fit(t)), None)
    return None


def resolve_region(noun: str, offset: int, text: str) -> str | None:
    """The state or the country that "the state" is: the nearest named before, in the same paragraph."""
    if noun not in _REGION_NOUNS:
        return None
    start = text.rfind("\n", 0, offset) + 1
    for match in reversed(list(CAPITALISED_RUN.finditer(text, start, offset))):
        for words in (match[0], match[0].split()[-1]):
            bare = re.sub(r"[’']s?$", "", words)
            if bare.lower() in REGIONS:
                return bare
    return None


def resolve_company(noun: str, offset: int, entities: EntityIndex) -> str | None:
    """The company that "the bank" is, where no name tells: the one whose staff or shares are spoken of."""
    if noun not in COMPANY_NOUNS:
        return None
    named = [t.name for t in entities.list_before(offset) if t.nouns == ("company",)]
    return max(named, key=lambda name: (entities.mention_counts[name], named.index(name)), default=None)


def is_place(name: str) -> bool:
    """Is it the name of a country, state or city?"""
    return name.lower() in PLACES
