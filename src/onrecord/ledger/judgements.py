"""What people judged, in the file: added one by one, never changed, read in the order in which they were made."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from onrecord.records import Judgement, JudgementKind


def add(connection: sqlite3.Connection, made: Judgement) -> None:
    """Add a judgement; one that is there already is left alone."""
    data = json.dumps(dict(made.data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    sql = "INSERT OR IGNORE INTO judgement (id, kind, subject, object, data, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, (made.id, made.kind, made.subject, made.object, data, made.by, made.at.isoformat()))


def kind_of(connection: sqlite3.Connection, identifier: str) -> str | None:
    """The kind of the judgement with this id; None where there is none."""
    found = connection.execute("SELECT kind FROM judgement WHERE id = ?", (identifier,)).fetchone()
    return found[0] if found else None


def of(
    connection: sqlite3.Connection, kind: JudgementKind | None = None, subject: str | None = None
) -> list[Judgement]:
    """The judgements of a kind, or of a subject, withdrawn or not; by time, and those of one moment as they came."""
    where = {"kind = ?": kind, "subject = ?": subject}
    asked = {sql: value for sql, value in where.items() if value is not None}
    where_all = " AND ".join(asked) or "1"
    sql = f"SELECT id, kind, subject, object, data, by, at FROM judgement WHERE {where_all} ORDER BY number"
    made = [
        Judgement(identifier, kind, subject, other, json.loads(data), by, datetime.fromisoformat(at))
        for identifier, kind, subject, other, data, by, at in connection.execute(sql, tuple(asked.values()))
    ]
    return sorted(made, key=lambda judgement: judgement.at)


def tombstone(redacted: Judgement) -> str:
    """What is left to say of redacted words."""
    day = redacted.at.date().isoformat()
    return f"{redacted.data['what']} redacted by {redacted.by} on {day}: {redacted.data['why']}"


def subjects(connection: sqlite3.Connection, kind: JudgementKind) -> dict[str, dict[str, Any]]:
    """What the judgements of a kind that were not withdrawn are about, each with the data of the last one."""
    rows = connection.execute("SELECT id, subject, data FROM judgement WHERE kind = ? ORDER BY at, number", (kind,))
    against: dict[str, list[str]] = {}
    for identifier, subject in connection.execute("SELECT id, subject FROM judgement WHERE kind = 'withdraw'"):
        against.setdefault(subject, []).append(identifier)
    return {subject: json.loads(data) for identifier, subject, data in rows.fetchall() if _stands(identifier, against)}


def _stands(identifier: str, against: Mapping[str, Iterable[str]]) -> bool:
    return not any(_stands(other, against) for other in against.get(identifier, ()))


def standing(made: Iterable[Judgement], withdrawals: Iterable[Judgement]) -> list[Judgement]:
    """Those that were not withdrawn; what a withdrawn withdrawal took back stands again."""
    against: dict[str, list[str]] = {}
    for withdrawal in withdrawals:
        against.setdefault(withdrawal.subject, []).append(withdrawal.id)
    return [judgement for judgement in made if _stands(judgement.id, against)]
