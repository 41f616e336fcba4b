"""Corrections: what people judged of a statement, laid over what a model read.

The result is kept as a reading of its own beside the model's, so that every reader of the ledger gets what holds now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.judgements import Confirmation, Correction, Judgement, Withdrawal
from onrecord.ledger import judgements
from onrecord.ledger.database import Database
from onrecord.records import Forecast, Span, Speaker, Statement, Time

# Stands in the place of the model's name in a reading that people's corrections made.
CORRECTED_MODEL = "corrected"


def has_corrections(database: Database, reading: int) -> bool:
    """Return whether people corrected or confirmed any statement of a reading."""
    of = "SELECT id FROM statement WHERE reading = ?"
    # The + keeps SQLite from using the index by kind, which would go through all corrections.
    sql = f"SELECT 1 FROM judgement WHERE subject IN ({of}) AND +kind IN ('correct', 'confirm') LIMIT 1"
    return database.first(sql, (reading,)) is not None


Correcting = Correction | Confirmation
"""The judgements that change how a statement is read."""


def corrections_of(database: Database, statements: Iterable[Statement]) -> dict[str, list[Correcting]]:
    """Return the standing corrections and confirmations of statements, by id, in the order in which they were made."""
    by_subject = judgements.standing_by_subject(database, {statement.id for statement in statements})
    return {
        subject: changes
        for subject, judged in by_subject.items()
        if (changes := [judgement for judgement in judged if isinstance(judgement, Correcting)])
    }


def changed_articles(database: Database, judgement: Judgement) -> list[int]:
    """Return the articles whose reading a judgement changes; a withdrawal changes those of what it withdraws."""
    kind, subject = judgement.kind, judgement.subject
    while kind == Withdrawal.kind:
        kind, subject = database.first("SELECT kind, subject FROM judgement WHERE id = ?", (subject,)) or ("", "")
    if kind not in (Correction.kind, Confirmation.kind):
        return []
    sql = "SELECT DISTINCT article FROM statement JOIN reading ON reading.number = statement.reading WHERE id = ?"
    return database.column(sql, (subject,))


def newest_model_reading(database: Database, article: int) -> int:
    """Return the number of the newest reading of an article by a model."""
    sql = "SELECT max(number) FROM reading WHERE article = ? AND model <> ?"
    number: int = database.value(sql, (article, CORRECTED_MODEL))
    return number


def unread_articles(database: Database, model: str) -> list[int]:
    """Return the numbers of the articles that a model has not read, without those of which anything was redacted."""
    # A model would read the blanks of a redacted text as words.
    sql = (
        "SELECT number FROM article WHERE NOT redacted AND NOT EXISTS "
        "(SELECT 1 FROM reading WHERE reading.article = article.number AND model = ?) ORDER BY number"
    )
    return database.column(sql, (model,))


def correct_statements(read: Iterable[Statement], judged: Mapping[str, Iterable[Correcting]]) -> tuple[Statement, ...]:
    """Return statements as people corrected them, without those that people struck."""
    corrected = (apply_judgements(statement, judged.get(statement.id, ())) for statement in read)
    return tuple(statement for statement in corrected if statement is not None)


def apply_judgements(read: Statement, judged: Iterable[Correcting]) -> Statement | None:
    """Return a statement with corrections and confirmations applied in order; None if people struck it."""
    statement: Statement | None = read
    for judgement in judged:
        if statement is not None:
            if isinstance(judgement, Confirmation):
                statement = _apply_confirmation(statement, judgement)
            else:
                statement = _apply_correction(statement, judgement)
    return statement


def _apply_correction(read: Statement, judgement: Correction) -> Statement | None:
    field, value, why = judgement.field, judgement.value, _reason_of("corrected", judgement)
    if field == "statement":
        return read if value else None
    if field == "forecast":
        return read if value else replace(read, forecast=None)
    if field == "act":
        changed: dict[str, Any] = {"act": value}
        return replace(read, **changed)
    if field == "said_at":
        return replace(read, said_at=_corrected_day(read, value, why))
    return replace(read, speaker=_corrected_speaker(read.speaker, field, value, why))


def _reason_of(what: str, judgement: Correcting) -> str:
    note = f": {judgement.note}" if judgement.note else ""
    return f"{what} by {judgement.by} on {judgement.at.date().isoformat()}{note}"


def _corrected_speaker(read: Speaker | None, field: str, value: Any, why: str) -> Speaker:
    """Return the speaker with a field corrected; with another name, without the role and organisation."""
    if field != "speaker":
        changed: dict[str, Any] = {field: value}
        return replace(read or Speaker(None, "unnamed", why), because=why, **changed)
    # Role and organisation were read of the wrong person: another speaker has other ones.
    if value is None:
        return Speaker(None, "unnamed", why)
    kind = read.kind if read and read.kind != "unnamed" else "person"
    return Speaker(value, kind, why)


def _corrected_day(read: Statement, day: object, why: str) -> Time | None:
    if not isinstance(day, date):
        return None
    # A time has a span. Where no words of the text say the day, it is given those of the cue: "said".
    spans = read.said_at and (read.said_at.span,)
    span = (spans or read.cue or read.spans or (Span(0, 1),))[0]
    return Time(span, "DATE", day.isoformat(), because=why, first=day, last=day)


def _apply_confirmation(read: Statement, judgement: Confirmation) -> Statement:
    """Return the statement with its forecast as a person confirmed it."""
    forecast, confirmed = read.forecast or Forecast(""), dict[str, Any](judgement.confirmed)
    # What made it unresolvable is that no end could be read.
    if confirmed.get("last"):
        confirmed["unresolvable"] = None
    because = "; ".join(x for x in (_reason_of("confirmed", judgement), forecast.because) if x)
    return replace(read, forecast=replace(forecast, because=because, confirmed_by=judgement.by, **confirmed))
