"""What can be asked of a statement, read: each a frozen value, and the words of plain terms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.records import Span
from onrecord.text.normalise import strip_accents

Column = Literal["content", "speaker", "organisation", "publisher", "certainty", "marks"]
ForecastState = Literal["open", "overdue", "resolved", "confirmed"]
Sign = Literal["any", ">", ">=", "<", "<=", "="]

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together in one of `columns`; `prefix` where the last may go on, `without`: not to be there."""

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False
    columns: tuple[Column, ...] = ("content",)

    @property
    def match(self) -> str:
        """In FTS5's own syntax; each word is quoted, so that nothing in it can be taken for syntax."""
        return f'"{" ".join(self.words)}"{"*" if self.prefix else ""}'


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, None where open: of saying, of what is spoken of, or of a forecast's falling due."""

    of: Literal["said", "about", "due"]
    first: date | None
    last: date | None
    without: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of `unit`, of anything where that is empty, that is at least in part as `sign` says of low to high."""

    unit: tuple[str, ...]
    sign: Sign = "any"
    low: float = 0.0
    high: float = 0.0
    without: bool = False


@dataclass(frozen=True, slots=True)
class Chance:
    """A likelihood whose interval lies, all of it, within `low` to `high`, probabilities."""

    low: float
    high: float
    without: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a forecast."""

    state: ForecastState
    without: bool = False


@dataclass(frozen=True, slots=True)
class OfClaim:
    """The sightings of one claim, by its id: that of a statement, or the first characters of it."""

    claim: str
    without: bool = False


Condition = Term | Period | Amount | Chance | Standing | OfClaim
Asked = tuple[tuple[Condition, ...], ...]
"""Every group must hold; of a group, any one of its conditions (they were joined by OR)."""


def terms(typed: str, columns: tuple[Column, ...] = ("content",)) -> list[Term]:
    """The terms of plain words; whatever has no letter or digit is passed over.

    >>> [(t.match, t.without) for t in terms('bridge -harbour "state of emer*')]
    [('"bridge"', False), ('"harbour"', True), ('"state of emer"*', False)]
    """
    made = []
    for minus, phrase, word in _TERM.findall(typed):
        words = phrase or word
        found = folded(words)
        if found:
            made.append(Term(found, words.rstrip().endswith("*"), bool(minus), columns))
    return made


def mark(word: str) -> Term:
    """What the index's column `marks` holds of a statement: a word of a fixed vocabulary, such as its act."""
    return Term((word,), columns=("marks",))


def folded(typed: str) -> tuple[str, ...]:
    """Its words as the index holds them; what has no letter or digit is passed over."""
    return tuple(fold(w) for w in _WORD.findall(typed) if any(c.isalnum() for c in w))


def fold(word: str) -> str:
    """A word as the index holds it: lower case, without accents."""
    return strip_accents(word.encode("utf-8", "replace").decode("utf-8")).lower()


def matches(text: str, asked: Iterable[Condition]) -> list[Span]:
    """Where the words that were asked for stand in `text`, a content."""
    wanted = [t for t in asked if isinstance(t, Term) and not t.without and "content" in t.columns]
    found = []
    for match in _WORD.finditer(text):
        word = fold(match[0])
        for term in wanted:
            last = term.words[-1]
            if word in term.words or (term.prefix and word.startswith(last)):
                found.append(Span(*match.span()))
                break
    return found
