"""The forecast board, the scores, and histories, as one works with them."""

import html
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from onrecord.judgements import Confirmation, Resolution
from onrecord.ledger import Ledger, Query

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


def board(desk: TestClient, query: str = "") -> dict:
    answer = desk.get(f"/forecasts.json{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(made: dict) -> list[str]:
    return [item["said"]["id"] for group in made["groups"] for item in group["items"]]


def counts(made: dict) -> dict[str, str]:
    return {choice["link"]["words"]: choice["count"] for choice in made["choices"]}


def test_from_overdue_by_confirmed_to_resolved_and_back(desk: TestClient) -> None:
    before = board(desk, "?show=overdue")
    assert [group["title"] for group in before["groups"]] == ["Read by a machine"]
    of = shown(before)[-1]
    to = "/forecasts?show=overdue"
    assert desk.post(f"/statements/{of}/confirm", data={"next": to}).headers["location"] == to
    sure = board(desk, "?show=overdue")
    assert [group["title"] for group in sure["groups"]] == ["Confirmed", "Read by a machine"]
    assert shown(sure)[0] == of
    assert counts(sure) == counts(before)
    fields = {"outcome": "partly", "on": "2026-11-23", "evidence": "https://a.example/<b>"}
    desk.post(f"/statements/{of}/resolve", data=fields)
    assert of not in shown(board(desk, "?show=overdue"))
    (item,) = board(desk, "?show=resolved")["groups"][0]["items"]
    assert (item["said"]["id"], item["outcome"]["words"], item["outcome"]["on"]) == (
        of,
        "came partly true",
        "2026-11-23",
    )
    page = desk.get("/forecasts?show=resolved").text
    assert 'href="https://a.example/&lt;b&gt;"' in page
    history = desk.get(f"/log/{of}.json").json()
    assert [event["by"] for event in history["events"] if event["person"]] == ["Ida", "Ida"]
    resolution = next(event["id"] for event in history["events"] if event["what"].startswith("resolved"))
    assert f'action="/judgements/{resolution}/withdraw"' in desk.get(f"/log/{of}").text
    assert desk.post(f"/judgements/{resolution}/withdraw", data={"next": f"/log/{of}"}).status_code == 303
    assert [
        event["standing"] for event in desk.get(f"/log/{of}.json").json()["events"] if event["id"] == resolution
    ] == [False]
    assert shown(board(desk, "?show=overdue"))[0] == of


def test_what_is_denied_leaves_the_board(desk: TestClient) -> None:
    of = shown(board(desk, "?show=overdue"))[0]
    desk.post(f"/statements/{of}/correct", data={"field": "forecast", "value": "no"})
    assert of not in shown(board(desk, "?show=overdue"))


def test_filters_keep_their_words(desk: TestClient) -> None:
    made = board(desk, "?show=later&speaker=zeppelin&topic=%22%3E%3Cscript%3E")
    assert shown(made) == []
    page = desk.get("/forecasts?show=later&speaker=zeppelin&topic=%22%3E%3Cscript%3E").text
    assert "<script>" not in page.split("<main")[1]
    assert "No forecast fits" in page
    assert shown(board(desk, "?topic=%3F%3F")) == []


WRONG = [
    ("/forecasts?show=never", "show=never: is one of 30, 90"),
    ("/forecasts?offset=-1", "is no whole number"),
    ("/scores?by=moon", "by=moon: is one of speaker"),
]


@pytest.mark.parametrize(("address", "words"), WRONG)
def test_what_cannot_be_shown_is_said(desk: TestClient, address: str, words: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 400
    assert words in html.unescape(answer.text)


def test_nothing_judged_says_what_to_do(desk: TestClient) -> None:
    assert "confirm some on the" in desk.get("/scores").text
    assert "Nobody has resolved a forecast yet" in desk.get("/forecasts?show=resolved").text
    assert desk.get("/log/ffff").status_code == 404


def test_a_score_says_that_n_is_small(desk: TestClient, kept: Ledger) -> None:
    hits = [hit for hit in kept.search(Query("is:forecast"), limit=30).hits if hit.statement.speaker]
    for hit in hits[:4]:
        about = {"first": date(2026, 10, 5), "last": date(2026, 10, 20), "low": 0.5, "high": 0.7}
        kept.judge(Confirmation(hit.statement.id, **about, by="Ida", at=AT))
        kept.judge(Resolution(hit.statement.id, outcome="yes", on=date(2026, 10, 21), by="Ida", at=AT))
    made = desk.get("/scores.json").json()
    assert (made["whole"]["n"], made["whole"]["small"]) == (4, True)
    assert made["whole"]["outcomes"] == "4 came true"
    assert made["whole"]["brier"]["middle"]["words"] == "0.16"
    assert made["whole"]["auc"] is None
    assert "small n" in desk.get("/scores").text


def test_a_source_is_graded_where_its_history_is(desk: TestClient, kept: Ledger) -> None:
    name = next(s.name for hit in kept.search(Query("")).hits if (s := hit.statement.speaker) and s.name)
    assert desk.get(f"/log/{name}").text.count("<option") == 7
    desk.post("/grades", data={"subject": name, "reliability": "C", "note": "<i>so far</i>"})
    page = desk.get(f"/log/{name}").text
    assert "grade C: fairly reliable" in page
    assert "<i>" not in page.split("<main")[1]
