"""Opening the file: its pragmas, its ordered migrations, and clear words for all that can go wrong."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from onrecord.errors import LedgerError

APPLICATION = 0x6F6E7263
"""The file's application id ("onrc"): tells a ledger from any other SQLite file."""
PATIENCE = 60.0
"""Seconds that a writer waits for another."""
_LOG = 4_000
"""Pages of the log from which on it is folded in: with SQLite's 1,000, one article in thirty waits for that."""
_CACHE = 64_000
"""Kilobytes of the file that a connection holds in memory, at the most."""

LARGE = 50_000_000
"""Bytes of a file from which on it is told that a migration may take its time."""

_SAID = (
    ("not a database", "is not a ledger (no SQLite database): name another file with --ledger"),
    ("disk is full", "no space is left for it: free some, then run it again; what was kept before is whole"),
    ("disk i/o", "the disk failed on it (or no space is left): check the disk, then run it again"),
    ("locked", "another program has kept it locked for too long: close that, then run it again"),
    ("readonly", "may not be written: check your rights to it and its folder"),
    ("unable to open", "cannot be opened: check that its folder is there, and your rights to it"),
    ("malformed", "is damaged: restore it from a copy, or rescue it with `sqlite3 FILE .recover`"),
)


def migrations() -> list[str]:
    """The SQL of each migration, in order; the n-th takes a ledger from schema n - 1 to n."""
    folder = files("onrecord.ledger") / "migrations"
    return [f.read_text("utf-8") for f in sorted(folder.iterdir(), key=lambda f: f.name) if f.name.endswith(".sql")]


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as LedgerErrors that say what to do; a bug in our own SQL stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        told = str(error).lower()
        for sign, words in _SAID:
            if sign in told:
                raise LedgerError(f"ledger {path}: {words}") from None
        raise


def connect(path: Path, *, create: bool, shared: bool = False) -> sqlite3.Connection:
    """Open a ledger at this version's schema; make it where it is not there and `create`.

    shared: threads may hand it to each other. Commits are synchronous in full: what was reported as kept survives a
    power cut too.
    """
    if not create and not path.exists():
        raise LedgerError(f"ledger {path}: is not there; make it with `onrecord read SOURCE --ledger {path}`")
    if path.is_dir():
        raise LedgerError(f"ledger {path}: is a folder; name a file in it")
    with clear_errors(path):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=not shared)
        try:
            _check(connection, path)
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for another program's lock here, as it does elsewhere; so we do."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Is it a ledger, or nothing yet?"""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (tables or application):
        raise LedgerError(f"ledger {path}: is a SQLite database, but no ledger; name another file with --ledger")
    schema, known = _schema(connection), len(migrations())
    if schema > known:
        raise LedgerError(f"ledger {path}: is at schema {schema}, this version knows {known}; upgrade onrecord")


def _schema(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run what is missing, each migration in a transaction of its own; another process may be doing the same."""
    scripts = migrations()
    if 0 < _schema(connection) < len(scripts) and path.stat().st_size >= LARGE:
        words = "is brought up to this version of onrecord, once: a million statements take a minute or two"
        logging.getLogger("onrecord.ledger").warning("ledger %s: %s", path, words)
    while _schema(connection) < len(scripts):
        with transaction(connection):
            schema = _schema(connection)
            if schema == len(scripts):
                return
            for statement in _statements(scripts[schema]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {schema + 1}")
    _check(connection, path)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; a writer waits for its turn at the start, not in the middle."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read in it is of one moment, whatever another process writes meanwhile."""
    connection.execute("SAVEPOINT snapshot")
    try:
        yield
    finally:
        connection.execute("RELEASE snapshot")
