"""One owner for each list of choices, and for what reaches a terminal.

Nobody writes a list a second time, so that nobody can forget to add to it; nobody prints past the printer, which shows
words from outside as they are.
"""

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


# A table and a padding hand a str to the console; whatever else of rich takes one reads its markup by itself.
SAFE = {"rich.table", "rich.padding"}
PRINTERS = {"render/printer.py": {"rich.console", "rich.text"}, "render/progress_bar.py": {"rich.progress"}}
MARKUP = {"from_markup", "from_ansi", "render_markup"}
# What writes to a terminal past the printer, and the module that may: it makes visible what it writes.
WRITERS = {"print", "click.echo", "click.secho", "click.prompt", "click.confirm", "click.echo_via_pager"}
WRITERS |= {f"sys.{stream}.write" for stream in ("stdout", "stderr")} | {"traceback.print_exc"}
MAY_WRITE = "cli/options.py"


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def unsafe_prints(source: str, name: str) -> Iterator[str]:
    """Yield what of a module goes past the printer."""
    for node in ast.walk(ast.parse(source)):
        for module in imported_modules(node):
            if module.split(".")[0] == "rich" and module not in SAFE | PRINTERS.get(name, set()):
                yield f"{name}: imports {module}: use onrecord.render.printer"
        if isinstance(node, ast.Attribute) and node.attr in MARKUP:
            yield f"{name}:{node.lineno}: {node.attr} reads markup"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS and name != MAY_WRITE:
            yield f"{name}:{node.lineno}: {ast.unparse(node.func)}: use cli.options or render.printer"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_everything_is_printed_by_the_printer(path: Path) -> None:
    assert list(unsafe_prints(path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix())) == []


@pytest.mark.parametrize(
    "source",
    [
        "from rich.console import Console",
        "from rich.text import Text",
        "import rich",
        "from rich import print",
        "def later():\n    from rich.panel import Panel",
        "from rich.progress import track",
        "words = Text.from_markup(title)",
        "print(title)",
        "click.echo(title)",
        "sys.stdout.write(title)",
    ],
)
def test_what_goes_past_it_is_found(source: str) -> None:
    assert len(list(unsafe_prints(source, "cli/speakers.py"))) == 1
