"""Watches in the desk: the list, a watch's signs and series, what is marked as reported, the matrix, the brief."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.judgements import Weighing
from onrecord.ledger import Ledger, Query, watches
from onrecord.records import Sighting
from onrecord.web import Desk, DeskSettings, build_application

NAME = "Duty desk, week 41"
WATCH = "/watches/Duty%20desk%2C%20week%2041"


def asked(settings: DeskSettings, *paths: Path) -> TestClient:
    """A desk with these watch files."""
    client = TestClient(
        build_application(Desk(replace(settings, watches=paths))),
        base_url="http://127.0.0.1:80",
        follow_redirects=False,
    )
    client.headers["host"] = "127.0.0.1:80"
    return client


def doors(kept: Ledger) -> str:
    return kept.search(Query('"doors were locked"')).hits[0].statement.id


def weigh(kept: Ledger, identifier: str, hypothesis: str, cell: str, **more: str) -> None:
    about = {"watch": NAME, "hypothesis": hypothesis, "cell": cell} | more
    kept.judge(Weighing(identifier, **about, by="Ida", at=datetime(2026, 10, 11, tzinfo=UTC)))


def test_without_a_watch_the_desk_says_how_to_give_one(settings: DeskSettings) -> None:
    with asked(settings) as desk:
        page = desk.get("/watches").text
    assert "onrecord serve --watch FILE" in page
    assert "indicators:" in page


def test_a_broken_file_is_told_and_the_others_work(settings: DeskSettings, tmp_path: Path) -> None:
    broken, again, gone = tmp_path / "broken.yaml", tmp_path / "again.yaml", tmp_path / "gone.yaml"
    broken.write_text("name: a\nindicators: [{name: b, query: 'speeker:c'}]")
    again.write_text(settings.watches[0].read_text())
    with asked(settings, broken, settings.watches[0], again, gone) as desk:
        found = desk.get("/watches.json").json()
        assert desk.get(WATCH).status_code == 200
        missing = desk.get("/watches/None")
    assert [one["name"] for one in found["watches"]] == [NAME]
    assert [one["file"] for one in found["broken"]] == ["broken.yaml", "again.yaml", "gone.yaml"]
    assert "did you mean speaker:?" in found["broken"][0]["error"]
    assert "give it its own" in found["broken"][1]["error"]
    assert missing.status_code == 404
    assert "3 cannot be used" in missing.text


def test_a_name_may_hold_what_addresses_do_not(settings: DeskSettings, tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text("name: 'A/B & <i>C</i>? 50%'\nindicators: [{name: '<b>', query: doors}]")
    with asked(settings, odd) as desk:
        (one,) = desk.get("/watches.json").json()["watches"]
        for address in (one["address"], f"{one['address']}/brief"):
            page = desk.get(address)
            assert page.status_code == 200
            assert "<i>C" not in page.text
        assert desk.post(f"{one['address']}/report", data={}).headers["location"] == one["address"]


def test_what_is_marked_as_reported_is_new_no_more(desk: TestClient, kept: Ledger) -> None:
    before = desk.get(f"{WATCH}.json").json()
    assert before["new"] == before["total"] > 20
    assert desk.get("/watches.json").json()["watches"][0]["new"] == before["new"]
    answer = desk.post(f"{WATCH}/report", data={"until": str(before["until"])})
    assert (answer.status_code, answer.headers["location"]) == (303, WATCH)
    after = desk.get(f"{WATCH}.json").json()
    assert (after["new"], after["total"]) == (0, before["total"])
    assert not [sign for one in after["indicators"] for sign in one["signs"]]
    assert "all of it was reported" in desk.get(WATCH).text
    every = desk.get(f"{WATCH}.json?all=1").json()
    assert [s["id"] for one in every["indicators"] for s in one["signs"]] == [
        s["id"] for one in before["indicators"] for s in one["signs"]
    ]
    assert len(watches.read_reported(kept.database, NAME)) == before["total"]


def test_what_was_kept_after_the_page_stays_new(desk: TestClient) -> None:
    desk.post(f"{WATCH}/report", data={"until": "1"})
    assert desk.get(f"{WATCH}.json").json()["new"] > 0
    assert desk.post(f"{WATCH}/report", data={"until": "x"}).status_code == 400


def test_one_indicator(desk: TestClient) -> None:
    found = desk.get(f"{WATCH}.json?indicator=Water").json()
    assert [one["name"] for one in found["indicators"]] == ["Water"]
    assert desk.get(f"{WATCH}?indicator=Wine").status_code == 404


def test_each_word_of_a_sign_is_in_its_place(desk: TestClient, kept: Ledger) -> None:
    """The cue and the content are texts both: swapped, only a reader would see it."""
    signs = [sign for one in desk.get(f"{WATCH}.json").json()["indicators"] for sign in one["signs"]]
    assert len(signs) > 10
    for sign in signs:
        found = kept.find(sign["id"])
        words = Sighting.of(found.record.article, found.statement)
        assert sign["content"] == " ".join(words.content.split())
        assert sign["cue"] == (" ".join(words.cue.split()) if any(map(str.isalpha, words.cue)) else "")
        assert (sign["publisher"], sign["title"]) == (words.publisher or "", words.title or words.article)


def test_series_and_incidents(desk: TestClient) -> None:
    found = desk.get(f"{WATCH}.json").json()
    (board,) = [one for one in found["series"] if one["name"] == "On board the Calypso Star"]
    assert {(point["low"], point["high"]) for point in board["points"]} == {("400", "open"), ("312", "312")}
    assert board["chart"]["spec"]["layer"]
    days = [row["day"] for row in found["incidents"]["rows"]]
    assert days == sorted(days, reverse=True)
    assert {row["place"] for row in found["incidents"]["rows"]} >= {"Lissen"}


def test_disagreements_show_the_cue(desk: TestClient) -> None:
    """Without its cue a denial says the opposite."""
    page = re.sub(r"\s+", " ", desk.get(WATCH).text)
    assert 'denied</span> <span class="role">' in page


def test_the_matrix(desk: TestClient, kept: Ledger) -> None:
    found = doors(kept)
    assert "No evidence has been judged yet" in desk.get(WATCH).text
    fresh = desk.get(f"{WATCH}.json?evidence={found[:8]}").json()["hypotheses"]
    assert [(one["id"], [cell["cell"] for cell in one["cells"]]) for one in fresh["pieces"]] == [(found, ["", "", ""])]
    weigh(kept, found, "car deck", "inconsistent", weight="high")
    weigh(kept, found, "explosion", "consistent")
    page = desk.get(WATCH).text
    assert f'action="{WATCH}/weigh"' in page
    assert 'aria-label="inconsistent with car deck" aria-pressed="true"' in page
    made = desk.get(f"{WATCH}.json").json()["hypotheses"]
    assert [(one["name"], one["rank"], one["score"]) for one in made["ranks"]] == [
        ("explosion", 1, 0),
        ("overload", 1, 0),
        ("car deck", 3, 2),
    ]
    assert made["pieces"][0]["weight"] == "high"
    assert made["turns"]


def test_what_is_no_statement_is_no_evidence(desk: TestClient, kept: Ledger) -> None:
    key = kept.find(doors(kept)).key
    assert "is an article" in desk.get(f"{WATCH}?evidence={key}").text
    assert desk.get(f"{WATCH}?evidence=ffffffff").status_code == 404


FILES = [("md", "text/markdown", "# Duty desk, week 41"), ("html", "text/html", "<!doctype html>")]


@pytest.mark.parametrize(("ending", "kind", "begins"), FILES)
def test_a_brief_as_a_file(ending: str, kind: str, begins: str, desk: TestClient) -> None:
    answer = desk.get(f"{WATCH}/brief.{ending}?as_of=2026-10-12")
    assert answer.headers["content-type"].startswith(kind)
    assert f'filename="duty-desk--week-41-2026-10-12.{ending}"' in answer.headers["content-disposition"]
    assert answer.text.startswith(begins)
    assert "that 312 tickets had been sold" in answer.text


def test_a_brief_leaves_what_is_new_new_and_refuses_what_is_no_day(desk: TestClient) -> None:
    before = desk.get(f"{WATCH}.json").json()["new"]
    assert "What is new" in desk.get(f"{WATCH}/brief").text
    assert desk.get(f"{WATCH}.json").json()["new"] == before
    assert "is not a day" in desk.get(f"{WATCH}/brief?since=yesterday").text


def test_nothing_is_styled_or_scripted_in_place(desk: TestClient) -> None:
    for address in ("/watches", WATCH, f"{WATCH}/brief", "/claims"):
        assert not re.search(r"\s(style|on\w+)=", desk.get(address).text)


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-31"])
def test_a_brief_of_any_day_can_be_asked_for(desk: TestClient, day: str) -> None:
    assert desk.get(f"{WATCH}/brief?as_of={day}").status_code == 200
