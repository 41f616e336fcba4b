"""What the commands by which people judge share: who judges, names and statements as the ledger has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from onrecord.cli.options import as_line, by_option, json_option, ledger_option, note_option
from onrecord.errors import JudgementError
from onrecord.records import Judgement, JudgementKind, Statement

if TYPE_CHECKING:
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

    def keep(
        self, kept: "Ledger", kind: JudgementKind, subject: str, data: Mapping[str, Any], other: str | None = None
    ) -> None:
        """Keep a judgement, and print it."""
        noted = dict(data) | ({"note": self.note} if self.note else {})
        printed(kept.judge(kind, subject, other, noted, by=self.by, at=datetime.now(UTC)), as_json=self.as_json)


def judge_options(command: Callable[..., None]) -> Callable[..., None]:
    """--ledger, --by, --note and --json, given to a command as its `judge`."""

    @wraps(command)
    def made(*, ledger: Path, by: str, note: str | None = None, as_json: bool, **options: Any) -> None:
        command(judge=Judge(ledger, by, note, as_json), **options)

    for option in (json_option, note_option, by_option, ledger_option):
        made = option(made)
    return made


def printed(made: Judgement, *, as_json: bool) -> None:
    """Print a judgement, its id first."""
    from onrecord.rows import judgement_row

    if as_json:
        click.echo(as_line(judgement_row(made)))
    else:
        Console().print(f"{made.id}  {told_of(made)}", markup=False, highlight=False, soft_wrap=True)


def told_of(made: Judgement) -> str:
    """A judgement in one line."""
    from onrecord.judged import told

    return told(made)


def known_name(name: str, known: set[str], ledger: Path) -> str:
    """A name as the ledger has it, whatever its case and white space; JudgementError where it has none such."""
    plain = {" ".join(word.casefold().split()): word for word in sorted(known)}
    asked = " ".join(name.casefold().split())
    if name in known or asked in plain:
        return name if name in known else plain[asked]
    near = [plain[word] for word in get_close_matches(asked, plain, 3, 0.6)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`onrecord search --speaker` finds names"
    raise JudgementError(f"ledger {ledger}: nobody is called “{name}”: {hint}")


def statement_of(kept: "Ledger", identifier: str) -> Statement:
    """The statement of an id, or of the first characters of it; JudgementError where it is an article's."""
    found = kept.find(identifier)
    if found.statement is None:
        told = f"{identifier} is an article: name one of its statements; `onrecord show {identifier}` lists them"
        raise JudgementError(f"ledger {kept.path}: {told}")
    return found.statement
