"""What a source is read in: who is in the article, and who has been spoken of so far."""

import re
from collections import defaultdict
from collections.abc import Iterator

from onrecord.enrich.speakers.author import author
from onrecord.enrich.speakers.lexicon import Gender, at_odds, covered, noun_gender, role_noun
from onrecord.enrich.speakers.mentions import Name, is_subject
from onrecord.enrich.speakers.organisations import Things
from onrecord.enrich.speakers.people import Cast
from onrecord.enrich.speakers.roles import Role, fit, gather, role_of
from onrecord.enrich.speakers.salience import OBJECT, PRONOUN, SPEAKER, SUBJECT, Event, foremost, is_unnamed, weight_of
from onrecord.records import Record, Spans, Speaker, Statement
from onrecord.text.document import Document

_WORDS = re.compile(
    r"\b(?:(?P<he>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|(?P<she>[Ss]he|[Hh]ers?|[Hh]erself))\b"
    r"|\b(?P<the>(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er)(?:\s[\w’'-]+){1,4})"
)
_BARRED = 0.3
"""What is left of those whom the words themselves name: few speak of themselves by name."""
_NEAR = 0.85
"""What being spoken of counts, where several bear one role, to the power of the sentences since."""
Said = tuple[Statement, Speaker, Name | None]


class Scene:
    """An article being read from its first source to its last.

    `events` are those spoken of so far, `said` the statements read, `strangers` the roles of the unnamed.
    """

    def __init__(self, record: Record, document: Document) -> None:
        self.text = document.text
        self.layout = document
        self.cast = Cast(self.layout, [span for s in record.statements for span in s.source])
        self.roles = gather(self.cast)
        self.things = Things(self.layout)
        self.author = author(document, record.article.byline)
        self._by_noun: dict[str, list[Name]] = defaultdict(list)
        for name, roles in self.roles.items():
            for noun in {role.noun for role in roles}:
                self._by_noun[noun].append(name)
        self._genders: dict[Name, Gender | None] = {}
        self._places: dict[Name, list[int]] = defaultdict(list)
        self.events: list[Event] = []
        self.last: dict[Name, int] = {}
        self.said: list[Said] = []
        self.strangers: dict[Name, Role] = {}
        self._coming = _merged(self)
        self._next = next(self._coming, None)

    def advance(self, place: int) -> None:
        """Take in whoever is spoken of before `place`."""
        while self._next and self._next[0] < place:
            at, what = self._next
            self._next = next(self._coming, None)
            if isinstance(what, int):
                mention = self.cast.mentions[what]
                self._spoken_of(at, self.cast.names[what], weight_of(mention, self.layout))
            elif self.layout.quotation(at) is None:
                self._word(at, what)

    def _word(self, place: int, match: re.Match[str]) -> None:
        """A pronoun, or a description, that stands for somebody named before."""
        if match["the"]:
            name, end = self._by_description(match["the"], place)
            if name:
                subject = is_subject(self.layout, place, end)
                self._spoken_of(place, name, SUBJECT if subject else OBJECT)
            return
        name = self.he_or_she("male" if match["he"] else "female", place)
        if name:
            self._spoken_of(place, name, PRONOUN if match[0].lower() in ("he", "she") else OBJECT)

    def _by_description(self, phrase: str, place: int) -> tuple[Name | None, int]:
        """Whom a description with a role means, and where it ends."""
        words = phrase.split()
        last = next((i for i, word in enumerate(words[1:], 1) if role_noun(word)), 0)
        described = " ".join(words[: last + 1])
        made = role_of(described) if last else None
        return self.borne(made, place) if made else None, place + len(described)

    def borne(self, said: Role, place: int) -> Name | None:
        """Who, of those spoken of before `place`, is known to bear a role."""

        sentence = self.layout.sentence(place)
        found: dict[Name, float] = {}
        for name in self.bearers(said):
            best = max((fit(said, each) for each in self.known(name)), default=0.0)
            if best >= 1 and name in self.last and not self.clash(name, said):
                found[name] = best + _NEAR ** (sentence - self.last[name])
        return max(found, key=lambda name: found[name], default=None)

    def bearers(self, said: Role) -> list[Name]:
        """Everybody with a role that `said` covers, those named only later among them."""
        return sorted({name for noun in covered(said.noun) for name in self._by_noun.get(noun, ())})

    def met(self, name: Name, role: Role) -> None:
        """Take in somebody unnamed, by role."""
        if name not in self.strangers:
            self.strangers[name] = role
            self._by_noun[role.noun].append(name)

    def known(self, name: Name) -> list[Role]:
        """The roles that somebody is known to bear."""
        if is_unnamed(name):
            return [self.strangers[name]] if name in self.strangers else []
        return self.roles.get(name, [])

    def gender(self, name: Name) -> Gender | None:
        """Somebody's gender, as the name, the pronouns or the roles tell."""
        if is_unnamed(name):
            return noun_gender(role.noun for role in self.known(name))
        if name not in self._genders:
            self._genders[name] = self.cast.gender(name) or noun_gender(role.noun for role in self.known(name))
        return self._genders[name]

    def clash(self, name: Name, said: Role) -> bool:
        """Can the role not be this person's, for gender or for party?"""
        gender, own = noun_gender([said.noun]), self.gender(name)
        return bool(gender and own and gender != own) or any(
            at_odds(said.words | {said.noun}, r.words | {r.noun}) for r in self.known(name)
        )

    def he_or_she(self, gender: Gender, place: int, own_words: Spans = ()) -> Name | None:
        """Whom "he" or "she" at `place` means, of those spoken of before; hardly one whom `own_words` name."""
        barred, only = self._named_in(own_words)

        def fits(name: Name) -> float:
            own = self.gender(name)
            if name in only or (own and own != gender):
                return 0.0
            sure = is_unnamed(name) or self.cast.is_sure(name)
            return (1.0 if own else 0.75) * (1.0 if sure else 0.2) * (_BARRED if name in barred else 1.0)

        return foremost(self.events, self.layout.sentence(place), fits)

    def _named_in(self, spans: Spans) -> tuple[set[Name], set[Name]]:
        """Who is named in the spans, and who there only, so far."""
        if not spans:
            return set(), set()
        inside = {
            self.cast.names[i]
            for span in spans
            for i in range(self.cast.number(span.start), self.cast.number(span.end))
        }
        only = {
            name
            for name in inside
            if all(any(s.start <= place < s.end for s in spans) for place in self._places.get(name, ()))
        }
        return inside, only

    def heard(self, statement: Statement, place: int, speaker: Speaker, name: Name | None) -> None:
        """Keep who said a statement; a person weighs as a speaker from now on."""
        self.said.append((statement, speaker, name))
        if name:
            self._spoken_of(place, name, SPEAKER)

    def _spoken_of(self, place: int, name: Name, weight: float) -> None:
        sentence = self.layout.sentence(place)
        self.events.append(Event(place, sentence, name, weight))
        self._places[name].append(place)
        self.last[name] = max(sentence, self.last.get(name, 0))


def _merged(scene: Scene) -> Iterator[tuple[int, int | re.Match[str]]]:
    """Names, by their number, and words that stand for names, in the order of the text."""
    marks: list[tuple[int, int | re.Match[str]]] = [(m.start, i) for i, m in enumerate(scene.cast.mentions)]
    marks += [(match.start(), match) for match in _WORDS.finditer(scene.text)]
    return iter(sorted(marks, key=lambda mark: mark[0]))
