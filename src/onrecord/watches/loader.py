"""Load a watch from its YAML file. Nothing in it is run; every error names the file, the line and the key."""

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

WatchPart = TypeVar("WatchPart", Indicator, Series, Hypothesis)

# A watch file is typed by hand: a larger file is another file, and YAML takes long over it.
_MOST_CHARACTERS = 1_000_000
_TOP_KEYS = ("name", "about", "indicators", "series", "hypotheses")
_PART_KEYS = {
    "indicators": ("name", "query", "phrases", "quantity", "speaker", "why"),
    "series": ("name", "unit", "words", "rate", "increment", "speaker", "query"),
    "hypotheses": ("name", "text"),
}
# A node's value is text as typed: YAML's own words for a boolean are read here.
_YES_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class _WatchNode:
    """A value of the file and its place: `path` and line, `key` as in indicators[2].query (counted from 1)."""

    node: yaml.Node
    path: str
    key: str = ""

    def error(self, message: str) -> WatchError:
        """Return the error to raise: `message` says what is wrong and what to do."""
        line = self.node.start_mark.line + 1
        return WatchError(f"{self.path}, line {line}: {f'{self.key}: ' if self.key else ''}{message}")


def load_watch(path: str | Path) -> Watch:
    """Load the watch of a file. WatchError says what is wrong with it, in which line, and what to do."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise WatchError(f"{path}: is not text in UTF-8: save it as UTF-8") from None
    except OSError as error:
        raise WatchError(
            f"{path}: cannot be read ({error.strerror}): name a watch file, as in docs/watches.md"
        ) from None
    return parse_watch(text, str(path))


def parse_watch(text: str, path: str = "watch") -> Watch:
    """Parse the text of a watch file; `path` is only for errors.

    >>> parse_watch("name: River\\nindicators: [{name: Bridge, phrases: [the bridge, the ford]}]").indicators[0].query
    '"the bridge" OR "the ford"'
    """
    if len(text) > _MOST_CHARACTERS:
        raise WatchError(f"{path}: is longer than a watch file can be ({_MOST_CHARACTERS:,} characters): split it")
    try:
        # Composed, not loaded: nodes keep their lines for errors, and no tag of YAML builds an object.
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"is not YAML ({error.problem or error.context}): check indents, colons and quotation marks"
        raise WatchError(f"{path}, line {line}: {problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise WatchError(f"{path}: is not YAML ({str(error).splitlines()[0]}): save it as plain text") from None
    if node is None:
        raise WatchError(f"{path}: is empty: write a name and what to follow, as in docs/watches.md")
    return _read_watch(_WatchNode(node, path))


def _read_watch(file: _WatchNode) -> Watch:
    values = _values_by_key(file, _TOP_KEYS)
    name = _required_text(file, values, "name", "name: Lissen river line")
    if not any(key in values for key in _PART_KEYS):
        raise file.error("has nothing to follow: add indicators, series or hypotheses")
    return Watch(
        name,
        _text_of_node(values.get("about")),
        _read_parts(values, "indicators", _read_indicator),
        _read_parts(values, "series", _read_series),
        _read_parts(values, "hypotheses", _read_hypothesis),
    )


def _read_parts(
    values: dict[str, _WatchNode], key: str, read: Callable[[_WatchNode, dict[str, _WatchNode]], WatchPart]
) -> tuple[WatchPart, ...]:
    if key not in values:
        return ()
    parts: dict[str, WatchPart] = {}
    for node in _list_items(values[key]):
        part = read(node, _values_by_key(node, _PART_KEYS[key]))
        if part.name in parts:
            raise node.error(f"the name {part.name} is used twice: give each its own")
        parts[part.name] = part
    return tuple(parts.values())


def _read_indicator(node: _WatchNode, values: dict[str, _WatchNode]) -> Indicator:
    name = _required_text(node, values, "name", "name: Denials")
    phrases = [_checked_query(each, f'"{_read_phrase(each)}"') for each in _list_items(values.get("phrases"))]
    query_text = " ".join(
        x for x in (_read_query(values.get("query")), " OR ".join(phrases), _read_quantity(values)) if x
    )
    if not query_text and "speaker" not in values:
        raise node.error("has no condition: add query, phrases, quantity or speaker")
    return Indicator(
        name,
        _checked_query(node, query_text) if query_text else "",
        _text_of_node(values.get("speaker")),
        _text_of_node(values.get("why")),
    )


def _read_series(node: _WatchNode, values: dict[str, _WatchNode]) -> Series:
    name = _required_text(node, values, "name", "name: Soldiers on the eastern bank")
    units = tuple(_read_phrase(each) for each in _list_items(values.get("unit")))
    if not (units or {"words", "query", "speaker"} & set(values)):
        raise node.error("has no condition: add unit, words, speaker or query")
    return Series(
        name,
        units,
        tuple(_read_phrase(each) for each in _list_items(values.get("words"))),
        _text_of_node(values.get("rate")) or None,
        _read_yes_no(values["increment"]) if "increment" in values else None,
        _text_of_node(values.get("speaker")),
        _read_query(values.get("query")),
    )


def _read_hypothesis(node: _WatchNode, values: dict[str, _WatchNode]) -> Hypothesis:
    name = _required_text(node, values, "name", "name: accident")
    return Hypothesis(name, _required_text(node, values, "text", "text: The fire began by itself."))


def _values_by_key(node: _WatchNode, known: Iterable[str]) -> dict[str, _WatchNode]:
    """Return the values of a mapping by key, without empty ones."""
    names = tuple(known)
    if not isinstance(node.node, yaml.MappingNode):
        raise node.error(f"must have keys ({', '.join(names)}), a line each: write {names[0]}: …")
    values: dict[str, _WatchNode] = {}
    for key_node, value in node.node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        here = _WatchNode(key_node, node.path, node.key)
        if key not in names:
            near = get_close_matches(key, names, 1, 0.6)
            hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(names)}"
            raise here.error(f"unknown key {key}; {hint}")
        if key in values:
            raise here.error(f"{key} is given twice: leave one out")
        # "phrases:" with nothing after it is a form that was not filled in.
        if not (isinstance(value, yaml.ScalarNode) and not value.value.strip()):
            values[key] = _WatchNode(value, node.path, f"{node.key}.{key}".lstrip("."))
    return values


def _list_items(node: _WatchNode | None) -> list[_WatchNode]:
    """Return the items of a list; a single word or a single mapping is a list of one."""
    if node is None:
        return []
    if not isinstance(node.node, yaml.SequenceNode):
        return [node]
    return [_WatchNode(item, node.path, f"{node.key}[{i}]") for i, item in enumerate(node.node.value, 1)]


def _required_text(node: _WatchNode, values: dict[str, _WatchNode], key: str, example: str) -> str:
    if key not in values:
        raise node.error(f"{key} is missing: add {example}")
    return _text_of_node(values[key])


def _text_of_node(node: _WatchNode | None) -> str:
    """Return the text of a value, white space evened out; empty where there is no value."""
    if node is None:
        return ""
    if not isinstance(node.node, yaml.ScalarNode):
        raise node.error("must be words, not a list or keys: write it in one line, in quotation marks")
    return " ".join(node.node.value.split())


def _read_phrase(node: _WatchNode) -> str:
    words = _text_of_node(node).replace('"', " ").strip()
    if not words:
        raise node.error("is empty: write some words, or leave it out")
    return words


def _read_yes_no(node: _WatchNode) -> bool:
    word = _text_of_node(node).lower()
    if word not in _YES_NO:
        raise node.error(f"must be yes or no, not {word}")
    return _YES_NO[word]


def _read_query(node: _WatchNode | None) -> str:
    """Return a query, if the search can parse it."""
    return _checked_query(node, _text_of_node(node)) if node else ""


def _checked_query(node: _WatchNode, query_text: str) -> str:
    """Return a query that the search can parse, or raise what is wrong with it."""
    try:
        if not query.parse(query_text, date.today()):
            raise node.error("has no word to look for: write bridge OR crossing")
    except QueryError as error:
        raise node.error(str(error)) from None
    return query_text


def _read_quantity(values: dict[str, _WatchNode]) -> str:
    """Return a condition on a number, as "soldiers > 1000"."""
    node = values.get("quantity")
    query_text = _read_query(node)
    if node and not any(isinstance(each, Amount) for group in query.parse(query_text, date.today()) for each in group):
        raise node.error("has no number to compare with: write soldiers > 1000")
    return query_text
