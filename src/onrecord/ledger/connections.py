"""How the ledger's file is opened: to write, to read alone, or as a file that nobody changes."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from onrecord.errors import LedgerError

# Seconds that a writer waits for another.
PATIENCE = 60.0
# With SQLite's default of 1,000 pages, one article in thirty waits for the log to be folded into the file.
_LOG_PAGES = 4_000
# A search of a large ledger reads the same index pages again and again; the default of 2 MB holds too few of them.
_CACHE_KILOBYTES = 64_000
_CANNOT_WRITE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def check_path(path: Path) -> None:
    """Raise LedgerError where a path is not that of a file: SQLite's own names, a folder, a device.

    ":memory:" would keep nothing, and "file:…" is an address to some builds of SQLite and a name to others.
    """
    if str(path) == ":memory:" or str(path).startswith("file:"):
        words = f"is SQLite's name for a database, not a file: give {path.absolute()} if the file is called so"
        raise LedgerError(f"ledger {path}: {words}")
    if path.is_dir():
        raise LedgerError(f"ledger {path}: is a folder; name a file in it")
    # SQLite would wait for whoever writes to a named pipe.
    if path.exists() and not path.is_file():
        raise LedgerError(f"ledger {path}: is a device or a pipe, not a file: name a file")


def connect_to_write(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a file, which is created if it is missing, to read and write; nothing is read yet.

    sqlite3.OperationalError, at the latest by the first query, where it cannot be written.
    """
    # Absolute: SQLite takes a name that begins with "file:" for an address, and the process may change its folder.
    return _connect(os.path.abspath(path), shared=shared)  # noqa: PTH100  # Path.absolute() keeps ".."


def connect_to_read(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a file to read alone: nothing is written to it, and it need not be possible to.

    LedgerError where its write-ahead log cannot be read, sqlite3.Error where the file cannot.
    """
    connection = _connect(f"{_address(path)}?mode=ro", shared=shared, uri=True)
    try:
        connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not cannot_write(error) or not os.access(path, os.R_OK):
            raise
    except BaseException:
        connection.close()
        raise
    else:
        return connection
    return _connect_frozen(path, shared=shared)


def _connect_frozen(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a file to read alone where nothing can be written beside it, which even readers do in WAL mode.

    SQLite then reads the file alone, as one that nobody changes. LedgerError where there is a log: what is in it would
    be missing, silently.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        words = f"what was kept last is in {log}, which SQLite reads only where it may write beside it"
        raise LedgerError(f"ledger {path}: {words}: copy both files to a folder of yours and read them there")
    frozen = _connect(f"{_address(path)}?mode=ro&immutable=1", shared=shared, uri=True, factory=_FrozenConnection)
    assert isinstance(frozen, _FrozenConnection)
    frozen.freeze(path)
    return frozen


def remove_empty_log(path: Path) -> None:
    """Remove the empty log that a connection which only reads leaves beside a file, unless a program uses it."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size or not may_write(path):
        return
    # SQLite itself knows whether another program uses them: the last connection that may write takes them away.
    with suppress(sqlite3.Error), closing(connect_to_write(path)) as connection:
        connection.execute("PRAGMA application_id").fetchone()


def cannot_write(error: Exception) -> bool:
    """Return whether SQLite could not write the file or beside it, or not open it at all."""
    return _code_of(error) in _CANNOT_WRITE


def _code_of(error: Exception) -> int:
    """Return the code of an error; 0 where Python itself raised it."""
    # The low byte of an extended code is the code: SQLITE_READONLY_DIRECTORY is a SQLITE_READONLY.
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def may_write(path: Path) -> bool:
    """Return whether a file, and beside it, may be written, as far as the system says; or created, if it is missing."""
    folder = path.absolute().parent
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _address(path: Path) -> str:
    # Quoted as an address needs it: "#", "?", "%", line breaks, bytes that are no UTF-8.
    return Path(os.path.abspath(path)).as_uri()  # noqa: PTH100


def _connect(target: str, *, shared: bool, uri: bool = False, **options: Any) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(
        target, timeout=PATIENCE, isolation_level=None, check_same_thread=not shared, uri=uri, **options
    )
    return connection


class _FrozenConnection(sqlite3.Connection):
    """A connection that SQLite neither locks nor watches for changes: it looks at the file itself before each query.

    Another program may have the rights that this one lacks, and would change the pages under a reader's feet.
    """

    def freeze(self, path: Path) -> None:
        """Take the file as it is now for what it must stay."""
        self._path, self._state = path, _file_state(path)

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run one statement; LedgerError where the file is no longer what it was."""
        if _file_state(self._path) != self._state:
            raise LedgerError(f"ledger {self._path}: was changed by another program while it was read: run it again")
        return super().execute(sql, values)


def _file_state(path: Path) -> tuple[int, int, bool]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, False)
    return (stat.st_mtime_ns, stat.st_size, path.with_name(f"{path.name}-wal").exists())


def set_up_writing(connection: sqlite3.Connection) -> None:
    """Set what every connection that writes must have."""
    _write_ahead(connection)
    # WAL's usual NORMAL may lose the last commits in a power cut, after they were reported as kept.
    connection.execute("PRAGMA synchronous = FULL")
    # Overwrite what is deleted with zeros: SQLite leaves it in the file unless it was compiled to do so, and redacted
    # words must be gone. Debian's SQLite is compiled so, python.org's is not.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")


def set_up_reading(connection: sqlite3.Connection) -> None:
    """Set what every connection must have."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for another program's lock here, as it does elsewhere: wait ourselves."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _code_of(error) not in _LOCKED or time.monotonic() > until:
                raise
            time.sleep(0.02)
