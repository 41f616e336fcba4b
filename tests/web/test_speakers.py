"""A speaker's page, over a ledger that is made without the model."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from quayside import NOON, article, ledger_of, told
from starlette.testclient import TestClient
from web.test_pages import leaves, plain

from onrecord.judgements import Grade, Withdrawal
from onrecord.ledger import Ledger
from onrecord.web import Desk, DeskSettings, build_application

VOSS = "/speakers/Mara%20Voss"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "quay.db"
    ledger_of(path)
    return path


def test_a_speaker_has_every_name(desk: TestClient) -> None:
    page = desk.get(f"{VOSS}.json").json()
    assert page["name"] == "Mara Voss"
    assert {one["name"] for one in page["names"]} == {"Mara Voss", "M. Voss", "Voss"}
    assert page["total"] == sum(one["count"] for one in page["names"])
    assert page["roles"] == ["director"]
    assert page["organisations"] == ["Harbour Office"]


@pytest.mark.parametrize("name", ["voss", "M.%20Voss", "mara%20voss"])
def test_any_of_the_names_will_do(name: str, desk: TestClient) -> None:
    assert desk.get(f"/speakers/{name}.json").json()["name"] == "Mara Voss"


def test_statements_are_counted_by_month(desk: TestClient) -> None:
    page = desk.get(f"{VOSS}.json").json()
    assert page["by_month"] == [
        {"month": "2026-10", "count": 1},
        {"month": "2026-09", "count": 5},
        {"month": "2026-08", "count": 4},
    ]
    assert page["months"]["spec"]["data"]["values"][0] == {"month": "2026-08-01", "statements": 4}


def test_the_grade_stands_until_it_is_withdrawn(desk: TestClient, kept) -> None:
    page = desk.get(f"{VOSS}.json").json()
    assert page["grade"] == "B: usually reliable"
    kept.judge(Withdrawal(page["graded"][0]["id"], by="Ida", at=kept.judgements(Grade)[0].at))
    assert desk.get(f"{VOSS}.json").json()["grade"] == ""


def test_forecasts_are_scored(desk: TestClient) -> None:
    page = desk.get(f"{VOSS}.json").json()
    assert page["track"]["n"] == 3
    assert page["track"]["came"].startswith("67 %")
    assert [one["n"] for one in page["track"]["bins"]] == [1, 2]
    assert page["track"]["calibration"]["spec"]["layer"]
    states = [one["state"] for one in page["forecasts"]]
    assert states[:3].count("came true") == 2
    assert states[3] == "overdue: nobody has resolved it; read by a machine, confirmed by nobody"


def test_figures_are_shown_over_time(desk: TestClient) -> None:
    (people,) = desk.get(f"{VOSS}.json").json()["figures"]
    assert people["unit"] == "people"
    assert [one["low"] for one in people["numbers"]] == [650, 400]


def test_claims_come_with_their_drift(desk: TestClient) -> None:
    first, *_ = desk.get(f"{VOSS}/claims.json").json()["claims"]
    assert (first["sightings"], first["wordings"]) == (3, 2)
    assert {"state": "new", "words": " be shut"} in first["drifted"][0]["parts"]


def test_who_contradicts(desk: TestClient) -> None:
    found = desk.get(f"{VOSS}/contradictions.json").json()["found"]
    assert {(one["kind"], one["other"]["who"]) for one in found} == {("figure", "Anton Reh"), ("fact", "Ode Lund")}
    assert all(one["own"]["who"] == "Mara Voss" for one in found)
    assert desk.get(f"{VOSS}/contradictions.csv").text.count("\n") == 3


@pytest.mark.parametrize("address", [VOSS, f"{VOSS}/claims", f"{VOSS}/contradictions"])
def test_the_pages_show_all_of_it(address: str, desk: TestClient) -> None:
    import html

    shown = plain(html.unescape(desk.get(address).text))
    assert [words for words in leaves(desk.get(f"{address}.json").json()) if plain(words) not in shown] == []


def test_nobody_and_several(desk: TestClient) -> None:
    nobody = desk.get("/speakers/Zyzzyva")
    assert nobody.status_code == 404
    assert "nobody here is called “Zyzzyva”" in nobody.text
    assert desk.get("/speakers/a%2Fb%3F%23").status_code == 404


def test_names_are_found_by_their_beginning(desk: TestClient) -> None:
    found = desk.get("/speakers.json?q=mar").json()["found"]
    assert [one["name"] for one in found] == ["Mara Voss"]
    assert desk.get("/speakers.csv").text.startswith("name,kind,about,statements\r\nMara Voss,person,")


@pytest.fixture
def strange(tmp_path: Path, settings: DeskSettings) -> Iterator[TestClient]:
    """The desk of an empty ledger."""
    from dataclasses import replace

    with TestClient(
        build_application(Desk(replace(settings, ledger=tmp_path / "new.db"))), "http://127.0.0.1:80"
    ) as client:
        client.headers["host"] = "127.0.0.1:80"
        yield client


def test_an_empty_ledger_says_what_to_do(strange: TestClient) -> None:
    assert "add an article" in strange.get("/speakers").text
    assert "Nothing on record" in strange.get("/search").text


def test_what_a_page_withdrew_is_told(desk: TestClient, kept: Ledger) -> None:
    hurt = told("Mara Voss", "nobody was hurt on the harbour crane")
    old = article("star", "Star", date(2026, 9, 3), told("Mara Voss", "the harbour crane has been repaired"), hurt)
    for made in (old, article("star", "Star", date(2026, 9, 3), hurt)):
        kept.keep(made, model="m", at=NOON)
    (one,) = desk.get(f"{VOSS}/claims.json").json()["withdrawn"]
    assert one["words"] == "the harbour crane has been repaired"
    assert one["versions"] == f"/articles/{old.article.key}/versions"
    assert one["words"] in desk.get(f"{VOSS}/claims").text


HOSTILE = '<script>alert(1)</script> "Q" O\'Voss/Ü?#%2F \u202eabc'


def test_a_hostile_name_has_its_page(desk: TestClient, kept: Ledger) -> None:
    kept.keep(article("bad", "<b>Sun", date(2026, 9, 3), told(HOSTILE, "it was <i>raining</i>")), model="m", at=NOON)
    (one,) = desk.get("/speakers.json?q=alert").json()["found"]
    for address in (one["address"], f"{one['address']}/claims", f"{one['address']}/contradictions"):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text
        assert "<i>raining" not in answer.text
    assert desk.get(f"{one['address']}.json").json()["name"] == HOSTILE
    found = desk.get(desk.get(f"{one['address']}.json").json()["search"].replace("/search", "/search.json")).json()
    assert [hit["who"] for hit in found["hits"]] == [HOSTILE]
