from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LedgerError
from onrecord.judgements import Confirmation, DifferentFrom, Grade, Resolution, SameAs, Withdrawal
from onrecord.ledger import Ledger
from onrecord.ledger.judgements import keep_standing

NOW = datetime(2026, 10, 5, 12, 30, 1, 250, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "record.db") as made:
        yield made


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_a_judgement_comes_back_as_it_was_made(ledger: Ledger) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=3)))
    made = Resolution("abc", outcome="yes", on=date(2026, 9, 1), note="“Žižkov” 北", by="Ida", at=there)
    assert ledger.judge(made) == made
    assert ledger.judgements() == [made]
    assert ledger.judgements()[0].at.isoformat() == "2026-10-05T15:30:01.000250+03:00"


def test_the_same_judgement_twice_is_one(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.judge(Confirmation("abc", low=0.2, high=0.4, by="Ida", at=NOW))
    assert len(ledger.judgements()) == 1
    ledger.judge(Confirmation("abc", low=0.2, high=0.4, by="Ida", at=later(1)))
    assert len(ledger.judgements()) == 2


def test_they_are_asked_for_by_kind_and_subject_and_come_by_time(ledger: Ledger) -> None:
    second = ledger.judge(Grade("The Brenn Echo", reliability="B", by="Ida", at=later(2)))
    first = ledger.judge(Grade("Mara Voss", reliability="C", by="Ida", at=later(1)))
    other = ledger.judge(SameAs("Mara Voss", "Voss", by="Tom", at=later(3)))
    assert ledger.judgements() == [first, second, other]
    assert ledger.judgements(Grade) == [first, second]
    assert ledger.judgements(subject="Mara Voss") == [first, other]
    assert ledger.judgements(Grade, "Mara Voss") == [first]
    assert ledger.judgements(Resolution) == []


def test_a_withdrawal_can_be_withdrawn(ledger: Ledger) -> None:
    made = ledger.judge(DifferentFrom("A. Reh", "B. Reh", by="Ida", at=NOW))
    back = ledger.judge(Withdrawal(made.id, by="Tom", at=later(1)))
    assert ledger.judgements(DifferentFrom) == []
    assert ledger.judgements(DifferentFrom, standing=False) == [made]
    again = ledger.judge(Withdrawal(back.id, by="Ida", at=later(2)))
    assert ledger.judgements() == [made, again]
    ledger.judge(Withdrawal(again.id, by="Tom", at=later(3)))
    assert ledger.judgements(DifferentFrom) == []


def test_what_is_not_there_cannot_be_withdrawn(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no judgement has the id feed"):
        ledger.judge(Withdrawal("feed", by="Ida", at=NOW))
    assert ledger.judgements(standing=False) == []


@given(st.lists(st.integers(0, 5), max_size=12))
def test_an_odd_chain_of_withdrawals_takes_back(targets: list[int]) -> None:
    """Each withdrawal is of an earlier judgement; what stands is told from the last one backwards."""
    made = [Confirmation("x", id="j0", by="Ida", at=NOW)]
    for number, target in enumerate(targets, 1):
        about = made[target % len(made)].id
        made.append(Withdrawal(about, id=f"j{number}", by="Ida", at=later(number)))
    want = set[str]()
    for judgement in reversed(made):
        if not any(m.subject == judgement.id for m in made if m.id in want):
            want.add(judgement.id)
    assert {j.id for j in keep_standing(made, made[1:])} == want
