"""What a cue does: say, deny, believe, intend, order, ask, know, perceive, decline. Its vocabulary is cues.toml."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, cast

from onrecord.records import ACTS, Act

_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
_SAYING = frozenset({"say", "tell", "add", "note", "report", "announce", "state", "explain", "write", "claim"})


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.attribution") / "cues.toml").read_text("utf-8"))


@cache
def _vocabulary() -> tuple[tuple[tuple[Act, frozenset[str], tuple[str, ...]], ...], dict[str, str]]:
    """The acts in the order in which they are tried, each with its verbs and phrases, and irregular forms."""
    made = _file()
    irregular = made["irregular"]
    acts = tuple(
        (cast(Act, act), frozenset(ws["verbs"]), tuple(ws["phrases"])) for act, ws in made.items() if "verbs" in ws
    )
    if unknown := {act for act, _, _ in acts} - set(ACTS):
        raise ValueError(f"cues.toml has acts that there are not: {sorted(unknown)}")
    return acts, irregular


def act(cue: str) -> Act:
    """The act of a cue as printed; "say" where nothing tells otherwise.

    >>> act("has repeatedly denied"), act("declined to say"), act("vowed"), act("according to"), act("–")
    ('deny', 'decline', 'intend', 'say', 'say')
    """
    acts, irregular = _vocabulary()
    words = " ".join(_WORD.findall(cue.lower()))
    for name, _, phrases in acts:
        if any(f" {phrase} " in f" {words} " for phrase in phrases):
            return name
    plain = [set(lemmas(word, irregular)) for word in words.split()]
    for name, verbs, _ in acts:
        if name == "decline" and any(forms & verbs for forms in plain):
            return name
    # "said he believes" is a belief, but "warned and said" a saying: the first verb that is known decides.
    for forms in plain:
        if forms & _SAYING:
            return "say"
        for name, verbs, _ in acts:
            if forms & verbs:
                return name
    return "say"


def is_deed(cue: str) -> bool:
    """Does a cue tell of a deed on paper, not of words?

    >>> is_deed("signed a decree"), is_deed("said")
    (True, False)
    """
    words = f"{' '.join(_WORD.findall(cue.lower()))} "
    return any(words.startswith(f"{beginning} ") for beginning in _file()["deeds"]["beginnings"])


def lemmas(word: str, irregular: dict[str, str]) -> Iterator[str]:
    """Plain forms that `word` may be an inflection of, itself among them.

    >>> sorted(lemmas("denied", {})), "plan" in lemmas("planning", {}), "urge" in lemmas("urging", {})
    (['deni', 'denie', 'denied', 'deny'], True, True)
    """
    yield word
    if word in irregular:
        yield irregular[word]
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem
            yield stem + "e"
            if stem[-1] == "i":
                yield stem[:-1] + "y"
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
