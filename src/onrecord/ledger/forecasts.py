"""Forecasts: those that come due, those that people resolved, and all that can be scored."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.judgements import Confirmation, Correction, Resolution
from onrecord.ledger import judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.hits import Hit, Hits, fetch_hits
from onrecord.ledger.search import conditions
from onrecord.ledger.search.engine import MOST_COUNTED
from onrecord.records import Statement, join_spans, shift_day
from onrecord.rows import parse_statement

_GIVEN = "(SELECT value FROM json_each(?))"
_DUE = f"""
FROM search_statement INDEXED BY search_statement_by_due
CROSS JOIN statement ON statement.number = search_statement.statement
WHERE due BETWEEN ? AND ? AND statement.id NOT IN {_GIVEN}
"""
# All that are due, less the resolved ones: going through the index alone is faster than testing each.
_COUNT_DUE = """
SELECT (
    SELECT count(*) FROM search_statement INDEXED BY search_statement_by_due WHERE due BETWEEN ?1 AND ?2
) - (
    SELECT count(*) FROM json_each(?3) AS one CROSS JOIN statement ON statement.id = one.value
    CROSS JOIN search_statement ON search_statement.statement = statement.number WHERE due BETWEEN ?1 AND ?2
)
"""
# Judged statements looked up in the full-text index one by one; for more, all that have the words are listed.
_FEW_JUDGED = 300
_SCORABLE = """
WITH judged AS (SELECT subject FROM judgement WHERE kind IN ('confirm', 'resolve', 'correct'))
SELECT statement.id, max(statement.number) AS number, statement.speaker, statement.organisation, article.publisher,
    statement.said_from AS said, statement.id IN judged AS judged
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE statement.number IN (SELECT number FROM statement WHERE id IN judged {others}) AND {where}
GROUP BY statement.id
ORDER BY statement.said_from, statement.id
"""
_CURRENT_FORECASTS = "UNION SELECT number FROM current_statement WHERE is_forecast = 1"


def list_due(database: Database, until: date, *, since: date = date.min, limit: int = -1, offset: int = 0) -> list[Hit]:
    """Return the unresolved forecasts whose horizon ends from `since` to `until`, the oldest first; confirmed or not.

    limit: all of them if it is negative.
    """
    sql = f"SELECT search_statement.statement {_DUE} ORDER BY due, search_statement.statement LIMIT ? OFFSET ?"
    with database.snapshot():
        values = (since.isoformat(), until.isoformat(), _resolved_ids(database), limit, offset)
        return list(fetch_hits(database, database.column(sql, values)))


def count_due(database: Database, until: date, *, since: date = date.min) -> int:
    """Return how many forecasts `list_due` would give without a limit."""
    with database.snapshot():
        values = (since.isoformat(), until.isoformat(), _resolved_ids(database))
        count: int = database.value(_COUNT_DUE, values)
    return count


def list_due_soon(database: Database, today: date, *, days: int = 31, limit: int = 8) -> tuple[Hit, ...]:
    """Return the forecasts due within so many days from today that nobody has resolved; the next first."""
    return tuple(list_due(database, shift_day(today, days), since=today, limit=limit))


def _resolved_ids(database: Database) -> str:
    return encode_json(sorted(judgements.judged_statement_ids(database)["resolved"]))


@dataclass(frozen=True, slots=True)
class ForecastScope:
    """The forecasts among which `find_due` and `list_resolved` look, and what people judged about them.

    words: the question to the full-text index; empty for all forecasts. confirmed, resolved: the numbers of their
    statements, as JSON. settled: the day on which each of the resolved was settled, by its statement's id.
    """

    words: str
    confirmed: str
    resolved: str
    settled: Mapping[str, str]


def select_forecasts(database: Database, speaker: str = "", topic: str = "") -> ForecastScope | None:
    """Select all forecasts, or those with these words in the speaker's name or organisation, and in the content.

    Select once for all questions of one page. None if something was typed but nothing in it can be searched for.
    """
    words = _match_expression(speaker, topic)
    if words is None:
        return None
    confirmed, resolved = (
        judgements.newest_by_subject(database, Confirmation),
        judgements.newest_by_subject(database, Resolution),
    )
    settled = {subject: last.on.isoformat() if last.on else "" for subject, last in resolved.items()}
    pairs = _numbers_with(database, {*confirmed, *resolved}, words)
    numbers = [encode_json([n for subject, n in pairs if subject in judged]) for judged in (confirmed, resolved)]
    return ForecastScope(words, numbers[0], numbers[1], settled)


def _match_expression(speaker: str, topic: str) -> str | None:
    """Return the question to the full-text index; empty if nothing was typed, None if nothing can be searched for."""
    who, what = conditions.parse_terms(speaker, ("speaker", "organisation")), conditions.parse_terms(topic)
    if (speaker.strip() and not who) or (topic.strip() and not what):
        return None
    every = [*who, *what]
    if not every:
        return ""
    parts = [(term.without, f"{{{' '.join(term.columns)}}} : {term.match}") for term in every]
    required = " AND ".join(["{marks} : forecast", *(f"({words})" for without, words in parts if not without)])
    excluded = " OR ".join(words for without, words in parts if without)
    return f"({required}) NOT ({excluded})" if excluded else required


def _numbers_with(database: Database, subjects: set[str], words: str) -> list[tuple[Any, ...]]:
    """Return ids and numbers of the statements with these ids that have the words."""
    sql = "SELECT statement.id, statement.number FROM json_each(?) AS one "
    sql += "CROSS JOIN statement ON statement.id = one.value"
    values: tuple[str, ...] = (encode_json(sorted(subjects)),)
    if words:
        of_each = "EXISTS (SELECT 1 FROM search_words WHERE search_words MATCH ? AND rowid = statement.number)"
        of_all = "statement.number IN (SELECT rowid FROM search_words WHERE search_words MATCH ?)"
        sql, values = f"{sql} WHERE {of_each if len(subjects) < _FEW_JUDGED else of_all}", (*values, words)
    return database.tuples(sql, values)


@dataclass(frozen=True, slots=True)
class Days:
    """Ends of horizons, both days included, None if open. latest: those that end last come first."""

    first: date | None
    last: date | None
    latest: bool = False


def find_due(  # noqa: PLR0913  # the parts of a search
    database: Database, days: Days, scope: ForecastScope, *, confirmed: bool, limit: int = 20, offset: int = 0
) -> Hits:
    """Return unresolved forecasts whose horizon ends in these days; at most MOST are read and counted.

    confirmed: by a person; otherwise those read as forecasts by a machine alone. The cost is bounded: this walks the
    index of due days from one end, with words the full-text index from the newest, or what people confirmed.
    """
    bounds = ((" AND due >= ?", days.first), (" AND due <= ?", days.last))
    ends = [(sql, day.isoformat()) for sql, day in bounds if day]
    within = f"due IS NOT NULL{''.join(sql for sql, _ in ends)} AND found.statement NOT IN {_GIVEN}"
    values: tuple[object, ...] = (*(day for _, day in ends), scope.resolved)
    if confirmed:
        source = (
            f"json_each(?) AS one CROSS JOIN search_statement AS found ON found.statement = one.value WHERE {within}"
        )
        values = (scope.confirmed, *values)
    elif scope.words:
        source = "search_words CROSS JOIN search_statement AS found ON found.statement = search_words.rowid "
        source += f"WHERE search_words MATCH ? AND {within} AND found.statement NOT IN {_GIVEN} "
        source += "ORDER BY search_words.rowid DESC"
        values = (scope.words, *values, scope.confirmed)
    else:
        source = "search_statement AS found INDEXED BY search_statement_by_due "
        source += f"WHERE {within} AND found.statement NOT IN {_GIVEN} ORDER BY due {'DESC' if days.latest else 'ASC'}"
        values = (*values, scope.confirmed)
    # Sorted after the cut: the walk is in the order of its index, which is not always that of the days.
    order = "due DESC, number DESC" if days.latest else "due, number"
    walked = f"SELECT found.statement AS number, due FROM {source} LIMIT {MOST_COUNTED + 1}"
    with database.snapshot():
        numbers = database.column(f"SELECT number FROM ({walked}) ORDER BY {order}", values)
        page = fetch_hits(database, numbers[offset : offset + limit])
    return Hits(min(len(numbers), MOST_COUNTED), page, len(numbers) > MOST_COUNTED)


def list_resolved(database: Database, scope: ForecastScope, *, limit: int = 20, offset: int = 0) -> Hits:
    """Return forecasts that people resolved, the one that was settled last first."""
    sql = f"SELECT id, max(number) FROM statement WHERE number IN {_GIVEN} GROUP BY id"
    with database.snapshot():
        rows = database.tuples(sql, (scope.resolved,))
        rows.sort(key=lambda row: (scope.settled.get(row[0], ""), row[1]), reverse=True)
        numbers = [number for _, number in rows[offset : offset + limit]]
        return Hits(len(rows), fetch_hits(database, numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastColumns:
    """A forecast as far as the table's columns go. judged: whether anybody judged it; if not, scores need no more.

    A page may have changed since, or been read by a newer model, and no longer hold the statement: what was forecast
    stays on record. A judged one may turn out not to be a forecast.
    """

    id: str
    number: int
    speaker: str | None
    organisation: str | None
    publisher: str | None
    said: date | None
    judged: bool


def list_scorable(database: Database, topic: str = "", *, judged: bool = False) -> list[ForecastColumns]:
    """Return the forecasts of the newest versions and all that somebody judged, by the day they were made.

    topic: only those with all of these words in their content (see `conditions.terms`). A statement that was read twice
    comes once, as it was read last; one that people struck does not come. judged: only those that somebody judged; the
    cost grows with their number alone.
    """
    terms = conditions.parse_terms(topic)
    if topic.strip() and not terms:
        return []
    each = ("NOT IN" if term.without else "IN" for term in terms)
    matches = "(SELECT rowid FROM search_words WHERE search_words MATCH ?)"
    where = " AND ".join(f"statement.number {operator} {matches}" for operator in each)
    sql = _SCORABLE.format(where=where or "1", others="" if judged else _CURRENT_FORECASTS)
    rows = database.rows(sql, tuple(f"content : {term.match}" for term in terms))
    struck = struck_ids(database)
    return [_forecast_columns(row) for row in rows if row["id"] not in struck]


def _forecast_columns(row: dict[str, Any]) -> ForecastColumns:
    day = date.fromisoformat(row["said"]) if row["said"] else None
    return ForecastColumns(**row | {"said": day, "judged": bool(row["judged"])})


def struck_ids(database: Database) -> set[str]:
    """Return the ids of what was read as a statement but was struck by a person, whose last word counts."""
    last: dict[str, Any] = {}
    for judgement in judgements.list_judgements(database, Correction):
        if judgement.field == "statement":
            last[judgement.subject] = judgement.value
    return {identifier for identifier, is_statement in last.items() if not is_statement}


def read_contents(
    database: Database, forecasts: Iterable[ForecastColumns]
) -> Iterator[tuple[ForecastColumns, Statement, str]]:
    """Yield the statements of forecasts and the words of their contents, with one query."""
    by_number = {forecast.number: forecast for forecast in forecasts}
    sql = (
        "SELECT statement.number, statement.json, article.text FROM json_each(?) AS one "
        "CROSS JOIN statement ON statement.number = one.value JOIN reading ON reading.number = statement.reading "
        "JOIN article ON article.number = reading.article"
    )
    for number, row, text in database.tuples(sql, (encode_json(list(by_number)),)):
        statement = parse_statement(json.loads(row))
        yield by_number[number], statement, join_spans(text, statement.content)


def count_forecasts(database: Database, most: int = MOST_COUNTED) -> int:
    """Return how many current statements a model read as forecasts; `most` if there are more."""
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM search_words "
        "CROSS JOIN search_statement ON search_statement.statement = search_words.rowid "
        "WHERE search_words MATCH '{marks} : forecast' LIMIT ?)"
    )
    count: int = database.value(sql, (most,))
    return count
