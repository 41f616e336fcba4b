"""The commands for forecasts: `due`, `confirm`, `resolve`."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.judge_options import Judge, judge_options
from onrecord.cli.options import DAY, json_option, ledger_option, print_json_line, print_message
from onrecord.judgements import OUTCOMES, Confirmation, Resolution

if TYPE_CHECKING:
    from onrecord.ledger import Hit


@click.command()
@click.option("--within", type=click.IntRange(0), default=0, metavar="DAYS", help="Those of the next so many days too.")
@click.option("--on", type=DAY, help="As of this day; the default is today.")
@ledger_option
@json_option
def due_command(*, within: int, on: date | None, ledger: Path, as_json: bool) -> None:
    """List the forecasts whose horizon has passed and that nobody has resolved, the oldest first.

    Those that a person has confirmed come first; those that only a machine has read as forecasts stand apart, for they
    count in no score.

    \b
    onrecord due
    onrecord due --within 30
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger import list_due as fallen

    until = (on or date.today()) + timedelta(days=within)
    with Ledger.open(ledger, create=False) as kept:
        hits = fallen(kept.database, until)
    confirmed = [hit for hit in hits if any(isinstance(made, Confirmation) for made in hit.judged)]
    left = [hit for hit in hits if hit not in confirmed]
    if as_json:
        for hit in hits:
            print_json_line(_due_row(hit, confirmed=hit in confirmed))
        return
    for title, some in (("Confirmed", confirmed), ("Read by a machine, confirmed by nobody", left)):
        if some:
            Console().print(_due_table(title, some))
    told = f"{len(hits)} forecasts are due by {until}: {len(confirmed)} confirmed, {len(left)} not"
    print_message(
        f"{told}; `onrecord confirm ID`, then `onrecord resolve ID`" if hits else f"no forecast is due by {until}"
    )


def _due_row(hit: "Hit", *, confirmed: bool) -> dict[str, Any]:
    from onrecord.rows import statement_row

    row = statement_row(hit.statement)
    due = row["forecast"] and row["forecast"]["to"]
    about = {"article": hit.article, "title": hit.title, "url": hit.url, "content": hit.content}
    return {"id": hit.statement.id, "due": due, "confirmed": confirmed, **about, "statement": row}


def _due_table(title: str, hits: Iterable["Hit"]) -> Table:
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in ("due", "id", "who", "odds"):
        made.add_column(name, no_wrap=name in ("due", "id"))
    made.add_column("what", ratio=1)
    for hit in hits:
        found = hit.statement.forecast
        assert found is not None  # it is due
        assert found.last is not None
        speaker = hit.statement.speaker
        who = (speaker and speaker.name) or hit.source or "unnamed"
        odds = "" if found.low is None or found.high is None else f"{found.low:.0%}–{found.high:.0%}"
        made.add_row(found.last.isoformat(), hit.statement.id, *map(Text, (who, odds, hit.content)))
    return made


_PROBABILITY = click.FloatRange(0, 1)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--from", "first", type=DAY, help="The first day of the horizon, where it was read wrongly.")
@click.option("--to", "last", type=DAY, help="The last day of the horizon.")
@click.option("--low", type=_PROBABILITY, help="The least probability that it gives.")
@click.option("--high", type=_PROBABILITY, help="The greatest.")
@judge_options
def confirm_command(*, judge: Judge, identifier: str, **given: Any) -> None:
    """Confirm that the statement ID is a forecast, and what it says.

    Only then can it count in a score. Horizon and probabilities are kept as they are read, but for what you give.

    \b
    onrecord confirm 3f9a
    onrecord confirm 3f9a --to 2026-12-31 --low 0.6 --high 0.8
    """
    from onrecord import review

    with judge.open() as kept:
        judge.tell(review.confirm(kept, identifier, judge.now(), **given))


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--outcome", type=click.Choice(OUTCOMES), required=True, help="Did it come true? Void: cannot be told.")
@click.option("--on", type=DAY, help="The day on which that was settled; the default is today.")
@click.option("--evidence", metavar="URL-or-ID", help="What shows it: an address, an article or a statement.")
@judge_options
def resolve_command(*, judge: Judge, identifier: str, outcome: str, on: date | None, evidence: str | None) -> None:
    """Say whether the forecast ID came true, with the evidence, by name and time.

    It can be taken back with `onrecord withdraw`; of two resolutions the later one counts.

    \b
    onrecord resolve 3f9a --outcome no --on 2026-12-31 --evidence https://example.org/news/9.html
    """
    from onrecord import review

    about: dict[str, Any] = {"outcome": outcome, "on": on, "evidence": evidence or "", "today": date.today()}
    with judge.open() as kept:
        made = review.resolve(kept, identifier, judge.now(), **about)
        for earlier in kept.judgements(Resolution, made.subject):
            if earlier.id != made.id:
                print_message(f"this one counts from now on, not {earlier.id} ({earlier.outcome} by {earlier.by})")
        if not kept.judgements(Confirmation, made.subject):
            of = made.subject
            print_message(
                f"nobody has confirmed that it is a forecast: it counts in no score until `onrecord confirm {of}`"
            )
    judge.tell(made)
