"""`onrecord copy` and `onrecord verify`, as a user runs them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commands import fails, run
from forecasting import ledger_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ledger_of(tmp_path / "record.db", 2)
    return tmp_path


def test_a_copy_is_made_verified_and_not_overwritten(folder: Path) -> None:
    done = run("copy", "copy.db", folder=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "record.db copied to copy.db: 2 articles, 4 judgements, " in done.stderr
    assert "no fault found" in run("verify", "--ledger", "copy.db", folder=folder).stderr
    fails(run("copy", "copy.db", folder=folder), 1, "copy copy.db: copy.db exists already, and is not overwritten")
    made = json.loads(run("copy", "other.db", "--json", folder=folder).stdout)
    assert made == {"path": "other.db", "articles": 2, "judgements": 4, "size": (folder / "other.db").stat().st_size}


def test_a_fault_is_a_line_and_an_exit_code(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "record.db")) as connection:
        connection.execute("UPDATE article SET text = replace(text, 'ferry', 'fairy')")
        connection.execute("UPDATE article SET page = 'a' || char(10, 27) || 'b', version = 7 WHERE number = 1")
        connection.commit()
    done = run("verify", folder=folder)
    fails(done, 1, "onrecord: ledger record.db: ")
    assert any(line.startswith("page a ␛b: its versions are numbered") for line in done.stdout.splitlines())
    rows = [json.loads(line) for line in run("verify", "--json", folder=folder).stdout.splitlines()]
    assert all(set(row) == {"check", "where", "what", "do"} for row in rows)
    assert {"articles", "versions", "search index"} <= {row["check"] for row in rows}


def test_no_command_ends_in_a_traceback_where_a_reading_is_not_what_was_written(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "record.db")) as connection:
        connection.execute("UPDATE statement SET json = json_remove(json, '$.speaker')")
        connection.commit()
    for command in (("search", "ferry"), ("show", "a1"), ("export", "--as", "csv"), ("claims",)):
        fails(run(*command, folder=folder), 1, "record.db: is damaged (KeyError: 'speaker'): `onrecord verify")


def test_a_name_of_sqlites_own_is_refused(folder: Path) -> None:
    for name in (":memory:", "file:x?mode=memory"):
        fails(run("search", "ferry", "--ledger", name, folder=folder), 1, "is SQLite's name for a database")
    fails(run("copy", "file:x", folder=folder), 1, "is SQLite's name for a database")
