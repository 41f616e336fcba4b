"""The literals that a regular expression cannot match without, and those that it may begin with, from its parse tree.

A pattern is drawn as its outlines: strings of small letters in which " " is an edge of a word, "#" some digits and "…"
anything at all or nothing. `\\b(?:is|are) \\w+ing` has two: " is …ing" and " are …ing". What is not understood is "…".

The parse tree is CPython's private one (`re._parser`). On a Python that lacks it, or whose trees have another form
(`is_parse_known`), nothing is known of any pattern: all of them are tried on every text, which is slow and right.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from types import SimpleNamespace
from typing import Any

try:
    from re import _parser as _re_parser  # type: ignore[attr-defined]
except ImportError:  # a Python whose re has no such module
    _re_parser = None

Outlines = frozenset[str]
Node = tuple[Any, Any]
"""An operation of the parse, and what it is of."""

_ANYTHING, _EDGE, _NOTHING = frozenset(("…",)), frozenset((" ",)), frozenset(("",))
_DIGITS_OUTLINE = frozenset(("#",))
_CATEGORIES = {"CATEGORY_DIGIT": _DIGITS_OUTLINE, "CATEGORY_SPACE": _EDGE, "CATEGORY_NOT_WORD": _EDGE}
# Of a pattern with more, the middle is left open: alternatives multiply, "(?:a|b)(?:c|d)" has four.
_MOST_OUTLINES = 60
_UNKNOWN_RUN = re.compile(r"…[ …#]*…")
_EDGE_RUN = re.compile(r" {2,}")
_DIGIT_RUN = re.compile(r"#{2,}")
# Only what has an edge on both sides is sure to be a word: "…ing" may be any.
_WHOLE_WORD = re.compile(r"(?<= )[a-z]+(?= )|#")
_FIRST_LETTERS = re.compile(r" ?([a-z]*)(.?)")
# All but letters. Each alone is the same when repeated.
_NO_LETTERS = frozenset(" #…")


# Has each operation that is understood; of a Python whose parse of it gives `_PROBED`, parses are understood.
_PROBE = r"\b(?<!x)(?:is|are)\s(?:not )?(?>(?i:open|[1-4]\d{2})(?!\w))[^.]+?\bshut(?=,)"
_PROBED = (("shut",), ("are", "is"), ("open", "#"))


def required_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Return sets of lower-case words: to match the pattern, a text must hold one of each set; the rarest set first.

    "#" is any word in figures. Words are taken to be the rarer the longer they are.

    >>> [sorted(words) for words in required_words(r"\\b(?:was|were) (?:not )?(?:going|bound) to\\b")]
    [['bound', 'going'], ['was', 'were'], ['to']]
    """
    return _required_words(pattern) if is_parse_known() else ()


def _required_words(pattern: str) -> tuple[frozenset[str], ...]:
    tree = _parse_pattern(pattern)
    # Where only ASCII counts as letters, an edge of a word is another one than that of the text's words.
    if tree.state.flags & re.ASCII:
        return ()
    sets = {words for part in _split_at_edges(_flatten_groups(tree)) if (words := _longest_words(part))}
    return tuple(sorted(sets, key=lambda words: (sum(4.0 ** -len(word) for word in words), sorted(words))))


@cache
def is_parse_known() -> bool:
    """Return whether this Python's parse trees are of the form that this module reads."""
    try:
        return _required_words(_PROBE) == tuple(map(frozenset, _PROBED))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False


def possible_first_words(pattern: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return (the words that a match may begin with, the beginnings of those that are not known to their end).

    Of the latter, "#" is a word in figures, "" any word.

    >>> [sorted(words) for words in possible_first_words(r"(?:the )?(?:spring\\b|mid\\w+|\\d+)")]
    [['spring', 'the'], ['#', 'mid']]
    """
    if not is_parse_known():
        return frozenset(), _NOTHING
    done, open_ = _begin_sequence(_parse_pattern(pattern), _NOTHING)
    whole, begun = set(), {outline.strip() for outline in open_}
    for outline in done:
        letters, after = _FIRST_LETTERS.findall(outline)[0]
        if letters and after != "…":
            whole.add(letters)
        else:
            begun.add(letters + after.strip("…"))
    return frozenset(whole), frozenset(begun)


def _begin_sequence(nodes: Iterable[Node], open_: Outlines) -> tuple[Outlines, Outlines]:
    """(the outlines of a sequence's beginning up to where its first word ends, those of which more may follow)."""
    done: set[str] = set()
    for node in _merge_letters(nodes):
        more, open_ = _begin_node(node, open_)
        done |= more
        if not open_:
            break
    return frozenset(done), open_


def _begin_node(node: Node, open_: Outlines) -> tuple[Outlines, Outlines]:
    name, of = node[0].name, node[1]
    if name == "BRANCH":
        branches = [_begin_sequence(branch, open_) for branch in of[1]]
        return _unite_outlines(done for done, _ in branches), _unite_outlines(after for _, after in branches)
    if name == "SUBPATTERN" and not (of[1] | of[2]) & ~re.IGNORECASE:
        return _begin_sequence(of[3], open_)
    if name == "ATOMIC_GROUP":
        return _begin_sequence(of, open_)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        done, after = _begin_sequence(of[2], open_)
        if of[1] > 1:
            done |= _join_outlines(after - _EDGE, _ANYTHING)
        return done, after | open_ if of[0] == 0 else after
    drawn = _join_outlines(open_, _draw_node(node))
    after = frozenset(outline for outline in drawn if outline.lstrip(" ").isalpha() or not outline.strip(" "))
    return drawn - after, after


@lru_cache(maxsize=1)
def _parse_pattern(pattern: str) -> Any:
    return _re_parser.parse(pattern, re.IGNORECASE)


def _flatten_groups(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a sequence, those of its groups among them."""
    for op, of in nodes:
        if op.name == "SUBPATTERN" and not (of[1] | of[2]) & ~re.IGNORECASE:
            yield from _flatten_groups(of[3])
        elif op.name == "ATOMIC_GROUP":
            yield from _flatten_groups(of)
        else:
            yield op, of


# The operation of several letters in a row.
_SPELLED = SimpleNamespace(name="SPELLED")


def _merge_letters(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a sequence, the letters that follow each other as one."""
    spelt = ""
    for node in nodes:
        if node[0].name == "LITERAL" and (letter := chr(node[1])).isascii() and letter.isalpha():
            spelt += letter.lower()
            continue
        if spelt:
            yield _SPELLED, spelt
            spelt = ""
        yield node
    if spelt:
        yield _SPELLED, spelt


def _split_at_edges(nodes: Iterable[Node]) -> Iterator[Outlines]:
    """The outlines of a sequence in parts, cut wherever a word surely ends."""
    drawn = _ANYTHING
    for node in _merge_letters(nodes):
        drawn = _join_outlines(drawn, _draw_node(node))
        if all(outline.endswith(" ") for outline in drawn):
            yield drawn
            drawn = _EDGE
    yield drawn


def _longest_words(part: Outlines) -> frozenset[str]:
    """The longest whole word of each outline, "#" for want of one; none if one has neither."""
    longest = [max(_WHOLE_WORD.findall(outline), key=len, default="") for outline in part]
    return frozenset(longest) if all(longest) else frozenset()


def _unite_outlines(several: Iterable[Outlines]) -> Outlines:
    return frozenset(chain.from_iterable(several))


def _join_outlines(left: Outlines, right: Outlines) -> Outlines:
    if len(left) * len(right) > _MOST_OUTLINES and len(left) > 1 < len(right):
        right = frozenset((_summarise_outlines(right - _NOTHING),)) | (right & _NOTHING)
    return frozenset(_concatenate_outlines(start, end) for start in left for end in right)


def _concatenate_outlines(start: str, end: str) -> str:
    whole = start + end
    if start[-1:] in _NO_LETTERS and end[:1] in _NO_LETTERS:
        return _UNKNOWN_RUN.sub("…", _DIGIT_RUN.sub("#", _EDGE_RUN.sub(" ", whole)))
    return whole


def _summarise_outlines(outlines: Outlines) -> str:
    """One outline for them all: an edge at either end, if all have it there."""
    first = " " if all(outline.startswith(" ") for outline in outlines) else ""
    return f"{first}…{' ' if all(outline.endswith(' ') for outline in outlines) else ''}"


def _draw_sequence(nodes: Iterable[Node]) -> Outlines:
    drawn = _NOTHING
    for node in _merge_letters(nodes):
        drawn = _join_outlines(drawn, _draw_node(node))
    return drawn


def _draw_node(node: Node) -> Outlines:
    op, of = node
    draw = _DRAWERS.get(op.name)
    return draw(of) if draw else _ANYTHING


def _draw_literal(code: int) -> Outlines:
    letter = chr(code)
    if letter.isascii() and letter.isalnum():
        return _DIGITS_OUTLINE if letter.isdecimal() else frozenset((letter.lower(),))
    return _ANYTHING if letter.isalnum() or letter == "_" else _EDGE


def _draw_class(items: list[Node]) -> Outlines:
    """A character out of several."""
    drawn = _unite_outlines(_draw_member(op.name, of) for op, of in items)
    return _ANYTHING if "…" in drawn else drawn


def _draw_member(name: str, of: Any) -> Outlines:
    if name == "LITERAL":
        return _draw_literal(of)
    if name == "RANGE" and chr(of[0]).isdecimal() and chr(of[1]).isdecimal():
        return _DIGITS_OUTLINE
    return _CATEGORIES.get(of.name, _ANYTHING) if name == "CATEGORY" else _ANYTHING


def _draw_repeat(of: tuple[int, int, Iterable[Node]]) -> Outlines:
    least, most, nodes = of
    once = _draw_sequence(nodes)
    if most > 1 and not once <= _NO_LETTERS:
        last = " " if all(outline.endswith(" ") for outline in once) else ""
        once = (once if least <= 1 else frozenset()) | _join_outlines(once, frozenset((f"…{last}",)))
    return once | _NOTHING if least == 0 else once


def _draw_group(of: tuple[int, int, int, Iterable[Node]]) -> Outlines:
    return _ANYTHING if (of[1] | of[2]) & ~re.IGNORECASE else _draw_sequence(of[3])


def _draw_position(of: Any) -> Outlines:
    return _NOTHING if of.name == "AT_NON_BOUNDARY" else _EDGE


def _draw_lookaround(of: tuple[int, Iterable[Node]]) -> Outlines:
    """What must stand before or behind a place says no more here than whether a word ends there."""
    way, nodes = of
    drawn = _draw_sequence(nodes)
    edge = all(outline.endswith(" ") if way < 0 else outline.startswith(" ") for outline in drawn)
    return _EDGE if edge else _NOTHING


def _draw_negative_lookaround(of: tuple[int, Iterable[Node]]) -> Outlines:
    """ "(?!\\w)" is an edge, "(?!\\w|-long)" too."""
    nodes = list(of[1])
    branches = nodes[0][1][1] if len(nodes) == 1 and nodes[0][0].name == "BRANCH" else [nodes]
    return _EDGE if any(_is_word_character(list(branch)) for branch in branches) else _NOTHING


def _is_word_character(nodes: list[Node]) -> bool:
    if len(nodes) != 1 or nodes[0][0].name != "IN":
        return False
    items = [(op.name, getattr(of, "name", "")) for op, of in nodes[0][1]]
    return ("CATEGORY", "CATEGORY_WORD") in items and items[0][0] != "NEGATE"


_DRAWERS: dict[str, Callable[[Any], Outlines]] = {
    "SPELLED": lambda letters: frozenset((letters,)),
    "LITERAL": _draw_literal,
    "IN": _draw_class,
    "BRANCH": lambda of: _unite_outlines(_draw_sequence(branch) for branch in of[1]),
    "SUBPATTERN": _draw_group,
    "ATOMIC_GROUP": _draw_sequence,
    "MAX_REPEAT": _draw_repeat,
    "MIN_REPEAT": _draw_repeat,
    "POSSESSIVE_REPEAT": _draw_repeat,
    "AT": _draw_position,
    "ASSERT": _draw_lookaround,
    "ASSERT_NOT": _draw_negative_lookaround,
}
