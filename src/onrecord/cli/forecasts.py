"""The commands for forecasts: `due`, `confirm`, `resolve`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from onrecord.cli.judge_options import JudgeOptions, judge_options
from onrecord.cli.options import DAY, json_option, ledger_option, print_json_line, print_message
from onrecord.judgements import OUTCOMES, Confirmation, Resolution
from onrecord.records import shift_day
from onrecord.render.printer import Console, Text
from onrecord.text.format import format_day, format_probability

if TYPE_CHECKING:
    from onrecord.ledger import Hit


@click.command()
@click.option(
    "--within", type=click.IntRange(0), default=0, metavar="DAYS", help="Also list forecasts due within this many days."
)
@click.option("--on", type=DAY, help="Date to use as today. Default: today.")
@ledger_option
@json_option
def due_command(*, within: int, on: date | None, ledger: Path, as_json: bool) -> None:
    """List unresolved forecasts whose horizon has passed, the oldest first.

    Confirmed forecasts come first. Those that only a machine has read as forecasts are listed separately: they count in
    no score.

    \b
    onrecord due
    onrecord due --within 30
    """
    from onrecord.ledger import Ledger, list_due

    until = shift_day(on or date.today(), within)
    with Ledger.open(ledger, create=False) as kept:
        hits = list_due(kept.database, until)
    confirmed = [hit for hit in hits if any(isinstance(judgement, Confirmation) for judgement in hit.judged)]
    left = [hit for hit in hits if hit not in confirmed]
    if as_json:
        for hit in hits:
            print_json_line(_due_row(hit, confirmed=hit in confirmed))
        return
    for title, some in (("Confirmed", confirmed), ("Not yet reviewed", left)):
        if some:
            Console().print(_due_table(title, some))
    day = format_day(until)
    due = "forecast is due" if len(hits) == 1 else "forecasts are due"
    summary = f"{len(hits)} {due} by {day}: {len(confirmed)} confirmed, {len(left)} not"
    advice = "`onrecord confirm ID`, then `onrecord resolve ID`"
    print_message(f"{summary}; {advice}" if hits else f"no forecast is due by {day}")


def _due_row(hit: "Hit", *, confirmed: bool) -> dict[str, Any]:
    from onrecord.rows import statement_row

    row = statement_row(hit.statement)
    due = row["forecast"] and row["forecast"]["to"]
    about = {"article": hit.article, "title": hit.title, "url": hit.url, "content": hit.content}
    return {"id": hit.statement.id, "due": due, "confirmed": confirmed, **about, "statement": row}


def _due_table(title: str, hits: Iterable["Hit"]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in ("due", "id", "who", "odds"):
        table.add_column(name, no_wrap=name in ("due", "id"))
    table.add_column("what", ratio=1)
    for hit in hits:
        forecast = hit.statement.forecast
        assert forecast is not None  # it is due
        assert forecast.last is not None
        speaker = hit.statement.speaker
        who = (speaker and speaker.name) or hit.source or "unnamed"
        odds = format_probability(forecast.low, forecast.high)
        table.add_row(format_day(forecast.last), hit.statement.id, *map(Text, (who, odds, hit.content)))
    return table


_PROBABILITY = click.FloatRange(0, 1)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--from", "first", type=DAY, help="First day of the horizon, to correct it.")
@click.option("--to", "last", type=DAY, help="Last day of the horizon.")
@click.option("--low", type=_PROBABILITY, help="Lowest probability that it states.")
@click.option("--high", type=_PROBABILITY, help="Highest probability that it states.")
@judge_options
def confirm_command(*, judge: JudgeOptions, identifier: str, **given: Any) -> None:
    """Confirm that the statement ID is a forecast, and what it says.

    It counts in scores only then. Horizon and probabilities stay as they were read unless you give others.

    \b
    onrecord confirm 3f9a
    onrecord confirm 3f9a --to 2026-12-31 --low 0.6 --high 0.8
    """
    from onrecord import review

    with judge.open_ledger() as kept:
        judge.print_judgement(review.keep_confirmation(kept, identifier, judge.judge_now(), **given))


@click.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--outcome", type=click.Choice(OUTCOMES), required=True, help="Did it come true? void: cannot be determined."
)
@click.option("--on", type=DAY, help="Day on which that was settled. Default: today.")
@click.option("--evidence", metavar="URL-or-ID", help="Evidence: an address, an article or a statement.")
@judge_options
def resolve_command(
    *, judge: JudgeOptions, identifier: str, outcome: str, on: date | None, evidence: str | None
) -> None:
    """Record whether the forecast ID came true, with evidence, your name and the time.

    `onrecord withdraw` takes it back; of two resolutions the later one counts.

    \b
    onrecord resolve 3f9a --outcome no --on 2026-12-31 --evidence https://example.org/news/9.html
    """
    from onrecord import review

    about: dict[str, Any] = {"outcome": outcome, "on": on, "evidence": evidence or "", "today": date.today()}
    with judge.open_ledger() as kept:
        resolution = review.keep_resolution(kept, identifier, judge.judge_now(), **about)
        for earlier in kept.judgements(Resolution, resolution.subject):
            if earlier.id != resolution.id:
                print_message(f"this one counts from now on, not {earlier.id} ({earlier.outcome} by {earlier.by})")
        if not kept.judgements(Confirmation, resolution.subject):
            of = resolution.subject
            print_message(
                f"nobody has confirmed that it is a forecast: it counts in no score until `onrecord confirm {of}`"
            )
    judge.print_judgement(resolution)
