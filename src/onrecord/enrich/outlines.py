"""The words that a regular expression cannot match without, and those that it may begin with, told from its parse.

A pattern is drawn as its outlines: strings of small letters in which " " is an edge of a word, "#" some digits and "…"
anything at all or nothing. `\\b(?:is|are) \\w+ing` has two: " is …ing" and " are …ing". What is not understood is "…".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Outlines = frozenset[str]
Node = tuple[Any, Any]
"""An operation of the parse, and what it is of."""

_ANYTHING, _EDGE, _NOTHING = frozenset(("…",)), frozenset((" ",)), frozenset(("",))
_MOST = 3000
"""Outlines: of patterns with more, the middle is left open."""
_RUN = re.compile(r"…[ …#]*…")
_EDGES = re.compile(r" {2,}")
_DIGITS = re.compile(r"#{2,}")
_WHOLE = re.compile(r"(?<= )[a-z]+(?= )")
_OPENING = re.compile(r" ?([a-z]*)(.?)")
_MARKS = frozenset(" #…")
"""All but letters. Each alone is the same when repeated."""


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of small words, of each of which a text must hold one for the pattern to match; the rarest first, by length.

    >>> [sorted(words) for words in needs(r"\\b(?:was|were) (?:not )?(?:going|bound) to\\b")]
    [['bound', 'going'], ['was', 'were'], ['to']]
    """
    tree = parser.parse(pattern, re.IGNORECASE)
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
    whole: set[str] = set()
    begun: set[str] = set()
    drawn = _NOTHING
    for node in _flat(parser.parse(pattern, re.IGNORECASE)):
        open_ = set()
        for outline in _joined(drawn, _outlines(node)):
            match = _OPENING.match(outline)
            letters, after = match.groups() if match else ("", "…")
            if after == "…" or (after == "#" and not letters):
                begun.add(letters + after.strip("…"))
            elif after:
                whole.add(letters)
            else:
                open_.add(outline)
        drawn = frozenset(open_)
    return frozenset(whole), frozenset(begun | {outline.strip() for outline in drawn})


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a sequence, those of its groups among them."""
    for op, of in nodes:
        if op.name == "SUBPATTERN" and not (of[1] | of[2]) & ~re.IGNORECASE:
            yield from _flat(of[3])
        else:
            yield op, of


def _parts(nodes: Iterable[Node]) -> Iterator[Outlines]:
    """The outlines of a sequence in parts, cut wherever a word surely ends."""
    drawn = _ANYTHING
    for node in nodes:
        drawn = _joined(drawn, _outlines(node))
        if all(outline.endswith(" ") for outline in drawn):
            yield drawn
            drawn = _EDGE
    yield drawn


def _words(part: Outlines) -> frozenset[str]:
    """The longest whole word of each outline; none if one has none."""
    longest = [max(_WHOLE.findall(outline), key=len, default="") for outline in part]
    return frozenset(longest) if all(longest) else frozenset()


def _joined(left: Outlines, right: Outlines) -> Outlines:
    if len(left) * len(right) > _MOST:
        right = frozenset((_open(right),))
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
    for node in nodes:
        drawn = _joined(drawn, _outlines(node))
    return drawn


def _outlines(node: Node) -> Outlines:
    op, of = node
    draw = _DRAWN.get(op.name)
    return draw(of) if draw else _ANYTHING


def _literal(code: int) -> Outlines:
    letter = chr(code)
    if letter.isascii() and letter.isalnum():
        return frozenset(("#" if letter.isdecimal() else letter.lower(),))
    return _ANYTHING if letter.isalnum() or letter == "_" else _EDGE


def _class(items: list[Node]) -> Outlines:
    """A character out of several."""
    drawn = frozenset().union(*(_member(op.name, of) for op, of in items))
    return _ANYTHING if "…" in drawn else drawn


def _member(name: str, of: Any) -> Outlines:
    if name == "LITERAL":
        return _literal(of)
    if name == "RANGE" and chr(of[0]).isdecimal() and chr(of[1]).isdecimal():
        return frozenset(("#",))
    if name == "CATEGORY":
        return {"CATEGORY_DIGIT": frozenset(("#",)), "CATEGORY_SPACE": _EDGE, "CATEGORY_NOT_WORD": _EDGE}.get(
            of.name, _ANYTHING
        )
    return _ANYTHING


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
    """ "(?!\\w)" is an edge."""
    (op, items), *more = list(of[1]) or [(None, ())]
    word = op and op.name == "IN" and any(each.name == "CATEGORY" and c.name == "CATEGORY_WORD" for each, c in items)
    return _EDGE if word and not more and items[0][0].name != "NEGATE" else _NOTHING


_DRAWN: dict[str, Callable[[Any], Outlines]] = {
    "LITERAL": _literal,
    "IN": _class,
    "BRANCH": lambda of: frozenset().union(*(_sequence(branch) for branch in of[1])),
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _sequence,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "AT": _at,
    "ASSERT": _looking,
    "ASSERT_NOT": _looking_away,
}
