"""The ledger's SQLite file: its connection, queries, transactions, and clear messages for what can go wrong."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from onrecord.characters import show_name
from onrecord.errors import LedgerError
from onrecord.ledger import schema, scrubbing

SqlValues = Sequence[object]

# Seconds that a writer waits for another.
PATIENCE = 60.0
# With SQLite's default of 1,000 pages, one article in thirty waits for the log to be folded into the file.
_LOG_PAGES = 4_000
# A search of a large ledger reads the same index pages again and again; the default of 2 MB holds too few of them.
_CACHE_KILOBYTES = 64_000

# A part of SQLite's message, in lower case, and what a user is shown in its place; the first that occurs decides.
_MESSAGES = (
    ("not a database", "is not a ledger (no SQLite database): name another file with --ledger"),
    ("disk is full", "no space is left for it: free some, then run it again; everything kept before is intact"),
    ("disk i/o", "the disk failed on it (or no space is left): check the disk, then run it again"),
    ("locked", "another program has kept it locked for too long: close that, then run it again"),
    ("readonly", "cannot be written: check your permissions for it and its folder"),
    ("unable to open", "cannot be opened: check that its folder exists and your permissions for it"),
    ("malformed", "is damaged: restore it from a copy, or rescue it with `sqlite3 FILE .recover`"),
)


class Database:
    """An open ledger file, for the readers and writers of this room.

    Queries are methods; `connection` is there for what they do not cover. Errors of SQLite that a user can fix become
    LedgerErrors; a bug in our own SQL stays a sqlite3.Error.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._open = True

    @classmethod
    def open(cls, path: Path, *, create: bool = True, shared: bool = False) -> Self:
        """Open a ledger and migrate it to this version's schema; create it if it is missing and `create`.

        shared: threads may hand it to each other; still only one at a time may use it. Commits are fully synchronous:
        what was reported as kept survives a power cut. A redaction that was cut short is finished (see `scrubbing`).
        """
        if not create and not path.exists():
            raise LedgerError(f"ledger {path}: does not exist; create it with `onrecord read SOURCE --ledger {path}`")
        if path.is_dir():
            raise LedgerError(f"ledger {path}: is a folder; name a file in it")
        with clear_errors(path):
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=not shared)
            try:
                schema.check_is_ledger(connection, path)
                _set_up(connection)
                schema.migrate(connection, path)
                scrubbing.finish_scrub(connection, path, patience=PATIENCE)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file; its write-ahead log is folded in."""
        self._open = False
        with self.clear_errors():
            self.connection.close()

    @contextmanager
    def clear_errors(self) -> Iterator[None]:
        """Raise SQLite's errors as LedgerErrors; for blocks that use the connection or a cursor themselves."""
        with clear_errors(self.path):
            yield

    def execute(self, sql: str, values: SqlValues = ()) -> sqlite3.Cursor:
        """Run one statement."""
        # try and not `clear_errors`: keeping an article runs some forty statements, and a context manager for each
        # takes a tenth of the time.
        try:
            return self.connection.execute(sql, values)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise _clear_error(self.path, error) from None

    def execute_many(self, sql: str, rows: Iterable[SqlValues]) -> None:
        """Run one statement once for each row of values."""
        try:
            self.connection.executemany(sql, rows)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise _clear_error(self.path, error) from None

    def insert(self, table: str, columns: dict[str, object]) -> int:
        """Insert a row into a table and return its number."""
        marks = ", ".join("?" for _ in columns)
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        number = self.execute(sql, tuple(columns.values())).lastrowid
        assert number is not None  # an INSERT has one
        return number

    def tuples(self, sql: str, values: SqlValues = ()) -> list[tuple[Any, ...]]:
        """Return all rows as tuples."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise _clear_error(self.path, error) from None

    def rows(self, sql: str, values: SqlValues = ()) -> list[dict[str, Any]]:
        """Return all rows as dictionaries by column."""
        try:
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise _clear_error(self.path, error) from None

    def column(self, sql: str, values: SqlValues = ()) -> list[Any]:
        """Return the first column of all rows."""
        return [row[0] for row in self.tuples(sql, values)]

    def first(self, sql: str, values: SqlValues = ()) -> tuple[Any, ...] | None:
        """Return the first row; None if there is none."""
        row: tuple[Any, ...] | None = self.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, values: SqlValues = ()) -> Any:
        """Return the first column of the first row; None if there is no row."""
        row = self.first(sql, values)
        return row and row[0]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run a block in a transaction: all that it writes is kept or, if it raises, nothing."""
        with clear_errors(self.path), schema.run_in_transaction(self.connection):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Run a block whose reads all see one moment of the ledger, whatever another process writes meanwhile."""
        with clear_errors(self.path):
            self.connection.execute("SAVEPOINT snapshot")
            try:
                yield
            finally:
                # A generator that nobody reads to its end may be closed after the ledger: its transaction is over then.
                if self._open:
                    self.connection.execute("RELEASE snapshot")

    def extent(self) -> tuple[int, ...]:
        """Return how far the ledger has grown. While this stays equal, so does every answer: rows are only added."""
        tables = ("reading", "judgement", "watch_report", "statement")
        newest = ", ".join(f"(SELECT coalesce(max(number), 0) FROM {table})" for table in tables)
        return self.first(f"SELECT {newest}") or ()


def encode_json(value: object) -> str:
    """Return a value as JSON in the form in which the file holds it: compact, letters unescaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as LedgerErrors that say what to do; a bug in our own SQL stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        raise _clear_error(path, error) from None


def _clear_error(path: Path, error: sqlite3.Error | UnicodeEncodeError) -> Exception:
    """Return the LedgerError for an error that a user can fix; otherwise the error itself."""
    if isinstance(error, UnicodeEncodeError):
        words = show_name(str(error.object))
        return LedgerError(f"ledger {path}: “{words[:60]}” is not UTF-8: write it in UTF-8")
    text = str(error).lower()
    return next((LedgerError(f"ledger {path}: {words}") for part, words in _MESSAGES if part in text), error)


def _set_up(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    # WAL's usual NORMAL may lose the last commits in a power cut, after they were reported as kept.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Overwrite what is deleted with zeros: SQLite leaves it in the file unless it was compiled to do so, and redacted
    # words must be gone. Debian's SQLite is compiled so, python.org's is not.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for another program's lock here, as it does elsewhere: wait ourselves."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
