"""Words: what two texts have in common, whether one says no. Pure; the vocabulary is in wording.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])['\"’”]?\s+(?=[A-Z“\"'‘])|\n|\s…\s|(?<=,)['\"’”]?\s…")
_JOINT = re.compile(r"^\s*(?:and|but|while|whereas|or)\s+")
_ENDINGS = (("ings", ""), ("ing", ""), ("ied", "y"), ("ed", ""), ("e", ""))


def words(text: str) -> list[str]:
    """Its words, without regard to case."""
    return _WORD.findall(text.casefold())


def singular(word: str) -> str:
    """A noun in the singular, as far as its ending tells.

    >>> [singular(word) for word in "soldiers people ferries men glass".split()]
    ['soldier', 'person', 'ferry', 'man', 'glass']
    """
    if word in ("people", "persons"):
        return "person"
    for ending, instead in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def stem(word: str) -> str:
    """What is left of a word without the endings of number and tense.

    >>> [stem(word) for word in "arrives arrived arriving locked denies".split()]
    ['arriv', 'arriv', 'arriv', 'lock', 'deny']
    """
    plain = singular(word)
    for ending, instead in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)] + instead
    return plain


def matter(text: str) -> frozenset[str]:
    """The stems of the words that carry what a text is about; numbers are not among them."""
    bare = re.sub(r"(\w)['’]\w{1,2}\b", r"\1", text.casefold())
    return frozenset(stem(w) for w in words(bare) if w not in _words("empty") and not any(c.isdigit() for c in w))


def says_no(text: str) -> bool:
    """Does a sentence turn what it says into the opposite? Twice is taken for once: few mean a yes by it."""
    found = text.casefold()
    return any(w in _words("no") for w in words(found)) or any(end in found for end in _data()["no_endings"])


def stands_for_another(text: str) -> bool:
    """Is it only words that stand for what was said before ("it", "the figures")?"""
    found = words(text)
    return bool(found) and all(word in _words("stand_ins") | _words("namings") for word in found)


def has_stand_in(text: str) -> bool:
    """Is there a word in it that stands for something said before ("that any had arrived")?"""
    return any(word in _words("stand_ins") for word in words(text))


def sentences(text: str) -> list[str]:
    """The sentences of a quotation, as printed; pieces of it that do not stand together are apart too."""
    parts = (_JOINT.sub("", part).strip(" ,'\"‘’“”") for part in _SENTENCE.split(text) if part)
    return [part for part in parts if any(c.isalnum() for c in part)]


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(str(_data()[key]).split())


@cache
def _data() -> dict[str, str | list[str]]:
    return tomllib.loads((files("onrecord.watching") / "wording.toml").read_text("utf-8"))
