"""Feeds as a user meets them: `read FEED`, `extract FEED`, `read FEED --every`. The shipped model reads."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import Newsroom, item, newsroom, rss

COMMAND = Path(sys.executable).parent / "onrecord"


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background is deaf to Ctrl-C
    return subprocess.Popen(
        [COMMAND, *arguments, "--allow-private"],
        cwd=folder,
        env=os.environ | {"COLUMNS": "100", "TERM": "dumb"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """The exit code, what it printed and what it said."""
    done = start(folder, *arguments)
    printed, said = done.communicate(timeout=120)
    assert "Traceback" not in said
    return done.returncode, printed, said


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with newsroom() as made:
        made.page("/a", "Bridge to stay shut", marked=True)
        made.put("/feed", rss(item("/a"), item("/gone")), marked=True)
        yield made


@pytest.mark.slow
def test_read_a_feed_twice(room: Newsroom, tmp_path: Path) -> None:
    code, printed, said = run(tmp_path, "read", f"{room.url}/feed")
    assert code == 1
    assert f"{room.url}/gone: answered 404 Not Found: check the address" in said
    assert "1 article read into record.db (1 new, 0 changed, 0 known already)" in said
    assert "Mara Voss" in printed
    assert room.log == ["/feed", "/robots.txt", "/a", "/gone"]
    code, printed, said = run(tmp_path, "read", f"{room.url}/feed")
    assert (code, printed) == (0, "")
    assert "0 articles read" in said
    assert room.log == ["/robots.txt", "/feed 304"]


def test_a_page_that_has_not_changed_is_known_already(room: Newsroom, tmp_path: Path) -> None:
    run(tmp_path, "read", f"{room.url}/a")
    code, _, said = run(tmp_path, "read", f"{room.url}/a")
    assert code == 0
    assert "(0 new, 0 changed, 1 known already)" in said
    assert room.log == ["/a", "/a 304"]


@pytest.mark.slow
def test_extract_a_feed_keeps_nothing(room: Newsroom, tmp_path: Path) -> None:
    for _ in range(2):
        code, printed, _ = run(tmp_path, "extract", f"{room.url}/feed")
        (row,) = map(json.loads, printed.splitlines())
        assert (code, row["article"]["title"], row["article"]["published"]) == (1, "Bridge to stay shut", "2026-10-05")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_every_so_often_until_interrupted(room: Newsroom, tmp_path: Path) -> None:
    going = start(tmp_path, "read", f"{room.url}/feed", "--every", "1s")
    try:
        until(lambda: room.asked and room.asked[-1][0] == "/feed 304")
        room.page("/c", "Ferry to sail")
        room.put("/feed", rss(item("/c"), item("/a"), item("/gone")), marked=True)
        until(lambda: "/c" in [path for path, _ in room.asked])
        asked = len(room.asked)
        until(lambda: len(room.asked) > asked)
    finally:
        going.send_signal(signal.SIGINT)
    printed, said = going.communicate(timeout=60)
    assert going.returncode == 0
    assert "Traceback" not in said
    assert [line.split("  ")[0] for line in printed.splitlines()] == ["Bridge to stay shut", "Ferry to sail"]
    lines = said.splitlines()
    rounds = [line.split(": ", 2)[2] for line in lines if "new, 0 changed" in line and "stopped" not in line]
    assert rounds[0] == "1 new, 0 changed, 1 failed"
    assert rounds.count("1 new, 0 changed, 0 failed") == 1
    assert rounds.count("0 new, 0 changed, 0 failed") == len(rounds) - 2
    assert lines[-1].startswith("onrecord: stopped after ")
    assert lines[-1].endswith(" rounds: 2 new, 0 changed, 1 failed")


def until(holds) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that within a minute")


WRONG = [
    (["read", "-", "--every", "15m"], "--every reads its sources repeatedly"),
    (["read", "feed.xml", "--every", "often"], "write it as 90s, 15m, 2h or 1d"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_wrong_usage(tmp_path: Path, arguments: list[str], words: str) -> None:
    code, _, said = run(tmp_path, *arguments)
    assert code == 2
    assert words in said
    assert list(tmp_path.iterdir()) == []
