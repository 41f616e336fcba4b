"""Where sentences end: the one splitter of the house. Its abbreviations are in abbreviations.toml.

A full stop ends a sentence where a capital letter or a figure follows, unless the word before it is an abbreviation.
Between "the U.S. Navy" and "in the U.S. The navy" the word after it decides (`openers` in abbreviations.toml).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import SPAN_GAP, Span

# Stops with the marks that close after them, and the word that comes next, which may be in marks that open.
_CANDIDATE = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<closed>[\"”’'»)\]]*+)\s++(?=(?P<open>[“„«\"‘'(\[$€£]*)(?P<next>\w[\w’']*))"
)
# What may stand before a word without a space: "(Sen", "—Sen".
_BEFORE_WORD = re.compile(r"^(?:.*[—–/(“„«\"\[]|[‘’']+)")
# Characters: no abbreviation is longer.
_LONGEST_WORD = 16
# Characters: a street or a town, with the "St." after it.
_LONGEST_NAME = 80
# A word with full stops inside, the last left out: "U.S", "Ph.D", "p.m".
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
# At the start of a paragraph: the number of an item in a list ("1. Close the bridge."), which ends nothing.
_ENUMERATOR = re.compile(r"[\"“(\[\s]*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\.\s")
# A sentence that has nothing before its hour ("At 8 p.m. Voss came"): the sentence goes on.
_HOUR_FIRST = re.compile(r"\W{0,16}+(?:At|By|Around|About|Before|After|Until|From|Since|Shortly)\b[^.,;:]{0,24}")
_QUOTES = "“„«\"‘'"


def split_sentences(words: str) -> list[str]:
    """Split a statement's words, or any other short text, into sentences as printed, without the space around them.

    Pieces that are joined with an ellipsis (`SPAN_GAP`) are apart from each other.

    >>> split_sentences("Sen. Reh met J. K. Orrin at 9 a.m. Tuesday. “It is over.” The U.S. Navy left … by No. 5")
    ['Sen. Reh met J. K. Orrin at 9 a.m. Tuesday.', '“It is over.”', 'The U.S. Navy left', 'by No. 5']
    """
    pieces = (piece for part in words.split(SPAN_GAP) for piece in part.split("\n"))
    return [span.of(piece) for piece in pieces for span in find_sentences(piece)]


def find_sentences(text: str) -> Iterator[Span]:
    """The sentences of a text of one paragraph, without the space between them."""
    starts = [0, *find_sentence_starts(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        sentence = text[start:end]
        if stripped := sentence.strip():
            first = start + sentence.index(stripped)
            yield Span(first, first + len(stripped))


def find_sentence_starts(text: str, start: int = 0, end: int | None = None, *, cased: bool = True) -> Iterator[int]:
    """Where each sentence of the paragraph `text[start:end]` begins but the first.

    cased: False for a text in lower case, where any word may begin a sentence.
    """
    end = len(text) if end is None else end
    item = _ENUMERATOR.match(text, start, end)
    for match in _CANDIDATE.finditer(text, item.end() if item else start, end):
        first = match["next"][0]
        may_begin = not cased or first.isupper() or first.isdigit()
        if may_begin and _ends_sentence(_Candidate(text, start, match, cased)):
            start = match.end()
            yield start


def ends_with_abbreviation(words: str) -> bool:
    """Return whether the full stop at the end of `words` belongs to an abbreviation, whatever follows.

    >>> [ends_with_abbreviation(words) for words in ("before 8 p.m.", "Anton Reh Jr.", "rain.")]
    [True, True, False]
    """
    word = _last_word(words[-_LONGEST_WORD:-1]) if words.endswith(".") else ""
    return bool(_DOTTED.fullmatch(word)) or word in _short_forms("maybe") | _short_forms("titles")


@dataclass(slots=True)
class _Candidate:
    """A place where a sentence may end: the sentence began at `start`."""

    text: str
    start: int
    match: re.Match[str]
    cased: bool

    def read_back(self, characters: int) -> str:
        """Return the last so many characters of the sentence so far, without its stop.

        A sentence may have a thousand stops; all of it for each would take the square of its length.
        """
        return self.text[max(self.start, self.match.start() - characters) : self.match.start()]

    @property
    def last_word(self) -> str:
        """The word before the stop, with the full stops inside it."""
        return _last_word(self.read_back(_LONGEST_WORD))

    def is_in_brackets(self) -> bool:
        """Return whether the sentence began with a bracket."""
        return self.text.startswith(("(", "["), self.start, self.match.start())

    def has_hour_first(self, hour: str) -> bool:
        """Return whether nothing but a preposition and a figure stands before the hour: "At 8 p.m."."""
        return bool(_HOUR_FIRST.fullmatch(self.text, self.start, self.match.start() - len(hour)))

    def is_opened(self) -> bool:
        """Return whether the next word is one that begins sentences, but hardly a name."""
        # An initial may follow an initial: the "A" of "J. A. Orrin" opens no sentence.
        following = self.match["next"]
        is_initial = len(following) == 1 and self.text.startswith(".", self.match.end("next"))
        return following in _short_forms("openers", self.cased) and not is_initial


def _ends_sentence(candidate: _Candidate) -> bool:
    match, following = candidate.match, candidate.match["next"]
    if match["stop"] != ".":
        # An ellipsis is a pause as often as an end, and "I" has its capital anywhere: "It ... I cannot say."
        pause = match["stop"] in ("…", "...") and not candidate.read_back(_LONGEST_WORD).rstrip().endswith(
            (".", "!", "?")
        )
        return not (pause and following == "I")
    if match["closed"][:1] in (")", "]") and not candidate.is_in_brackets():
        # "(General Tomas - ed.) Brevik said": brackets inside a sentence do not end it.
        return following in _short_forms("openers", candidate.cased)
    word = candidate.last_word
    is_plain = len(word) > 1 and "." not in word and word not in _all_abbreviations(candidate.cased)
    return is_plain or _ends_after(word, candidate)


def _last_word(words: str) -> str:
    """The word that a stretch of text ends with; "" where it ends with a space."""
    return _BEFORE_WORD.sub("", words.rsplit(maxsplit=1)[-1]) if words and not words[-1].isspace() else ""


def _ends_after(word: str, candidate: _Candidate) -> bool:
    """Decide on a single full stop after a word that may be short for another."""
    following, cased = candidate.match["next"], candidate.cased
    if word in _short_forms("titles", cased):
        return False
    if word in _short_forms("numbers", cased):
        return not following[0].isdigit()
    if word.lower() in ("a.m", "p.m"):
        alone = candidate.has_hour_first(word)
        return not (following in _short_forms("after_hours", cased) or following[0].isdigit() or alone)
    return (candidate.is_opened() and _may_be_last(word, candidate)) or not _is_doubtful(word, candidate)


def _may_be_last(word: str, candidate: _Candidate) -> bool:
    """Return whether a sentence may end with the word: with "Quay St.", a street, but not with "in St."."""
    if word not in _short_forms("saints", candidate.cased):
        return True
    return any(name[0].isupper() for name in candidate.read_back(_LONGEST_NAME).split()[-2:-1])


def _is_doubtful(word: str, candidate: _Candidate) -> bool:
    """Return whether only the next word can show that a full stop after `word` is more than the abbreviation's."""
    if word in _short_forms("maybe", candidate.cased):
        return candidate.match["open"][:1] not in tuple(_QUOTES)
    is_initial = len(word) == 1 and (word.isupper() or not candidate.cased)
    return is_initial or word in _short_forms("saints", candidate.cased) or bool(_DOTTED.fullmatch(word))


@cache
def _short_forms(name: str, cased: bool = True) -> frozenset[str]:
    words = _read_lists()[name]
    return frozenset((words if cased else words.lower()).split())


@cache
def _all_abbreviations(cased: bool) -> frozenset[str]:
    return frozenset[str]().union(*(_short_forms(name, cased) for name in ("titles", "numbers", "maybe", "saints")))


@cache
def _read_lists() -> dict[str, str]:
    return tomllib.loads((files("onrecord.text") / "abbreviations.toml").read_text("utf-8"))
