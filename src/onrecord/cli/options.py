"""Options that several commands have, days on the command line, messages and JSON Lines."""

import getpass
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from onrecord.text.normalise import collapse_spaces
from onrecord.text.visible import format_json, show_controls


class Day(click.ParamType[date]):
    """Parse a day on the command line: 2026-10-05."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as 2026-10-05", param, ctx)


DAY = Day()


def print_json_line(row: Mapping[str, Any]) -> None:
    """Print a row of JSON Lines to standard output; what a terminal would obey is escaped, as JSON can."""
    click.echo(format_json(row))


def print_data(pieces: Iterable[str]) -> None:
    """Print data to standard output as they are; in a terminal with their control characters visible.

    Not with click.echo: in a pipe it takes escape sequences out of what is printed.
    """
    for piece in pieces:
        sys.stdout.write(show_controls(piece) if sys.stdout.isatty() else piece)


def print_message(message: str) -> None:
    """Print one line to standard error, its white space collapsed, its control characters visible."""
    click.echo(f"onrecord: {collapse_spaces(show_controls(message))}", err=True)


def print_lines(text: str) -> None:
    """Print lines to standard error, their control characters visible: a traceback, or what click says of an error."""
    click.echo(show_controls(text), err=True, nl=False)


def _default_login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # In a container the user may have no name: a judgement without an author is worth nothing.
        raise click.UsageError("your login has no name here: give yours with --by NAME") from None


sources_argument = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
ledger_option = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default="record.db",
    show_default=True,
    help="The ledger: the file that the record is kept in.",
)
published_option = click.option(
    "--published",
    type=DAY,
    help="Day of publication where the text does not give one; relative dates count from it.",
)
private_option = click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
debug_option = click.option("--debug", is_flag=True, help="Print the traceback of each article that raises an error.")
by_option = click.option(
    "--by", default=_default_login, show_default="your login name", help="Your name, kept with the judgement."
)
note_option = click.option("--note", help="Reason, kept with the judgement.")
raw_option = click.option(
    "--raw", is_flag=True, help="CSV: no apostrophe before what a spreadsheet would take for a formula."
)
bom_option = click.option("--bom", is_flag=True, help="CSV: begin with a byte-order mark, which Excel needs.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
score_option = click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out statements with a lower probability of being right.",
)
