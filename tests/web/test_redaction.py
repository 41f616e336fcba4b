"""The desk redacts: what would still tell is listed before, what may still tell afterwards."""

from datetime import UTC, datetime

from starlette.testclient import TestClient

from onrecord.judgements import Grade, Redaction
from onrecord.ledger import Ledger, Query

NOW = datetime(2026, 10, 6, 12, tzinfo=UTC)


def quoted(kept: Ledger) -> tuple[str, str]:
    """The key of an article that a note quotes, and a word that nothing else has."""
    hit = kept.search(Query("crossings")).hits[0]
    words = hit.statement.content[0].of(kept.record(hit.article).article.text)
    kept.judge(Grade("Mill Board", reliability="B", note=f"it says: {words}", by="Ida", at=NOW))
    return kept.find(hit.article).key, words


def test_an_article_is_redacted_with_what_quotes_it(desk: TestClient, kept: Ledger) -> None:
    key, words = quoted(kept)
    page = desk.get(f"/redact/{key}").text
    assert "Would still tell" in page
    assert desk.get(f"/log/{key}").text.count(f"/redact/{key}") == 1
    traces = desk.get(f"/redact/{key}.json").json()["traces"]
    assert ["it says: " + words in trace["words"] for trace in traces if trace["kind"] == "Judgement"] == [True]
    form = {"why": "a court", "sure": "yes", "url": "yes", "metadata": "yes", "notes": "yes"}
    answer = desk.post(f"/redact/{key}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/redact/{key}")
    after = desk.get(f"/redact/{key}.json").json()
    assert after["redacted"].startswith("article redacted by Ida on ")
    assert after["traces"] == []
    assert [each.what for each in kept.judgements(Redaction)] == ["article", "judgement", "metadata", "address"]
    assert words.encode() not in kept.path.read_bytes()
    assert "onrecord redact --person" in desk.get(f"/redact/{key}").text


def test_without_a_reason_or_the_tick_nothing_is_removed(desk: TestClient, kept: Ledger) -> None:
    key, _ = quoted(kept)
    assert "tick “Remove for good”" in desk.post(f"/redact/{key}", data={"why": "a court"}).text
    assert "why is empty" in desk.post(f"/redact/{key}", data={"sure": "yes"}).text
    assert not kept.judgements(Redaction)
