"""One owner for each list of choices: nobody writes it a second time, so that nobody can forget to add to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import judgements
from onrecord.records import ACTS, SPEAKER_KINDS

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
OWNED = {
    "judgements.py": {
        "OUTCOMES": judgements.OUTCOMES,
        "CELLS": judgements.CELLS,
        "WEIGHTS": judgements.WEIGHTS,
        "CORRECTABLE": judgements.CORRECTABLE,
        "JUDGEMENT_KINDS": judgements.JUDGEMENT_KINDS,
        "RELIABILITY": tuple(judgements.RELIABILITY),
        "CREDIBILITY": tuple(judgements.CREDIBILITY),
    },
    "records.py": {"ACTS": ACTS, "SPEAKER_KINDS": SPEAKER_KINDS},
}
OWNERS = {frozenset(choices): (owner, name) for owner, lists in OWNED.items() for name, choices in lists.items()}
WORDS = set(judgements.OUTCOME_WORDS.values()) - {"came true"}
"""Of the outcomes in words, those that nothing else could mean."""


def listed_words(tree: ast.AST) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the words of each tuple, list, set and Literal, with its line; not those of a dict's keys."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            words = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            if len(words) == len(node.elts):
                yield node.lineno, frozenset(words)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, frozenset(node.value.split())


def copies(source: str, name: str) -> Iterator[str]:
    """Yield what a module says that another owns."""
    tree = ast.parse(source)
    for line, words in listed_words(tree):
        owner, choices = OWNERS.get(words, (name, ""))
        if owner != name:
            yield f"{name}:{line} lists the words of {choices}: import it from {owner}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in WORDS and name != "judgements.py":
            yield f"{name}:{node.lineno} says {node.value!r}: use judgements.OUTCOME_WORDS"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_list_of_choices_is_written_twice(path: Path) -> None:
    assert list(copies(path.read_text("utf-8"), str(path.relative_to(PACKAGE)))) == []


CASES = [
    'CELLS = ("consistent", "inconsistent", "neither")',
    'Cell = Literal["neither", "inconsistent", "consistent"]',
    'FIELDS = "speaker role organisation kind act said_at statement forecast".split()',
    'CAME = {"no": "did not come true"}',
]


@pytest.mark.parametrize("source", CASES)
def test_a_copy_is_found(source: str) -> None:
    assert len(list(copies(source, "watches/model.py"))) == 1


def test_a_table_over_the_choices_is_not_a_copy() -> None:
    assert list(copies('WORTH = {"low": 0.5, "medium": 1.0, "high": 2.0}', "watches/model.py")) == []
