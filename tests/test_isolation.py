"""Articles in processes of their own, with limits: whatever one of them does, the others are kept, in order."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from adding import done
from click.testing import CliRunner
from newsroom import BODY, item, newsroom, rss
from starlette.testclient import TestClient
from taggers import Dangerous

from onrecord.bulk import Limit
from onrecord.cli import cli
from onrecord.ledger import Ledger
from onrecord.pipeline import Pipeline, Reader
from onrecord.reading import PoliteClient
from onrecord.records import Article, Failure, Record
from onrecord.web import Desk, DeskSettings, build_application
from onrecord.web.jobs import JobSource

pytestmark = pytest.mark.slow
SHORT = Limit(seconds=0.5, bytes_per_second=1e9, memory=500_000_000)
ENDLESS = Limit(seconds=1e6)
HOST = "127.0.0.1:80"


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[Limit], None]:
    """Lets the commands and the desk read with a dangerous tagger, in one process, with this limit."""
    open_reader = Pipeline.open_reader

    def set_limit(limit: Limit) -> None:
        def open_limited(self: Pipeline, **_: object) -> Reader:
            return open_reader(replace(self, tagger=Dangerous()), limit=limit)

        monkeypatch.setattr(Pipeline, "open_reader", open_limited)

    return set_limit


@dataclass(frozen=True)
class Page:
    """A page whose bytes take for ever to parse."""

    origin: str

    def build(self) -> Article:
        re.match(r"(a|a)*b", "a" * 60)
        return Article("a", "It ended.")


def kept(path: Path) -> list[str]:
    with Ledger.open(path, create=False) as ledger:
        return [text.split()[-1] for text in ledger.database.column("SELECT text FROM article ORDER BY number")]


def test_parsing_is_limited_too() -> None:
    with Pipeline(tagger=Dangerous()).open_reader(limit=SHORT) as reader:
        failure, record = reader.read_all([Page("slow.html"), "Reh: It snowed."])
    assert failure == Failure("slow.html", "took more than 0.5 s of processor time: skipped")
    assert isinstance(record, Record)


def test_a_batch_goes_on(tmp_path: Path, limit: Callable[[Limit], None]) -> None:
    limit(SHORT)
    texts = ["One: It rained first.", "Two: I hang.", "Three: I raise it.", "Four: I crash.", "Five: It rained last."]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    path = tmp_path / "record.db"
    result = CliRunner().invoke(cli, ["read", str(tmp_path), "--ledger", str(path)])
    assert result.exit_code == 1
    assert kept(path) == ["first.", "last."]
    lines = [line.split("/")[-1] for line in result.stderr.splitlines()]
    assert lines[0] == "1.txt: took more than 0.5 s of processor time: skipped"
    assert "raised IndexError" in lines[1]
    assert lines[2] == "3.txt: ended its reading process (exit code 3): skipped"
    assert "(2 new, 0 changed, 0 known already), 2 statements, 3 failed" in lines[3]


def test_a_feed_goes_on_round_after_round(
    tmp_path: Path, limit: Callable[[Limit], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is marked as tried; its page, of which nothing was read, would be fetched in full."""
    limit(SHORT)
    monkeypatch.setattr("onrecord.cli.read.repeat_until_interrupted", lambda work, every: [work(), work()] and 2)
    monkeypatch.setattr("onrecord.reading.PoliteClient", lambda **_: PoliteClient(allow_private=True, pause=0))
    path = tmp_path / "record.db"
    with newsroom() as room:
        for name in ("/a", "/b", "/c"):
            room.page(name, f"Page {name}", marked=True)
        html = room.paths["/b"].data
        room.put("/b", html.replace(BODY[0].encode(), f"They hang on a rope. {BODY[0]}".encode()), marked=True)
        room.put("/feed", rss(*map(item, ("/a", "/b", "/c"))), marked=True)
        result = CliRunner().invoke(cli, ["read", f"{room.url}/feed", "--every", "1s", "--ledger", str(path)])
        assert room.log == ["/feed", "/robots.txt", "/a", "/b", "/c", "/feed 304"]
    rounds = [line.split(": ", 2)[2] for line in result.stderr.splitlines() if "new, 0 changed" in line]
    assert rounds[:2] == ["2 new, 0 changed, 1 failed", "0 new, 0 changed, 0 failed"]
    with Ledger.open(path) as ledger:
        etags = ledger.database.tuples("SELECT substr(url, -2), etag IS NOT NULL FROM fetch ORDER BY number LIMIT 3")
    assert etags == [("/a", 1), ("/b", 0), ("/c", 1)]


@pytest.fixture
def settings(tmp_path: Path) -> DeskSettings:
    return DeskSettings(ledger=tmp_path / "record.db", by="Ida", hosts=frozenset({HOST}))


def test_the_desk_goes_on(settings: DeskSettings, limit: Callable[[Limit], None]) -> None:
    limit(SHORT)
    texts = {"a.txt": b"One: It rained first.", "b.txt": b"Two: I hang.", "c.txt": b"Three: It rained last."}
    with TestClient(build_application(Desk(settings)), base_url=f"http://{HOST}", follow_redirects=False) as desk:
        desk.headers["host"] = HOST
        identifier = done(desk, {}, files=[("files", file) for file in texts.items()])
        job = desk.get(f"/add/{identifier}.json").json()["job"]
    assert (job["articles"], job["failed"], job["trouble"]) == (2, 1, "")
    assert job["failures"][0]["name"] == "b.txt"
    assert job["failures"][0]["reason"].startswith("took more than 0.5")
    assert kept(settings.ledger) == ["first.", "last."]


def test_the_desk_stops_at_once(settings: DeskSettings, limit: Callable[[Limit], None]) -> None:
    """It would wait for the article in progress for ever."""
    limit(ENDLESS)
    desk = Desk(settings)
    job = desk.jobs.add([JobSource("a.txt", b"One: It rained."), JobSource("b.txt", b"Two: I hang.")])
    until = time.monotonic() + 60
    while desk.jobs.of(job.id).done < 1:
        assert time.monotonic() < until, "the first is not read within a minute"
        time.sleep(0.02)
    desk.close()
    assert desk.jobs.of(job.id).trouble.startswith("reading was stopped")
    assert desk.jobs.of(job.id).articles == 1
    assert [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())] == []
