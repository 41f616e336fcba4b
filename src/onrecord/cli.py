"""The command `onrecord`. Only `main` turns an error into a line and an exit code: 1 bad input, 2 wrong usage."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.records import ACTS, Article, Failure, Record, Statement, statement_id

if TYPE_CHECKING:
    from onrecord.attribution.tagger import Tagger
    from onrecord.ledger import Hit

T = TypeVar("T")
_FEW = 3
"""More articles than this show a progress bar."""


class Day(click.ParamType[date]):
    """A day on the command line, as 2026-10-05."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as 2026-10-05", param, ctx)


DAY = Day()


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


def say(message: str) -> None:
    """A line to standard error."""
    click.echo(f"onrecord: {' '.join(message.split())}", err=True)


sources = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
ledger_option = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default="record.db",
    show_default=True,
    help="The file that the record is kept in.",
)
published_option = click.option(
    "--published",
    type=DAY,
    help="The day that a text was published, where it does not say so itself: relative dates count from it.",
)
private_option = click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, for machines.")
score_option = click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out statements less likely to be right than this.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def cli() -> None:
    """Read the news and keep the record: who said what, how surely, about when.

    A SOURCE is an HTML page, a text file (its first line is the title), JSON Lines (rows with "id" and "text"), a
    folder of those, an http(s) address, or - for standard input.

    \b
    onrecord read article.txt --published 2026-10-05
    onrecord search "bridge -harbour" --speaker voss
    """


@cli.command()
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
            _json({"id": article.id, "title": article.title, "state": state, "statements": len(made.statements)})
        )
    elif shown:
        terminal.record(console, made)
    else:
        line = terminal.heading(made.article)
        line.append(f"  {state}, {len(made.statements)} statements", style="not bold")
        console.print(line, soft_wrap=True)


@cli.command()
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
        click.echo(_json(row(made)))
    tally.finish()


@cli.command()
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
        _hit(console, hit, as_json=as_json)
    if not as_json:
        say(_place(hits.total, len(hits.hits), offset, ledger))


def _place(total: int, shown: int, offset: int, ledger: Path) -> str:
    """Which of how many results were shown."""
    if not total:
        return f"no statements in {ledger}: try fewer words, or har* for any ending"
    return f"{offset + 1} to {offset + shown} of {total} statements" if shown else f"no more than {total} statements"


def _hit(console: Console, hit: "Hit", *, as_json: bool) -> None:
    from onrecord import terminal
    from onrecord.rows import statement_row

    if as_json:
        about = {"article": hit.article, "title": hit.title, "publisher": hit.publisher, "url": hit.url}
        words = {"source": hit.source, "cue": hit.cue, "content": hit.content}
        day = hit.published.isoformat() if hit.published else None
        row = statement_row(hit.statement)
        click.echo(_json({"id": hit.statement.id, "words": words, **about, "published": day, "statement": row}))
    else:
        terminal.hit(console, hit)


@cli.command()
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
    from onrecord.rows import row

    with Ledger.open(ledger, create=False) as kept:
        found = kept.find(identifier)
    made = replace(found.record, statements=(found.statement,)) if found.statement else found.record
    if as_json:
        click.echo(_json(row(made)))
    else:
        terminal.record(Console(), made)


@cli.command()
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
        click.echo(_json(row(find(record))))
    tally.finish()


def _given(article: Article, made: dict[str, Any]) -> Statement:
    """A statement with the spans that a row gives it."""
    from onrecord.rows import spans

    source, cue, content = (spans(made[role]) for role in ("source", "cue", "content"))
    for span in (*source, *cue, *content):
        if span.end > len(article.text):
            raise ValueError(f"{list(span)} reaches past the end of the text")
    return Statement(statement_id(article, source, cue, content), source, cue, content)


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


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False)


def main() -> None:
    """Run the command; a user's mistake ends in one line, never in a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except OnrecordError as error:
        say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("no space is left where the output goes: free some, then run it again")
        sys.exit(1)
