"""The newest of a ledger, bounded."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article

from onrecord.judgements import Grade
from onrecord.ledger import Ledger, Query
from onrecord.ledger.search.engine import find_newest
from onrecord.ledger.search.rare_words import WordBounds
from onrecord.ledger.sightings import find_similar_sightings, list_sightings
from onrecord.ledger.speakers import list_name_texts

AT = datetime(2026, 10, 13, tzinfo=UTC)
TODAY = date(2026, 10, 13)
BOUNDS = WordBounds(words=8, tried=60, counted=2_000, walked=3_000)


@pytest.fixture
def kept(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        for n in range(6):
            told = ("Mara Voss", "said", f"{QUAY}, as number {n} says"), ("Ode", "said", f"it rained on day {n}")
            made.keep(article(f"a{n}", *told, published=date(2026, 10, 1 + n)), model="m", at=AT)
        yield made


def words(found: list) -> list[str]:
    return [one.content for one in found]


def test_the_newest_answers_are_the_last_kept(kept: Ledger) -> None:
    found, more = find_newest(kept.database, Query("quay"), most=2, today=TODAY)
    whole = kept.search(Query("quay"), today=TODAY).hits
    newest = sorted(whole, key=lambda hit: hit.published or TODAY, reverse=True)
    assert [one.id for one in found] == [hit.statement.id for hit in newest[:2]]
    assert more
    assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)


EVERY = [("quay", ""), ("", "Ode"), ("said:2026-10", ""), ("is:direct OR rained", ""), ("number > 3", "")]


@pytest.mark.parametrize(("typed", "speaker"), EVERY)
def test_with_room_for_all_it_finds_what_the_search_finds(typed: str, speaker: str, kept: Ledger) -> None:
    found, more = find_newest(kept.database, Query(typed, speaker), most=50, today=TODAY)
    whole = kept.search(Query(typed, speaker), limit=100, today=TODAY)
    assert {one.id for one in found} == {hit.statement.id for hit in whole.hits}
    assert not more


def test_sightings_as_in_the_whole_ledger(kept: Ledger) -> None:
    every = list(list_sightings(kept.database))
    assert list(list_sightings(kept.database, most=99)) == every
    assert list(list_sightings(kept.database, ["Ode"], most=2)) == [one for one in every if one.source == "Ode"][-2:]


def test_sightings_that_share_words(kept: Ledger) -> None:
    own = kept.search(Query("quay number 3")).hits[0]
    found = find_similar_sightings(kept.database, own.statement.id, own.content, {"Mara Voss"}, most=3, bounds=BOUNDS)
    assert own.statement.id in [one.statement.id for one in found]
    assert {one.source for one in found} == {"Mara Voss"}
    assert len(found) <= 4
    assert find_similar_sightings(kept.database, "ffffffff", "quay", {"Mara Voss"}, most=3, bounds=BOUNDS) == []


def test_names_in_their_order(kept: Ledger) -> None:
    assert list_name_texts(kept.database) == ["Mara Voss", "Ode"]


def test_the_extent_tells_whether_anything_was_added(kept: Ledger) -> None:
    before = kept.database.extent()
    assert kept.database.extent() == before
    kept.judge(Grade("Ode", reliability="B", by="Ida", at=AT))
    assert kept.database.extent() > before
