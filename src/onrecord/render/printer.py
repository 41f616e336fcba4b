"""The one way to a terminal for words that come from outside: articles, ledgers, file names, queries, errors.

Nothing in them is read as rich's markup ("[the council]" is an editor's brackets), and what a terminal would obey is
made visible (`text.visible`). A newline becomes a space: no title can add a line that looks like the command's own.
`Console` and `Text` are rich's, safe in this way; tests/test_owners.py holds that rich's own are imported nowhere else.
A plain str may be given to `Console.print`, to a table as a cell, a heading or its title, and to a padding: rich hands
it to the console, which makes it safe.
"""

import logging
from typing import Any, Self

import rich.console
import rich.text

from onrecord.text.visible import show_controls


def _show_on_one_line(words: str) -> str:
    return show_controls(words).replace("\n", " ")


class Text(rich.text.Text):
    """Words with styles, each as it is, its control characters visible."""

    def __init__(self, words: str = "", style: str = "", **options: Any) -> None:
        super().__init__(_show_on_one_line(words), style, **options)

    def append(self, text: rich.text.Text | str, style: Any = None) -> Self:
        """Append words in a style, or a styled text."""
        super().append(_show_on_one_line(text) if isinstance(text, str) else text, style)
        return self


def stack_lines(*lines: str) -> Text:
    """Return lines one below the other, for a cell of a table."""
    stacked = Text()
    for line in lines:
        stacked.append(rich.text.Text("\n") if stacked else "").append(line)
    return stacked


class Console(rich.console.Console):
    """A terminal, or a file in its place, that prints words as they are: no markup, no `:emoji:`, no highlights."""

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **options)

    def render_str(self, text: str, **options: Any) -> rich.text.Text:
        """Return a str as a text. rich asks for this wherever it is given a str."""
        return super().render_str(_show_on_one_line(text), **options | {"markup": False, "emoji": False})


class LogFormatter(logging.Formatter):
    """Formats what is logged to a terminal: a traceback may quote an article."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message and the traceback of a record, their control characters visible."""
        return show_controls(super().format(record))
