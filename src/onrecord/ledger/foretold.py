"""Every forecast on record, for scores: those of the newest versions, and all that somebody has judged."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.ledger import query

_SQL = """
SELECT statement.id, max(statement.number), statement.speaker, statement.organisation, article.publisher,
    statement.said_from, statement.id IN judged
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE (statement.id IN judged OR statement.number IN (SELECT number FROM newest WHERE forecast = 1)) AND {where}
GROUP BY statement.id
ORDER BY statement.said_from, statement.id
"""
_JUDGED = "WITH judged AS (SELECT subject FROM judgement WHERE kind IN ('confirm', 'resolve', 'correct'))"


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast as far as the table's columns tell it. judged: has anybody judged it? (Else no more need be read.)

    A page may have changed since, and its newest version hold no such statement: what was foretold stays on record.
    """

    id: str
    number: int
    speaker: str | None
    organisation: str | None
    publisher: str | None
    said: date | None
    judged: bool


def foretold(connection: sqlite3.Connection, topic: str = "") -> list[Told]:
    """Those among them with all words of `topic` in their content (see `query.terms`), by the day they were said.

    A statement that was read twice comes once.
    """
    found = query.terms(topic)
    if topic.strip() and not found:
        return []
    among = ("NOT IN" if term.without else "IN" for term in found)
    where = " AND ".join(f"statement.number {x} (SELECT rowid FROM words WHERE words MATCH ?)" for x in among)
    rows = connection.execute(
        _JUDGED + _SQL.format(where=where or "1"), tuple(f"content : {term.match}" for term in found)
    )
    return [_told(*row) for row in rows]


def _told(*row: Any) -> Told:
    identifier, number, speaker, organisation, publisher, said, judged = row
    day = date.fromisoformat(said) if said else None
    return Told(identifier, number, speaker, organisation, publisher, day, bool(judged))
