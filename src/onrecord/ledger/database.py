"""The ledger's SQLite file: its connection, queries, transactions, and clear messages for what can go wrong."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from onrecord.characters import show_name
from onrecord.errors import DamagedError, LedgerError
from onrecord.ledger import connections, schema, scrubbing

SqlValues = Sequence[object]

_CANNOT_BE_WRITTEN = "cannot be written: check your permissions for it and its folder"
_CANNOT_BE_OPENED = "cannot be opened: check that its folder exists and your permissions for it"
# A part of SQLite's message, in lower case, and what a user is shown in its place; the first that occurs decides.
_MESSAGES = (
    (
        "not a database",
        "is not a ledger (no SQLite database, or a damaged one): name another file with --ledger, or restore a copy",
    ),
    ("disk is full", "no space is left for it: free some, then run it again; everything kept before is intact"),
    ("disk i/o", "the disk failed on it (or no space is left): check the disk, then run it again"),
    ("locked", "another program has kept it locked for too long: close that, then run it again"),
    ("readonly", _CANNOT_BE_WRITTEN),
    ("unable to open", _CANNOT_BE_OPENED),
)
# Parts of the messages that only a file can cause whose pages are not as SQLite wrote them.
_DAMAGES = (
    "malformed",
    "corrupt",
    "vtable constructor failed",
    "could not decode to utf-8",
    "database schema is",
    "fts5: missing row",
    "unsupported file format",
    "string or blob too big",
)


class Database:
    """An open ledger file, for the readers and writers of this room.

    Queries are methods; `connection` is there for what they do not cover. Errors of SQLite that a user can fix become
    LedgerErrors; a bug in our own SQL stays a sqlite3.Error.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool = False) -> None:
        self.path = path
        self.connection = connection
        self._open = True
        self.read_only = read_only
        """Whether the file can only be read, as it is on a read-only medium or another user's."""

    @classmethod
    def open(cls, path: Path, *, create: bool = True, shared: bool = False) -> Self:
        """Open a ledger and migrate it to this version's schema; create it if it is missing and `create`.

        A file that cannot be written is opened to read alone (`read_only`). shared: threads may hand it to each other;
        still only one at a time may use it. Commits are fully synchronous: what was reported as kept survives a power
        cut. A redaction that was cut short is finished (see `scrubbing`).
        """
        _check_exists(path, create=create)
        if connections.may_write(path):
            try:
                return cls._open_to_write(path, shared=shared)
            except (sqlite3.Error, UnicodeError) as error:
                # Not all systems say beforehand what may be written (Windows' access lists).
                if not (connections.cannot_write(error) and path.exists()):
                    raise _opening_error(path, error) from None
        elif not path.exists():
            raise LedgerError(f"ledger {path}: {_CANNOT_BE_OPENED}")
        opened = cls.open_as_it_is(path, shared=shared)
        if (at := opened.schema) < len(schema.read_migrations()):
            opened.close()
            words = f"is at schema {at}, and must be written once to be updated, which is not possible here"
            raise LedgerError(f"ledger {path}: {words}: `onrecord copy FILE` makes a copy elsewhere; use that")
        return opened

    @classmethod
    def _open_to_write(cls, path: Path, *, shared: bool) -> Self:
        connection = connections.connect_to_write(path, shared=shared)
        try:
            schema.check_is_ledger(connection, path)
            connections.set_up_writing(connection)
            connections.set_up_reading(connection)
            schema.migrate(connection, path)
            scrubbing.finish_scrub(connection, path, patience=connections.PATIENCE)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    @classmethod
    def open_as_it_is(cls, path: Path, *, shared: bool = False) -> Self:
        """Open a ledger to read alone, at whatever schema it is: nothing is written, and it is not migrated."""
        _check_exists(path, create=False)
        with clear_errors(path):
            connection = connections.connect_to_read(path, shared=shared)
            try:
                schema.check_is_ledger(connection, path)
                connections.set_up_reading(connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, read_only=True)

    @property
    def schema(self) -> int:
        """The number of the file's schema."""
        return schema.schema_version(self.connection)

    def close(self) -> None:
        """Close the file; its write-ahead log is folded in."""
        self._open = False
        with self.clear_errors():
            self.connection.close()
        if self.read_only:
            connections.remove_empty_log(self.path)

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
        except (sqlite3.Error, UnicodeError) as error:
            raise clear_error(self.path, error) from None

    def execute_many(self, sql: str, rows: Iterable[SqlValues]) -> None:
        """Run one statement once for each row of values."""
        try:
            self.connection.executemany(sql, rows)
        except (sqlite3.Error, UnicodeError) as error:
            raise clear_error(self.path, error) from None

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
        except (sqlite3.Error, UnicodeError) as error:
            raise clear_error(self.path, error) from None

    def rows(self, sql: str, values: SqlValues = ()) -> list[dict[str, Any]]:
        """Return all rows as dictionaries by column."""
        try:
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except (sqlite3.Error, UnicodeError) as error:
            raise clear_error(self.path, error) from None

    def column(self, sql: str, values: SqlValues = ()) -> list[Any]:
        """Return the first column of all rows."""
        return [row[0] for row in self.tuples(sql, values)]

    def first(self, sql: str, values: SqlValues = ()) -> tuple[Any, ...] | None:
        """Return the first row; None if there is none."""
        try:
            row: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
        except (sqlite3.Error, UnicodeError) as error:
            raise clear_error(self.path, error) from None
        return row

    def value(self, sql: str, values: SqlValues = ()) -> Any:
        """Return the first column of the first row; None if there is no row."""
        row = self.first(sql, values)
        return row and row[0]

    def check_writable(self) -> None:
        """Raise LedgerError where the file can only be read."""
        if self.read_only:
            raise LedgerError(f"ledger {self.path}: {_CANNOT_BE_WRITTEN}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run a block in a transaction: all that it writes is kept or, if it raises, nothing."""
        # SQLite lets a transaction begin and refuses only the first change.
        self.check_writable()
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
                # A generator that nobody reads to its end may be closed after the ledger: its transaction is over then,
                # as it is where SQLite found a damaged page.
                if self._open and self.connection.in_transaction:
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
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise clear_error(path, error) from None


def clear_error(path: Path, error: sqlite3.Error | UnicodeError) -> Exception:
    """Return the LedgerError for an error that a user can fix; otherwise the error itself."""
    if isinstance(error, UnicodeEncodeError):
        words = show_name(str(error.object))
        return LedgerError(f"ledger {path}: “{words[:60]}” is not UTF-8: write it in UTF-8")
    # Python cannot decode even SQLite's message where it quotes a damaged name.
    if isinstance(error, UnicodeError):
        return damage_error(path, str(error))
    text = str(error).lower()
    if any(part in text for part in _DAMAGES):
        return damage_error(path, str(error))
    return next((LedgerError(f"ledger {path}: {words}") for part, words in _MESSAGES if part in text), error)


def _opening_error(path: Path, error: sqlite3.Error | UnicodeError) -> Exception:
    """Return the LedgerError for any error of opening a file: what our migrations need is missing in a damaged one."""
    cleared = clear_error(path, error)
    return damage_error(path, str(error)) if isinstance(cleared, sqlite3.DatabaseError) else cleared


def damage_error(path: Path, what: str) -> DamagedError:
    """Return the error that says that a ledger is damaged, what shows it, and what to do."""
    do = f"`onrecord verify --ledger {path}` lists what is wrong; restore it from a copy, or rescue what is left with"
    return DamagedError(f"ledger {path}: is damaged ({what}): {do} `sqlite3 {path} .recover`", what=what)


def _check_exists(path: Path, *, create: bool) -> None:
    connections.check_path(path)
    if not create and not path.exists():
        raise LedgerError(f"ledger {path}: does not exist; create it with `onrecord read SOURCE --ledger {path}`")
