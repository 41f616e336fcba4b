"""The commands that read: `read` into a ledger, `extract` to standard output, `speakers` and `certainty` of
given spans."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console

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
from onrecord.records import Article, Failure, Record, Span, Statement, statement_id

if TYPE_CHECKING:
    from onrecord.attribution.tagger import Tagger

T = TypeVar("T")
_FEW = 3
"""More articles than this show a progress bar."""


@dataclass(frozen=True)
class Batch:
    """What to read, and how: the options that `read` and `extract` share."""

    sources: tuple[str, ...]
    published: date | None
    allow_private: bool
    min_score: float


@dataclass
class Tally:
    """What a batch came to; `failed` is the number of sources or rows that could not be read."""

    articles: int = 0
    statements: int = 0
    failed: int = 0

    def finish(self) -> None:
        """Exit with 1 where anything failed."""
        if self.failed:
            sys.exit(1)


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
@json_option
def read(*, ledger: Path, show: bool | None, as_json: bool, **options: Any) -> None:
    """Read articles into a ledger.

    What was read before is left alone; a page whose text has changed is kept as a new version.

    \b
    onrecord read https://example.org/news/1.html
    onrecord read clippings/ --published 2026-10-05 --ledger harbour.db
    """
    from onrecord.ledger import Ledger

    console, tally, batch = Console(), Tally(), Batch(**options)
    shown = show if show is not None else len(batch.sources) == 1 and not Path(batch.sources[0]).is_dir()
    states = {"new": 0, "version": 0, "same": 0}
    with Ledger.open(ledger) as kept:
        tagger = _tagger()
        for made in _records(batch, tally, tagger, bar=not shown):
            state = kept.keep(made, model=tagger.settings.model, at=datetime.now(UTC)).state
            states[state] += 1
            _kept(console, made, state, shown=shown, as_json=as_json)
    words = f"{states['new']} new, {states['version']} changed, {states['same']} known already"
    say(f"{tally.articles} articles read into {ledger} ({words}), {tally.statements} statements, {tally.failed} failed")
    tally.finish()


def _kept(console: Console, made: Record, state: str, *, shown: bool, as_json: bool) -> None:
    from onrecord import terminal

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
    from onrecord.rows import row

    tally = Tally()
    for made in _records(Batch(**options), tally, _tagger(), bar=not sys.stdout.isatty()):
        click.echo(as_line(row(made)))
    tally.finish()


@click.command()
@click.argument("rows", metavar="ROWS")
def speakers(rows: str) -> None:
    """Say who is behind each statement of ROWS: JSON Lines whose statements have source, cue and content spans.

    The spans are taken as they stand (any may be empty); each row is printed with its speakers.

    \b
    onrecord speakers annotated.jsonl > speakers.jsonl
    """
    from onrecord import reading
    from onrecord.enrich.speakers import speakers as find
    from onrecord.rows import row

    tally = Tally()
    for made in _each(reading.file_rows(rows), tally):
        article, raw = made
        try:
            record = Record(article, tuple(_given(article, statement) for statement in raw.get("statements") or ()))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            tally.failed += 1
            spans = "each needs source, cue and content, [[start, end], …]"
            say(f"{article.origin}: its statements have no proper spans ({error}): {spans}")
            continue
        click.echo(as_line(row(find(record))))
    tally.finish()


@click.command()
@click.argument("rows", metavar="ROWS")
def certainty(rows: str) -> None:
    """Say how sure a text is of each event of ROWS: JSON Lines with "events", each with "start" and "end".

    Each row is printed with its events' "factuality": from -3, certainly not, by way of 0, unknown, to 3, certainly.

    \b
    onrecord certainty events.jsonl > certainty.jsonl
    """
    from onrecord import reading
    from onrecord.attribution.factuality import factuality

    tally, tagger = Tally(), _tagger()
    with _progress(tally, bar=not sys.stdout.isatty()) as step:
        for article, raw in _each(reading.file_rows(rows), tally):
            try:
                spans = [Span(event["start"], event["end"]) for event in raw.get("events") or ()]
                _check_within(article, spans)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                tally.failed += 1
                say(f"{article.origin}: its events have no proper spans ({error}): each needs a start and an end")
                continue
            found = factuality(article.text, spans, tagger)
            because = f"the judgement of {tagger.settings.model}, trained on people's"
            events = [
                {"start": a, "end": b, "factuality": sure or 0.0, "because": because if sure is not None else "no word"}
                for (a, b), sure in zip(spans, found, strict=True)
            ]
            click.echo(as_line({"id": article.id, "text": article.text, "events": events}))
            tally.articles += 1
            step()
    tally.finish()


def _given(article: Article, made: dict[str, Any]) -> Statement:
    """A statement with the spans that a row gives it."""
    from onrecord.rows import spans

    source, cue, content = (spans(made[role]) for role in ("source", "cue", "content"))
    _check_within(article, (*source, *cue, *content))
    return Statement(statement_id(article, source, cue, content), source, cue, content)


def _check_within(article: Article, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.end > len(article.text):
            raise ValueError(f"{list(span)} reaches past the end of the text")


def _tagger() -> "Tagger":
    from onrecord.attribution.tagger import Tagger

    return Tagger.load()


def _records(batch: Batch, tally: Tally, tagger: "Tagger", *, bar: bool) -> Iterator[Record]:
    """The records of all sources; failures and notices are told on the way, and counted."""
    from onrecord import bulk, reading

    articles = reading.articles(batch.sources, published=batch.published, allow_private=batch.allow_private)
    with _progress(tally, bar=bar) as step:
        for made in _each(bulk.records(articles, tagger, least=batch.min_score), tally):
            for notice in made.notices:
                say(f"{made.article.origin or made.article.id}: {notice}")
            tally.articles += 1
            tally.statements += len(made.statements)
            step()
            yield made


def _each(found: Iterable[T | Failure], tally: Tally) -> Iterator[T]:
    """What was read; what could not be is told, and counted."""
    for made in found:
        if isinstance(made, Failure):
            tally.failed += 1
            say(f"{made.origin}: {made.reason}")
        else:
            yield made


@contextmanager
def _progress(tally: Tally, *, bar: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error that counts articles, from the fourth on, where somebody is looking."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not (bar and console.is_terminal):
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None, visible=False)

        def step() -> None:
            words = f"{tally.articles} articles, {tally.statements} statements"
            progress.update(task, description=words, visible=tally.articles > _FEW)

        yield step
