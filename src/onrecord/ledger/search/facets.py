"""Facets: how many of a search's first answers are by whom, published where, said when, and so on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.hits import Hits, fetch_hits
from onrecord.ledger.search import query
from onrecord.ledger.search.engine import ClaimIds, find_page, gather_facts
from onrecord.ledger.search.walks import is_ranked

# Answers that facets are counted over, the best first: enough to choose a filter by, few enough to count at once.
COUNTED_ANSWERS = 1_000
# Values that a facet has at most, those with most answers; of months and years the latest. More fill the margin.
_VALUES = 12
_SQL = """
WITH hit AS (
    SELECT speaker, publisher, act, is_forecast, said_from, number FROM current_statement
    WHERE number IN (SELECT value FROM json_each(?))
)
SELECT 'speaker' AS of, speaker AS value, count(*) AS count FROM hit GROUP BY speaker
UNION ALL SELECT 'publisher', publisher, count(*) FROM hit GROUP BY publisher
UNION ALL SELECT 'act', act, count(*) FROM hit GROUP BY act
UNION ALL SELECT 'forecast', 'forecast', sum(is_forecast) FROM hit HAVING sum(is_forecast)
UNION ALL SELECT 'year', substr(said_from, 1, 4), count(*) FROM hit GROUP BY 2
UNION ALL SELECT 'month', substr(said_from, 1, 7), count(*) FROM hit GROUP BY 2
UNION ALL SELECT 'likelihood', bounds.words, count(*)
FROM (
    SELECT '80..100%' AS words, 0.8 AS low, 1 AS high UNION ALL SELECT '50..100%', 0.5, 1
    UNION ALL SELECT '0..50%', 0, 0.5 UNION ALL SELECT '0..20%', 0, 0.2
) AS bounds
JOIN hit JOIN search_statement AS found
ON found.statement = hit.number AND found.likelihood_low >= bounds.low AND found.likelihood_high <= bounds.high
GROUP BY 2
"""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that answers have, and how many do. of: speaker, publisher, act, forecast, likelihood, year, month."""

    of: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of the first answers. among: the number of those; ranked: whether they are the best matches."""

    among: int
    found: tuple[Facet, ...]
    ranked: bool = False


def search_with_facets(  # noqa: PLR0913  # as a search, which it is
    database: Database,
    wanted: query.Query,
    *,
    limit: int,
    offset: int = 0,
    today: date,
    claim: ClaimIds | None = None,
) -> tuple[Hits, Facets]:
    """Return a page of a search's hits (see `Ledger.search`) and the facets of its first COUNTED_ANSWERS answers."""
    conditions = query.read_conditions(wanted, today)
    if conditions is None:
        return Hits(0, ()), Facets(0, ())
    with database.snapshot():
        facts = gather_facts(database, conditions, today, claim)
        answers = find_page(database, conditions, facts, limit=max(COUNTED_ANSWERS, offset + limit), offset=0)
        page = fetch_hits(database, answers.numbers[offset : offset + limit], conditions)
        first = answers.numbers[:COUNTED_ANSWERS]
        rows = database.tuples(_SQL, (encode_json(first),))
    values = [Facet(of, value, count) for of, value, count in rows if value]
    chosen = tuple(facet for of in _ORDERS for facet in _choose_values(values, of))
    return Hits(answers.total, page, answers.more), Facets(len(first), chosen, is_ranked(conditions))


def _choose_values(values: Iterable[Facet], of: str) -> list[Facet]:
    return sorted((facet for facet in values if facet.of == of), key=_ORDERS[of])[:_VALUES]


def _most_frequent_first(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.value


def _latest_first(facet: Facet) -> tuple[int, str]:
    return -int(facet.value.replace("-", "")), facet.value


_ORDERS: dict[str, Callable[[Facet], tuple[int, str]]] = {
    "speaker": _most_frequent_first,
    "publisher": _most_frequent_first,
    "act": _most_frequent_first,
    "forecast": _most_frequent_first,
    "likelihood": _most_frequent_first,
    "year": _latest_first,
    "month": _latest_first,
}
