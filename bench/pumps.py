"""Texts that may make a regular expression backtrack, from its parse tree: a beginning, a part to repeat, an ending.

For each repeat of a pattern the beginning is what the pattern wants before it, the part is what the repeat takes, in a
few variants, and the ending is what a match cannot go on with. The parse tree is CPython's (`re._parser`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_LEAST_REPEATS = 8
"""A repeat of fewer is one of a few choices, not a loop."""
_ENDINGS = ("", "!", " ' ", "\n\n", "\x00")
# Drawn from first to last where a class of characters allows several.
_SPECIMENS = "a A1 ,-'’.\"“”/:(n\n!é<>=€\x00"
_PREDICATES = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda letter: letter.isalnum() or letter == "_",
}


@dataclass(frozen=True, slots=True)
class Pump:
    """A text of any length: the part is repeated between the beginning and the ending."""

    beginning: str
    part: str
    ending: str

    def text(self, times: int) -> str:
        """Return the text with the part so many times."""
        return self.beginning + self.part * times + self.ending


@dataclass(frozen=True, slots=True)
class _Choice:
    """How a specimen is drawn: which of several alternatives (0, 1, …), and how often what may be repeated."""

    alternative: int
    repeats: int


_PLAIN = _Choice(0, 1)
_CHOICES = [_Choice(*each) for each in product((0, 1, 2), (1, 0, 4))]


def list_pumps(pattern: str | bytes, flags: int = 0, *, nested: bool = False) -> list[Pump]:
    """Return the pumps of a pattern, each once. nested: only of loops whose part has a loop or a choice in it."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = _parser.parse(text, flags)
    pumps: dict[Pump, None] = {}
    for beginning, body in _find_repeats(list(tree), ""):
        if nested and not _varies(body):
            continue
        for choice in _CHOICES:
            part = _draw(body, choice)
            endings = _ENDINGS if nested else _ENDINGS[:2]
            pumps.update(dict.fromkeys(Pump(beginning, part, ending) for ending in endings if part))
            # The beginning over and over: each is a place where a search begins anew.
            if not nested and beginning:
                pumps.update(dict.fromkeys(Pump("", beginning + part, ending) for ending in endings))
    return list(pumps)


def _find_repeats(nodes: list[Any], beginning: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield each loop in a sequence of nodes: what must come before it, and its body."""
    for node in nodes:
        name, of = node[0].name, node[1]
        if name in REPEATS:
            if of[1] >= _LEAST_REPEATS:
                yield beginning, list(of[2])
            yield from _find_repeats(list(of[2]), beginning)
        else:
            for inner in _list_inner(name, of):
                yield from _find_repeats(inner, beginning)
        beginning += _draw([node], _PLAIN)


def _list_inner(name: str, of: Any) -> list[list[Any]]:
    """Return the sequences within an operation that is no repeat."""
    if name == "BRANCH":
        return [list(branch) for branch in of[1]]
    if name == "SUBPATTERN":
        return [list(of[3])]
    if name == "ATOMIC_GROUP":
        return [list(of)]
    return [list(of[1])] if name in ("ASSERT", "ASSERT_NOT") else []


def _varies(nodes: Iterable[Any]) -> bool:
    """Return whether one part of a loop can be taken in several ways: it has a repeat or alternatives in it."""
    return any(
        node[0].name in (*REPEATS, "BRANCH") or any(map(_varies, _list_inner(node[0].name, node[1]))) for node in nodes
    )


def _draw(nodes: Iterable[Any], choice: _Choice) -> str:
    """Draw a specimen of a sequence."""
    return "".join(_draw_node(node[0].name, node[1], choice) for node in nodes)


def _draw_node(name: str, of: Any, choice: _Choice) -> str:
    if name == "LITERAL":
        return chr(of)
    if name == "NOT_LITERAL":
        return _pick([letter for letter in _SPECIMENS if ord(letter) != of], choice)
    if name == "ANY":
        return _pick([letter for letter in _SPECIMENS if letter != "\n"], choice)
    if name == "IN":
        return _pick([letter for letter in _SPECIMENS if _is_in(letter, of)] or [_first_member(of)], choice)
    if name == "BRANCH":
        branches = of[1]
        return _draw(branches[choice.alternative % len(branches)], choice)
    if name in REPEATS:
        return _draw(of[2], choice) * min(max(choice.repeats, of[0]), of[1])
    inner = _list_inner(name, of) if name in ("SUBPATTERN", "ATOMIC_GROUP") else []
    return _draw(inner[0], choice) if inner else ""


def _pick(letters: list[str], choice: _Choice) -> str:
    return letters[choice.alternative % len(letters)] if letters else ""


def _is_in(letter: str, items: list[Any]) -> bool:
    negated = items[0][0] is _constants.NEGATE
    return negated != any(_is_member(letter, op.name, of) for op, of in items)


def _is_member(letter: str, name: str, of: Any) -> bool:
    if name == "LITERAL":
        return ord(letter) == of
    if name == "RANGE":
        return of[0] <= ord(letter) <= of[1]
    if name != "CATEGORY":
        return False
    opposite = "_NOT_" in of.name
    return opposite != _PREDICATES[of.name.replace("_NOT_", "_")](letter)


def _first_member(items: list[Any]) -> str:
    op, of = items[0]
    return chr(of[0] if op.name == "RANGE" else of) if op.name in ("RANGE", "LITERAL") else "\ufffd"


def compile_pattern(pattern: str | bytes, flags: int) -> re.Pattern[str]:
    """Compile a pattern for texts; one for bytes is taken as one for the same characters."""
    if isinstance(pattern, bytes):
        return re.compile(pattern.decode("latin-1"), (flags & ~re.UNICODE) | re.ASCII)
    return re.compile(pattern, flags)
