"""The commands that ask the ledger: `search`, `show`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from onrecord.cli.options import DAY, as_line, json_option, ledger_option, say
from onrecord.records import ACTS

if TYPE_CHECKING:
    from onrecord.ledger import Hit


@click.command()
@click.argument("words", nargs=-1)
@ledger_option
@click.option("--speaker", default="", help="Who said it: any part of the name, or the organisation.")
@click.option("--since", type=DAY, help="Said, or where that is not known printed, on this day or later.")
@click.option("--until", type=DAY, help="... on this day or earlier.")
@click.option("--act", type=click.Choice(ACTS), help="What kind of statement.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many of the best to pass over.")
@json_option
def search(*, ledger: Path, as_json: bool, limit: int, offset: int, **asked: Any) -> None:
    """Search what was said.

    All WORDS must be in the statement; "two words" in quotation marks stand together, har* is any word that starts so,
    -word must not be there (after --, so that it is not taken for an option). Without WORDS, the newest statements.

    \b
    onrecord search bridge --speaker voss --since 2026-09-01
    onrecord search '"state of emergency"' --act deny --json
    onrecord search -- bridge -harbour
    """
    from onrecord.ledger import Ledger, Query

    words = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in asked.pop("words"))
    if asked["since"] and asked["until"] and asked["since"] > asked["until"]:
        raise click.UsageError("--since is later than --until")
    with Ledger.open(ledger, create=False) as kept:
        hits = kept.search(Query(words, **asked), limit=limit, offset=offset)
    console = Console()
    for hit in hits.hits:
        print_hit(console, hit, as_json=as_json)
    if not as_json:
        say(_place(hits.total, len(hits.hits), offset, ledger))


def _place(total: int, shown: int, offset: int, ledger: Path) -> str:
    """Which of how many results were shown."""
    if not total:
        return f"no statements in {ledger}: try fewer words, or har* for any ending"
    return f"{offset + 1} to {offset + shown} of {total} statements" if shown else f"no more than {total} statements"


def print_hit(console: Console, hit: "Hit", *, as_json: bool) -> None:
    """A statement that was found, with what people judged of it."""
    from onrecord import terminal
    from onrecord.rows import judgement_row, statement_row

    if as_json:
        about = {"article": hit.article, "title": hit.title, "publisher": hit.publisher, "url": hit.url}
        words = {"source": hit.source, "cue": hit.cue, "content": hit.content}
        day = hit.published.isoformat() if hit.published else None
        row, judged = statement_row(hit.statement), [judgement_row(j) for j in hit.judged]
        more = {"published": day, "statement": row, "judged": judged}
        click.echo(as_line({"id": hit.statement.id, "words": words, **about, **more}))
    else:
        terminal.hit(console, hit)


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def show(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show an article, or one statement, by its ID or the first four characters or more of it.

    \b
    onrecord show 3f9a
    onrecord show 3f9a --json
    """
    from onrecord import terminal
    from onrecord.ledger import Ledger
    from onrecord.rows import judgement_row, row

    with Ledger.open(ledger, create=False) as kept:
        found = kept.find(identifier)
    made = replace(found.record, statements=(found.statement,)) if found.statement else found.record
    for notice in found.record.notices:
        say(notice)
    if as_json:
        judged = [judgement_row(j) for judgements in found.judged.values() for j in judgements]
        click.echo(as_line(row(made) | {"judged": judged}))
    else:
        terminal.record(Console(), made, found.judged)
