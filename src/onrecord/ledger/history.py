"""How a statement, an article, a name or a judgement came to be what it is: who read or judged what of it, and when."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.ledger import database, judgements
from onrecord.ledger.corrections import MODEL
from onrecord.ledger.ledger import Ledger
from onrecord.records import Judgement


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a reading, and then `what` it read, or a judgement.

    by: the model, or the person. standing: false for a judgement that was withdrawn.
    """

    at: datetime
    by: str
    what: str = ""
    judgement: Judgement | None = None
    standing: bool = True


def events(ledger: Ledger, identifier: str) -> list[Event]:
    """How what has this id, the first characters of one, or this name came to be what it is, by time.

    The id is a statement's, an article's or a judgement's; LedgerError where there is none such.
    """
    with database.clear_errors(ledger.path):
        found = _all_of(ledger._connection, identifier)
        return found or _all_of(ledger._connection, ledger.whole_id(identifier))


def _all_of(connection: sqlite3.Connection, identifier: str) -> list[Event]:
    found = [*_readings_of_statement(connection, identifier), *_readings_of_article(connection, identifier)]
    found += _judged(connection, identifier)
    return sorted(found, key=lambda event: event.at)


def _judged(connection: sqlite3.Connection, identifier: str) -> Iterator[Event]:
    """The judgements about it, and the withdrawals of those; of a judgement itself too."""
    every = judgements.of(connection)
    standing = {made.id for made in judgements.standing(every, (made for made in every if made.kind == "withdraw"))}
    told = set[str]()
    for made in every:
        if identifier in (made.id, made.subject, made.object) or (made.kind == "withdraw" and made.subject in told):
            told.add(made.id)
            yield Event(made.at, made.by, judgement=made, standing=made.id in standing)


def _readings_of_article(connection: sqlite3.Connection, key: str) -> Iterator[Event]:
    sql = (
        "SELECT model, read_at, (SELECT count(*) FROM statement WHERE reading = reading.number) FROM reading "
        "JOIN article ON article.number = reading.article WHERE article.key = ? AND model <> ? ORDER BY reading.number"
    )
    for model, at, count in connection.execute(sql, (key, MODEL)):
        yield Event(datetime.fromisoformat(at), model, f"read {count} statements")


def _readings_of_statement(connection: sqlite3.Connection, identifier: str) -> Iterator[Event]:
    """What each model read of a statement; of the later ones, what they read otherwise than the one before."""
    sql = (
        "SELECT model, read_at, statement.row FROM reading LEFT JOIN statement "
        "ON statement.reading = reading.number AND statement.id = ? WHERE model <> ? AND article IN (SELECT article "
        "FROM reading JOIN statement ON statement.reading = reading.number WHERE statement.id = ?) "
        "ORDER BY reading.number"
    )
    before: dict[str, str] | None = None
    for model, at, row in connection.execute(sql, (identifier, MODEL, identifier)):
        now = _summary(json.loads(row)) if row else None
        yield Event(datetime.fromisoformat(at), model, _difference(before, now))
        before = now if now is not None else before


def _difference(before: dict[str, str] | None, now: dict[str, str] | None) -> str:
    if now is None:
        return "found no such statement"
    if before is None:
        return "read " + "; ".join(f"{name} {value}" for name, value in now.items())
    changed = [f"{name} {value}, not {before[name]}" for name, value in now.items() if value != before[name]]
    return f"read {'; '.join(changed)}" if changed else "read the same"


def _summary(row: dict[str, Any]) -> dict[str, str]:
    """A statement's readings, in a few words each."""
    speaker, said, forecast = row["speaker"] or {}, row["said_at"], row["forecast"]
    who = ", ".join(
        x for x in (speaker.get("name") or "unnamed", speaker.get("role"), speaker.get("organisation")) if x
    )
    return {
        "speaker": who,
        "act": row["act"],
        "said": said["value"] if said else "on no known day",
        "certainty": ", ".join(f"“{hedge['phrase']}”" for hedge in row["certainty"]) or "unhedged",
        "forecast": f"from {forecast['from'] or 'now'} to {forecast['to'] or 'open'}" if forecast else "none",
    }
