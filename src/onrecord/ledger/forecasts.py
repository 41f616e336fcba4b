"""Forecasts that come due."""

from datetime import date

from onrecord.ledger import schema
from onrecord.ledger.hits import Hit, hits
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.words import json_text

_DUE = """
FROM current INDEXED BY current_by_due CROSS JOIN statement ON statement.number = current.statement
WHERE due BETWEEN ? AND ? AND statement.id NOT IN (SELECT value FROM json_each(?))
"""
_COUNTED = """
SELECT (SELECT count(*) FROM current INDEXED BY current_by_due WHERE due BETWEEN ?1 AND ?2) - (
    SELECT count(*) FROM json_each(?3) AS one CROSS JOIN statement ON statement.id = one.value
    CROSS JOIN current ON current.statement = statement.number WHERE due BETWEEN ?1 AND ?2
)
"""


def due(ledger: Ledger, until: date, *, since: date = date.min, limit: int = -1, offset: int = 0) -> list[Hit]:
    """The unresolved forecasts whose horizon ends on a day from `since` to `until`, the oldest first; confirmed or not.

    limit: all of them where it is negative.
    """
    sql = f"SELECT current.statement {_DUE} ORDER BY due, current.statement LIMIT ? OFFSET ?"
    with schema.clear_errors(ledger.path), schema.snapshot(ledger._connection):
        found = ledger._connection.execute(sql, (*_asked(ledger, since, until), limit, offset)).fetchall()
        return list(hits(ledger, [number for (number,) in found]))


def how_many_due(ledger: Ledger, until: date, *, since: date = date.min) -> int:
    """How many `due` would give without a limit."""
    with schema.clear_errors(ledger.path), schema.snapshot(ledger._connection):
        count: int = ledger._connection.execute(_COUNTED, _asked(ledger, since, until)).fetchone()[0]
    return count


def _asked(ledger: Ledger, since: date, until: date) -> tuple[str, str, str]:
    """The days, and the ids of what was resolved."""
    resolved = {made.subject for made in ledger.judgements("resolve")}
    return since.isoformat(), until.isoformat(), json_text(sorted(resolved))
