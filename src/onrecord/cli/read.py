"""The commands that read: `read` into a ledger, `extract` to standard output."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.interval import INTERVAL, repeat_until_interrupted
from onrecord.cli.options import (
    debug_option,
    json_option,
    ledger_option,
    print_json_line,
    print_message,
    private_option,
    published_option,
    score_option,
    sources_argument,
)
from onrecord.cli.progress import Tally, count_failures, print_failure, show_progress
from onrecord.failures import attempt
from onrecord.records import CacheValidators, Failure, Record, SeenEntry
from onrecord.render.printer import Console
from onrecord.text.format import format_count

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.ledger import KeptState
    from onrecord.pipeline import Pipeline, Reader
    from onrecord.reading import PoliteClient


@dataclass(frozen=True)
class Batch:
    """What to read, and how: the options that `read` and `extract` share."""

    sources: tuple[str, ...]
    published: date | None
    allow_private: bool
    min_score: float
    debug: bool


@click.command()
@sources_argument
@ledger_option
@published_option
@private_option
@score_option
@click.option(
    "--show/--no-show",
    default=None,
    help="Print the statements, marked. Default: only for a single source that is not a folder.",
)
@click.option("--every", type=INTERVAL, help="Read again every INTERVAL (90s, 15m, 2h, 1d) until interrupted (Ctrl-C).")
@json_option
@debug_option
def read_command(*, ledger: Path, show: bool | None, every: timedelta | None, as_json: bool, **options: Any) -> None:
    """Read articles into a ledger.

    Pages that are in the ledger already are skipped; a page whose text has changed is kept as a new version. Of a feed
    (RSS or Atom) the page of each new entry is read, where robots.txt allows it, with a second between two requests to
    one host.

    \b
    onrecord read https://example.org/news/1.html
    onrecord read clippings/ --published 2026-10-05 --ledger harbour.db
    onrecord read https://example.org/rss.xml --every 15m
    """
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline
    from onrecord.reading import PoliteClient

    batch, console = Batch(**options), Console()
    if every and "-" in batch.sources:
        raise click.UsageError("--every reads its sources repeatedly: - (standard input) can be read only once")
    alone = len(batch.sources) == 1 and not every and not Path(batch.sources[0]).is_dir()
    shown = alone if show is None else show
    pipeline = Pipeline()
    # A round over feeds has a few new articles: further processes would hardly be used.
    with Ledger.open(ledger) as kept, _open_reader(pipeline, batch, workers=1 if every else None) as opened:
        # Before anything is fetched and read: none of it could be kept.
        kept.database.check_writable()
        client = PoliteClient(allow_private=batch.allow_private)
        reader = LedgerReader(ledger=kept, client=client, reader=opened, model=pipeline.model)

        def report(record: Record, state: str) -> None:
            if not (every and state == "same"):
                _print_kept(console, record, state, shown=shown, as_json=as_json)

        tally = Tally()
        if every:
            _read_repeatedly(lambda counts: reader.read_new(batch, counts, report, bar=not shown), tally, every)
            return
        reader.read_new(batch, tally, report, bar=not shown)
    words = f"{tally.new} new, {tally.version} changed, {tally.same} known already"
    print_message(
        f"{format_count(tally.articles, 'article')} read into {ledger} ({words}), "
        f"{format_count(tally.statements, 'statement')}, {tally.failed} failed"
    )
    tally.exit_if_failed()


def _read_repeatedly(work: Callable[[Tally], None], whole: Tally, every: timedelta) -> None:
    """Read at an interval until interrupted, with a line after each round; `whole` counts all rounds."""

    def read_once() -> None:
        tally = Tally()
        try:
            work(tally)
        finally:
            whole.add_tally(tally)
        now = datetime.now().astimezone()
        print_message(f"{now:%Y-%m-%d %H:%M:%S}: {tally.new} new, {tally.version} changed, {tally.failed} failed")

    rounds = repeat_until_interrupted(read_once, every)
    print_message(f"stopped after {rounds} rounds: {whole.new} new, {whole.version} changed, {whole.failed} failed")


@dataclass(frozen=True)
class KeptRecord:
    """A record that is in the ledger now, and whether it was new, changed or the same there."""

    record: Record
    state: "KeptState"


def _open_reader(pipeline: "Pipeline", batch: Batch, *, workers: int | None) -> "Reader":
    """Return a reader in processes of its own, with a limit for each article; in this one for a single local file.

    That one costs nothing but itself, and starting a process takes longer than reading it.
    """
    from onrecord import reading
    from onrecord.bulk import Limit

    if len(batch.sources) == 1 and reading.holds_one_article(batch.sources[0]):
        return pipeline.open_reader()
    return pipeline.open_reader(workers=workers, limit=Limit())


@dataclass(frozen=True)
class LedgerReader:
    """Reads articles into a ledger. client: fetches pages. reader: reads them. model: its model."""

    ledger: "Ledger"
    client: "PoliteClient"
    reader: "Reader"
    model: str

    def read_new(self, batch: Batch, tally: Tally, report: Callable[[Record, str], None], *, bar: bool) -> None:
        """Read, keep and count what is new in a batch; call `report` with each record, and its state, once kept."""
        from onrecord import reading
        from onrecord.ledger import StoredFetchHistory

        visits = StoredFetchHistory(self.ledger.database)
        articles = reading.read_new(
            batch.sources,
            published=batch.published,
            history=visits,
            client=self.client,
            attempt=self.reader.attempt,
        )
        results = self.reader.read_all(articles, min_score=batch.min_score)
        with show_progress(tally, bar=bar) as step:
            for result in results:
                if isinstance(result, CacheValidators | SeenEntry):
                    # Noted only now that all that came of it is kept: a broken run asks for it again.
                    visits.note(result, at=datetime.now(UTC))
                    tally.same += isinstance(result, CacheValidators) and result.unchanged and not result.feed
                    continue
                kept = self._keep(result) if isinstance(result, Record) else result
                visits.count_article(failed=isinstance(kept, Failure))
                if isinstance(kept, Failure):
                    tally.failed += 1
                    print_failure(kept, debug=batch.debug)
                    continue
                tally.count_article(kept.state)
                _count_record(kept.record, tally)
                report(kept.record, kept.state)
                step()

    def _keep(self, record: Record) -> KeptRecord | Failure:
        keep = partial(self.ledger.keep, record, model=self.model, at=datetime.now(UTC))
        kept = attempt(keep, record.article.place)
        return kept if isinstance(kept, Failure) else KeptRecord(record, kept.state)


def _print_kept(console: Console, record: Record, state: str, *, shown: bool, as_json: bool) -> None:
    from onrecord.render import terminal

    article, count = record.article, len(record.statements)
    if as_json:
        print_json_line({"id": article.id, "title": article.title, "state": state, "statements": count})
    elif shown:
        terminal.print_record(console, record)
    else:
        line = terminal.article_heading(article)
        line.append(f"  {state}, {count} statements", style="not bold")
        console.print(line, soft_wrap=True)


@click.command()
@sources_argument
@published_option
@private_option
@score_option
@debug_option
def extract_command(**options: Any) -> None:
    """Print each article as a row of JSON: its statements, with all their readings.

    Nothing is stored. Rows of JSON Lines keep their ids and their order.

    \b
    onrecord extract article.html > row.jsonl
    onrecord extract rows.jsonl --min-score 0.8 | jq .statements[].speaker.name
    """
    from onrecord import reading
    from onrecord.pipeline import Pipeline
    from onrecord.rows import row

    tally, batch = Tally(), Batch(**options)
    client = reading.PoliteClient(allow_private=batch.allow_private)
    with (
        _open_reader(Pipeline(), batch, workers=None) as reader,
        show_progress(tally, bar=not sys.stdout.isatty()) as step,
    ):
        articles = reading.read_new(batch.sources, published=batch.published, client=client, attempt=reader.attempt)
        results = reader.read_all(articles, min_score=batch.min_score)
        for record in count_failures(results, tally, debug=batch.debug):
            if not isinstance(record, Record):  # a note on what was fetched: no history is kept
                continue
            _count_record(record, tally)
            step()
            print_json_line(row(record))
    tally.exit_if_failed()


def _count_record(record: Record, tally: Tally) -> None:
    """Count a record and its statements; print its notices."""
    for notice in record.notices:
        print_message(f"{record.article.place}: {notice}")
    tally.articles += 1
    tally.statements += len(record.statements)
