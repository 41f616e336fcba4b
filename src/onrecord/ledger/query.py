"""What a user asks of the ledger: words, "two words" together, har* for any ending, -word for none of it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from onrecord.records import Act, Span

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """What statements are asked for; every condition must hold, an empty one always does.

    words: of the content, see `terms`. speaker: words of the name, the source as printed, or the organisation.
    since, until: when it was said, or where that is not known when it was printed, both days included.
    """

    words: str = ""
    speaker: str = ""
    since: date | None = None
    until: date | None = None
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together; `prefix` where the last may go on, `without` where they must not be there."""

    words: tuple[str, ...]
    prefix: bool
    without: bool

    @property
    def match(self) -> str:
        """In FTS5's own syntax; each word is quoted, so that nothing in it can be taken for syntax."""
        return f'"{" ".join(self.words)}"{"*" if self.prefix else ""}'


def terms(typed: str) -> list[Term]:
    """The terms of what was typed; whatever has no letter or digit is passed over.

    >>> [(t.match, t.without) for t in terms('bridge -harbour "state of emer*')]
    [('"bridge"', False), ('"harbour"', True), ('"state of emer"*', False)]
    """
    made = []
    for minus, phrase, word in _TERM.findall(typed):
        words = phrase or word
        found = tuple(fold(w) for w in _WORD.findall(words) if any(c.isalnum() for c in w))
        if found:
            made.append(Term(found, words.rstrip().endswith("*"), bool(minus)))
    return made


def fold(word: str) -> str:
    """A word as the index holds it: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", word.encode("utf-8", "replace").decode("utf-8"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def matches(text: str, asked: list[Term]) -> list[Span]:
    """Where the words that were asked for stand in `text`."""
    found = []
    for match in _WORD.finditer(text):
        word = fold(match[0])
        for term in asked:
            last = term.words[-1]
            if not term.without and (word in term.words or (term.prefix and word.startswith(last))):
                found.append(Span(*match.span()))
                break
    return found
