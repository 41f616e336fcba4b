"""The words that a regular expression cannot match without, and those that it may begin with, told from its parse.

A pattern is drawn as its outlines: strings of small letters in which " " is an edge of a word, "#" some digits and "…"
anything at all or nothing. `\\b(?:is|are) \\w+ing` has two: " is …ing" and " are …ing". What is not understood is "…".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from re import _parser as parser  # type: ignore[attr-defined]
from types import SimpleNamespace
from typing import Any

Outlines = frozenset[str]
Node = tuple[Any, Any]
"""An operation of the parse, and what it is of."""

_ANYTHING, _EDGE, _NOTHING = frozenset(("…",)), frozenset((" ",)), frozenset(("",))
_FIGURES = frozenset(("#",))
_CATEGORIES = {"CATEGORY_DIGIT": _FIGURES, "CATEGORY_SPACE": _EDGE, "CATEGORY_NOT_WORD": _EDGE}
_MOST = 60
"""Outlines: of patterns with more, the middle is left open."""
_RUN = re.compile(r"…[ …#]*…")
_EDGES = re.compile(r" {2,}")
_DIGITS = re.compile(r"#{2,}")
_WHOLE = re.compile(r"(?<= )[a-z]+(?= )|#")
_OPENING = re.compile(r" ?([a-z]*)(.?)")
_MARKS = frozenset(" #…")
"""All but letters. Each alone is the same when repeated."""


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of small words, of each of which a text must hold one for the pattern to match; the rarest first, by length.

    "#" is any word in figures.

    >>> [sorted(words) for words in needs(r"\\b(?:was|were) (?:not )?(?:going|bound) to\\b")]
    [['bound', 'going'], ['was', 'were'], ['to']]
    """
    tree = _parsed(pattern)
    if tree.state.flags & re.ASCII:
        return ()
    found = {words for part in _parts(_flat(tree)) if (words := _words(part))}
    return tuple(sorted(found, key=lambda words: (sum(4.0 ** -len(word) for word in words), sorted(words))))


def openings(pattern: str) -> tuple[frozenset[str], frozenset[str]]:
    """(the words that a match may begin with, the beginnings of those that are not known to their end).

    Of the latter, "#" is a word in figures, "" any word.

    >>> [sorted(words) for words in openings(r"(?:the )?(?:spring\\b|mid\\w+|\\d+)")]
    [['spring', 'the'], ['#', 'mid']]
    """
    done, open_ = _begun(_parsed(pattern), _NOTHING)
    whole, begun = set(), {outline.strip() for outline in open_}
    for outline in done:
        letters, after = _OPENING.findall(outline)[0]
        if letters and after != "…":
            whole.add(letters)
        else:
            begun.add(letters + after.strip("…"))
    return frozenset(whole), frozenset(begun)


def _begun(nodes: Iterable[Node], open_: Outlines) -> tuple[Outlines, Outlines]:
    """(the outlines of a sequence's beginning up to where its first word ends, those of which more may follow)."""
    done: set[str] = set()
    for node in _spelt(nodes):
        more, open_ = _begun_by(node, open_)
        done |= more
        if not open_:
            break
    return frozenset(done), open_


def _begun_by(node: Node, open_: Outlines) -> tuple[Outlines, Outlines]:
    name, of = node[0].name, node[1]
    if name == "BRANCH":
        found = [_begun(branch, open_) for branch in of[1]]
        return _all(done for done, _ in found), _all(after for _, after in found)
    if name == "SUBPATTERN" and not (of[1] | of[2]) & ~re.IGNORECASE:
        return _begun(of[3], open_)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        done, after = _begun(of[2], open_)
        if of[1] > 1:
            done |= _joined(after - _EDGE, _ANYTHING)
        return done, after | open_ if of[0] == 0 else after
    drawn = _joined(open_, _outlines(node))
    after = frozenset(outline for outline in drawn if outline.lstrip(" ").isalpha() or not outline.strip(" "))
    return drawn - after, after


@lru_cache(maxsize=1)
def _parsed(pattern: str) -> Any:
    return parser.parse(pattern, re.IGNORECASE)


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a sequence, those of its groups among them."""
    for op, of in nodes:
        if op.name == "SUBPATTERN" and not (of[1] | of[2]) & ~re.IGNORECASE:
            yield from _flat(of[3])
        else:
            yield op, of


_SPELT = SimpleNamespace(name="SPELT")
"""The operation of several letters in a row."""


def _spelt(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a sequence, the letters that follow each other as one."""
    spelt = ""
    for node in nodes:
        if node[0].name == "LITERAL" and (letter := chr(node[1])).isascii() and letter.isalpha():
            spelt += letter.lower()
            continue
        if spelt:
            yield _SPELT, spelt
            spelt = ""
        yield node
    if spelt:
        yield _SPELT, spelt


def _parts(nodes: Iterable[Node]) -> Iterator[Outlines]:
    """The outlines of a sequence in parts, cut wherever a word surely ends."""
    drawn = _ANYTHING
    for node in _spelt(nodes):
        drawn = _joined(drawn, _outlines(node))
        if all(outline.endswith(" ") for outline in drawn):
            yield drawn
            drawn = _EDGE
    yield drawn


def _words(part: Outlines) -> frozenset[str]:
    """The longest whole word of each outline, "#" for want of one; none if one has neither."""
    longest = [max(_WHOLE.findall(outline), key=len, default="") for outline in part]
    return frozenset(longest) if all(longest) else frozenset()


def _all(several: Iterable[Outlines]) -> Outlines:
    return frozenset(chain.from_iterable(several))


def _joined(left: Outlines, right: Outlines) -> Outlines:
    if len(left) * len(right) > _MOST and len(left) > 1 < len(right):
        right = frozenset((_open(right - _NOTHING),)) | (right & _NOTHING)
    return frozenset(_met(one, other) for one in left for other in right)


def _met(one: str, other: str) -> str:
    whole = one + other
    if one[-1:] in _MARKS and other[:1] in _MARKS:
        return _RUN.sub("…", _DIGITS.sub("#", _EDGES.sub(" ", whole)))
    return whole


def _open(outlines: Outlines) -> str:
    """One outline for them all: an edge at either end, if all have it there."""
    first = " " if all(outline.startswith(" ") for outline in outlines) else ""
    return f"{first}…{' ' if all(outline.endswith(' ') for outline in outlines) else ''}"


def _sequence(nodes: Iterable[Node]) -> Outlines:
    drawn = _NOTHING
    for node in _spelt(nodes):
        drawn = _joined(drawn, _outlines(node))
    return drawn


def _outlines(node: Node) -> Outlines:
    op, of = node
    draw = _DRAWN.get(op.name)
    return draw(of) if draw else _ANYTHING


def _literal(code: int) -> Outlines:
    letter = chr(code)
    if letter.isascii() and letter.isalnum():
        return _FIGURES if letter.isdecimal() else frozenset((letter.lower(),))
    return _ANYTHING if letter.isalnum() or letter == "_" else _EDGE


def _class(items: list[Node]) -> Outlines:
    """A character out of several."""
    drawn = _all(_member(op.name, of) for op, of in items)
    return _ANYTHING if "…" in drawn else drawn


def _member(name: str, of: Any) -> Outlines:
    if name == "LITERAL":
        return _literal(of)
    if name == "RANGE" and chr(of[0]).isdecimal() and chr(of[1]).isdecimal():
        return _FIGURES
    return _CATEGORIES.get(of.name, _ANYTHING) if name == "CATEGORY" else _ANYTHING


def _repeat(of: tuple[int, int, Iterable[Node]]) -> Outlines:
    least, most, nodes = of
    once = _sequence(nodes)
    if most > 1 and not once <= _MARKS:
        last = " " if all(outline.endswith(" ") for outline in once) else ""
        once = (once if least <= 1 else frozenset()) | _joined(once, frozenset((f"…{last}",)))
    return once | _NOTHING if least == 0 else once


def _group(of: tuple[int, int, int, Iterable[Node]]) -> Outlines:
    return _ANYTHING if (of[1] | of[2]) & ~re.IGNORECASE else _sequence(of[3])


def _at(of: Any) -> Outlines:
    return _NOTHING if of.name == "AT_NON_BOUNDARY" else _EDGE


def _looking(of: tuple[int, Iterable[Node]]) -> Outlines:
    """What must stand before or behind a place says no more here than whether a word ends there."""
    way, nodes = of
    drawn = _sequence(nodes)
    edge = all(outline.endswith(" ") if way < 0 else outline.startswith(" ") for outline in drawn)
    return _EDGE if edge else _NOTHING


def _looking_away(of: tuple[int, Iterable[Node]]) -> Outlines:
    """ "(?!\\w)" is an edge, "(?!\\w|-long)" too."""
    nodes = list(of[1])
    branches = nodes[0][1][1] if len(nodes) == 1 and nodes[0][0].name == "BRANCH" else [nodes]
    return _EDGE if any(_is_word_character(list(branch)) for branch in branches) else _NOTHING


def _is_word_character(nodes: list[Node]) -> bool:
    if len(nodes) != 1 or nodes[0][0].name != "IN":
        return False
    items = [(op.name, getattr(of, "name", "")) for op, of in nodes[0][1]]
    return ("CATEGORY", "CATEGORY_WORD") in items and items[0][0] != "NEGATE"


_DRAWN: dict[str, Callable[[Any], Outlines]] = {
    "SPELT": lambda letters: frozenset((letters,)),
    "LITERAL": _literal,
    "IN": _class,
    "BRANCH": lambda of: _all(_sequence(branch) for branch in of[1]),
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _sequence,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "AT": _at,
    "ASSERT": _looking,
    "ASSERT_NOT": _looking_away,
}
