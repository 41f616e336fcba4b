"""The list of articles, a page's versions, the first page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.judgements import Resolution
from onrecord.ledger import Ledger, articles, redact
from onrecord.records import Article, Forecast, Record, Span, Statement, statement_id
from onrecord.web import Desk, DeskSettings, build_application
from onrecord.web.pages import versions

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def record(text: str, *, url: str | None = None, said: str = "", **about: object) -> Record:
    """An article in which `said` is what somebody says, after two other words."""
    article = Article(url or text[:20], text, url=url, **about)  # type: ignore[arg-type]
    if not said:
        return Record(article)
    at = text.index(said)
    source, cue = (Span(0, text.index(" ")),), (Span(at - 5, at - 1),)
    content = (Span(at, at + len(said)),)
    return Record(article, (Statement(statement_id(article, source, cue, content), source, cue, content),))


def keep(kept: Ledger, made: Record, at: datetime = AT) -> str:
    return kept.keep(made, model="test", at=at).key


def test_the_article_read_last_comes_first_each_page_once(desk: TestClient, kept: Ledger) -> None:
    url = "https://paper.example/1"
    keep(kept, record("Voss said it was late.", url=url, title="Old"))
    newer = keep(kept, record("Voss said it was over.", url=url, title="New", said="it was over"))
    first = desk.get("/articles.json").json()["entries"][0]
    assert (first["address"], first["title"]) == (f"/articles/{newer}", "New")
    assert (first["versions"], first["statements"]) == (2, 1)
    assert "Old" not in [one["title"] for one in desk.get("/articles.json").json()["entries"]]


FOUND = [("LISSEN ferry", 1), ("courier", 1), ("straße", 1), ("lissen nowhere", 0), ("%", 0), ("_", 0), ("' OR 1", 0)]


@pytest.mark.parametrize(("words", "count"), FOUND)
def test_words_of_title_and_publisher_are_found(words: str, count: int, desk: TestClient, kept: Ledger) -> None:
    keep(kept, record("x", title="The FERRY of Straße 5", publisher="Lissen Courier 5"))
    found = desk.get("/articles.json", params={"q": f"{words} 5"}).json()["entries"]
    assert len(found) == count


def test_the_list_is_paged(kept: Ledger) -> None:
    for number in range(7):
        keep(kept, record(f"Text {number}", title=f"Paged {number}"))
    seen = [articles.list_articles(kept.database, "paged", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [volume.title for page in seen for volume in page.articles] == [f"Paged {n}" for n in range(6, -1, -1)]
    assert [page.more for page in seen] == [True, True, False]


def test_a_version_tells_what_became_of_the_words(desk: TestClient, kept: Ledger) -> None:
    url = "https://paper.example/1"
    keep(kept, record("Voss said the bridge could close.\n\nIt rained.", url=url, said="the bridge could close"))
    newer = keep(
        kept,
        record("Voss said the bridge will close.\n\nIt rained.\n\nMore soon.", url=url, said="the bridge will close"),
        AT + timedelta(days=1),
    )
    (step,) = desk.get(f"/articles/{newer}/versions.json").json()["steps"]
    (became,) = step["statements"]
    assert became["change"] == "changed"
    assert [part["words"].strip() for part in became["parts"] if part["gone"] or part["new"]] == ["could", "will"]
    assert [step["before"]["read_at"][:10], step["after"]["read_at"][:10]] == ["2026-11-20", "2026-11-21"]
    assert len(step["paragraphs"]) == 2
    page = desk.get(f"/articles/{newer}/versions").text
    assert "<ins>" in page
    assert "<del>" in page
    assert "[gone: " in page


def test_what_was_withdrawn_is_said_to_be(desk: TestClient, kept: Ledger) -> None:
    url = "https://paper.example/1"
    older = keep(kept, record("Voss said it was late.", url=url, said="it was late"))
    keep(kept, record("Nothing was said.", url=url))
    (step,) = desk.get(f"/articles/{older}/versions.json").json()["steps"]
    (became,) = step["statements"]
    assert became["change"] == "withdrawn"
    assert became["address"].startswith(f"/articles/{older}#s-")


def test_too_much_is_not_compared_for_minutes(desk: TestClient, kept: Ledger) -> None:
    url = "https://paper.example/1"
    for mark in ("was", "is"):
        text = "\n".join(f"Word{n} {mark} {n * 7} of {mark} them all" for n in range(3_000))
        made = record(text, url=url)
        lines = [
            Statement(f"{mark}{n}", (Span(n, n + 1),), (Span(n + 2, n + 3),), (Span(n, n + 40),)) for n in range(40)
        ]
        keep(kept, replace(made, statements=tuple(lines)))
    key = kept.versions(kept.find("was0").key)[-1]
    (step,) = desk.get(f"/articles/{key}/versions.json").json()["steps"]
    assert len(step["untold"]) == 2
    assert desk.get(f"/articles/{key}/versions").status_code == 200


def test_many_versions_are_paged(desk: TestClient, kept: Ledger) -> None:
    url = "https://paper.example/1"
    keys = [keep(kept, record(f"Voss said {n}.", url=url)) for n in range(versions.STEPS_SHOWN + 3)]
    first = desk.get(f"/articles/{keys[0]}/versions.json").json()
    assert (len(first["steps"]), first["steps"][0]["after"]["number"]) == (versions.STEPS_SHOWN, len(keys))
    second = desk.get(first["place"]["after"]).text
    assert "Version 1 to 2" in second


def test_the_first_page_of_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    made = DeskSettings(ledger=tmp_path / "new.db", watches=(tmp_path / "gone.yaml",), by="Ida", today=TODAY)
    with TestClient(build_application(Desk(made))) as client:
        page = client.get("/").text
        assert "is empty" in page
        assert 'href="/add"' in page
        for address in ("/articles", "/add"):
            assert client.get(address).status_code == 200
        (watched,) = client.get("/index.json").json()["watches"]
        assert "cannot be read" in watched["trouble"]


def test_the_first_page_names_watches_and_what_is_due(desk: TestClient, kept: Ledger) -> None:
    ids = []
    for number, due in enumerate((TODAY + timedelta(days=3), TODAY - timedelta(days=1), TODAY + timedelta(days=400))):
        made = record(f"Voss said case {number} will close.", said=f"case {number} will close")
        forecast = Forecast("it says will", first=TODAY - timedelta(days=9), last=due)
        keep(kept, replace(made, statements=(replace(made.statements[0], forecast=forecast),)))
        ids.append(made.statements[0].id)
    first = desk.get("/index.json").json()
    due_now = [one["id"] for one in first["due"]]
    assert ids[0] in due_now
    assert not {ids[1], ids[2]} & set(due_now)
    assert not set(due_now) & {one["id"] for one in first["latest"]}
    assert first["watches"][0]["address"] == "/watches/Duty%20desk%2C%20week%2041"
    kept.judge(Resolution(ids[0], outcome="yes", on=TODAY, by="Ida", at=AT))
    assert ids[0] not in [one["id"] for one in desk.get("/index.json").json()["due"]]


@pytest.mark.parametrize("offset", [0, 1, 2, 500])
def test_a_page_of_versions_past_the_last_is_empty(desk: TestClient, kept: Ledger, offset: int) -> None:
    key = keep(kept, record("Voss said it was late."))
    answer = desk.get(f"/articles/{key}/versions", params={"offset": offset})
    assert answer.status_code == 200
    assert desk.get(f"/articles/{key}/versions.csv", params={"offset": offset}).status_code == 200


def test_the_address_of_a_redacted_version_is_its_own(desk: TestClient, kept: Ledger) -> None:
    key = keep(kept, record("Voss said it was late.", said="it was late"))
    (statement,) = kept.record(key).statements
    redact(kept.database, statement.id, "a court's order", by="Ida", at=AT)
    only = desk.get(f"/articles/{key}/versions.json").json()["only"]
    assert only["address"] == f"/articles/{key}"
