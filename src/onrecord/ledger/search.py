"""The SQL of a search: from what is asked to the numbers of the statements that answer, the best first.

A search walks one index that its conditions name (the words, a unit's numbers, days spoken of, days due, days of
saying), tests the other conditions on each statement that it meets, and stops at MOST. So what it costs is bounded by
what is asked, not by the ledger.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.ledger.conditions import (
    Amount,
    Asked,
    Chance,
    Condition,
    ForecastState,
    Period,
    Sign,
    Standing,
    Term,
)
from onrecord.ledger.words import REACHES

MOST = 10_000
"""So many answers are counted and ranked; where there are more, those kept last are."""
_RANKING = {"content", "speaker", "organisation"}
_BM25 = "bm25(words, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0)"
_COMPARED: Mapping[Sign, tuple[str, str]] = {
    "any": ("1", ""),
    ">": ("counted.high >= ? AND (counted.high > ? OR counted.comparator = '>')", "ll"),
    ">=": ("counted.high >= ?", "l"),
    "<": ("counted.low <= ? AND (counted.low < ? OR counted.comparator = '<')", "ll"),
    "<=": ("counted.low <= ?", "l"),
    "=": ("counted.high >= ? AND counted.low <= ?", "lh"),
}
"""What holds of a number, by its sign; the letters say whether a question mark is the low or the high one asked for."""

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values of its question marks."""

    text: str
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a search must be told beside the question: the day, and the ids of statements that people judged."""

    today: date
    judged: Mapping[ForecastState, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of a page of the answers, how many there are in all, and whether that is only MOST of `more`."""

    numbers: tuple[int, ...]
    total: int
    more: bool


def answer(connection: sqlite3.Connection, asked: Asked, facts: Facts, *, limit: int, offset: int) -> Answer:
    """The best `limit` of what was asked after the best `offset`; beyond MOST, in the order of the walk."""
    order = "score, number" if _ranked(asked) else "said_from DESC, number DESC"
    walked = walk(asked, facts, MOST + 1)
    first = f"SELECT number FROM ({walked.text} LIMIT {MOST + 1}) ORDER BY {order}"
    numbers = [number for (number,) in connection.execute(first, walked.values)]
    found, more = numbers[offset : offset + limit], len(numbers) > MOST
    if more and offset + limit > len(numbers):
        further = walk(asked, facts, offset + limit)
        place = (limit - len(found), max(offset, len(numbers)))
        rest = connection.execute(f"SELECT number FROM ({further.text} LIMIT ? OFFSET ?)", (*further.values, *place))
        found += [number for (number,) in rest]
    return Answer(tuple(found), min(len(numbers), MOST), more)


def states(asked: Asked) -> set[ForecastState]:
    """The states of forecasts that are asked for."""
    return {condition.state for group in asked for condition in group if isinstance(condition, Standing)}


def _ranked(asked: Asked) -> bool:
    """Are there words to rank by?"""
    return any(_RANKING & set(term.columns) for term in _terms(asked) if not term.without)


def _terms(asked: Asked) -> list[Term]:
    """The terms of the groups that the full-text index can answer alone."""
    return [term for group in asked if _textual(group) for term in group if isinstance(term, Term)]


def _textual(group: Iterable[Condition]) -> bool:
    members = tuple(group)
    return all(isinstance(c, Term) for c in members) and (len(members) == 1 or not any(c.without for c in members))


def walk(asked: Asked, facts: Facts, depth: int) -> Sql:
    """A SELECT of (number, said_from, score) in the order of the index that it walks; good for `depth` rows.

    Its LIMIT must be put to it directly: SQLite passes over the order of a query inside another.
    """
    expression = _expression(asked)
    if expression:
        rest = tuple(group for group in asked if not _textual(group))
        return _by_words(expression, _tests(rest, facts), ranked=_ranked(asked))
    tests = _tests(asked, facts)
    alone = [group[0] for group in asked if len(group) == 1 and not group[0].without]
    for condition in alone:
        if isinstance(condition, Amount) and condition.unit:
            return _by_amount(condition, tests)
        if isinstance(condition, Standing) and condition.state in facts.judged:
            return _by_judgement(facts.judged[condition.state], tests)
    due = [c for c in alone if (isinstance(c, Standing) and c.state == "overdue") or _is_period(c, "due")]
    if due:
        return _by_due(tests)
    for condition in alone:
        if isinstance(condition, Period) and condition.of == "about":
            return _by_period(condition, tests, depth)
    said = next((c for c in alone if _is_period(c, "said")), None)
    return _by_period(said if isinstance(said, Period) else None, tests, depth)


def _is_period(condition: Condition, of: str) -> bool:
    return isinstance(condition, Period) and condition.of == of


def _expression(asked: Asked) -> str:
    """The question to the full-text index; empty where there is nothing that must be in it."""
    groups = [group for group in asked if _textual(group)]
    must = [" OR ".join(map(_match, group)) for group in groups if not group[0].without]
    if not must:
        return ""
    without = [_match(group[0]) for group in groups if group[0].without]
    made = " AND ".join(f"({words})" for words in must)
    return f"({made}) NOT ({' OR '.join(without)})" if without else made


def _match(condition: Condition) -> str:
    return f"{{{' '.join(condition.columns)}}} : {condition.match}" if isinstance(condition, Term) else ""


def _by_words(expression: str, tests: Sql, *, ranked: bool) -> Sql:
    score = _BM25 if ranked else "0"
    return Sql(
        f"SELECT words.rowid AS number, current.said_from, {score} AS score FROM words "
        "CROSS JOIN current ON current.statement = words.rowid "
        f"WHERE words MATCH ? AND {tests.text} ORDER BY words.rowid DESC",
        (expression, *tests.values),
    )


def _by_amount(asked: Amount, tests: Sql) -> Sql:
    """All that count this unit: `counted_by_unit` holds them together."""
    numbers = _numbers(asked)
    return Sql(
        "SELECT DISTINCT current.statement AS number, current.said_from, 0 AS score FROM counted "
        f"CROSS JOIN current ON current.statement = counted.statement WHERE {numbers.text} AND {tests.text}",
        (*numbers.values, *tests.values),
    )


def _by_judgement(ids: frozenset[str], tests: Sql) -> Sql:
    return Sql(
        "SELECT DISTINCT current.statement AS number, current.said_from, 0 AS score FROM json_each(?) AS judged "
        "CROSS JOIN statement ON statement.id = judged.value "
        f"CROSS JOIN current ON current.statement = statement.number WHERE {tests.text}",
        (json.dumps(sorted(ids)), *tests.values),
    )


def _by_due(tests: Sql) -> Sql:
    return Sql(
        "SELECT statement AS number, said_from, 0 AS score FROM current INDEXED BY current_by_due "
        f"WHERE due IS NOT NULL AND {tests.text} ORDER BY due DESC",
        tests.values,
    )


def _by_period(asked: Period | None, tests: Sql, depth: int) -> Sql:
    """All that were said in, or speak of, the period; of all days where there is none. Of the latest days first.

    Intervals as long as each other stand together in the index: of each length the walk starts at the period's end
    and goes back no farther than an interval of that length can reach.
    """
    table, of = ("spoken_of", "about") if asked and asked.of == "about" else ("current", "said")
    joined = "" if table == "current" else "CROSS JOIN current ON current.statement = spoken_of.statement"
    each = f"SELECT current.statement AS number, current.said_from, 0 AS score FROM {table} {joined} WHERE "
    made = [
        Sql(f"{each}{table}.reach = {reach} AND {within.text} AND {tests.text}", (*within.values, *tests.values))
        for reach in REACHES
        for within in [_overlap(f"{table}.{of}", asked, reach)]
    ]
    if asked is None:
        made.append(Sql(f"{each}current.reach IS NULL AND {tests.text}", tests.values))
    limited = [f"SELECT * FROM ({sql.text} ORDER BY {table}.{of}_from DESC LIMIT {depth})" for sql in made]
    order = " ORDER BY said_from DESC, number DESC" if table == "current" else ""
    values = tuple(value for sql in made for value in sql.values)
    return Sql(f"SELECT DISTINCT * FROM ({' UNION ALL '.join(limited)}){order}", values)


def _overlap(column: str, asked: Period | None, reach: int | None = None) -> Sql:
    """Does the interval of these columns overlap the period? reach: it is no longer than so many days."""
    made, values = ["1"], list[object]()
    if asked and asked.first:
        made.append(f"{column}_to >= ?")
        values.append(asked.first.isoformat())
        if reach is not None and asked.first.toordinal() > reach:
            made.append(f"{column}_from > ?")
            values.append((asked.first - timedelta(days=reach)).isoformat())
    if asked and asked.last:
        made.append(f"{column}_from <= ?")
        values.append(asked.last.isoformat())
    return Sql(" AND ".join(made), tuple(values))


def _tests(asked: Asked, facts: Facts) -> Sql:
    """What must hold of a row of `current`, all groups together."""
    made = [_any([_test(condition, facts) for condition in group]) for group in asked]
    return Sql(" AND ".join(["1", *(sql.text for sql in made)]), tuple(v for sql in made for v in sql.values))


def _any(made: list[Sql]) -> Sql:
    return Sql(f"({' OR '.join(sql.text for sql in made)})", tuple(v for sql in made for v in sql.values))


def _test(condition: Condition, facts: Facts) -> Sql:
    made = _holds(condition, facts)
    return Sql(f"({made.text}) IS NOT TRUE" if condition.without else f"({made.text})", made.values)


def _holds(condition: Condition, facts: Facts) -> Sql:  # noqa: PLR0911  # one for each kind
    match condition:
        case Term():
            return Sql("current.statement IN (SELECT rowid FROM words WHERE words MATCH ?)", (_match(condition),))
        case Period(of="due"):
            return _between("current.due", condition)
        case Period(of="about"):
            within = _overlap("spoken_of.about", condition)
            return Sql(
                f"EXISTS (SELECT 1 FROM spoken_of WHERE spoken_of.statement = current.statement AND {within.text})",
                within.values,
            )
        case Period():
            return _overlap("current.said", condition)
        case Amount():
            numbers = _numbers(condition)
            return Sql(
                f"EXISTS (SELECT 1 FROM counted WHERE counted.statement = current.statement AND {numbers.text})",
                numbers.values,
            )
        case Chance():
            return Sql("current.low >= ? AND current.high <= ?", (condition.low, condition.high))
        case Standing():
            return _stands(condition.state, facts)


def _between(column: str, asked: Period) -> Sql:
    ends = ((f"{column} >= ?", asked.first), (f"{column} <= ?", asked.last))
    made = [(sql, day.isoformat()) for sql, day in ends if day]
    return Sql(" AND ".join(sql for sql, _ in made), tuple(day for _, day in made))


def _numbers(asked: Amount) -> Sql:
    """What must hold of a row of `counted`."""
    sql, ends = _COMPARED[asked.sign]
    values = tuple(asked.low if end == "l" else asked.high for end in ends)
    if not asked.unit:
        return Sql(sql, values)
    unit = "counted.unit IN (SELECT rowid FROM unit_words WHERE unit_words MATCH ?)"
    return Sql(f"{unit} AND {sql}", (" ".join(f'"{word}"' for word in asked.unit), *values))


def _stands(state: ForecastState, facts: Facts) -> Sql:
    """Resolved and confirmed are what people judged; open and overdue what they have not resolved."""
    among = "current.statement IN (SELECT number FROM statement WHERE id IN (SELECT value FROM json_each(?)))"
    if state in ("resolved", "confirmed"):
        return Sql(among, (json.dumps(sorted(facts.judged[state])),))
    due = "current.due < ?" if state == "overdue" else "coalesce(current.due >= ?, 1)"
    resolved = json.dumps(sorted(facts.judged["resolved"]))
    return Sql(f"current.forecast = 1 AND {due} AND NOT {among}", (facts.today.isoformat(), resolved))
