"""Watches: what they have reported, and what people judged of evidence for their hypotheses."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from onrecord.judgements import Weighing
from onrecord.ledger import judgements
from onrecord.ledger.database import Database

WatchHitKey = tuple[str, str]
"""An indicator's name and a statement's id."""


def read_reported(database: Database, watch: str) -> dict[WatchHitKey, datetime]:
    """Return the hits that a watch of this name has reported, each with when it first did."""
    sql = "SELECT indicator, statement, reported_at FROM watch_report WHERE watch = ?"
    rows = database.tuples(sql, (watch,))
    return {(indicator, statement): datetime.fromisoformat(at) for indicator, statement, at in rows}


def keep_reported(database: Database, watch: str, reported: Iterable[WatchHitKey], *, at: datetime) -> None:
    """Keep that a watch has reported these hits; those reported before keep their time."""
    sql = "INSERT OR IGNORE INTO watch_report (watch, indicator, statement, reported_at) VALUES (?, ?, ?, ?)"
    with database.writing():
        database.execute_many(sql, [(watch, *key, at.isoformat()) for key in reported])


def list_weighings(database: Database, watch: str) -> Mapping[str, list[Weighing]]:
    """Return the standing judgements of evidence for a watch's hypotheses, by statement, in the order of judging."""
    weighings: dict[str, list[Weighing]] = {}
    for judgement in judgements.list_judgements(database, Weighing):
        if judgement.watch == watch:
            weighings.setdefault(judgement.subject, []).append(judgement)
    return weighings
