"""The commands that export a ledger and import one: `export`, `import`."""

import io
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import (
    bom_option,
    json_option,
    ledger_option,
    print_data,
    print_json_line,
    print_message,
    raw_option,
)
from onrecord.errors import OnrecordError
from onrecord.files import replace_file
from onrecord.text.spreadsheet import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from onrecord.judgements import Judgement
    from onrecord.ledger import Ledger
    from onrecord.ledger.dump import Version

_EXPORT_FORMATS = ("csv", "jsonl", "parquet", "webannotation", "schema.org", "stix", "ftm")


@click.command()
@click.option("--as", "kind", type=click.Choice(_EXPORT_FORMATS), required=True, help="The format.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write. Default: standard output."
)
@raw_option
@bom_option
@ledger_option
def export_command(*, kind: str, out: Path | None, raw: bool, bom: bool, ledger: Path) -> None:
    """Write the whole ledger for other programs.

    jsonl holds everything, for `onrecord import`: every version and reading, every judgement. The others hold the
    newest version of each page with its current readings: csv and parquet a row a statement; webannotation the W3C's
    annotations; schema.org Claim, and ClaimReview where a person resolved a forecast; stix STIX 2.1; ftm
    FollowTheMoney. parquet needs --out and the extra `export` (pip install 'onrecord[export]').

    csv is safe to open in a spreadsheet: a text that would be taken for a formula gets an apostrophe first.

    \b
    onrecord export --as jsonl --out record.jsonl
    onrecord export --as csv | head
    """
    from onrecord import exports
    from onrecord.ledger import Ledger

    if (raw or bom) and kind != "csv":
        raise click.UsageError("--raw and --bom are of CSV: give --as csv")
    if kind == "parquet" and not out:
        raise click.UsageError("--as parquet needs --out FILE.parquet: it is not text")
    if out and out.exists() and ledger.exists() and out.samefile(ledger):
        raise click.UsageError(f"{out} is the ledger itself: name another file with --out")
    with Ledger.open(ledger, create=False) as kept:
        if kind == "parquet" and out:
            with replace_file(out) as beside:
                exports.export_table(kept, beside)
        else:
            _write_pieces(chain([BYTE_ORDER_MARK if bom else ""], exports.export_text(kept, kind, raw=raw)), out)
    if out:
        print_message(f"{out} written")


def _write_pieces(pieces: Iterable[str], out: Path | None) -> None:
    if out is None:
        print_data(pieces)
        return
    with replace_file(out) as beside, beside.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(pieces)


@click.command(name="import")
@click.argument("file", metavar="FILE")
@ledger_option
@json_option
def import_command(*, file: str, ledger: Path, as_json: bool) -> None:
    """Merge another ledger into this one. FILE is the output of `onrecord export --as jsonl`, or - for standard input.

    Nothing is lost and nothing is stored twice: importing again adds nothing. What the other ledger redacted is
    redacted here too.

    \b
    onrecord export --as jsonl --ledger theirs.db --out theirs.jsonl
    onrecord import theirs.jsonl --ledger ours.db
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.dump import Version

    states = {"new": 0, "version": 0, "more": 0, "judgement": 0, "same": 0, "failed": 0}
    with _open_lines(file) as lines, Ledger.open(ledger) as kept:
        kept.database.check_writable()
        for number, line in enumerate(lines, 1):
            parsed = _parse_export_line(line, f"{file}:{number}")
            if isinstance(parsed, Version):
                states[_merge_version(kept, parsed, f"{file}:{number}")] += 1
            else:
                states[_merge_judgement(kept, parsed, f"{file}:{number}") if parsed else "failed"] += 1
    if as_json:
        print_json_line(states)
    summary = f"{states['new']} new articles, {states['version']} further versions, {states['more']} updated"
    summary += f", {states['judgement']} judgements, {states['same']} duplicates, {states['failed']} failed"
    print_message(f"{file} imported into {ledger}: {summary}")
    if states["failed"]:
        sys.exit(1)


def _parse_export_line(line: str, place: str) -> "Version | Judgement | None":
    """Parse a line; print why where it cannot be read, and return None."""
    from onrecord.exports import jsonl

    try:
        return jsonl.parse_line(line)
    except ValueError as error:
        print_message(f"{place}: {error}")
        return None


def _merge_version(kept: "Ledger", version: "Version", place: str) -> str:
    from onrecord.ledger import merge

    merged = merge.merge_version(kept.database, version)
    if merged.stands:
        print_message(f"{place}: {version.article.id} has another {', '.join(merged.stands)} here, which is kept")
    return merged.state


def _merge_judgement(kept: "Ledger", judgement: "Judgement", place: str) -> str:
    from onrecord.ledger import merge

    try:
        return "judgement" if merge.merge_judgement(kept.database, judgement) else "same"
    except OnrecordError as error:
        print_message(f"{place}: {error}")
        return "failed"


def _open_lines(file: str) -> Any:
    """Open a file for reading, line by line; OnrecordError where it cannot be read."""
    if file == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    try:
        return Path(file).open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise OnrecordError(f"{file}: cannot be read ({error.strerror}): name a file that is there") from None
