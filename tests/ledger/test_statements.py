"""Statements of a speaker: the newest, the judged, those of others that are like one, those that a page dropped."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.judgements import Confirmation, Correction
from onrecord.ledger import Ledger
from onrecord.ledger.search.rare_words import WordBounds
from onrecord.ledger.statements import (
    find_similar_records,
    find_superseded,
    list_struck_statements,
    newest_judged_records,
    newest_records,
)
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, statement_id

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
DAY = date(2026, 10, 1)
WEEK = (DAY - timedelta(7), DAY + timedelta(7))


def record(name: str, speaker: str, content: str, day: date = DAY, forecast: Forecast | None = None) -> Record:
    text = f"{speaker} said {content}."
    article = Article(name, text, url=f"https://news.example/{name}", published=day)
    end = len(speaker)
    spans = (Span(0, end),), (Span(end + 1, end + 5),), (Span(end + 6, len(text) - 1),)
    identifier = statement_id(article, *spans)
    return Record(article, (Statement(identifier, *spans, speaker=Speaker(speaker, "person", "x"), forecast=forecast),))


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as opened:
        yield opened


def keep(ledger: Ledger, *records: Record) -> list[str]:
    for kept in records:
        ledger.keep(kept, model="m", at=AT)
    return [kept.statements[0].id for kept in records]


def contents(records: list[Record]) -> list[str]:
    return [" ".join(span.of(r.article.text) for span in r.statements[0].content) for r in records]


def test_the_newest_of_a_speaker(ledger: Ledger) -> None:
    due = Forecast("“will”", last=date(2027, 1, 1))
    keep(
        ledger,
        record("a", "Ada", "the lock is shut"),
        record("b", "Ada", "the lock will open", DAY + timedelta(1), due),
        record("c", "Ion", "it rained", DAY + timedelta(2)),
    )
    assert contents(newest_records(ledger.database, ["Ada"], limit=-1)) == ["the lock will open", "the lock is shut"]
    assert contents(newest_records(ledger.database, ["Ada", "Ion"], limit=2)) == ["it rained", "the lock will open"]
    assert contents(newest_records(ledger.database, ["Ada"], limit=9, forecasts=True)) == ["the lock will open"]
    # The bound is of the statements that are looked at, not of the forecasts among them.
    assert newest_records(ledger.database, ["Ion", "Ada"], limit=1, forecasts=True) == []


def test_judged_statements_as_they_were_read_last(ledger: Ledger) -> None:
    first, second, _ = keep(
        ledger,
        record("a", "Ada", "the lock will open"),
        record("b", "Ada", "the ferry will sail"),
        record("c", "Ada", "nobody judged this"),
    )
    ledger.judge(Confirmation(first, last=date(2027, 1, 1), by="Ida", at=AT))
    ledger.judge(Correction(second, field="speaker", value="Ion", by="Ida", at=AT))
    assert contents(newest_judged_records(ledger.database, ["Ada"], limit=9)) == ["the lock will open"]
    assert contents(newest_judged_records(ledger.database, ["Ion"], limit=9)) == ["the ferry will sail"]
    assert newest_judged_records(ledger.database, ["Ion"], limit=0) == []


SIMILAR = [
    ({}, ["the harbour crane fell down", "the harbour crane stands"]),
    ({"limit": 1}, ["the harbour crane fell down"]),
    ({"without": {"Ion", "Ada"}}, ["the harbour crane stands"]),
    ({"days": (DAY + timedelta(1), DAY + timedelta(1))}, ["the harbour crane stands"]),
    ({"ranked": 1}, []),  # the one that shares most is the speaker's own
    ({"ranked": 2}, ["the harbour crane fell down"]),
]


@pytest.mark.parametrize(("changed", "want"), SIMILAR)
def test_statements_of_others_that_share_words(ledger: Ledger, changed: dict, want: list[str]) -> None:
    keep(
        ledger,
        record("a", "Ada", "the harbour crane fell down at noon"),
        record("b", "Ion", "the harbour crane fell down"),
        record("c", "Una", "the harbour crane stands", DAY + timedelta(1)),
        record("d", "Una", "the harbour is open"),
    )
    asked = {"days": WEEK, "without": {"Ada"}, "bounds": WordBounds(shortest=4), "ranked": None, "limit": 9} | changed
    assert contents(find_similar_records(ledger.database, "the harbour crane fell down at noon", **asked)) == want


def test_what_a_later_version_dropped(ledger: Ledger) -> None:
    (dropped,) = keep(ledger, record("a", "Ada", "the lock is shut"))
    keep(ledger, record("a", "Ada", "the lock is open"))
    ((old, new, ids),) = find_superseded(ledger.database, ["Ada"], limit=9, pages=9)
    assert (contents([old]), contents([new]), ids) == (["the lock is shut"], ["the lock is open"], {dropped})
    assert find_superseded(ledger.database, ["Ion"], limit=9, pages=9) == []
    assert find_superseded(ledger.database, ["Ada"], limit=9, pages=0) == []


def test_struck_statements_come_with_what_struck_them(ledger: Ledger) -> None:
    kept = record("a", "Ada", "the lock is shut")
    (struck,) = keep(ledger, kept)
    assert list_struck_statements(ledger.database, kept.article.key) == []
    judgement = ledger.judge(Correction(struck, field="statement", value=False, by="Ida", at=AT))
    ((statement, judged),) = list_struck_statements(ledger.database, kept.article.key)
    assert (statement.id, judged) == (struck, (judgement,))
