"""What a source is read in: who is in the article, and who has been spoken of so far."""

import re
from collections import defaultdict
from collections.abc import Iterator

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

_ANAPHOR = re.compile(
    r"\b(?:(?P<he>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|(?P<she>[Ss]he|[Hh]ers?|[Hh]erself))\b"
    r"|\b(?P<the>(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er)(?:\s[\w’'-]+){1,4})"
)
_SELF_NAMING_FACTOR = 0.3
"""What is left of those whom the words themselves name: few speak of themselves by name."""
_RECENCY_DECAY = 0.85
"""What being spoken of counts, where several bear one role, to the power of the sentences since."""
Referent = tuple[Speaker, PersonName | None]
"""A speaker, and the name under which later pronouns and descriptions find that person; None if not a person."""
ResolvedStatement = tuple[Statement, Speaker, PersonName | None]


class DiscourseState:
    """An article being read from its first source to its last.

    `events` are those spoken of so far, `said` the statements read, `strangers` the roles of the unnamed.
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
        self._places: dict[PersonName, list[int]] = defaultdict(list)
        self.events: list[SalienceEvent] = []
        self.last_sentences: dict[PersonName, int] = {}
        self.resolved: list[ResolvedStatement] = []
        self.unnamed_roles: dict[PersonName, PersonRole] = {}
        self._coming = _merge_anaphors(self)
        self._next = next(self._coming, None)

    def advance_to(self, offset: int) -> None:
        """Take in whoever is spoken of before `place`."""
        while self._next and self._next[0] < offset:
            at, what = self._next
            self._next = next(self._coming, None)
            if isinstance(what, int):
                mention = self.people.mentions[what]
                self._add_event(at, self.people.names[what], weigh_mention(mention, self.document))
            elif self.document.quotation(at) is None:
                self._add_anaphor(at, what)

    def _add_anaphor(self, offset: int, match: re.Match[str]) -> None:
        """A pronoun, or a description, that stands for somebody named before."""
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
        """Whom a description with a role means, and where it ends."""
        words = phrase.split()
        last = next((i for i, word in enumerate(words[1:], 1) if get_role_noun(word)), 0)
        described = " ".join(words[: last + 1])
        made = parse_role(described) if last else None
        return self.find_role_bearer(made, offset) if made else None, offset + len(described)

    def find_role_bearer(self, said: PersonRole, offset: int) -> PersonName | None:
        """Who, of those spoken of before `place`, is known to bear a role."""

        sentence = self.document.sentence(offset)
        found: dict[PersonName, float] = {}
        for name in self.list_role_bearers(said):
            best = max((score_role_fit(said, each) for each in self.get_roles(name)), default=0.0)
            if best >= 1 and name in self.last_sentences and not self.has_conflict(name, said):
                found[name] = best + _RECENCY_DECAY ** (sentence - self.last_sentences[name])
        return max(found, key=lambda name: found[name], default=None)

    def list_role_bearers(self, said: PersonRole) -> list[PersonName]:
        """Everybody with a role that `said` covers, those named only later among them."""
        return sorted({name for noun in get_hyponyms(said.noun) for name in self._by_noun.get(noun, ())})

    def add_unnamed(self, name: PersonName, role: PersonRole) -> None:
        """Take in somebody unnamed, by role."""
        if name not in self.unnamed_roles:
            self.unnamed_roles[name] = role
            self._by_noun[role.noun].append(name)

    def get_roles(self, name: PersonName) -> list[PersonRole]:
        """The roles that somebody is known to bear."""
        if is_placeholder(name):
            return [self.unnamed_roles[name]] if name in self.unnamed_roles else []
        return self.roles.get(name, [])

    def get_gender(self, name: PersonName) -> Gender | None:
        """Somebody's gender, as the name, the pronouns or the roles tell."""
        if is_placeholder(name):
            return get_noun_gender(role.noun for role in self.get_roles(name))
        if name not in self._genders:
            self._genders[name] = self.people.get_gender(name) or get_noun_gender(
                role.noun for role in self.get_roles(name)
            )
        return self._genders[name]

    def has_conflict(self, name: PersonName, said: PersonRole) -> bool:
        """Can the role not be this person's, for gender or for party?"""
        gender, own = get_noun_gender([said.noun]), self.get_gender(name)
        return bool(gender and own and gender != own) or any(
            are_incompatible(said.words | {said.noun}, r.words | {r.noun}) for r in self.get_roles(name)
        )

    def resolve_he_or_she(self, gender: Gender, offset: int, own_words: Spans = ()) -> PersonName | None:
        """Whom "he" or "she" at `place` means, of those spoken of before; hardly one whom `own_words` name."""
        barred, only = self._find_names_in(own_words)

        def fits(name: PersonName) -> float:
            own = self.get_gender(name)
            if name in only or (own and own != gender):
                return 0.0
            sure = is_placeholder(name) or self.people.is_certain(name)
            return (1.0 if own else 0.75) * (1.0 if sure else 0.2) * (_SELF_NAMING_FACTOR if name in barred else 1.0)

        return find_most_salient(self.events, self.document.sentence(offset), fits)

    def _find_names_in(self, spans: Spans) -> tuple[set[PersonName], set[PersonName]]:
        """Who is named in the spans, and who there only, so far."""
        if not spans:
            return set(), set()
        inside = {
            self.people.names[i]
            for span in spans
            for i in range(self.people.get_mention_index(span.start), self.people.get_mention_index(span.end))
        }
        only = {
            name
            for name in inside
            if all(any(s.start <= offset < s.end for s in spans) for offset in self._places.get(name, ()))
        }
        return inside, only

    def add_statement(self, statement: Statement, offset: int, speaker: Speaker, name: PersonName | None) -> None:
        """Keep who said a statement; a person weighs as a speaker from now on."""
        self.resolved.append((statement, speaker, name))
        if name:
            self._add_event(offset, name, SPEAKER_WEIGHT)

    def _add_event(self, offset: int, name: PersonName, weight: float) -> None:
        sentence = self.document.sentence(offset)
        self.events.append(SalienceEvent(offset, sentence, name, weight))
        self._places[name].append(offset)
        self.last_sentences[name] = max(sentence, self.last_sentences.get(name, 0))


def _merge_anaphors(discourse: DiscourseState) -> Iterator[tuple[int, int | re.Match[str]]]:
    """Names, by their number, and words that stand for names, in the order of the text."""
    marks: list[tuple[int, int | re.Match[str]]] = [(m.start, i) for i, m in enumerate(discourse.people.mentions)]
    marks += [(match.start(), match) for match in _ANAPHOR.finditer(discourse.text)]
    return iter(sorted(marks, key=lambda mark: mark[0]))
