"""Judgements in the file: added one by one, never changed, read in the order in which people made them."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, overload

from onrecord.errors import LedgerError, NotFoundError
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


def rewrite_judgements(database: Database, mask: Callable[[dict[str, Any]], dict[str, Any]]) -> list[str]:
    """Write all judgements as `mask` returns their rows, readable or not; return the ids of those that changed.

    A row has id, kind, subject, object, data (JSON, or the text itself where it is none) and by; its id stays. Only a
    redaction changes what is kept.
    """
    changed = list[str]()
    for row in database.rows("SELECT id, kind, subject, object, data, by FROM judgement ORDER BY number"):
        row["data"] = _load_data(row["data"])
        masked = mask(row)
        if masked != row:
            changed.append(row["id"])
            data = masked["data"] if isinstance(masked["data"], str) else encode_data(masked["data"])
            sql = "UPDATE judgement SET subject = ?, object = ?, data = ?, by = ? WHERE id = ?"
            database.execute(sql, (masked["subject"], masked["object"], data, masked["by"], row["id"]))
    return changed


def _load_data(text: str) -> Any:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return data if isinstance(data, dict) else text


def kind_of(database: Database, identifier: str) -> str | None:
    """Return the kind of the judgement with this id; None if there is none."""
    kind: str | None = database.value("SELECT kind FROM judgement WHERE id = ?", (identifier,))
    return kind


def check_withdrawal(database: Database, subject: str) -> None:
    """Raise LedgerError unless the judgement with this id can be withdrawn; NotFoundError if there is none."""
    kept = next(_read_rows(database, "id = ?", (subject,)), None)
    if kept is None:
        raise NotFoundError(f"ledger {database.path}: no judgement has the id {subject}; `onrecord log` lists them")
    if isinstance(kept, Redaction):
        raise LedgerError(f"ledger {database.path}: {subject} redacted words for good; read the article again instead")


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


def find_replaced(database: Database, judgement: Judgement) -> Judgement | None:
    """Return the judgement that counts now and would not once this one is kept: it is withdrawn, or answered anew."""
    if isinstance(judgement, Withdrawal):
        listed = _read_judgements(database, "id = ?", (judgement.subject,))
        return listed[0] if listed and _stands_in_file(database, judgement.subject) else None
    subjects = encode_json(judgement.about)
    about = _read_judgements(database, "subject IN (SELECT value FROM json_each(?))", (subjects,))
    # Later ones first: the one that counts is the last that stands.
    for known in reversed(about):
        if known.question == judgement.question and _stands_in_file(database, known.id):
            return known if known.at <= judgement.at else None
    return None


def _stands_in_file(database: Database, identifier: str) -> bool:
    """Return whether a judgement was not withdrawn; it reads no other withdrawals than those that lead to it."""
    withdrawals, subjects = dict[str, Withdrawal](), [identifier]
    while subjects:
        where = "subject IN (SELECT value FROM json_each(?)) AND +kind = 'withdraw'"
        read = _read_judgements(database, where, (encode_json(subjects),))
        found = {one.id: one for one in read if isinstance(one, Withdrawal) and one.id not in withdrawals}
        withdrawals |= found
        subjects = list(found)
    return identifier not in _find_withdrawn(withdrawals.values())


def _read_judgements(database: Database, where: str, values: tuple[object, ...]) -> list[Judgement]:
    """Return the judgements of these rows by time, without those that cannot be read."""
    listed = [read for read in _read_rows(database, where, values) if not isinstance(read, UnreadableJudgement)]
    # Times have zones, so SQL cannot sort them as text. The sort is stable.
    return sorted(listed, key=lambda judgement: judgement.at)


@dataclass(frozen=True, slots=True)
class UnreadableJudgement:
    """A row of the table `judgement` that makes no sense; reason: what is wrong with it."""

    number: int
    id: str
    kind: str
    subject: str
    reason: str


def find_unreadable_judgements(database: Database) -> list[UnreadableJudgement]:
    """Return the judgements that cannot be read and were not withdrawn, the oldest first.

    All readers leave them out. Versions up to 0.2.0 imported them; `onrecord withdraw ID` takes one back.
    """
    unreadable = [read for read in _read_rows(database, "1", ()) if isinstance(read, UnreadableJudgement)]
    withdrawn = _find_withdrawn(list_withdrawals(database))
    return [judgement for judgement in unreadable if judgement.id not in withdrawn]


def _read_rows(database: Database, where: str, values: tuple[object, ...]) -> Iterator[Judgement | UnreadableJudgement]:
    sql = f"SELECT {', '.join(_JUDGEMENT_COLUMNS)}, number FROM judgement WHERE {where} ORDER BY number"
    for *cells, number in database.tuples(sql, values):
        columns = dict(zip(_JUDGEMENT_COLUMNS, cells, strict=True))
        try:
            judgement = parse_judgement({**columns, "data": json.loads(columns["data"])})
        # One bad row must not end every command: it is set aside, and `find_unreadable_judgements` lists it.
        except (ValueError, TypeError, RecursionError) as error:
            yield UnreadableJudgement(number, columns["id"], columns["kind"], columns["subject"], str(error))
        else:
            yield judgement


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
    listed = _read_judgements(database, "kind IN (?, ?, ?)", kinds)
    standing = keep_standing(listed, [judgement for judgement in listed if isinstance(judgement, Withdrawal)])
    return {
        "resolved": frozenset(judgement.subject for judgement in standing if isinstance(judgement, Resolution)),
        "confirmed": frozenset(judgement.subject for judgement in standing if isinstance(judgement, Confirmation)),
    }


def keep_standing(judgements: Iterable[JudgementT], withdrawals: Iterable[Withdrawal]) -> list[JudgementT]:
    """Return the judgements that were not withdrawn; what a withdrawn withdrawal took back stands again."""
    withdrawn = _find_withdrawn(withdrawals)
    return [judgement for judgement in judgements if judgement.id not in withdrawn]


def _find_withdrawn(withdrawals: Iterable[Withdrawal]) -> set[str]:
    """Return the ids of judgements that were withdrawn by a withdrawal that was not itself withdrawn."""
    subjects = {withdrawal.id: withdrawal.subject for withdrawal in withdrawals}
    waiting = Counter(subject for subject in subjects.values() if subject in subjects)
    # The end of a chain decides, so each comes after those that withdraw it. A file that is imported may hold a chain
    # of any length: the list grows while it is gone through, and nothing calls itself.
    decided = [identifier for identifier in subjects if not waiting[identifier]]
    withdrawn = set[str]()
    for identifier in decided:
        subject = subjects[identifier]
        if identifier not in withdrawn:
            withdrawn.add(subject)
        waiting[subject] -= 1
        if subject in subjects and not waiting[subject]:
            decided.append(subject)
    return withdrawn
