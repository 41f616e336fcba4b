"""The conditions of a search, each a frozen value; and how plain words are split into terms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.records import Span
from onrecord.text.normalise import strip_accents

IndexColumn = Literal["content", "speaker", "organisation", "publisher", "certainty", "marks"]
ForecastState = Literal["open", "overdue", "resolved", "confirmed"]
AmountSign = Literal["any", ">", ">=", "<", "<=", "="]

# A minus, then a phrase in quotation marks or a word. The closing mark may be missing, as while a search is typed.
_TERM_PATTERN = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD_PATTERN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Words that stand together in one of `columns`.

    prefix: the last word may go on. without: the words must not be there.
    """

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False
    columns: tuple[IndexColumn, ...] = ("content",)

    @property
    def match(self) -> str:
        """The term in FTS5's syntax; it is quoted, so that nothing in it can be taken for syntax."""
        return f'"{" ".join(self.words)}"{"*" if self.prefix else ""}'


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, None if open: of saying, of what a statement is about, or of a forecast's end."""

    of: Literal["said", "about", "due"]
    first: date | None
    last: date | None
    without: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of `unit`, of anything if that is empty, a part of which compares with low to high as `sign` says."""

    unit: tuple[str, ...]
    sign: AmountSign = "any"
    low: float = 0.0
    high: float = 0.0
    without: bool = False


@dataclass(frozen=True, slots=True)
class LikelihoodRange:
    """A likelihood whose whole interval lies within `low` to `high`, probabilities."""

    low: float
    high: float
    without: bool = False


@dataclass(frozen=True, slots=True)
class HasState:
    """The state of a forecast."""

    state: ForecastState
    without: bool = False


@dataclass(frozen=True, slots=True)
class OfClaim:
    """The sightings of one claim, by the id of a statement of it or a unique prefix."""

    claim: str
    without: bool = False


Condition = SearchTerm | Period | Amount | LikelihoodRange | HasState | OfClaim
Conditions = tuple[tuple[Condition, ...], ...]
"""Every group must hold; of a group, any one of its conditions (they were joined by OR)."""


def parse_terms(typed: str, columns: tuple[IndexColumn, ...] = ("content",)) -> list[SearchTerm]:
    """Return the terms of plain words; what has no letter or digit is skipped.

    >>> [(t.match, t.without) for t in parse_terms('bridge -harbour "state of emer*')]
    [('"bridge"', False), ('"harbour"', True), ('"state of emer"*', False)]
    """
    terms = []
    for minus, phrase, word in _TERM_PATTERN.findall(typed):
        text = phrase or word
        words = split_for_index(text)
        if words:
            terms.append(SearchTerm(words, text.rstrip().endswith("*"), bool(minus), columns))
    return terms


def mark_term(word: str) -> SearchTerm:
    """Return the term of a fixed word that the index's column `marks` holds of a statement, such as its act."""
    return SearchTerm((word,), columns=("marks",))


def split_for_index(typed: str) -> tuple[str, ...]:
    """Return the words as the index holds them; what has no letter or digit is skipped."""
    return tuple(fold_for_index(word) for word in _WORD_PATTERN.findall(typed) if any(c.isalnum() for c in word))


def fold_for_index(word: str) -> str:
    """Return a word as FTS5's unicode61 holds it: in lower case, without accents."""
    # Half a surrogate pair can be typed, but SQLite takes no text with one.
    return strip_accents(word.encode("utf-8", "replace").decode("utf-8")).lower()


def find_matches(text: str, conditions: Iterable[Condition]) -> list[Span]:
    """Return where the words of the terms stand in `text`, a content."""
    wanted = [c for c in conditions if isinstance(c, SearchTerm) and not c.without and "content" in c.columns]
    spans = []
    for match in _WORD_PATTERN.finditer(text):
        word = fold_for_index(match[0])
        if any(word in term.words or (term.prefix and word.startswith(term.words[-1])) for term in wanted):
            spans.append(Span(*match.span()))
    return spans
