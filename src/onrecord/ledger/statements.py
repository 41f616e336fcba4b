"""Statements of a ledger: a speaker's newest, the judged, those like another, those that later versions dropped."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from onrecord.judgements import Correction
from onrecord.ledger import corrections, judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.lookup import read_record
from onrecord.ledger.search.rare_words import WordBounds, find_rare_words, sql_limit
from onrecord.ledger.speakers import newest_numbers
from onrecord.records import Article, Record, Statement
from onrecord.rows import parse_statement

_RECORD_COLUMNS = "json, article, article_id, key, title, publisher, published, url"
_CURRENT = f"""
SELECT number, {_RECORD_COLUMNS} FROM current_statement
WHERE number IN (SELECT value FROM json_each(?)) AND is_forecast >= ? ORDER BY said_from DESC, number DESC
"""
# Statements that are not current, in versions that are not the newest of their page; the newest is beside each.
_SUPERSEDED = """
SELECT said.id, article.number AS old, later.number AS new FROM (
    SELECT id, number, reading FROM statement WHERE speaker = ? ORDER BY said_from DESC, number DESC LIMIT ?
) AS said
JOIN reading ON reading.number = said.reading
JOIN article ON article.number = reading.article
JOIN article AS later ON later.page = article.page AND later.version > article.version
WHERE said.number NOT IN (SELECT statement FROM search_statement) AND NOT EXISTS (
    SELECT 1 FROM article AS last WHERE last.page = later.page AND last.version > later.version
)
GROUP BY said.id
"""
# Each as it was read last: a correction may have given a statement another speaker.
_JUDGED = f"""
SELECT {_RECORD_COLUMNS} FROM (
    SELECT statement.number AS number, statement.json AS json, article.number AS article, article.id AS article_id,
        key, title, publisher, published, url
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
# Words that two statements must share: with one alone nothing disagrees (see watches.disagreements).
_FEWEST_SHARED = 2
_WITH_WORD = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?"
_BY_OTHERS = f"""
SELECT number, {_RECORD_COLUMNS} FROM current_statement
WHERE number IN (SELECT value FROM json_each(?)) AND said_from BETWEEN ? AND ?
    AND speaker NOT IN (SELECT value FROM json_each(?))
"""


def newest_records(database: Database, names: Collection[str], *, limit: int, forecasts: bool = False) -> list[Record]:
    """Return the newest statements of these names, each in a record of its article that holds it alone.

    limit: all if it is negative. forecasts: of those statements the forecasts alone.
    """
    rows = database.rows(_CURRENT, (encode_json(newest_numbers(database, names, limit)), int(forecasts)))
    return list(_read_records(database, rows))


def newest_judged_records(database: Database, names: Collection[str], *, limit: int) -> list[Record]:
    """Return the statements of these names that were ever judged, as `newest_records`.

    Each as it was read last; the current version of its page may hold it no longer. Withdrawals are not considered.
    """
    return list(_read_records(database, database.rows(_JUDGED, (encode_json(list(names)), limit))))


def find_similar_records(  # noqa: PLR0913  # a search and its bounds
    database: Database,
    content: str,
    *,
    days: tuple[date, date],
    without: Collection[str],
    bounds: WordBounds,
    ranked: int | None,
    limit: int,
) -> list[Record]:
    """Return named speakers' statements that share two or more of the rarest words of a content, as `newest_records`.

    Those that share most of the words come first. days: the first and last day of saying. without: names to leave out.
    ranked: statements, those that share most, whose days and names are looked at.
    """
    shared = Counter[int]()
    for word in find_rare_words(database, content, bounds):
        shared.update(database.column(_WITH_WORD, (f'content : "{word}"', sql_limit(bounds.walked))))
    likely = [number for number, count in shared.most_common(ranked) if count >= _FEWEST_SHARED]
    first, last = (day.isoformat() for day in days)
    rows = database.rows(_BY_OTHERS, (encode_json(likely), first, last, encode_json(list(without))))
    rows.sort(key=lambda row: (-shared[row["number"]], -row["number"]))
    return list(_read_records(database, rows[:limit]))


def find_superseded(
    database: Database, names: Iterable[str], *, limit: int, pages: int
) -> list[tuple[Record, Record, set[str]]]:
    """Return old versions of pages, each with the newest one and the ids of what these names said in the old one.

    They are looked for among the `limit` newest statements of each name in all versions; `pages` at most.
    """
    ids: dict[tuple[int, int], set[str]] = {}
    for name in names:
        for identifier, old, new in database.tuples(_SUPERSEDED, (name, limit)):
            ids.setdefault((old, new), set()).add(identifier)
    chosen = sorted(ids, reverse=True)[:pages]
    return [(read_record(database, old), read_record(database, new), ids[old, new]) for old, new in chosen]


def list_struck_statements(database: Database, key: str) -> list[tuple[Statement, tuple[Correction, ...]]]:
    """Return what a model read in an article as statements but people struck, with the judgements that say so."""
    # The + keeps SQLite from using the index by kind, which would go through all corrections.
    sql = (
        "SELECT json FROM statement WHERE reading = ? AND EXISTS "
        "(SELECT 1 FROM judgement WHERE subject = statement.id AND +kind = 'correct') ORDER BY number"
    )
    number = database.value("SELECT number FROM article WHERE key = ?", (key,))
    struck = []
    for row in database.column(sql, (corrections.newest_model_reading(database, number),)):
        statement = parse_statement(json.loads(row))
        about = judgements.list_judgements(database, Correction, statement.id)
        judged = tuple(judgement for judgement in about if judgement.field == "statement")
        if judged and not judged[-1].value:
            struck.append((statement, judged))
    return struck


def _read_records(database: Database, rows: list[dict[str, Any]]) -> Iterator[Record]:
    sql = "SELECT number, text FROM article WHERE number IN (SELECT value FROM json_each(?))"
    texts = dict(database.tuples(sql, (encode_json(sorted({row["article"] for row in rows})),)))
    for row in rows:
        article = partial_article(row, texts[row["article"]])
        yield Record(article, (parse_statement(json.loads(row["json"])),))


def partial_article(row: dict[str, Any], text: str) -> Article:
    """Return the article of a row of `current_statement`, without what only its own page needs."""
    return Article(
        row["article_id"],
        text,
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
    )
