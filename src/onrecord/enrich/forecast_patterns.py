"""The patterns of forecasts.toml, by name."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.text.prefilter import Prefilter


@cache
def load_patterns() -> dict[str, Prefilter]:
    """Compile the patterns of forecasts.toml, once; those under a heading are named "heading.name"."""
    table = tomllib.loads((files("onrecord.enrich") / "forecasts.toml").read_text("utf-8"))
    return dict(_flatten_table(table))


def _flatten_table(table: dict[str, Any], heading: str = "") -> Iterator[tuple[str, Prefilter]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten_table(value, f"{name}.")
        else:
            yield heading + name, Prefilter.from_patterns([value] if isinstance(value, str) else value)


def find_pattern(name: str, words: str) -> str | None:
    """Find the first words that a pattern matches; None where it matches none."""
    match = load_patterns()[name].search(words)
    return match[0] if match else None


def blank_pattern(name: str, words: str) -> str:
    """Return the words with a space in place of what a pattern matches."""
    return load_patterns()[name].sub(" ", words)
