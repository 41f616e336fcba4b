"""What is counted as statements come and go is what counting them again gives, whatever happens to a ledger."""

import logging
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import exports
from onrecord.exports import jsonl
from onrecord.ledger import Ledger, by_month, database, due, how_many_due, merge, names, redact, said_by, sources
from onrecord.records import Article, Forecast, Judgement, Record, Span, Speaker, Statement, Time, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ["Mara Voss", "Ion Pell", None]
BODIES = ["Harbour Office", None]
RECOUNTED = {
    "bearer": "SELECT name, kind, role, organisation, count(*) FROM current JOIN borne ON number = statement "
    "GROUP BY 1, 2, 3, 4",
    "said_in": "SELECT name, month, count(*) FROM current JOIN borne ON number = statement GROUP BY 1, 2",
}


def reading(number: int, edition: int, said: list[tuple[int, int, int]]) -> Record:
    """An edition of a page. said: of each statement which name and which body it is by, and how many days before."""
    text = f"Voss and Pell spoke {number} times, of {edition} gates and some boats at the lock, said nobody else."
    article = Article(f"p{number}", text, url=f"https://news.example/{number}", publisher="Post", published=NOW.date())
    made = []
    for place, (name, body, days) in enumerate(said):
        spans = ((Span(0, 4),), (Span(14, 19),), (Span(20 + place, 60),))
        speaker = Speaker(NAMES[name], "person" if NAMES[name] else "unnamed", "x", "chair", BODIES[body])
        day = NOW.date() - days * DAY
        told = Time(Span(0, 4), "DATE", day.isoformat(), "told", day, day) if days else None
        ends = Forecast("will", last=day + 30 * DAY) if days % 2 else None
        made.append(Statement(statement_id(article, *spans), *spans, speaker=speaker, said_at=told, forecast=ends))
    return Record(article, tuple(made))


READ = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from([0, 3, 40, 400])), max_size=3)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["keep", "keep", "reread", "correct", "confirm", "withdraw", "redact", "redact all", "merge"]),
        st.integers(0, 1),
        st.integers(0, 1),
        READ,
    ),
    max_size=10,
)


def happen(ledger: Ledger, other: Ledger, moment: int, what: str, made: Record) -> None:
    """One event in the life of a ledger."""
    at = NOW + moment * DAY
    known = [row["key"] for row in ledger._rows("SELECT key FROM article WHERE key = ?", (made.article.key,))]
    ids = [row["id"] for row in ledger._rows("SELECT id FROM newest ORDER BY number")]
    made_before = ledger.judgements("correct")
    if what == "keep":
        ledger.keep(made, model="m", at=at)
    elif what == "reread" and known:
        ledger.keep_reading(made, model=f"m{moment}", at=at)
    elif what == "correct" and ids:
        fields = [("speaker", "Ada Rehn"), ("role", "pilot"), ("statement", False), ("said_at", "2024-02-29")]
        field, value = fields[moment % 4]
        ledger.judge("correct", ids[0], data={"field": field, "value": value}, by="Ada", at=at)
    elif what == "confirm" and ids:
        ledger.judge("confirm", ids[-1], data={"to": "2027-01-01"}, by="Ada", at=at)
    elif what == "withdraw" and made_before:
        ledger.judge("withdraw", made_before[0].id, by="Ada", at=at)
    elif what.startswith("redact") and ids:
        target = ids[0] if what == "redact" else ledger.find(ids[0]).key
        redact(ledger, target, "asked for", by="Ada", at=at)
    elif what == "merge":
        other.keep(made, model="n", at=NOW - DAY)
        for line in "".join(exports.text(other, "jsonl")).splitlines():
            found = jsonl.read(line)
            merge.judge(ledger, found) if isinstance(found, Judgement) else merge.merge(ledger, found)


@settings(max_examples=60, deadline=None)
@given(happened=EVENTS)
def test_what_is_counted_is_what_there_is(happened) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder, "a.db")) as ledger,
        Ledger.open(Path(folder, "b.db")) as other,
    ):
        for moment, (what, number, edition, said) in enumerate(happened):
            happen(ledger, other, moment, what, reading(number, edition, said))
            check(ledger)


def check(ledger: Ledger) -> None:
    """The tables against a recount, and what is made from them against the statements themselves."""
    for table, sql in RECOUNTED.items():
        kept = ledger._connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        assert sorted(kept) == sorted(ledger._connection.execute(sql).fetchall()), table
    rows = ledger._rows("SELECT number, speaker, said_from FROM newest ORDER BY said_from DESC, number DESC")
    counts = {bearer.name: bearer.count for bearer in names(ledger)}
    assert counts == {name: [r["speaker"] for r in rows].count(name) for name in {r["speaker"] for r in rows} - {None}}
    assert ledger.counts()["statements"] == len(rows)
    assert ledger.counts()["speakers"] == len(counts)
    own = [row for row in rows if row["speaker"] in ("Mara Voss", "Ion Pell")]
    found = said_by(ledger, ["Ion Pell", "Mara Voss"], limit=2, offset=1)
    assert found.total == len(own) == sum(by_month(ledger, ["Ion Pell", "Mara Voss"]).values())
    wanted = [ledger._rows("SELECT id FROM statement WHERE number = ?", (row["number"],))[0]["id"] for row in own[1:3]]
    assert [hit.statement.id for hit in found.hits] == wanted


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        made.keep(reading(1, 1, [(0, 0, 3), (0, 0, 40), (0, 1, 3), (1, 1, 0), (2, 0, 0)]), model="m", at=NOW)
        yield made


def test_the_name_with_most_statements_comes_first(ledger: Ledger) -> None:
    voss, pell = names(ledger)
    assert (voss.name, voss.count, voss.roles, voss.organisations) == ("Mara Voss", 3, ("chair",), ("Harbour Office",))
    assert (pell.name, pell.count, pell.organisations) == ("Ion Pell", 1, ())
    assert sources(ledger) == {"Mara Voss", "Ion Pell", "Harbour Office", "Post"}


def test_months_are_told_in_their_order(ledger: Ledger) -> None:
    assert by_month(ledger, ["Mara Voss"]) == {"2026-08": 1, "2026-10": 2}
    assert by_month(ledger, ["Mara Voss", "Ion Pell"]) == {"2026-08": 1, "2026-10": 3}
    assert by_month(ledger, ["Nobody"]) == {}


def test_all_that_was_said_by_nobody_in_particular_is_not_said_by_anyone(ledger: Ledger) -> None:
    assert said_by(ledger, []).total == 0
    assert len(said_by(ledger, ["Mara Voss"], limit=-1).hits) == 3


def test_what_falls_due_is_told_in_pages(ledger: Ledger) -> None:
    every = due(ledger, date(2027, 1, 1))
    assert [hit.statement.forecast.last for hit in every] == [date(2026, 11, 1)] * 2
    assert due(ledger, date(2027, 1, 1), limit=1, offset=1) == every[1:]
    assert due(ledger, date(2027, 1, 1), since=date(2026, 11, 2)) == []
    assert how_many_due(ledger, date(2027, 1, 1)) == 2
    ledger.judge("resolve", every[0].statement.id, data={"outcome": "no"}, by="Ada", at=NOW)
    assert due(ledger, date(2027, 1, 1), limit=1) == every[1:]
    assert how_many_due(ledger, date(2027, 1, 1)) == 1


def test_an_older_ledger_is_counted_when_it_is_opened(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = {table: ledger._connection.execute(f"SELECT * FROM {table}").fetchall() for table in RECOUNTED}
    connection = ledger._connection
    for name in ("name_is_counted", "name_is_discounted"):
        connection.execute(f"DROP TRIGGER {name}")
    for table in RECOUNTED:
        connection.execute(f"DROP TABLE {table}")
    for sql in (
        "DROP VIEW borne",
        "DROP INDEX statement_by_speaker",
        "DROP INDEX article_by_publisher",
        "DROP INDEX article_first",
        "CREATE INDEX statement_by_name ON statement (speaker)",
        "CREATE INDEX statement_by_horizon ON statement (said_to)",
        "PRAGMA user_version = 6",
    ):
        connection.execute(sql)
    monkeypatch.setattr(database, "LARGE", 0)
    with caplog.at_level(logging.WARNING, "onrecord.ledger"), Ledger.open(ledger.path) as opened:
        after = {table: opened._connection.execute(f"SELECT * FROM {table}").fetchall() for table in RECOUNTED}
        assert after == before
        check(opened)
    assert "is brought up to this version of onrecord, once" in caplog.text
