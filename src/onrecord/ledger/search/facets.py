"""What the first answers of a search have in common: how many are by whom, printed where, said when, and so on."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.ledger import database
from onrecord.ledger.hits import Hits, hits
from onrecord.ledger.ledger import Ledger, claimed
from onrecord.ledger.search import query
from onrecord.ledger.search.engine import answer, is_ranked
from onrecord.ledger.search.predicates import Facts

FIRST = 1_000
"""So many answers, the best first, are looked at."""
MOST = 12
"""So many values of each are told, those with most answers first; of months, the latest."""
_SQL = """
WITH hit AS (
    SELECT speaker, publisher, act, forecast, said_from, number FROM newest
    WHERE number IN (SELECT value FROM json_each(?))
)
SELECT 'speaker' AS of, speaker AS value, count(*) AS count FROM hit GROUP BY speaker
UNION ALL SELECT 'publisher', publisher, count(*) FROM hit GROUP BY publisher
UNION ALL SELECT 'act', act, count(*) FROM hit GROUP BY act
UNION ALL SELECT 'forecast', 'forecast', sum(forecast) FROM hit HAVING sum(forecast)
UNION ALL SELECT 'year', substr(said_from, 1, 4), count(*) FROM hit GROUP BY 2
UNION ALL SELECT 'month', substr(said_from, 1, 7), count(*) FROM hit GROUP BY 2
UNION ALL SELECT 'likelihood', bounds.words, count(*)
FROM (
    SELECT '80..100%' AS words, 0.8 AS low, 1 AS high UNION ALL SELECT '50..100%', 0.5, 1
    UNION ALL SELECT '0..50%', 0, 0.5 UNION ALL SELECT '0..20%', 0, 0.2
) AS bounds
JOIN hit JOIN current ON current.statement = hit.number AND current.low >= bounds.low AND current.high <= bounds.high
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
    """Of the first answers: how many were looked at, what they have in common, and are they the best matches?"""

    among: int
    found: tuple[Facet, ...]
    ranked: bool = False


def faceted(  # noqa: PLR0913  # as a search, which it is
    ledger: Ledger,
    wanted: query.Query,
    *,
    limit: int,
    offset: int = 0,
    today: date,
    claim: Callable[[str], Iterable[str]] | None = None,
) -> tuple[Hits, Facets]:
    """A page of a search's answers, see `Ledger.search`, and what the first FIRST of them all have in common."""
    asked = query.asked(wanted, today)
    if asked is None:
        return Hits(0, ()), Facets(0, ())
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        known = Facts(today, ledger._judged(asked), claimed(asked, claim))
        found = answer(ledger._connection, asked, known, limit=max(FIRST, offset + limit), offset=0)
        page = hits(ledger, found.numbers[offset : offset + limit], asked)
        first = found.numbers[:FIRST]
        rows = ledger._connection.execute(_SQL, (json.dumps(first),)).fetchall()
    made = [Facet(of, value, count) for of, value, count in rows if value]
    facets = Facets(len(first), tuple(one for of in _ORDERS for one in _some(made, of)), is_ranked(asked))
    return Hits(found.total, page, found.more), facets


def _some(made: Iterable[Facet], of: str) -> list[Facet]:
    return sorted((one for one in made if one.of == of), key=_ORDERS[of])[:MOST]


def _most(one: Facet) -> tuple[int, str]:
    return -one.count, one.value


def _latest(one: Facet) -> tuple[int, str]:
    return -int(one.value.replace("-", "")), one.value


_ORDERS: dict[str, Callable[[Facet], tuple[int, str]]] = {
    "speaker": _most,
    "publisher": _most,
    "act": _most,
    "forecast": _most,
    "likelihood": _most,
    "year": _latest,
    "month": _latest,
}
