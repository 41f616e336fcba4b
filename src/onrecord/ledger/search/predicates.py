"""What must hold of a statement, as SQL over a row of `current`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.ledger.search.conditions import (
    Amount,
    Asked,
    Chance,
    Condition,
    ForecastState,
    OfClaim,
    Period,
    Sign,
    Standing,
    Term,
)

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
    """What a search must be told beside the question: the day, and ids of statements.

    judged: of those that people judged to be so. claims: of those of each claim that is asked for.
    """

    today: date
    judged: Mapping[ForecastState, frozenset[str]]
    claims: Mapping[str, frozenset[str]]


def match_of(condition: Condition) -> str:
    """A term as the full-text index is asked for it, in its columns; empty for a condition that is none."""
    return f"{{{' '.join(condition.columns)}}} : {condition.match}" if isinstance(condition, Term) else ""


def overlap(column: str, asked: Period | None, reach: int | None = None) -> Sql:
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


def tests_of(asked: Asked, facts: Facts) -> Sql:
    """What must hold of a row of `current`, all groups together."""
    made = [_any([_test(condition, facts) for condition in group]) for group in asked]
    return Sql(" AND ".join(["1", *(sql.text for sql in made)]), tuple(v for sql in made for v in sql.values))


def _any(made: list[Sql]) -> Sql:
    return Sql(f"({' OR '.join(sql.text for sql in made)})", tuple(v for sql in made for v in sql.values))


def _test(condition: Condition, facts: Facts) -> Sql:
    made = holds(condition, facts)
    return Sql(f"({made.text}) IS NOT TRUE" if condition.without else f"({made.text})", made.values)


def holds(condition: Condition, facts: Facts) -> Sql:  # noqa: PLR0911  # one for each kind
    """What must hold for a condition, whether it is negated or not."""
    match condition:
        case Term():
            return Sql("current.statement IN (SELECT rowid FROM words WHERE words MATCH ?)", (match_of(condition),))
        case Period(of="due"):
            return _between("current.due", condition)
        case Period(of="about"):
            within = overlap("spoken_of.about", condition)
            return Sql(
                f"EXISTS (SELECT 1 FROM spoken_of WHERE spoken_of.statement = current.statement AND {within.text})",
                within.values,
            )
        case Period():
            return overlap("current.said", condition)
        case Amount():
            found = numbers(condition)
            return Sql(
                f"EXISTS (SELECT 1 FROM counted WHERE counted.statement = current.statement AND {found.text})",
                found.values,
            )
        case Chance():
            return Sql("current.low >= ? AND current.high <= ?", (condition.low, condition.high))
        case Standing():
            return _stands(condition.state, facts)
        case OfClaim():
            return _among(facts.claims[condition.claim])


def _between(column: str, asked: Period) -> Sql:
    ends = ((f"{column} >= ?", asked.first), (f"{column} <= ?", asked.last))
    made = [(sql, day.isoformat()) for sql, day in ends if day]
    return Sql(" AND ".join(sql for sql, _ in made), tuple(day for _, day in made))


def numbers(asked: Amount) -> Sql:
    """What must hold of a row of `counted`."""
    sql, ends = _COMPARED[asked.sign]
    values = tuple(asked.low if end == "l" else asked.high for end in ends)
    if not asked.unit:
        return Sql(sql, values)
    unit = "counted.unit IN (SELECT rowid FROM unit_words WHERE unit_words MATCH ?)"
    return Sql(f"{unit} AND {sql}", (" ".join(f'"{word}"' for word in asked.unit), *values))


def _among(ids: frozenset[str]) -> Sql:
    found = "SELECT number FROM statement WHERE id IN (SELECT value FROM json_each(?))"
    return Sql(f"current.statement IN ({found})", (json.dumps(sorted(ids)),))


def _stands(state: ForecastState, facts: Facts) -> Sql:
    """Resolved and confirmed are what people judged; open and overdue what they have not resolved."""
    if state in ("resolved", "confirmed"):
        return _among(facts.judged[state])
    due = "current.due < ?" if state == "overdue" else "coalesce(current.due >= ?, 1)"
    resolved = _among(facts.judged["resolved"])
    return Sql(f"current.forecast = 1 AND {due} AND NOT {resolved.text}", (facts.today.isoformat(), *resolved.values))
