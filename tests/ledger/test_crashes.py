"""A writer that is killed, and two that write at once: whole processes, as in life."""

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bench import crash_tasks, crashes
from onrecord.ledger import Ledger

WRITER = """
import sys
from datetime import UTC, datetime
from onrecord.ledger import Ledger
from onrecord.records import Article, Record, Span, Statement, statement_id

path, name, count = sys.argv[1:]
with Ledger.open(path) as ledger:
    print("open", flush=True)
    for i in range(int(count)):
        article = Article(f"{name}-{i}", f"Voss said that {name} {i} was so. " * 20)
        spans = ((Span(0, 4),), (Span(5, 9),), (Span(10, 30),))
        made = Record(article, (Statement(statement_id(article, *spans), *spans),) )
        ledger.keep(made, model="m", at=datetime.now(UTC))
        print(article.key, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def whole(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')").rowcount <= 1
    halves = "SELECT count(*) FROM article WHERE number NOT IN (SELECT article FROM reading)"
    assert connection.execute(halves).fetchone()[0] == 0
    empty = "SELECT count(*) FROM reading WHERE number NOT IN (SELECT reading FROM statement)"
    assert connection.execute(empty).fetchone()[0] == 0
    connection.close()


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_it_is_whole_and_has_what_was_reported(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    process = writer(path, "killed", 100_000)
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(random.Random(seed).randint(1, 60))]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.readlines()
    process.wait()
    reported = [line.strip() for line in lines[1:] if len(line) == 17]
    with Ledger.open(path) as ledger:
        assert ledger.counts()["articles"] - len(reported) in {0, 1}
        for key in reported:
            assert ledger.record(key).statements
    whole(path)


def test_killed_again_and_again_while_another_reads(tmp_path: Path) -> None:
    faults, searches = crashes.trial(tmp_path / "record.db", 6, seed=3, longest=0.2)
    assert faults.found == []
    assert faults.told
    assert searches


@pytest.mark.slow
def test_killed_at_any_work_it_is_whole_and_the_work_can_be_finished(tmp_path: Path) -> None:
    faults, early = crash_tasks.try_kills(tmp_path, len(crash_tasks.TASKS), seed=3)
    assert faults == []
    assert set(early) == set(crash_tasks.TASKS)


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    both = [writer(path, name, 40) for name in ("one", "two")]
    answers = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    with Ledger.open(path) as ledger:
        assert ledger.counts()["articles"] == 80
    whole(path)
