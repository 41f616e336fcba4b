"""Judgements in the file: added one by one, never changed, read in the order in which people made them."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, overload

from onrecord.judgements import (
    Confirmation,
    DifferentFrom,
    Judgement,
    JudgementT,
    Redaction,
    Resolution,
    SameAs,
    Withdrawal,
    encode_data,
    judgement_row,
    parse_judgement,
)
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search.conditions import ForecastState

_JUDGEMENT_COLUMNS = ("id", "kind", "subject", "object", "data", "by", "at")


def insert_judgement(database: Database, judgement: Judgement) -> None:
    """Add a judgement; one that is there already is left alone."""
    row = judgement_row(judgement)
    row["data"] = encode_data(row["data"])
    sql = f"INSERT OR IGNORE INTO judgement ({', '.join(_JUDGEMENT_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    database.execute(sql, tuple(row[name] for name in _JUDGEMENT_COLUMNS))


def write_masked(database: Database, masked: Judgement) -> None:
    """Write a judgement over itself with its words masked. Only a redaction changes what is kept."""
    data = encode_data(judgement_row(masked)["data"])
    database.execute("UPDATE judgement SET data = ? WHERE id = ?", (data, masked.id))


def kind_of(database: Database, identifier: str) -> str | None:
    """Return the kind of the judgement with this id; None if there is none."""
    kind: str | None = database.value("SELECT kind FROM judgement WHERE id = ?", (identifier,))
    return kind


@overload
def list_judgements(
    database: Database, of: None = None, subject: str | None = None, *, standing: bool = True
) -> list[Judgement]: ...


@overload
def list_judgements(
    database: Database, of: type[JudgementT], subject: str | None = None, *, standing: bool = True
) -> list[JudgementT]: ...


def list_judgements(
    database: Database, of: type[JudgementT] | None = None, subject: str | None = None, *, standing: bool = True
) -> list[JudgementT] | list[Judgement]:
    """Return the judgements of a class or about a subject by time, those of one moment in the order of their keeping.

    standing: without those that were withdrawn.
    """
    conditions = {"kind = ?": of and of.kind, "subject = ?": subject}
    wanted = {sql: value for sql, value in conditions.items() if value is not None}
    listed: list[Any] = _read_judgements(database, " AND ".join(wanted) or "1", tuple(wanted.values()))
    return keep_standing(listed, list_withdrawals(database)) if standing and listed else listed


def list_withdrawals(database: Database) -> list[Withdrawal]:
    """Return all withdrawals, withdrawn ones too."""
    return list_judgements(database, Withdrawal, standing=False)


def standing_by_subject(database: Database, subjects: Collection[str]) -> dict[str, tuple[Judgement, ...]]:
    """Return the standing judgements about each of these subjects; one query for any number of them."""
    # With the withdrawals in one query: SQLite uses an index for each side of the OR.
    where = "subject IN (SELECT value FROM json_each(?)) OR kind = 'withdraw'"
    listed = _read_judgements(database, where, (encode_json(sorted(subjects)),))
    withdrawals = [judgement for judgement in listed if isinstance(judgement, Withdrawal)]
    grouped: dict[str, tuple[Judgement, ...]] = {}
    for judgement in keep_standing(listed, withdrawals):
        if judgement.subject in subjects:
            grouped[judgement.subject] = (*grouped.get(judgement.subject, ()), judgement)
    return grouped


def _read_judgements(database: Database, where: str, values: tuple[object, ...]) -> list[Judgement]:
    sql = f"SELECT {', '.join(_JUDGEMENT_COLUMNS)} FROM judgement WHERE {where} ORDER BY number"
    listed = [_read_row(row) for row in database.tuples(sql, values)]
    # Times have zones, so SQL cannot sort them as text. The sort is stable.
    return sorted(listed, key=lambda judgement: judgement.at)


def _read_row(row: tuple[Any, ...]) -> Judgement:
    columns = dict(zip(_JUDGEMENT_COLUMNS, row, strict=True))
    return parse_judgement({**columns, "data": json.loads(columns["data"])})


def list_pairings(database: Database) -> list[SameAs | DifferentFrom]:
    """Return the standing judgements on who is who: names that are the same, then names that are not."""
    return [*list_judgements(database, SameAs), *list_judgements(database, DifferentFrom)]


def describe_redaction(redaction: Redaction) -> str:
    """Return the line that is shown in the place of redacted words."""
    return f"{redaction.what} redacted by {redaction.by} on {redaction.at.date().isoformat()}: {redaction.why}"


def newest_by_subject(database: Database, of: type[JudgementT]) -> dict[str, JudgementT]:
    """Return the last standing judgement of a class about each subject."""
    return {judgement.subject: judgement for judgement in list_judgements(database, of)}


def judged_statement_ids(database: Database) -> dict[ForecastState, frozenset[str]]:
    """Return the ids of the statements that people resolved, and of those that they confirmed as forecasts."""
    kinds = (Resolution.kind, Confirmation.kind, Withdrawal.kind)
    rows = database.tuples("SELECT id, kind, subject FROM judgement WHERE kind IN (?, ?, ?)", kinds)
    withdrawn_by = _group_withdrawals(
        (identifier, subject) for identifier, kind, subject in rows if kind == Withdrawal.kind
    )
    standing = [(kind, subject) for identifier, kind, subject in rows if _stands(identifier, withdrawn_by)]
    return {
        "resolved": frozenset(subject for kind, subject in standing if kind == Resolution.kind),
        "confirmed": frozenset(subject for kind, subject in standing if kind == Confirmation.kind),
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


def keep_standing(judgements: Iterable[JudgementT], withdrawals: Iterable[Withdrawal]) -> list[JudgementT]:
    """Return the judgements that were not withdrawn; what a withdrawn withdrawal took back stands again."""
    withdrawn_by = _group_withdrawals((withdrawal.id, withdrawal.subject) for withdrawal in withdrawals)
    return [judgement for judgement in judgements if _stands(judgement.id, withdrawn_by)]
