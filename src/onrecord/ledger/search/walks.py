"""The walk of a search: the one index that its conditions lead to, and the SQL that goes through it in order.

The other conditions are tests on each statement that the walk meets. A walk is cut off at a depth, so the cost of a
search is bounded by what is conditions, not by the ledger's size.
"""

from collections.abc import Iterable

from onrecord.ledger.database import encode_json
from onrecord.ledger.search.conditions import (
    Amount,
    Condition,
    Conditions,
    HasState,
    LikelihoodRange,
    OfClaim,
    Period,
    SearchTerm,
)
from onrecord.ledger.search.index import LENGTHS
from onrecord.ledger.search.predicates import (
    Facts,
    Sql,
    match_of,
    overlap_predicate,
    predicate_of,
    quantity_predicate,
    tests_of,
)

_RANKED_COLUMNS = {"content", "speaker", "organisation"}
# The weights of the index's columns in their order. Publisher, certainty and marks only filter: of two statements that
# hold all that was conditions, neither is a better match for having been published by it.
_BM25 = "bm25(search_words, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0)"


def build_walk(conditions: Conditions, facts: Facts, depth: int) -> Sql:  # noqa: PLR0911  # one for each index
    """Return a SELECT of (number, said_from, score) in the order of the index that it walks; valid to `depth` rows.

    Add the LIMIT directly to it: SQLite ignores the order of a query that is nested in another.
    """
    expression = match_expression(conditions)
    if expression:
        rest = tuple(group for group in conditions if not _is_textual(group))
        return _walk_words(expression, tests_of(rest, facts), ranked=is_ranked(conditions))
    leader = _choose_leader(conditions)
    tests = tests_of(tuple(group for group in conditions if group != (leader,)), facts)
    match leader:
        case Amount():
            return _walk_amounts(leader, tests)
        case LikelihoodRange():
            return _walk_likelihoods(leader, tests)
        case HasState(state="overdue") | Period(of="due"):
            return _walk_due_days(predicate_of(leader, facts), tests)
        case HasState():
            return _walk_ids(facts.judged[leader.state], tests)
        case OfClaim():
            return _walk_ids(facts.claims[leader.claim], tests)
    return _walk_days(leader if isinstance(leader, Period) else None, tests, depth)


def is_ranked(conditions: Conditions) -> bool:
    """Return whether there are words to rank by."""
    terms = (term for group in conditions if _is_textual(group) for term in group if isinstance(term, SearchTerm))
    return any(_RANKED_COLUMNS & set(term.columns) for term in terms if not term.without)


def match_expression(conditions: Conditions) -> str:
    """Return the question to the full-text index; empty if no words must be there."""
    groups = [group for group in conditions if _is_textual(group)]
    required = [" OR ".join(map(match_of, group)) for group in groups if not group[0].without]
    if not required:
        return ""
    excluded = [match_of(group[0]) for group in groups if group[0].without]
    expression = " AND ".join(f"({words})" for words in required)
    return f"({expression}) NOT ({' OR '.join(excluded)})" if excluded else expression


def _is_textual(group: Iterable[Condition]) -> bool:
    """Return whether the full-text index can answer a group alone. FTS5 has no OR with a negated term."""
    members = tuple(group)
    return all(isinstance(c, SearchTerm) for c in members) and (
        len(members) == 1 or not any(c.without for c in members)
    )


def _choose_leader(conditions: Conditions) -> Condition | None:
    """Return the condition whose index is walked: the one that likely holds for the fewest statements."""
    alone = [group[0] for group in conditions if len(group) == 1 and not group[0].without]
    return min((c for c in alone if _selectivity(c) < _NO_INDEX), key=_selectivity, default=None)


_NO_INDEX = 7


def _selectivity(condition: Condition) -> int:
    """Return a rank, lower for conditions that likely hold for fewer statements; _NO_INDEX if no index has it.

    The order is an estimate from the ledgers of bench/ledger.py: what people judged is rare, a day of saying is not.
    """
    state = condition.state if isinstance(condition, HasState) else None
    of = condition.of if isinstance(condition, Period) else None
    likely_few = (
        state in ("resolved", "confirmed") or isinstance(condition, OfClaim),
        isinstance(condition, Amount) and condition.unit,
        state == "overdue" or of == "due",
        of == "about",
        isinstance(condition, LikelihoodRange),
        of == "said",
        isinstance(condition, Amount),
    )
    return next((rank for rank, holds in enumerate(likely_few) if holds), _NO_INDEX)


# CROSS JOIN keeps SQLite from choosing another order of the tables, here and below: the index of the walk must lead.
def _walk_words(expression: str, tests: Sql, *, ranked: bool) -> Sql:
    score = _BM25 if ranked else "0"
    return Sql(
        f"SELECT search_words.rowid AS number, search_statement.said_from, {score} AS score FROM search_words "
        "CROSS JOIN search_statement ON search_statement.statement = search_words.rowid "
        f"WHERE search_words MATCH ? AND {tests.text} ORDER BY search_words.rowid DESC",
        (expression, *tests.values),
    )


def _walk_amounts(amount: Amount, tests: Sql) -> Sql:
    """Walk all quantities of this unit: `search_quantity_by_unit` keeps them together."""
    of_unit = quantity_predicate(amount)
    return Sql(
        "SELECT DISTINCT search_statement.statement AS number, search_statement.said_from, 0 AS score "
        "FROM search_quantity AS counted "
        "CROSS JOIN search_statement ON search_statement.statement = counted.statement "
        f"WHERE {of_unit.text} AND {tests.text}",
        (*of_unit.values, *tests.values),
    )


def _walk_ids(ids: frozenset[str], tests: Sql) -> Sql:
    return Sql(
        "SELECT DISTINCT search_statement.statement AS number, search_statement.said_from, 0 AS score "
        "FROM json_each(?) AS one CROSS JOIN statement ON statement.id = one.value "
        f"CROSS JOIN search_statement ON search_statement.statement = statement.number WHERE {tests.text}",
        (encode_json(sorted(ids)), *tests.values),
    )


def _walk_due_days(due: Sql, tests: Sql) -> Sql:
    return Sql(
        "SELECT statement AS number, said_from, 0 AS score FROM search_statement INDEXED BY search_statement_by_due "
        f"WHERE due IS NOT NULL AND {due.text} AND {tests.text} ORDER BY due DESC",
        (*due.values, *tests.values),
    )


def _walk_likelihoods(wanted: LikelihoodRange, tests: Sql) -> Sql:
    return Sql(
        "SELECT statement AS number, said_from, 0 AS score "
        "FROM search_statement INDEXED BY search_statement_by_likelihood "
        f"WHERE likelihood_low BETWEEN ? AND ? AND likelihood_high <= ? AND {tests.text} ORDER BY likelihood_low DESC",
        (wanted.low, wanted.high, wanted.high, *tests.values),
    )


def _walk_days(period: Period | None, tests: Sql, depth: int) -> Sql:
    """Walk all statements that were made in, or are about, the period, the latest days first; all if there is none.

    Intervals of one length stand together in the index: the walk of each length starts at the period's end and goes
    back no farther than an interval of that length can reach.
    """
    table, of = ("search_time", "about") if period and period.of == "about" else ("search_statement", "said")
    is_direct = table == "search_statement"
    joined = "" if is_direct else "CROSS JOIN search_statement ON search_statement.statement = search_time.statement"
    columns = "search_statement.statement AS number, search_statement.said_from, 0 AS score"
    start = f"SELECT {columns} FROM {table} {joined} WHERE "
    walks = [
        Sql(
            f"{start}{table}.days_at_most = {length} AND {within.text} AND {tests.text}",
            (*within.values, *tests.values),
        )
        for length in LENGTHS
        for within in [overlap_predicate(f"{table}.{of}", period, length)]
    ]
    if period is None:
        walks.append(Sql(f"{start}search_statement.days_at_most IS NULL AND {tests.text}", tests.values))
    limited = [f"SELECT * FROM ({sql.text} ORDER BY {table}.{of}_from DESC LIMIT {depth})" for sql in walks]
    order = " ORDER BY said_from DESC, number DESC" if is_direct else ""
    values = tuple(value for sql in walks for value in sql.values)
    return Sql(f"SELECT DISTINCT * FROM ({' UNION ALL '.join(limited)}){order}", values)
