"""Iterate over everything in a ledger, page by page: every version of every article with every reading by a model."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from onrecord.ledger.corrections import CORRECTED_MODEL
from onrecord.ledger.database import Database
from onrecord.ledger.lookup import read_record
from onrecord.ledger.writer import find_page
from onrecord.records import Article, Quantity, Record, Statement, Time
from onrecord.rows import parse_quantity, parse_statement, parse_time


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
        """Return the record of an article with what was read."""
        return Record(article, self.statements, self.times, self.quantities)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: its article, the readings by models, the oldest first, and what holds `now`.

    now: the newest reading with people's corrections laid over it. redacted: words of it were removed, and the key is
    of the text as it was. after: when the versions before it were read, where that is later than its own readings: the
    clock was set back. Version numbers, not clocks, say what is newest.
    """

    key: str
    page: str
    article: Article
    readings: tuple[Reading, ...]
    now: Record
    redacted: bool = False
    after: datetime | None = field(default=None, compare=False)

    @property
    def first_read(self) -> datetime:
        """When it was read for the first time."""
        return min(reading.at for reading in self.readings)

    @property
    def order_time(self) -> datetime:
        """The moment by which it is put among the versions of its page."""
        return max(self.first_read, self.after) if self.after else self.first_read


def iterate_versions(database: Database) -> Iterator[Version]:
    """Yield all versions of all pages, by page, the oldest version of a page first: the file as it is when asked."""
    with database.snapshot():
        yield from _read_versions(database, database.column("SELECT number FROM article ORDER BY page, version"))


def _read_versions(database: Database, numbers: Iterable[int]) -> Iterator[Version]:
    """Yield versions that come page by page in their order, each with what its order says beyond its times."""
    page, latest = "", None
    for number in numbers:
        version = read_version(database, number)
        if version.page != page:
            page, latest = version.page, None
        if latest and latest > version.first_read:
            version = replace(version, after=latest)
        latest = version.order_time
        yield version


def keep_newest(versions: Iterable[Version]) -> Iterator[Version]:
    """Yield the newest version of each page, of versions that come page by page."""
    last: Version | None = None
    for version in versions:
        if last and last.page != version.page:
            yield last
        last = version
    if last:
        yield last


def versions_of_same_page(database: Database, other: Version) -> tuple[Version, ...]:
    """Return the versions that the file has of the page that a version is of, the oldest first.

    A known key decides which page that is: the same text may have been kept from another place.
    """
    page = database.value("SELECT page FROM article WHERE key = ?", (other.key,)) or find_page(database, other.page)
    numbers = database.column("SELECT number FROM article WHERE page = ? ORDER BY version", (page,))
    return tuple(_read_versions(database, numbers))


def read_version(database: Database, number: int) -> Version:
    """Return the version of the article with this number."""
    columns = "SELECT key, page, redacted FROM article WHERE number = ?"
    ((key, page, redacted),) = database.tuples(columns, (number,))
    now = read_record(database, number)
    readings = tuple(_model_readings(database, number))
    return Version(key, page, now.article, readings, now, redacted=bool(redacted))


def _model_readings(database: Database, article: int) -> Iterator[Reading]:
    sql = (
        "SELECT number, model, read_at, times, quantities FROM reading WHERE article = ? AND model <> ? ORDER BY number"
    )
    statements = "SELECT json FROM statement WHERE reading = ? ORDER BY number"
    for number, model, at, times, quantities in database.tuples(sql, (article, CORRECTED_MODEL)):
        yield Reading(
            model,
            datetime.fromisoformat(at),
            tuple(parse_statement(json.loads(row)) for row in database.column(statements, (number,))),
            tuple(map(parse_time, json.loads(times))),
            tuple(map(parse_quantity, json.loads(quantities))),
        )
