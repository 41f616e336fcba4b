"""The commands that read spans which a row gives: `speakers` of statements, `certainty` of events."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click

from onrecord.cli.options import as_line, say
from onrecord.cli.progress import Tally, each, progress
from onrecord.records import Article, Record, Span, Spans, Statement, statement_id

T = TypeVar("T")


@click.command()
@click.argument("rows", metavar="ROWS")
def speakers(rows: str) -> None:
    """Say who is behind each statement of ROWS: JSON Lines whose statements have source, cue and content spans.

    The spans are taken as they stand (any may be empty); each row is printed with its speakers.

    \b
    onrecord speakers annotated.jsonl > speakers.jsonl
    """
    from onrecord.enrich.speakers import resolve_speakers as find
    from onrecord.rows import row
    from onrecord.text.document import Document

    tally = Tally()
    for article, statements in _parsed(rows, _statements, tally):
        click.echo(as_line(row(find(Record(article, statements), Document.from_text(article.text)))))
    tally.finish()


@click.command()
@click.argument("rows", metavar="ROWS")
def certainty(rows: str) -> None:
    """Say how sure a text is of each event of ROWS: JSON Lines with "events", each with "start" and "end".

    Each row is printed with its events' "factuality": from -3, certainly not, by way of 0, unknown, to 3, certainly.

    \b
    onrecord certainty events.jsonl > certainty.jsonl
    """
    from onrecord.attribution.factuality import factuality
    from onrecord.attribution.tagger import Network

    tally, network = Tally(), Network.load()
    because = f"the judgement of {network.settings.model}, trained on people's"
    with progress(tally, bar=not sys.stdout.isatty()) as step:
        for article, spans in _parsed(rows, _events, tally):
            found = zip(spans, factuality(article.text, spans, network), strict=True)
            events = [
                {"start": a, "end": b, "factuality": sure or 0.0, "because": because if sure is not None else "no word"}
                for (a, b), sure in found
            ]
            click.echo(as_line({"id": article.id, "text": article.text, "events": events}))
            tally.articles += 1
            step()
    tally.finish()


def _parsed(rows: str, parse: Callable[[Article, dict[str, Any]], T], tally: Tally) -> Iterator[tuple[Article, T]]:
    """Each row's article with what `parse` makes of its spans; a row whose spans make no sense is told, and counted."""
    from onrecord import reading

    for article, raw in each(reading.file_rows(rows), tally):
        try:
            made = parse(article, raw)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            tally.failed += 1
            say(f"{article.origin}: it has no proper spans ({error}): {parse.__doc__}")
            continue
        yield article, made


def _statements(article: Article, row: dict[str, Any]) -> tuple[Statement, ...]:
    """each statement needs source, cue and content, [[start, end], …]"""
    return tuple(_statement(article, made) for made in row.get("statements") or ())


def _statement(article: Article, made: dict[str, Any]) -> Statement:
    from onrecord.rows import spans

    source, cue, content = (spans(made[role]) for role in ("source", "cue", "content"))
    _check_within(article, (*source, *cue, *content))
    return Statement(statement_id(article, source, cue, content), source, cue, content)


def _events(article: Article, row: dict[str, Any]) -> Spans:
    """each event needs a start and an end"""
    spans = tuple(Span(event["start"], event["end"]) for event in row.get("events") or ())
    _check_within(article, spans)
    return spans


def _check_within(article: Article, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.end > len(article.text):
            raise ValueError(f"{list(span)} reaches past the end of the text")
