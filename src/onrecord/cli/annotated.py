"""The commands over rows that hold spans already: `speakers` of statements, `certainty` of events."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click

from onrecord.cli.options import print_json_line, print_message
from onrecord.cli.progress import Tally, count_failures, show_progress
from onrecord.records import Article, Record, Span, Spans, Statement, statement_id

Parsed = TypeVar("Parsed")


@click.command()
@click.argument("rows", metavar="ROWS")
def speakers_command(rows: str) -> None:
    """Resolve the speakers in ROWS: JSON Lines whose statements have source, cue and content spans.

    The spans are taken as given (any may be empty); each row is printed with its speakers.

    \b
    onrecord speakers annotated.jsonl > speakers.jsonl
    """
    from onrecord.enrich.speakers import resolve_speakers
    from onrecord.rows import row
    from onrecord.text.document import Document

    tally = Tally()
    for article, statements in _parse_rows(rows, _parse_statements, tally):
        print_json_line(row(resolve_speakers(Record(article, statements), Document.from_text(article.text))))
    tally.exit_if_failed()


@click.command()
@click.argument("rows", metavar="ROWS")
def certainty_command(rows: str) -> None:
    """Rate how certain the text is of each event in ROWS: JSON Lines with "events", each with "start" and "end".

    Each row is printed with its events' "factuality": from -3, certainly not, through 0, unknown, to 3, certainly.

    \b
    onrecord certainty events.jsonl > certainty.jsonl
    """
    from onrecord.attribution.factuality import score_factuality
    from onrecord.attribution.tagger import Network

    tally, network = Tally(), Network.load()
    because = f"rated by {network.settings.model}, which was trained on people's ratings"
    with show_progress(tally, bar=not sys.stdout.isatty()) as step:
        for article, spans in _parse_rows(rows, _parse_events, tally):
            ratings = zip(spans, score_factuality(article.text, spans, network), strict=True)
            events = [
                {"start": a, "end": b, "factuality": sure or 0.0, "because": because if sure is not None else "no word"}
                for (a, b), sure in ratings
            ]
            print_json_line({"id": article.id, "text": article.text, "events": events})
            tally.articles += 1
            step()
    tally.exit_if_failed()


def _parse_rows(
    rows: str, parse: Callable[[Article, dict[str, Any]], Parsed], tally: Tally
) -> Iterator[tuple[Article, Parsed]]:
    """Yield each row's article with its parsed spans; print and count a row whose spans are not valid.

    parse: its docstring is the advice that is printed.
    """
    from onrecord import reading

    for article, raw in count_failures(reading.read_row_file(rows), tally):
        try:
            parsed = parse(article, raw)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            tally.failed += 1
            print_message(f"{article.origin}: its spans are not valid ({error}): {parse.__doc__}")
            continue
        yield article, parsed


def _parse_statements(article: Article, row: dict[str, Any]) -> tuple[Statement, ...]:
    """each statement needs source, cue and content, [[start, end], …]"""
    return tuple(_parse_statement(article, raw) for raw in row.get("statements") or ())


def _parse_statement(article: Article, raw: dict[str, Any]) -> Statement:
    from onrecord.rows import parse_spans

    source, cue, content = (parse_spans(raw[role]) for role in ("source", "cue", "content"))
    _check_spans_within(article, (*source, *cue, *content))
    return Statement(statement_id(article, source, cue, content), source, cue, content)


def _parse_events(article: Article, row: dict[str, Any]) -> Spans:
    """each event needs a start and an end"""
    spans = tuple(Span(event["start"], event["end"]) for event in row.get("events") or ())
    _check_spans_within(article, spans)
    return spans


def _check_spans_within(article: Article, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.end > len(article.text):
            raise ValueError(f"{list(span)} reaches past the end of the text")
