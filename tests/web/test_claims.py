"""Claims in the desk: the list, and a claim with its wordings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article
from starlette.testclient import TestClient

from onrecord.analysis.claims import find_claim
from onrecord.claims import diff_side_by_side
from onrecord.ledger import Ledger
from onrecord.web import Desk, DeskSettings, build_application
from onrecord.web.pages import claims

AT = datetime(2026, 10, 13, tzinfo=UTC)
EACH = [
    article("post", ("Mara Voss", "said", QUAY), publisher="Post", published=date(2026, 10, 5)),
    article("sun", ("MARA VOSS", "said", QUAY), publisher="Sun", published=date(2026, 10, 6)),
    article("wire", ("Mara Voss", "said", f"that {QUAY.replace('close', 'be shut')}"), published=date(2026, 10, 7)),
    article("star", ("Jonas Voss", "denied", QUAY), ("Ode", "said", "<b>yes</b>"), published=date(2026, 10, 4)),
]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "claims.db") as kept:
        for made in EACH:
            kept.keep(made, model="m", at=AT)
    return tmp_path / "claims.db"


@pytest.fixture
def board(settings: DeskSettings, record: Path) -> Iterator[TestClient]:
    with TestClient(
        build_application(Desk(replace(settings, ledger=record))), base_url="http://127.0.0.1:80"
    ) as client:
        client.headers["host"] = "127.0.0.1:80"
        yield client


def listed(board: TestClient, query: str = "") -> list[dict]:
    return board.get(f"/claims.json{query}").json()["claims"]


def test_the_most_printed_first(board: TestClient) -> None:
    first, *others = listed(board)
    assert (first["speaker"], first["content"], first["said"]) == ("Mara Voss", QUAY, "2026-10-05")
    assert (first["sightings"], first["texts"], first["wordings"]) == (3, 2, 2)
    assert {one["speaker"]: one["cue"] for one in others} == {"Jonas Voss": "denied", "Ode": "said"}
    assert "<b>yes" not in board.get("/claims").text


ASKED = [
    ("?speaker=voss", ["Mara Voss", "Jonas Voss"]),
    ("?speaker=mara", ["Mara Voss"]),
    ("?least=2", ["Mara Voss"]),
    ("?speaker=nobody", []),
    ("?newest=1", ["Ode"]),
]


@pytest.mark.parametrize(("query", "want"), ASKED)
def test_claims_asked_for(query: str, want: list[str], board: TestClient) -> None:
    assert [one["speaker"] for one in listed(board, query)] == want


def test_every_speaker_who_fits_is_there_or_said_to_be_left_out(
    tmp_path: Path, settings: DeskSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 26 speakers called Voss the page had 24, and said nothing of the others."""
    path = tmp_path / "voices.db"
    with Ledger.open(path) as kept:
        for number in range(26):
            said = (f"{chr(65 + number)}na Voss", "said", f"pier {number} is open")
            kept.keep(article(f"a{number}", said, published=date(2026, 10, 1)), model="m", at=AT)
        kept.keep(article("z", ("Anton Reh", "said", QUAY), published=date(2026, 10, 1)), model="m", at=AT)
    with TestClient(build_application(Desk(replace(settings, ledger=path))), base_url="http://127.0.0.1:80") as client:
        client.headers["host"] = "127.0.0.1:80"
        found = client.get("/claims.json?speaker=voss").json()
        assert (len({one["speaker"] for one in found["claims"]}), found["cut"], found["names"]) == (26, False, 0)
        monkeypatch.setattr(claims, "MOST_NAMES", 24)
        found = client.get("/claims.json?speaker=voss&newest=299").json()
        assert (len({one["speaker"] for one in found["claims"]}), found["cut"], found["names"]) == (24, False, 24)
        assert "Only 24 of the names that fit were looked at" in client.get("/claims?speaker=voss&newest=299").text


def test_what_was_cut_is_said(board: TestClient) -> None:
    assert "Among the newest" not in board.get("/claims?newest=5").text
    assert "Among the newest 4 statements" in board.get("/claims?newest=4").text
    assert "Among the newest 1 statements" in board.get("/claims?newest=1").text
    assert "Among the newest" not in board.get("/claims").text


def test_a_claim_from_any_of_its_sightings(board: TestClient, record: Path) -> None:
    (first, *_), asked = listed(board), "/claims/{}.json"
    whole = board.get(asked.format(first["id"])).json()
    assert [(p["name"], [s["wording"] for s in p["sightings"]]) for p in whole["papers"]] == [
        ("Post", [1]),
        ("Sun", [1]),
        ("unknown publisher", [2]),
    ]
    (wording,) = whole["wordings"]
    assert wording["verdict"] == "drifted"
    assert wording["because"]
    assert whole["chart"]["spec"]["data"]["values"]
    other = board.get(asked.format(wording["id"][:8])).json()
    assert (other["id"], other["asked"]) == (first["id"], wording["id"])
    with Ledger.open(record) as kept:
        (claim,) = find_claim(kept, first["id"]).items
    assert [one.sighting.statement.id for one in claim.seen] == [
        s["id"] for p in whole["papers"] for s in p["sightings"]
    ]


def test_differences_are_told_in_words_too(board: TestClient) -> None:
    page = board.get(listed(board)[0]["address"]).text
    assert '<del><span class="unseen">[gone: </span>close<span class="unseen">]</span></del>' in page
    assert '<ins><span class="unseen">[new: </span>be shut<span class="unseen">]</span></ins>' in page


def test_each_side_keeps_its_own_letters() -> None:
    older, newer = diff_side_by_side("The quay could close", "the quay will CLOSE")
    assert "".join(part.words for part in older) == "The quay could close"
    assert "".join(part.words for part in newer) == "the quay will CLOSE"
    assert [part.words.strip() for part in older if part.state == "gone"] == ["could"]


NONE = [
    ("/claims/post", 409, "is an article"),
    ("/claims/ffffffff", 404, "nothing has the id"),
    ("/claims?least=x", 400, "is no whole number"),
]


@pytest.mark.parametrize(("address", "status", "words"), NONE)
def test_what_has_no_claim_says_why(address: str, status: int, words: str, board: TestClient) -> None:
    answer = board.get(address)
    assert words in answer.text
    assert answer.status_code == status
