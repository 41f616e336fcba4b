"""Scrubbing: rewrite the file so that nothing of deleted words stays in it; remember where that is still to be done.

SQLite deletes in a transaction, but rewrites a file outside of one. A process that ends in between would leave words in
free pages, in the full-text index or in the write-ahead log: a row of `owed_scrub`, written in the transaction that
deletes, makes the next opening finish the work.
"""

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

# Seconds that an opening waits for other programs to let it scrub the file: it is only to look something up, perhaps.
_OPENING_PATIENCE = 1.0


def owe_scrub(connection: sqlite3.Connection) -> None:
    """Note that the file has to be scrubbed. Call it in the transaction that deletes the words."""
    connection.execute("INSERT INTO owed_scrub (since) VALUES (?)", (datetime.now(UTC).isoformat(timespec="seconds"),))


def owes_scrub(connection: sqlite3.Connection) -> bool:
    """Return whether words were deleted and the file has not been scrubbed since."""
    return connection.execute("SELECT 1 FROM owed_scrub LIMIT 1").fetchone() is not None


def scrub_file(connection: sqlite3.Connection) -> str | None:
    """Leave nothing of deleted words in the file's free pages, the full-text indexes or the write-ahead log.

    Call it outside of a transaction. Return None, or the reason why words may still be there; it stays owed then.
    """
    try:
        owed = connection.execute("SELECT id FROM owed_scrub").fetchall()
        # FTS5 keeps the words of deleted entries in its segments until it merges them.
        for index in ("search_words", "search_unit_words"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        # `secure_delete` is on, but not in a program that wrote to the file before: rewrite all of it.
        connection.execute("VACUUM")
        (busy, *_), *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if busy:
            return "another program reads the file"
        # Not all rows: another process may have redacted since, and its words are not scrubbed yet.
        connection.executemany("DELETE FROM owed_scrub WHERE id = ?", owed)
    except sqlite3.OperationalError as error:
        return str(error)
    return None


def finish_scrub(connection: sqlite3.Connection, path: Path, *, patience: float) -> None:
    """Scrub a file that has just been opened, if that is owed, and say so in one line.

    patience: the connection's busy timeout in seconds, which holds again afterwards.
    """
    if not owes_scrub(connection):
        return
    connection.execute(f"PRAGMA busy_timeout = {round(min(_OPENING_PATIENCE, patience) * 1000)}")
    reason = scrub_file(connection)
    connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
    words = "a redaction was cut short: the file was rewritten now, without the redacted words"
    if reason:
        words = f"the file still holds redacted words ({reason}); the next command that opens it removes them"
    logging.getLogger("onrecord.ledger").warning("ledger %s: %s", path, words)
