"""What language a text is in."""

import re
from functools import cache
from typing import Any

ENGLISH = "en"
_FEWEST = 20
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_COMMON = frozenset(
    "the of and to in that is was for on with he she it as at by be are were from this have has had not but said which "
    "they their his her its will would who been an or".split()
)
_ENOUGH = 0.2
"""A fifth of English running text and more is one of these words (a third, in news); in no other language is it."""
_PIDGIN = frozenset("dey wey dem una don abi sey dat di na wetin".split())
_SAMPLE = 4000


def language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`.

    A text of under 20 words in Latin letters is taken as English. Where a fifth of the words are common English ones
    it is English; only otherwise is py3langid asked, which takes a while to load.

    >>> language("The mayor said that the bridge was not safe.")
    'en'
    """
    words = _WORD.findall(text[:_SAMPLE])
    letters = "".join(words)
    latin = len(_LATIN.findall(letters)) * 2 >= len(letters)
    if latin and (len(words) < _FEWEST or _common(words) >= _ENOUGH):
        return ENGLISH
    code: str = _identifier().classify(text[:_SAMPLE])[0]
    # English of few common words, a list of prices for one, is taken for Pidgin, whose vocabulary is English.
    pidgin = sum(word.lower() in _PIDGIN for word in words)
    return ENGLISH if code == "pcm" and pidgin < 2 else code


def _common(words: list[str]) -> float:
    return sum(word.lower() in _COMMON for word in words) / max(1, len(words))


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
