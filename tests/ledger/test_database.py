"""The file itself: its settings, its errors, and that nothing deleted stays in it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.errors import DamagedError, LedgerError
from onrecord.judgements import Grade
from onrecord.ledger import Ledger, connections, database
from onrecord.ledger.database import Database
from onrecord.ledger.scrubbing import scrub_file
from onrecord.ledger.watches import keep_reported

SECRET = "Zorrilla-Quimby"
INSERT = "INSERT INTO watch_report (watch, indicator, statement, reported_at) VALUES (?, 'i', 's', '2026-10-05')"


@pytest.fixture
def leaky(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite be as python.org compiles it: what is deleted stays in the file unless it is told otherwise."""
    connect = sqlite3.connect

    def connect_leaky(*arguments: object, **named: object) -> sqlite3.Connection:
        connection = connect(*arguments, **named)  # type: ignore[call-overload]
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    monkeypatch.setattr(connections.sqlite3, "connect", connect_leaky)


def delete_words(opened: Database) -> None:
    """Keep words and delete them, with others around them, so that their page stays in use."""
    opened.execute(INSERT, ("first",))
    opened.execute(INSERT, (SECRET * 20,))
    opened.execute(INSERT, ("last",))
    opened.execute("DELETE FROM watch_report WHERE watch LIKE ?", (f"{SECRET}%",))


def bytes_of(path: Path) -> bytes:
    """The file and its write-ahead log."""
    return b"".join(file.read_bytes() for file in (path, path.with_name(path.name + "-wal")) if file.exists())


def test_deleted_words_are_overwritten(tmp_path: Path, leaky: None) -> None:
    path = tmp_path / "record.db"
    opened = Database.open(path)
    assert opened.value("PRAGMA secure_delete") == 1
    delete_words(opened)
    opened.close()  # the log, which has each page as it was, is folded in and goes
    assert SECRET.encode() not in bytes_of(path)


def test_words_that_another_program_deleted_go_with_a_redaction(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    opened = Database.open(path)
    opened.execute("PRAGMA secure_delete = OFF")  # as an older version, on an SQLite compiled without it
    delete_words(opened)
    opened.execute("PRAGMA secure_delete = ON")
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert SECRET.encode() in bytes_of(path)
    assert scrub_file(opened.connection) is None
    assert SECRET.encode() not in bytes_of(path)
    opened.close()


CODES = [
    ("file is not a database", "is not a ledger (no SQLite database, or a damaged one)"),
    ("database or disk is full", "no space is left"),
    ("disk I/O error", "the disk failed"),
    ("database is locked", "another program has kept it locked"),
    ("attempt to write a readonly database", "cannot be written"),
    ("unable to open database file", "cannot be opened"),
    ("database disk image is malformed", "is damaged"),
]


@pytest.mark.parametrize(("message", "words"), CODES)
def test_errors_say_what_to_do(message: str, words: str) -> None:
    with pytest.raises(LedgerError) as raised, database.clear_errors(Path("a.db")):
        raise sqlite3.OperationalError(message)
    assert str(raised.value).startswith(f"ledger a.db: {words}")


def test_a_message_that_python_cannot_decode_is_damage() -> None:
    with pytest.raises(DamagedError, match=r"a\.db: is damaged"), database.clear_errors(Path("a.db")):
        b"table \xc4".decode()


DAMAGES = ["database disk image is malformed", "vtable constructor failed: search_words", "malformed JSON"]
DAMAGES += ["Could not decode to UTF-8 column 'json' with text '\ufffd'", "malformed database schema (reading)"]


@pytest.mark.parametrize("message", DAMAGES)
def test_what_only_damage_can_cause_is_said_to_be_that(message: str) -> None:
    with pytest.raises(DamagedError) as raised, database.clear_errors(Path("a.db")):
        raise sqlite3.OperationalError(message)
    assert raised.value.what == message
    assert "`onrecord verify --ledger a.db` lists what is wrong; restore it from a copy" in str(raised.value)


def test_a_fault_in_our_own_sql_stays_what_it_is(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger, pytest.raises(sqlite3.OperationalError, match="no such table"):
        ledger.database.rows("SELECT * FROM nowhere")


def test_reads(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        opened = ledger.database
        pairs = "SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4"
        assert opened.tuples(pairs) == [(1, 2), (3, 4)]
        assert opened.rows(pairs) == [{"a": 1, "b": 2}, {"a": 3, "b": 4}]
        assert (opened.column(pairs), opened.first(pairs), opened.value(pairs)) == ([1, 3], (1, 2), 1)
        none = "SELECT 1 WHERE 0"
        assert (opened.rows(none), opened.first(none), opened.value(none)) == ([], None, None)


def insert_and_fail(opened: Database) -> None:
    with opened.writing():
        opened.execute(INSERT, ("half",))
        raise RuntimeError("in the middle")


def test_what_fails_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        with pytest.raises(RuntimeError):
            insert_and_fail(ledger.database)
        assert ledger.database.value("SELECT count(*) FROM watch_report") == 0


def test_a_snapshot_sees_one_moment(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as reader, Ledger.open(tmp_path / "a.db") as writer:
        count = "SELECT count(*) FROM watch_report"
        with reader.database.snapshot():
            assert reader.database.value(count) == 0
            with writer.database.writing():
                writer.database.execute(INSERT, ("a",))
            assert reader.database.value(count) == 0
        assert reader.database.value(count) == 1


def test_the_extent_changes_with_everything_that_is_added(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        before = ledger.database.extent()
        assert ledger.database.extent() == before
        ledger.judge(Grade("Ode", reliability="B", by="Ida", at=datetime(2026, 10, 13, tzinfo=UTC)))
        graded = ledger.database.extent()
        assert graded > before
        keep_reported(ledger.database, "Weir", [("Water", "abc")], at=datetime(2026, 10, 13, tzinfo=UTC))
        assert ledger.database.extent() > graded
