"""Reasons and messages are for people: no code reads them back. What code needs has a type or a field."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
ALLOWED = {
    "exports/jsonl.py": "exports of version 0.1.0 have no other sign of it",
    "ledger/database.py": "SQLite's own messages, which have no finer code",
}
READERS = {"startswith", "endswith", "find", "index", "count", "split", "partition", "removeprefix", "removesuffix"}
READERS |= {"match", "search", "fullmatch", "findall", "finditer"}


def is_prose(node: ast.AST, names: set[str]) -> bool:
    """Return whether a node is a reason (`x.because`, `x["because"]`), an error's message, or a name that holds one."""
    if isinstance(node, ast.Attribute):
        return node.attr == "because" or (node.attr in READERS | {"lower"} and is_prose(node.value, names))
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "because"
    if isinstance(node, ast.Call):
        is_message = isinstance(node.func, ast.Name) and node.func.id == "str" and is_error(node.args)
        return is_message or is_prose(node.func, names)
    return isinstance(node, ast.Name) and node.id in names


def is_error(args: list[ast.expr]) -> bool:
    return len(args) == 1 and isinstance(args[0], ast.Name) and args[0].id in ("error", "e", "exc", "exception")


def names_of_prose(tree: ast.AST) -> set[str]:
    """Return the names that are bound to a reason or a message."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_prose(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def readings(function: ast.AST) -> Iterator[int]:
    """Yield the lines of a function that compare prose, or look for words in it."""
    names = names_of_prose(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            # Whether there is a reason at all may be asked: `x.because is None`, `x.because == ""`.
            empty = any(isinstance(side, ast.Constant) and side.value in (None, "") for side in sides)
            if not empty and any(is_prose(side, names) for side in sides):
                yield node.lineno
        elif is_search(node) and any(is_prose(part, names) for part in (node.func.value, *node.args)):
            yield node.lineno


def is_search(node: ast.AST) -> bool:
    """Return whether a node calls a method that looks for words; `split()` without any only joins lines."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in READERS and bool(node.args)


def prose_readings(source: str) -> list[int]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return sorted({line for function in functions for line in readings(function)})


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_code_reads_a_reason_or_a_message(path: Path) -> None:
    found = prose_readings(path.read_text("utf-8"))
    assert bool(found) == (str(path.relative_to(PACKAGE)) in ALLOWED), f"{path}: lines {found}"


CASES = [
    'return time.because.startswith("confirmed by")',
    "return 'night' in time.because",
    'return row["because"] == "x"',
    'return "nothing has the id" in str(error)',
    'words = str(error).lower()\n    return "locked" in words',
    'return re.search("x", made.because)',
]
FINE = ["return made.because", 'return f"{made.because}: {str(error)}"', 'return made.because == ""']


@pytest.mark.parametrize("kind", ["def", "async def"])
@pytest.mark.parametrize(("body", "want"), [*((case, True) for case in CASES), *((case, False) for case in FINE)])
def test_what_reads_prose_is_found(body: str, want: bool, kind: str) -> None:
    assert bool(prose_readings(f"{kind} f(time, row, error, made):\n    {body}\n")) == want
