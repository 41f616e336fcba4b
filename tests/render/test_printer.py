"""Words from outside reach the terminal through one printer, which shows them as they are."""

import io
from typing import Any

import pytest
from rich.padding import Padding
from rich.progress import Task
from rich.table import Table

from onrecord.render.printer import Console, Text, stack_lines
from onrecord.render.progress_bar import DescriptionColumn

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


def test_a_newline_adds_no_line() -> None:
    for printed in ("Ode\nonrecord: done", Text("Ode\nonrecord: done"), table(cell="Ode\r\nonrecord: done")):
        out = io.StringIO()
        Console(file=out, width=60).print(printed)
        assert out.getvalue().strip() == "Ode onrecord: done"
    out = io.StringIO()
    Console(file=out, width=60).print(stack_lines("0.25", "0.1\n0.4"))
    assert out.getvalue() == "0.25\n0.1 0.4\n"


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
