"""A redaction that ends anywhere on its way: after the next opening no byte of the file has the words."""

import logging
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from weir import GONE, NOW, record

from onrecord.ledger import Ledger, connections, redact
from onrecord.records import Article, Record

WORDS = (*GONE, "ottoline", "sluice", "rotten")


class Watched(sqlite3.Connection):
    """A connection to an SQLite that was compiled without secure deletion; `before` is called with each statement."""

    before: Callable[[str], None] = staticmethod(lambda sql: None)

    def __init__(self, *arguments, **named) -> None:
        super().__init__(*arguments, **named)
        super().execute("PRAGMA secure_delete = OFF")

    def execute(self, sql, *values):
        Watched.before(sql)
        return super().execute(sql, *values)

    def executemany(self, sql, rows):
        Watched.before(sql)
        return super().executemany(sql, rows)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> type[Watched]:
    connect = sqlite3.connect
    monkeypatch.setattr(connections.sqlite3, "connect", lambda *a, **named: connect(*a, factory=Watched, **named))
    monkeypatch.setattr(Watched, "before", staticmethod(lambda sql: None))
    return Watched


def weirs(path: Path) -> Path:
    with Ledger.open(path) as ledger:
        ledger.keep(record(url="https://brenn.example/weir"), model="m1", at=NOW)
        ledger.keep_reading(record(url="https://brenn.example/weir"), model="m2", at=NOW)
        for number in range(3):
            ledger.keep(Record(Article(f"dry-{number}", f"The harbour of {number} stays open.")), model="m1", at=NOW)
    return path


def copy(path: Path, to: Path) -> Path:
    """The files of a ledger as they are at this moment: what a process that is killed leaves behind."""
    to.mkdir()
    for file in path.parent.glob(path.name + "*"):
        shutil.copy(file, to / file.name)
    return to / path.name


def words_in(path: Path) -> set[str]:
    """The words that stand in the file, in what is beside it, or in one of its full-text indexes."""
    content = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*")).decode("latin-1").lower()
    with closing(sqlite3.connect(path)) as connection:
        for index in ("search_words", "search_unit_words"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.terms_{index} USING fts5vocab (main, {index}, row)")
            content += " ".join(term for (term,) in connection.execute(f"SELECT term FROM terms_{index}"))
    return {word for word in WORDS if word.lower() in content}


def test_killed_before_any_step_the_next_opening_finishes(tmp_path: Path, watched: type[Watched], caplog) -> None:
    path, states = weirs(tmp_path / "record.db"), []
    with Ledger.open(path) as ledger:

        def take(sql: str) -> None:
            # Until the transaction ends, the files are as they were.
            if not ledger.database.connection.in_transaction or sql == "COMMIT":
                states.append((sql, copy(path, tmp_path / f"{len(states)}")))

        watched.before = staticmethod(take)  # type: ignore[method-assign]
        redact(ledger.database, "weir", "asked for", by="Ida", at=NOW)
        states.append(("end", copy(path, tmp_path / "end")))
        watched.before = staticmethod(lambda sql: None)  # type: ignore[method-assign]
    steps = [sql for sql, _ in states]
    begin, commit, vacuum = (steps.index(sql) for sql in ("BEGIN IMMEDIATE", "COMMIT", "VACUUM"))
    assert begin < commit < vacuum < steps.index("PRAGMA wal_checkpoint(TRUNCATE)") < len(steps) - 2
    with_words = 0
    for number, (sql, state) in enumerate(states):
        with_words += bool(words_in(copy(state, tmp_path / f"left-{number}")))
        caplog.clear()
        with Ledger.open(state, create=False) as ledger:
            if number <= commit:
                assert ledger.record("weir").statements, sql
                assert not caplog.records
                continue
            assert ledger.record("weir").article.text == "", sql
            assert words_in(state) == set(), f"killed before {sql}"
            told = ["a redaction was cut short" in line.getMessage() for line in caplog.records]
            assert told == ([] if sql == "end" else [True]), sql
    assert with_words > commit + 1, "some states must still hold the words, or this test shows nothing"


FAULTS = [
    ("VACUUM", "database or disk is full"),
    ("optimize", "disk I/O error"),
    ("wal_checkpoint", "database is locked"),
]


@pytest.mark.parametrize(("step", "error"), FAULTS, ids=[step for step, _ in FAULTS])
def test_a_step_that_fails_is_done_at_the_next_opening(
    step: str, error: str, tmp_path: Path, watched: type[Watched], caplog: pytest.LogCaptureFixture
) -> None:
    path = weirs(tmp_path / "record.db")

    def fail(sql: str) -> None:
        if step in sql:
            raise sqlite3.OperationalError(error)

    with Ledger.open(path) as ledger:
        watched.before = staticmethod(fail)  # type: ignore[method-assign]
        assert redact(ledger.database, "weir", "asked for", by="Ida", at=NOW).owed == error
    # It cannot be done at this opening either: that is said, and the ledger is of use.
    with Ledger.open(path) as ledger:
        assert ledger.counts()["articles"] == 4
    watched.before = staticmethod(lambda sql: None)  # type: ignore[method-assign]
    Ledger.open(path).close()
    assert words_in(path) == set()
    assert [line.getMessage() for line in caplog.records] == [
        f"ledger {path}: the file still holds redacted words ({error}); the next command that opens it removes them",
        f"ledger {path}: a redaction was cut short: the file was rewritten now, without the redacted words",
    ]
    caplog.clear()
    Ledger.open(path).close()
    assert not caplog.records


def test_what_is_redacted_meanwhile_stays_owed(tmp_path: Path, watched: type[Watched]) -> None:
    path = weirs(tmp_path / "record.db")
    with Ledger.open(path) as ledger, Ledger.open(path) as other:

        def redact_too(sql: str) -> None:
            if sql == "PRAGMA wal_checkpoint(TRUNCATE)":
                watched.before = staticmethod(lambda sql: None)  # type: ignore[method-assign]
                with other.database.writing():
                    other.database.execute("INSERT INTO owed_scrub (since) VALUES ('now')")

        watched.before = staticmethod(redact_too)  # type: ignore[method-assign]
        redact(ledger.database, "dry-1", "asked for", by="Ida", at=NOW)
        assert ledger.database.column("SELECT since FROM owed_scrub") == ["now"]


def test_a_reader_delays_an_opening_but_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("onrecord.ledger.scrubbing._OPENING_PATIENCE", 0.01)
    path = weirs(tmp_path / "record.db")
    with closing(sqlite3.connect(path)) as reader, Ledger.open(path) as ledger:
        with ledger.database.writing():
            ledger.database.execute("INSERT INTO owed_scrub (since) VALUES ('now')")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        with Ledger.open(path) as second:
            assert second.database.value("PRAGMA busy_timeout") == connections.PATIENCE * 1000
    assert ["another program reads the file" in line.getMessage() for line in caplog.records] == [True]
    assert caplog.records[0].levelno == logging.WARNING


REDACTOR = """
import sys
from datetime import UTC, datetime
from onrecord.ledger import Ledger, redact

with Ledger.open(sys.argv[1]) as ledger:
    ledger.database.connection.execute("PRAGMA wal_autocheckpoint = 20")
    print("open", flush=True)
    redact(ledger.database, sys.argv[2], "asked for", by="Ida", at=datetime.now(UTC))
    print("done", flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
def test_killed_at_any_moment_no_word_is_left(tmp_path: Path) -> None:
    """Real processes: a redaction that was carried out before the kill is finished by the next opening."""
    rng, whole = random.Random(8), weirs(tmp_path / "record.db")
    carried_out = 0
    for number in range(6):
        path = copy(whole, tmp_path / str(number))
        command = [sys.executable, "-c", REDACTOR, str(path), "weir"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "open\n"
            time.sleep(rng.uniform(0, 0.02))
            process.kill()
        with Ledger.open(path, create=False) as ledger:
            if not ledger.record("weir").article.text:
                carried_out += 1
                assert words_in(path) == set()
    assert carried_out
