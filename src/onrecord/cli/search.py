"""The commands that look things up in the ledger: `search`, `show`."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import search_output
from onrecord.cli.options import (
    DAY,
    bom_option,
    json_option,
    ledger_option,
    print_json_line,
    print_message,
    raw_option,
)
from onrecord.errors import QueryError
from onrecord.records import ACTS
from onrecord.render.printer import Console

if TYPE_CHECKING:
    from onrecord.ledger import Hit


@click.command()
@click.argument("words", nargs=-1)
@ledger_option
@click.option("--speaker", default="", help="Speaker: any part of the name, or the organisation.")
@click.option("--since", type=DAY, help="Said (or else published) on this day or later.")
@click.option("--until", type=DAY, help="... on this day or earlier.")
@click.option("--act", type=click.Choice(ACTS), help="What kind of statement.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Maximum number of results.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many results.")
@click.option("--table", "shape", flag_value="table", help="A table: said, who, what, where, ID.")
@click.option("--csv", "shape", flag_value="csv", help="Comma-separated values, for spreadsheets.")
@raw_option
@bom_option
@json_option
def search_command(  # noqa: PLR0913  # the options of the command
    *, ledger: Path, shape: str | None, raw: bool, bom: bool, as_json: bool, limit: int, offset: int, **asked: Any
) -> None:
    """Search statements by WORDS and conditions. All must match; the best match comes first.

    \b
    bridge "two words" har*        words, a phrase, any ending
    -harbour, NOT harbour          excluded (-harbour after --, or quoted with others)
    bridge OR tunnel               either of two neighbours
    speaker:voss  org:"port authority"  publisher:courier
    act:deny                       say deny believe intend order ask know perceive decline
    kind:direct                    direct indirect mixed
    said:2026-09..2026-10          when; 2026, 2026-Q3, 2026-09-11, today; since:, until:, said>2026
    about:2027                     the time spoken of; due:2027-03 a forecast's end
    is:forecast                    forecast open overdue resolved confirmed unnamed
    likelihood>70%                 the phrase's whole interval; certainty:likely its words
    polarity:negative  confidence:high
    claim:3f9a                     every appearance of the same claim by the same speaker
    "troops > 100000"              a quantity: also troops=1000..5000, unit:troops, 1.5m

    Any of them can be negated with - or NOT. Without WORDS: the newest statements. See docs/search.md.

    \b
    onrecord search bridge speaker:voss said:2026-09..
    onrecord search 'troops > 100000' -- -act:deny
    onrecord search is:overdue publisher:courier --csv > overdue.csv
    """
    from onrecord.analysis.claims import find_claim
    from onrecord.ledger import Ledger, Query

    if shape and as_json:
        raise click.UsageError(f"--{shape} and --json: choose one")
    if (raw or bom) and shape != "csv":
        raise click.UsageError("--raw and --bom are of CSV: give --csv, too")
    if asked["since"] and asked["until"] and asked["since"] > asked["until"]:
        raise click.UsageError("--since is later than --until")
    wanted = Query(search_output.join_query_words(asked.pop("words")), **asked)
    with Ledger.open(ledger, create=False) as kept:

        def claim(identifier: str) -> list[str]:
            (seen_claim,) = find_claim(kept, identifier).items
            return [seen.sighting.statement.id for seen in seen_claim.seen]

        try:
            hits = kept.search(wanted, limit=limit, offset=offset, today=date.today(), claim=claim)
        except QueryError as error:
            raise click.UsageError(str(error)) from None
    console = Console()
    if shape == "csv":
        search_output.print_hit_csv(hits.hits, raw=raw, bom=bom)
    elif shape == "table" and hits.hits:
        search_output.print_hit_table(console, hits.hits)
    else:
        for hit in hits.hits:
            print_hit(console, hit, as_json=as_json)
    if not as_json:
        print_message(search_output.describe_page(hits, offset, ledger))


def print_hit(console: Console, hit: "Hit", *, as_json: bool) -> None:
    """Print a search hit, with what people judged about it."""
    from onrecord.judgements import judgement_row
    from onrecord.render import terminal
    from onrecord.rows import format_iso_date, statement_row

    if as_json:
        about = {"article": hit.article, "title": hit.title, "publisher": hit.publisher, "url": hit.url}
        words = {"source": hit.source, "cue": hit.cue, "content": hit.content}
        row, judged = statement_row(hit.statement), [judgement_row(j) for j in hit.judged]
        more = {"published": format_iso_date(hit.published), "matches": hit.matches, "statement": row, "judged": judged}
        print_json_line({"id": hit.statement.id, "words": words, **about, **more})
    else:
        terminal.print_hit_lines(console, hit)


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def show_command(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show an article, or one statement, by its ID or the first four characters or more of it.

    \b
    onrecord show 3f9a
    onrecord show 3f9a --json
    """
    from onrecord.judgements import judgement_row
    from onrecord.ledger import Ledger
    from onrecord.render import terminal
    from onrecord.rows import row

    with Ledger.open(ledger, create=False) as kept:
        shown = kept.find(identifier)
    record = replace(shown.record, statements=(shown.statement,)) if shown.statement else shown.record
    for notice in shown.record.notices:
        print_message(notice)
    if as_json:
        judged = [judgement_row(j) for judgements in shown.judged.values() for j in judgements]
        print_json_line(row(record) | {"judged": judged})
    else:
        terminal.print_record(Console(), record, shown.judged)
