"""The command `speaker`: what an identity said, under every name."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.cli.search import print_hit
from onrecord.errors import JudgementError

if TYPE_CHECKING:
    from onrecord.identities import Identity


@click.command()
@click.argument("name")
@ledger_option
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many of the newest to pass over.")
@json_option
def speaker_command(*, name: str, ledger: Path, limit: int, offset: int, as_json: bool) -> None:
    """List what the speaker NAME said, under every name that is taken for the same, each with the reason.

    Names are brought together by their parts, across scripts, by role and organisation, and by what people judged with
    `onrecord same` and `onrecord different`; nothing is merged for good.

    \b
    onrecord speaker "Mara Voss"
    onrecord speaker voss --json
    """
    from onrecord.identities import around
    from onrecord.ledger import Ledger, find_statements_by, list_names, list_pairings

    with Ledger.open(ledger, create=False) as kept:
        one = _require_one(around(list_names(kept.database), list_pairings(kept.database), name), name, ledger)
        hits = find_statements_by(kept.database, one.names, limit=limit, offset=offset)
    console = Console()
    if as_json:
        members = [asdict(member) for member in one.members]
        about = {"name": one.name, "names": members, "doubts": list(one.doubts)}
        print_json_line(about | {"statements": hits.total})
    else:
        console.print(_names_table(one))
        for doubt in one.doubts:
            console.print(Text(f"? {doubt}", style="yellow"), soft_wrap=True)
        console.print()
    for hit in hits.hits:
        print_hit(console, hit, as_json=as_json)
    if not as_json:
        first, last = offset + 1 if hits.hits else 0, offset + len(hits.hits)
        print_message(f"{first} to {last} of {hits.total} statements, the newest first")


def _require_one(found: "list[Identity]", name: str, ledger: Path) -> "Identity":
    if not found:
        raise JudgementError(f"ledger {ledger}: nobody is called “{name}”: `onrecord search --speaker` finds names")
    if len(found) > 1:
        some = ", ".join(one.name for one in found[:8]) + (" and others" if len(found) > 8 else "")
        raise JudgementError(f"ledger {ledger}: “{name}” may be {some}: give the whole name")
    return found[0]


def _names_table(one: "Identity") -> Table:
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "said", "sure"):
        made.add_column(column, justify="left" if column == "name" else "right")
    made.add_column("because", ratio=1)
    for member in one.members:
        made.add_row(*map(Text, (member.name, str(member.count), f"{member.score:.2f}", member.because)))
    return made
