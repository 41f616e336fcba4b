"""Language detection: English by its commonest words, other languages by py3langid."""

import re
from functools import cache
from typing import Any

ENGLISH = "en"
# Of a shorter text the classifier takes names for another language: a headline is English.
_FEWEST_CLASSIFIED = 20
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ENGLISH_WORDS = frozenset(
    "the of and to in that is was for on with he she it as at by be are were from this have has had not but said which "
    "they their his her its will would who been an or".split()
)
# A fifth of English running text and more is one of these words (a third, in news); in no other language is it.
_ENOUGH_ENGLISH = 0.2
_PIDGIN = frozenset("dey wey dem una don abi sey dat di na wetin".split())
# Characters: enough to tell, and a long text is not read twice.
_SAMPLED = 4000


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text.

    A text of under 20 words in Latin letters is taken as English. Where a fifth of the words are common English ones
    it is English; only otherwise is py3langid asked, which takes a while to load.

    >>> detect_language("The mayor said that the bridge was not safe.")
    'en'
    """
    words = _LETTERS.findall(text[:_SAMPLED])
    letters = "".join(words)
    latin = len(_LATIN.findall(letters)) * 2 >= len(letters)
    if latin and (len(words) < _FEWEST_CLASSIFIED or _share_of_english(words) >= _ENOUGH_ENGLISH):
        return ENGLISH
    code: str = _classifier().classify(text[:_SAMPLED])[0]
    # English of few common words, a list of prices for one, is taken for Pidgin, whose vocabulary is English.
    pidgin = sum(word.lower() in _PIDGIN for word in words)
    return ENGLISH if code == "pcm" and pidgin < 2 else code


def _share_of_english(words: list[str]) -> float:
    return sum(word.lower() in _ENGLISH_WORDS for word in words) / max(1, len(words))


@cache
def _classifier() -> Any:
    import py3langid

    return py3langid
