"""The whole of a ledger, page by page: every version of every article, with all that models read of it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from onrecord.ledger import database
from onrecord.ledger.corrections import MODEL
from onrecord.ledger.ledger import Ledger
from onrecord.records import Article, Quantity, Record, Statement, Time
from onrecord.rows import quantity, statement, time


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model read of an article, and when; `at` has its zone."""

    model: str
    at: datetime
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """What was read, without the time: two readings of one content by one model are the same."""
        return (self.model, self.statements, self.times, self.quantities)

    def record(self, article: Article) -> Record:
        """The record that it makes of its article."""
        return Record(article, self.statements, self.times, self.quantities)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: its article, the readings by models, the oldest first, and what holds `now`.

    now: the newest reading, with what people corrected laid over it. A key that is not the article's own hash: words of
    it were redacted.
    """

    key: str
    page: str
    article: Article
    readings: tuple[Reading, ...]
    now: Record

    @property
    def redacted(self) -> bool:
        """Were words of it removed?"""
        return self.key != self.article.key

    @property
    def first_read(self) -> datetime:
        """When it was read for the first time."""
        return min(reading.at for reading in self.readings)


def versions(ledger: Ledger) -> Iterator[Version]:
    """All versions of all pages, by page, the oldest version of a page first: the file as it was when asked."""
    connection = ledger._connection
    with database.clear_errors(ledger.path):
        connection.execute("BEGIN")
        try:
            for (number,) in connection.execute("SELECT number FROM article ORDER BY page, version").fetchall():
                yield version(ledger, number)
        finally:
            connection.execute("COMMIT")


def newest(found: Iterable[Version]) -> Iterator[Version]:
    """The newest version of each page, of versions that come page by page."""
    last: Version | None = None
    for made in found:
        if last and last.page != made.page:
            yield last
        last = made
    if last:
        yield last


def page(ledger: Ledger, made: Version) -> tuple[Version, ...]:
    """The versions that the file has of the page that a version is of, the oldest first.

    A key that is known decides: the same text may have been kept from another place.
    """
    by_key = "SELECT page FROM article WHERE key = ?"
    found = ledger._connection.execute(by_key, (made.key,)).fetchone() or (made.page,)
    numbers = ledger._connection.execute("SELECT number FROM article WHERE page = ? ORDER BY version", found)
    return tuple(version(ledger, number) for (number,) in numbers.fetchall())


def version(ledger: Ledger, number: int) -> Version:
    """The version of an article of this number."""
    key, of = ledger._connection.execute("SELECT key, page FROM article WHERE number = ?", (number,)).fetchone()
    now = ledger._record(number)
    return Version(key, of, now.article, tuple(_readings(ledger._connection, number)), now)


def _readings(connection: sqlite3.Connection, article: int) -> Iterator[Reading]:
    sql = (
        "SELECT number, model, read_at, times, quantities FROM reading WHERE article = ? AND model <> ? ORDER BY number"
    )
    rows = "SELECT row FROM statement WHERE reading = ? ORDER BY number"
    for number, model, at, times, quantities in connection.execute(sql, (article, MODEL)).fetchall():
        yield Reading(
            model,
            datetime.fromisoformat(at),
            tuple(statement(json.loads(row)) for (row,) in connection.execute(rows, (number,))),
            tuple(map(time, json.loads(times))),
            tuple(map(quantity, json.loads(quantities))),
        )
