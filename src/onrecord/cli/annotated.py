"""The commands over rows that hold spans already: `speakers` of statements, `certainty` of events."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

import click

from onrecord.cli.options import debug_option, print_json_line
from onrecord.cli.progress import Tally, count_failures, show_progress
from onrecord.failures import attempt
from onrecord.records import Article, Failure, Record, Span, Spans, Statement, statement_id

Parsed = TypeVar("Parsed")
Result = TypeVar("Result")


@click.command()
@click.argument("rows", metavar="ROWS")
@debug_option
def speakers_command(*, rows: str, debug: bool) -> None:
    """Resolve the speakers in ROWS: JSON Lines whose statements have source, cue and content spans.

    The spans are taken as given (any may be empty); each row is printed with its speakers.

    \b
    onrecord speakers annotated.jsonl > speakers.jsonl
    """
    from onrecord.enrich.speakers import resolve_speakers
    from onrecord.rows import row
    from onrecord.text.document import Document

    tally = Tally()

    def resolve(article: Article, statements: tuple[Statement, ...]) -> Record:
        return resolve_speakers(Record(article, statements), Document.from_text(article.text))

    for record in count_failures(_read_rows(rows, _parse_statements, resolve), tally, debug=debug):
        print_json_line(row(record))
    tally.exit_if_failed()


@click.command()
@click.argument("rows", metavar="ROWS")
@debug_option
def certainty_command(*, rows: str, debug: bool) -> None:
    """Rate how certain the text is of each event in ROWS: JSON Lines with "events", each with "start" and "end".

    Each row is printed with its events' "factuality": from -3, certainly not, through 0, unknown, to 3, certainly.

    \b
    onrecord certainty events.jsonl > certainty.jsonl
    """
    from onrecord.attribution.factuality import score_factuality
    from onrecord.attribution.tagger import Network

    tally, network = Tally(), Network.load()
    because = f"rated by {network.settings.model}, which was trained on people's ratings"

    def rate(article: Article, spans: Spans) -> dict[str, Any]:
        ratings = zip(spans, score_factuality(article.text, spans, network), strict=True)
        events = [
            {"start": a, "end": b, "factuality": sure or 0.0, "because": because if sure is not None else "no word"}
            for (a, b), sure in ratings
        ]
        return {"id": article.id, "text": article.text, "events": events}

    with show_progress(tally, bar=not sys.stdout.isatty()) as step:
        for rated in count_failures(_read_rows(rows, _parse_events, rate), tally, debug=debug):
            print_json_line(rated)
            tally.articles += 1
            step()
    tally.exit_if_failed()


def _read_rows(
    rows: str, parse: Callable[[Article, dict[str, Any]], Parsed], work: Callable[[Article, Parsed], Result]
) -> Iterator[Result | Failure]:
    """Yield the result of work on each row's article and its parsed spans; a row where that fails becomes a Failure.

    parse: its docstring is the advice where spans are not valid.
    """
    from onrecord import reading

    for item in reading.read_row_file(rows):
        if isinstance(item, Failure):
            yield item
            continue
        article, raw = item
        try:
            parsed = parse(article, raw)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield Failure(article.place, f"its spans are not valid ({error}): {parse.__doc__}")
            continue
        yield attempt(partial(work, article, parsed), article.place)


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
    from onrecord.rows import parse_span

    spans = tuple(parse_span(event["start"], event["end"]) for event in row.get("events") or ())
    _check_spans_within(article, spans)
    return spans


def _check_spans_within(article: Article, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.end > len(article.text):
            raise ValueError(f"{list(span)} reaches past the end of the text")
