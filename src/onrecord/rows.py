"""The row: records as JSON, the shape that `onrecord extract` prints; `row_types` has its types.

Rows are read with tolerance: a row of an older version may lack `schema`, a row of a newer one may have more fields.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, overload

from onrecord.errors import OnrecordError
from onrecord.records import (
    UNRESOLVED,
    Article,
    Confidence,
    Forecast,
    Hedge,
    Quantity,
    Record,
    Related,
    Span,
    Spans,
    Speaker,
    Statement,
    Time,
)
from onrecord.row_types import (
    SCHEMA,
    ArticleRow,
    ConfidenceRow,
    ForecastRow,
    HedgeRow,
    QuantityRow,
    RecordRow,
    SpeakerRow,
    StatementRow,
    TimeRow,
)


@overload
def row(noun: Record) -> RecordRow: ...
@overload
def row(noun: Statement) -> StatementRow: ...
def row(noun: Record | Statement) -> RecordRow | StatementRow:
    """Return a record as its row, one article a line, or a statement as one of the row's "statements".

    OnrecordError for anything else.
    """
    if isinstance(noun, Statement):
        return statement_row(noun)
    if not isinstance(noun, Record):
        raise OnrecordError(
            f"a row is made of a Record or a Statement, not of {type(noun).__name__}: "
            "onrecord.record(article) returns a Record"
        )
    return {
        "schema": SCHEMA,
        "id": noun.article.id,
        "text": noun.article.text,
        "article": article_row(noun.article),
        "statements": [statement_row(s) for s in noun.statements],
        "times": [time_row(t) for t in noun.times],
        "quantities": [quantity_row(q) for q in noun.quantities],
    }


def article_row(article: Article) -> ArticleRow:
    """Return the row's "article": what is known of it besides its text."""
    return {
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "section": article.section,
        "published": format_iso_date(article.published),
        "language": article.language,
        "related": [{"title": r.title, "url": r.url} for r in article.related],
        "furniture": _span_pairs(article.furniture),
        "insertions": _span_pairs(article.insertions),
    }


def statement_row(statement: Statement) -> StatementRow:
    """Return one of the row's "statements"."""
    s = statement
    return {
        "id": s.id,
        "source": _span_pairs(s.source),
        "cue": _span_pairs(s.cue),
        "content": _span_pairs(s.content),
        "kind": s.kind,
        "act": s.act,
        "score": s.score,
        # Redacted statements of version 0.1.0 have null here; exports must give them back unchanged.
        "speaker": None if s.speaker == UNRESOLVED else speaker_row(s.speaker),
        "said_at": time_row(s.said_at) if s.said_at else None,
        "certainty": [_hedge_row(h) for h in s.certainty],
        "confidence": _confidence_row(s.confidence) if s.confidence else None,
        "times": [time_row(t) for t in s.times],
        "quantities": [quantity_row(q) for q in s.quantities],
        "forecast": _forecast_row(s.forecast) if s.forecast else None,
    }


def speaker_row(speaker: Speaker) -> SpeakerRow:
    """Return a statement's "speaker"."""
    return {
        "name": speaker.name,
        "role": speaker.role,
        "organisation": speaker.organisation,
        "kind": speaker.kind,
        "identity": speaker.identity,
        "because": speaker.because,
    }


def time_row(time: Time) -> TimeRow:
    """Return a Time of the row."""
    row: TimeRow = {
        "start": time.span.start,
        "end": time.span.end,
        "type": time.type,
        "value": time.value,
        "from": format_iso_date(time.first),
        "to": format_iso_date(time.last),
        "alternatives": list(time.alternatives),
        "because": time.because,
    }
    if time.deictic:
        row["deictic"] = True
    return row


def quantity_row(quantity: Quantity) -> QuantityRow:
    """Return a Quantity of the row."""
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "low": quantity.low,
        "high": quantity.high,
        "comparator": quantity.comparator,
        "unit": quantity.unit,
        "rate": quantity.rate,
        "increment": quantity.increment,
        "because": quantity.because,
    }


def _hedge_row(hedge: Hedge) -> HedgeRow:
    row: HedgeRow = {
        "phrase": hedge.phrase,
        "start": hedge.span.start,
        "end": hedge.span.end,
        "of": hedge.of,
        "low": hedge.low,
        "high": hedge.high,
        "polarity": hedge.polarity,
        "because": hedge.because,
    }
    # Rows of version 0.1.0 have no scope: only what differs from the usual is printed, and old rows stay as they were.
    if hedge.scope != "main":
        row["scope"] = hedge.scope
    return row


def _confidence_row(confidence: Confidence) -> ConfidenceRow:
    span = confidence.span
    return {"phrase": confidence.phrase, "start": span.start, "end": span.end, "level": confidence.level}


def _forecast_row(forecast: Forecast) -> ForecastRow:
    row: ForecastRow = {
        "from": format_iso_date(forecast.first),
        "to": format_iso_date(forecast.last),
        "condition": forecast.condition,
        "low": forecast.low,
        "high": forecast.high,
        "unresolvable": forecast.unresolvable,
        "because": forecast.because,
    }
    if forecast.confirmed_by is not None:
        row["confirmed_by"] = forecast.confirmed_by
    return row


def from_row(row: RecordRow | Mapping[str, Any], *, origin: str | None = None) -> Record:
    """Return the record that a row was printed from; `origin` is where it was read from, which rows do not hold.

    Fields that this version does not know are ignored. OnrecordError where the row is of another schema than 1, or
    lacks a field that every row has.
    """
    version = row.get("schema", SCHEMA)
    # Another version may mean something else by the same field: better no record than a wrong one.
    if version != SCHEMA:
        raise OnrecordError(f"the row is of schema {version}, this version knows {SCHEMA}: upgrade onrecord")
    try:
        return parse_record(row, origin=origin)
    except KeyError as error:
        raise OnrecordError(f"the row has no {error}: give one that `onrecord extract` or onrecord.row made") from None


def parse_record(row: RecordRow | Mapping[str, Any], *, origin: str | None = None) -> Record:
    """Return the record that a row of this version's schema was printed from; KeyError where it lacks a field."""
    return Record(
        _parse_article(row, origin),
        tuple(map(parse_statement, row["statements"])),
        tuple(map(parse_time, row["times"])),
        tuple(map(parse_quantity, row["quantities"])),
    )


def _parse_article(row: RecordRow | Mapping[str, Any], origin: str | None) -> Article:
    about: ArticleRow = row["article"]
    return Article(
        id=row["id"],
        text=row["text"],
        url=about["url"],
        title=about["title"],
        byline=about["byline"],
        publisher=about["publisher"],
        section=about["section"],
        published=_parse_date(about["published"]),
        language=about["language"],
        related=tuple(Related(r["title"], r["url"]) for r in about["related"]),
        furniture=parse_spans(about["furniture"]),
        insertions=parse_spans(about["insertions"]),
        origin=origin,
    )


def parse_statement(row: StatementRow | Mapping[str, Any]) -> Statement:
    """Return the statement that `statement_row` printed."""
    speaker, said_at, confidence, forecast = row["speaker"], row["said_at"], row["confidence"], row["forecast"]
    return Statement(
        id=row["id"],
        source=parse_spans(row["source"]),
        cue=parse_spans(row["cue"]),
        content=parse_spans(row["content"]),
        kind=row["kind"],
        act=row["act"],
        score=row["score"],
        speaker=_parse_speaker(speaker) if speaker else UNRESOLVED,
        said_at=parse_time(said_at) if said_at else None,
        certainty=tuple(map(_parse_hedge, row["certainty"])),
        confidence=_parse_confidence(confidence) if confidence else None,
        times=tuple(map(parse_time, row["times"])),
        quantities=tuple(map(parse_quantity, row["quantities"])),
        forecast=_parse_forecast(forecast) if forecast else None,
    )


def parse_spans(pairs: Iterable[Iterable[int]]) -> Spans:
    """Return spans from pairs of offsets; ValueError where one is not a span."""
    return tuple(parse_span(*pair) for pair in pairs)


def parse_span(start: int, end: int) -> Span:
    """Return the span of two offsets of a row; ValueError where they are not whole numbers, or not in order."""
    # In JSON 5.0 and true can stand for numbers, but no text has a character at them.
    for offset in (start, end):
        if not isinstance(offset, int) or isinstance(offset, bool):
            raise ValueError(f"an offset must be a whole number, not {json.dumps(offset):.40}")
    return Span(start, end)


def parse_time(row: TimeRow) -> Time:
    """Return the time that `time_row` printed."""
    return Time(
        span=parse_span(row["start"], row["end"]),
        type=row["type"],
        value=row["value"],
        because=row["because"],
        first=_parse_date(row["from"]),
        last=_parse_date(row["to"]),
        alternatives=tuple(row["alternatives"]),
        deictic=row.get("deictic", False),
    )


def parse_quantity(row: QuantityRow) -> Quantity:
    """Return the quantity that `quantity_row` printed."""
    return Quantity(
        span=parse_span(row["start"], row["end"]),
        low=row["low"],
        high=row["high"],
        because=row["because"],
        comparator=row["comparator"],
        unit=row["unit"],
        rate=row["rate"],
        increment=row["increment"],
    )


def _parse_speaker(row: SpeakerRow) -> Speaker:
    return Speaker(
        name=row["name"],
        kind=row["kind"],
        because=row["because"],
        role=row["role"],
        organisation=row["organisation"],
        identity=row["identity"],
    )


def _parse_hedge(row: HedgeRow) -> Hedge:
    return Hedge(
        span=parse_span(row["start"], row["end"]),
        phrase=row["phrase"],
        of=row["of"],
        because=row["because"],
        low=row["low"],
        high=row["high"],
        polarity=row["polarity"],
        scope=row.get("scope", "main"),
    )


def _parse_confidence(row: ConfidenceRow) -> Confidence:
    return Confidence(span=parse_span(row["start"], row["end"]), phrase=row["phrase"], level=row["level"])


def _parse_forecast(row: ForecastRow) -> Forecast:
    return Forecast(
        because=row["because"],
        first=_parse_date(row["from"]),
        last=_parse_date(row["to"]),
        condition=row["condition"],
        low=row["low"],
        high=row["high"],
        unresolvable=row["unresolvable"],
        confirmed_by=row.get("confirmed_by"),
    )


def _span_pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def format_iso_date(day: date | None) -> str | None:
    """Return a day as JSON has it, 2026-10-05; None where it is unknown."""
    return day.isoformat() if day else None


def _parse_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
