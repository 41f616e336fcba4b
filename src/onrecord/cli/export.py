"""The command that exports a ledger: `export`."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click

from onrecord.cli.options import (
    bom_option,
    ledger_option,
    print_data,
    print_message,
    raw_option,
)
from onrecord.files import replace_file
from onrecord.text.spreadsheet import BYTE_ORDER_MARK

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
