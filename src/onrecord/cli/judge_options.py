"""What the commands by which people judge share: who judges, in which ledger, and how it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from onrecord.cli.options import by_option, json_option, ledger_option, note_option, print_json_line
from onrecord.errors import ClashError
from onrecord.judgements import Judgement, judgement_row

if TYPE_CHECKING:
    from onrecord import review
    from onrecord.ledger import Ledger


@dataclass(frozen=True)
class Judge:
    """Who judges, in which ledger, with what note, and how it is told."""

    ledger: Path
    by: str
    note: str | None
    as_json: bool

    def open(self) -> "Ledger":
        """The ledger; it must be there."""
        from onrecord.ledger import Ledger

        if not self.by.strip():
            raise click.UsageError("--by is empty: say who judges so")
        return Ledger.open(self.ledger, create=False)

    def now(self) -> "review.Judge":
        """As the record knows who judges: with the moment."""
        from onrecord import review

        return review.Judge.now(self.by, self.note or "")

    def tell(self, made: Judgement) -> None:
        """Print a judgement that was kept."""
        printed(made, as_json=self.as_json)


def judge_options(command: Callable[..., None]) -> Callable[..., None]:
    """--ledger, --by, --note and --json, given to a command as its `judge`."""

    @wraps(command)
    def made(*, ledger: Path, by: str, note: str | None = None, as_json: bool, **options: Any) -> None:
        try:
            command(judge=Judge(ledger, by, note, as_json), **options)
        except ClashError as error:
            raise click.UsageError(str(error)) from None

    for option in (json_option, note_option, by_option, ledger_option):
        made = option(made)
    return made


def printed(made: Judgement, *, as_json: bool) -> None:
    """Print a judgement, its id first."""
    if as_json:
        print_json_line(judgement_row(made))
    else:
        Console().print(f"{made.id}  {told_of(made)}", markup=False, highlight=False, soft_wrap=True)


def told_of(made: Judgement) -> str:
    """A judgement in one line."""
    from onrecord.render.judgements import told

    return told(made)
