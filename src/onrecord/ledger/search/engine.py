"""The SQL of a search: from what is asked to the numbers of the statements that answer, the best first.

A search walks one index that its conditions name (the words, a unit's numbers, days spoken of, days due, days of
saying), tests the other conditions on each statement that it meets, and stops at MOST. So what it costs is bounded by
what is asked, not by the ledger.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ledger.search.conditions import (
    Amount,
    Asked,
    Chance,
    Condition,
    ForecastState,
    OfClaim,
    Period,
    Standing,
    Term,
)
from onrecord.ledger.search.index import REACHES
from onrecord.ledger.search.predicates import Facts, Sql, holds, match_of, numbers, overlap, tests_of

MOST = 5_000
"""So many answers are counted and ranked; where there are more, those kept last are."""
_RANKING = {"content", "speaker", "organisation"}
_BM25 = "bm25(words, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0)"


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of a page of the answers, how many there are in all, and whether that is only MOST of `more`."""

    numbers: tuple[int, ...]
    total: int
    more: bool


def answer(connection: sqlite3.Connection, asked: Asked, facts: Facts, *, limit: int, offset: int) -> Answer:
    """The best `limit` of what was asked after the best `offset`; beyond MOST, in the order of the walk."""
    order = "score, number" if is_ranked(asked) else "said_from DESC, number DESC"
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


def latest(connection: sqlite3.Connection, asked: Asked, facts: Facts, *, limit: int) -> Answer:
    """The `limit` newest of what was asked, uncounted: of words those kept last, else of MOST those said last."""
    depth = limit if _expression(asked) else MOST
    walked = walk(asked, facts, depth + 1)
    first = f"SELECT number FROM ({walked.text} LIMIT {depth + 1}) ORDER BY said_from DESC, number DESC LIMIT ?"
    numbers = [number for (number,) in connection.execute(first, (*walked.values, limit + 1))]
    return Answer(tuple(numbers[:limit]), min(len(numbers), limit), len(numbers) > limit)


def states(asked: Asked) -> set[ForecastState]:
    """The states of forecasts that are asked for."""
    return {condition.state for group in asked for condition in group if isinstance(condition, Standing)}


def claims(asked: Asked) -> set[str]:
    """The claims that are asked for."""
    return {condition.claim for group in asked for condition in group if isinstance(condition, OfClaim)}


def is_ranked(asked: Asked) -> bool:
    """Are there words to rank by?"""
    return any(_RANKING & set(term.columns) for term in _terms(asked) if not term.without)


def _terms(asked: Asked) -> list[Term]:
    """The terms of the groups that the full-text index can answer alone."""
    return [term for group in asked if _textual(group) for term in group if isinstance(term, Term)]


def _textual(group: Iterable[Condition]) -> bool:
    members = tuple(group)
    return all(isinstance(c, Term) for c in members) and (len(members) == 1 or not any(c.without for c in members))


def walk(asked: Asked, facts: Facts, depth: int) -> Sql:  # noqa: PLR0911  # one for each index
    """A SELECT of (number, said_from, score) in the order of the index that it walks; good for `depth` rows.

    Its LIMIT must be put to it directly: SQLite passes over the order of a query inside another.
    """
    expression = _expression(asked)
    if expression:
        rest = tuple(group for group in asked if not _textual(group))
        return _by_words(expression, tests_of(rest, facts), ranked=is_ranked(asked))
    leader = _leader(asked)
    tests = tests_of(tuple(group for group in asked if group != (leader,)), facts)
    match leader:
        case Amount():
            return _by_amount(leader, tests)
        case Chance():
            return _by_chance(leader, tests)
        case Standing(state="overdue") | Period(of="due"):
            return _by_due(holds(leader, facts), tests)
        case Standing():
            return _by_ids(facts.judged[leader.state], tests)
        case OfClaim():
            return _by_ids(facts.claims[leader.claim], tests)
    return _by_period(leader if isinstance(leader, Period) else None, tests, depth)


def _leader(asked: Asked) -> Condition | None:
    """The condition whose index is walked: that which is likely to hold of the fewest."""
    alone = [group[0] for group in asked if len(group) == 1 and not group[0].without]
    return min((c for c in alone if _rank(c) < _NO_INDEX), key=_rank, default=None)


_NO_INDEX = 7


def _rank(condition: Condition) -> int:
    """The fewer it is likely to hold of the lower; _NO_INDEX where no index has it."""
    state = condition.state if isinstance(condition, Standing) else None
    of = condition.of if isinstance(condition, Period) else None
    likely_few = (
        state in ("resolved", "confirmed") or isinstance(condition, OfClaim),
        isinstance(condition, Amount) and condition.unit,
        state == "overdue" or of == "due",
        of == "about",
        isinstance(condition, Chance),
        of == "said",
        isinstance(condition, Amount),
    )
    return next((rank for rank, holds in enumerate(likely_few) if holds), _NO_INDEX)


def _expression(asked: Asked) -> str:
    """The question to the full-text index; empty where there is nothing that must be in it."""
    groups = [group for group in asked if _textual(group)]
    must = [" OR ".join(map(match_of, group)) for group in groups if not group[0].without]
    if not must:
        return ""
    without = [match_of(group[0]) for group in groups if group[0].without]
    made = " AND ".join(f"({words})" for words in must)
    return f"({made}) NOT ({' OR '.join(without)})" if without else made


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
    found = numbers(asked)
    return Sql(
        "SELECT DISTINCT current.statement AS number, current.said_from, 0 AS score FROM counted "
        f"CROSS JOIN current ON current.statement = counted.statement WHERE {found.text} AND {tests.text}",
        (*found.values, *tests.values),
    )


def _by_ids(ids: frozenset[str], tests: Sql) -> Sql:
    return Sql(
        "SELECT DISTINCT current.statement AS number, current.said_from, 0 AS score FROM json_each(?) AS one "
        "CROSS JOIN statement ON statement.id = one.value "
        f"CROSS JOIN current ON current.statement = statement.number WHERE {tests.text}",
        (json.dumps(sorted(ids)), *tests.values),
    )


def _by_due(due: Sql, tests: Sql) -> Sql:
    return Sql(
        "SELECT statement AS number, said_from, 0 AS score FROM current INDEXED BY current_by_due "
        f"WHERE due IS NOT NULL AND {due.text} AND {tests.text} ORDER BY due DESC",
        (*due.values, *tests.values),
    )


def _by_chance(asked: Chance, tests: Sql) -> Sql:
    return Sql(
        "SELECT statement AS number, said_from, 0 AS score FROM current INDEXED BY current_by_likelihood "
        f"WHERE low BETWEEN ? AND ? AND high <= ? AND {tests.text} ORDER BY low DESC",
        (asked.low, asked.high, asked.high, *tests.values),
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
        for within in [overlap(f"{table}.{of}", asked, reach)]
    ]
    if asked is None:
        made.append(Sql(f"{each}current.reach IS NULL AND {tests.text}", tests.values))
    limited = [f"SELECT * FROM ({sql.text} ORDER BY {table}.{of}_from DESC LIMIT {depth})" for sql in made]
    order = " ORDER BY said_from DESC, number DESC" if table == "current" else ""
    values = tuple(value for sql in made for value in sql.values)
    return Sql(f"SELECT DISTINCT * FROM ({' UNION ALL '.join(limited)}){order}", values)
