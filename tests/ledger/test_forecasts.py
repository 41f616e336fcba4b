"""Forecasts that fall due, by the index of their days, and what people judged of them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from forecasting import ledger_of

from onrecord.judgements import Confirmation, Resolution, Withdrawal
from onrecord.ledger import Ledger
from onrecord.ledger.forecasts import Days, count_forecasts, find_due, list_resolved, select_forecasts

NOW = datetime(2026, 10, 6, 12, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    """Twelve forecasts due from 1 April 2026 on, the last in 2027; judgements of two of them are withdrawn."""
    ids = ledger_of(tmp_path / "record.db")
    ledger = Ledger.open(tmp_path / "record.db")
    for number, kinds in ((0, (Resolution,)), (1, (Resolution, Confirmation))):
        for kind in kinds:
            (made,) = ledger.judgements(kind, ids[number])
            ledger.judge(Withdrawal(made.id, by="Ada", at=NOW))
    return ledger


YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
CASES = [
    (YEAR, "", "", True, ["pier 0"]),
    (YEAR, "", "", False, ["pier 1"]),
    (YEAR, "voss", "", True, ["pier 0"]),
    (YEAR, "pell", "", True, []),
    (YEAR, "grain", "", False, ["pier 1"]),
    (YEAR, "", "ferry sail -0", False, ["pier 1"]),
    (YEAR, "", "ferry -1", False, []),
    (YEAR, "", "-1", True, ["pier 0"]),
    (Days(None, date(2026, 4, 1)), "", "", True, ["pier 0"]),
    (Days(date(2026, 4, 2), None), "", "", True, []),
]


@pytest.mark.parametrize(("days", "speaker", "topic", "confirmed", "found"), CASES)
def test_what_falls_due(kept: Ledger, days: Days, speaker: str, topic: str, confirmed: bool, found: list[str]) -> None:
    some = select_forecasts(kept.database, speaker, topic)
    assert some
    hits = find_due(kept.database, days, some, confirmed=confirmed)
    assert hits.total == len(found)
    assert all(words in hit.content for words, hit in zip(found, hits.hits, strict=True))


def test_pages_and_order(kept: Ledger) -> None:
    some = select_forecasts(kept.database)
    assert some
    for made in kept.judgements(Resolution):
        kept.judge(Withdrawal(made.id, by="Ada", at=NOW))
    some = select_forecasts(kept.database)
    assert some
    ends = [
        hit.statement.forecast for hit in find_due(kept.database, YEAR, some, confirmed=True, limit=3, offset=1).hits
    ]
    assert [end and end.last for end in ends] == [date(2026, 4, day) for day in (3, 4, 5)]
    latest = find_due(kept.database, Days(None, None, latest=True), some, confirmed=True, limit=1)
    assert (latest.total, latest.hits[0].content) == (10, "The ferry to pier 11 will sail again")


def test_resolved(kept: Ledger) -> None:
    every, none = select_forecasts(kept.database), select_forecasts(kept.database, topic="zeppelin")
    assert every
    assert none
    assert (
        list_resolved(kept.database, every).total,
        len(list_resolved(kept.database, every, limit=4, offset=8).hits),
    ) == (10, 2)
    assert list_resolved(kept.database, none).total == 0
    assert select_forecasts(kept.database, topic="?!") is None
    assert count_forecasts(kept.database) == 12
    assert count_forecasts(kept.database, 5) == 5
