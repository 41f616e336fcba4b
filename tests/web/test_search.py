"""The search's page: facets that narrow and widen, errors that keep what was typed."""

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger, Query
from onrecord.ledger.search.facets import Facet
from onrecord.web.pages.search import condition_of, remove_condition

TAKEN_AWAY = [
    ("bridge act:deny", "act:deny", "bridge"),
    ('speaker:"mara voss" bridge', 'speaker:"mara voss"', "bridge"),
    ('"an act:deny" act:deny', "act:deny", '"an act:deny"'),
    ("said:2026 said:2026-09", "said:2026", "said:2026-09"),
]


@pytest.mark.parametrize(("typed", "condition", "left"), TAKEN_AWAY)
def test_a_condition_is_taken_away(typed: str, condition: str, left: str) -> None:
    assert remove_condition(typed, condition) == left


def test_a_name_is_quoted() -> None:
    assert condition_of(Facet("speaker", 'A "B" OR C', 1)) == 'speaker:"A B OR C"'


def choices(page: dict) -> dict[str, dict]:
    return {one["condition"]: one for group in page["groups"] for one in group["choices"]}


def test_every_facet_gives_as_many_as_it_says(desk: TestClient) -> None:
    page = desk.get("/search.json?q=said:2026").json()
    for condition, one in choices(page).items():
        if condition.startswith(("act:", "is:", "publisher:", "likelihood:")):
            narrowed = desk.get(one["address"].replace("/search", "/search.json")).json()
            assert narrowed["place"]["total"] == one["count"], condition


def test_a_facet_leads_there_and_back(desk: TestClient) -> None:
    there = choices(desk.get("/search.json?q=said:2026").json())["act:say"]
    assert (there["on"], there["address"]) == (False, "/search?q=said%3A2026+act%3Asay")
    back = choices(desk.get("/search.json?q=said:2026+act:say").json())["act:say"]
    assert (back["on"], back["address"]) == (True, "/search?q=said%3A2026")


@pytest.mark.parametrize(
    ("typed", "alone"), [("act:deny OR act:say", []), ("NOT act:deny", []), ("x act:deny", ["act:deny"])]
)
def test_only_what_stands_alone_can_be_taken_away(typed: str, alone: list[str], desk: TestClient) -> None:
    page = desk.get("/search.json", params={"q": typed}).json()
    assert [one["condition"] for one in page["conditions"]] == alone


WRONG = ["act:deni", "speeker:voss", "said:never", "OR", "bridge OR", "claim:ffffffff", "x " * 400 + "<script>"]


@pytest.mark.parametrize("typed", WRONG)
def test_what_cannot_be_read_is_said_and_kept(typed: str, desk: TestClient) -> None:
    answer = desk.get("/search", params={"q": typed})
    assert answer.status_code == 400
    assert 'class="error"' in answer.text
    assert "<script>" not in answer.text.replace("<script src=", "")
    data = desk.get("/search.json", params={"q": typed})
    assert (data.status_code, data.json()["q"]) == (400, typed.strip())
    assert desk.get("/search.csv", params={"q": typed}).status_code == 400


def test_words_are_marked(desk: TestClient) -> None:
    assert "<mark>" in desk.get("/search?q=crossings").text


def test_csv_has_more_than_a_page(desk: TestClient, kept: Ledger) -> None:
    total = kept.search(Query("")).total
    assert desk.get("/search.csv").text.count("\n") > 20
    assert desk.get("/search.csv?bom=1").content == b"\xef\xbb\xbf" + desk.get("/search.csv").content
    assert total > 20
    assert len(desk.get("/search.json?limit=100").json()["hits"]) == min(100, total)


def test_a_claim_can_be_asked_for(desk: TestClient) -> None:
    named = next(one for one in desk.get("/search.json").json()["hits"] if one["speaker"])
    found = desk.get("/search.json", params={"q": f"claim:{named['id']}"}).json()
    assert named["id"] in [one["id"] for one in found["hits"]]
