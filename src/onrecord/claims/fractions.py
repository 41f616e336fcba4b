"""Parts told as so many in so many: "one flat in twenty" is five percent."""

import re
from collections.abc import Iterator
from typing import Literal

from onrecord.records import Quantity, Span
from onrecord.text import numbers

Sign = Literal["=", "~", "<", ">"]
_COUNT = rf"(?:{numbers.FIGURE}|{numbers.SPELLED})"
_PART = re.compile(rf"\b({_COUNT})\s+(?:[^\W\d_]+\s+)?(?:in|out\s+of)\s+(?:every\s+)?({_COUNT})\b", re.IGNORECASE)
_SIGNS: tuple[tuple[re.Pattern[str], Sign], ...] = (
    (re.compile(r"\b(?:more than|over|above|at least|upwards of)\s+$", re.IGNORECASE), ">"),
    (re.compile(r"\b(?:less than|fewer than|under|below|nearly|almost|just under|up to)\s+$", re.IGNORECASE), "<"),
    (re.compile(r"\b(?:about|around|roughly|some|approximately)\s+$", re.IGNORECASE), "~"),
)
_MOST = 1000
"""Larger numbers after "in" are years."""


def fractions(text: str) -> Iterator[Quantity]:
    """The fractions in a text, each over all of its words.

    >>> [(q.low, q.span.of("one flat in twenty stood empty")) for q in fractions("one flat in twenty stood empty")]
    [(0.05, 'one flat in twenty')]
    """
    for match in _PART.finditer(text):
        part, whole = (numbers.parse_number(words) for words in match.groups())
        if part and whole and part < whole <= _MOST:
            share = part / whole
            before = text[: match.start()]
            sign: Sign = next((sign for words, sign in _SIGNS if words.search(before)), "=")
            yield Quantity(Span(*match.span()), share, share, f"{match[1]} in {match[2]}", comparator=sign)
