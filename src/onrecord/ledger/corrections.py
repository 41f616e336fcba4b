"""Corrections: what people judged of a statement, laid over what a model read of it.

The result is kept as a reading of its own beside the model's, so that whoever asks the ledger is told what holds.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.ledger import judgements
from onrecord.records import Forecast, Judgement, Span, Speaker, Statement, Time

MODEL = "corrected"
"""What stands for the model of a reading that people's corrections made."""


def concern(connection: sqlite3.Connection, reading: int) -> bool:
    """Is any statement of this reading one that somebody corrected or confirmed?"""
    of = "SELECT id FROM statement WHERE reading = ?"
    # The + keeps SQLite from going through all judgements of a kind.
    sql = f"SELECT 1 FROM judgement WHERE subject IN ({of}) AND +kind IN ('correct', 'confirm') LIMIT 1"
    return connection.execute(sql, (reading,)).fetchone() is not None


def standing(connection: sqlite3.Connection, read: Iterable[Statement]) -> dict[str, list[Judgement]]:
    """The corrections and confirmations of these statements that were not withdrawn, by id, in the order of making."""
    every = (made for said in read for made in judgements.of(connection, subject=said.id))
    made = [judgement for judgement in every if judgement.kind in ("correct", "confirm")]
    found: dict[str, list[Judgement]] = {}
    kept = judgements.standing(made, judgements.of(connection, "withdraw"))
    for judgement in sorted(kept, key=lambda judgement: judgement.at):
        found.setdefault(judgement.subject, []).append(judgement)
    return found


def articles(connection: sqlite3.Connection, made: Judgement) -> list[int]:
    """The articles whose readings a judgement touches; a withdrawal touches those of what it takes back."""
    by_id = "SELECT kind, subject FROM judgement WHERE id = ?"
    kind, subject = made.kind, made.subject
    while kind == "withdraw":
        kind, subject = connection.execute(by_id, (subject,)).fetchone()
    if kind not in ("correct", "confirm"):
        return []
    sql = "SELECT DISTINCT article FROM statement JOIN reading ON reading.number = statement.reading WHERE id = ?"
    return [number for (number,) in connection.execute(sql, (subject,))]


def base(connection: sqlite3.Connection, article: int) -> int:
    """The number of the newest reading of an article by a model."""
    sql = "SELECT max(number) FROM reading WHERE article = ? AND model <> ?"
    found: int = connection.execute(sql, (article, MODEL)).fetchone()[0]
    return found


def unread(connection: sqlite3.Connection, model: str) -> list[int]:
    """The numbers of the articles that a model has not read, but those of which anything was redacted."""
    redacted = (
        "SELECT reading.article FROM judgement, json_each(judgement.data, '$.statements') AS gone "
        "JOIN statement ON statement.id = gone.value JOIN reading ON reading.number = statement.reading "
        "WHERE judgement.kind = 'redact'"
    )
    sql = (
        f"SELECT number FROM article WHERE text <> '' AND number NOT IN ({redacted}) AND NOT EXISTS "
        "(SELECT 1 FROM reading WHERE reading.article = article.number AND model = ?) ORDER BY number"
    )
    return [number for (number,) in connection.execute(sql, (model,))]


def over(read: Iterable[Statement], judged: Mapping[str, Iterable[Judgement]]) -> tuple[Statement, ...]:
    """The statements as corrected, without those that are none."""
    made = (corrected(statement, judged.get(statement.id, ())) for statement in read)
    return tuple(statement for statement in made if statement is not None)


def corrected(read: Statement, judged: Iterable[Judgement]) -> Statement | None:
    """A statement with what people judged of it, one after the other; None where it is none."""
    made: Statement | None = read
    for judgement in judged:
        if made is not None:
            made = _confirmed(made, judgement) if judgement.kind == "confirm" else _correct(made, judgement)
    return made


def _correct(read: Statement, judgement: Judgement) -> Statement | None:
    field, value, why = judgement.data["field"], judgement.data["value"], _because("corrected", judgement)
    if field == "statement":
        return read if value else None
    if field == "forecast":
        return read if value else replace(read, forecast=None)
    if field == "act":
        return replace(read, act=value)
    if field == "said_at":
        return replace(read, said_at=_day(read, value, why))
    return replace(read, speaker=_speaker(read.speaker, field, value, why))


def _because(what: str, judgement: Judgement) -> str:
    note = judgement.data.get("note")
    return f"{what} by {judgement.by} on {judgement.at.date().isoformat()}{f': {note}' if note else ''}"


def _speaker(read: Speaker | None, field: str, value: Any, why: str) -> Speaker:
    """Another speaker has a role and an organisation of his own."""
    if field != "speaker":
        changed: dict[str, Any] = {field: value}
        return replace(read or Speaker(None, "unnamed", why), because=why, **changed)
    if value is None:
        return Speaker(None, "unnamed", why)
    kind = read.kind if read and read.kind != "unnamed" else "person"
    return Speaker(value, kind, why)


def _day(read: Statement, value: str | None, why: str) -> Time | None:
    if value is None:
        return None
    day = date.fromisoformat(value)
    spans = read.said_at and (read.said_at.span,)
    span = (spans or read.cue or read.spans or (Span(0, 1),))[0]
    return Time(span, "DATE", value, why, day, day)


def _confirmed(read: Statement, judgement: Judgement) -> Statement:
    """The forecast as a person has confirmed it: what the data names stands in for what was read."""
    found = read.forecast or Forecast("")
    given: dict[str, Any] = {name: judgement.data[name] for name in ("low", "high") if name in judgement.data}
    for name, key in (("first", "from"), ("last", "to")):
        if key in judgement.data:
            given[name] = date.fromisoformat(judgement.data[key]) if judgement.data[key] else None
    if given.get("last"):
        given["unresolvable"] = None
    because = "; ".join(x for x in (_because("confirmed", judgement), found.because) if x)
    return replace(read, forecast=replace(found, because=because, **given))
