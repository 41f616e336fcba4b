"""The schema of the file: what makes a file a ledger, and the ordered migrations that bring it up to date."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from onrecord.errors import LedgerError

# SQLite's application id of the file ("onrc"): distinguishes a ledger from any other SQLite file.
APPLICATION = 0x6F6E7263
# Bytes. Migrating a larger file takes so long that a user may think that the command hangs: announce it.
LARGE = 50_000_000


def read_migrations() -> list[str]:
    """Return the SQL of each migration, in order; the n-th takes a ledger from schema n - 1 to n."""
    folder = files("onrecord.ledger") / "migrations"
    return [f.read_text("utf-8") for f in sorted(folder.iterdir(), key=lambda f: f.name) if f.name.endswith(".sql")]


def check_is_ledger(connection: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerError unless the file is empty or a ledger of a schema that this version knows."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    # An empty file is what SQLite makes of a name that did not exist.
    if application != APPLICATION and (tables or application):
        raise LedgerError(f"ledger {path}: is a SQLite database but not a ledger; name another file with --ledger")
    schema, known = schema_version(connection), len(read_migrations())
    if schema > known:
        raise LedgerError(f"ledger {path}: is at schema {schema}, this version knows {known}; upgrade onrecord")


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of the file's schema; 0 for an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the missing migrations, each in a transaction of its own; another process may be doing the same."""
    scripts = read_migrations()
    if 0 < schema_version(connection) < len(scripts) and path.stat().st_size >= LARGE:
        words = "is being updated to this version of onrecord, once: a million statements take a minute or two"
        logging.getLogger("onrecord.ledger").warning("ledger %s: %s", path, words)
    while schema_version(connection) < len(scripts):
        with run_in_transaction(connection):
            # Read again inside the transaction: another process may have run this migration while we waited.
            schema = schema_version(connection)
            if schema == len(scripts):
                return
            for statement in _split_script(scripts[schema]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {schema + 1}")
    check_is_ledger(connection, path)


def _split_script(script: str) -> Iterator[str]:
    """Yield a script's statements one by one: sqlite3's `executescript` would commit the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def run_in_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block in a transaction: all of it is kept or, if it raises, nothing.

    It takes the write lock at the start, so that a writer waits for its turn there and never fails in the middle.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite rolls back by itself on some errors, a full disk for one.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
