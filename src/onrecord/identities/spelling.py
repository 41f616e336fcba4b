"""Words of names brought into Latin letters and folded, so that spellings of one name compare alike in any script.

Letters are brought over by anyascii; what differs from it, and all other vocabulary, is in names.toml.
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
class Word:
    """A word of a name: as printed; in Latin letters, lower case, without accents; and as it is compared."""

    printed: str
    plain: str
    compared: str


@cache
def vocabulary() -> Mapping[str, Any]:
    """The lists of names.toml."""
    return tomllib.loads((files("onrecord.identities") / "names.toml").read_text("utf-8"))


@lru_cache(1 << 12)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def script(name: str) -> str:
    """The script of a name, as Unicode calls it: that of its first letter that is not Latin; else LATIN."""
    return next((found for c in name if c.isalpha() and (found := _script(c)) != "LATIN"), "LATIN")


def readings(name: str, *, person: bool) -> tuple[tuple[Word, ...], ...]:
    """The ways to read a name: Cyrillic is read as Ukrainian, Russian and Serbian, unless a letter tells which it is.

    Titles, particles, suffixes, small words and legal forms are left out, unless nothing else is there.

    >>> [[word.plain for word in words] for words in readings("Ігор Гончар", person=True)]
    [['ihor', 'honchar']]
    >>> [[word.plain for word in words] for words in readings("Vane Sluices Ltd", person=False)]
    [['vane', 'sluices']]
    """
    text = unicodedata.normalize("NFC", name)
    text = text if person else re.sub(r"(?<=\b\w)\.", "", text)  # S.A. is SA
    printed, written = _cut(text, person=person), script(text)
    several = _syllables(printed, written) if person else [printed]
    return tuple(
        dict.fromkeys(
            _kept([_word(word, written, letters, person=person) for word in words], patronymics, person=person)
            for letters, patronymics in _alphabets(text, written)
            for words in several
        )
    )


def _cut(text: str, *, person: bool) -> list[str]:
    """The words of a text; an apostrophe stands inside of one, and in an organisation's name "&" too."""
    inside = APOSTROPHES if person else f"{APOSTROPHES}&"
    words = "".join(c if c in inside or unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
    return [word for each in words if (word := each.strip(inside))] or [text]


def _syllables(words: list[str], written: str) -> list[list[str]]:
    """A name of syllables as surname and the others, which may be written as one word or apart."""
    syllables, (word, *more) = vocabulary()["syllables"], words
    if written not in syllables["scripts"] or more or not 2 <= len(word) <= 4:
        return [words]
    first = 2 if word[:2] in syllables["double"] or len(word) == 4 else 1
    return [[word[:first], word[first:]], [word[:first], *word[first:]]] if word[first:] else [words]


def _alphabets(text: str, written: str) -> list[tuple[tuple[tuple[str, str], ...], str]]:
    """By which letters, and with which patronymics, a text may be read."""
    every = [each for each in vocabulary()["alphabets"] if each["script"] == written]
    told = [each for each in every if set(each["tells"]) & set(text.casefold())]
    found = [(tuple(map(tuple, each["letters"])), each.get("patronymics", "")) for each in told or every]
    return found or [((), "")]


def _word(printed: str, written: str, letters: tuple[tuple[str, str], ...], *, person: bool) -> Word:
    text, article = printed, vocabulary()["unvowelled"].get(written)
    if article and len(text) > len(article) + 1:
        text = text.removeprefix(article)
    plain = _plain(text, letters)
    return Word(printed, plain, fold(plain, "sounds") if person else _spellings().get(plain, plain))


@lru_cache(1 << 16)
def _plain(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    made = word.casefold()
    for there, latin in letters:
        made = made.replace(there, latin)
    return re.sub(r"[^a-z0-9]", "", anyascii(made).lower()) or word.casefold()


@cache
def _spellings() -> Mapping[str, str]:
    return dict(vocabulary()["spellings"])


@cache
def _patterns(table: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), compared) for pattern, compared in vocabulary()[table]]


@lru_cache(1 << 16)
def fold(word: str, table: str) -> str:
    """A plain word as it is compared, by one of the tables of names.toml, "sounds" or "consonants".

    >>> [fold(word, "sounds") for word in ("zelenskyy", "zelenskiy", "zelensky")]
    ['zelenski', 'zelenski', 'zelenski']
    """
    for pattern, compared in _patterns(table):
        word = pattern.sub(compared, word)
    return word


def _kept(words: list[Word], patronymics: str, *, person: bool) -> tuple[Word, ...]:
    """The words that tell who it is, the surname last."""
    lists = vocabulary()
    if not person:
        left = list(_without_legal_form(words))
        return tuple(word for word in left if word.plain not in lists["small"]) or tuple(left)
    dropped = {*lists["particles"], *lists["suffixes"]}
    named = list(dropwhile(lambda word: word.plain in lists["titles"], words))
    left = [word for word in named if word.plain not in dropped] or words
    is_patronymic = [bool(patronymics) and bool(re.search(f"(?:{patronymics})$", word.plain)) for word in left]
    surname_first = is_patronymic[1:] == [False, True]
    return tuple([*left[1:], left[0]] if surname_first else left)


def _without_legal_form(words: Sequence[Word]) -> Sequence[Word]:
    legal = vocabulary()["legal"]
    for size in (3, 2, 1):
        if len(words) > size and " ".join(word.plain for word in words[-size:]) in legal["last"]:
            return _without_legal_form(words[:-size])
    if len(words) > 1 and words[0].plain in legal["first"] and not words[0].printed[1:].islower():
        return _without_legal_form(words[1:])
    return words
