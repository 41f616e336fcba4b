"""Judgements in the file: added one by one, never changed, read in the order in which people made them."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search.conditions import ForecastState
from onrecord.records import Judgement, JudgementKind

_COLUMNS = "id, kind, subject, object, data, by, at"


def add_judgement(database: Database, judgement: Judgement) -> None:
    """Add a judgement; one that is there already is left alone."""
    data = json.dumps(dict(judgement.data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    sql = f"INSERT OR IGNORE INTO judgement ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    about = (judgement.id, judgement.kind, judgement.subject, judgement.object)
    database.execute(sql, (*about, data, judgement.by, judgement.at.isoformat()))


def kind_of(database: Database, identifier: str) -> str | None:
    """Return the kind of the judgement with this id; None if there is none."""
    kind: str | None = database.value("SELECT kind FROM judgement WHERE id = ?", (identifier,))
    return kind


def list_judgements(
    database: Database, kind: JudgementKind | None = None, subject: str | None = None, *, standing: bool = True
) -> list[Judgement]:
    """Return the judgements of a kind or about a subject by time, those of one moment in the order of their keeping.

    standing: without those that were withdrawn.
    """
    conditions = {"kind = ?": kind, "subject = ?": subject}
    given = {sql: value for sql, value in conditions.items() if value is not None}
    listed = _read_judgements(database, " AND ".join(given) or "1", tuple(given.values()))
    return keep_standing(listed, list_withdrawals(database)) if standing and listed else listed


def list_withdrawals(database: Database) -> list[Judgement]:
    """Return all withdrawals, withdrawn ones too."""
    return _read_judgements(database, "kind = 'withdraw'", ())


def standing_by_subject(database: Database, subjects: Collection[str]) -> dict[str, tuple[Judgement, ...]]:
    """Return the standing judgements about each of these subjects; one query for any number of them."""
    where = "subject IN (SELECT value FROM json_each(?)) OR kind = 'withdraw'"
    listed = _read_judgements(database, where, (encode_json(sorted(subjects)),))
    withdrawals = [judgement for judgement in listed if judgement.kind == "withdraw"]
    grouped: dict[str, tuple[Judgement, ...]] = {}
    for judgement in keep_standing(listed, withdrawals):
        if judgement.subject in subjects:
            grouped[judgement.subject] = (*grouped.get(judgement.subject, ()), judgement)
    return grouped


def _read_judgements(database: Database, where: str, values: tuple[object, ...]) -> list[Judgement]:
    rows = database.tuples(f"SELECT {_COLUMNS} FROM judgement WHERE {where} ORDER BY number", values)
    listed = [
        Judgement(identifier, kind, subject, other, json.loads(data), by, datetime.fromisoformat(at))
        for identifier, kind, subject, other, data, by, at in rows
    ]
    # Times have zones, so SQL cannot sort them as text. The sort is stable.
    return sorted(listed, key=lambda judgement: judgement.at)


def list_pairings(database: Database) -> list[Judgement]:
    """Return the standing judgements on who is who: names that are the same, then names that are not."""
    return [*list_judgements(database, "same"), *list_judgements(database, "different")]


def describe_redaction(redaction: Judgement) -> str:
    """Return the line that is shown in the place of redacted words."""
    day = redaction.at.date().isoformat()
    return f"{redaction.data['what']} redacted by {redaction.by} on {day}: {redaction.data['why']}"


def newest_by_subject(database: Database, kind: JudgementKind) -> dict[str, dict[str, Any]]:
    """Return the subjects of the standing judgements of a kind, each with the data of the last one."""
    sql = "SELECT id, subject, data FROM judgement WHERE kind = ? ORDER BY at, number"
    rows = database.tuples(sql, (kind,))
    withdrawals = database.tuples("SELECT id, subject FROM judgement WHERE kind = 'withdraw'")
    withdrawn_by = _group_withdrawals(withdrawals)
    return {subject: json.loads(data) for identifier, subject, data in rows if _stands(identifier, withdrawn_by)}


def judged_forecasts(database: Database) -> dict[ForecastState, frozenset[str]]:
    """Return the ids of the statements that people resolved, and of those that they confirmed as forecasts."""
    sql = "SELECT id, kind, subject FROM judgement WHERE kind IN ('resolve', 'confirm', 'withdraw')"
    rows = database.tuples(sql)
    withdrawn_by = _group_withdrawals((identifier, subject) for identifier, kind, subject in rows if kind == "withdraw")
    standing = [(kind, subject) for identifier, kind, subject in rows if _stands(identifier, withdrawn_by)]
    return {
        "resolved": frozenset(subject for kind, subject in standing if kind == "resolve"),
        "confirmed": frozenset(subject for kind, subject in standing if kind == "confirm"),
    }


def _group_withdrawals(withdrawals: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the ids of withdrawals by what they withdraw, from pairs of an id and a subject."""
    withdrawn_by: dict[str, list[str]] = {}
    for identifier, subject in withdrawals:
        withdrawn_by.setdefault(subject, []).append(identifier)
    return withdrawn_by


def _stands(identifier: str, withdrawn_by: Mapping[str, Iterable[str]]) -> bool:
    """Return whether a judgement stands: a withdrawal that was itself withdrawn does not count."""
    return not any(_stands(withdrawal, withdrawn_by) for withdrawal in withdrawn_by.get(identifier, ()))


def keep_standing(judgements: Iterable[Judgement], withdrawals: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that were not withdrawn; what a withdrawn withdrawal took back stands again."""
    withdrawn_by = _group_withdrawals((withdrawal.id, withdrawal.subject) for withdrawal in withdrawals)
    return [judgement for judgement in judgements if _stands(judgement.id, withdrawn_by)]
