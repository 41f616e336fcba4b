"""Corrections are laid over what a model read, as a reading of their own; nothing is overwritten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.judgements import Confirmation, Correction, Judgement, Resolution, Withdrawal
from onrecord.ledger import Ledger, Query, find_statements_by, list_due, list_events, list_names
from onrecord.ledger.corrections import apply_judgements
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, Time, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
TEXT = "Reh said the weir would be rebuilt by May. Doul denied it."
ARTICLE = Article("weir", TEXT, published=date(2026, 10, 5))


def span(words: str) -> tuple[Span, ...]:
    at = TEXT.index(words)
    return (Span(at, at + len(words)),)


def said(source: str, cue: str, content: str, **readings) -> Statement:
    spans = span(source), span(cue), span(content)
    return Statement(statement_id(ARTICLE, *spans), *spans, **readings)


WEIR = said(
    "Reh",
    "said",
    "the weir would be rebuilt by May",
    speaker=Speaker("Anton Reh", "person", "named", role="engineer", organisation="Weir Board"),
    forecast=Forecast("would", first=date(2026, 10, 5), last=date(2027, 5, 31), low=0.5, high=0.9),
)
DENIED = said("Doul", "denied", "it", act="deny", speaker=Speaker("Hana Doul", "person", "named"))
READ = Record(ARTICLE, (WEIR, DENIED))


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def correction(field: str, value: object, note: str = "") -> Correction:
    return Correction(WEIR.id, field=field, value=value, note=note, by="Ida", at=NOW)


def confirmation(**parts) -> Confirmation:
    return Confirmation(WEIR.id, by="Ida", at=NOW, **parts)


BY = "by Ida on 2026-10-05"
CASES = [
    (correction("speaker", "Bo Reh"), {"speaker": Speaker("Bo Reh", "person", f"corrected {BY}")}),
    (correction("speaker", None), {"speaker": Speaker(None, "unnamed", f"corrected {BY}")}),
    (
        correction("role", "mayor", note="says the page"),
        {
            "speaker": Speaker(
                "Anton Reh", "person", f"corrected {BY}: says the page", role="mayor", organisation="Weir Board"
            )
        },
    ),
    (correction("act", "deny"), {"act": "deny"}),
    (correction("forecast", False), {"forecast": None}),
    (
        correction("said_at", date(2026, 10, 2)),
        {
            "said_at": Time(
                WEIR.cue[0],
                "DATE",
                "2026-10-02",
                because=f"corrected {BY}",
                first=date(2026, 10, 2),
                last=date(2026, 10, 2),
            )
        },
    ),
    (correction("said_at", None), {"said_at": None}),
    (
        confirmation(last=date(2027, 6, 30), low=0.6),
        {
            "forecast": Forecast(
                f"confirmed {BY}; would",
                first=date(2026, 10, 5),
                last=date(2027, 6, 30),
                low=0.6,
                high=0.9,
                confirmed_by="Ida",
            )
        },
    ),
]


@pytest.mark.parametrize(("judgement", "want"), CASES, ids=lambda case: getattr(case, "field", None))
def test_one_correction(judgement: Judgement, want: dict) -> None:
    assert apply_judgements(WEIR, [judgement]) == replace(WEIR, **want)


def test_what_is_no_statement_is_left_out() -> None:
    assert apply_judgements(WEIR, [correction("statement", False)]) is None


def test_a_person_may_tell_a_forecast_that_no_model_read() -> None:
    made = apply_judgements(DENIED, [confirmation(last=date(2027, 1, 1))])
    assert made.forecast == Forecast(f"confirmed {BY}", first=None, last=date(2027, 1, 1), confirmed_by="Ida")


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        made.keep(READ, model="m1", at=NOW)
        yield made


def correct(ledger: Ledger, minutes: int, *, of: Statement = WEIR, **data) -> Correction:
    return ledger.judge(Correction(of.id, **data, by="Ida", at=later(minutes)))


def speakers(ledger: Ledger) -> list[str | None]:
    return [s.speaker.name for s in ledger.record("weir").statements]


def test_a_correction_is_shown_and_found_and_can_be_withdrawn(ledger: Ledger) -> None:
    made = correct(ledger, 1, field="speaker", value="Bo Reh")
    assert speakers(ledger) == ["Bo Reh", "Hana Doul"]
    (hit,) = ledger.search(Query(speaker="bo reh")).hits
    assert (hit.statement.speaker.name, hit.judged) == ("Bo Reh", (made,))
    assert ledger.search(Query(speaker="anton")).total == 0
    ledger.judge(Withdrawal(made.id, by="Ida", at=later(2)))
    assert ledger.record("weir") == READ
    assert ledger.search(Query(speaker="anton")).hits[0].judged == ()


def test_the_original_stays_in_the_file(ledger: Ledger) -> None:
    before = ledger.database.rows("SELECT * FROM statement ORDER BY number", ())
    correct(ledger, 1, field="statement", value=False)
    assert ledger.database.rows("SELECT * FROM statement ORDER BY number", ())[: len(before)] == before


def test_no_statement_is_found_by_its_id_alone(ledger: Ledger) -> None:
    correct(ledger, 1, field="statement", value=False)
    assert [s.id for s in ledger.record("weir").statements] == [DENIED.id]
    assert ledger.search(Query("weir")).total == 0
    found = ledger.find(WEIR.id)
    assert found.statement == WEIR
    assert "not in the newest reading" in found.record.notices[0]


def test_the_later_correction_counts(ledger: Ledger) -> None:
    correct(ledger, 2, field="speaker", value="Cy Reh")
    correct(ledger, 1, field="speaker", value="Bo Reh")
    assert speakers(ledger)[0] == "Cy Reh"


def test_corrections_are_laid_over_a_later_reading_too(ledger: Ledger) -> None:
    correct(ledger, 1, field="speaker", value="Bo Reh")
    again = replace(READ, statements=(replace(WEIR, act="intend"), DENIED))
    ledger.keep_reading(again, model="m2", at=later(2))
    made = ledger.record("weir").statements[0]
    assert (made.act, made.speaker.name) == ("intend", "Bo Reh")
    assert ledger.unread("m2")[0] == 0
    assert list(ledger.unread("m3")[1]) == [ARTICLE]


def test_corrections_that_came_before_the_article(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "other.db") as ledger:
        correct(ledger, 1, field="speaker", value="Bo Reh")
        ledger.keep(READ, model="m1", at=later(2))
        assert speakers(ledger) == ["Bo Reh", "Hana Doul"]


def test_the_history_of_a_statement(ledger: Ledger) -> None:
    made = correct(ledger, 1, field="speaker", value="Bo Reh")
    ledger.judge(Withdrawal(made.id, by="Tom", at=later(2)))
    ledger.keep_reading(replace(READ, statements=(replace(WEIR, act="intend"), DENIED)), model="m2", at=later(3))
    ledger.keep_reading(replace(READ, statements=(DENIED,)), model="m3", at=later(4))
    told = list_events(ledger.database, WEIR.id[:8])
    assert [(e.by, e.judgement.kind if e.judgement else e.what, e.standing) for e in told] == [
        (
            "m1",
            "read speaker Anton Reh, engineer, Weir Board; act say; said on an unknown day; certainty unhedged; "
            "forecast from 2026-10-05 to 2027-05-31",
            True,
        ),
        ("Ida", "correct", False),
        ("Tom", "withdraw", True),
        ("m2", "read act intend, not say", True),
        ("m3", "found no such statement", True),
    ]
    assert [e.what for e in list_events(ledger.database, ARTICLE.key)] == [f"read {n} statements" for n in (2, 2, 1)]
    assert [e.judgement.kind for e in list_events(ledger.database, made.id[:6])] == ["correct", "withdraw"]


def test_names_are_those_of_the_corrected_readings(ledger: Ledger) -> None:
    correct(ledger, 1, field="speaker", value="Hana Doul")
    (name,) = list_names(ledger.database)
    assert (name.name, name.kind, name.count) == ("Hana Doul", "person", 2)
    assert find_statements_by(ledger.database, ["Hana Doul", "Anton Reh"]).total == 2
    assert find_statements_by(ledger.database, ["Hana Doul"], limit=1).hits[0].statement.id == DENIED.id


def test_forecasts_fall_due_until_they_are_resolved(ledger: Ledger) -> None:
    assert list_due(ledger.database, date(2027, 5, 30)) == []
    assert [hit.statement.id for hit in list_due(ledger.database, date(2027, 5, 31))] == [WEIR.id]
    ledger.judge(Confirmation(WEIR.id, last=date(2027, 3, 31), by="Ida", at=later(1)))
    assert [hit.statement.id for hit in list_due(ledger.database, date(2027, 3, 31))] == [WEIR.id]
    made = ledger.judge(Resolution(WEIR.id, outcome="no", by="Ida", at=later(2)))
    assert list_due(ledger.database, date(2028, 1, 1)) == []
    ledger.judge(Withdrawal(made.id, by="Ida", at=later(3)))
    assert len(list_due(ledger.database, date(2028, 1, 1))) == 1
