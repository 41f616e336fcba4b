"""Discourse state for coreference: the people, organisations and documents of an article, and who was mentioned."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.enrich.speakers.author import find_author
from onrecord.enrich.speakers.lexicon import Gender, are_incompatible, get_hyponyms, get_noun_gender, get_role_noun
from onrecord.enrich.speakers.mentions import PersonName, is_subject
from onrecord.enrich.speakers.organisations import EntityIndex
from onrecord.enrich.speakers.people import PeopleIndex
from onrecord.enrich.speakers.roles import PersonRole, collect_roles, parse_role, score_role_fit
from onrecord.enrich.speakers.salience import (
    OBJECT_WEIGHT,
    PRONOUN_WEIGHT,
    SPEAKER_WEIGHT,
    SUBJECT_WEIGHT,
    SalienceEvent,
    find_most_salient,
    is_placeholder,
    weigh_mention,
)
from onrecord.records import Record, Spans, Speaker, Statement
from onrecord.text.document import Document

# Four words after "the" reach the noun of "the former Harbour Office spokeswoman"; more would reach past most phrases.
_ANAPHOR = re.compile(
    r"\b(?:(?P<he>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|(?P<she>[Ss]he|[Hh]ers?|[Hh]erself))\b"
    r"|\b(?P<the>(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er)(?:\s[\w’'-]+){1,4})"
)
# Factor on those whom the statement itself names: few speakers refer to themselves by name.
_SELF_NAMING_FACTOR = 0.3
# Factor on a person whose gender is unknown: they may fit the pronoun, but one who is known to fit is better.
_UNKNOWN_GENDER_FACTOR = 0.75
# Factor on a capitalised word that may be no person at all (see `PeopleIndex.is_certain`).
_UNCERTAIN_PERSON_FACTOR = 0.2
# Base of the recency bonus where several people bear one role, to the power of the sentences since the last mention.
# The bonus is at most 1: of two senators the more recent one wins, unless two words of the description fit the other.
_RECENCY_DECAY = 0.85
Referent = tuple[Speaker, PersonName | None]
"""A speaker, and the name under which later pronouns and descriptions find that person; None if not a person."""


class ResolvedStatement(NamedTuple):
    """A statement whose speaker is known; `name` as in `Referent`."""

    statement: Statement
    speaker: Speaker
    name: PersonName | None


class DiscourseState:
    """What a reader knows at one point of an article, read from its first source to its last.

    events: the mentions so far. resolved: the statements read so far. unnamed_roles: the roles of unnamed people.
    """

    def __init__(self, record: Record, document: Document) -> None:
        self.text = document.text
        self.document = document
        self.people = PeopleIndex(self.document, [span for s in record.statements for span in s.source])
        self.roles = collect_roles(self.people)
        self.entities = EntityIndex(self.document)
        self.author = find_author(document, record.article.byline)
        self._by_noun: dict[str, list[PersonName]] = defaultdict(list)
        for name, roles in self.roles.items():
            for noun in {role.noun for role in roles}:
                self._by_noun[noun].append(name)
        self._genders: dict[PersonName, Gender | None] = {}
        self._offsets: dict[PersonName, list[int]] = defaultdict(list)
        self.events: list[SalienceEvent] = []
        self.last_sentences: dict[PersonName, int] = {}
        self.resolved: list[ResolvedStatement] = []
        self.unnamed_roles: dict[PersonName, PersonRole] = {}
        self._coming = _merge_anaphors(self)
        self._next = next(self._coming, None)

    def advance_to(self, offset: int) -> None:
        """Add every mention before `offset`, by name, pronoun or description."""
        while self._next and self._next[0] < offset:
            start, mark = self._next
            self._next = next(self._coming, None)
            if isinstance(mark, int):
                self._add_event(
                    start, self.people.names[mark], weigh_mention(self.people.mentions[mark], self.document)
                )
            elif self.document.quotation(start) is None:
                # Within a quotation "he" and "the mayor" are in the speaker's words, whom this does not know yet.
                self._add_anaphor(start, mark)

    def _add_anaphor(self, offset: int, match: re.Match[str]) -> None:
        """Add a mention by pronoun or description, if its antecedent is known."""
        if match["the"]:
            name, end = self._resolve_description(match["the"], offset)
            if name:
                subject = is_subject(self.document, offset, end)
                self._add_event(offset, name, SUBJECT_WEIGHT if subject else OBJECT_WEIGHT)
            return
        name = self.resolve_he_or_she("male" if match["he"] else "female", offset)
        if name:
            self._add_event(offset, name, PRONOUN_WEIGHT if match[0].lower() in ("he", "she") else OBJECT_WEIGHT)

    def _resolve_description(self, phrase: str, offset: int) -> tuple[PersonName | None, int]:
        """Return the person whom "the mayor …" means, and where the description ends."""
        words = phrase.split()
        last = next((i for i, word in enumerate(words[1:], 1) if get_role_noun(word)), 0)
        description = " ".join(words[: last + 1])
        role = parse_role(description) if last else None
        return self.find_role_bearer(role, offset) if role else None, offset + len(description)

    def find_role_bearer(self, role: PersonRole, offset: int) -> PersonName | None:
        """Return the person mentioned before `offset` who is known to bear a role, the best fit and the most recent."""
        sentence = self.document.sentence(offset)
        scores: dict[PersonName, float] = {}
        for name in self.list_role_bearers(role):
            best = max((score_role_fit(role, each) for each in self.get_roles(name)), default=0.0)
            if best >= 1 and name in self.last_sentences and not self.has_conflict(name, role):
                scores[name] = best + _RECENCY_DECAY ** (sentence - self.last_sentences[name])
        return max(scores, key=lambda name: scores[name], default=None)

    def list_role_bearers(self, role: PersonRole) -> list[PersonName]:
        """List everybody whose role can be described as `role`, also those named only later."""
        return sorted({name for noun in get_hyponyms(role.noun) for name in self._by_noun.get(noun, ())})

    def add_unnamed(self, name: PersonName, role: PersonRole) -> None:
        """Add an unnamed person, known by role alone, under a placeholder."""
        if name not in self.unnamed_roles:
            self.unnamed_roles[name] = role
            self._by_noun[role.noun].append(name)

    def get_roles(self, name: PersonName) -> list[PersonRole]:
        """Return the known roles of a person."""
        if is_placeholder(name):
            return [self.unnamed_roles[name]] if name in self.unnamed_roles else []
        return self.roles.get(name, [])

    def get_gender(self, name: PersonName) -> Gender | None:
        """Return a person's gender, from title, first name and pronouns, else from the roles; None if unknown."""
        if is_placeholder(name):
            return get_noun_gender(role.noun for role in self.get_roles(name))
        if name not in self._genders:
            by_role = get_noun_gender(role.noun for role in self.get_roles(name))
            self._genders[name] = self.people.get_gender(name) or by_role
        return self._genders[name]

    def has_conflict(self, name: PersonName, role: PersonRole) -> bool:
        """Return whether the role cannot be this person's, because of gender, party or state."""
        gender, own = get_noun_gender([role.noun]), self.get_gender(name)
        return bool(gender and own and gender != own) or any(
            are_incompatible(role.words | {role.noun}, r.words | {r.noun}) for r in self.get_roles(name)
        )

    def resolve_he_or_she(self, gender: Gender, offset: int, own_words: Spans = ()) -> PersonName | None:
        """Return the most salient person whom "he" or "she" at `offset` fits; None if nobody fits.

        own_words: the speaker's words. People named there are unlikely; those named nowhere else are ruled out.
        """
        named_inside, named_only_inside = self._find_names_in(own_words)

        def get_fit(name: PersonName) -> float:
            own = self.get_gender(name)
            if name in named_only_inside or (own and own != gender):
                return 0.0
            factor = 1.0 if own else _UNKNOWN_GENDER_FACTOR
            factor *= 1.0 if is_placeholder(name) or self.people.is_certain(name) else _UNCERTAIN_PERSON_FACTOR
            return factor * (_SELF_NAMING_FACTOR if name in named_inside else 1.0)

        return find_most_salient(self.events, self.document.sentence(offset), get_fit)

    def _find_names_in(self, spans: Spans) -> tuple[set[PersonName], set[PersonName]]:
        """Return who is named in the spans, and who of them nowhere else so far."""
        if not spans:
            return set(), set()
        inside = {
            self.people.names[i]
            for span in spans
            for i in range(self.people.get_mention_index(span.start), self.people.get_mention_index(span.end))
        }
        only_inside = {
            name
            for name in inside
            if all(any(s.start <= offset < s.end for s in spans) for offset in self._offsets.get(name, ()))
        }
        return inside, only_inside

    def add_statement(self, statement: Statement, offset: int, speaker: Speaker, name: PersonName | None) -> None:
        """Add a statement with its speaker; a person is now salient as a speaker."""
        self.resolved.append(ResolvedStatement(statement, speaker, name))
        if name:
            self._add_event(offset, name, SPEAKER_WEIGHT)

    def _add_event(self, offset: int, name: PersonName, weight: float) -> None:
        sentence = self.document.sentence(offset)
        self.events.append(SalienceEvent(offset, sentence, name, weight))
        self._offsets[name].append(offset)
        self.last_sentences[name] = max(sentence, self.last_sentences.get(name, 0))


def _merge_anaphors(discourse: DiscourseState) -> Iterator[tuple[int, int | re.Match[str]]]:
    """Return (offset, mark) in the order of the text; a mark is the index of a mention by name, or an anaphor."""
    marks: list[tuple[int, int | re.Match[str]]] = [(m.start, i) for i, m in enumerate(discourse.people.mentions)]
    marks += [(match.start(), match) for match in _ANAPHOR.finditer(discourse.text)]
    return iter(sorted(marks, key=lambda mark: mark[0]))
