"""Adding: what is given is read and kept, what cannot be is told, the rest goes on."""

import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from adding import TEXT, done, job
from starlette.testclient import TestClient
from taggers import Stumbles

from onrecord import pipeline
from onrecord.ledger import Ledger
from onrecord.reading import addresses
from onrecord.records import Failure
from onrecord.web import Desk, DeskSettings, jobs
from onrecord.web.errors import WebError
from onrecord.web.jobs import MOST_JOBS, JobSource

STORY = b"Ferry held in Port Sable\n\nThe ferry will sail on Tuesday, harbour master Ines Vale said.\n"


def files(*given: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", one) for one in given]


def test_a_text_is_read_and_kept(desk: TestClient, kept: Ledger) -> None:
    made = job(desk, TEXT)
    (added,) = made["added"]
    assert (added["title"], added["publisher"], added["published"]) == (
        TEXT["title"],
        TEXT["publisher"],
        TEXT["published"],
    )
    assert (added["state"], added["statements"]) == ("new", len(added["said"]))
    assert "Dana Orlo" in {line["who"] for line in added["said"]}
    assert kept.record(added["address"].removeprefix("/articles/")).article.text.startswith(TEXT["title"])
    page = desk.get(f"/add/{made['id']}").text
    assert f'href="{added["address"]}"' in page
    assert "hx-trigger" not in page  # it has ended: nothing is asked for again


def test_the_same_text_is_known_again(desk: TestClient) -> None:
    job(desk, TEXT)
    assert job(desk, TEXT)["added"][0]["state"] == "known already"


def test_two_texts_are_two_pages(desk: TestClient) -> None:
    job(desk, TEXT)
    assert job(desk, TEXT | {"title": "Another"})["added"][0]["state"] == "new"


def test_a_file_of_a_known_name_is_a_new_version(desk: TestClient, kept: Ledger) -> None:
    job(desk, {}, files=files(("ferry.txt", STORY)))
    made = job(desk, {}, files=files(("C:\\news\\ferry.txt", STORY + b"\nIt will not, Vale said later.\n")))
    assert made["added"][0]["state"] == "a new version"
    key = made["added"][0]["address"].removeprefix("/articles/")
    assert kept.record(key).article.origin == "ferry.txt"


FAILURES = [
    ("empty.txt", b"", "is empty"),
    ("report.pdf", b"%PDF-1.7 ...", "is a PDF"),
    ("photo.html", b"\x89PNG\r\n\x1a\n...", "is a picture"),
    ("list.json", b"[\n 1\n]", "JSON Lines"),
    ("page.html", b"<html><body><script>1</script></body></html>", ""),
]


@pytest.mark.parametrize(("name", "data", "reason"), FAILURES)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    name: str, data: bytes, reason: str, desk: TestClient
) -> None:
    made = job(desk, {}, files=files((name, data), ("ferry.txt", STORY)))
    assert (made["articles"], made["failed"], made["done"], made["total"]) == (1, 1, 2, 2)
    (failure,) = made["failures"]
    assert failure["name"] == name
    assert reason in failure["reason"]


def test_an_article_that_raises_costs_no_other(desk: TestClient, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    monkeypatch.setattr(pipeline, "shipped_tagger", Stumbles)
    stumbling = b"Minutes\n\nReh: I stumble in the street.\n"
    made = job(desk, {}, files=files(("a.txt", stumbling), ("ferry.txt", STORY), ("b.txt", stumbling)))
    assert (made["articles"], made["failed"], made["done"], made["trouble"]) == (1, 2, 3, "")
    assert [failure["name"] for failure in made["failures"]] == ["a.txt", "b.txt"]
    assert made["failures"][0]["reason"].endswith("raised IndexError; the terminal shows more")
    assert "it stumbled" in caplog.text


def test_rows_are_counted_one_by_one(desk: TestClient) -> None:
    rows = [{"id": f"r{n}", "text": f"Brand said {n} ships had left."} for n in range(3)]
    lines = [json.dumps(rows[0]), "no row", json.dumps(rows[1]), json.dumps(rows[2])]
    made = job(desk, {}, files=files(("rows.jsonl", "\n".join(lines).encode())))
    assert (made["total"], made["done"], made["articles"], made["failed"]) == (4, 4, 3, 1)
    assert made["failures"][0]["name"] == "rows.jsonl:2"


def test_a_name_is_shown_as_it_is(desk: TestClient) -> None:
    identifier = done(desk, {}, files=files(("<script>alert(1)</script>\u202etxt.html", STORY)))
    for address in (f"/add/{identifier}", "/add"):
        page = desk.get(address).text
        assert "<script>alert" not in page
        assert "\u202e" not in page


REFUSED: list[tuple[dict[str, str], str]] = [
    ({}, "nothing was given"),
    ({"text": "too short"}, "fewer than"),
    ({"title": "A title alone"}, "fewer than"),
    ({"url": "ftp://paper.example/1"}, "is no web address"),
    ({"url": "javascript:alert(1)"}, "is no web address"),
    ({"url": "file:///etc/passwd"}, "is no web address"),
    ({"url": "https://paper.example/" + "a" * 3000}, "is no web address"),
    ({"url": "/etc/passwd"}, "is no web address"),
    (TEXT | {"published": "yesterday"}, "is not a day"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_makes_no_sense_is_refused(data: dict[str, str], words: str, desk: TestClient) -> None:
    answer = desk.post("/add", data=data)
    assert answer.status_code == 400
    assert words in answer.text
    assert desk.get("/add.json").json()["lately"] == []


def test_more_files_than_allowed_are_refused(desk: TestClient) -> None:
    assert desk.post("/add", files=files(*[("a.txt", STORY)] * 21)).status_code == 400


PRIVATE = ["http://127.0.0.1:1/x", "http://[::1]/x", "http://10.0.0.8/x", "http://169.254.169.254/latest", "http://0/x"]


@pytest.mark.parametrize("url", PRIVATE)
def test_no_private_address_is_asked(url: str, desk: TestClient) -> None:
    made = job(desk, {"url": url})
    assert made["failed"] == 1
    assert "private address" in made["failures"][0]["reason"]


def test_an_address_is_asked_only_when_it_is_posted(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def news(sources: list[str], **_: Any) -> Any:
        asked.extend(sources)
        return iter([Failure(sources[0], "answered 404")])

    monkeypatch.setattr("onrecord.reading.read_new", news)
    url = "https://paper.example/1"
    desk.get("/add", params={"url": url})
    assert asked == []
    assert job(desk, {"url": url})["failures"] == [{"name": url, "reason": "answered 404"}]
    assert asked == [url]


def test_nothing_is_added_from_elsewhere(desk: TestClient) -> None:
    assert desk.post("/add", data=TEXT, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_job_under_way_says_how_far_it_is(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch, settings: DeskSettings
) -> None:
    going, may_end = threading.Event(), threading.Event()
    source = jobs.Jobs._source

    def slow(*given: Any) -> None:
        going.set()
        may_end.wait(30)
        source(*given)

    monkeypatch.setattr(jobs.Jobs, "_source", slow)
    address = desk.post("/add", data=TEXT).headers["location"]
    assert going.wait(30)
    page = desk.get(address).text
    assert 'hx-trigger="every 700ms"' in page
    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in page
    second = desk.post("/add", data=TEXT).headers["location"]
    assert desk.get(f"{second}.json").json()["job"]["state"] == "waiting"
    may_end.set()
    job(desk, TEXT)
    assert desk.get(f"{second}.json").json()["ended"]


def test_a_bug_ends_the_job_and_no_more(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("onrecord.reading.read_bytes", broken)
        assert "in onrecord itself" in job(desk, TEXT)["trouble"]
    assert job(desk, TEXT)["articles"] == 1


def test_jobs_are_forgotten_and_not_without_end_taken(settings: DeskSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Jobs, "_source", lambda *_: None)
    made = Desk(settings)
    held = threading.Event()
    try:
        first = made.jobs.add([JobSource("a", b"x")])
        for _ in range(MOST_JOBS + 5):
            made.jobs.add([JobSource("a", b"x")])
            made.reader.submit(lambda: None).result()
        assert len(made.jobs.last(1_000)) <= MOST_JOBS
        with pytest.raises(WebError, match="no such job"):
            made.jobs.of(first.id)
        made.reader.submit(held.wait)
        for _ in range(jobs.MOST_WAITING):
            made.jobs.add([JobSource("a", b"x")])
        with pytest.raises(WebError, match="try again"):
            made.jobs.add([JobSource("a", b"x")])
    finally:
        held.set()
        made.close()


def test_a_page_that_is_being_fetched_does_not_keep_the_desk_open(
    settings: DeskSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: True)
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor() as pool:
        desk = Desk(settings)
        given = desk.jobs.add([JobSource(f"http://127.0.0.1:{silent.getsockname()[1]}/story", None)])
        connection, _ = silent.accept()
        with connection:
            pool.submit(desk.close).result(8)  # a silent server is given up after ten seconds
        assert desk.jobs.of(given.id).trouble.startswith("the desk was stopped")


def test_what_is_not_there_is_said_so(desk: TestClient) -> None:
    assert desk.get("/add/nothing").status_code == 404
