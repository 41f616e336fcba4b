"""The newest of a ledger, bounded."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article

from onrecord.ledger import Ledger, Query, latest, statements

AT = datetime(2026, 10, 13, tzinfo=UTC)
TODAY = date(2026, 10, 13)


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
    found, more = latest.answers(kept, Query("quay"), most=2, today=TODAY)
    whole = kept.search(Query("quay"), today=TODAY).hits
    newest = sorted(whole, key=lambda hit: hit.published or TODAY, reverse=True)
    assert [one.id for one in found] == [hit.statement.id for hit in newest[:2]]
    assert more
    assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)


EVERY = [("quay", ""), ("", "Ode"), ("said:2026-10", ""), ("is:direct OR rained", ""), ("number > 3", "")]


@pytest.mark.parametrize(("typed", "speaker"), EVERY)
def test_with_room_for_all_it_finds_what_the_search_finds(typed: str, speaker: str, kept: Ledger) -> None:
    found, more = latest.answers(kept, Query(typed, speaker), most=50, today=TODAY)
    whole = kept.search(Query(typed, speaker), limit=100, today=TODAY)
    assert {one.id for one in found} == {hit.statement.id for hit in whole.hits}
    assert not more


def test_sightings_as_in_the_whole_ledger(kept: Ledger) -> None:
    every = list(statements.sightings(kept))
    assert latest.sightings(kept, most=99) == every
    assert latest.sightings(kept, ["Ode"], most=2) == [one for one in every if one.source == "Ode"][-2:]


def test_sightings_that_share_words(kept: Ledger) -> None:
    own = kept.search(Query("quay number 3")).hits[0]
    found = latest.sharing(kept, own.statement.id, own.content, {"Mara Voss"}, most=3)
    assert own.statement.id in [one.statement.id for one in found]
    assert {one.source for one in found} == {"Mara Voss"}
    assert len(found) <= 4
    assert latest.sharing(kept, "ffffffff", "quay", {"Mara Voss"}, most=3) == []


def test_names_in_their_order(kept: Ledger) -> None:
    assert statements.speakers(kept) == ["Mara Voss", "Ode"]


def test_the_extent_tells_whether_anything_was_added(kept: Ledger) -> None:
    before = latest.extent(kept)
    assert latest.extent(kept) == before
    kept.judge("grade", "Ode", None, {"reliability": "B"}, by="Ida", at=AT)
    assert latest.extent(kept) > before
