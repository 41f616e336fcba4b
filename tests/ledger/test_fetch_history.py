from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.ledger import Ledger, StoredFetchHistory
from onrecord.records import CacheValidators, SeenEntry

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
FEED = "https://lissen.example/feed"


@pytest.fixture
def visits(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as ledger:
        yield StoredFetchHistory(ledger.database)


def test_nothing_is_known_of_what_was_never_asked(visits: StoredFetchHistory) -> None:
    assert (visits.get_validators(FEED), visits.visited(FEED), visits.get_entry_stamp(FEED, "a")) == (None, None, None)


VISITS = [
    CacheValidators(FEED),
    CacheValidators(FEED, '"a"', "Mon, 05 Oct 2026 07:00:00 GMT", unchanged=True, feed=True),
    CacheValidators(FEED, None, "Mon, 05 Oct 2026 07:00:00 GMT"),
]


@pytest.mark.parametrize("made", VISITS)
def test_a_visit_comes_back(visits: StoredFetchHistory, made: CacheValidators) -> None:
    visits.note(made, at=NOW)
    assert visits.get_validators(FEED) == made
    assert visits.visited(FEED) == NOW


RESPONSES = [
    ([False], True),
    ([True], False),
    ([True, False], False),
    ([False, False], True),
]


@pytest.mark.parametrize(("failures", "whole"), RESPONSES)
def test_a_page_of_which_an_article_failed_is_fetched_in_full(
    visits: StoredFetchHistory, failures: list[bool], whole: bool
) -> None:
    for failed in (True, False, *failures):
        visits.count_article(failed=failed)
    visits.note(CacheValidators(FEED, '"a"', "Mon", articles=len(failures)), at=NOW)
    assert visits.get_validators(FEED) == (CacheValidators(FEED, '"a"', "Mon") if whole else CacheValidators(FEED))


def test_another_sources_failure_costs_no_validators(visits: StoredFetchHistory) -> None:
    visits.count_article(failed=True)
    for made in (CacheValidators(FEED, '"a"', unchanged=True), CacheValidators(FEED, '"b"', feed=True)):
        visits.note(made, at=NOW)
        assert visits.get_validators(FEED) == made


def test_the_last_one_counts_and_the_first_stays(visits: StoredFetchHistory, tmp_path: Path) -> None:
    for tag in ("a", "b"):
        visits.note(CacheValidators(FEED, tag), at=NOW)
        visits.note(CacheValidators(f"{FEED}/2", "z"), at=NOW + timedelta(days=1))
        visits.note(SeenEntry(FEED, "1", tag), at=NOW)
    assert visits.get_validators(FEED) == CacheValidators(FEED, "b")
    assert visits.visited(FEED) == NOW
    assert visits.get_entry_stamp(FEED, "1") == "b"
    assert visits.get_entry_stamp(FEED, "2") is None
    assert visits.get_entry_stamp(f"{FEED}/2", "1") is None
    with Ledger.open(tmp_path / "record.db") as ledger:
        assert StoredFetchHistory(ledger.database).get_validators(FEED) == CacheValidators(FEED, "b")
        assert [row["etag"] for row in ledger.database.rows("SELECT etag FROM fetch WHERE url = ?", (FEED,))] == [
            "a",
            "b",
        ]
