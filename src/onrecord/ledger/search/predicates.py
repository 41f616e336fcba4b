"""Predicates: compile the conditions of a search to SQL over a row of `search_statement`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.ledger.database import encode_json
from onrecord.ledger.search.conditions import (
    Amount,
    AmountSign,
    Condition,
    Conditions,
    ForecastState,
    HasState,
    LikelihoodRange,
    OfClaim,
    Period,
    SearchTerm,
)

# A number in a text is a range: "more than 60" (60, 60, ">") may be any number above. So it answers "> 60" as soon as
# a part of it does, and its comparator decides at the bound itself.
_COMPARISONS: Mapping[AmountSign, tuple[str, str]] = {
    "any": ("1", ""),
    ">": ("counted.high >= ? AND (counted.high > ? OR counted.comparator = '>')", "ll"),
    ">=": ("counted.high >= ?", "l"),
    "<": ("counted.low <= ? AND (counted.low < ? OR counted.comparator = '<')", "ll"),
    "<=": ("counted.low <= ?", "l"),
    "=": ("counted.high >= ? AND counted.low <= ?", "lh"),
}
"""The predicate of each sign over `search_quantity AS counted`; the letters say which of the two numbers asked for, low
or high, each question mark stands for."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values of its question marks."""

    text: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a search depends on beside the query: the day, and ids of statements.

    judged: of the forecasts that people resolved and confirmed. claims: of the statements of each claim asked for.
    """

    today: date
    judged: Mapping[ForecastState, frozenset[str]]
    claims: Mapping[str, frozenset[str]]


def match_of(condition: Condition) -> str:
    """Return a term as a question to its columns of the full-text index; empty for any other condition."""
    return f"{{{' '.join(condition.columns)}}} : {condition.match}" if isinstance(condition, SearchTerm) else ""


def overlap_predicate(column: str, period: Period | None, length: int | None = None) -> Sql:
    """Return whether the interval of two columns overlaps a period. length: the interval has at most so many days."""
    tests, values = ["1"], list[object]()
    if period and period.first:
        tests.append(f"{column}_to >= ?")
        values.append(period.first.isoformat())
        # Implied by the length; it lets SQLite stop walking the index by first day.
        if length is not None and period.first.toordinal() > length:
            tests.append(f"{column}_from > ?")
            values.append((period.first - timedelta(days=length)).isoformat())
    if period and period.last:
        tests.append(f"{column}_from <= ?")
        values.append(period.last.isoformat())
    return Sql(" AND ".join(tests), tuple(values))


def tests_of(conditions: Conditions, facts: Facts) -> Sql:
    """Return what must hold for a row of `search_statement`: all groups, and in each any condition."""
    tests = [_any_predicate([_test_predicate(condition, facts) for condition in group]) for group in conditions]
    values = tuple(value for sql in tests for value in sql.values)
    return Sql(" AND ".join(["1", *(sql.text for sql in tests)]), values)


def _any_predicate(tests: list[Sql]) -> Sql:
    return Sql(f"({' OR '.join(sql.text for sql in tests)})", tuple(value for sql in tests for value in sql.values))


def _test_predicate(condition: Condition, facts: Facts) -> Sql:
    predicate = predicate_of(condition, facts)
    # IS NOT TRUE and not NOT: what is unknown (NULL) does not hold either.
    return Sql(f"({predicate.text}) IS NOT TRUE" if condition.without else f"({predicate.text})", predicate.values)


def predicate_of(condition: Condition, facts: Facts) -> Sql:  # noqa: PLR0911  # one for each kind
    """Return the predicate of a condition, as if it were not negated."""
    match condition:
        case SearchTerm():
            matches = "SELECT rowid FROM search_words WHERE search_words MATCH ?"
            return Sql(f"search_statement.statement IN ({matches})", (match_of(condition),))
        case Period(of="due"):
            return _between_predicate("search_statement.due", condition)
        case Period(of="about"):
            within = overlap_predicate("search_time.about", condition)
            return Sql(_exists_predicate("search_time", "search_time.statement", within.text), within.values)
        case Period():
            return overlap_predicate("search_statement.said", condition)
        case Amount():
            within = quantity_predicate(condition)
            return Sql(_exists_predicate("search_quantity AS counted", "counted.statement", within.text), within.values)
        case LikelihoodRange():
            bounds = "search_statement.likelihood_low >= ? AND search_statement.likelihood_high <= ?"
            return Sql(bounds, (condition.low, condition.high))
        case HasState():
            return _has_state(condition.state, facts)
        case OfClaim():
            return _has_id(facts.claims[condition.claim])


def _exists_predicate(table: str, column: str, predicate: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {column} = search_statement.statement AND {predicate})"


def _between_predicate(column: str, period: Period) -> Sql:
    ends = ((f"{column} >= ?", period.first), (f"{column} <= ?", period.last))
    tests = [(sql, day.isoformat()) for sql, day in ends if day]
    return Sql(" AND ".join(sql for sql, _ in tests), tuple(day for _, day in tests))


def quantity_predicate(amount: Amount) -> Sql:
    """Return what must hold for a row of `search_quantity AS counted`."""
    sql, ends = _COMPARISONS[amount.sign]
    values = tuple(amount.low if end == "l" else amount.high for end in ends)
    if not amount.unit:
        return Sql(sql, values)
    unit = "counted.unit IN (SELECT rowid FROM search_unit_words WHERE search_unit_words MATCH ?)"
    return Sql(f"{unit} AND {sql}", (" ".join(f'"{word}"' for word in amount.unit), *values))


def _has_id(ids: frozenset[str]) -> Sql:
    numbers = "SELECT number FROM statement WHERE id IN (SELECT value FROM json_each(?))"
    return Sql(f"search_statement.statement IN ({numbers})", (encode_json(sorted(ids)),))


def _has_state(state: ForecastState, facts: Facts) -> Sql:
    """Resolved and confirmed is what people judged so; open and overdue what they have not resolved."""
    if state in ("resolved", "confirmed"):
        return _has_id(facts.judged[state])
    # A forecast without a known end is open for good.
    due = "search_statement.due < ?" if state == "overdue" else "coalesce(search_statement.due >= ?, 1)"
    resolved = _has_id(facts.judged["resolved"])
    text = f"search_statement.is_forecast = 1 AND {due} AND NOT {resolved.text}"
    return Sql(text, (facts.today.isoformat(), *resolved.values))
