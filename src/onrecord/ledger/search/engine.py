"""Run a search: from a query to the numbers of the statements that answer it, the best or the newest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.errors import QueryError
from onrecord.ledger import judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search import query
from onrecord.ledger.search.conditions import Conditions, HasState, OfClaim
from onrecord.ledger.search.predicates import Facts
from onrecord.ledger.search.walks import build_walk, is_ranked, match_expression

# Answers that are counted and ranked at most; of more, those kept last. Counting all would cost more the larger the
# ledger is.
MOST_COUNTED = 5_000

ClaimIds = Callable[[str], Iterable[str]]
"""Returns the ids of all statements of the claim that an id stands for."""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The numbers of a page of answers and their total; with `more`, the total is MOST_COUNTED and not exact."""

    numbers: tuple[int, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement that answers a search: its number, which grows as statements are kept, its id and its article."""

    number: int
    id: str
    article: int


def gather_facts(database: Database, conditions: Conditions, today: date, claim: ClaimIds | None = None) -> Facts:
    """Return what the conditions depend on beside the question: judged forecasts and the statements of claims.

    claim: resolves `claim:ID`. QueryError if that is conditions for and `claim` is missing.
    """
    every = [condition for group in conditions for condition in group]
    wanted = {condition.claim for condition in every if isinstance(condition, OfClaim)}
    if wanted and claim is None:
        raise QueryError(f"claim:{min(wanted)} cannot be used here; `onrecord search` knows the claims")
    claims = {identifier: frozenset(claim(identifier)) for identifier in wanted} if claim else {}
    asks_state = any(isinstance(condition, HasState) for condition in every)
    return Facts(today, judgements.judged_statement_ids(database) if asks_state else {}, claims)


def find_page(database: Database, conditions: Conditions, facts: Facts, *, limit: int, offset: int) -> AnswerPage:
    """Return the best `limit` answers after the best `offset`; beyond MOST_COUNTED in the order of the walk."""
    order = "score, number" if is_ranked(conditions) else "said_from DESC, number DESC"
    walked = build_walk(conditions, facts, MOST_COUNTED + 1)
    first = f"SELECT number FROM ({walked.text} LIMIT {MOST_COUNTED + 1}) ORDER BY {order}"
    numbers = database.column(first, walked.values)
    page, more = numbers[offset : offset + limit], len(numbers) > MOST_COUNTED
    if more and offset + limit > len(numbers):
        further = build_walk(conditions, facts, offset + limit)
        place = (limit - len(page), max(offset, len(numbers)))
        page += database.column(f"SELECT number FROM ({further.text} LIMIT ? OFFSET ?)", (*further.values, *place))
    return AnswerPage(tuple(page), min(len(numbers), MOST_COUNTED), more)


def find_newest(
    database: Database, wanted: query.Query, *, most: int, today: date
) -> tuple[list[FoundStatement], bool]:
    """Return the `most` newest statements that answer a query, the newest first, and whether there are more.

    Nothing is counted. Of words, the statements kept last are the newest; else, among MOST_COUNTED, those said last.
    """
    conditions = query.read_conditions(wanted, today)
    if conditions is None:
        return [], False
    with database.snapshot():
        facts = gather_facts(database, conditions, today)
        depth = most if match_expression(conditions) else MOST_COUNTED
        walked = build_walk(conditions, facts, depth + 1)
        newest = f"SELECT number FROM ({walked.text} LIMIT {depth + 1}) ORDER BY said_from DESC, number DESC LIMIT ?"
        numbers = database.column(newest, (*walked.values, most + 1))
        sql = "SELECT number, id, article FROM current_statement WHERE number IN (SELECT value FROM json_each(?))"
        rows = database.tuples(sql, (encode_json(numbers[:most]),))
    statements = {number: FoundStatement(number, identifier, article) for number, identifier, article in rows}
    return [statements[number] for number in numbers[:most]], len(numbers) > most
