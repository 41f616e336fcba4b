"""The columns of a statement's row in a table, shared by CSV, Parquet, `onrecord.to_rows` and `onrecord.to_arrow`."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.judgements import Confirmation, Judgement, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import UNRESOLVED, Failure, Record, Statement, join_spans

ColumnKind = Literal["text", "texts", "number", "day", "flag"]

READ_COLUMNS: dict[str, ColumnKind] = {
    "statement": "text",
    "article": "text",
    "key": "text",
    "title": "text",
    "publisher": "text",
    "byline": "text",
    "section": "text",
    "url": "text",
    "published": "day",
    "language": "text",
    "speaker": "text",
    "role": "text",
    "organisation": "text",
    "speaker_kind": "text",
    "identity": "text",
    "act": "text",
    "kind": "text",
    "score": "number",
    "source": "text",
    "cue": "text",
    "content": "text",
    "said_from": "day",
    "said_to": "day",
    "certainty": "texts",
    "low": "number",
    "high": "number",
    "negative": "flag",
    "confidence": "text",
    "times": "texts",
    "quantities": "texts",
    "forecast": "flag",
    "forecast_from": "day",
    "forecast_to": "day",
    "forecast_low": "number",
    "forecast_high": "number",
    "condition": "text",
}
"""What was read of a statement. `texts` is a list; `low`, `high` are the statement's likelihood."""

COLUMNS: dict[str, ColumnKind] = READ_COLUMNS | {
    "confirmed_by": "text",
    "outcome": "text",
    "outcome_on": "day",
    "evidence": "text",
    "resolved_by": "text",
}
"""The same with people's judgements, which only a ledger has."""

_ARTICLE_COLUMNS = ("title", "publisher", "byline", "section", "url", "published", "language")
_SPEAKER_COLUMNS = {
    "speaker": "name",
    "role": "role",
    "organisation": "organisation",
    "speaker_kind": "kind",
    "identity": "identity",
}
_FORECAST_COLUMNS = {
    "forecast_from": "first",
    "forecast_to": "last",
    "forecast_low": "low",
    "forecast_high": "high",
    "condition": "condition",
}


@dataclass(frozen=True, slots=True)
class LatestJudgements:
    """The latest standing confirmation and resolution of each forecast, by the statement's id."""

    confirmed: Mapping[str, Confirmation]
    resolved: Mapping[str, Resolution]

    @classmethod
    def select(cls, standing: Iterable[Judgement]) -> "LatestJudgements":
        """Select them from judgements in the order in which they were made."""
        confirmed, resolved = dict[str, Confirmation](), dict[str, Resolution]()
        for judgement in standing:
            match judgement:
                case Confirmation(subject):
                    confirmed[subject] = judgement
                case Resolution(subject):
                    resolved[subject] = judgement
        return cls(confirmed, resolved)


def statement_rows(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """Yield a row for each statement, with all COLUMNS; unknown is None."""
    latest = LatestJudgements.select(judgements)
    for version in versions:
        for statement in version.now.statements:
            yield _read_values(version.now, statement, version.key) | _judged_values(statement.id, latest)


def to_rows(records: Record | Iterable[Record | Failure]) -> Iterator[dict[str, Any]]:
    """Return a flat row for each statement of records, for `pandas.DataFrame(rows)` or `polars.DataFrame(list(rows))`.

    Each has all of READ_COLUMNS; days are `date`s, unknown is None. A Failure is left out, with a warning.
    """
    # One bad source among a thousand must not end a notebook's cell.
    for record in [records] if isinstance(records, Record) else records:
        if isinstance(record, Failure):
            warnings.warn(f"left out {record.origin}: {record.reason}", stacklevel=2)
            continue
        for statement in record.statements:
            yield _read_values(record, statement, record.article.key)


def _read_values(record: Record, statement: Statement, key: str) -> dict[str, Any]:
    article, speaker, said_at = record.article, statement.speaker, statement.said_at
    roles = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    # A speaker that no stage has looked for is unknown in all columns, its kind too.
    known = {} if speaker == UNRESOLVED else {name: getattr(speaker, name) for name in _SPEAKER_COLUMNS.values()}
    return (
        {"statement": statement.id, "article": article.id, "key": key}
        | {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
        | {column: known.get(name) for column, name in _SPEAKER_COLUMNS.items()}
        | {"act": statement.act, "kind": statement.kind, "score": statement.score}
        | {role: join_spans(article.text, spans) or None for role, spans in roles.items()}
        | {"said_from": said_at and said_at.first, "said_to": said_at and said_at.last}
        | _certainty_values(statement)
        | {"times": [time.value for time in statement.times]}
        | {"quantities": [quantity.span.of(article.text) for quantity in statement.quantities]}
        | _forecast_values(statement)
    )


def _certainty_values(statement: Statement) -> dict[str, Any]:
    likelihood = statement.likelihood
    return {
        "certainty": [hedge.phrase for hedge in statement.certainty],
        "low": likelihood and likelihood.low,
        "high": likelihood and likelihood.high,
        "negative": any(hedge.polarity == "-" for hedge in statement.certainty),
        "confidence": statement.confidence and statement.confidence.level,
    }


def _forecast_values(statement: Statement) -> dict[str, Any]:
    forecast = statement.forecast
    values = {column: forecast and getattr(forecast, name) for column, name in _FORECAST_COLUMNS.items()}
    return {"forecast": forecast is not None} | values


def _judged_values(identifier: str, latest: LatestJudgements) -> dict[str, Any]:
    confirmed, resolved = latest.confirmed.get(identifier), latest.resolved.get(identifier)
    return {
        "confirmed_by": confirmed and confirmed.by,
        "outcome": resolved and resolved.outcome,
        "outcome_on": resolved and resolved.on,
        "evidence": resolved and resolved.evidence,
        "resolved_by": resolved and resolved.by,
    }
