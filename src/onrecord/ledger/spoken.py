"""What was said under some names, a bounded part of it: the newest, the judged, what is like it, what was withdrawn."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from onrecord.ledger import database
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search.conditions import folded
from onrecord.ledger.speakers import newest
from onrecord.ledger.statements import article_of
from onrecord.records import Record
from onrecord.rows import statement

_COLUMNS = "row, article, article_id, key, title, publisher, published, url"
_SUPERSEDED = """
SELECT said.id, article.number AS old, later.number AS new FROM (
    SELECT id, number, reading FROM statement WHERE speaker = ? ORDER BY said_from DESC, number DESC LIMIT ?
) AS said
JOIN reading ON reading.number = said.reading
JOIN article ON article.number = reading.article
JOIN article AS later ON later.page = article.page AND later.version > article.version
WHERE said.number NOT IN (SELECT statement FROM current) AND NOT EXISTS (
    SELECT 1 FROM article AS last WHERE last.page = later.page AND last.version > later.version
)
GROUP BY said.id
"""
_JUDGED = f"""
SELECT {_COLUMNS} FROM (
    SELECT statement.number AS number, statement.row AS row, article.number AS article, article.id AS article_id, key,
        title, publisher, published, url
    FROM (
        SELECT statement.id, max(statement.number) AS last
        FROM judgement JOIN statement ON statement.id = judgement.subject
        WHERE judgement.kind IN ('confirm', 'resolve', 'correct')
        GROUP BY statement.id
    ) AS judged
    JOIN statement ON statement.number = judged.last
    JOIN reading ON reading.number = statement.reading
    JOIN article ON article.number = reading.article
    WHERE speaker IN (SELECT value FROM json_each(?))
) ORDER BY number DESC LIMIT ?
"""
"""As each was read last: a correction may have given a statement another speaker."""

_RARE = 6
"""So many of its words, those that fewest statements have, are looked for elsewhere."""
_COMMON = 1_000
"""Counted no farther: a word of so many statements tells nothing."""
_WALKED = 500
"""Of each of them so many statements, those kept last, are looked at."""
_SHARED = 2
"""So many of the words must be shared: with one alone nothing disagrees (watching.disagreement)."""
_RANKED = 100
"""So many statements, those that share most of the words, are tried."""
_WITH = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
_LIKE = f"""
SELECT number, {_COLUMNS} FROM newest
WHERE number IN (SELECT value FROM json_each(?)) AND said_from BETWEEN ? AND ?
    AND speaker NOT IN (SELECT value FROM json_each(?))
"""


def newest_records(ledger: Ledger, names: Collection[str], *, limit: int, forecasts: bool = False) -> list[Record]:
    """Return the newest statements of these names, each in a record of its article that holds it alone; newest first.

    limit: all where it is negative. forecasts: of those statements the forecasts alone.
    """
    sql = (
        f"SELECT {_COLUMNS} FROM newest WHERE number IN (SELECT value FROM json_each(?)) "
        f"{'AND forecast = 1 ' if forecasts else ''}ORDER BY said_from DESC, number DESC"
    )
    with database.clear_errors(ledger.path):
        numbers = json.dumps(newest(ledger, names, limit))
        return list(_records(ledger, ledger._rows(sql, (numbers,))))


def judged_forecasts(ledger: Ledger, names: Collection[str], *, limit: int) -> list[Record]:
    """The statements of these names that were ever judged, as they were read last, as `newest_records`.

    A page may have changed since and hold them no more; withdrawals are not looked at here.
    """
    with database.clear_errors(ledger.path):
        return list(_records(ledger, ledger._rows(_JUDGED, (json.dumps(list(names)), limit))))


def _records(ledger: Ledger, rows: list[dict[str, Any]]) -> Iterator[Record]:
    for row in rows:
        yield Record(article_of(ledger, row), (statement(json.loads(row["row"])),))


def superseded(
    ledger: Ledger, names: Iterable[str], *, limit: int, pages: int
) -> list[tuple[Record, Record, set[str]]]:
    """Versions of pages that newer ones took the place of, each with the newest and the ids of what these names said.

    Looked for among the `limit` newest statements of each name, in versions old and new; `pages` at the most.
    """
    with database.clear_errors(ledger.path):
        rows = [row for name in names for row in ledger._rows(_SUPERSEDED, (name, limit))]
        said = dict[tuple[int, int], set[str]]()
        for row in rows:
            said.setdefault((row["old"], row["new"]), set()).add(row["id"])
        chosen = sorted(said, reverse=True)[:pages]
        return [(ledger._record(old), ledger._record(new), said[old, new]) for old, new in chosen]


def others_like(
    ledger: Ledger, content: str, days: tuple[date, date], without: Collection[str], *, limit: int
) -> list[Record]:
    """Statements of others, by name, said in these days, that share two or more of the rarest words of a content.

    Those that share most of them first, as `newest_records`.
    """
    with database.clear_errors(ledger.path):
        shared = Counter(
            number
            for word in _rarest(ledger, content)
            for (number,) in ledger._connection.execute(_WITH, (f"content : {word}", _WALKED))
        )
        likely = [number for number, count in shared.most_common(_RANKED) if count >= _SHARED]
        between = (days[0].isoformat(), days[1].isoformat())
        rows = ledger._rows(_LIKE, (json.dumps(likely), *between, json.dumps(list(without))))
        rows.sort(key=lambda row: (-shared[row["number"]], -row["number"]))
        return list(_records(ledger, rows[:limit]))


def _rarest(ledger: Ledger, content: str) -> list[str]:
    """Its rarest words of four letters or more, each quoted for the index."""
    words = [f'"{word}"' for word in dict.fromkeys(folded(content)) if len(word) > 3][:30]
    counted = f"SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {_COMMON})"
    found = {word: ledger._rows(counted, (f"content : {word}",))[0]["n"] for word in words}
    return [word for word in sorted(words, key=lambda word: found[word]) if found[word] > 1][:_RARE]
