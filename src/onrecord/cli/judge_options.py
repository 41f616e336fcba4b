"""The options of the commands that keep judgements: ledger, author, note, output as JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import by_option, json_option, ledger_option, note_option, print_json_line
from onrecord.errors import ClashError
from onrecord.judgements import Judgement, judgement_row
from onrecord.render.printer import Console

if TYPE_CHECKING:
    from onrecord import review
    from onrecord.ledger import Ledger


@dataclass(frozen=True)
class JudgeOptions:
    """What was given on the command line: the ledger, the author, the note, and whether to print JSON."""

    ledger: Path
    by: str
    note: str | None
    as_json: bool

    def open_ledger(self) -> "Ledger":
        """Open the ledger, which must exist."""
        # Imported late, as everywhere in this room: `onrecord --help` loads nothing that it does not need.
        from onrecord.ledger import Ledger

        if not self.by.strip():
            raise click.UsageError("--by is empty: give your name")
        return Ledger.open(self.ledger, create=False)

    def judge_now(self) -> "review.Judge":
        """Return the author as the judge of this moment."""
        from onrecord import review

        return review.Judge.now(self.by, self.note or "")

    def print_judgement(self, judgement: Judgement) -> None:
        """Print a judgement that was kept, its id first."""
        if self.as_json:
            print_json_line(judgement_row(judgement))
        else:
            print_line(f"{judgement.id}  {describe(judgement)}")


def judge_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --ledger, --by, --note and --json, as its argument `judge`."""

    @wraps(command)
    def with_judge(*, ledger: Path, by: str, note: str | None = None, as_json: bool, **options: Any) -> None:
        try:
            command(judge=JudgeOptions(ledger, by, note, as_json), **options)
        except ClashError as error:
            raise click.UsageError(str(error)) from None

    for option in (json_option, note_option, by_option, ledger_option):
        with_judge = option(with_judge)
    return with_judge


def print_line(words: str) -> None:
    """Print words on one line, whatever the width."""
    Console().print(words, soft_wrap=True)


def describe(judgement: Judgement) -> str:
    """Describe a judgement in one line."""
    from onrecord.render.judgements import describe_judgement

    return describe_judgement(judgement)
