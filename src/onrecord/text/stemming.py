"""Words without their endings: forms of one word are one stem, words made from one word are one root."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ENDINGS = ("ations", "ation", "ments", "ment", "ions", "ion", "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es")
_ENDINGS_LAST = ("ly", "ness", "ate", "s")
_SHORTEST = 3
_AGAIN = "re"
_MADE = (
    "ically ability ibility ators ator atory ative ations ation itions ition utions ution iveness fulness "
    "ments ment ances ance ences ence ancy ency ional ional ions ion als al ors or ers er ants ant ents "
    "ent ists ist isms ism ives ive ous able ible ities ity ics ic ised ized ise ize ify ship hood dom "
    "ures ure ages age ians ian ary ery ory y "
).split()
_ROOT = 4
"""What is left of a word without the ending of what was made from it has so many letters."""
_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s|e|i|a|h|l|y)"), "or"),
    (re.compile(r"(?<=[a-z]{3})[iy]s(?=e|i|a)"), "iz"),
)
_LAST = re.compile(r"(?:[dst]+|[sc]c?|pt|b|v|i|e)$")


@cache
def data(name: str) -> dict[str, Any]:
    """A file of words beside this module."""
    return tomllib.loads((files("onrecord.claims") / f"{name}.toml").read_text("utf-8"))


@cache
def stem(word: str) -> str:
    """A word without its ending, so that forms of one word are one.

    >>> [stem(w) for w in ("closed", "closing", "close", "sold", "inspection", "inspected", "parties", "party")]
    ['clos', 'clos', 'clos', 'sel', 'inspect', 'inspect', 'parti', 'parti']
    """
    made = _plain(word)
    made = made[:-1] if made.endswith("ees") else made
    for ending in (*_ENDINGS, *_ENDINGS_LAST):
        if made.endswith(ending) and len(made) - len(ending) >= _SHORTEST and not (ending == "s" and made[-2] in "su"):
            made = made[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    made = made.removesuffix("e") if len(made) > _SHORTEST else made
    if len(made) > _SHORTEST and made[-1] == made[-2]:
        made = made[:-1]
    return made[:-1] + "i" if made.endswith("y") and len(made) > _SHORTEST else made


def _plain(word: str) -> str:
    """The plain form of one that no ending tells, "retaken" among them."""
    irregular: dict[str, str] = data("words")["irregular"]
    again = irregular.get(word.removeprefix(_AGAIN), word) if word.startswith(_AGAIN) else word
    return irregular.get(word, word if again == word else _AGAIN + again)


@cache
def root(word: str) -> str:
    """What is left of a word without what made it another word, too short ones as their stem; not for the eye.

    >>> [root(a) == root(b) for a, b in (("expansion", "expand"), ("resignation", "resign"), ("colour", "color"))]
    [True, True, True]
    >>> root("party") == root("part")
    False
    """
    made = stem(word)
    if made in _apart():
        return made
    plain = word if made == word or not word.startswith(made[:_SHORTEST]) else made
    for british, american in _BRITISH:
        plain = british.sub(american, plain)
    while True:
        ending = next((e for e in _MADE if plain.endswith(e) and len(plain) - len(e) >= _least(e)), None)
        if ending is None:
            break
        plain = plain.removesuffix(ending)
    if len(plain) < _ROOT:
        return made
    bare = _LAST.sub("", plain)
    return f"{bare if len(bare) >= _ROOT - 1 else plain}-"


@cache
def _apart() -> frozenset[str]:
    return frozenset(map(stem, data("words")["apart"].split()))


def _least(ending: str) -> int:
    """How much must be left: more where the ending is short, and as often a part of the word."""
    return _ROOT if len(ending) > 3 else _ROOT + 1
