"""The commands that read: `read` into a ledger, `extract` to standard output."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console

from onrecord.cli.interval import LENGTH, repeat
from onrecord.cli.options import (
    as_line,
    json_option,
    ledger_option,
    private_option,
    published_option,
    say,
    score_option,
    sources,
)
from onrecord.cli.progress import Tally, each, progress
from onrecord.records import Failure, Record, Seen, Visit

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline
    from onrecord.reading import Manners

Learnt = TypeVar("Learnt", bound=Visit | Seen)


@dataclass(frozen=True)
class Batch:
    """What to read, and how: the options that `read` and `extract` share."""

    sources: tuple[str, ...]
    published: date | None
    allow_private: bool
    min_score: float


@click.command()
@sources
@ledger_option
@published_option
@private_option
@score_option
@click.option(
    "--show/--no-show",
    default=None,
    help="Print the statements, marked. The default: where there is one source, no folder.",
)
@click.option(
    "--every", type=LENGTH, help="Go on reading what is new, so often (90s, 15m, 2h, 1d), until interrupted (Ctrl-C)."
)
@json_option
def read(*, ledger: Path, show: bool | None, every: timedelta | None, as_json: bool, **options: Any) -> None:
    """Read articles into a ledger.

    What was read before is left alone; a page whose text has changed is kept as a new version. Of a feed (RSS or Atom)
    what is new is read: each entry's page, if robots.txt allows it, with a second between two requests to one host.

    \b
    onrecord read https://example.org/news/1.html
    onrecord read clippings/ --published 2026-10-05 --ledger harbour.db
    onrecord read https://example.org/rss.xml --every 15m
    """
    from onrecord.ledger import Ledger
    from onrecord.pipeline import Pipeline
    from onrecord.reading import Manners

    batch, console = Batch(**options), Console()
    if every and "-" in batch.sources:
        raise click.UsageError("--every reads its sources again and again: - (standard input) can be read only once")
    alone = len(batch.sources) == 1 and not every and not Path(batch.sources[0]).is_dir()
    shown = alone if show is None else show
    with Ledger.open(ledger) as kept:
        keeper = Keeper(kept, Pipeline(), Manners(allow_private=batch.allow_private), workers=1 if every else None)

        def tell(made: Record, state: str) -> None:
            if not (every and state == "same"):
                _kept(console, made, state, shown=shown, as_json=as_json)

        tally = Tally()
        if every:
            _follow(lambda counts: keeper.read(batch, counts, tell, bar=not shown), tally, every)
            return
        keeper.read(batch, tally, tell, bar=not shown)
    words = f"{tally.new} new, {tally.version} changed, {tally.same} known already"
    say(f"{tally.articles} articles read into {ledger} ({words}), {tally.statements} statements, {tally.failed} failed")
    tally.finish()


def _follow(work: Callable[[Tally], None], whole: Tally, every: timedelta) -> None:
    """A round every so often, with a line on each, until interrupted; `whole` counts what all came to."""

    def one() -> None:
        tally = Tally()
        try:
            work(tally)
        finally:
            whole.add(tally)
        now = datetime.now().astimezone()
        say(f"{now:%Y-%m-%d %H:%M:%S}: {tally.new} new, {tally.version} changed, {tally.failed} failed")

    rounds = repeat(one, every)
    say(f"stopped after {rounds} rounds: {whole.new} new, {whole.version} changed, {whole.failed} failed")


@dataclass(frozen=True)
class Keeper:
    """What reads into a ledger: the pipeline, how hosts are asked, on how many cores (all where None)."""

    ledger: "Ledger"
    pipeline: "Pipeline"
    manners: "Manners"
    workers: int | None

    def read(self, batch: Batch, tally: Tally, tell: Callable[[Record, str], None], *, bar: bool) -> None:
        """Read what is new in a batch, keep and count it; `tell` is called with each record once it is kept."""
        from onrecord import reading
        from onrecord.ledger import Visits

        visits = Visits(self.ledger)
        found = reading.news(batch.sources, published=batch.published, known=visits, manners=self.manners)
        read = self.pipeline.records(found, min_score=batch.min_score, workers=self.workers)
        for made in _records(read, tally, bar=bar):
            now = datetime.now(UTC)
            if isinstance(made, Record):
                state = self.ledger.keep(made, model=self.pipeline.model, at=now).state
                tally.count(state)
                tell(made, state)
            else:
                visits.note(made, at=now)
                tally.same += isinstance(made, Visit) and made.unchanged and not made.feed


def _kept(console: Console, made: Record, state: str, *, shown: bool, as_json: bool) -> None:
    from onrecord.render import terminal

    if as_json:
        article = made.article
        click.echo(
            as_line({"id": article.id, "title": article.title, "state": state, "statements": len(made.statements)})
        )
    elif shown:
        terminal.record(console, made)
    else:
        line = terminal.heading(made.article)
        line.append(f"  {state}, {len(made.statements)} statements", style="not bold")
        console.print(line, soft_wrap=True)


@click.command()
@sources
@published_option
@private_option
@score_option
def extract(**options: Any) -> None:
    """Print each article as a row of JSON: its statements, with everything read from them.

    Nothing is kept. Rows of JSON Lines come out with their ids, in their order.

    \b
    onrecord extract article.html > row.jsonl
    onrecord extract rows.jsonl --min-score 0.8 | jq .statements[].speaker.name
    """
    from onrecord import reading
    from onrecord.pipeline import Pipeline
    from onrecord.rows import row

    tally, batch = Tally(), Batch(**options)
    found = reading.articles(batch.sources, published=batch.published, allow_private=batch.allow_private)
    made_of = Pipeline().records(found, min_score=batch.min_score, workers=None)
    for made in _records(made_of, tally, bar=not sys.stdout.isatty()):
        click.echo(as_line(row(made)))
    tally.finish()


def _records(read: Iterable[Record | Failure | Learnt], tally: Tally, *, bar: bool) -> Iterator[Record | Learnt]:
    """The records read, and what was learnt on the way; failures and notices are told, and counted."""
    with progress(tally, bar=bar) as step:
        well: Iterator[Record | Learnt] = each(read, tally)
        for made in well:
            if isinstance(made, Record):
                for notice in made.notices:
                    say(f"{made.article.origin or made.article.id}: {notice}")
                tally.articles += 1
                tally.statements += len(made.statements)
                step()
            yield made
