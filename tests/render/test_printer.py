"""Words from outside reach the terminal through one printer, which shows them as they are."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.padding import Padding
from rich.progress import Task
from rich.table import Table

from onrecord.render.printer import Console, Text
from onrecord.render.progress_bar import DescriptionColumn

PACKAGE = Path(__file__).parent.parent.parent / "src" / "onrecord"
# A table and a padding hand a str to the console; whatever else of rich takes one reads its markup by itself.
SAFE = {"rich.table", "rich.padding"}
OWNERS = {"render/printer.py": {"rich.console", "rich.text"}, "render/progress_bar.py": {"rich.progress"}}
MARKUP = {"from_markup", "from_ansi", "render_markup"}
# What writes to a terminal past the printer, and the module that may: it makes visible what it writes.
WRITERS = {"print", "click.echo", "click.secho", "click.prompt", "click.confirm", "click.echo_via_pager"}
WRITERS |= {f"sys.{stream}.write" for stream in ("stdout", "stderr")} | {"traceback.print_exc"}
MAY_WRITE = "cli/options.py"


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def faults(source: str, name: str) -> Iterator[str]:
    """Yield what of a module goes past the printer."""
    for node in ast.walk(ast.parse(source)):
        for module in imported_modules(node):
            if module.split(".")[0] == "rich" and module not in SAFE | OWNERS.get(name, set()):
                yield f"{name}: imports {module}: use onrecord.render.printer"
        if isinstance(node, ast.Attribute) and node.attr in MARKUP:
            yield f"{name}:{node.lineno}: {node.attr} reads markup"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS and name != MAY_WRITE:
            yield f"{name}:{node.lineno}: {ast.unparse(node.func)}: use cli.options or render.printer"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_everything_is_printed_by_the_printer(path: Path) -> None:
    assert list(faults(path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix())) == []


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
    assert len(list(faults(source, "cli/speakers.py"))) == 1


HOSTILE = "[bold]Ode[/] :smile: [/gate] \x1b[2J\x9b31m \u202edraug"
SHOWN = "[bold]Ode[/] :smile: [/gate] ␛[2J⟦U+009B⟧31m ⟦U+202E⟧draug"


def table(*, title: str = "", heading: str = "", cell: str = "") -> Table:
    made = Table(title=title, box=None, expand=True)
    made.add_column(heading)
    made.add_row(cell)
    return made


@pytest.mark.parametrize(
    "printed",
    [
        HOSTILE,
        Text(HOSTILE, style="bold"),
        Text("").append(HOSTILE, style="bold"),
        Text.assemble((HOSTILE, "red")),
        Padding(HOSTILE, (0, 0, 0, 4)),
        table(title=HOSTILE),
        table(heading=HOSTILE),
        table(cell=HOSTILE),
    ],
)
def test_words_are_printed_as_they_are(printed: Any) -> None:
    out = io.StringIO()
    Console(file=out, width=200).print(printed)
    assert out.getvalue().strip() == SHOWN


def test_markup_is_not_read_even_where_it_is_asked_for() -> None:
    out = io.StringIO()
    Console(file=out, width=200).print(HOSTILE, markup=True, emoji=True)
    assert out.getvalue().strip() == SHOWN


def test_signs_are_counted_in_the_width() -> None:
    out = io.StringIO()
    Console(file=out, width=26).print(table(cell="\u202e\u202e\u202e one"))
    assert [len(line.strip()) for line in out.getvalue().splitlines() if line.strip()] == [24, 3]


def test_a_bar_shows_its_description_as_it_is() -> None:
    task = Task(0, HOSTILE, None, 0, lambda: 0.0)  # type: ignore[arg-type]  # rich's ids are a NewType
    assert DescriptionColumn().render(task).plain == SHOWN
