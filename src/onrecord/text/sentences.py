"""Where sentences end: the one splitter of the house. Its abbreviations are in abbreviations.toml.

A full stop ends a sentence where a capital letter or a figure follows, unless the word before it is an abbreviation.
Between "the U.S. Navy" and "in the U.S. The navy" the word after it decides (`openers` in abbreviations.toml).
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.records import SPAN_GAP, Span

_CANDIDATE = re.compile(
    r"(?P<stop>[.!?…]+)(?P<closed>[\"”’'»)\]]*)\s+(?=(?P<open>[“„«\"‘'(\[$€£]*)(?P<next>\w[\w’']*))"
)
"""Stops with the marks that close after them, and the word that comes next, which may be in marks that open."""
_BEFORE_WORD = re.compile(r".*[—–/(“„«\"\[]|^[‘’']+")
"""What may stand before a word without a space: "(Sen", "—Sen"."""
_LONGEST_WORD = 16
"""Characters: no abbreviation is longer."""
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
"""A word with full stops inside, the last left out: "U.S", "Ph.D", "p.m"."""
_ENUMERATOR = re.compile(r"[\"“(\[\s]*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\.\s")
"""At the start of a paragraph: the number of an item in a list ("1. Close the bridge."), which ends nothing."""
_HOUR_FIRST = re.compile(r"\W*(?:At|By|Around|About|Before|After|Until|From|Since|Shortly)\b[^.,;:]{0,24}")
"""A sentence that has nothing before its hour ("At 8 p.m. Voss came"): the sentence goes on."""
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


def find_sentence_starts(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where each sentence of the paragraph `text[start:end]` begins but the first."""
    end = len(text) if end is None else end
    item = _ENUMERATOR.match(text, start, end)
    for match in _CANDIDATE.finditer(text, item.end() if item else start, end):
        if _ends_sentence(text, start, match):
            start = match.end()
            yield start


def ends_with_abbreviation(words: str) -> bool:
    """Return whether the full stop at the end of `words` belongs to an abbreviation, whatever follows.

    >>> [ends_with_abbreviation(words) for words in ("before 8 p.m.", "Anton Reh Jr.", "rain.")]
    [True, True, False]
    """
    word = _word_before(words, 0, len(words) - 1) if words.endswith(".") else ""
    return bool(_DOTTED.fullmatch(word)) or word in _listed("maybe") | _listed("titles")


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide on a candidate in the sentence that begins at `start`."""
    following = match["next"]
    if not (following[0].isupper() or following[0].isdigit()):
        return False
    if match["stop"] != ".":
        # An ellipsis is a pause as often as an end, and "I" has its capital anywhere: "It ... I cannot say."
        pause = match["stop"] in ("…", "...") and not text[start : match.start()].rstrip().endswith((".", "!", "?"))
        return not (pause and following == "I")
    if match["closed"][:1] in (")", "]") and text[start : start + 1] not in ("(", "["):
        # "(General Tomas - ed.) Brevik said": brackets inside a sentence do not end it.
        return following in _listed("openers")
    word = _word_before(text, start, match.start())
    plain = len(word) > 1 and "." not in word and word not in _abbreviations()
    return plain or _ends_after(word, text[start : match.start()], match)


def _word_before(text: str, start: int, place: int) -> str:
    """The word that ends at `place`, its own full stops included; "" where there is none."""
    words = text[max(start, place - _LONGEST_WORD) : place].split()
    return _BEFORE_WORD.sub("", words[-1]) if words and not text[place - 1].isspace() else ""


def _ends_after(word: str, before: str, match: re.Match[str]) -> bool:
    """Decide on a single full stop after `word`; `before` is the sentence so far."""
    following = match["next"]
    if word in _listed("titles"):
        return False
    if word in _listed("numbers"):
        return not following[0].isdigit()
    if word.lower() in ("a.m", "p.m"):
        alone = _HOUR_FIRST.fullmatch(before.removesuffix(word))
        return not (following in _listed("after_hours") or following[0].isdigit() or alone)
    # An initial may follow an initial: the "A" of "J. A. Orrin" opens no sentence.
    is_initial = len(following) == 1 and match.string.startswith(".", match.end("next"))
    opens = following in _listed("openers") and not is_initial
    return (opens and _may_be_last(word, before)) or not _is_doubtful(word, match)


def _may_be_last(word: str, before: str) -> bool:
    """Return whether a sentence may end with the word: with "Quay St.", a street, but not with "in St."."""
    return word not in _listed("saints") or any(named[0].isupper() for named in before.split()[-2:-1])


def _is_doubtful(word: str, match: re.Match[str]) -> bool:
    """Return whether only the next word can show that a full stop after `word` is more than the abbreviation's."""
    if word in _listed("maybe"):
        return match["open"][:1] not in tuple(_QUOTES)
    return word in _listed("saints") or (len(word) == 1 and word.isupper()) or bool(_DOTTED.fullmatch(word))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_read_lists()[name].split())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset[str]().union(*(_listed(name) for name in ("titles", "numbers", "maybe", "saints")))


@cache
def _read_lists() -> dict[str, str]:
    return tomllib.loads((files("onrecord.text") / "abbreviations.toml").read_text("utf-8"))
