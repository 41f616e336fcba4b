"""Articles: a paged list of the newest version of each page, and the versions of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from onrecord.ledger import lookup
from onrecord.ledger.database import Database, encode_json
from onrecord.records import Record

# Articles, from the one read last, that the list can be paged to: SQLite steps over all that come before a page.
DEEPEST = 10_000
# Articles, from the one read last, among which a title or a publisher is searched: no index has parts of words.
LOOKED_THROUGH = 15_000
# The unique index by page and version answers this for each article of the walk, which can so stop early.
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version)"
)
_LISTED = """
SELECT number, key, id, title, publisher, published, version,
    (
        SELECT count(*) FROM statement
        WHERE reading = (SELECT max(number) FROM reading WHERE reading.article = article.number)
    ) AS statements,
    (SELECT min(read_at) FROM reading WHERE reading.article = article.number) AS read_at
FROM article WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number DESC
"""
_VERSIONS = """
SELECT other.key, (SELECT min(read_at) FROM reading WHERE reading.article = other.number) AS read_at
FROM article JOIN article AS other ON other.page = article.page
WHERE article.key = ? ORDER BY other.version DESC LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """An article of the list. versions: how many of its page were read; this is the newest. read_at: first."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    published: date | None
    statements: int
    versions: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleList:
    """A page of the list; `more`: others follow."""

    articles: tuple[ListedArticle, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class VersionPlace:
    """Which version of its page an article is, counted from 1, and of how many. newest: the key of the last one."""

    version: int
    versions: int
    newest: str


def list_articles(database: Database, words: str = "", *, limit: int = 50, offset: int = 0) -> ArticleList:
    """Return articles with all these words in title or publisher, in any part of a word; the one read last first.

    Without words, of at most DEEPEST articles; with words, of those LOOKED_THROUGH.
    """
    wanted = words.casefold().split()
    with database.snapshot():
        numbers = list(islice(_matching_numbers(database, wanted), offset, offset + limit + 1))
        rows = database.rows(_LISTED, (encode_json(numbers[:limit]),))
    return ArticleList(tuple(_listed_article(row) for row in rows), len(numbers) > limit)


def _matching_numbers(database: Database, wanted: list[str]) -> Iterator[int]:
    sql = f"SELECT number, title, publisher FROM article WHERE {_NEWEST} ORDER BY number DESC LIMIT ?"
    most = LOOKED_THROUGH if wanted else DEEPEST
    for number, title, publisher in database.execute(sql, (most,)):
        text = f"{title or ''}\n{publisher or ''}".casefold() if wanted else ""
        if all(word in text for word in wanted):
            yield number


def _listed_article(row: dict[str, Any]) -> ListedArticle:
    return ListedArticle(
        key=row["key"],
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        statements=row["statements"],
        versions=row["version"],
        read_at=datetime.fromisoformat(row["read_at"]),
    )


def find_version_place(database: Database, key: str) -> VersionPlace:
    """Return which version of its page the article with this key is."""
    # Of max() alone, SQLite takes the other columns from the row that has the maximum.
    sql = (
        "SELECT article.version, max(other.version), other.key FROM article "
        "JOIN article AS other ON other.page = article.page WHERE article.key = ?"
    )
    return VersionPlace(*(database.first(sql, (key,)) or ()))


def newest_key(database: Database, page: str) -> str | None:
    """Return the key of the newest version of a page (see `writer.page_of`); None if it was never read."""
    sql = "SELECT key FROM article WHERE page = ? ORDER BY version DESC LIMIT 1"
    key: str | None = database.value(sql, (page,))
    return key


def list_versions(database: Database, key: str, *, limit: int, offset: int = 0) -> list[tuple[str, datetime]]:
    """Return the keys of the versions of an article's page, the newest first, each with when it was first read."""
    rows = database.tuples(_VERSIONS, (key, limit, offset))
    return [(version, datetime.fromisoformat(read_at)) for version, read_at in rows]


def read_versions(database: Database, identifier: str) -> list[tuple[Record, datetime]]:
    """Return all versions of the page of an article or a statement (see `Ledger.find`), and when each was first read.

    The oldest comes first.
    """
    key = lookup.find_by_id(database, identifier).key
    sql = (
        "SELECT number, (SELECT min(read_at) FROM reading WHERE reading.article = article.number) "
        "FROM article WHERE page = (SELECT page FROM article WHERE key = ?) ORDER BY version"
    )
    versions = database.tuples(sql, (key,))
    return [(lookup.read_record(database, number), datetime.fromisoformat(read_at)) for number, read_at in versions]
