"""The commands of history: `log` says how things came to be, `reread` reads the whole ledger again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from onrecord.cli.options import debug_option, json_option, ledger_option, print_json_line, print_message
from onrecord.cli.progress import print_failure
from onrecord.errors import LedgerError
from onrecord.failures import attempt
from onrecord.records import Failure, Record
from onrecord.render.printer import Console, Text
from onrecord.text.format import format_moment

if TYPE_CHECKING:
    from onrecord.ledger import Event, Ledger


@click.command()
@click.argument("identifier", metavar="ID-or-NAME")
@ledger_option
@json_option
def log_command(*, identifier: str, ledger: Path, as_json: bool) -> None:
    """Show the history of a reading, an identity, a resolution or a grade: what changed, by whom and when.

    ID is the id of a statement, an article or a judgement; NAME a speaker or a publisher, spelt as in the ledger.

    \b
    onrecord log 3f9a
    onrecord log "Mara Voss" --json
    """
    from onrecord.ledger import Ledger, list_events, list_gradable_sources

    with Ledger.open(ledger, create=False) as kept:
        try:
            history = list_events(kept.database, identifier)
        except LedgerError:
            if identifier not in list_gradable_sources(kept.database):
                raise
            history = []
    if as_json:
        for event in history:
            print_json_line(_event_row(event))
    elif history:
        Console().print(_events_table(history))
    else:
        print_message(f"no judgements about {identifier}; `onrecord speaker` lists which names count as one speaker")


def _event_row(event: "Event") -> dict[str, object]:
    from onrecord.judgements import judgement_row

    judged = event.judgement and judgement_row(event.judgement)
    what = {"at": event.at.isoformat(), "by": event.by, "what": event.what or None}
    return what | {"judgement": judged, "standing": event.standing}


def _events_table(history: "list[Event]") -> Table:
    from onrecord.render.judgements import describe_content

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("when", "by", "id"):
        table.add_column(column, no_wrap=column != "by")
    table.add_column("what", ratio=1)
    for event in history:
        judged = event.judgement
        note = f" ({judged.note})" if judged and judged.note else ""
        words = f"{describe_content(judged)}{note}" if judged else event.what
        words += "" if event.standing else " — withdrawn"
        style = "" if event.standing else "dim"
        cells = (format_moment(event.at), event.by, judged.id if judged else "", words)
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


@click.command()
@ledger_option
@json_option
@debug_option
def reread_command(*, ledger: Path, as_json: bool, debug: bool) -> None:
    """Read the whole ledger again with this version's model; the old readings stay, the new ones count.

    Articles that this model has read already are skipped, so that an interrupted run continues where it stopped.
    Corrections and confirmations are applied to the new readings.

    \b
    onrecord reread --ledger harbour.db
    """
    from onrecord.bulk import Limit
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline

    failed = done = 0
    pipeline = Pipeline()
    model = pipeline.model
    with Ledger.open(ledger, create=False) as kept, pipeline.open_reader(workers=None, limit=Limit()) as reader:
        kept.database.check_writable()
        total, articles = kept.unread(model)
        with _progress(total) as step:
            for outcome in reader.read_all(articles):
                result = _keep_reading(kept, outcome, model=model) if isinstance(outcome, Record) else outcome
                if isinstance(result, Failure):
                    failed += 1
                    print_failure(result, debug=debug)
                else:
                    done += 1
                    if as_json:
                        print_json_line({"id": result.article.id, "statements": len(result.statements)})
                step()
        lost = _find_lost_judgements(kept)
    print_message(f"{done} articles read again by {model}, {failed} failed; it had read the others in {ledger} already")
    if lost:
        print_message(
            f"{len(lost)} judged statements are not in the new readings: {', '.join(lost)}; see `onrecord log ID`"
        )
    if failed:
        raise SystemExit(1)


def _keep_reading(kept: "Ledger", record: Record, *, model: str) -> Record | Failure:
    keep = partial(kept.keep_reading, record, model=model, at=datetime.now(UTC))
    return attempt(keep, record.article.place) or record


def _find_lost_judgements(kept: "Ledger") -> list[str]:
    """Return the ids of judged statements that the newest readings lack, but for those marked as not a statement."""
    from onrecord.judgements import Confirmation, Correction, Resolution

    corrections = kept.judgements(Correction)
    judgements = [*kept.judgements(Confirmation), *kept.judgements(Resolution), *corrections]
    rejected = {j.subject for j in corrections if j.field == "statement" and j.value is False}
    judged = dict.fromkeys(judgement.subject for judgement in judgements if judgement.subject not in rejected)
    return [identifier for identifier in judged if not _is_in_newest_reading(kept, identifier)]


def _is_in_newest_reading(kept: "Ledger", identifier: str) -> bool:
    try:
        return any(statement.id == identifier for statement in kept.record(identifier).statements)
    except LedgerError:
        return False


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error, in a terminal only; yields a function to call after each article."""
    from onrecord.render.progress_bar import build_progress_bar

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    with build_progress_bar(console, counted=True) as progress:
        task = progress.add_task("reading again", total=total)
        yield lambda: progress.advance(task)
