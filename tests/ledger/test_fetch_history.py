from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.ledger import Ledger, Visits
from onrecord.records import Seen, Visit

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
FEED = "https://lissen.example/feed"


@pytest.fixture
def visits(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as ledger:
        yield Visits(ledger.database)


def test_nothing_is_known_of_what_was_never_asked(visits: Visits) -> None:
    assert (visits.visit(FEED), visits.visited(FEED), visits.stamp(FEED, "a")) == (None, None, None)


VISITS = [
    Visit(FEED),
    Visit(FEED, '"a"', "Mon, 05 Oct 2026 07:00:00 GMT", unchanged=True, feed=True),
    Visit(FEED, None, "Mon, 05 Oct 2026 07:00:00 GMT"),
]


@pytest.mark.parametrize("made", VISITS)
def test_a_visit_comes_back(visits: Visits, made: Visit) -> None:
    visits.note(made, at=NOW)
    assert visits.visit(FEED) == made
    assert visits.visited(FEED) == NOW


def test_the_last_one_counts_and_the_first_stays(visits: Visits, tmp_path: Path) -> None:
    for tag in ("a", "b"):
        visits.note(Visit(FEED, tag), at=NOW)
        visits.note(Visit(f"{FEED}/2", "z"), at=NOW + timedelta(days=1))
        visits.note(Seen(FEED, "1", tag), at=NOW)
    assert visits.visit(FEED) == Visit(FEED, "b")
    assert visits.visited(FEED) == NOW
    assert visits.stamp(FEED, "1") == "b"
    assert visits.stamp(FEED, "2") is None
    assert visits.stamp(f"{FEED}/2", "1") is None
    with Ledger.open(tmp_path / "record.db") as ledger:
        assert Visits(ledger.database).visit(FEED) == Visit(FEED, "b")
        assert [row["etag"] for row in ledger.database.rows("SELECT etag FROM fetch WHERE url = ?", (FEED,))] == [
            "a",
            "b",
        ]
