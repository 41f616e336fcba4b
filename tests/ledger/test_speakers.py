"""What is counted as statements come and go is what counting them again gives, whatever happens to a ledger."""

import logging
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from older_ledgers import take_back

from onrecord import exports
from onrecord.exports import jsonl
from onrecord.judgements import Confirmation, Correction, Judgement, Resolution, Withdrawal
from onrecord.ledger import (
    Ledger,
    count_by_month,
    count_due,
    find_statements_by,
    has_speaker,
    list_due,
    list_gradable_sources,
    list_names,
    merge,
    redact,
    schema,
)
from onrecord.ledger.speakers import list_name_texts
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, Time, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ["Mara Voss", "Ion Pell", None]
BODIES = ["Harbour Office", None]
RECOUNTED = {
    "speaker_name": "SELECT name, kind, role, organisation, count(*) "
    "FROM search_statement JOIN statement_speaker USING (statement) GROUP BY 1, 2, 3, 4",
    "speaker_month": "SELECT name, month, count(*) "
    "FROM search_statement JOIN statement_speaker USING (statement) GROUP BY 1, 2",
}


def reading(number: int, edition: int, said: list[tuple[int, int, int]]) -> Record:
    """An edition of a page. said: of each statement which name and which body it is by, and how many days before."""
    text = f"Voss and Pell spoke {number} times, of {edition} gates and some boats at the lock, said nobody else."
    article = Article(f"p{number}", text, url=f"https://news.example/{number}", publisher="Post", published=NOW.date())
    made = []
    for place, (name, body, days) in enumerate(said):
        spans = ((Span(0, 4),), (Span(14, 19),), (Span(20 + place, 60),))
        speaker = Speaker(
            NAMES[name], "person" if NAMES[name] else "unnamed", "x", role="chair", organisation=BODIES[body]
        )
        day = NOW.date() - days * DAY
        told = Time(Span(0, 4), "DATE", day.isoformat(), because="told", first=day, last=day) if days else None
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
    known = ledger.database.column("SELECT key FROM article WHERE key = ?", (made.article.key,))
    ids = ledger.database.column("SELECT id FROM current_statement ORDER BY number")
    made_before = ledger.judgements(Correction)
    if what == "keep":
        ledger.keep(made, model="m", at=at)
    elif what == "reread" and known:
        ledger.keep_reading(made, model=f"m{moment}", at=at)
    elif what == "correct" and ids:
        fields = [("speaker", "Ada Rehn"), ("role", "pilot"), ("statement", False), ("said_at", date(2024, 2, 29))]
        field, value = fields[moment % 4]
        ledger.judge(Correction(ids[0], field=field, value=value, by="Ada", at=at))
    elif what == "confirm" and ids:
        ledger.judge(Confirmation(ids[-1], last=date(2027, 1, 1), by="Ada", at=at))
    elif what == "withdraw" and made_before:
        ledger.judge(Withdrawal(made_before[0].id, by="Ada", at=at))
    elif what.startswith("redact") and ids:
        target = ids[0] if what == "redact" else ledger.find(ids[0]).key
        redact(ledger.database, target, "asked for", by="Ada", at=at)
    elif what == "merge":
        other.keep(made, model="n", at=NOW - DAY)
        for line in "".join(exports.export_text(other, "jsonl")).splitlines():
            found = jsonl.parse_line(line)
            if isinstance(found, Judgement):
                merge.merge_judgement(ledger.database, found)
            else:
                merge.merge_version(ledger.database, found)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
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
        kept = ledger.database.tuples(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        assert sorted(kept) == sorted(ledger.database.tuples(sql)), table
    sql = "SELECT number, speaker, said_from FROM current_statement ORDER BY said_from DESC, number DESC"
    rows = ledger.database.rows(sql)
    counts = {bearer.name: bearer.count for bearer in list_names(ledger.database)}
    assert counts == {name: [r["speaker"] for r in rows].count(name) for name in {r["speaker"] for r in rows} - {None}}
    assert ledger.counts()["statements"] == len(rows)
    assert ledger.counts()["speakers"] == len(counts)
    own = [row for row in rows if row["speaker"] in ("Mara Voss", "Ion Pell")]
    found = find_statements_by(ledger.database, ["Ion Pell", "Mara Voss"], limit=2, offset=1)
    assert found.total == len(own) == sum(count_by_month(ledger.database, ["Ion Pell", "Mara Voss"]).values())
    one = "SELECT id FROM statement WHERE number = ?"
    wanted = [ledger.database.value(one, (row["number"],)) for row in own[1:3]]
    assert [hit.statement.id for hit in found.hits] == wanted


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        made.keep(reading(1, 1, [(0, 0, 3), (0, 0, 40), (0, 1, 3), (1, 1, 0), (2, 0, 0)]), model="m", at=NOW)
        yield made


def test_the_name_with_most_statements_comes_first(ledger: Ledger) -> None:
    voss, pell = list_names(ledger.database)
    assert (voss.name, voss.count, voss.roles, voss.organisations) == ("Mara Voss", 3, ("chair",), ("Harbour Office",))
    assert (pell.name, pell.count, pell.organisations) == ("Ion Pell", 1, ())
    assert list_gradable_sources(ledger.database) == {"Mara Voss", "Ion Pell", "Harbour Office", "Post"}


def test_the_names_alone_are_in_alphabetical_order(ledger: Ledger) -> None:
    assert list_name_texts(ledger.database) == ["Ion Pell", "Mara Voss"]


@pytest.mark.parametrize(("name", "want"), [("Mara Voss", True), ("mara voss", False), ("Harbour Office", False)])
def test_a_speaker_is_known_by_the_very_name(ledger: Ledger, name: str, want: bool) -> None:
    assert has_speaker(ledger.database, name) is want


def test_months_are_told_in_their_order(ledger: Ledger) -> None:
    assert count_by_month(ledger.database, ["Mara Voss"]) == {"2026-08": 1, "2026-10": 2}
    assert count_by_month(ledger.database, ["Mara Voss", "Ion Pell"]) == {"2026-08": 1, "2026-10": 3}
    assert count_by_month(ledger.database, ["Nobody"]) == {}


def test_all_that_was_said_by_nobody_in_particular_is_not_said_by_anyone(ledger: Ledger) -> None:
    assert find_statements_by(ledger.database, []).total == 0
    assert len(find_statements_by(ledger.database, ["Mara Voss"], limit=-1).hits) == 3


def test_what_falls_due_is_told_in_pages(ledger: Ledger) -> None:
    every = list_due(ledger.database, date(2027, 1, 1))
    assert [hit.statement.forecast.last for hit in every] == [date(2026, 11, 1)] * 2
    assert list_due(ledger.database, date(2027, 1, 1), limit=1, offset=1) == every[1:]
    assert list_due(ledger.database, date(2027, 1, 1), since=date(2026, 11, 2)) == []
    assert count_due(ledger.database, date(2027, 1, 1)) == 2
    ledger.judge(Resolution(every[0].statement.id, outcome="no", by="Ada", at=NOW))
    assert list_due(ledger.database, date(2027, 1, 1), limit=1) == every[1:]
    assert count_due(ledger.database, date(2027, 1, 1)) == 1


def test_an_older_ledger_is_counted_when_it_is_opened(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = {table: ledger.database.tuples(f"SELECT * FROM {table}") for table in RECOUNTED}
    take_back(ledger.path, tmp_path / "old.db", schema=6)
    monkeypatch.setattr(schema, "LARGE", 0)
    with caplog.at_level(logging.WARNING, "onrecord.ledger"), Ledger.open(tmp_path / "old.db") as opened:
        after = {table: opened.database.tuples(f"SELECT * FROM {table}") for table in RECOUNTED}
        assert after == before
        check(opened)
    assert "is being updated to this version of onrecord, once" in caplog.text
