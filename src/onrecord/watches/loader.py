"""The watch file: YAML -> Watch. Nothing in it is run, and every complaint names the file, the line and the key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml

from onrecord.errors import QueryError, WatchError
from onrecord.ledger.search import query
from onrecord.ledger.search.conditions import Amount
from onrecord.watches.model import Hypothesis, Indicator, Series, Watch

T = TypeVar("T", Indicator, Series, Hypothesis)

_LARGEST = 1_000_000
"""Characters: a watch file is typed by hand."""
_PARTS = ("name", "about", "indicators", "series", "hypotheses")
_KEYS = {
    "indicators": ("name", "query", "phrases", "quantity", "speaker", "why"),
    "series": ("name", "unit", "words", "rate", "increment", "speaker", "query"),
    "hypotheses": ("name", "text"),
}
_YES = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the file, and where it stands: `path` and line, `key` as in indicators[2].query (counted from 1)."""

    node: yaml.Node
    path: str
    key: str = ""

    def wrong(self, message: str) -> WatchError:
        """What to raise: `message` says what is wrong and what to do."""
        line = self.node.start_mark.line + 1
        return WatchError(f"{self.path}, line {line}: {f'{self.key}: ' if self.key else ''}{message}")


def load_watch(path: str | Path) -> Watch:
    """The watch of a file. WatchError says what is wrong with it, in which line, and what to do."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise WatchError(f"{path}: is not text in UTF-8: save it as that") from None
    except OSError as error:
        raise WatchError(
            f"{path}: cannot be read ({error.strerror}): name a watch file, as in docs/watches.md"
        ) from None
    return parse_watch(text, str(path))


def parse_watch(text: str, path: str = "watch") -> Watch:
    """The watch that `text` says; `path` is only named in errors.

    >>> parse_watch("name: River\\nindicators: [{name: Bridge, phrases: [the bridge, the ford]}]").indicators[0].query
    '"the bridge" OR "the ford"'
    """
    if len(text) > _LARGEST:
        raise WatchError(f"{path}: is longer than a watch file can be ({_LARGEST:,} characters): split it")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        told = f"is not YAML ({error.problem or error.context}): check indents, colons and quotation marks"
        raise WatchError(f"{path}, line {line}: {told}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise WatchError(f"{path}: is not YAML ({str(error).splitlines()[0]}): save it as plain text") from None
    if node is None:
        raise WatchError(f"{path}: is empty: write a name and what to follow, as in docs/watches.md")
    return _watch(_Node(node, path))


def _watch(file: _Node) -> Watch:
    found = _mapping(file, _PARTS)
    name = _needed(file, found, "name", "name: Lissen river line")
    if not any(key in found for key in _KEYS):
        raise file.wrong("follows nothing: add indicators, series or hypotheses")
    return Watch(
        name,
        _words(found.get("about")),
        _parts(found, "indicators", _indicator),
        _parts(found, "series", _series),
        _parts(found, "hypotheses", _hypothesis),
    )


def _parts(found: dict[str, _Node], key: str, made: Callable[[_Node, dict[str, _Node]], T]) -> tuple[T, ...]:
    if key not in found:
        return ()
    parts: dict[str, T] = {}
    for place in _items(found[key]):
        part = made(place, _mapping(place, _KEYS[key]))
        if part.name in parts:
            raise place.wrong(f"there is another one of the name {part.name}: give each its own")
        parts[part.name] = part
    return tuple(parts.values())


def _indicator(place: _Node, found: dict[str, _Node]) -> Indicator:
    name = _needed(place, found, "name", "name: Denials")
    phrases = [_readable(one, f'"{_unquoted(one)}"') for one in _items(found.get("phrases"))]
    asked = " ".join(x for x in (_query(found.get("query")), " OR ".join(phrases), _quantity(found)) if x)
    if not asked and "speaker" not in found:
        raise place.wrong("asks for nothing: add query, phrases, quantity or speaker")
    return Indicator(
        name, _readable(place, asked) if asked else "", _words(found.get("speaker")), _words(found.get("why"))
    )


def _series(place: _Node, found: dict[str, _Node]) -> Series:
    name = _needed(place, found, "name", "name: Soldiers on the eastern bank")
    units = tuple(_unquoted(one) for one in _items(found.get("unit")))
    if not (units or {"words", "query", "speaker"} & set(found)):
        raise place.wrong("asks for nothing: add unit, words, speaker or query")
    return Series(
        name,
        units,
        tuple(_unquoted(one) for one in _items(found.get("words"))),
        _words(found.get("rate")) or None,
        _yes(found["increment"]) if "increment" in found else None,
        _words(found.get("speaker")),
        _query(found.get("query")),
    )


def _hypothesis(place: _Node, found: dict[str, _Node]) -> Hypothesis:
    name = _needed(place, found, "name", "name: accident")
    return Hypothesis(name, _needed(place, found, "text", "text: The fire began by itself."))


def _mapping(place: _Node, known: Iterable[str]) -> dict[str, _Node]:
    """Its values by key; those with nothing in them are left out."""
    names = tuple(known)
    if not isinstance(place.node, yaml.MappingNode):
        raise place.wrong(f"must have keys ({', '.join(names)}), a line each: write {names[0]}: …")
    found: dict[str, _Node] = {}
    for key_node, value in place.node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        here = _Node(key_node, place.path, place.key)
        if key not in names:
            near = get_close_matches(key, names, 1, 0.6)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise here.wrong(f"{key or 'this'} is no key here; {hint}")
        if key in found:
            raise here.wrong(f"{key} stands here twice: leave one out")
        if not (isinstance(value, yaml.ScalarNode) and not value.value.strip()):
            found[key] = _Node(value, place.path, f"{place.key}.{key}".lstrip("."))
    return found


def _items(place: _Node | None) -> list[_Node]:
    """The items of a list; a single word or a single mapping is a list of one."""
    if place is None:
        return []
    if not isinstance(place.node, yaml.SequenceNode):
        return [place]
    return [_Node(item, place.path, f"{place.key}[{i}]") for i, item in enumerate(place.node.value, 1)]


def _needed(place: _Node, found: dict[str, _Node], key: str, example: str) -> str:
    if key not in found:
        raise place.wrong(f"has no {key}: add {example}")
    return _words(found[key])


def _words(place: _Node | None) -> str:
    """The words of a value, white space evened out."""
    if place is None:
        return ""
    if not isinstance(place.node, yaml.ScalarNode):
        raise place.wrong("must be words, not a list or keys: write it in one line, in quotation marks")
    return " ".join(place.node.value.split())


def _unquoted(place: _Node) -> str:
    words = _words(place).replace('"', " ").strip()
    if not words:
        raise place.wrong("has no words: write some, or leave it out")
    return words


def _yes(place: _Node) -> bool:
    word = _words(place).lower()
    if word not in _YES:
        raise place.wrong(f"must be yes or no, not {word}")
    return _YES[word]


def _query(place: _Node | None) -> str:
    """A query, if the search can read it."""
    return _readable(place, _words(place)) if place else ""


def _readable(place: _Node, asked: str) -> str:
    """What is asked, if the search can read it."""
    try:
        if not query.parse(asked, date.today()):
            raise place.wrong("has no word to look for: write bridge OR crossing")
    except QueryError as error:
        raise place.wrong(str(error)) from None
    return asked


def _quantity(found: dict[str, _Node]) -> str:
    """A condition on a number, as "soldiers > 1000"."""
    place = found.get("quantity")
    asked = _query(place)
    if place and not any(isinstance(one, Amount) for group in query.parse(asked, date.today()) for one in group):
        raise place.wrong("has no number to compare with: write soldiers > 1000")
    return asked
