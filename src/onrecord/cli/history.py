"""The commands of history: `log` says how things came to be, `reread` reads the whole ledger again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.errors import LedgerError
from onrecord.records import Failure

if TYPE_CHECKING:
    from onrecord.ledger import Event, Ledger


@click.command()
@click.argument("identifier", metavar="ID-or-NAME")
@ledger_option
@json_option
def log_command(*, identifier: str, ledger: Path, as_json: bool) -> None:
    """Show how a reading, an identity, a resolution or a grade came to be what it is, by whom and when.

    ID is of a statement, an article or a judgement; NAME is a speaker's or a publisher's, as the ledger has it.

    \b
    onrecord log 3f9a
    onrecord log "Mara Voss" --json
    """
    from onrecord.ledger import Ledger, list_events, list_gradable_sources

    with Ledger.open(ledger, create=False) as kept:
        try:
            found = list_events(kept.database, identifier)
        except LedgerError:
            if identifier not in list_gradable_sources(kept.database):
                raise
            found = []
    if as_json:
        for event in found:
            print_json_line(_event_row(event))
    elif found:
        Console().print(_events_table(found))
    else:
        print_message(
            f"nobody has judged anything of {identifier}; `onrecord speaker` says which names are taken for one"
        )


def _event_row(event: "Event") -> dict[str, object]:
    from onrecord.judgements import judgement_row

    judged = event.judgement and judgement_row(event.judgement)
    what = {"at": event.at.isoformat(), "by": event.by, "what": event.what or None}
    return what | {"judgement": judged, "standing": event.standing}


def _events_table(found: "list[Event]") -> Table:
    from onrecord.render.judgements import what

    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("when", "by", "id"):
        made.add_column(column, no_wrap=column != "by")
    made.add_column("what", ratio=1)
    for event in found:
        judged = event.judgement
        note = f" ({judged.note})" if judged and judged.note else ""
        words = f"{what(judged)}{note}" if judged else event.what
        words += "" if event.standing else " — withdrawn"
        style = "" if event.standing else "dim"
        cells = (f"{event.at:%Y-%m-%d %H:%M}", event.by, judged.id if judged else "", words)
        made.add_row(*(Text(cell, style=style) for cell in cells))
    return made


@click.command()
@ledger_option
@json_option
def reread_command(*, ledger: Path, as_json: bool) -> None:
    """Read the whole ledger again with this version's model; the old readings stay, the new ones count.

    Articles that this model has read are passed over, so that a broken run goes on where it stopped. What people
    corrected and confirmed is laid over the new readings.

    \b
    onrecord reread --ledger harbour.db
    """
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline

    failed = done = 0
    with Ledger.open(ledger, create=False) as kept:
        pipeline = Pipeline()
        model = pipeline.model
        total, articles = kept.unread(model)
        with _progress(total) as step:
            for made in pipeline.records(articles, workers=None):
                if isinstance(made, Failure):
                    failed += 1
                    print_message(f"{made.origin}: {made.reason}")
                else:
                    kept.keep_reading(made, model=model, at=datetime.now(UTC))
                    done += 1
                    if as_json:
                        print_json_line({"id": made.article.id, "statements": len(made.statements)})
                step()
        lost = _find_lost_judgements(kept)
    print_message(f"{done} articles read again by {model}, {failed} failed; the others in {ledger} it had read already")
    if lost:
        print_message(
            f"{len(lost)} judged statements are not in the new readings: {', '.join(lost)}; see `onrecord log ID`"
        )
    if failed:
        raise SystemExit(1)


def _find_lost_judgements(kept: "Ledger") -> list[str]:
    """The statements that people judged and that the newest readings have no more, but those judged to be none."""
    from onrecord.judgements import Confirmation, Correction, Resolution

    corrections = kept.judgements(Correction)
    made = [*kept.judgements(Confirmation), *kept.judgements(Resolution), *corrections]
    none = {j.subject for j in corrections if j.field == "statement" and j.value is False}
    return [
        said
        for said in dict.fromkeys(j.subject for j in made)
        if said not in none and not _is_in_newest_reading(kept, said)
    ]


def _is_in_newest_reading(kept: "Ledger", identifier: str) -> bool:
    try:
        return any(said.id == identifier for said in kept.record(identifier).statements)
    except LedgerError:
        return False


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, where somebody is looking."""
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reading again", total=total)
        yield lambda: progress.advance(task)
