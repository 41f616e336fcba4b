"""A copy of a ledger in a file of its own: whole, of one moment, whatever is written to the ledger meanwhile."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import LedgerError
from onrecord.ledger import connections, scrubbing
from onrecord.ledger.database import Database, clear_errors, damage_error

# Pages copied between two calls of `step`: 16 MB, a tenth of a second on a slow disk.
_PAGES_AT_ONCE = 4_000
# What SQLite keeps beside a database. One that is left of another file would be read as belonging to the copy.
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made: its file, the articles (versions) and judgements in it, and its size in bytes."""

    path: Path
    articles: int
    judgements: int
    size: int


def ignore_step(done: int, total: int) -> None:
    """Do nothing: for callers that show no progress."""


def copy_ledger(database: Database, target: Path, *, step: Callable[[int, int], None] = ignore_step) -> Copy:
    """Copy a ledger to a file that does not exist yet, check the copy, and return what is in it.

    The copy is one file that holds what was kept when it began. It appears under its name when it is whole: until then
    it is written beside it, under a name that ends in ".part". step: called with the pages copied and their number.
    LedgerError where the file exists or cannot be written, or the ledger is damaged.
    """
    _check_free(target)
    try:
        handle, name = tempfile.mkstemp(prefix=f"{target.name}-", suffix=".part", dir=target.absolute().parent)
    except OSError as error:
        raise _unwritable(target, error) from None
    os.close(handle)
    part = Path(name)
    try:
        with clear_errors(target):
            _write_pages(database, part, step)
            copied = _check_copy(database, part, target)
        shutil.copymode(database.path, part)
        _sync_file(part)
        _rename_free(part, target)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        for beside in ("", *_BESIDE):
            part.with_name(part.name + beside).unlink(missing_ok=True)
    return copied


def _unwritable(target: Path, error: OSError) -> LedgerError:
    return LedgerError(f"copy {target}: cannot be written ({error.strerror}): name a file in another folder")


def _check_free(target: Path) -> None:
    connections.check_path(target)
    for beside in ("", *_BESIDE):
        file = target.with_name(target.name + beside)
        if file.exists() or file.is_symlink():
            raise LedgerError(f"copy {target}: {file} exists already, and is not overwritten: name another file")


def _write_pages(database: Database, part: Path, step: Callable[[int, int], None]) -> None:
    """Copy all pages of one moment into an empty file, and take it out of WAL mode, so that it needs no other file."""
    source = database.connection
    with closing(connections.connect_to_write(part)) as copy:
        # The file is thrown away unless it is finished: no journal, and one sync at the end.
        copy.execute("PRAGMA synchronous = OFF")
        # SQLite begins a backup again whenever another connection writes between two of its steps, so that a copy of a
        # busy ledger would never end. It does not where the source is in a transaction that reads: its moment stays.
        with database.snapshot():
            database.value("SELECT count(*) FROM sqlite_master")
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: step(total - left, total))
        # Words that the ledger has still to be rid of are not carried further.
        if "owed_scrub" in _list_tables(copy) and scrubbing.owes_scrub(copy):
            reason = scrubbing.scrub_file(copy)
            if reason:
                raise LedgerError(f"copy of {database.path}: redacted words could not be removed from it ({reason})")
        copy.execute("PRAGMA journal_mode = DELETE")


def _list_tables(connection: sqlite3.Connection) -> set[str]:
    """Return the names of a file's tables: a ledger is copied at any schema."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _check_copy(database: Database, part: Path, target: Path) -> Copy:
    """Raise LedgerError unless SQLite finds a copy whole: pages are copied as they are, damaged ones too."""
    with closing(connections.connect_to_read(part)) as copy:
        try:
            ((verdict,),) = copy.execute("PRAGMA integrity_check(1)").fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise damage_error(database.path, str(error)) from None
        if verdict != "ok":
            raise damage_error(database.path, verdict.splitlines()[-1])
        counts = {
            table: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] if table in _list_tables(copy) else 0
            for table in ("article", "judgement")
        }
    return Copy(target, counts["article"], counts["judgement"], part.stat().st_size)


def _sync_file(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _rename_free(part: Path, target: Path) -> None:
    """Give a file its name, unless another has taken it meanwhile."""
    try:
        # A hard link fails where the name is taken; a rename would overwrite it, but on Windows.
        target.hardlink_to(part)
    except FileExistsError:
        raise LedgerError(f"copy {target}: exists already, and is not overwritten: name another file") from None
    except OSError:
        # Not all file systems have links (FAT, some of a network).
        _check_free(target)
        part.rename(target)
