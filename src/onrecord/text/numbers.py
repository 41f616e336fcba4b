"""Numbers in figures and words: the patterns that find them and what they come to."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def alternation_of(words: Iterable[str]) -> str:
    """Return a pattern for any one of `words`; a space in them matches any white space."""
    # "five" must not win over "five hundred".
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


_NUMBER_WORDS: dict[str, Any] = tomllib.loads((files("onrecord.text") / "numbers.toml").read_text("utf-8"))
SMALL: dict[str, int] = _NUMBER_WORDS["small"]
SCALES: dict[str, int] = _NUMBER_WORDS["scales"]
SHORT: dict[str, int] = _NUMBER_WORDS["short"]
ORDINALS: dict[str, int] = _NUMBER_WORDS["ordinals"]
PARTS: dict[str, int] = _NUMBER_WORDS["parts"]
GLYPHS: dict[str, float] = _NUMBER_WORDS["glyphs"]

# Groups of two digits as well as three: India writes 12,34,567. A list of so many groups is no number.
FIGURE = r"(?:\d{1,3}(?:,\d{2,3}){1,12}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
GLYPH = alternation_of(GLYPHS)
_TENS = alternation_of(word for word, value in SMALL.items() if value >= 20)
_ONES = alternation_of(word for word, value in SMALL.items() if 0 < value < 10)
_UNDER_100 = rf"(?:{_TENS}(?:[\s-]{_ONES}\b)?|{alternation_of(SMALL)})\b"
SCALE = rf"{alternation_of(SCALES)}\b"
# A scale, and what is added to it. "Nine hundred and ninety trillion …" down to the last unit has nine: the limit keeps
# a search through many numbers in a row linear. Atomic: two numbers in one pattern ("ten to twenty years") would
# otherwise try each length of one with each of the other.
_SCALED = rf"[\s-]+{SCALE}(?:,?\s+(?:and\s+)?{_UNDER_100})?"
SPELLED = rf"(?>{_UNDER_100}(?:{_SCALED}){{0,12}})"
"""A number in words: "twelve", "a hundred and thirty thousand"."""

_NUMBER_TOKEN = re.compile(rf"{FIGURE}|[a-z]+|{GLYPH}")
_HALF = 0.5


def parse_number(words: str) -> float | None:
    """Return the number that figures or words stand for, None where they are anything else.

    >>> [parse_number(words) for words in ("a hundred thirty thousand", "two and a half million", "1,200", "some")]
    [130000.0, 2500000.0, 1200.0, None]
    """
    total, current = 0.0, None
    for token in _NUMBER_TOKEN.findall(words.lower()):
        if token in SCALES and SCALES[token] >= 1000:
            # "two million three thousand" adds, "a thousand million" multiplies what is there.
            total = total + current * SCALES[token] if current else (total or 1.0) * SCALES[token]
            current = 0.0
        elif token in SCALES:
            current = (1.0 if current is None else current) * SCALES[token]
        elif (value := _parse_token(token)) is not None:
            current = (current or 0.0) + value
        elif token not in ("a", "an", "and", "of"):
            return None
    return None if current is None else total + current


def _parse_token(token: str) -> float | None:
    if token in SMALL:
        return float(SMALL[token])
    if token == "half":
        return _HALF
    if token in GLYPHS:
        return GLYPHS[token]
    return float(token.replace(",", "")) if token[0].isdecimal() or token[0] == "." else None
