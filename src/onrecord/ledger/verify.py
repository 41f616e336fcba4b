"""Verify a ledger: that its file is whole, and that what is stored twice, or follows from something else, agrees.

Nothing is written, not even to an old ledger. A fault is a row, not an error: a damaged ledger has many.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.errors import DamagedError, LedgerError
from onrecord.ledger import judgements, schema, scrubbing, writer
from onrecord.ledger.database import Database, damage_error
from onrecord.ledger.lookup import read_article
from onrecord.ledger.search.index import index_words, quantity_rows, search_row, time_rows
from onrecord.records import Article, Statement, hash_statement, hash_version
from onrecord.rows import format_iso_date, parse_quantity, parse_statement, parse_time

# Faults that one check lists: a damaged page can make thousands, and the first few say where it is.
MOST_LISTED = 20
# Rows between two calls of `step`.
_ROWS_AT_ONCE = 200
# What reading a stored value raises that is not what this project has written.
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
_SIGNS_OF_DAMAGE = (sqlite3.Error, ArithmeticError, AssertionError, *_UNREADABLE)
_RESTORE = "restore the ledger from a copy"
# What follows from something else is made anew by an import.
_REBUILD = f"{_RESTORE}, or export it as jsonl and import that into a new one"

Step = Callable[[str, int, int], None]
"""Called with what is being checked, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in a ledger: `where`, `what`, and what to `do`; `check` is what found it."""

    check: str
    where: str
    what: str
    do: str = _RESTORE

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.do}"


def _ignore_step(check: str, done: int, total: int) -> None:
    """Show nothing: for callers without a progress bar."""


def find_faults(database: Database, step: Step = _ignore_step) -> Iterator[Fault]:
    """Yield what is wrong in a ledger, as far as the file itself can show it; at most MOST_LISTED faults a check.

    What it cannot show: a word that was changed in a title or in a reason, of which the file holds neither a hash nor a
    second copy, and articles that are missing whole.
    """
    known = len(schema.read_migrations())
    checks = _CHECKS if database.schema == known else _CHECKS_OF_ANY_SCHEMA
    # One transaction, so that what another process writes meanwhile is not taken for a fault.
    database.execute("BEGIN")
    try:
        for name, check in checks.items():
            yield from _run_check(database, name, check, step)
    finally:
        # SQLite may have ended it at a damaged page.
        with suppress(sqlite3.Error):
            database.connection.rollback()
    if database.schema < known:
        what = f"is at schema {database.schema}, this version knows {known}; only its pages were checked"
        yield Fault("schema", f"ledger {database.path}", what, "any other command updates it: then verify it again")


def explain_error(path: Path, error: BaseException | None) -> LedgerError | None:
    """Return the error that says that a ledger is damaged, where an unexpected error comes from that; None otherwise.

    A damaged ledger breaks what reads it in any way: by a KeyError, or by an SQL error that a fault of ours would be.
    The ledger is looked through for each such error, which takes minutes where it is large: none of them is expected.
    """
    if not isinstance(error, _SIGNS_OF_DAMAGE):
        return None
    checks = {name: check for name, check in _CHECKS.items() if name not in ("search index", "redactions")}
    try:
        with closing(Database.open_as_it_is(path)) as database:
            is_damaged = any(
                next(_run_check(database, name, check, _ignore_step), None) for name, check in checks.items()
            )
    except LedgerError as unopened:
        return unopened
    return damage_error(path, _describe(error)) if is_damaged else None


def _run_check(database: Database, name: str, check: "Check", step: Step) -> Iterator[Fault]:
    """Yield the faults that a check finds; that it could not go on is one of them."""
    faults = (Fault(name, *fault) for fault in check(database, lambda done, total: step(name, done, total)))
    try:
        yield from islice(faults, MOST_LISTED)
        if next(faults, None):
            yield Fault(name, name, f"more than these {MOST_LISTED} faults: the rest are not listed")
    except DamagedError as error:
        yield Fault(name, name, f"could not be checked to the end ({error.what})")
    except (sqlite3.Error, LedgerError, *_UNREADABLE) as error:
        yield Fault(name, name, f"could not be checked to the end ({_describe(error)})")


_Found = Iterator[tuple[str, ...]]
"""Faults without the name of their check: where, what and, where it is not to restore a copy, what to do."""
Check = Callable[[Database, Callable[[int, int], None]], _Found]


def _check_pages(database: Database, step: Callable[[int, int], None]) -> _Found:
    """SQLite's own check: pages, indexes against their tables, types."""
    step(0, 1)
    for message in database.column(f"PRAGMA integrity_check({MOST_LISTED + 1})"):
        for line in message.splitlines():
            if line != "ok" and not line.startswith("***"):
                yield "pages", line, f"{_RESTORE}, or rescue what is left with `sqlite3 {database.path} .recover`"


def _check_tables(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Every table, index, view and trigger of this schema must be there."""
    listed = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    with closing(sqlite3.connect(":memory:")) as empty:
        for script in schema.read_migrations():
            empty.executescript(script)
        wanted = empty.execute(listed).fetchall()
    for kind, name in sorted(set(wanted) - set(database.tuples(listed))):
        yield f"{kind} {name}", "is missing"


def _check_references(database: Database, step: Callable[[int, int], None]) -> _Found:
    for table, row, parent, _ in database.tuples("PRAGMA foreign_key_check"):
        yield f"{table}, row {row}", f"refers to a row of {parent} that is not there"


def _check_articles(database: Database, step: Callable[[int, int], None]) -> _Found:
    """A key is the hash of what was kept; of what was redacted it no longer fits."""
    rows = "SELECT key, redacted, id, url, text FROM article ORDER BY number"
    for key, redacted, *hashed in _stepped(database, "article", rows, step):
        if not redacted and hash_version(*hashed) != key:
            yield f"article {key}", "its text, id or URL is not what was kept: its hash is another"


def _check_versions(database: Database, step: Callable[[int, int], None]) -> _Found:
    """The versions of a page are numbered from 1 without a gap, and each was read."""
    gaps = (
        "SELECT page, count(*), min(version), max(version) FROM article "
        "GROUP BY page HAVING min(version) <> 1 OR max(version) <> count(*)"
    )
    for page, count, first, last in database.tuples(gaps):
        yield f"page {page}", f"its versions are numbered from {first} to {last}, not from 1 to {count}"
    unread = "SELECT key FROM article WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.article = article.number)"
    for key in database.column(unread):
        yield f"article {key}", "has no reading", f"{_RESTORE}, or read it with `onrecord reread`"


def _check_readings(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Everything that was read must be readable, and its columns and search tables what its JSON says."""
    articles = "SELECT number, key, redacted FROM article"
    for number, key, redacted in _stepped(database, "article", articles, step):
        try:
            article = read_article(database, number)
        except _UNREADABLE as error:
            yield f"article {key}", f"cannot be read ({_describe(error)})"
            continue
        yield from _faults_of_readings(database, number, article, key=key, is_redacted=bool(redacted))


_READINGS = """
SELECT number, read_at, times, quantities,
    number = (SELECT max(number) FROM reading WHERE article = ?1) AND NOT EXISTS (
        SELECT 1 FROM article JOIN article AS later ON later.page = article.page AND later.version > article.version
        WHERE article.number = ?1
    )
FROM reading WHERE article = ?1 ORDER BY number
"""


def _faults_of_readings(database: Database, number: int, article: Article, *, key: str, is_redacted: bool) -> _Found:
    for reading, read_at, times, quantities, is_current in database.tuples(_READINGS, (number,)):
        try:
            datetime.fromisoformat(read_at)
            ends = [parse_time(row).span.end for row in json.loads(times)]
            ends += [parse_quantity(row).span.end for row in json.loads(quantities)]
            if max(ends, default=0) > len(article.text):
                yield f"article {key}", f"reading {reading} has a time or a quantity past the end of the text"
        except _UNREADABLE as error:
            yield f"article {key}", f"reading {reading} cannot be read ({_describe(error)})"
        for row in database.rows("SELECT * FROM statement WHERE reading = ? ORDER BY number", (reading,)):
            fault = _fault_of_statement(database, row, article, key=key, is_redacted=is_redacted, is_current=is_current)
            if fault:
                yield f"statement {row['id']}", fault


def _fault_of_statement(  # noqa: PLR0913  # the statement, and where it stands
    database: Database, row: dict[str, Any], article: Article, *, key: str, is_redacted: bool, is_current: bool
) -> str | None:
    try:
        statement = parse_statement(json.loads(row["json"]))
        wanted = _statement_columns(statement, article, is_redacted=is_redacted)
        indexed = _wanted_indexed(statement, row) if is_current else {}
    except _UNREADABLE as error:
        return f"cannot be read ({_describe(error)})"
    if any(span.end > len(article.text) for span in statement.spans) and article.text:
        return "a span reaches past the end of the text"
    if statement.id != hash_statement(key, statement):
        return "its id is not the hash of its article and spans"
    stored = _find_indexed(database, row["number"])
    differing = [name for name in wanted if row[name] != wanted[name]]
    differing += [name for name in indexed if stored[name] != indexed[name]]
    return f"what is kept beside its JSON says something else: {', '.join(differing)}" if differing else None


def _statement_columns(statement: Statement, article: Article, *, is_redacted: bool) -> dict[str, object]:
    """Return what the columns of a statement must hold."""
    columns: dict[str, object] = {
        "id": statement.id,
        "speaker": statement.speaker.name,
        "organisation": statement.speaker.organisation,
        "act": statement.act,
        "kind": statement.kind,
        "is_forecast": int(statement.forecast is not None),
    }
    if is_redacted:
        # A redaction takes the score and the day of saying out of the JSON alone: they are no words.
        return columns
    first, last = writer.days_of_saying(statement, article)
    return columns | {"score": statement.score, "said_from": format_iso_date(first), "said_to": format_iso_date(last)}


def _wanted_indexed(statement: Statement, row: dict[str, Any]) -> dict[str, object]:
    """Return what the search tables must hold of a current statement, by table."""
    searched = search_row(statement, row["said_from"], row["said_to"])
    # Without the likelihood: version 0.1.0 took that of the first hedge, and what it read is not indexed anew.
    return {
        "search_statement": searched[:-2],
        "search_time": time_rows(statement),
        "search_quantity": Counter(quantity_rows(statement)),
    }


def _find_indexed(database: Database, number: int) -> dict[str, object]:
    row = database.first("SELECT * FROM search_statement WHERE statement = ?", (number,)) or ()
    times = "SELECT about_from, about_to, days_at_most FROM search_time WHERE statement = ? ORDER BY 1, 2"
    quantities = (
        "SELECT name, low, high, comparator FROM search_quantity LEFT JOIN search_unit ON number = unit "
        "WHERE statement = ?"
    )
    return {
        "search_statement": row[1:-2],
        "search_time": database.tuples(times, (number,)),
        "search_quantity": Counter(database.tuples(quantities, (number,))),
    }


def _check_search_tables(database: Database, step: Callable[[int, int], None]) -> _Found:
    """The statements that count now, and the names in them, are those of the newest readings."""
    extra = """
    SELECT statement.id FROM search_statement JOIN statement ON statement.number = search_statement.statement
    JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article
    WHERE EXISTS (SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version)
    OR EXISTS (SELECT 1 FROM reading AS later WHERE later.article = article.number AND later.number > reading.number)
    """
    for identifier in database.column(extra):
        yield f"statement {identifier}", "is searched though a newer version or reading has superseded it", _REBUILD
    joined = "search_statement JOIN statement_speaker USING (statement)"
    counts = {
        "speaker_name": f"SELECT name, kind, role, organisation, count(*) FROM {joined} GROUP BY 1, 2, 3, 4",
        "speaker_month": f"SELECT name, month, count(*) FROM {joined} GROUP BY 1, 2",
    }
    for table, counted in counts.items():
        stored, made = (set(database.tuples(sql)) for sql in (f"SELECT * FROM {table}", counted))
        for name in sorted({row[0] for row in stored ^ made}):
            yield f"speaker {name}", f"the counts in {table} are not those of the statements", _REBUILD
    unused = (
        "SELECT name FROM search_unit WHERE number NOT IN (SELECT unit FROM search_quantity WHERE unit IS NOT NULL)"
    )
    for name in database.column(unused):
        yield f"unit {name}", "no statement counts it", _REBUILD


def _check_reprints(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Every article has its place among the reprints, and none reprints itself, over however many others."""
    for key in database.column("SELECT key FROM article WHERE number NOT IN (SELECT article FROM reprint)"):
        yield f"article {key}", "has no place among the reprints", _REBUILD
    longer = dict(database.tuples("SELECT article, reprint_of FROM reprint WHERE reprint_of IS NOT NULL"))
    for article in sorted(longer):
        if _leads_back(article, longer):
            yield f"article number {article}", "is a reprint of itself", _REBUILD
    wrong = "SELECT article FROM reprint WHERE (reprint_of IS NULL) <> (share IS NULL) OR share NOT BETWEEN 0 AND 1"
    for article in database.column(wrong):
        yield f"article number {article}", "its share in the longer text is not a share", _REBUILD
    lost = "SELECT DISTINCT article FROM sentence_hash WHERE article NOT IN (SELECT number FROM article)"
    for article in database.column(lost):
        yield f"article number {article}", "has hashes of sentences but is not there", _REBUILD


def _leads_back(article: int, longer: Mapping[int, int]) -> bool:
    """Return whether an article comes back to itself by way of what it reprints."""
    seen, above = set[int](), longer.get(article)
    while above is not None and above not in seen:
        seen.add(above)
        above = longer.get(above)
    return article in seen


def _check_judgements(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Every judgement can be read, and what is withdrawn is there."""
    for unreadable in judgements.find_unreadable_judgements(database):
        what = f"of kind {unreadable.kind} about {unreadable.subject}: cannot be read ({unreadable.reason})"
        yield f"judgement {unreadable.id}", what, f"take it back with `onrecord withdraw {unreadable.id}`"
    known = set(database.column("SELECT id FROM judgement"))
    for withdrawal in judgements.list_withdrawals(database):
        if withdrawal.subject not in known:
            yield f"judgement {withdrawal.id}", f"withdraws {withdrawal.subject}, which is not there"


def _check_scrub(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Nothing of redacted words is left in the file."""
    if scrubbing.owes_scrub(database.connection):
        words = "it still holds words that were redacted: a redaction was cut short"
        yield f"ledger {database.path}", words, "the next command that opens it and may write removes them"


def _check_moments(database: Database, step: Callable[[int, int], None]) -> _Found:
    """Moments of what is kept for machines: fetches, entries of feeds, what watches reported."""
    for table, column in (("fetch", "fetched_at"), ("feed_entry", "seen_at"), ("watch_report", "reported_at")):
        for number, at in _stepped(database, table, f"SELECT number, {column} FROM {table}", step):
            try:
                datetime.fromisoformat(at)
            except _UNREADABLE as error:
                yield f"{table}, row {number}", f"cannot be read ({_describe(error)})"


def _check_words(database: Database, step: Callable[[int, int], None]) -> _Found:
    """The full-text index holds the words of all statements, and nothing else."""
    yield from _compare_index(database, "search_words", _statement_words(database, step))


def _check_units(database: Database, step: Callable[[int, int], None]) -> _Found:
    yield from _compare_index(database, "search_unit_words", database.tuples("SELECT number, name FROM search_unit"))


def _statement_words(database: Database, step: Callable[[int, int], None]) -> Iterator[tuple[object, ...]]:
    sql = (
        "SELECT statement.number, json, text, publisher FROM statement JOIN reading ON reading.number = reading "
        "JOIN article ON article.number = article"
    )
    for number, row, text, publisher in _stepped(database, "statement", sql, step):
        yield (number, *index_words(text, parse_statement(json.loads(row)), publisher))


def _compare_index(database: Database, table: str, rows: Iterable[tuple[object, ...]]) -> _Found:
    """Yield the rows of which a full-text index holds other words than it must.

    The index keeps no text. So one is made of these rows, and a copy of the stored one, both in SQLite's temporary
    file; SQLite checks the copy, which it cannot do in a file that is only read, and both are read word by word.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as scratch:
        scratch.execute("BEGIN")
        for name in ("stored", "made"):
            sql: str = database.value("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
            scratch.execute(f"CREATE VIRTUAL TABLE {name} USING{sql.partition('USING')[2]}")
            scratch.execute(f"CREATE VIRTUAL TABLE {name}_words USING fts5vocab({name}, instance)")
        for shadow in ("data", "idx", "docsize", "config"):
            scratch.execute(f"DELETE FROM stored_{shadow}")
            columns = scratch.execute(f"PRAGMA table_info(stored_{shadow})").fetchall()
            parts = database.execute(f"SELECT * FROM {table}_{shadow}")
            scratch.executemany(f"INSERT INTO stored_{shadow} VALUES ({_marks(columns)})", parts)
        scratch.execute("INSERT INTO stored (stored) VALUES ('integrity-check')")
        names = ("rowid", *(row[1] for row in scratch.execute("PRAGMA table_info(made)")))
        scratch.executemany(f"INSERT INTO made ({', '.join(names)}) VALUES ({_marks(names)})", rows)
        different = set[int]()
        # Each in an order of its own, so that both sides can be read side by side, whatever their size.
        for sql in ("SELECT term, doc, col, offset FROM {}_words", "SELECT id, id, sz FROM {}_docsize ORDER BY id"):
            different |= _differing_rows(*(scratch.execute(sql.format(name)) for name in ("stored", "made")))
    for number in sorted(different):
        yield f"{table}, row {number}", "the full-text index does not hold its words", _REBUILD


def _marks(values: Sized) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" * len(values))


def _differing_rows(left: Iterator[tuple[Any, ...]], right: Iterator[tuple[Any, ...]]) -> set[int]:
    """Return the rows, second in each tuple, of which two ordered series do not have the same tuples."""
    different = set[int]()
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(left, None), next(right, None)
        elif one is not None and (other is None or one < other):
            different.add(one[1])
            one = next(left, None)
        elif other is not None:
            different.add(other[1])
            other = next(right, None)
    return different


def _stepped(database: Database, table: str, sql: str, step: Callable[[int, int], None]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query, which are as many as a table has, and count them."""
    total = database.value(f"SELECT count(*) FROM {table}")
    for done, row in enumerate(database.execute(sql)):
        if done % _ROWS_AT_ONCE == 0:
            step(done, total)
        yield row


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


_CHECKS_OF_ANY_SCHEMA: dict[str, Check] = {
    "pages": _check_pages,
    "references": _check_references,
}
_CHECKS: dict[str, Check] = {
    "pages": _check_pages,
    "tables": _check_tables,
    "references": _check_references,
    "articles": _check_articles,
    "versions": _check_versions,
    "readings": _check_readings,
    "search tables": _check_search_tables,
    "search index": _check_words,
    "units": _check_units,
    "reprints": _check_reprints,
    "judgements": _check_judgements,
    "moments": _check_moments,
    "redactions": _check_scrub,
}
