"""Organisations, and documents such as polls and reports: found by name, resolved from descriptions ("the bank")."""

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
# A name joined by "of", "for", "and" and the like, of at most 13 parts, with up to three words in lower case ("Marrow/
# Lissen opinion poll").
_LONG_NAME = re.compile(
    rf"{_NAMES_WITH_SLASH}(?:\s(?:of|for|on|and|&)(?:\s(?:the|its))?\s{CAPITALISED_RUN.pattern}){{0,12}}"
    r"(?P<tail>(?:[ \u00a0][a-z-]+){0,3})"
)
_BRACKETED_ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z.]{1,7})\)")
_DOCUMENT_BY = re.compile(rf"\b([a-z]+)\sby\s(?:the\s)?{CAPITALISED_RUN.pattern}")
_NAME_AND = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_TITLED_WORKS = "book memoir autobiography biography novel documentary film report study essay album op-ed".split()
# "a memoir entitled Cold Water: My Rivers", "her book, “Cold Water”": up to a quotation mark or the end of the clause.
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
# The description ends where its complement begins: "the poll released on Friday".
_COMPLEMENT = re.compile(r"\s(?:of|for|at|to|from|with|in|on|by|that|released|conducted|published)\b")
_REGION_NOUNS = frozenset(("state", "country", "nation", "government"))
# Entities before or after a description among which the one it means is looked for.
_ENTITY_WINDOW = 60
# Capitals in a headline: with more it is in title case, and they are no evidence for names.
_MOST_TITLE_CASE_WORDS = 4

EntityKind = Literal["organisation", "document"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an organisation or document at `offset`: its name, and the nouns in it that give its kind."""

    offset: int
    name: str
    nouns: tuple[str, ...]
    kind: EntityKind


class EntityIndex:
    """The organisations and documents of one text; `mentions` in its order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions = sorted(_find_entities(document), key=lambda entity: entity.offset)
        self._offsets = [entity.offset for entity in self.mentions]
        self._by_acronym = dict(_find_bracketed_acronyms(document.text, self.mentions))
        self.mention_counts = Counter(entity.name for entity in self.mentions)
        self._companies = {entity.name for entity in self.mentions if entity.nouns == ("company",)}
        self._by_last: dict[str, set[Entity]] = defaultdict(set)
        self._by_initials: dict[str, set[Entity]] = defaultdict(set)
        for entity in {(each.name, each.kind): each for each in self.mentions}.values():
            self._by_last[_get_last_word(entity.name)].add(entity)
            self._by_initials[get_initials(entity.name)].add(entity)

    def list_before(self, offset: int, limit: int = _ENTITY_WINDOW) -> list[Entity]:
        """List the last `limit` entities named before `offset`."""
        end = bisect_left(self._offsets, offset)
        return self.mentions[max(0, end - limit) : end]

    def list_after(self, offset: int, limit: int = _ENTITY_WINDOW) -> list[Entity]:
        """List the first `limit` entities named at `offset` or later."""
        start = bisect_left(self._offsets, offset)
        return self.mentions[start : start + limit]

    def is_company(self, name: str) -> bool:
        """Return whether the text mentions the staff, shares or customers of the name."""
        return name in self._companies

    def expand_name(self, name: str, kind: EntityKind) -> str:
        """Return the fullest name printed for a short name or acronym; the name itself if there is none."""
        own = re.sub(r"^(?:The|the)\s", "", name)
        if own in self._by_acronym:
            return self._by_acronym[own]
        longer = {e.name for e in self._by_last[_get_last_word(own)] if e.kind == kind and _is_longer_form(e, own)}
        longer |= {e.name for e in self._by_initials[own.replace(".", "")] if e.kind == kind}
        return max(sorted(longer - {own}), key=lambda full: self.mention_counts[full], default=own)


def _get_last_word(name: str) -> str:
    return name.lower().replace("\u00a0", " ").rsplit(maxsplit=1)[-1] if name.strip() else ""


def _find_bracketed_acronyms(text: str, entities: list[Entity]) -> Iterator[tuple[str, str]]:
    """Yield (acronym, name) for acronyms given in brackets: "River Authority (KRA)"."""
    for entity in entities:
        match = _BRACKETED_ACRONYM.match(text, entity.offset + len(entity.name))
        if match:
            yield match[1], entity.name


def _is_longer_form(entity: Entity, name: str) -> bool:
    """Return whether an entity's name is a longer form of a name: for a document the words between may vary."""
    if entity.kind == "organisation":
        return entity.name.endswith(" " + name)
    words, own = entity.name.lower().replace("\u00a0", " ").split(), name.lower().split()
    return len(words) > len(own) and words[-1] == own[-1] and all(word in words for word in own)


def _find_entities(document: Document) -> list[Entity]:
    text = document.text
    capitals = sum(word[:1].isupper() for word in text[: document.headline].split())
    start = document.headline if capitals > _MOST_TITLE_CASE_WORDS else 0
    entities = [entity for match in _LONG_NAME.finditer(text, start) for entity in _parse_run(match)]
    for match in _WORK_WITH_TITLE.finditer(text) if any(work in text for work in _TITLED_WORKS) else ():
        entities.append(Entity(match.start(), (match[2] or match[3]).strip(), (match[1],), "document"))
    for match in _DOCUMENT_BY.finditer(text):
        if match[1] in DOCUMENTS:
            entities.append(Entity(match.start(), match[0], (match[1],), "document"))
    return entities


def _parse_run(match: re.Match[str]) -> list[Entity]:
    """Return the entities in one run of capitalised words and the words in lower case after it."""
    run, offset = match[0][: match.start("tail") - match.start()], match.start()
    tail = match["tail"].replace("\u00a0", " ").split()
    entities: list[Entity] = []
    noun_at = _find_noun(tail)
    last_piece = _NAME_AND.split(run)[-1]
    if noun_at is not None and _strip_leading_words(last_piece):
        noun = normalise_word(tail[noun_at])
        kind: EntityKind = "document" if noun in PURE_DOCUMENTS else "organisation"
        name = " ".join((_strip_leading_words(last_piece), *tail[: noun_at + 1]))
        entities.append(Entity(offset + len(run) - len(last_piece), name, (noun,), kind))
    for piece, start in _split_names(run):
        entity = _parse_piece(piece, offset + start, is_first_in_text=offset == 0)
        if entity:
            entities.append(entity)
        elif not NEVER_IN_NAMES.issuperset(_normalise_words(piece)) and _is_company_context(match, run):
            entities.append(Entity(offset + start, piece, ("company",), "organisation"))
    return entities


def _normalise_words(piece: str) -> list[str]:
    return [normalise_word(word) for word in piece.split()]


def _parse_piece(piece: str, offset: int, *, is_first_in_text: bool) -> Entity | None:
    """Return the entity that a capitalised name is by its own words; None if they do not show it."""
    words = _normalise_words(piece)
    sign = next((i for i, word in enumerate(words) if i and word in COMPANY_SIGNS), 0)
    if sign:
        # "Wessel Marten CEO Anton Reh"
        return Entity(offset, " ".join(piece.split()[:sign]), ("company",), "organisation")
    if words[-1] in DOCUMENTS and len(words) > 1 and not any(word in ORGANISATIONS for word in words):
        return Entity(offset, piece, (words[-1],), "document")
    # The first word of a text has a capital whatever it is: "Police said".
    if is_organisation_name(piece) and (len(words) > 1 or is_acronym(piece) or not is_first_in_text):
        nouns = tuple(word for word in words if word in ORGANISATIONS) or ("",)
        return Entity(offset, piece, nouns, "organisation")
    return None


def _find_noun(tail: list[str]) -> int | None:
    """Return the index of the noun that a name goes with: "poll" in "opinion poll released"; None if there is none."""
    last = None
    for i, word in enumerate(tail):
        if word in NAME_BREAKERS or word.endswith("ed"):
            break
        if normalise_word(word) in ENTITY_NOUNS:
            last = i
    return last


def _is_company_context(match: re.Match[str], run: str) -> bool:
    """Return whether the word after a name shows a company: "Wessel Marten employees", "Wessel's shares"."""
    following = _WORD_AFTER_NAME.match(match.string, match.start() + len(run))
    word = following[1].lower() if following else ""
    if word not in COMPANY_SIGNS or get_first_name_gender(run.split(maxsplit=1)[0]):
        return False
    # "Lissen workers" work in a town, "Wessel's workers" for a company.
    return run.endswith(("’s", "'s")) or word != "workers"


def _strip_leading_words(run: str) -> str:
    """Strip determiners and other words that are not part of a name from its start, and a possessive from its end."""
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
    """Split a run at possessives, and at "and" after a whole organisation ("Kelva Council and River Authority").

    Return each name with its offset in the run.
    """
    cuts = [m.end() for m in _INNER_POSSESSIVE.finditer(run)]
    for match in _NAME_AND.finditer(run):
        last = normalise_word(run[: match.start()].rsplit(maxsplit=1)[-1])
        if last in ORGANISATIONS or not is_organisation_name(run[match.end() :]):
            cuts.append(match.end())
    names = []
    for start, end in pairwise([0, *sorted(cuts), len(run)]):
        piece = _DANGLING_AND.sub("", run[start:end]).strip()
        name = _trim_name(_FINAL_POSSESSIVE.sub("", _SENTENCE_OPENER.sub("", piece)))
        if name:
            names.append((name, start + piece.find(name)))
    return names


def _trim_name(name: str) -> str:
    """Cut an office after an organisation ("River Authority Chairman") and a company noun before one ("shares of")."""
    words = name.split()
    office = next((i for i, w in enumerate(words) if i and (get_role_noun(w) or normalise_word(w) in TITLES)), 0)
    if office and is_organisation_name(" ".join(words[:office])):
        name = " ".join(words[:office])
    before, _, after = name.partition(" of ")
    return after if normalise_word(before) in COMPANY_SIGNS else name


def resolve_entity(part: str, offset: int, entities: EntityIndex, kind: EntityKind, *, later: bool) -> str | None:
    """Return the name of the entity before `offset` that a description means, or, if `later`, of the first one after.

    The nouns must agree; of several the one that shares most words, then the nearest. A capital in the description
    ("a Senate panel") must be in the name.
    """
    core = _COMPLEMENT.split(DETERMINER.sub("", part))[0].split()
    if not core:
        return None
    noun, extra = normalise_word(core[-1]), [normalise_word(w) for w in core[:-1]]
    noun = noun.removesuffix("s") if noun not in ENTITY_NOUNS else noun
    capitals = [w for w, printed in zip(extra, core, strict=False) if printed[0].isupper() and w not in NEVER_IN_NAMES]

    def count_matches(entity: Entity) -> int:
        if entity.kind != kind or not any(can_denote(noun, known) for known in entity.nouns):
            return 0
        own = entity.name.lower()
        # The description itself is found as an entity: it must not resolve to itself.
        if own == noun or (own == " ".join(core).lower() and entity.name.rsplit(maxsplit=1)[-1].islower()):
            return 0
        words = _normalise_words(entity.name)
        return 0 if any(word not in words for word in capitals) else 1 + sum(word in words for word in extra)

    scored = [(count_matches(entity), entity.offset, entity.name) for entity in entities.list_before(offset)]
    scored = [each for each in scored if each[0]]
    if scored:
        return max(scored)[2]
    if later:
        return next((entity.name for entity in entities.list_after(offset) if count_matches(entity)), None)
    return None


def resolve_region(noun: str, offset: int, text: str) -> str | None:
    """Return the state or country that "the state" means: the nearest named before, in the same paragraph."""
    if noun not in _REGION_NOUNS:
        return None
    start = text.rfind("\n", 0, offset) + 1
    for match in reversed(list(CAPITALISED_RUN.finditer(text, start, offset))):
        for words in (match[0], match[0].split()[-1]):
            bare = _FINAL_POSSESSIVE.sub("", words)
            if bare.lower() in REGIONS:
                return bare
    return None


def resolve_company(noun: str, offset: int, entities: EntityIndex) -> str | None:
    """Return the company that "the bank" means where no name shows it: the one mentioned most, then the latest."""
    if noun not in COMPANY_NOUNS:
        return None
    names = [entity.name for entity in entities.list_before(offset) if entity.nouns == ("company",)]
    return max(names, key=lambda name: (entities.mention_counts[name], names.index(name)), default=None)


def is_place(name: str) -> bool:
    """Return whether it is the name of a country, state or city."""
    return name.lower() in PLACES
