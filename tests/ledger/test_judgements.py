from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.judgements import keep_standing
from onrecord.records import Judgement

NOW = datetime(2026, 10, 5, 12, 30, 1, 250, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        yield made


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_a_judgement_comes_back_as_it_was_made(ledger: Ledger) -> None:
    data = {"outcome": "yes", "on": "2026-09-01", "note": "“Žižkov” 北", "evidence": None, "odds": [0.1, 0.2]}
    there = NOW.astimezone(timezone(timedelta(hours=3)))
    made = ledger.judge("resolve", "abc", data=data, by="Ida", at=there)
    assert ledger.judgements() == [made]
    assert (made.data, made.by, made.at.isoformat()) == (data, "Ida", "2026-10-05T15:30:01.000250+03:00")


def test_the_same_judgement_twice_is_one(ledger: Ledger) -> None:
    for data in ({"a": 1, "b": 2}, {"b": 2, "a": 1}):
        ledger.judge("confirm", "abc", data=data, by="Ida", at=NOW)
    assert len(ledger.judgements()) == 1
    ledger.judge("confirm", "abc", data={"a": 1, "b": 2}, by="Ida", at=later(1))
    assert len(ledger.judgements()) == 2


def test_they_are_asked_for_by_kind_and_subject_and_come_by_time(ledger: Ledger) -> None:
    second = ledger.judge("grade", "The Brenn Echo", data={"reliability": "B"}, by="Ida", at=later(2))
    first = ledger.judge("grade", "Mara Voss", data={"reliability": "C"}, by="Ida", at=later(1))
    other = ledger.judge("same", "Mara Voss", "Voss", by="Tom", at=later(3))
    assert ledger.judgements() == [first, second, other]
    assert ledger.judgements("grade") == [first, second]
    assert ledger.judgements(subject="Mara Voss") == [first, other]
    assert ledger.judgements("grade", "Mara Voss") == [first]
    assert ledger.judgements("resolve") == []


def test_a_withdrawal_can_be_withdrawn(ledger: Ledger) -> None:
    made = ledger.judge("different", "A. Reh", "B. Reh", by="Ida", at=NOW)
    back = ledger.judge("withdraw", made.id, by="Tom", at=later(1))
    assert ledger.judgements("different") == []
    assert ledger.judgements("different", standing=False) == [made]
    again = ledger.judge("withdraw", back.id, by="Ida", at=later(2))
    assert ledger.judgements() == [made, again]
    ledger.judge("withdraw", again.id, by="Tom", at=later(3))
    assert ledger.judgements("different") == []


def test_what_is_not_there_cannot_be_withdrawn(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no judgement has the id feed"):
        ledger.judge("withdraw", "feed", by="Ida", at=NOW)
    assert ledger.judgements(standing=False) == []


NONSENSE = [
    ({"kind": "praise"}, "a judgement is one of same,"),
    ({"subject": " "}, "must be about something"),
    ({"by": ""}, "by whom"),
    ({"at": datetime(2026, 10, 5)}, "must have its zone"),
    ({"kind": "same"}, "same is about two names"),
    ({"object": "b"}, "confirm is about one thing"),
    ({"kind": "correct", "data": {"field": "weather", "value": 1}}, "field is one of speaker, role,"),
    ({"kind": "resolve", "data": {"outcome": "maybe"}}, "outcome is one of yes, no, partly, void, not maybe"),
    ({"kind": "grade", "data": {"reliability": "G"}}, "reliability is one of A, B,"),
    ({"kind": "grade", "data": {"credibility": "7"}}, "credibility is one of 1, 2,"),
]


@pytest.mark.parametrize(("wrong", "words"), NONSENSE)
def test_nonsense_is_refused(ledger: Ledger, wrong: dict, words: str) -> None:
    asked = {"kind": "confirm", "subject": "a", "by": "Ida", "at": NOW} | wrong
    with pytest.raises(ValueError, match=words):
        ledger.judge(**asked)


@given(st.lists(st.integers(0, 5), max_size=12))
def test_an_odd_chain_of_withdrawals_takes_back(targets: list[int]) -> None:
    """Each withdrawal is of an earlier judgement; what stands is told from the last one backwards."""
    made = [Judgement("j0", "confirm", "x", None, {}, "Ida", NOW)]
    for number, target in enumerate(targets, 1):
        about = made[target % len(made)].id
        made.append(Judgement(f"j{number}", "withdraw", about, None, {}, "Ida", later(number)))
    want = set[str]()
    for judgement in reversed(made):
        if not any(m.subject == judgement.id for m in made if m.id in want):
            want.add(judgement.id)
    assert {j.id for j in keep_standing(made, made[1:])} == want
