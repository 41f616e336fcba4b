"""Opening: names that are no file's, odd names, and files that can only be read."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from commands import COMMAND
from forecasting import NOW, ledger_of, rich
from older_ledgers import take_back

from onrecord import exports
from onrecord.cli import cli
from onrecord.errors import LedgerError
from onrecord.judgements import Grade
from onrecord.ledger import Ledger, Query, connections
from onrecord.ledger.database import Database

NO_FILES = [":memory:", "file:record.db", "file:record.db?mode=memory", "file:///tmp/record.db"]


@pytest.mark.parametrize("name", NO_FILES)
def test_a_name_of_sqlites_own_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError, match="is SQLite's name for a database, not a file"):
        Ledger.open(name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_called_so_opens_by_its_whole_path(tmp_path: Path) -> None:
    for name in (":memory:", "file:record.db"):
        ledger_of(tmp_path / name, 1)
        with Ledger.open(tmp_path / name, create=False) as ledger:
            assert ledger.counts()["articles"] == 1
    assert {":memory:", "file:record.db"} <= {file.name for file in tmp_path.iterdir()}


ODD = ["it's", 'a "b"', "a#b", "a?mode=memory", "a%20b", "a\nb", "🚢", "a&b=c", ";--", "caf\udce9"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_one_files(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.db"
    with Ledger.open(path) as ledger:
        ledger.keep(rich(), model="m", at=NOW)
    with closing(Database.open_as_it_is(path)) as database:
        assert database.value("SELECT count(*) FROM article") == 1
    with closing(connections._connect_frozen(path)) as frozen:
        assert frozen.execute("SELECT count(*) FROM article").fetchone() == (1,)
    assert {file.name.removesuffix("-wal").removesuffix("-shm") for file in folder.iterdir()} == {path.name}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ledger_of(tmp_path / "record.db", 2)
    return tmp_path / "record.db"


def test_what_can_only_be_read_is_read_and_nothing_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "may_write", lambda path: False)
    before = path.read_bytes()
    with Ledger.open(path) as ledger:
        assert ledger.database.read_only
        assert ledger.search(Query("ferry")).total == 2
        with pytest.raises(LedgerError, match="cannot be written: check your permissions"):
            ledger.judge(Grade("Ode", reliability="B", by="Ida", at=NOW))
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["read {0}/a.txt", "reread", "import {0}/a.jsonl"])
def test_a_command_that_keeps_much_says_so_before_it_begins(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(connections, "may_write", lambda path: False)
    (tmp_path / "a.txt").write_text("Weir to go\n\nThe sluice is rotten, the caretaker said.", "utf-8")
    with Ledger.open(path) as ledger:
        (tmp_path / "a.jsonl").write_text("".join(exports.export_text(ledger, "jsonl")), "utf-8")
    arguments = [*command.format(tmp_path).split(), "--ledger", str(path)]
    with pytest.raises(LedgerError, match="cannot be written: check your permissions"):
        cli.main(arguments, standalone_mode=False)


def test_where_writing_fails_only_when_it_is_tried_it_is_read_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("DELETE FROM judgement")

    monkeypatch.setattr(connections, "set_up_writing", refuse)
    with Ledger.open(path) as ledger:
        assert ledger.database.read_only


def test_an_old_ledger_that_cannot_be_written_says_what_to_do(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_back(path, tmp_path / "old.db", 7)
    monkeypatch.setattr(connections, "may_write", lambda path: False)
    with pytest.raises(LedgerError, match=r"is at schema 7, .* `onrecord copy FILE` makes a copy elsewhere"):
        Ledger.open(tmp_path / "old.db")


def test_a_ledger_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened: check that its folder exists"):
        Ledger.open(tmp_path / "nowhere" / "record.db")


def test_a_frozen_file_that_changes_is_not_read_on(path: Path) -> None:
    with closing(connections._connect_frozen(path)) as frozen:
        assert frozen.execute("SELECT count(*) FROM article").fetchone() == (2,)
        with Ledger.open(path) as writer:
            writer.keep(rich(), model="m", at=NOW)
            with pytest.raises(LedgerError, match="was changed by another program while it was read"):
                frozen.execute("SELECT count(*) FROM article")


# In a name space of its own, so that nothing outside sees the mount.
READ_ONLY = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
touch "$1/x" 2> "$2" && exit 77
for words in "search ferry" "verify" "copy $2.db" "grade Post --reliability B"; do
    "$3" $words --ledger "$1/record.db"; echo "exit $?"
done
"$3" search ferry --ledger "$1/log.db"; echo "exit $?"
"$3" search ferry --ledger "$1/old.db"; echo "exit $?"
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("unshare"), reason="needs Linux's unshare")
def test_a_ledger_on_a_read_only_medium(tmp_path: Path) -> None:
    folder = tmp_path / "disc"
    folder.mkdir()
    ledger_of(folder / "record.db", 2)
    take_back(folder / "record.db", folder / "old.db", 7)
    with Ledger.open(tmp_path / "log.db") as writer:
        writer.keep(rich(), model="m", at=NOW)
        for name in ("log.db", "log.db-wal"):  # as `cp` of both files from a running program leaves them
            shutil.copy(tmp_path / name, folder / name)
    names = {file.name for file in folder.iterdir()}
    command = ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", folder, tmp_path / "out", COMMAND]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"cannot mount here: {done.stderr}")
    assert "Traceback" not in done.stderr
    codes = [line for line in done.stdout.splitlines() if line.startswith("exit ")]
    assert codes == [f"exit {code}" for code in (0, 0, 0, 1, 1, 1)], done.stderr
    for words in (
        "no fault found",
        "cannot be written: check your permissions",
        "copied to",
        "what was kept last is in",
        "is at schema 7",
    ):
        assert words in done.stderr
    assert {file.name for file in folder.iterdir()} == names
    with Ledger.open(tmp_path / "out.db", create=False) as ledger:
        assert ledger.counts()["articles"] == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    for name in (tmp_path / "pipe.db", Path(os.devnull)):
        with pytest.raises(LedgerError, match="is a device or a pipe"):
            Database.open_as_it_is(name)
        with pytest.raises(LedgerError, match="is a device or a pipe"):
            Ledger.open(name)
