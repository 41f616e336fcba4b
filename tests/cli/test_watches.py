"""The commands `watch`, `weigh` and `brief` as a user meets them."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands import fails, run
from watched import ledger

from onrecord.judgements import Weighing
from onrecord.ledger import Ledger

WATCH = """
name: The weir
indicators:
  - {name: Weir, query: weir, why: it leaks}
  - {name: Ferries, query: ferry}
series:
  - {name: Masons, unit: masons}
hypotheses:
  - {name: frost, text: Frost broke it.}
  - {name: Flood, text: The flood broke it.}
"""
TEXTS = [
    "{S:Anton Reh} {C:said} {T:that the weir in Tarn would be rebuilt by 40 masons}.",
    "{S:Hana Doul} {C:said} {T:that more than 90 masons had left}. {S:Pavel Osk} {C:denied} {T:that the weir leaks}.",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weir.yaml").write_text(WATCH)
    ledger(tmp_path / "record.db", TEXTS)
    return tmp_path


def rows(folder: Path, *options: str) -> list[dict]:
    done = run("watch", "weir.yaml", "--json", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def signs(found: list[dict]) -> list[str]:
    return sorted(row["speaker"] for row in found if row["is"] == "sign")


@pytest.mark.slow
def test_what_is_new_is_shown_once(folder: Path) -> None:
    assert signs(rows(folder, "--peek")) == ["Anton Reh", "Pavel Osk"]
    assert signs(rows(folder)) == ["Anton Reh", "Pavel Osk"]
    assert signs(rows(folder)) == []
    assert signs(rows(folder, "--all")) == ["Anton Reh", "Pavel Osk"]
    done = run("watch", "weir.yaml", folder=folder)
    assert "0 new of 2 signs; --all shows those" in done.stderr


def test_rows_hold_the_evidence(folder: Path) -> None:
    found = rows(folder)
    reh = next(row for row in found if row["is"] == "sign" and row["speaker"] == "Anton Reh")
    assert reh["place"] == {"name": "Tarn", "because": "“in Tarn” in what was said"}
    assert (reh["day"], reh["publisher"], reh["indicator"]) == ("2026-10-05", "The Courier", "Weir")
    assert reh["quotation"] == "that the weir in Tarn would be rebuilt by 40 masons"
    points = [(row["low"], row["high"]) for row in found if row["is"] == "point"]
    assert sorted(points, key=str) == [(40.0, 40.0), (90.0, None)]
    (differ,) = [row for row in found if row["is"] == "disagreement"]
    assert sorted(side["speaker"] for side in differ["sides"]) == ["Anton Reh", "Hana Doul"]
    assert not [row for row in found if row["is"] == "hypothesis"]


def test_in_a_terminal(folder: Path) -> None:
    done = run("watch", "weir.yaml", folder=folder)
    assert done.returncode == 0, done.stderr
    for words in ("Weir  it leaks", "5 Oct 2026  Tarn  Anton Reh", "Pavel Osk  denied", "more than 90 masons", "open"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "Ferries" not in done.stdout


def test_reprints_are_shown_once_in_a_terminal(folder: Path) -> None:
    ledger(folder / "record.db", [f"Again: {TEXTS[0]}"])
    done = run("watch", "weir.yaml", "--peek", folder=folder)
    assert done.stdout.count("would be rebuilt by 40 masons") == 1 + len(re.findall("Where sources", done.stdout))
    assert "also The Courier" in done.stdout
    assert signs(rows(folder)) == ["Anton Reh", "Anton Reh", "Pavel Osk"]


def weigh(folder: Path, speaker: str, hypothesis: str, cell: str, *options: str):
    found = next(row["id"] for row in rows(folder, "--all", "--peek") if row.get("speaker") == speaker)
    return run("weigh", "weir.yaml", found[:8], hypothesis, cell, "--by", "Ida", *options, folder=folder)


@pytest.mark.slow
def test_evidence_is_weighed(folder: Path) -> None:
    assert weigh(folder, "Anton Reh", "frost", "inconsistent", "--weight", "high").returncode == 0
    done = weigh(folder, "Pavel Osk", "flood", "inconsistent", "--note", "no leak", "--json")
    made = json.loads(done.stdout)
    assert made["data"] == {"watch": "The weir", "hypothesis": "Flood", "cell": "inconsistent", "note": "no leak"}
    found = rows(folder)
    standings = [(row["name"], row["score"], row["rank"], row["leads"]) for row in found if row["is"] == "hypothesis"]
    assert standings == [("Flood", 1.0, 1, True), ("frost", 2.0, 2, False)]
    turns = [(row["hypothesis"], row["now"], row["otherwise"], row["leaders"]) for row in found if row["is"] == "turn"]
    assert turns == [("frost", "inconsistent", "neither", ["frost"]), ("Flood", None, "inconsistent", ["frost"])]
    with Ledger.open(folder / "record.db") as kept:
        assert [(j.by, j.cell) for j in kept.judgements(Weighing)] == [("Ida", "inconsistent")] * 2
    shown = run("watch", "weir.yaml", folder=folder).stdout
    assert "1. Flood: inconsistency 1" in shown
    assert "would be the least contradicted" in shown


def test_series_are_drawn(folder: Path) -> None:
    assert "series.svg written" in run("watch", "weir.yaml", "--plot", "series.svg", folder=folder).stderr
    assert (folder / "series.svg").read_text().startswith("<svg")
    run("watch", "weir.yaml", "--plot", "series.vl.json", folder=folder)
    assert json.loads((folder / "series.vl.json").read_text())["vconcat"][0]["title"]["text"] == "Masons"


@pytest.mark.slow
def test_mistakes(folder: Path) -> None:
    (folder / "wrong.yaml").write_text("name: a\nindicators: [{name: b, query: 'speeker:c'}]")
    fails(run("watch", "wrong.yaml", folder=folder), 1, "wrong.yaml, line 2", "did you mean speaker:?")
    fails(run("watch", "none.yaml", folder=folder), 1, "none.yaml: cannot be read")
    fails(run("watch", "weir.yaml", "--ledger", "none.db", folder=folder), 1, "none.db: does not exist")
    fails(run("watch", "weir.yaml", "--plot", "a.png", folder=folder), 1, "a.png: does not name a chart")
    fails(weigh(folder, "Anton Reh", "bomb", "neither"), 1, 'no hypothesis bomb: there is "frost", "Flood"')
    fails(weigh(folder, "Anton Reh", "frost", "perhaps"), 2, "perhaps")
    fails(run("weigh", "weir.yaml", "zzzz", "frost", "neither", folder=folder), 1, "nothing has the id zzzz")
    with Ledger.open(folder / "record.db") as kept:
        article = kept.find(rows(folder, "--all", "--peek")[0]["id"]).record.article.id
    fails(run("weigh", "weir.yaml", article, "frost", "neither", folder=folder), 1, "is an article: name one of its")


def test_a_chart_that_fails_leaves_what_is_new_new(folder: Path) -> None:
    run("watch", "weir.yaml", "--plot", "a.png", folder=folder)
    assert signs(rows(folder)) == ["Anton Reh", "Pavel Osk"]


@pytest.mark.slow
def test_briefs(folder: Path) -> None:
    done = run("brief", "weir.yaml", "--as-of", "2026-10-12", folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# The weir\n\nBrief of 12 Oct 2026")
    assert "> that more than 90 masons had left" in done.stdout
    run("brief", "weir.yaml", "--as-of", "2026-10-12", "--out", "brief.md", folder=folder)
    assert (folder / "brief.md").read_text() == done.stdout
    assert "brief.html written" in run("brief", "weir.yaml", "--out", "brief.html", folder=folder).stderr
    page = (folder / "brief.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert signs(rows(folder)) == ["Anton Reh", "Pavel Osk"], "a brief leaves what is new new"
    today = date.today()
    week_ago = (today - timedelta(days=8)).isoformat()
    later = (today + timedelta(days=30)).isoformat()
    assert "No new statements" not in run("brief", "weir.yaml", folder=folder).stdout
    assert "No new statements" in run("brief", "weir.yaml", "--as-of", later, folder=folder).stdout
    assert (
        "No new statements"
        not in run("brief", "weir.yaml", "--as-of", later, "--since", week_ago, folder=folder).stdout
    )


def test_mistakes_of_briefs(folder: Path) -> None:
    fails(run("brief", "weir.yaml", "--out", "brief.pdf", folder=folder), 1, "brief.pdf: does not name a brief")
    fails(run("brief", "weir.yaml", "--out", "none/brief.md", folder=folder), 1, "cannot be written")
    fails(run("brief", "none.yaml", folder=folder), 1, "none.yaml: cannot be read")
