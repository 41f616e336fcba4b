"""The commands by which people judge, as a user meets them."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
FIRST = "Warden Mara Voss said the weir would be rebuilt by May. Tom Reh doubted it."
SECOND = "Voss said the sluice was rotten. Мара Восс added that it could break by June."


def said(article: Article, source: str, cue: str, content: str, **readings) -> Statement:
    at = [article.text.index(words) for words in (source, cue, content)]
    spans = tuple((Span(a, a + len(w)),) for a, w in zip(at, (source, cue, content), strict=True))
    return Statement(statement_id(article, *spans), *spans, **readings)


def articles() -> list[Record]:
    first = Article("first", FIRST, title="The weir", publisher="Brenn Echo", published=date(2026, 1, 5))
    second = Article("second", SECOND, title="The sluice", publisher="Lissen Post", published=date(2026, 1, 6))
    may, june = (
        Forecast("foretold", first=date(2026, 1, 5), last=date(2026, month, 30), low=0.5, high=0.9) for month in (5, 6)
    )
    voss = Speaker("Mara Voss", "person", "named", role="warden", organisation="Weir Board")
    return [
        Record(
            first,
            (
                said(first, "Warden Mara Voss", "said", "the weir would be rebuilt by May", speaker=voss, forecast=may),
                said(first, "Tom Reh", "doubted", "it", speaker=Speaker("Tom Reh", "person", "named")),
            ),
        ),
        Record(
            second,
            (
                said(second, "Voss", "said", "the sluice was rotten", speaker=Speaker("Voss", "person", "named")),
                said(
                    second,
                    "Мара Восс",
                    "added",
                    "that it could break by June",
                    speaker=Speaker("Мара Восс", "person", "named"),
                    forecast=june,
                ),
            ),
        ),
    ]


WEIR, DOUBT, SLUICE, BREAK = (s.id for record in articles() for s in record.statements)


class Command:
    """The command over a ledger of two articles; `run` gives what it printed and said."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.monkeypatch, self.capsys = folder / "record.db", monkeypatch, capsys
        monkeypatch.setenv("COLUMNS", "100")
        with Ledger.open(self.path) as ledger:
            for record in articles():
                ledger.keep(record, model="m1", at=NOW)

    def run(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        self.monkeypatch.setattr(sys, "argv", ["onrecord", *arguments, "--ledger", str(self.path)])
        left = 0
        try:
            main()
        except SystemExit as leave:
            left = int(leave.code or 0)
        captured = self.capsys.readouterr()
        assert left == code, captured
        return captured.out, captured.err

    def rows(self, *arguments: str) -> list[dict]:
        return [json.loads(line) for line in self.run(*arguments, "--json")[0].splitlines()]

    def judge(self, *arguments: str) -> dict:
        (made,) = self.rows(*arguments, "--by", "Ida")
        return made


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def test_a_speaker_under_every_name(onrecord: Command) -> None:
    about, *hits = onrecord.rows("speaker", "voss")
    assert about["name"] == "Mara Voss"
    assert {m["name"]: m["score"] for m in about["names"]} == {"Mara Voss": 1.0, "Мара Восс": 0.95, "Voss": 0.6}
    assert {hit["id"] for hit in hits} == {WEIR, SLUICE, BREAK}
    out, err = onrecord.run("speaker", "Mara Voss", "--limit", "2")
    assert "the same name parts as Mara Voss, in another script" in " ".join(out.split())
    assert "1 to 2 of 3 statements" in err
    assert max(map(len, out.splitlines())) <= 100


def test_same_different_withdraw(onrecord: Command) -> None:
    apart = onrecord.judge("different", "mara voss", "Voss", "--note", "the goalkeeper")
    assert (apart["subject"], apart["object"], apart["data"]) == ("Mara Voss", "Voss", {"note": "the goalkeeper"})
    about = onrecord.rows("speaker", "Mara Voss")[0]
    assert [m["name"] for m in about["names"]] == ["Mara Voss", "Мара Восс"]
    assert "Voss: judged different by Ida on" in about["doubts"][0]
    _, err = onrecord.run("same", "Voss", "Mara Voss")
    assert f"this one counts from now on, not {apart['id']}" in err
    assert len(onrecord.rows("speaker", "Mara Voss")[0]["names"]) == 3
    _, err = onrecord.run("withdraw", apart["id"][:6])
    assert "withdrawn: different: Mara Voss, Voss (by Ida" in err
    _, err = onrecord.run("withdraw", apart["id"], code=1)
    assert "was withdrawn already" in err


def test_log_of_a_name(onrecord: Command) -> None:
    made = onrecord.judge("same", "Tom Reh", "Voss", "--note", "his own word")
    onrecord.run("withdraw", made["id"], "--by", "Tom")
    told = onrecord.rows("log", "Tom Reh")
    assert [(e["by"], e["judgement"]["kind"], e["standing"]) for e in told] == [
        ("Ida", "same", False),
        ("Tom", "withdraw", True),
    ]
    out, _ = onrecord.run("log", "Tom Reh")
    assert "same: Tom Reh, Voss (his own word) — withdrawn" in " ".join(out.split())
    _, err = onrecord.run("log", "Мара Восс")
    assert "no judgements about Мара Восс" in err


def test_a_correction_is_shown_searched_and_logged(onrecord: Command) -> None:
    onrecord.run(
        "correct", DOUBT[:8], "--speaker", "Una Reh", "--role", "farmer", "--by", "Ida", "--note", "see page 2"
    )
    row = onrecord.rows("show", DOUBT)[0]
    assert row["statements"][0]["speaker"]["name"] == "Una Reh"
    assert row["statements"][0]["speaker"]["role"] == "farmer"
    assert [j["data"]["field"] for j in row["judged"]] == ["speaker", "role"]
    for arguments in (["show", "first"], ["search", "--speaker", "una"], ["speaker", "Una Reh"]):
        out, _ = onrecord.run(*arguments)
        assert "corrected: said by Una Reh (by Ida, " in " ".join(out.split()), arguments
    out, _ = onrecord.run("log", DOUBT)
    flat = " ".join(out.split())
    assert "m1 read speaker Tom Reh; act say" in flat
    assert "Ida" in flat
    assert "corrected: role farmer (see page 2)" in flat


def test_what_is_no_statement_and_no_forecast(onrecord: Command) -> None:
    onrecord.run("correct", DOUBT, "--not-a-statement")
    onrecord.run("correct", WEIR, "--not-a-forecast", "--said-at", "2026-01-04")
    (shown,) = onrecord.rows("show", "first")
    assert [s["id"] for s in shown["statements"]] == [WEIR]
    assert shown["statements"][0]["forecast"] is None
    assert shown["statements"][0]["said_at"]["value"] == "2026-01-04"
    out, err = onrecord.run("show", DOUBT)
    assert "is not in the newest reading" in err
    assert "corrected: not a statement" in out
    _, err = onrecord.run("correct", WEIR, "--not-a-forecast", code=1)
    assert "is not read as a forecast" in err


def test_forecasts_come_due_are_confirmed_and_resolved(onrecord: Command) -> None:
    assert onrecord.rows("due", "--on", "2026-05-29") == []
    assert [r["id"] for r in onrecord.rows("due", "--on", "2026-05-29", "--within", "1")] == [WEIR]
    onrecord.judge("confirm", BREAK, "--to", "2026-04-30", "--low", "0.6")
    assert [(r["id"], r["due"], r["confirmed"]) for r in onrecord.rows("due", "--on", "2026-06-30")] == [
        (BREAK, "2026-04-30", True),
        (WEIR, "2026-05-30", False),
    ]
    out, err = onrecord.run("due", "--on", "2026-06-30")
    assert out.index("Confirmed") < out.index(BREAK) < out.index("Not yet reviewed") < out.index(WEIR)
    assert "60–90 %" in out
    assert "2 forecasts are due by 30 Jun 2026: 1 confirmed, 1 not" in err
    made = onrecord.judge("resolve", BREAK, "--outcome", "no", "--on", "2026-05-01", "--evidence", SLUICE[:8])
    assert made["data"] == {"outcome": "no", "on": "2026-05-01", "evidence": SLUICE}
    assert [r["id"] for r in onrecord.rows("due", "--on", "2026-06-30")] == [WEIR]
    _, err = onrecord.run("resolve", BREAK, "--outcome", "partly", "--on", "2026-05-02")
    assert f"this one counts from now on, not {made['id']} (no by Ida)" in err
    _, err = onrecord.run("resolve", WEIR, "--outcome", "void", "--on", "2026-05-02")
    assert "nobody has confirmed that it is a forecast" in err
    assert "resolved: came partly true, on 2 May 2026" in " ".join(onrecord.run("show", BREAK)[0].split())


def test_a_forecast_that_no_machine_read(onrecord: Command) -> None:
    _, err = onrecord.run("confirm", SLUICE, code=1)
    assert "give its deadline (--to)" in err
    _, err = onrecord.run("resolve", SLUICE, "--outcome", "yes", code=1)
    assert "is not read as a forecast: if it is one, confirm" in err
    onrecord.judge("confirm", SLUICE, "--to", "2026-03-01")
    assert [r["id"] for r in onrecord.rows("due", "--on", "2026-03-01")] == [SLUICE]


def test_grades(onrecord: Command) -> None:
    for letter in ("C", "b"):
        onrecord.judge("grade", "Brenn Echo", "--reliability", letter, "--note", letter)
    last = onrecord.judge("grade", "brenn echo", "--reliability", "E")
    onrecord.run("withdraw", last["id"])
    shown = onrecord.rows("grade", "Brenn Echo")
    assert [(g["data"]["reliability"], g["state"]) for g in shown] == [
        ("E", "withdrawn"),
        ("B", "stands"),
        ("C", "earlier"),
    ]
    out, _ = onrecord.run("grade", "Brenn Echo")
    assert "grade B: usually reliable (by Ida" in out.splitlines()[1]
    onrecord.judge("grade", WEIR[:6], "--credibility", "4")
    assert "grade 4: doubtful" in onrecord.run("show", WEIR)[0]
    assert onrecord.judge("grade", "Weir Board", "--reliability", "A")["subject"] == "Weir Board"
    assert "has no grade yet" in onrecord.run("grade", "Tom Reh")[1]


def test_redaction(onrecord: Command) -> None:
    made = onrecord.judge("redact", DOUBT, "--why", "asked for")
    assert made["data"]["what"] == "statement"
    out, err = onrecord.run("show", DOUBT)
    assert "statement redacted by Ida" in err
    assert "doubted" not in out
    assert b"doubted" not in onrecord.path.read_bytes()
    onrecord.judge("redact", "second", "--why", "a court's order")
    assert b"sluice" not in onrecord.path.read_bytes()
    assert "article redacted by Ida" in onrecord.run("show", "second")[1]
    assert "article redacted by Ida" in onrecord.run("show", SLUICE, code=1)[1]
    _, err = onrecord.run("withdraw", made["id"], code=1)
    assert "redacted words for good" in err
    out, err = onrecord.run("redact", "second", "--why", "a court's order", "--also-metadata", "--also-notes")
    assert "this was redacted already" in err
    assert "article redacted by Ida" not in out
    assert "may still tell" in err
    assert "(--also-url)" in err
    assert "--also-metadata" not in err
    _, err = onrecord.run("redact", "second", "--why", "a court's order", "--also-url")
    assert "may still tell" not in err
    assert "the words are gone" in err


def test_a_person_is_redacted_after_a_dry_run(onrecord: Command) -> None:
    before = onrecord.path.read_bytes()
    out, err = onrecord.run("redact", "--person", "mara voss")
    assert out.startswith("meant: ")
    assert "Mara Voss" in out.splitlines()[0]
    assert "to redact: " in out
    assert "the words stay (--words removes them)" in out
    assert "nothing was changed: to carry it out, run it again with --why REASON --yes" in err
    assert onrecord.path.read_bytes() == before
    made = onrecord.judge("redact", "--person", "Mara Voss", "--why", "her request", "--yes", "--also-doubtful")
    assert made["judgement"]["data"]["what"] == "person"
    assert made["statements"] == made["judgement"]["data"]["statements"]
    assert b"Mara" not in onrecord.path.read_bytes()
    assert "person redacted by Ida" in onrecord.run("show", "first")[1]
    assert "nothing in it names “Mara Voss”" in onrecord.run("redact", "--person", "Mara Voss", code=1)[1]


WRONG = [
    (["same", "Mara Voss", "Mara Voss"], 1, "are one name"),
    (["same", "Mara Vos", "Tom Reh"], 1, "did you mean Mara Voss"),
    (["different", "Zebulon", "Tom Reh"], 1, "no speaker is called “Zebulon”"),
    (["same", "Mara Voss", "Tom Reh", "--by", " "], 2, "--by is empty"),
    (["speaker", "zebulon"], 1, "no speaker is called “zebulon”"),
    (["correct", "ffff", "--act", "deny"], 1, "nothing has the id ffff"),
    (["correct", "first", "--act", "deny"], 1, "is an article: name one of its statements"),
    (["correct", WEIR], 2, "nothing is corrected"),
    (["correct", WEIR, "--act", "sing"], 2, "--act"),
    (["correct", WEIR, "--said-at", "Monday"], 2, "write it as 2026-10-05"),
    (["confirm", WEIR, "--to", "2025-01-01"], 2, "would end (2025-01-01) before it begins"),
    (["confirm", WEIR, "--low", "0.95"], 2, "would be above the higher"),
    (["confirm", WEIR, "--low", "7"], 2, "--low"),
    (["resolve", WEIR], 2, "--outcome"),
    (["resolve", WEIR, "--outcome", "maybe"], 2, "--outcome"),
    (["resolve", WEIR, "--outcome", "yes", "--on", "2999-01-01"], 2, "is in the future"),
    (["resolve", WEIR, "--outcome", "yes", "--evidence", "hearsay"], 1, "evidence must be"),
    (["resolve", DOUBT, "--outcome", "yes"], 1, "is not read as a forecast: if it is one, confirm"),
    (["grade", "Brenn Echo", "--credibility", "2"], 2, "is a source: grade its reliability"),
    (["grade", WEIR, "--reliability", "A"], 2, "is a statement: grade its credibility"),
    (["grade", WEIR, "--reliability", "A", "--credibility", "2"], 2, "give one of them"),
    (["grade", "Brenn Echo", "--reliability", "G"], 2, "--reliability"),
    (["grade", "Brenn Ecco", "--reliability", "A"], 1, "did you mean Brenn Echo"),
    (["withdraw", "ffff"], 1, "no judgement has this id"),
    (["withdraw", WEIR], 1, "no judgement has this id"),
    (["withdraw", ""], 1, "no judgement has this id"),
    (["log", "ffff"], 1, "nothing has the id ffff"),
    (["redact", WEIR], 2, "--why"),
    (["redact"], 2, "give the ID of an article or a statement, or --person NAME"),
    (["redact", WEIR, "--person", "Mara Voss"], 2, "give the ID of an article or a statement, or --person NAME"),
    (["redact", WEIR, "--words", "--why", "x"], 2, "go with --person"),
    (["redact", "--person", "Mara Voss", "--yes"], 2, "--why is empty"),
    (["redact", "--person", "Mara Voss", "--yes", "--why", "Voss asked"], 1, "the reason names the person"),
    (["redact", "--person", "Mara Voss", "--also-url"], 2, "--also-url goes with an ID"),
    (["redact", "--person", "Zebulon"], 1, "no speaker is called “Zebulon”: give a full name"),
    (["redact", WEIR, "--why", " "], 2, "--why is empty"),
    (["redact", "ffff", "--why", "x"], 1, "nothing has the id ffff"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_what_makes_no_sense_ends_in_clear_words(
    onrecord: Command, arguments: list[str], code: int, words: str
) -> None:
    out, err = onrecord.run(*arguments, code=code)
    assert out == ""
    assert words in err
    if code == 1:
        assert len(err.splitlines()) == 1
    with Ledger.open(onrecord.path) as ledger:
        assert ledger.judgements(standing=False) == []


COMMANDS = "same different correct grade redact withdraw confirm resolve due speaker log reread".split()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(onrecord: Command, command: str) -> None:
    out, _ = onrecord.run(command, "--help")
    assert f"onrecord {command}" in out.split("Usage:")[1].partition("\n")[2]
    assert max(map(len, out.splitlines())) <= 100
