"""Speech acts: what a cue does (say, deny, believe, intend, order, ask, …). The vocabulary is cues.toml."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, cast

from onrecord.records import ACTS, Act

_CUE_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
_SAYING = frozenset({"say", "tell", "add", "note", "report", "announce", "state", "explain", "write", "claim"})


@cache
def _load_cues() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.attribution") / "cues.toml").read_text("utf-8"))


@cache
def _load_acts() -> tuple[tuple[tuple[Act, frozenset[str], tuple[str, ...]], ...], dict[str, str]]:
    """Read the acts in the order in which they are tried, each with its verbs and phrases, and irregular forms."""
    tables = _load_cues()
    irregular = tables["irregular"]
    acts = tuple(
        (cast(Act, act), frozenset(table["verbs"]), tuple(table["phrases"]))
        for act, table in tables.items()
        if "verbs" in table
    )
    if unknown := {act for act, _, _ in acts} - set(ACTS):
        raise ValueError(f"cues.toml has unknown acts: {sorted(unknown)}")
    return acts, irregular


def classify_act(cue: str) -> Act:
    """Return the act of a cue as printed, "say" where no verb or phrase of the lists is in it.

    >>> [classify_act(cue) for cue in ("has repeatedly denied", "declined to say", "vowed", "according to", "–")]
    ['deny', 'decline', 'intend', 'say', 'say']
    """
    acts, irregular = _load_acts()
    words = " ".join(_CUE_WORD.findall(cue.lower()))
    for name, _, phrases in acts:
        if any(f" {phrase} " in f" {words} " for phrase in phrases):
            return name
    plain = [set(possible_lemmas(word, irregular)) for word in words.split()]
    # "declined to say" and "refused to believe" are no saying and no belief, whatever verb follows.
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
    """Return whether a cue is a deed on paper, not words.

    >>> is_deed("signed a decree"), is_deed("said")
    (True, False)
    """
    words = f"{' '.join(_CUE_WORD.findall(cue.lower()))} "
    return any(words.startswith(f"{beginning} ") for beginning in _load_cues()["deeds"]["beginnings"])


def possible_lemmas(word: str, irregular: dict[str, str]) -> Iterator[str]:
    """Yield the plain forms that `word` may be an inflection of, itself among them; more than one stemmer would give.

    >>> denied, planning = sorted(possible_lemmas("denied", {})), set(possible_lemmas("planning", {}))
    >>> denied, "plan" in planning, "urge" in possible_lemmas("urging", {})
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
