from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import JudgementError, LedgerError
from onrecord.judgements import Confirmation, DifferentFrom, Grade, Resolution, SameAs, Withdrawal
from onrecord.ledger import Ledger
from onrecord.ledger.judgements import find_unreadable_judgements, judged_statement_ids, keep_standing
from onrecord.review import Judge, keep_withdrawal

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


def test_a_chain_of_withdrawals_may_be_long() -> None:
    made = [Confirmation("x", id="j0", by="Ida", at=NOW)]
    made += [Withdrawal(f"j{number}", id=f"j{number + 1}", by="Ida", at=NOW) for number in range(5_000)]
    assert [judgement.id for judgement in keep_standing(made[:3], made[1:])] == ["j0", "j2"]


POISON = [
    ("resolve", None, "{}", "outcome is missing"),
    ("resolve", "0", '{"outcome":"yes"}', "object must be null"),
    ("resolve", None, '{"outcome":"yes","on":"tomorrow"}', "on must be a day"),
    ("confirm", None, '{"from":7}', "from must be a day"),
    ("weigh", None, "{}", "watch is missing"),
    ("redact", None, '{"what":"statement"}', "why is missing"),
    ("bless", None, "{}", "kind is one of same,"),
    ("grade", None, "[1]", "data must be an object"),
    ("grade", None, "no JSON", "Expecting value"),
]
"""Rows of judgements that versions up to 0.2.0 imported."""


@pytest.mark.parametrize(("kind", "other", "data", "words"), POISON)
def test_what_cannot_be_read_is_set_aside_and_can_be_withdrawn(
    ledger: Ledger, kind: str, other: str | None, data: str, words: str
) -> None:
    sound = ledger.judge(Confirmation("abc", by="Ida", at=NOW))
    row = ("feed5eed", kind, "abc", other, data, "Bo", "2026-10-05T00:00:00+00:00")
    columns = "id, kind, subject, object, data, by, at"
    ledger.database.execute(f"INSERT INTO judgement ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    assert ledger.judgements() == [sound]
    assert judged_statement_ids(ledger.database) == {"resolved": frozenset(), "confirmed": {"abc"}}
    (unreadable,) = find_unreadable_judgements(ledger.database)
    assert (unreadable.id, unreadable.kind, unreadable.subject) == ("feed5eed", kind, "abc")
    assert words in unreadable.reason
    keep_withdrawal(ledger, "feed", Judge("Ida", later(1)))
    assert find_unreadable_judgements(ledger.database) == []
    with pytest.raises(JudgementError, match="feed: no judgement has this id"):
        keep_withdrawal(ledger, "feed", Judge("Ida", later(2)))
