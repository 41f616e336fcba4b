"""The commands about claims, on a ledger that is made without the model."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from claimed_articles import QUAY, article
from commands import fails, run

from onrecord.ledger import Ledger

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("claims") / "record.db"
    page = {"url": "https://post.example/1", "publisher": "Post", "published": date(2026, 10, 5)}
    voss, reh = ("Mara Voss", "said", QUAY), ("Anton Reh", "said", "nine piles had been replaced")
    each = [
        article("post", voss, reh, (None, "said", "nobody knew"), ("Ott", "said", "it was raining hard"), **page),
        article("sun", ("MARA VOSS", "said", QUAY), publisher="Sun", published=date(2026, 10, 6)),
        article("wire", ("Mara Voss", "said", f"that {QUAY.replace('close', 'be shut')}"), published=date(2026, 10, 7)),
        article("star", ("Jonas Voss", "said", QUAY), publisher="Star", published=date(2026, 10, 4)),
        article("post2", voss, ("Anton Reh", "said", "ten piles had been replaced"), ("Ode", "said", "yes"), **page),
    ]
    with Ledger.open(path) as made:
        for i, record in enumerate(each):
            made.keep(record, model="m", at=NOON + timedelta(hours=i))
    return path


def rows(ledger: Path, *arguments: object) -> list[dict]:
    done = run(*arguments, "--ledger", ledger, "--json", folder=ledger.parent)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_claims_are_listed_the_most_printed_first(ledger: Path) -> None:
    first, *others = rows(ledger, "claims")
    assert (first["speaker"], first["content"], first["first_said"]) == ("Mara Voss", QUAY, "2026-10-05")
    assert (first["sightings"], first["wordings"], first["publishers"]) == (3, 2, ["Post", "Sun"])
    assert [(row["speaker"], row["sightings"]) for row in others] == [("Jonas Voss", 1), ("Anton Reh", 1), ("Ode", 1)]


FILTERS = [
    (["--speaker", "voss"], ["Mara Voss", "Jonas Voss"]),
    (["--speaker", "mara voss"], ["Mara Voss"]),
    (["--least", "2"], ["Mara Voss"]),
    (["--limit", "1", "--offset", "1"], ["Jonas Voss"]),
    (["--speaker", "nobody"], []),
    (["--offset", "9"], []),
]


@pytest.mark.parametrize(("asked", "want"), FILTERS)
def test_claims_asked_for(ledger: Path, asked: list[str], want: list[str]) -> None:
    assert [row["speaker"] for row in rows(ledger, "claims", *asked)] == want


def test_a_claim_has_every_sighting_with_its_drift(ledger: Path) -> None:
    (listed,) = rows(ledger, "claims", "--speaker", "mara")
    (made,) = rows(ledger, "claim", listed["id"])
    assert made["id"] == listed["id"]
    seen = made["sightings"]
    assert [(s["article"], s["publisher"], s["published"], s["kind"]) for s in seen] == [
        ("post2", "Post", "2026-10-05", "same"),
        ("sun", "Sun", "2026-10-06", "same"),
        ("wire", None, "2026-10-07", "drifted"),
    ]
    assert ["gone", " close"] in seen[2]["difference"]
    assert ["new", " be shut"] in seen[2]["difference"]
    assert all(s["because"] for s in seen)
    for other in seen[1:]:
        assert rows(ledger, "claim", other["id"][:8]) == [made]


def test_a_claim_is_shown_side_by_side(ledger: Path) -> None:
    (listed,) = rows(ledger, "claims", "--speaker", "mara")
    done = run("claim", listed["id"], "--ledger", ledger, folder=ledger.parent)
    words = " ".join(done.stdout.split())
    assert "first said 5 Oct 2026, 3 appearances in 3 texts, 2 wordings, in Post, Sun" in words
    assert "{+be shut+}" in words
    assert "[-close-]" in words
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_claims_fit_a_terminal(ledger: Path) -> None:
    done = run("claims", "--ledger", ledger, folder=ledger.parent)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert "1 to 4 of 4 claims" in done.stderr
    # The words have lines of their own, as wide as the terminal.
    first = rows(ledger, "claims")[0]
    assert lines[0] == first["content"]
    assert (
        f"    {first['speaker']}, first said 5 Oct 2026, 3 appearances in 3 texts, 2 wordings, in Post, Sun" in lines[1]
    )


def test_versions_tell_what_was_changed_added_and_withdrawn(ledger: Path) -> None:
    (made,) = rows(ledger, "versions", "post2")
    changes = [(c["change"], (c["before"] or c["after"])["content"]) for c in made["statements"]]
    assert changes[:2] == [("changed", "nine piles had been replaced"), ("added", "yes")]
    assert {change for change, _ in changes[2:]} == {"withdrawn"}
    assert {words for _, words in changes[2:]} == {"nobody knew", "it was raining hard"}
    assert made["statements"][0]["difference"][:2] == [["gone", "nine"], ["new", "ten"]]
    assert made["read"] == ["2026-10-05T12:00:00+00:00", "2026-10-05T16:00:00+00:00"]
    assert [["new", "Ode said yes."]] in made["text"]
    done = run("versions", "post2", "--ledger", ledger, folder=ledger.parent)
    assert "[-nine-] piles" in done.stdout
    assert "{+ten+} piles" in done.stdout
    assert "2 versions of post2" in done.stderr


def test_a_page_that_was_read_once_has_one_version(ledger: Path) -> None:
    done = run("versions", "sun", "--ledger", ledger, folder=ledger.parent)
    assert (done.returncode, done.stdout) == (0, "")
    assert "only one version" in done.stderr


def test_what_has_no_claim_says_why(ledger: Path) -> None:
    with Ledger.open(ledger) as kept:
        old = kept.record(kept.versions("post2")[0])
    said, unnamed = old.statements[0].id, old.statements[2].id
    cases = [
        ("sun", "sun is an article", "onrecord show sun"),
        (unnamed, "no speaker by name", "only named speakers"),
        (said, "an older version", f"onrecord versions {said}"),
        ("ffffffff", "nothing has the id", "onrecord search"),
    ]
    for asked, *words in cases:
        done = run("claim", asked, "--ledger", ledger, folder=ledger.parent)
        fails(done, 1, *words)
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["claims"], ["claim", "abcd"], ["versions", "abcd"]])
def test_a_ledger_that_is_not_there(command: list[str], tmp_path: Path) -> None:
    fails(run(*command, folder=tmp_path), 1, "record.db: does not exist")
