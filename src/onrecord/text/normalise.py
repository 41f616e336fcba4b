"""Texts made comparable: one function for each meaning of "the same words"."""

import re
import unicodedata
from functools import lru_cache

_FOLDED_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"[’']s?$")
# The only letters beyond ASCII that match one of ASCII where case is ignored, and are not made it by lower().
_LOOKALIKES = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})
_IS_LOOKALIKE = re.compile("[\u0130\u0131\u017f\u212a]")
_CURLED = str.maketrans("“”‘’", "\"\"''")


def collapse_spaces(text: str) -> str:
    """Return the text with a single space for each run of white space, and none around it."""
    return " ".join(text.split())


def fold_key(text: str) -> str:
    """Return a key that texts have in common which differ in case and white space alone.

    >>> fold_key(" Mara  VOSS") == fold_key("mara\\nvoss")
    True
    """
    return collapse_spaces(text.casefold())


def fold_words(text: str) -> list[str]:
    """Return the words of a text without regard to case; punctuation is left out.

    >>> fold_words("“Straße”, he said: 5 o’clock.")
    ['strasse', 'he', 'said', '5', 'o', 'clock']
    """
    return _FOLDED_WORD.findall(text.casefold())


def strip_accents(text: str) -> str:
    """Return the text without accents and other combining marks; "ø" and "ł" have none.

    >>> strip_accents("Émile Söderö")
    'Emile Sodero'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def straighten_quotes(text: str) -> str:
    """Return the text with a typewriter's quotation marks and apostrophes.

    >>> straighten_quotes("“It’s shut”")
    '"It\\'s shut"'
    """
    return text.translate(_CURLED)


@lru_cache(maxsize=8192)
def normalise_word(word: str) -> str:
    """Return a printed word in lower case, without the stop behind it and without a possessive, as lists hold it.

    >>> [normalise_word(word) for word in ("Sen.", "Voss’s", "workers'", "Mayor")]
    ['sen', 'voss', 'workers', 'mayor']
    """
    return _POSSESSIVE.sub("", word.rstrip(".,:;")).lower()


def replace_lookalikes(text: str) -> str:
    """Return the text with ASCII letters for four that patterns take for them, and lists do not; no offset moves.

    >>> replace_lookalikes("la\u017ft summer")
    'last summer'
    """
    return text.translate(_LOOKALIKES) if not text.isascii() and _IS_LOOKALIKE.search(text) else text
