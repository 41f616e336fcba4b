"""The articles of a ledger as a shelf: the newest version of each page, the one read last first; all of it bounded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from onrecord.ledger import corrections, database
from onrecord.ledger.ledger import Hit, Ledger
from onrecord.records import Judgement, Statement
from onrecord.rows import statement

DEEPEST = 10_000
"""So many articles from the one read last can be paged to; what lies deeper is found by its words."""
LOOKED_THROUGH = 15_000
"""Among so many articles from the one read last a title or a publisher is looked for."""
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version)"
)
_ABOUT = """
SELECT number, key, id, title, publisher, published, version,
    (
        SELECT count(*) FROM statement
        WHERE reading = (SELECT max(number) FROM reading WHERE reading.article = article.number)
    ) AS statements,
    (SELECT min(read_at) FROM reading WHERE reading.article = article.number) AS read_at
FROM article WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number DESC
"""


@dataclass(frozen=True, slots=True)
class Volume:
    """An article on the shelf. versions: how many of its page were read, this being the newest. read_at: first."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    published: date | None
    statements: int
    versions: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the shelf; `more`: others follow."""

    volumes: tuple[Volume, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version of its page an article is, from 1, of how many; newest: the key of the last one."""

    version: int
    versions: int
    newest: str


def shelf(ledger: Ledger, words: str = "", *, limit: int = 50, offset: int = 0) -> Shelf:
    """Articles whose title or publisher has all these words, in any part of a word; the one that was read last first.

    Without words, of at most DEEPEST articles; with words, of those LOOKED_THROUGH.
    """
    wanted = words.casefold().split()
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        found = list(islice(_numbers(ledger, wanted), offset, offset + limit + 1))
        rows = ledger._rows(_ABOUT, (json.dumps(found[:limit]),))
    return Shelf(tuple(_volume(row) for row in rows), len(found) > limit)


def _numbers(ledger: Ledger, wanted: list[str]) -> Iterator[int]:
    sql = f"SELECT number, title, publisher FROM article WHERE {_NEWEST} ORDER BY number DESC LIMIT ?"
    most = LOOKED_THROUGH if wanted else DEEPEST
    for number, title, publisher in ledger._connection.execute(sql, (most,)):
        told = f"{title or ''}\n{publisher or ''}".casefold() if wanted else ""
        if all(word in told for word in wanted):
            yield number


def _volume(row: dict[str, Any]) -> Volume:
    return Volume(
        row["key"],
        row["id"],
        row["title"],
        row["publisher"],
        date.fromisoformat(row["published"]) if row["published"] else None,
        row["statements"],
        row["version"],
        datetime.fromisoformat(row["read_at"]),
    )


def edition(ledger: Ledger, key: str) -> Edition:
    """Which version of its page the article with this key is."""
    sql = (
        "SELECT article.version, max(other.version) AS versions, other.key FROM article "
        "JOIN article AS other ON other.page = article.page WHERE article.key = ?"
    )
    with database.clear_errors(ledger.path):
        (row,) = ledger._rows(sql, (key,))  # of max() alone, SQLite takes the other columns from the row that has it
    return Edition(row["version"], row["versions"], row["key"])


def at(ledger: Ledger, page: str) -> str | None:
    """The key of the newest version of a page (see `page_of`); None where it was never read."""
    with database.clear_errors(ledger.path):
        rows = ledger._rows("SELECT key FROM article WHERE page = ? ORDER BY version DESC LIMIT 1", (page,))
    return str(rows[0]["key"]) if rows else None


def none(ledger: Ledger, key: str) -> list[tuple[Statement, tuple[Judgement, ...]]]:
    """What a model read in an article as statements, but a person says is none; with the judgements that say so."""
    # The + keeps SQLite from going through all judgements of a kind.
    sql = (
        "SELECT row FROM statement WHERE reading = ? AND EXISTS "
        "(SELECT 1 FROM judgement WHERE subject = statement.id AND +kind = 'correct') ORDER BY number"
    )
    with database.clear_errors(ledger.path):
        number = ledger._rows("SELECT number FROM article WHERE key = ?", (key,))[0]["number"]
        read = ledger._rows(sql, (corrections.base(ledger._connection, number),))
    made = []
    for said in (statement(json.loads(row["row"])) for row in read):
        judged = [j for j in ledger.judgements("correct", said.id) if j.data["field"] == "statement"]
        if judged and not judged[-1].data["value"]:
            made.append((said, tuple(judged)))
    return made


def soon(ledger: Ledger, today: date, *, days: int = 31, limit: int = 8) -> tuple[Hit, ...]:
    """The forecasts that come due from today on within so many days, which nobody has resolved; the next first."""
    sql = "SELECT statement FROM current WHERE due BETWEEN ? AND ? ORDER BY due, statement LIMIT ?"
    until = today + timedelta(days=days)
    with database.clear_errors(ledger.path):
        near = ledger._rows(sql, (today.isoformat(), until.isoformat(), limit * 4))
        made = list[Hit]()
        for row in near:
            if len(made) == limit:
                break
            (said,) = ledger._rows("SELECT * FROM newest WHERE number = ?", (row["statement"],))
            hit = ledger._hit(said, ())
            if hit.statement.forecast and not any(judgement.kind == "resolve" for judgement in hit.judged):
                made.append(hit)
    return tuple(made)


def editions(ledger: Ledger, key: str, *, limit: int, offset: int = 0) -> list[tuple[str, datetime]]:
    """The keys of the versions of an article's page, the newest first, each with when it was first read."""
    sql = (
        "SELECT other.key, (SELECT min(read_at) FROM reading WHERE reading.article = other.number) AS read_at "
        "FROM article JOIN article AS other ON other.page = article.page "
        "WHERE article.key = ? ORDER BY other.version DESC LIMIT ? OFFSET ?"
    )
    with database.clear_errors(ledger.path):
        rows = ledger._rows(sql, (key, limit, offset))
    return [(row["key"], datetime.fromisoformat(row["read_at"])) for row in rows]
