"""The command `speaker`: what an identity said, under every name."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.cli.search import print_hit
from onrecord.errors import JudgementError
from onrecord.render.printer import Console, Text

if TYPE_CHECKING:
    from onrecord.identities import Identity


@click.command()
@click.argument("name")
@ledger_option
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Maximum number of results.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many results.")
@json_option
def speaker_command(*, name: str, ledger: Path, limit: int, offset: int, as_json: bool) -> None:
    """List what the speaker NAME said, under every alias, each with the reason why it is the same speaker.

    Aliases are found by the parts of names, across scripts, by role and organisation, and by what people judged with
    `onrecord same` and `onrecord different`. Nothing is merged permanently.

    \b
    onrecord speaker "Mara Voss"
    onrecord speaker voss --json
    """
    from onrecord.identities import find_identities
    from onrecord.ledger import Ledger, find_statements_by, list_names, list_pairings

    with Ledger.open(ledger, create=False) as kept:
        identity = _require_one(
            find_identities(list_names(kept.database), list_pairings(kept.database), name), name, ledger
        )
        hits = find_statements_by(kept.database, identity.names, limit=limit, offset=offset)
    console = Console()
    if as_json:
        members = [asdict(member) for member in identity.members]
        about = {"name": identity.name, "names": members, "doubts": list(identity.doubts)}
        print_json_line(about | {"statements": hits.total})
    else:
        console.print(_names_table(identity))
        for doubt in identity.doubts:
            console.print(Text(f"? {doubt}", style="yellow"), soft_wrap=True)
        console.print()
    for hit in hits.hits:
        print_hit(console, hit, as_json=as_json)
    if not as_json:
        first, last = offset + 1 if hits.hits else 0, offset + len(hits.hits)
        print_message(f"{first} to {last} of {hits.total} statements, the newest first")


def _require_one(identities: "list[Identity]", name: str, ledger: Path) -> "Identity":
    if not identities:
        raise JudgementError(f"ledger {ledger}: no speaker is called “{name}”: `onrecord search --speaker` finds names")
    if len(identities) > 1:
        some = ", ".join(identity.name for identity in identities[:8]) + (" and others" if len(identities) > 8 else "")
        raise JudgementError(f"ledger {ledger}: “{name}” may be {some}: give the whole name")
    return identities[0]


def _names_table(identity: "Identity") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "statements", "confidence"):
        table.add_column(column, justify="left" if column == "name" else "right")
    table.add_column("because", ratio=1)
    for member in identity.members:
        table.add_row(*map(Text, (member.name, str(member.count), f"{member.score:.2f}", member.because)))
    return table
