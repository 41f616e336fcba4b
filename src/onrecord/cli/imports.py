"""The command that merges another ledger into this one: `import`."""

import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

import click

from onrecord.cli.judge_options import describe
from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.errors import OnrecordError
from onrecord.text.format import format_count

if TYPE_CHECKING:
    from onrecord.exports.imports import ImportedLine
    from onrecord.judgements import Judgement
    from onrecord.ledger import Ledger

# Lines of a terminal: so many judgements that are replaced are described one by one.
_MOST_DESCRIBED = 20


@click.command(name="import")
@click.argument("file", metavar="FILE")
@ledger_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--with-redactions", is_flag=True, help="Redact here, for good, what the other ledger redacted. Default: leave out."
)
@json_option
def import_command(*, file: str, ledger: Path, dry_run: bool, with_redactions: bool, as_json: bool) -> None:
    """Merge another ledger into this one. FILE is the output of `onrecord export --as jsonl`, or - for standard input.

    Nothing is lost and nothing is stored twice: importing again adds nothing. A line that cannot be taken is reported,
    and the rest is taken. Judgements of other people count here as yours do: see with --dry-run whose they are, and
    which of yours they replace or withdraw; `onrecord withdraw` takes one back. Redactions are taken only with
    --with-redactions.

    \b
    onrecord export --as jsonl --ledger theirs.db --out theirs.jsonl
    onrecord import theirs.jsonl --ledger ours.db --dry-run
    onrecord import theirs.jsonl --ledger ours.db
    """
    from onrecord.exports.imports import import_lines, read_export

    name = "standard input" if file == "-" else file
    report = ImportReport(name, is_rehearsal=dry_run)
    with _open_file(file) as opened:
        try:
            # Before the ledger is opened: what is no export makes no ledger.
            lines = read_export(opened)
        except OnrecordError as error:
            raise OnrecordError(f"{name} {error}") from None
        with _open_ledger(ledger, is_rehearsal=dry_run) as kept:
            kept.database.check_writable()
            for line in import_lines(kept, lines, with_redactions=with_redactions):
                report.add(line)
    if as_json:
        print_json_line(report.row())
    report.print_summary(ledger)
    if report.states["failed"]:
        sys.exit(1)


def _open_file(file: str) -> AbstractContextManager[BinaryIO]:
    """Open a file for reading bytes; OnrecordError where it cannot be read."""
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise OnrecordError(f"{file}: cannot be read ({error.strerror}): name a file that is there") from None


def _open_ledger(path: Path, *, is_rehearsal: bool) -> "AbstractContextManager[Ledger]":
    from onrecord.ledger import Ledger
    from onrecord.ledger.rehearsal import open_rehearsal

    return open_rehearsal(path) if is_rehearsal else Ledger.open(path)


@dataclass
class ImportReport:
    """What an import changed, or would change in a rehearsal: printed line by line where it matters, then summed up."""

    file: str
    is_rehearsal: bool
    states: Counter[str] = field(default_factory=Counter)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    replaced: list[str] = field(default_factory=list)
    emptied: dict[str, None] = field(default_factory=dict)
    spared: dict[str, None] = field(default_factory=dict)

    def add(self, line: "ImportedLine") -> None:
        """Count a line; print why it was not taken, and which judgement it replaces."""
        self.states[line.state] += 1
        if line.reason:
            print_message(f"{self.file}:{line.number}: {line.reason}")
        if line.judgement and line.state == "judgement":
            self.taken[line.judgement.kind, line.judgement.by] += 1
        pages = self.spared if line.state == "redaction" else self.emptied
        pages |= dict.fromkeys(line.emptied)
        if line.replaced and line.judgement:
            self.replaced.append(line.replaced.id)
            if len(self.replaced) <= _MOST_DESCRIBED:
                print_message(f"{self.file}:{line.number}: {self._describe_replaced(line.judgement, line.replaced)}")

    def _describe_replaced(self, judgement: "Judgement", replaced: "Judgement") -> str:
        would = "would be" if self.is_rehearsal else "was"
        how = f"withdrawn by {judgement.by}" if judgement.kind == "withdraw" else f"replaced by {describe(judgement)}"
        return f"{would} {how}: {replaced.id}, {describe(replaced)}"

    def row(self) -> dict[str, Any]:
        """Return the counts as JSON."""
        from onrecord.exports.imports import ImportState

        taken = [{"kind": kind, "by": by, "count": count} for (kind, by), count in sorted(self.taken.items())]
        lists = {"replaced": self.replaced, "emptied": list(self.emptied), "by": taken}
        return {state: self.states[state] for state in get_args(ImportState)} | lists | {"dry_run": self.is_rehearsal}

    def print_summary(self, ledger: Path) -> None:
        """Print the counts in words."""
        states, would = self.states, "would be" if self.is_rehearsal else "were"
        named = (
            ("new", "new article"),
            ("version", "further version"),
            ("judgement", "judgement"),
            ("same", "duplicate"),
        )
        counts = [format_count(states[state], noun) for state, noun in named]
        counts.insert(2, f"{states['more']} updated")
        done = f"would be imported into {ledger}" if self.is_rehearsal else f"imported into {ledger}"
        print_message(f"{self.file} {done}: {', '.join(counts)}, {states['failed']} failed")
        if self.taken:
            by_person = (f"{count} {kind} by {by}" for (kind, by), count in sorted(self.taken.items()))
            print_message(f"judgements: {', '.join(by_person)}")
        if len(self.replaced) > _MOST_DESCRIBED:
            count = format_count(len(self.replaced), "judgement")
            print_message(f"{count} of this ledger {would} replaced or withdrawn: --json lists all")
        if self.emptied:
            print_message(f"words {would} removed for good from {_list_pages(self.emptied)}")
        if states["redaction"] + states["redacted"]:
            words = "left out: run this again with --with-redactions to take them too"
            print_message(f"{self._describe_left_out()} {words}{self._describe_spared()}")

    def _describe_left_out(self) -> str:
        counts = ((self.states["redaction"], "redaction"), (self.states["redacted"], "redacted article"))
        return " and ".join(format_count(count, noun) for count, noun in counts if count)

    def _describe_spared(self) -> str:
        return f", which removes words for good from {_list_pages(self.spared)}" if self.spared else ""


def _list_pages(pages: dict[str, None]) -> str:
    shown = list(pages)[:3]
    more = f" and {len(pages) - len(shown)} more" if len(pages) > len(shown) else ""
    return f"{format_count(len(pages), 'page')} ({', '.join(shown)}{more})"
