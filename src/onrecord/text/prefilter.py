"""Patterns of many alternatives, of which only those are tried whose words stand in the text.

They match as one pattern of all would, joined with "|", case ignored: the leftmost match, at one place the alternative
that is listed first. But trying hundreds at every word takes long, and most need words that are not there.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from onrecord.text.literals import required_words
from onrecord.text.normalise import replace_lookalikes

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")


@lru_cache(maxsize=16)
def words(text: str) -> frozenset[str]:
    """The words of a text in small letters, and "#" if it has figures.

    >>> sorted(words("The 2 dams won’t open."))
    ['#', '2', 'dams', 'open', 't', 'the', 'won']
    """
    text = replace_lookalikes(text)
    found = _WORD.findall(text.lower())
    if _FIGURE.search(text):
        found.append("#")
    return frozenset(found)


class Alternative:
    """One of a gate's patterns, compiled once it is tried."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.needs = pattern, required_words(pattern)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for matching."""
        return re.compile(self.pattern, re.IGNORECASE)

    def may_match(self, there: frozenset[str]) -> bool:
        """Do the words that it needs stand among those that are `there`?"""
        for needed in self.needs:  # noqa: SIM110  any() over a generator takes three times as long
            if needed.isdisjoint(there):
                return False
        return True


Found = tuple[int, re.Match[str]]
"""The number of an alternative, from 0, and its match."""


class Gate:
    """The alternatives of one pattern. None may match an empty text."""

    def __init__(self, alternatives: Iterable[Alternative]) -> None:
        self.alternatives = tuple(alternatives)
        self._free = [number for number, each in enumerate(self.alternatives) if not each.needs]
        self._by_word: dict[str, list[int]] = {}
        for number, each in enumerate(self.alternatives):
            for word in each.needs[0] if each.needs else ():
                self._by_word.setdefault(word, []).append(number)
        self._keys = frozenset(self._by_word)

    @classmethod
    def of(cls, patterns: Iterable[str]) -> "Gate":
        """The gate of some patterns."""
        return cls(map(Alternative, patterns))

    def open(self, there: frozenset[str]) -> list[int]:
        """The numbers of the alternatives that may match in a text with these words, in their order."""
        here = self._keys & there
        if not here:
            return self._free
        held = {number for word in here for number in self._by_word[word]}
        return sorted([*self._free, *(number for number in held if self.alternatives[number].may_match(there))])

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in `text`; `start` and `end` are those of re.Pattern.search."""
        end = len(text) if end is None else end
        found: re.Match[str] | None = None
        for number in self.open(words(text[start:end])):
            match = self.alternatives[number].compiled.search(text, start, end)
            if match and (found is None or match.start() < found.start()):
                found = match
        return found

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """The matches from left to right, none overlapping another."""
        end = len(text) if end is None else end
        tried = self.open(words(text[start:end]))
        coming = [found for number in tried if (found := self._next(number, text, start, end))]
        while coming:
            number, match = min(coming, key=_place)
            yield number, match
            place = match.end()
            coming = [
                found
                for each in coming
                if (found := each if each[1].start() >= place else self._next(each[0], text, place, end))
            ]

    def _next(self, number: int, text: str, start: int, end: int) -> Found | None:
        match = self.alternatives[number].compiled.search(text, start, end)
        return (number, match) if match else None

    def sub(self, by: str, text: str) -> str:
        """`text` with its matches replaced."""
        made, place = [], 0
        for _, match in self.finditer(text):
            made += [text[place : match.start()], by]
            place = match.end()
        return "".join((*made, text[place:])) if place else text


def _place(found: Found) -> int:
    return found[1].start()
