"""What the commands share: days, the options they have in common, lines to standard error, JSON."""

import getpass
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day on the command line, as 2026-10-05."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as 2026-10-05", param, ctx)


DAY = Day()


def as_line(made: Mapping[str, Any]) -> str:
    """One row of JSON Lines."""
    return json.dumps(made, ensure_ascii=False)


def say(message: str) -> None:
    """A line to standard error."""
    click.echo(f"onrecord: {' '.join(message.split())}", err=True)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("your login has no name here: say who judges with --by NAME") from None


sources = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
ledger_option = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default="record.db",
    show_default=True,
    help="The file that the record is kept in.",
)
published_option = click.option(
    "--published",
    type=DAY,
    help="The day that a text was published, where it does not say so itself: relative dates count from it.",
)
private_option = click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
by_option = click.option("--by", default=_login, show_default="your login name", help="Who judges so.")
note_option = click.option("--note", help="A word on why.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, for machines.")
score_option = click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out statements less likely to be right than this.",
)
