"""Words without their endings: forms of one word have one stem, words made from one word have one root.

What endings do not tell is in stemming.toml.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ENDINGS = ("ations", "ation", "ments", "ment", "ions", "ion", "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es")
# Tried after the others: "ies" is to be taken off whole, before its "s".
_ENDINGS_LAST = ("ly", "ness", "ate", "s")
# Letters that an ending leaves at least: "sing" has none.
_SHORTEST_STEM = 3
_AGAIN = "re"
# What makes one word from another, the longer ones before those that they end with.
_SUFFIXES = (
    "ically ability ibility ators ator atory ative ations ation itions ition utions ution iveness fulness "
    "ments ment ances ance ences ence ancy ency ional ional ions ion als al ors or ers er ants ant ents "
    "ent ists ist isms ism ives ive ous able ible ities ity ics ic ised ized ise ize ify ship hood dom "
    "ures ure ages age ians ian ary ery ory y "
).split()
# Letters that a suffix leaves at least; of shorter words the stem is taken, "act" and "actor" stay apart.
_SHORTEST_ROOT = 4
# Spellings, with the American ones. Letters must stand before: "hour" and "rise" are no such words.
_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s|e|i|a|h|l|y)"), "or"),
    (re.compile(r"(?<=[a-z]{3})[iy]s(?=e|i|a)"), "iz"),
)
# They change where a word is made from another: expand, expansion; receive, reception.
_LAST_CONSONANTS = re.compile(r"(?:(?<![dst])[dst]++|[sc]c?|pt|b|v|i|e)$")


@cache
def stem(word: str) -> str:
    """Return a word, given in lower case, without its ending, so that its forms are equal.

    >>> [stem(w) for w in ("closed", "closing", "close", "sold", "inspection", "inspected", "parties", "party")]
    ['clos', 'clos', 'clos', 'sel', 'inspect', 'inspect', 'parti', 'parti']
    """
    bare = _regular_form(word)
    bare = bare[:-1] if bare.endswith("ees") else bare
    for ending in (*_ENDINGS, *_ENDINGS_LAST):
        left = len(bare) - len(ending)
        # The "s" of "glass" and of "bus" is no ending.
        if bare.endswith(ending) and left >= _SHORTEST_STEM and not (ending == "s" and bare[-2] in "su"):
            bare = bare[:left] + ("y" if ending in ("ies", "ied") else "")
            break
    bare = bare.removesuffix("e") if len(bare) > _SHORTEST_STEM else bare
    if len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2]:
        bare = bare[:-1]
    return bare[:-1] + "i" if bare.endswith("y") and len(bare) > _SHORTEST_STEM else bare


def _regular_form(word: str) -> str:
    """Return the plain form of an irregular word, of "retaken" as well as of "taken"; any other word as it is."""
    irregular: dict[str, str] = _lists()["irregular"]
    again = irregular.get(word.removeprefix(_AGAIN), word) if word.startswith(_AGAIN) else word
    return irregular.get(word, word if again == word else _AGAIN + again)


@cache
def root(word: str) -> str:
    """Return what a word has in common with those made from it, for comparing only; of a short word its stem.

    >>> [root(a) == root(b) for a, b in (("expansion", "expand"), ("resignation", "resign"), ("colour", "color"))]
    [True, True, True]
    >>> root("party") == root("part")
    False
    """
    own_stem = stem(word)
    if own_stem in _unrelated():
        return own_stem
    bare = word if own_stem == word or not word.startswith(own_stem[:_SHORTEST_STEM]) else own_stem
    for british, american in _BRITISH:
        bare = british.sub(american, bare)
    while True:
        suffix = next((e for e in _SUFFIXES if bare.endswith(e) and len(bare) - len(e) >= _letters_left(e)), None)
        if suffix is None:
            break
        bare = bare.removesuffix(suffix)
    if len(bare) < _SHORTEST_ROOT:
        return own_stem
    common = _LAST_CONSONANTS.sub("", bare)
    # The hyphen keeps roots apart from stems where both are looked up in one table.
    return f"{common if len(common) >= _SHORTEST_ROOT - 1 else bare}-"


def _letters_left(suffix: str) -> int:
    """How many letters a suffix leaves at least: more where it is short, and as often a part of the word."""
    return _SHORTEST_ROOT if len(suffix) > 3 else _SHORTEST_ROOT + 1


def singular(noun: str) -> str:
    """Return a noun, given in lower case, in the singular, as far as its ending tells; it stays a word for the eye.

    >>> [singular(word) for word in "soldiers people ferries men glass".split()]
    ['soldier', 'person', 'ferry', 'man', 'glass']
    """
    if noun in ("people", "persons"):
        return "person"
    for ending, instead in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("s", "")):
        left = len(noun) - len(ending) + len(instead)
        if noun.endswith(ending) and left >= _SHORTEST_STEM and not noun.endswith("ss"):
            return noun[: -len(ending)] + instead
    return noun


@cache
def _unrelated() -> frozenset[str]:
    return frozenset(map(stem, _lists()["unrelated"].split()))


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.text") / "stemming.toml").read_text("utf-8"))
