"""What watches have reported, and what people judged of evidence for hypotheses."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from onrecord.ledger import database
from onrecord.ledger.ledger import Ledger
from onrecord.records import Judgement

Key = tuple[str, str]
"""An indicator's name and a statement's id."""


def reported(ledger: Ledger, watch: str) -> dict[Key, datetime]:
    """What a watch of this name has reported, and when it first did."""
    sql = "SELECT indicator, statement, at FROM reported WHERE watch = ?"
    with database.clear_errors(ledger.path):
        rows = ledger._rows(sql, (watch,))
    return {(row["indicator"], row["statement"]): datetime.fromisoformat(row["at"]) for row in rows}


def report(ledger: Ledger, watch: str, found: Iterable[Key], *, at: datetime) -> None:
    """Keep that a watch has reported these; what it had reported before stays as it was."""
    sql = "INSERT OR IGNORE INTO reported (watch, indicator, statement, at) VALUES (?, ?, ?, ?)"
    with ledger.writing() as connection:
        connection.executemany(sql, [(watch, *key, at.isoformat()) for key in found])


def weighed(ledger: Ledger, watch: str) -> Mapping[str, list[Judgement]]:
    """What was judged of evidence for a watch's hypotheses and not withdrawn, by statement, in the order of judging."""
    made: dict[str, list[Judgement]] = {}
    for judgement in ledger.judgements("weigh"):
        if judgement.data.get("watch") == watch:
            made.setdefault(judgement.subject, []).append(judgement)
    return made
