"""The commands of keeping a ledger: `copy` makes a safe copy, `verify` checks that everything in it is whole."""

import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from onrecord.cli.judge_options import print_line
from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.cli.progress import show_steps
from onrecord.text.format import format_count, format_size
from onrecord.text.normalise import collapse_spaces


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@ledger_option
@json_option
def copy_command(*, file: Path, ledger: Path, as_json: bool) -> None:
    """Copy the ledger to FILE, safely while other programs write to it; FILE must not exist yet.

    The copy is one file that holds everything that was kept when it began, and is checked. `cp` would miss what is
    still in the ledger's log. To restore it, put it in the place of the ledger, or name it with --ledger.

    \b
    onrecord copy backup-2026-10-05.db
    onrecord copy /media/stick/record.db --ledger harbour.db
    """
    from onrecord.ledger import copy_ledger
    from onrecord.ledger.database import Database

    with closing(Database.open_as_it_is(ledger)) as database, show_steps() as step:
        made = copy_ledger(database, file, step=lambda done, total: step("copying", done, total))
    if as_json:
        print_json_line(asdict(made) | {"path": str(made.path)})
    counts = f"{format_count(made.articles, 'article')}, {format_count(made.judgements, 'judgement')}"
    print_message(f"{ledger} copied to {file}: {counts}, {format_size(made.size)}; the copy was checked and is whole")


@click.command()
@ledger_option
@json_option
def verify_command(*, ledger: Path, as_json: bool) -> None:
    """Check that everything in the ledger is whole; print a line for each fault, and exit with 1 if there is one.

    Checked are the file itself, each text against its hash, the search index and all other tables against what they
    come from, and that every reading and judgement can be read. The ledger is not changed.

    \b
    onrecord verify
    onrecord verify --ledger backup-2026-10-05.db --json
    """
    from onrecord.ledger import find_faults
    from onrecord.ledger.database import Database

    count = 0
    with closing(Database.open_as_it_is(ledger)) as database, show_steps() as step:
        for fault in find_faults(database, step):
            count += 1
            if as_json:
                print_json_line(asdict(fault))
            else:
                print_line(collapse_spaces(str(fault)))
    if count:
        print_message(f"ledger {ledger}: {format_count(count, 'fault')}")
        sys.exit(1)
    print_message(f"ledger {ledger}: no fault found")
