"""The history of a statement, an article, a name or a judgement: who read or judged it, what, and when."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.judgements import Judgement, Withdrawal
from onrecord.ledger import judgements
from onrecord.ledger.corrections import CORRECTED_MODEL
from onrecord.ledger.database import Database
from onrecord.ledger.lookup import complete_id


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a history: a reading, with `what` it read, or a judgement.

    by: the model, or the person. standing: false for a judgement that was withdrawn.
    """

    at: datetime
    by: str
    what: str = ""
    judgement: Judgement | None = None
    standing: bool = True


def list_events(database: Database, identifier: str) -> list[Event]:
    """Return the history of what has this id, prefix of an id, or name, by time.

    The id is a statement's, an article's or a judgement's; NotFoundError if there is none.
    """
    return _events_of(database, identifier) or _events_of(database, complete_id(database, identifier))


def _events_of(database: Database, identifier: str) -> list[Event]:
    events = [*_readings_of_statement(database, identifier), *_readings_of_article(database, identifier)]
    events += _judgements_about(database, identifier)
    return sorted(events, key=lambda event: event.at)


def _judgements_about(database: Database, identifier: str) -> Iterator[Event]:
    """Yield the judgements about it, and the withdrawals of those; of a judgement itself too."""
    every = judgements.list_judgements(database, standing=False)
    withdrawals = [judgement for judgement in every if isinstance(judgement, Withdrawal)]
    standing = {judgement.id for judgement in judgements.keep_standing(every, withdrawals)}
    listed = set[str]()
    # By time, so that a withdrawal comes after what it withdraws, and that is in `listed` by then.
    for judgement in every:
        withdraws_listed = isinstance(judgement, Withdrawal) and judgement.subject in listed
        if withdraws_listed or identifier in (judgement.id, *judgement.about):
            listed.add(judgement.id)
            yield Event(judgement.at, judgement.by, judgement=judgement, standing=judgement.id in standing)


def _readings_of_article(database: Database, key: str) -> Iterator[Event]:
    # Readings that corrections made are left out here and below: the corrections themselves are events.
    sql = (
        "SELECT model, read_at, (SELECT count(*) FROM statement WHERE reading = reading.number) FROM reading "
        "JOIN article ON article.number = reading.article WHERE article.key = ? AND model <> ? ORDER BY reading.number"
    )
    for model, at, count in database.tuples(sql, (key, CORRECTED_MODEL)):
        yield Event(datetime.fromisoformat(at), model, f"read {count} statements")


def _readings_of_statement(database: Database, identifier: str) -> Iterator[Event]:
    """Yield what each model read of a statement; of later models, what differs from the one before."""
    sql = (
        "SELECT model, read_at, statement.json FROM reading LEFT JOIN statement "
        "ON statement.reading = reading.number AND statement.id = ? WHERE model <> ? AND article IN (SELECT article "
        "FROM reading JOIN statement ON statement.reading = reading.number WHERE statement.id = ?) "
        "ORDER BY reading.number"
    )
    before: dict[str, str] | None = None
    for model, at, row in database.tuples(sql, (identifier, CORRECTED_MODEL, identifier)):
        now = _summarise_statement(json.loads(row)) if row else None
        yield Event(datetime.fromisoformat(at), model, _describe_difference(before, now))
        # A model that missed the statement does not hide what the models before and after it read differently.
        before = now if now is not None else before


def _describe_difference(before: dict[str, str] | None, now: dict[str, str] | None) -> str:
    if now is None:
        return "found no such statement"
    if before is None:
        return "read " + "; ".join(f"{name} {value}" for name, value in now.items())
    changed = [f"{name} {value}, not {before[name]}" for name, value in now.items() if value != before[name]]
    return f"read {'; '.join(changed)}" if changed else "read the same"


def _summarise_statement(row: dict[str, Any]) -> dict[str, str]:
    """Return a statement's readings, in a few words each."""
    speaker, said_at, forecast = row["speaker"] or {}, row["said_at"], row["forecast"]
    who = ", ".join(
        x for x in (speaker.get("name") or "unnamed", speaker.get("role"), speaker.get("organisation")) if x
    )
    return {
        "speaker": who,
        "act": row["act"],
        "said": said_at["value"] if said_at else "on an unknown day",
        "certainty": ", ".join(f"“{hedge['phrase']}”" for hedge in row["certainty"]) or "unhedged",
        "forecast": f"from {forecast['from'] or 'now'} to {forecast['to'] or 'open'}" if forecast else "none",
    }
