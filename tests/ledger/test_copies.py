"""Copies: whole, of one moment, never over another file, and nothing half under their name."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from forecasting import NOW, foretelling, ledger_of, rich
from older_ledgers import take_back

from bench import crashes
from onrecord import exports
from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, copies, redaction, schema
from onrecord.ledger.copies import copy_ledger
from onrecord.ledger.database import Database
from onrecord.ledger.verify import find_faults


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "record.db"
    ledger_of(path, 4)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / "record.db").write_bytes(sound)
    return tmp_path / "record.db"


def copy(path: Path, target: Path, **options) -> copies.Copy:
    with closing(Database.open_as_it_is(path)) as database:
        return copy_ledger(database, target, **options)


def content(path: Path) -> str:
    with Ledger.open(path) as ledger:
        return "".join(exports.export_text(ledger, "jsonl"))


def test_a_copy_is_one_file_with_all_that_the_ledger_holds(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as open_elsewhere:
        open_elsewhere.keep(rich(), model="m", at=NOW)  # in the log, not yet in the file
        made = copy(path, tmp_path / "copy.db")
    assert (made.articles, made.judgements, made.size) == (5, 7, (tmp_path / "copy.db").stat().st_size)
    assert {file.name for file in tmp_path.iterdir() if file.name.startswith("copy")} == {"copy.db"}
    with closing(Database.open_as_it_is(tmp_path / "copy.db")) as database:
        assert list(find_faults(database)) == []
    assert not (tmp_path / "copy.db-wal").exists()  # not in WAL mode: it can be read where nothing can be written
    assert content(tmp_path / "copy.db") == content(path)


def test_a_copy_is_of_the_moment_in_which_it_began(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_PAGES_AT_ONCE", 1)
    before, steps = content(path), []
    with Ledger.open(path) as writer:

        def write(done: int, total: int) -> None:
            steps.append((done, total))
            writer.keep(foretelling(100 + len(steps), "Una Grey", None, due=None), model="m", at=NOW)

        copy(path, tmp_path / "copy.db", step=write)
        # Had SQLite begun again after each write, as it does without a transaction, this would not have ended.
        assert len(steps) <= steps[0][1] + 1
        assert writer.counts()["articles"] == 4 + len(steps)
    assert content(tmp_path / "copy.db") == before


def test_a_copy_while_a_hundred_articles_come_in(tmp_path: Path) -> None:
    with crashes.running("write", tmp_path / "record.db", "r", 100) as writer:
        assert writer.stdout
        reported = [writer.stdout.readline().strip() for _ in range(10)]
        made = copy(tmp_path / "record.db", tmp_path / "copy.db")
        _, errors = writer.communicate(timeout=60)
        assert (writer.returncode, errors) == (0, "")
    with closing(Database.open_as_it_is(tmp_path / "copy.db")) as database:
        assert set(reported) <= set(database.column("SELECT key FROM article"))
        assert list(find_faults(database)) == []
    with Ledger.open(tmp_path / "record.db") as ledger:
        assert 10 <= made.articles < ledger.counts()["articles"] == 100


@pytest.mark.parametrize("beside", ["", "-wal", "-journal"])
def test_nothing_is_overwritten(path: Path, tmp_path: Path, beside: str) -> None:
    taken = tmp_path / f"copy.db{beside}"
    taken.write_bytes(b"mine")
    with pytest.raises(LedgerError, match="exists already, and is not overwritten"):
        copy(path, tmp_path / "copy.db")
    assert taken.read_bytes() == b"mine"


def test_a_name_that_is_taken_meanwhile_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    def take(done: int, total: int) -> None:
        (tmp_path / "copy.db").write_bytes(b"mine")

    with pytest.raises(LedgerError, match="exists already"):
        copy(path, tmp_path / "copy.db", step=take)
    assert (tmp_path / "copy.db").read_bytes() == b"mine"
    assert not list(tmp_path.glob("*.part*"))


def test_a_file_system_without_links_will_do(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    copy(path, tmp_path / "copy.db")
    assert content(tmp_path / "copy.db") == content(path)


def test_a_folder_that_is_not_there_is_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"nowhere.copy.db: cannot be written \(No such file"):
        copy(path, tmp_path / "nowhere" / "copy.db")


KILLED = """
import os, sys
from pathlib import Path
from onrecord.ledger import copies
from onrecord.ledger.database import Database
copies._PAGES_AT_ONCE = 5
copies.copy_ledger(Database.open_as_it_is(Path(sys.argv[1])), Path(sys.argv[2]), step=lambda *_: os._exit(9))
"""


def test_a_copy_that_is_killed_leaves_nothing_under_its_name(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert subprocess.run([sys.executable, "-c", KILLED, path, target], check=False).returncode == 9
    assert not target.exists()
    copy(path, target)
    assert content(target) == content(path)


def test_a_damaged_ledger_is_not_copied_as_if_it_were_whole(path: Path, tmp_path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(9 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(LedgerError, match=r"record.db: is damaged .*`onrecord verify"):
        copy(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_an_old_ledger_is_copied_at_its_schema(path: Path, tmp_path: Path) -> None:
    take_back(path, tmp_path / "old.db", 7)
    copy(tmp_path / "old.db", tmp_path / "copy.db")
    with closing(Database.open_as_it_is(tmp_path / "copy.db")) as database:
        assert database.schema == 7 < len(schema.read_migrations())


def test_words_that_are_still_to_be_scrubbed_are_not_copied(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep(rich(), model="m", at=NOW)
        with monkeypatch.context() as patched:
            patched.setattr("onrecord.ledger.redaction.scrubbing.scrub_file", lambda connection: "killed")
            redaction.redact(ledger.database, "h1", "a court", by="Ada", at=NOW)
        copy(path, tmp_path / "copy.db")
    assert b"very" not in (tmp_path / "copy.db").read_bytes()
    with closing(Database.open_as_it_is(tmp_path / "copy.db")) as database:
        assert list(find_faults(database)) == []
