"""Forecasts that come due, and those that people have resolved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.ledger import database, foretold, judgements
from onrecord.ledger.hits import Hit, Hits, hits
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search import conditions
from onrecord.ledger.search.engine import MOST
from onrecord.ledger.search.index import json_text

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
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        found = ledger._connection.execute(sql, (*_asked(ledger, since, until), limit, offset)).fetchall()
        return list(hits(ledger, [number for (number,) in found]))


def how_many_due(ledger: Ledger, until: date, *, since: date = date.min) -> int:
    """How many `due` would give without a limit."""
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        count: int = ledger._connection.execute(_COUNTED, _asked(ledger, since, until)).fetchone()[0]
    return count


def _asked(ledger: Ledger, since: date, until: date) -> tuple[str, str, str]:
    """The days, and the ids of what was resolved."""
    resolved = {made.subject for made in ledger.judgements("resolve")}
    return since.isoformat(), until.isoformat(), json_text(sorted(resolved))


@dataclass(frozen=True, slots=True)
class Among:
    """The forecasts among which are looked for those that fall due, and what people judged of them.

    words: what the full-text index is asked for, empty where nothing is. confirmed, resolved: the numbers of their
    statements, as JSON. settled: when each of the resolved was, by its statement's id.
    """

    words: str
    confirmed: str
    resolved: str
    settled: Mapping[str, str]


def among(ledger: Ledger, speaker: str = "", topic: str = "") -> Among | None:
    """All forecasts, or those with these words in the speaker's name or organisation, and in the content.

    Ask once for all questions of one moment. None where what was typed has nothing that can be looked for.
    """
    words = _matching(speaker, topic)
    if words is None:
        return None
    with database.clear_errors(ledger.path):
        confirmed, resolved = (judgements.subjects(ledger._connection, kind) for kind in ("confirm", "resolve"))
        settled = {subject: str(data.get("on") or "") for subject, data in resolved.items()}
        rows = _numbers(ledger, {*confirmed, *resolved}, words)
    numbers = [json.dumps([n for subject, n in rows if subject in kind]) for kind in (confirmed, resolved)]
    return Among(words, numbers[0], numbers[1], settled)


def _numbers(ledger: Ledger, subjects: set[str], words: str) -> list[tuple[str, int]]:
    """The statements of these ids, by number, that have the words."""
    sql = "SELECT statement.id, statement.number FROM json_each(?) AS one "
    sql += "CROSS JOIN statement ON statement.id = one.value"
    values: tuple[str, ...] = (json.dumps(sorted(subjects)),)
    if words:
        # Each is looked up in the index; where there are many, all that have the words are listed once instead.
        few = "EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = statement.number)"
        many = "statement.number IN (SELECT rowid FROM words WHERE words MATCH ?)"
        sql, values = f"{sql} WHERE {few if len(subjects) < _FEW else many}", (*values, words)
    return [(row["id"], row["number"]) for row in ledger._rows(sql, values)]


_FEW = 300
_THEM = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Days:
    """Ends of horizons, both days included, None where open. latest: those that end last come first."""

    first: date | None
    last: date | None
    latest: bool = False


def falling(ledger: Ledger, days: Days, some: Among, *, confirmed: bool, limit: int = 20, offset: int = 0) -> Hits:  # noqa: PLR0913  # the parts of a search
    """Unresolved forecasts whose horizon ends in these days; no more than MOST are gone through, and counted.

    confirmed: by a person, or else read as forecasts by a machine alone. What it costs is bounded: it walks the index
    of the days due from one end, with words the full-text index from the newest, or what people confirmed.
    """
    ends = [(sql, day.isoformat()) for sql, day in ((" AND due >= ?", days.first), (" AND due <= ?", days.last)) if day]
    within = f"due IS NOT NULL{''.join(sql for sql, _ in ends)} AND current.statement NOT IN {_THEM}"
    values: tuple[object, ...] = (*(day for _, day in ends), some.resolved)
    if confirmed:
        source = f"json_each(?) AS one CROSS JOIN current ON current.statement = one.value WHERE {within}"
        values = (some.confirmed, *values)
    elif some.words:
        source = f"words CROSS JOIN current ON current.statement = words.rowid WHERE words MATCH ? AND {within}"
        source += f" AND current.statement NOT IN {_THEM} ORDER BY words.rowid DESC"
        values = (some.words, *values, some.confirmed)
    else:
        source = f"current INDEXED BY current_by_due WHERE {within} AND current.statement NOT IN {_THEM}"
        source += f" ORDER BY due {'DESC' if days.latest else 'ASC'}"
        values = (*values, some.confirmed)
    order = "due DESC, number DESC" if days.latest else "due, number"
    walked = f"SELECT current.statement AS number, due FROM {source} LIMIT {MOST + 1}"
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        numbers = [row["number"] for row in ledger._rows(f"SELECT number FROM ({walked}) ORDER BY {order}", values)]
        return Hits(min(len(numbers), MOST), hits(ledger, numbers[offset : offset + limit]), len(numbers) > MOST)


def resolved(ledger: Ledger, some: Among, *, limit: int = 20, offset: int = 0) -> Hits:
    """Forecasts that people resolved, the one that was settled last first."""
    sql = "SELECT id, max(number) AS number FROM statement WHERE number IN (SELECT value FROM json_each(?))"
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        rows = ledger._rows(f"{sql} GROUP BY id", (some.resolved,))
        rows.sort(key=lambda row: (some.settled.get(row["id"], ""), row["number"]), reverse=True)
        shown = tuple(foretold.hit_of(ledger, row["number"]) for row in rows[offset : offset + limit])
        return Hits(len(rows), shown)


def _matching(speaker: str, topic: str) -> str | None:
    """What the full-text index is asked for; empty where nothing is, None where nothing typed can be looked for."""
    who, what = conditions.terms(speaker, ("speaker", "organisation")), conditions.terms(topic)
    if (speaker.strip() and not who) or (topic.strip() and not what):
        return None
    every = [*who, *what]
    if not every:
        return ""
    parts = [(term.without, f"{{{' '.join(term.columns)}}} : {term.match}") for term in every]
    must = " AND ".join(["{marks} : forecast", *(f"({words})" for without, words in parts if not without)])
    left = " OR ".join(words for without, words in parts if without)
    return f"({must}) NOT ({left})" if left else must
