"""Every forecast on record, for scores: those of the newest versions, and all that somebody has judged."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.ledger import database
from onrecord.ledger.hits import Hit
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search import conditions
from onrecord.ledger.search.engine import MOST
from onrecord.ledger.search.index import printed
from onrecord.records import Statement
from onrecord.rows import statement

_SQL = """
WITH judged AS (SELECT subject FROM judgement WHERE kind IN ('confirm', 'resolve', 'correct'))
SELECT statement.id, max(statement.number), statement.speaker, statement.organisation, article.publisher,
    statement.said_from, statement.id IN judged
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE statement.number IN (SELECT number FROM statement WHERE id IN judged {others}) AND {where}
GROUP BY statement.id
ORDER BY statement.said_from, statement.id
"""
_OTHERS = "UNION SELECT number FROM newest WHERE forecast = 1"
_HIT = """
SELECT statement.row, article.number AS article, article.id AS article_id, title, publisher, published, url
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE statement.number = ?
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast as far as the table's columns tell it. judged: has anybody judged it? (Else no more need be read.)

    A page may have changed since, or been read by a newer model, and hold no such statement: what was foretold stays
    on record. One that is judged may turn out to be no forecast.
    """

    id: str
    number: int
    speaker: str | None
    organisation: str | None
    publisher: str | None
    said: date | None
    judged: bool


def foretold(ledger: Ledger, topic: str = "", *, judged: bool = False) -> list[Told]:
    """Those among them with all words of `topic` in their content (see `conditions.terms`), by the day they were said.

    A statement that was read twice comes once, as it was read last; one that a person says is none does not come.
    judged: only those that somebody has judged; that costs what they are many.
    """
    found = conditions.terms(topic)
    if topic.strip() and not found:
        return []
    among = ("NOT IN" if term.without else "IN" for term in found)
    where = " AND ".join(f"statement.number {x} (SELECT rowid FROM words WHERE words MATCH ?)" for x in among)
    values = tuple(f"content : {term.match}" for term in found)
    sql = _SQL.format(where=where or "1", others="" if judged else _OTHERS)
    with database.clear_errors(ledger.path):
        rows = ledger._connection.execute(sql, values).fetchall()
    none = struck(ledger)
    return [_told(*row) for row in rows if row[0] not in none]


def hit(ledger: Ledger, told: Told) -> Hit:
    """The statement of a forecast, with its words and where it was printed."""
    return hit_of(ledger, told.number)


def hit_of(ledger: Ledger, number: int) -> Hit:
    """The statement of this number; for the modules of this room."""
    with database.clear_errors(ledger.path):
        (row,) = ledger._rows(_HIT, (number,))
        return ledger._hit(row)


def words(ledger: Ledger, every: Iterable[Told]) -> Iterator[tuple[Told, Statement, str]]:
    """The statements of forecasts with the words of their contents, all at once."""
    told = {one.number: one for one in every}
    sql = (
        "SELECT statement.number, statement.row, article.text FROM json_each(?) AS one "
        "CROSS JOIN statement ON statement.number = one.value JOIN reading ON reading.number = statement.reading "
        "JOIN article ON article.number = reading.article"
    )
    with database.clear_errors(ledger.path):
        for row in ledger._rows(sql, (json.dumps(list(told)),)):
            made = statement(json.loads(row["row"]))
            yield told[row["number"]], made, printed(row["text"], made.content)


def count(ledger: Ledger, most: int = MOST) -> int:
    """How many forecasts of the newest versions a machine has read, `most` where there are more."""
    sql = (
        "SELECT count(*) AS count FROM (SELECT 1 FROM words CROSS JOIN current ON current.statement = words.rowid "
        "WHERE words MATCH '{marks} : forecast' LIMIT ?)"
    )
    with database.clear_errors(ledger.path):
        found: int = ledger._rows(sql, (most,))[0]["count"]
        return found


def struck(ledger: Ledger) -> set[str]:
    """Return the ids of what was read as a statement, but is none, as a person says."""
    last: dict[str, Any] = {}
    for made in ledger.judgements("correct"):
        if made.data["field"] == "statement":
            last[made.subject] = made.data["value"]
    return {identifier for identifier, is_one in last.items() if not is_one}


def _told(*row: Any) -> Told:
    identifier, number, speaker, organisation, publisher, said, judged = row
    day = date.fromisoformat(said) if said else None
    return Told(identifier, number, speaker, organisation, publisher, day, bool(judged))
