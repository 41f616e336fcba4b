"""The commands `score` and `plot` as a user meets them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import fails, run
from forecasting import NOW, foretelling, ledger_of

from onrecord.cli import cli
from onrecord.judgements import Confirmation, Correction, SameAs, Withdrawal
from onrecord.ledger import Ledger
from onrecord.records import Record

DAY = ("--as-of", "2026-10-05")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("scores")
    (made / "ids").write_text(" ".join(ledger_of(made / "record.db")))
    return made


def scores(folder: Path, *options: str) -> list[dict]:
    done = run("score", *DAY, "--json", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_score_of_all(folder: Path) -> None:
    ids = (folder / "ids").read_text().split()
    (made,) = scores(folder)
    assert (made["n"], made["small"]) == (9, True)
    # Numbers 0 to 8: no where they can be divided by three or four.
    assert made["outcomes"] == {"yes": 4, "no": 5, "partly": 0}
    assert made["base_rate"]["value"] == pytest.approx(4 / 9)
    # Even numbers were said at 55 to 80 %, odd ones at 20 to 45 %.
    sure = [0.325 if n % 2 else 0.675 for n in range(9)]
    came = [not (n % 3 == 0 or n % 4 == 0) for n in range(9)]
    want = sum((p - y) ** 2 for p, y in zip(sure, came, strict=True)) / 9
    assert made["brier"]["middle"]["value"] == pytest.approx(want)
    assert made["apart"] == {"unconfirmed": [ids[9]], "void": [ids[10]], "early": [ids[11]]}
    assert sum(b["n"] for b in made["bins"]) == 9


CHOSEN = [
    (["--speaker", "voss"], 3),
    (["--speaker", "mara voss"], 3),
    (["--speaker", "nobody"], 0),
    (["--organisation", "grain union"], 3),
    (["--publisher", "herald"], 4),
    (["--topic", "pier"], 9),
    (["--topic", '"pier 7"'], 1),
    (["--topic", "zeppelin"], 0),
    (["--since", "2026-03-01"], 9),
    (["--since", "2026-03-02"], 0),
    (["--until", "2026-02-28"], 0),
    (["--as-of", "2026-04-03"], 2),
]


@pytest.mark.parametrize(("options", "want"), CHOSEN)
def test_which_forecasts(folder: Path, options: list[str], want: int) -> None:
    assert scores(folder, *options)[0]["n"] == want


BY = [
    ("speaker", {"Mara Voss": 3, "Ion Pell": 3, None: 3}),
    ("organisation", {"Harbour Office": 3, "Grain Union": 3, None: 3}),
    ("publisher", {"Post": 5, "Herald": 4}),
    ("month", {"2026-03": 9}),
]


@pytest.mark.parametrize(("key", "want"), BY)
def test_by(folder: Path, key: str, want: dict) -> None:
    assert {row["name"]: row["n"] for row in scores(folder, "--by", key)} == want


def test_the_table_fits_and_calls_a_small_n_small(folder: Path) -> None:
    for options in ([], ["--by", "speaker"]):
        done = run("score", *DAY, *options, folder=folder)
        assert max(map(len, done.stdout.splitlines())) <= 100
        assert "small: fewer than 30 forecasts" in done.stdout
        words = "1 not yet reviewed; 1 cannot be determined; 1 horizon not past"
        assert words in done.stdout
    assert "Mara Voss" in done.stdout


def test_who_has_no_scored_forecast_is_left_out(folder: Path) -> None:
    """A score of nothing is a row of dashes; a hundred of them would hide the one that has figures."""
    command = ["score", "--as-of", "2026-04-03", "--by", "speaker", "--ledger", str(folder / "record.db")]
    short, whole = (CliRunner().invoke(cli, [*command, *options]).stdout for options in ([], ["--all"]))
    counts = {row["name"] or "unknown": row["n"] for row in scores(folder, "--as-of", "2026-04-03", "--by", "speaker")}
    assert 0 < sum(n == 0 for n in counts.values()) < len(counts)
    assert [name for name in counts if f"\n{name} " in whole] == list(counts)
    assert [name for name in counts if f"\n{name} " in short] == [name for name, n in counts.items() if n]
    assert "without a scored forecast: see --all" in short
    assert "without a scored forecast" not in whole


def test_a_withdrawn_confirmation_counts_no_more(tmp_path: Path) -> None:
    ids = ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        (judged,) = ledger.judgements(Confirmation, ids[0])
        ledger.judge(Withdrawal(judged.id, by="Ada", at=datetime(2026, 10, 6, tzinfo=UTC)))
    (made,) = scores(tmp_path)
    assert made["n"] == 8
    assert set(made["apart"]["unconfirmed"]) == {ids[0], ids[9]}


def test_a_forecast_of_a_page_that_has_changed_still_counts(tmp_path: Path) -> None:
    ids = ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        old = ledger.find(ids[0]).record
        ledger.keep(Record(replace(old.article, text="Nothing was ever said here.")), model="m", at=NOW)
    assert scores(tmp_path)[0]["n"] == 9


CORRECTIONS = [
    ({"field": "speaker", "value": "Ion Pell"}, {"Mara Voss": 2, "Ion Pell": 4, None: 3}),
    ({"field": "forecast", "value": False}, {"Mara Voss": 2, "Ion Pell": 3, None: 3}),
    ({"field": "statement", "value": False}, {"Mara Voss": 2, "Ion Pell": 3, None: 3}),
]


@pytest.mark.parametrize(("data", "want"), CORRECTIONS)
def test_corrections_count(tmp_path: Path, data: dict, want: dict) -> None:
    ids = ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.judge(Correction(ids[0], **data, by="Ada", at=datetime(2026, 10, 6, tzinfo=UTC)))
    assert {row["name"]: row["n"] for row in scores(tmp_path, "--by", "speaker")} == want


def test_a_horizon_that_a_person_gives_wins(tmp_path: Path) -> None:
    ids = ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        data = {"last": date(2027, 1, 1), "low": 0.1, "high": 0.2}
        ledger.judge(Confirmation(ids[0], **data, by="Ada", at=datetime(2026, 10, 6, tzinfo=UTC)))
    (made,) = scores(tmp_path)
    assert made["n"] == 8
    assert ids[0] in made["apart"]["early"]


def test_one_who_has_two_names_has_one_score(tmp_path: Path) -> None:
    ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.judge(SameAs("Mara Voss", "Ion Pell", by="Ada", at=NOW))
    rows = scores(tmp_path, "--by", "speaker")
    assert sorted(row["n"] for row in rows) == [3, 6]
    assert [scores(tmp_path, "--speaker", name)[0]["n"] for name in ("voss", "pell")] == [6, 6]


def test_a_forecast_is_confirmed_resolved_and_scored_by_commands(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        made = foretelling(2, "Mara Voss", None, due=date(2026, 4, 3))
        ledger.keep(made, model="m", at=NOW)
    told = made.statements[0].id
    assert scores(tmp_path)[0]["apart"] == {"unconfirmed": [told]}
    assert run("confirm", told, folder=tmp_path).returncode == 0
    assert scores(tmp_path)[0]["apart"] == {"unresolved": [told]}
    resolve = ("resolve", told, "--outcome", "partly", "--on", "2026-04-02", "--evidence", "https://news.example/2")
    assert run(*resolve, folder=tmp_path).returncode == 0
    (found,) = scores(tmp_path)
    assert (found["n"], found["outcomes"]) == (1, {"yes": 0, "no": 0, "partly": 1})
    assert found["brier"]["middle"]["value"] == pytest.approx((0.675 - 0.5) ** 2)
    assert found["auc"] is None


def test_plots(folder: Path, tmp_path: Path) -> None:
    for kind, words in (("calibration", "share that came true"), ("timeline", "Ion Pell: The ferry to pier 4")):
        done = run("plot", kind, *DAY, "--out", tmp_path / "a.svg", folder=folder)
        assert done.returncode == 0, done.stderr
        assert words in (tmp_path / "a.svg").read_text()
        done = run("plot", kind, *DAY, "--speaker", "pell", "--out", tmp_path / "a.vl.json", folder=folder)
        assert json.loads((tmp_path / "a.vl.json").read_text())["title"]["text"] == "pell"


BAD = [
    (["score", "--since", "2026-02-02", "--until", "2026-01-01"], 2, "--since is later"),
    (["score", "--by", "moon"], 2, "--by"),
    (["score", "--ledger", "none.db"], 1, "none.db: does not exist"),
    (["plot", "calibration"], 2, "--out"),
    (["plot", "pie", "--out", "a.svg"], 2, "pie"),
    (["plot", "timeline", "--out", "a.gif"], 1, "does not name a chart"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(b[0]) for b in BAD])
def test_what_is_wrong_is_said(folder: Path, arguments: list[str], code: int, words: str) -> None:
    fails(run(*arguments, folder=folder), code, words)


def test_nothing_that_fits_is_said(folder: Path) -> None:
    done = run("score", "--speaker", "zeppelin", folder=folder)
    assert done.stdout == ""
    assert "no forecasts" in done.stderr


@pytest.mark.parametrize("command", ["score", "plot"])
def test_help_shows_an_example(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", folder=tmp_path)
    assert f"onrecord {command} " in done.stdout.split("Usage:")[1].partition("\n")[2]
    assert max(map(len, done.stdout.splitlines())) <= 100
