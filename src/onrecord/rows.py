"""The row: records as JSON, the shape that `onrecord extract` prints and that DESIGN.md fixes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from onrecord.records import (
    Article,
    Confidence,
    Forecast,
    Hedge,
    Judgement,
    Quantity,
    Record,
    Related,
    Span,
    Spans,
    Speaker,
    Statement,
    Time,
)

Row = dict[str, Any]


def row(record: Record) -> Row:
    """One article as its row."""
    article = record.article
    return {
        "id": article.id,
        "text": article.text,
        "article": article_row(article),
        "statements": [statement_row(s) for s in record.statements],
        "times": [time_row(t) for t in record.times],
        "quantities": [quantity_row(q) for q in record.quantities],
    }


def article_row(article: Article) -> Row:
    """The row's "article": what is known of it beside its text."""
    return {
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "section": article.section,
        "published": _iso(article.published),
        "language": article.language,
        "related": [{"title": r.title, "url": r.url} for r in article.related],
        "furniture": _pairs(article.furniture),
        "insertions": _pairs(article.insertions),
    }


def statement_row(statement: Statement) -> Row:
    """One of the row's "statements"."""
    s = statement
    return {
        "id": s.id,
        "source": _pairs(s.source),
        "cue": _pairs(s.cue),
        "content": _pairs(s.content),
        "kind": s.kind,
        "act": s.act,
        "score": s.score,
        "speaker": s.speaker and speaker_row(s.speaker),
        "said_at": s.said_at and time_row(s.said_at),
        "certainty": [_hedge_row(h) for h in s.certainty],
        "confidence": s.confidence and _phrase(s.confidence) | {"level": s.confidence.level},
        "times": [time_row(t) for t in s.times],
        "quantities": [quantity_row(q) for q in s.quantities],
        "forecast": s.forecast and _forecast_row(s.forecast),
    }


def speaker_row(speaker: Speaker) -> Row:
    """A statement's "speaker"."""
    names = ("name", "role", "organisation", "kind", "identity", "because")
    return {name: getattr(speaker, name) for name in names}


def time_row(time: Time) -> Row:
    """A Time of the row."""
    return {
        "start": time.span.start,
        "end": time.span.end,
        "type": time.type,
        "value": time.value,
        "from": _iso(time.first),
        "to": _iso(time.last),
        "alternatives": list(time.alternatives),
        "because": time.because,
    }


def quantity_row(quantity: Quantity) -> Row:
    """A Quantity of the row."""
    names = ("low", "high", "comparator", "unit", "rate", "increment", "because")
    return {"start": quantity.span.start, "end": quantity.span.end} | {name: getattr(quantity, name) for name in names}


def _hedge_row(hedge: Hedge) -> Row:
    names = ("of", "low", "high", "polarity", "because")
    scope = {"scope": hedge.scope} if hedge.scope != "main" else {}
    return _phrase(hedge) | {name: getattr(hedge, name) for name in names} | scope


def _phrase(found: Hedge | Confidence) -> Row:
    return {"phrase": found.phrase, "start": found.span.start, "end": found.span.end}


def _forecast_row(forecast: Forecast) -> Row:
    return {
        "from": _iso(forecast.first),
        "to": _iso(forecast.last),
        "condition": forecast.condition,
        "low": forecast.low,
        "high": forecast.high,
        "unresolvable": forecast.unresolvable,
        "because": forecast.because,
    }


def judgement_row(judgement: Judgement) -> Row:
    """A judgement, its time as ISO 8601 with its zone."""
    names = ("id", "kind", "subject", "object", "by")
    made = {name: getattr(judgement, name) for name in names}
    return made | {"data": dict(judgement.data), "at": judgement.at.isoformat()}


def record(made: Row, *, origin: str | None = None) -> Record:
    """The record that a row was printed from; `origin`, which is not printed, is given beside it."""
    about = dict(made["article"])
    article = Article(
        id=made["id"],
        text=made["text"],
        **{name: about[name] for name in ("url", "title", "byline", "publisher", "section", "language")},
        published=_date(about["published"]),
        related=tuple(Related(r["title"], r["url"]) for r in about["related"]),
        furniture=spans(about["furniture"]),
        insertions=spans(about["insertions"]),
        origin=origin,
    )
    return Record(
        article,
        tuple(map(statement, made["statements"])),
        tuple(map(time, made["times"])),
        tuple(map(quantity, made["quantities"])),
    )


def statement(made: Row) -> Statement:
    """The statement that `statement_row` printed."""
    confidence, forecast = made["confidence"], made["forecast"]
    return Statement(
        id=made["id"],
        source=spans(made["source"]),
        cue=spans(made["cue"]),
        content=spans(made["content"]),
        kind=made["kind"],
        act=made["act"],
        score=made["score"],
        speaker=made["speaker"] and Speaker(**made["speaker"]),
        said_at=made["said_at"] and time(made["said_at"]),
        certainty=tuple(Hedge(span=_span(h), **_without(h, "start", "end")) for h in made["certainty"]),
        confidence=confidence and Confidence(span=_span(confidence), **_without(confidence, "start", "end")),
        times=tuple(map(time, made["times"])),
        quantities=tuple(map(quantity, made["quantities"])),
        forecast=forecast and Forecast(**_horizon(forecast)),
    )


def spans(pairs: Iterable[Iterable[int]]) -> Spans:
    """Spans from pairs of offsets; ValueError where one is not a span."""
    return tuple(Span(*pair) for pair in pairs)


def time(made: Row) -> Time:
    """The time that `time_row` printed."""
    alternatives = tuple(made["alternatives"])
    return Time(span=_span(made), alternatives=alternatives, **_without(_horizon(made), "start", "end", "alternatives"))


def quantity(made: Row) -> Quantity:
    """The quantity that `quantity_row` printed."""
    return Quantity(span=_span(made), **_without(made, "start", "end"))


def _horizon(made: Row) -> Row:
    return _without(made, "from", "to") | {"first": _date(made["from"]), "last": _date(made["to"])}


def _without(made: Row, *names: str) -> Row:
    return {name: value for name, value in made.items() if name not in names}


def _span(made: Row) -> Span:
    return Span(made["start"], made["end"])


def _pairs(found: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in found]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
