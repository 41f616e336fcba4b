"""Who is in an article: the people and the bodies that its text names, each under the fullest name printed."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.enrich.speakers.lexicon import NEVER, PLACES, Gender, first_name, plain
from onrecord.enrich.speakers.mentions import Mention, Name, mentions, pairs, shouted
from onrecord.records import Span
from onrecord.text.document import Document

_SMALL = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,}(?![\w-])")
_HE = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_WINDOW = 250
"""Characters after a name in which a pronoun tells its gender, if nobody else is named in between."""


class Cast:
    """The people and the bodies of one text.

    `mentions` are people's names in the order of the text; `names` is whose each of them is, in the same order.
    """

    def __init__(self, layout: Document, sources: Iterable[Span] = ()) -> None:
        self.layout = layout
        self._full: Counter[Name] = Counter()
        self._by_last: dict[str, list[Name]] = defaultdict(list)
        self._by_first: dict[str, list[Name]] = defaultdict(list)
        self._first_place: dict[Name, int] = {}
        self._places: dict[Name, list[int]] = defaultdict(list)
        self._small = frozenset(_SMALL.findall(layout.text))
        self.mentions = _without_openers(mentions(layout), layout, self._small)
        self._index()
        self.mentions = [m for m in self.mentions if not m.noun or plain(m.words[0]) in self._by_last]
        self.names = [self.person(m.words, m.start, m.gender if m.titles else None) or m.words for m in self.mentions]
        self.count = Counter(self.names)
        self.most = max(self.count.values(), default=1)
        self._starts: dict[Name, list[int]] = defaultdict(list)
        for mention, name in zip(self.mentions, self.names, strict=True):
            self._starts[name].append(mention.start)
        self._sure = self._certain(sources)
        self._genders = self._told_genders()

    def after(self, name: Name, place: int) -> int | None:
        """Where somebody is next named after `place`."""
        starts = self._starts.get(name, [])
        i = bisect_right(starts, place)
        return starts[i] if i < len(starts) else None

    def is_small(self, word: str) -> bool:
        """Does the text have a word in small letters?"""
        return word.lower() in self._small

    def is_surname(self, word: str) -> bool:
        """Does somebody who is named in full end with it?"""
        return plain(word) in self._by_last

    def number(self, place: int) -> int:
        """The number of the first mention at `place` or later."""
        return bisect_left(self.mentions, place, key=lambda mention: mention.start)

    def _index(self) -> None:
        for mention in self.mentions:
            if len(mention.words) > 1:
                self._add(mention.words, mention.start)
        for pair in pairs(self.layout.text):
            self._add(pair, self.layout.text.find(pair[0]))
        for full in _of_headline(self.layout):
            if full[-1] not in self._by_last and any(m.words == full[1:] for m in self.mentions):
                self._add(full, 0)

    def _add(self, full: Name, place: int) -> None:
        if full not in self._full:
            self._by_last[plain(full[-1])].append(full)
            self._by_first[plain(full[0])].append(full)
            self._first_place[full] = place
        self._full[full] += 1
        self._places[full].append(place)

    def person(self, words: Name, place: int, gender: Gender | None = None) -> Name | None:
        """The fullest name that is printed for a name at `place`; None where only this one is, and it is one word.

        `gender`, if a title tells it, rules people out. First names will do where they are one person's alone.
        """
        own = tuple(plain(w) for w in words)
        fitting = [full for full in self._by_last.get(own[-1], ()) if _fits(own, full)]
        if not fitting and len(own) == 1 and own[0] not in PLACES and own[0] not in NEVER:
            fitting = [full for full in self._by_first.get(own[0], ()) if len(full) < 4]
            fitting = fitting if len({plain(full[-1]) for full in fitting}) == 1 else []
        fitting = [f for f in fitting if not gender or first_name(f[0]) in (None, gender)] or fitting
        if not fitting:
            return words if len(words) > 1 else None
        if len(own) > 1:
            # A longer run of capitals may begin with something else ("of Kelva Anton Reh").
            same = [f for f in fitting if plain(f[0])[0] == own[0][0] or own[0] in f] or [words]
            return max(same, key=lambda full: (len(full), self._full[full]))
        return self._longest(self._whose(fitting, place) if len(fitting) > 1 else fitting[0])

    def _longest(self, full: Name) -> Name:
        own = tuple(plain(w) for w in full)
        return max(
            (f for f in self._by_last[own[-1]] if _fits(own, f) and plain(f[0])[0] == own[0][0]),
            key=lambda f: (len(f), self._full[f]),
            default=full,
        )

    def _whose(self, fitting: list[Name], place: int) -> Name:
        """Whose a bare surname is, of several: papers keep it for the one whom they bring in first.

        One who was just named in full, as the subject of the sentence before, has it for the moment.
        """
        sentence = self.layout.sentence(place)

        def weight(full: Name) -> float:
            at = bisect_right(self._places[full], place)
            recent = self._places[full][at - 1] if at else None
            near = recent is not None and sentence - self.layout.sentence(recent) <= 1
            subject = near and recent is not None and recent - self.layout.sentence_start(recent) < 30
            return 0.8 * bool(subject) + 0.1 * near

        first = min(fitting, key=lambda full: (self._first_place[full] < 0, self._first_place[full]))
        return max(fitting, key=lambda full: weight(full) + (full == first))

    def inside(self, words: Name) -> Name | None:
        """The longest of the full names that stand, as a run, among `words`."""
        text = f" {' '.join(words)} "
        near = [full for word in words for full in self._by_last.get(plain(word), ())]
        return max((full for full in near if f" {' '.join(full)} " in text), key=len, default=None)

    def gender(self, name: Name) -> Gender | None:
        """A person's gender, as titles, a first name or the pronouns that follow tell."""
        return self._genders.get(name)

    def _told_genders(self) -> dict[Name, Gender]:
        told: dict[Name, Gender] = {}
        for mention, name in zip(self.mentions, self.names, strict=True):
            gender = mention.gender or (first_name(name[0]) if len(name) > 1 else None)
            if gender:
                told.setdefault(name, gender)
        return self._by_pronouns(told) | told

    def _by_pronouns(self, told: dict[Name, Gender]) -> dict[Name, Gender]:
        """What the first pronoun after each mention says, most votes, for the people of whom nothing else tells."""
        votes: dict[Name, Counter[Gender]] = defaultdict(Counter)
        ends = [*(m.start for m in self.mentions[1:]), len(self.layout.text)]
        for mention, name, end in zip(self.mentions, self.names, ends, strict=False):
            if name in told or name not in self._sure or self.layout.quotation(mention.start):
                continue
            match = _HE.search(self.layout.text, mention.end, min(end, mention.end + _WINDOW))
            if match and not self.layout.quotation(match.start()):
                votes[name]["male" if match[1] else "female"] += 2 if mention.subject else 1
        return {name: found.most_common(1)[0][0] for name, found in votes.items()}

    def is_sure(self, name: Name) -> bool:
        """Is it surely a person's: by a title, a first name, a source, or a surname that stands alone elsewhere?"""
        return name in self._sure

    def _certain(self, sources: Iterable[Span]) -> set[Name]:
        spans = sorted(set(sources))
        sure: set[Name] = set()
        starts = [(m.start, name) for m, name in zip(self.mentions, self.names, strict=True)]
        i = 0
        for span in spans:
            while i < len(starts) and starts[i][0] < span.start:
                i += 1
            if i < len(starts) and starts[i][0] < span.end:
                sure.add(starts[i][1])
        for mention, name in zip(self.mentions, self.names, strict=True):
            if mention.titles and mention.titles[-1] not in NEVER:
                sure.add(name)
            surname = len(name) > 1 and mention.words == name[-1:] and plain(name[-1]) not in self._small
            if first_name(name[0]) or surname:
                sure.add(name)
        return sure


def _opens(word: str, small: frozenset[str]) -> bool:
    return word in small or word.endswith(("ing", "ly"))


def _of_headline(layout: Document) -> Iterator[Name]:
    """A first name and the word after it, where All Words of the Headline Have Capitals."""
    headline = layout.text[: layout.headline]
    words = re.findall(r"[^\W\d_][\w’'-]*", headline) if shouted(headline) else []
    for one, other in pairwise(words):
        if first_name(one) and other[0].isupper():
            yield (one, re.sub(r"[’']s?$", "", other))


def _fits(own: Name, full: Name) -> bool:
    """Is `own` a shorter form of `full`: the same surname, and every other word in it or its initial?"""
    words = [plain(w) for w in full]
    if own[-1] != words[-1]:
        return False
    return all(any(a == b or (len(a.rstrip(".")) == 1 and b.startswith(a[0])) for b in words) for a in own)


def _without_openers(found: list[Mention], layout: Document, small: frozenset[str]) -> list[Mention]:
    """A sentence's first word is no first name where the rest is a name elsewhere ("Yesterday Reh" is Reh).

    A first word alone is no name where the text has it in small letters, too.
    """
    known = {m.words for m in found}
    made = []
    for mention in found:
        if mention.run != mention.start or mention.start != layout.sentence_start(mention.start) or mention.gender:
            made.append(mention)
        elif (
            len(mention.words) > 1
            and mention.words[1:] in known
            and (mention.start < layout.headline or _opens(plain(mention.words[0]), small))
        ):
            start = mention.start + len(mention.words[0]) + 1
            made.append(replace(mention, start=start, words=mention.words[1:]))
        elif len(mention.words) > 1 or plain(mention.words[0]) not in small:
            made.append(mention)
    return made
