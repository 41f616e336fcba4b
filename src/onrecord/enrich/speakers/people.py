"""The people of an article: each mention by name under the fullest name printed, with gender and certainty."""

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

# Three letters: shorter words in lower case are particles that occur inside names ("de", "al").
_LOWERCASE_WORD = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,}(?![\w-])")
_GENDERED_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
# Characters after a name in which the first pronoun shows its gender, if nobody else is named in between.
_PRONOUN_WINDOW = 250
# Votes of a pronoun after a subject, against one after any other mention: "Bask arrived. She …" mostly is Bask.
_SUBJECT_VOTES = 2
# Words: a full name of this many or more is not found by its first word alone.
_LONGEST_FIRST_NAMED = 4


class PeopleIndex:
    """The people of one text.

    mentions: the mentions by name, in the order of the text. names: the full name of each, in the same order.
    mention_counts: how often each person is mentioned by name.
    """

    def __init__(self, document: Document, sources: Iterable[Span] = ()) -> None:
        self.document = document
        self._full_counts: Counter[PersonName] = Counter()
        self._by_last: dict[str, list[PersonName]] = defaultdict(list)
        self._by_first: dict[str, list[PersonName]] = defaultdict(list)
        self._first_offset: dict[PersonName, int] = {}
        self._lowercase_words = frozenset(_LOWERCASE_WORD.findall(document.text))
        mentions = _strip_openers(find_mentions(document), document, self._lowercase_words)
        self._index_full_names(mentions)
        # "Dean" alone is a surname only where the text has a Rosa Dean.
        self.mentions = [m for m in mentions if not m.is_common_noun or self.is_surname(m.words[0])]
        self.names = [self.find_full_name(m.words, m.gender if m.titles else None) or m.words for m in self.mentions]
        self.mention_counts = Counter(self.names)
        self.highest_count = max(self.mention_counts.values(), default=1)
        self._starts: dict[PersonName, list[int]] = defaultdict(list)
        for mention, name in zip(self.mentions, self.names, strict=True):
            self._starts[name].append(mention.start)
        self._certain = self._find_certain_people(sources)
        self._genders = self._infer_genders()

    def find_next_mention(self, name: PersonName, offset: int) -> int | None:
        """Return where somebody is next named after `offset`; None if nowhere."""
        starts = self._starts.get(name, [])
        i = bisect_right(starts, offset)
        return starts[i] if i < len(starts) else None

    def has_lowercase(self, word: str) -> bool:
        """Return whether the text also prints the word in lower case: then its capital is no evidence for a name."""
        return word.lower() in self._lowercase_words

    def is_surname(self, word: str) -> bool:
        """Return whether the word is the surname of somebody whose full name is printed."""
        return normalise_word(word) in self._by_last

    def get_mention_index(self, offset: int) -> int:
        """Return the index of the first mention at `offset` or later."""
        return bisect_left(self.mentions, offset, key=lambda mention: mention.start)

    def _index_full_names(self, mentions: list[Mention]) -> None:
        for mention in mentions:
            if len(mention.words) > 1:
                self._add_full_name(mention.words, mention.start)
        for pair in find_shared_surnames(self.document.text):
            self._add_full_name(pair, self.document.text.find(pair[0]))
        for full in _find_headline_names(self.document):
            if full[-1] not in self._by_last and any(m.words == full[1:] for m in mentions):
                self._add_full_name(full, 0)

    def _add_full_name(self, full: PersonName, offset: int) -> None:
        if full not in self._full_counts:
            self._by_last[normalise_word(full[-1])].append(full)
            self._by_first[normalise_word(full[0])].append(full)
            self._first_offset[full] = offset
        self._full_counts[full] += 1

    def find_full_name(self, words: PersonName, gender: Gender | None = None) -> PersonName | None:
        """Return the fullest name printed for a name; None if it is one word that no full name contains.

        gender: from a title; it rules people out. A first name will do where it is one person's alone.
        """
        own = tuple(normalise_word(w) for w in words)
        matches = [full for full in self._by_last.get(own[-1], ()) if _is_short_form(own, full)]
        if not matches and len(own) == 1 and own[0] not in PLACES and own[0] not in NEVER_IN_NAMES:
            matches = [full for full in self._by_first.get(own[0], ()) if len(full) < _LONGEST_FIRST_NAMED]
            matches = matches if len({normalise_word(full[-1]) for full in matches}) == 1 else []
        matches = [f for f in matches if not gender or get_first_name_gender(f[0]) in (None, gender)] or matches
        if not matches:
            return words if len(words) > 1 else None
        if len(own) > 1:
            # A longer run of capitals may begin with something else ("of Kelva Anton Reh").
            same = [f for f in matches if normalise_word(f[0])[0] == own[0][0] or own[0] in f] or [words]
            return max(same, key=lambda full: (len(full), self._full_counts[full]))
        # Of several with one surname, papers keep the bare surname for the one whom they introduce first.
        return self._find_longest_form(min(matches, key=lambda full: self._first_offset[full]))

    def _find_longest_form(self, full: PersonName) -> PersonName:
        own = tuple(normalise_word(w) for w in full)
        return max(
            (f for f in self._by_last[own[-1]] if _is_short_form(own, f) and normalise_word(f[0])[0] == own[0][0]),
            key=lambda f: (len(f), self._full_counts[f]),
            default=full,
        )

    def find_name_inside(self, words: PersonName) -> PersonName | None:
        """Return the longest full name that `words` contain as a run; None if they contain none."""
        text = f" {' '.join(words)} "
        surnames = dict.fromkeys(map(normalise_word, words))  # each once: a list of names repeats them
        candidates = [full for surname in surnames for full in self._by_last.get(surname, ())]
        return max((full for full in candidates if f" {' '.join(full)} " in text), key=len, default=None)

    def get_gender(self, name: PersonName) -> Gender | None:
        """Return a person's gender, from titles, the first name or the pronouns that follow; None if unknown."""
        return self._genders.get(name)

    def _infer_genders(self) -> dict[PersonName, Gender]:
        genders: dict[PersonName, Gender] = {}
        for mention, name in zip(self.mentions, self.names, strict=True):
            gender = mention.gender or (get_first_name_gender(name[0]) if len(name) > 1 else None)
            if gender:
                genders.setdefault(name, gender)
        return self._vote_by_pronouns(genders) | genders

    def _vote_by_pronouns(self, known: dict[PersonName, Gender]) -> dict[PersonName, Gender]:
        """Return the genders of people not in `known`: the majority of the first pronouns after their mentions."""
        votes: dict[PersonName, Counter[Gender]] = defaultdict(Counter)
        ends = [*(m.start for m in self.mentions[1:]), len(self.document.text)]
        for mention, name, end in zip(self.mentions, self.names, ends, strict=False):
            if name in known or name not in self._certain or self.document.quotation(mention.start):
                continue
            match = _GENDERED_PRONOUN.search(self.document.text, mention.end, min(end, mention.end + _PRONOUN_WINDOW))
            if match and not self.document.quotation(match.start()):
                votes[name]["male" if match[1] else "female"] += _SUBJECT_VOTES if mention.is_subject else 1
        return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}

    def is_certain(self, name: PersonName) -> bool:
        """Return whether it certainly is a person: by a title, a first name, a source or its bare surname."""
        return name in self._certain

    def _find_certain_people(self, sources: Iterable[Span]) -> set[PersonName]:
        certain: set[PersonName] = set()
        starts = [(m.start, name) for m, name in zip(self.mentions, self.names, strict=True)]
        i = 0
        for span in sorted(set(sources)):
            while i < len(starts) and starts[i][0] < span.start:
                i += 1
            if i < len(starts) and starts[i][0] < span.end:
                certain.add(starts[i][1])
        for mention, name in zip(self.mentions, self.names, strict=True):
            if mention.titles and mention.titles[-1] not in NEVER_IN_NAMES:
                certain.add(name)
            # A surname that is also a common word may be that word at the start of a sentence.
            is_bare_surname = len(name) > 1 and mention.words == name[-1:]
            is_common_word = normalise_word(name[-1]) in self._lowercase_words
            if get_first_name_gender(name[0]) or (is_bare_surname and not is_common_word):
                certain.add(name)
        return certain


def _is_sentence_opener(word: str, lowercase_words: frozenset[str]) -> bool:
    """Return whether a capitalised first word is an adverb or participle ("Speaking", "Recently") or a common word."""
    return word in lowercase_words or word.endswith(("ing", "ly"))


def _find_headline_names(document: Document) -> Iterator[PersonName]:
    """Yield each first name and the word after it, where All Words of the Headline Have Capitals."""
    headline = document.text[: document.headline]
    words = re.findall(r"[^\W\d_][\w’'-]*", headline) if is_title_case(headline) else []
    for word, following in pairwise(words):
        if get_first_name_gender(word) and following[0].isupper():
            yield (word, re.sub(r"[’']s?$", "", following))


def _is_short_form(own: PersonName, full: PersonName) -> bool:
    """Return whether `own` is a shorter form of `full`: the same surname, each other word in it or an initial."""
    words = [normalise_word(w) for w in full]
    if own[-1] != words[-1]:
        return False
    return all(any(a == b or (len(a.rstrip(".")) == 1 and b.startswith(a[0])) for b in words) for a in own)


def _strip_openers(mentions: list[Mention], document: Document, lowercase_words: frozenset[str]) -> list[Mention]:
    """Strip a sentence's first word where the rest is a name elsewhere ("Yesterday Reh" is Reh).

    A mention of one first word is dropped where the text prints it in lower case, too.
    """
    known = {m.words for m in mentions}
    stripped = []
    for mention in mentions:
        opens = mention.titled_start == mention.start == document.sentence_start(mention.start)
        if not opens or mention.gender:
            stripped.append(mention)
        elif (
            len(mention.words) > 1
            and mention.words[1:] in known
            and (
                mention.start < document.headline
                or _is_sentence_opener(normalise_word(mention.words[0]), lowercase_words)
            )
        ):
            start = mention.start + len(mention.words[0]) + 1
            stripped.append(replace(mention, start=start, words=mention.words[1:]))
        elif len(mention.words) > 1 or normalise_word(mention.words[0]) not in lowercase_words:
            stripped.append(mention)
    return stripped
