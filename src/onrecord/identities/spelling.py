"""Transliterate and fold the words of names, so that spellings of one name compare equal in any script.

anyascii transliterates; where we differ from it, and all other vocabulary, is in names.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import dropwhile
from typing import Any

from anyascii import anyascii

APOSTROPHES = "'’‘ʼ`´ʹ′"


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name: as printed; in plain Latin letters, lower case; and in the form that is compared."""

    printed: str
    plain: str
    compared: str


@cache
def load_name_lists() -> Mapping[str, Any]:
    """Return the lists of names.toml."""
    return tomllib.loads((files("onrecord.identities") / "names.toml").read_text("utf-8"))


@lru_cache(1 << 12)
def _letter_script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def detect_script(name: str) -> str:
    """Return the script of a name by its Unicode name: that of its first letter that is not Latin, else LATIN."""
    return next((script for c in name if c.isalpha() and (script := _letter_script(c)) != "LATIN"), "LATIN")


def read_name(name: str, *, person: bool) -> tuple[tuple[NameWord, ...], ...]:
    """Return all readings of a name: Cyrillic is read as Ukrainian, Russian and Serbian unless a letter decides.

    Titles, particles, suffixes, small words and legal forms are left out, unless there is nothing else.

    >>> [[word.plain for word in words] for words in read_name("Ігор Гончар", person=True)]
    [['ihor', 'honchar']]
    >>> [[word.plain for word in words] for words in read_name("Vane Sluices Ltd", person=False)]
    [['vane', 'sluices']]
    """
    text = unicodedata.normalize("NFC", name)
    text = text if person else re.sub(r"(?<=\b\w)\.", "", text)  # S.A. is SA
    printed, written = _split_name(text, person=person), detect_script(text)
    several = _split_syllables(printed, written) if person else [printed]
    return tuple(
        dict.fromkeys(
            _identifying_words(
                [_comparable_word(word, written, letters, person=person) for word in words], patronymics, person=person
            )
            for letters, patronymics in _fitting_alphabets(text, written)
            for words in several
        )
    )


def _split_name(text: str, *, person: bool) -> list[str]:
    """Split a name into words; an apostrophe is part of a word, and in an organisation's name "&" is too."""
    inside = APOSTROPHES if person else f"{APOSTROPHES}&"
    words = "".join(c if c in inside or unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
    return [word for each in words if (word := each.strip(inside))] or [text]


def _split_syllables(words: list[str], written: str) -> list[list[str]]:
    """Split a name written in syllables into surname and given name, each as one word or as several."""
    syllables, (word, *more) = load_name_lists()["syllables"], words
    if written not in syllables["scripts"] or more or not 2 <= len(word) <= 4:
        return [words]
    first = 2 if word[:2] in syllables["double"] or len(word) == 4 else 1
    return [[word[:first], word[first:]], [word[:first], *word[first:]]] if word[first:] else [words]


def _fitting_alphabets(text: str, written: str) -> list[tuple[tuple[tuple[str, str], ...], str]]:
    """Return the alphabets, with their patronymics, by which a text may be read."""
    every = [each for each in load_name_lists()["alphabets"] if each["script"] == written]
    decisive = [each for each in every if set(each["tells"]) & set(text.casefold())]
    alphabets = [(tuple(map(tuple, each["letters"])), each.get("patronymics", "")) for each in decisive or every]
    return alphabets or [((), "")]


def _comparable_word(printed: str, written: str, letters: tuple[tuple[str, str], ...], *, person: bool) -> NameWord:
    text, article = printed, load_name_lists()["unvowelled"].get(written)
    if article and len(text) > len(article) + 1:
        text = text.removeprefix(article)
    plain = _romanise(text, letters)
    return NameWord(printed, plain, fold_spelling(plain, "sounds") if person else _spelling_table().get(plain, plain))


@lru_cache(1 << 16)
def _romanise(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    letters_ = word.casefold()
    for there, latin in letters:
        letters_ = letters_.replace(there, latin)
    return re.sub(r"[^a-z0-9]", "", anyascii(letters_).lower()) or word.casefold()


@cache
def _spelling_table() -> Mapping[str, str]:
    return dict(load_name_lists()["spellings"])


@cache
def _fold_patterns(table: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), compared) for pattern, compared in load_name_lists()[table]]


@lru_cache(1 << 16)
def fold_spelling(word: str, table: str) -> str:
    """Fold a plain word by one of the tables of names.toml, "sounds" or "consonants".

    >>> [fold_spelling(word, "sounds") for word in ("zelenskyy", "zelenskiy", "zelensky")]
    ['zelenski', 'zelenski', 'zelenski']
    """
    for pattern, compared in _fold_patterns(table):
        word = pattern.sub(compared, word)
    return word


def _identifying_words(words: list[NameWord], patronymics: str, *, person: bool) -> tuple[NameWord, ...]:
    """Return the identifying words of a name, the surname last."""
    lists = load_name_lists()
    if not person:
        left = list(_without_legal_form(words))
        return tuple(word for word in left if word.plain not in lists["small"]) or tuple(left)
    dropped = {*lists["particles"], *lists["suffixes"]}
    named = list(dropwhile(lambda word: word.plain in lists["titles"], words))
    left = [word for word in named if word.plain not in dropped] or words
    is_patronymic = [bool(patronymics) and bool(re.search(f"(?:{patronymics})$", word.plain)) for word in left]
    surname_first = is_patronymic[1:] == [False, True]
    return tuple([*left[1:], left[0]] if surname_first else left)


def _without_legal_form(words: Sequence[NameWord]) -> Sequence[NameWord]:
    legal = load_name_lists()["legal"]
    for size in (3, 2, 1):
        if len(words) > size and " ".join(word.plain for word in words[-size:]) in legal["last"]:
            return _without_legal_form(words[:-size])
    if len(words) > 1 and words[0].plain in legal["first"] and not words[0].printed[1:].islower():
        return _without_legal_form(words[1:])
    return words
