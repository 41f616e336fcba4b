"""Who is in an article: the people and the bodies that its text names, each under the fullest name printed."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.enrich.speakers.lexicon import NEVER_IN_NAMES, PLACES, Gender, get_first_name_gender
from onrecord.enrich.speakers.mentions import Mention, PersonName, find_mentions, find_shared_surnames, is_title_case
from onrecord.records import Span
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

_LOWERCASE_WORD = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,}(?![\w-])")
_GENDERED_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_PRONOUN_WINDOW = 250
"""Characters after a name in which a pronoun tells its gender, if nobody else is named in between."""


class PeopleIndex:
    """The people and the bodies of one text.

    `find_mentions` are people's names in the order of the text; `names` is whose each of them is, in the same order.
    """

    def __init__(self, document: Document, sources: Iterable[Span] = ()) -> None:
        self.document = document
        self._full: Counter[PersonName] = Counter()
        self._by_last: dict[str, list[PersonName]] = defaultdict(list)
        self._by_first: dict[str, list[PersonName]] = defaultdict(list)
        self._first_place: dict[PersonName, int] = {}
        self._places: dict[PersonName, list[int]] = defaultdict(list)
        self._lowercase_words = frozenset(_LOWERCASE_WORD.findall(document.text))
        self.mentions = _strip_openers(find_mentions(document), document, self._lowercase_words)
        self._index_full_names()
        self.mentions = [
            m for m in self.mentions if not m.is_common_noun or normalise_word(m.words[0]) in self._by_last
        ]
        self.names = [
            self.find_full_name(m.words, m.start, m.gender if m.titles else None) or m.words for m in self.mentions
        ]
        self.mention_counts = Counter(self.names)
        self.highest_count = max(self.mention_counts.values(), default=1)
        self._starts: dict[PersonName, list[int]] = defaultdict(list)
        for mention, name in zip(self.mentions, self.names, strict=True):
            self._starts[name].append(mention.start)
        self._certain = self._find_certain_people(sources)
        self._genders = self._infer_genders()

    def find_next_mention(self, name: PersonName, offset: int) -> int | None:
        """Where somebody is next named after `place`."""
        starts = self._starts.get(name, [])
        i = bisect_right(starts, offset)
        return starts[i] if i < len(starts) else None

    def has_lowercase(self, word: str) -> bool:
        """Does the text have a word in small letters?"""
        return word.lower() in self._lowercase_words

    def is_surname(self, word: str) -> bool:
        """Does somebody who is named in full end with it?"""
        return normalise_word(word) in self._by_last

    def get_mention_index(self, offset: int) -> int:
        """The number of the first mention at `place` or later."""
        return bisect_left(self.mentions, offset, key=lambda mention: mention.start)

    def _index_full_names(self) -> None:
        for mention in self.mentions:
            if len(mention.words) > 1:
                self._add_full_name(mention.words, mention.start)
        for pair in find_shared_surnames(self.document.text):
            self._add_full_name(pair, self.document.text.find(pair[0]))
        for full in _find_headline_names(self.document):
            if full[-1] not in self._by_last and any(m.words == full[1:] for m in self.mentions):
                self._add_full_name(full, 0)

    def _add_full_name(self, full: PersonName, offset: int) -> None:
        if full not in self._full:
            self._by_last[normalise_word(full[-1])].append(full)
            self._by_first[normalise_word(full[0])].append(full)
            self._first_place[full] = offset
        self._full[full] += 1
        self._places[full].append(offset)

    def find_full_name(self, words: PersonName, offset: int, gender: Gender | None = None) -> PersonName | None:
        """The fullest name that is printed for a name at `place`; None where only this one is, and it is one word.

        `gender`, if a title tells it, rules people out. First names will do where they are one person's alone.
        """
        own = tuple(normalise_word(w) for w in words)
        fitting = [full for full in self._by_last.get(own[-1], ()) if _is_short_form(own, full)]
        if not fitting and len(own) == 1 and own[0] not in PLACES and own[0] not in NEVER_IN_NAMES:
            fitting = [full for full in self._by_first.get(own[0], ()) if len(full) < 4]
            fitting = fitting if len({normalise_word(full[-1]) for full in fitting}) == 1 else []
        fitting = [f for f in fitting if not gender or get_first_name_gender(f[0]) in (None, gender)] or fitting
        if not fitting:
            return words if len(words) > 1 else None
        if len(own) > 1:
            # A longer run of capitals may begin with something else ("of Kelva Anton Reh").
            same = [f for f in fitting if normalise_word(f[0])[0] == own[0][0] or own[0] in f] or [words]
            return max(same, key=lambda full: (len(full), self._full[full]))
        return self._find_longest_form(self._choose_surname_bearer(fitting, offset) if len(fitting) > 1 else fitting[0])

    def _find_longest_form(self, full: PersonName) -> PersonName:
        own = tuple(normalise_word(w) for w in full)
        return max(
            (f for f in self._by_last[own[-1]] if _is_short_form(own, f) and normalise_word(f[0])[0] == own[0][0]),
            key=lambda f: (len(f), self._full[f]),
            default=full,
        )

    def _choose_surname_bearer(self, fitting: list[PersonName], offset: int) -> PersonName:
        """Whose a bare surname is, of several: papers keep it for the one whom they bring in first.

        One who was just named in full, as the subject of the sentence before, has it for the moment.
        """
        sentence = self.document.sentence(offset)

        def weight(full: PersonName) -> float:
            at = bisect_right(self._places[full], offset)
            recent = self._places[full][at - 1] if at else None
            near = recent is not None and sentence - self.document.sentence(recent) <= 1
            subject = near and recent is not None and recent - self.document.sentence_start(recent) < 30
            return 0.8 * bool(subject) + 0.1 * near

        first = min(fitting, key=lambda full: (self._first_place[full] < 0, self._first_place[full]))
        return max(fitting, key=lambda full: weight(full) + (full == first))

    def find_name_inside(self, words: PersonName) -> PersonName | None:
        """The longest of the full names that stand, as a run, among `words`."""
        text = f" {' '.join(words)} "
        near = [full for word in words for full in self._by_last.get(normalise_word(word), ())]
        return max((full for full in near if f" {' '.join(full)} " in text), key=len, default=None)

    def get_gender(self, name: PersonName) -> Gender | None:
        """A person's gender, as titles, a first name or the pronouns that follow tell."""
        return self._genders.get(name)

    def _infer_genders(self) -> dict[PersonName, Gender]:
        told: dict[PersonName, Gender] = {}
        for mention, name in zip(self.mentions, self.names, strict=True):
            gender = mention.gender or (get_first_name_gender(name[0]) if len(name) > 1 else None)
            if gender:
                told.setdefault(name, gender)
        return self._vote_by_pronouns(told) | told

    def _vote_by_pronouns(self, told: dict[PersonName, Gender]) -> dict[PersonName, Gender]:
        """What the first pronoun after each mention says, most votes, for the people of whom nothing else tells."""
        votes: dict[PersonName, Counter[Gender]] = defaultdict(Counter)
        ends = [*(m.start for m in self.mentions[1:]), len(self.document.text)]
        for mention, name, end in zip(self.mentions, self.names, ends, strict=False):
            if name in told or name not in self._certain or self.document.quotation(mention.start):
                continue
            match = _GENDERED_PRONOUN.search(self.document.text, mention.end, min(end, mention.end + _PRONOUN_WINDOW))
            if match and not self.document.quotation(match.start()):
                votes[name]["male" if match[1] else "female"] += 2 if mention.is_subject else 1
        return {name: found.most_common(1)[0][0] for name, found in votes.items()}

    def is_certain(self, name: PersonName) -> bool:
        """Is it surely a person's: by a title, a first name, a source, or a surname that stands alone elsewhere?"""
        return name in self._certain

    def _find_certain_people(self, sources: Iterable[Span]) -> set[PersonName]:
        spans = sorted(set(sources))
        sure: set[PersonName] = set()
        starts = [(m.start, name) for m, name in zip(self.mentions, self.names, strict=True)]
        i = 0
        for span in spans:
            while i < len(starts) and starts[i][0] < span.start:
                i += 1
            if i < len(starts) and starts[i][0] < span.end:
                sure.add(starts[i][1])
        for mention, name in zip(self.mentions, self.names, strict=True):
            if mention.titles and mention.titles[-1] not in NEVER_IN_NAMES:
                sure.add(name)
            surname = (
                len(name) > 1 and mention.words == name[-1:] and normalise_word(name[-1]) not in self._lowercase_words
            )
            if get_first_name_gender(name[0]) or surname:
                sure.add(name)
        return sure


def _is_sentence_opener(word: str, small: frozenset[str]) -> bool:
    return word in small or word.endswith(("ing", "ly"))


def _find_headline_names(document: Document) -> Iterator[PersonName]:
    """A first name and the word after it, where All Words of the Headline Have Capitals."""
    headline = document.text[: document.headline]
    words = re.findall(r"[^\W\d_][\w’'-]*", headline) if is_title_case(headline) else []
    for one, other in pairwise(words):
        if get_first_name_gender(one) and other[0].isupper():
            yield (one, re.sub(r"[’']s?$", "", other))


def _is_short_form(own: PersonName, full: PersonName) -> bool:
    """Is `own` a shorter form of `full`: the same surname, and every other word in it or its initial?"""
    words = [normalise_word(w) for w in full]
    if own[-1] != words[-1]:
        return False
    return all(any(a == b or (len(a.rstrip(".")) == 1 and b.startswith(a[0])) for b in words) for a in own)


def _strip_openers(found: list[Mention], document: Document, small: frozenset[str]) -> list[Mention]:
    """A sentence's first word is no first name where the rest is a name elsewhere ("Yesterday Reh" is Reh).

    A first word alone is no name where the text has it in small letters, too.
    """
    known = {m.words for m in found}
    made = []
    for mention in found:
        if (
            mention.titled_start != mention.start
            or mention.start != document.sentence_start(mention.start)
            or mention.gender
        ):
            made.append(mention)
        elif (
            len(mention.words) > 1
            and mention.words[1:] in known
            and (mention.start < document.headline or _is_sentence_opener(normalise_word(mention.words[0]), small))
        ):
            start = mention.start + len(mention.words[0]) + 1
            made.append(replace(mention, start=start, words=mention.words[1:]))
        elif len(mention.words) > 1 or normalise_word(mention.words[0]) not in small:
            made.append(mention)
    return made
