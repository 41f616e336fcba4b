"""The columns of a statement's row in a table, shared by CSV, Parquet, `onrecord.to_rows` and `onrecord.to_arrow`."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.judgements import Confirmation, Judgement, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import UNRESOLVED, Failure, Hedge, Record, Statement, join_spans

Kind = Literal["text", "texts", "number", "day", "flag"]

READ_COLUMNS: dict[str, Kind] = {
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

COLUMNS: dict[str, Kind] = READ_COLUMNS | {
    "confirmed_by": "text",
    "outcome": "text",
    "outcome_on": "day",
    "evidence": "text",
    "resolved_by": "text",
}
"""With what people judged of it, which a ledger knows."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Who confirmed and who resolved a forecast, by the statement's id: the last that was not withdrawn."""

    confirmed: Mapping[str, Confirmation]
    resolved: Mapping[str, Resolution]

    @classmethod
    def of(cls, standing: Iterable[Judgement]) -> "Judged":
        """From judgements in the order of their making."""
        confirmed, resolved = dict[str, Confirmation](), dict[str, Resolution]()
        for judgement in standing:
            match judgement:
                case Confirmation(subject):
                    confirmed[subject] = judgement
                case Resolution(subject):
                    resolved[subject] = judgement
        return cls(confirmed, resolved)


def rows(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """A row a statement, each with all COLUMNS; unknown is None."""
    judged = Judged.of(judgements)
    for version in versions:
        for said in version.now.statements:
            yield _row(version.now, said, version.key) | _judged(said.id, judged)


def to_rows(records: Record | Iterable[Record | Failure]) -> Iterator[dict[str, Any]]:
    """Return a flat row for each statement of records, for `pandas.DataFrame(rows)` or `polars.DataFrame(list(rows))`.

    Each has all of READ_COLUMNS; days are `date`s, unknown is None. A Failure is left out, with a warning.
    """
    for record in [records] if isinstance(records, Record) else records:
        if isinstance(record, Failure):
            warnings.warn(f"left out {record.origin}: {record.reason}", stacklevel=2)
            continue
        for said in record.statements:
            yield _row(record, said, record.article.key)


def _row(made: Record, said: Statement, key: str) -> dict[str, Any]:
    article, speaker = made.article, said.speaker
    names = ("title", "publisher", "byline", "section", "url", "published", "language")
    who = {"speaker": "name", "role": "role", "organisation": "organisation", "speaker_kind": "kind"}
    who["identity"] = "identity"
    return (
        {"statement": said.id, "article": article.id, "key": key}
        | {name: getattr(article, name) for name in names}
        | {column: None if speaker == UNRESOLVED else getattr(speaker, name) for column, name in who.items()}
        | {"act": said.act, "kind": said.kind, "score": said.score}
        | {role: join_spans(article.text, getattr(said, role)) or None for role in ("source", "cue", "content")}
        | {"said_from": said.said_at and said.said_at.first, "said_to": said.said_at and said.said_at.last}
        | _certainty(said)
        | {"times": [t.value for t in said.times], "quantities": [q.span.of(article.text) for q in said.quantities]}
        | _forecast(said)
    )


def _certainty(said: Statement) -> dict[str, Any]:
    likelihood = said.likelihood
    return {
        "certainty": [hedge.phrase for hedge in said.certainty],
        "low": likelihood and likelihood.low,
        "high": likelihood and likelihood.high,
        "negative": _negative(said.certainty),
        "confidence": said.confidence and said.confidence.level,
    }


def _negative(found: tuple[Hedge, ...]) -> bool:
    return any(hedge.polarity == "-" for hedge in found)


def _forecast(said: Statement) -> dict[str, Any]:
    names = {"forecast_from": "first", "forecast_to": "last", "forecast_low": "low", "forecast_high": "high"}
    names["condition"] = "condition"
    found = {column: getattr(said.forecast, name) if said.forecast else None for column, name in names.items()}
    return {"forecast": said.forecast is not None} | found


def _judged(identifier: str, judged: Judged) -> dict[str, Any]:
    confirmed, resolved = judged.confirmed.get(identifier), judged.resolved.get(identifier)
    return {
        "confirmed_by": confirmed and confirmed.by,
        "outcome": resolved and resolved.outcome,
        "outcome_on": resolved and resolved.on,
        "evidence": resolved and resolved.evidence,
        "resolved_by": resolved and resolved.by,
    }
