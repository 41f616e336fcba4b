"""Numbers in figures and words: the patterns that find them and what they come to."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def vocabulary(name: str) -> dict[str, Any]:
    """The words in the data file `name`.toml beside this module."""
    return tomllib.loads(files("onrecord.enrich").joinpath(f"{name}.toml").read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """A pattern for any one of `words`, the longest first; a space in them stands for any white space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


_WORDS = vocabulary("numbers")
SMALL: dict[str, int] = _WORDS["small"]
SCALES: dict[str, int] = _WORDS["scales"]
SHORT: dict[str, int] = _WORDS["short"]
ORDINALS: dict[str, int] = _WORDS["ordinals"]
PARTS: dict[str, int] = _WORDS["parts"]
GLYPHS: dict[str, float] = _WORDS["glyphs"]

FIGURE = r"(?:\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
GLYPH = either(GLYPHS)
_TENS = either(word for word, value in SMALL.items() if value >= 20)
_ONES = either(word for word, value in SMALL.items() if 0 < value < 10)
_UNDER_100 = rf"(?:{_TENS}(?:[\s-]{_ONES}\b)?|{either(SMALL)})\b"
SPELLED = (
    rf"(?:{_UNDER_100}(?:[\s-]+{either(SCALES)}\b(?:[\s-]+{either(SCALES)}\b)*(?:,?\s+(?:and\s+)?{_UNDER_100})?)*)"
)
SCALE = rf"{either(SCALES)}\b"

_TOKEN = re.compile(rf"{FIGURE}|[a-z]+|{GLYPH}")
_HALF = 0.5


def number(words: str) -> float | None:
    """What figures or words come to: "2.5 million", "a hundred and thirty", "half a million"; None for anything else.

    >>> number("a hundred thirty thousand"), number("two and a half million"), number("1,200")
    (130000.0, 2500000.0, 1200.0)
    """
    total, current = 0.0, None
    for token in _TOKEN.findall(words.lower()):
        if token in SCALES and SCALES[token] >= 1000:
            # "two million three thousand" adds, "a thousand million" multiplies what is there.
            total = total + current * SCALES[token] if current else (total or 1.0) * SCALES[token]
            current = 0.0
        elif token in SCALES:
            current = (1.0 if current is None else current) * SCALES[token]
        elif (value := _value(token)) is not None:
            current = (current or 0.0) + value
        elif token not in ("a", "an", "and", "of"):
            return None
    return None if current is None else total + current


def _value(token: str) -> float | None:
    if token in SMALL:
        return float(SMALL[token])
    if token == "half":
        return _HALF
    if token in GLYPHS:
        return GLYPHS[token]
    return float(token.replace(",", "")) if token[0].isdecimal() or token[0] == "." else None
