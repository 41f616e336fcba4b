"""A literal prefilter for patterns of many alternatives: only those are tried whose required words occur in the text.

They match as one pattern of all would, joined with "|", case ignored: the leftmost match, at one place the alternative
that is listed first. But trying hundreds at every word takes long, and most need words that are not there.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from onrecord.text.literals import required_words
from onrecord.text.normalise import replace_lookalikes

_TEXT_WORD = re.compile(r"\w+")
_ANY_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=16)  # the prefilters of a stage look at one sentence, or one content, one after the other
def find_words(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, and "#" if it has figures.

    >>> sorted(find_words("The 2 dams won’t open."))
    ['#', '2', 'dams', 'open', 't', 'the', 'won']
    """
    text = replace_lookalikes(text)
    words = _TEXT_WORD.findall(text.lower())
    if _ANY_DIGIT.search(text):
        words.append("#")
    return frozenset(words)


class Alternative:
    """One of the patterns, compiled once it is tried: most of some hundreds never are."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.required = pattern, required_words(pattern)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for matching."""
        return re.compile(self.pattern, re.IGNORECASE)

    def may_match(self, words: frozenset[str]) -> bool:
        """Return whether a text of these words has all that the pattern requires."""
        for required in self.required:  # noqa: SIM110  any() over a generator takes three times as long
            if required.isdisjoint(words):
                return False
        return True


NumberedMatch = tuple[int, re.Match[str]]
"""The number of an alternative, from 0, and its match."""


class Prefilter:
    """The alternatives of one pattern, to be searched for as re.Pattern is. None may match an empty text."""

    def __init__(self, alternatives: Iterable[Alternative]) -> None:
        self.alternatives = tuple(alternatives)
        self._always_tried = [number for number, each in enumerate(self.alternatives) if not each.required]
        # By its rarest words alone: the others are looked for only where one of these occurs.
        self._by_word: dict[str, list[int]] = {}
        for number, each in enumerate(self.alternatives):
            for word in each.required[0] if each.required else ():
                self._by_word.setdefault(word, []).append(number)
        self._keys = frozenset(self._by_word)

    @classmethod
    def from_patterns(cls, patterns: Iterable[str]) -> "Prefilter":
        """Return the prefilter of some patterns."""
        return cls(map(Alternative, patterns))

    def select_candidates(self, words: frozenset[str]) -> list[int]:
        """Return the numbers of the alternatives that may match in a text with these words, in their order."""
        keys = self._keys & words
        if not keys:
            return self._always_tried
        numbers = {number for word in keys for number in self._by_word[word]}
        return sorted([*self._always_tried, *(n for n in numbers if self.alternatives[n].may_match(words))])

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in `text`; `start` and `end` are those of re.Pattern.search."""
        end = len(text) if end is None else end
        first: re.Match[str] | None = None
        for number in self.select_candidates(find_words(text[start:end])):
            match = self.alternatives[number].compiled.search(text, start, end)
            if match and (first is None or match.start() < first.start()):
                first = match
        return first

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[NumberedMatch]:
        """Yield the matches from left to right, none overlapping another."""
        end = len(text) if end is None else end
        candidates = self.select_candidates(find_words(text[start:end]))
        coming = [numbered for number in candidates if (numbered := self._search_one(number, text, start, end))]
        while coming:
            number, match = min(coming, key=_match_start)
            yield number, match
            place = match.end()
            # Only those that the match has run over are searched for again.
            coming = [
                numbered
                for each in coming
                if (numbered := each if _match_start(each) >= place else self._search_one(each[0], text, place, end))
            ]

    def _search_one(self, number: int, text: str, start: int, end: int) -> NumberedMatch | None:
        match = self.alternatives[number].compiled.search(text, start, end)
        return (number, match) if match else None

    def sub(self, by: str, text: str) -> str:
        """Return `text` with its matches replaced by `by`, word for word."""
        parts, place = [], 0
        for _, match in self.finditer(text):
            parts += [text[place : match.start()], by]
            place = match.end()
        return "".join((*parts, text[place:])) if place else text


def _match_start(numbered: NumberedMatch) -> int:
    return numbered[1].start()
