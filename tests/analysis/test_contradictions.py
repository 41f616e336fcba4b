"""Who contradicts a speaker, with a budget and without."""

from datetime import date
from pathlib import Path

import pytest
from quayside import NOON, article, ledger_of, told

from onrecord.analysis.budget import Budget, LeftOut
from onrecord.analysis.contradictions import ContradictionAnswer, find_contradictions
from onrecord.analysis.speakers import find_speaker
from onrecord.ledger import Ledger


@pytest.fixture
def kept(tmp_path: Path):
    ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as opened:
        yield opened


def pairs(answer: ContradictionAnswer) -> set[tuple[str, str]]:
    return {(one.own.id, one.other.id) for one in answer.items}


def test_the_speakers_own_side_comes_first(kept: Ledger) -> None:
    voss = find_speaker(kept, "Mara Voss")
    answer = find_contradictions(kept, voss)
    assert {(one.own.speaker, one.other.speaker) for one in answer.items} == {
        ("Mara Voss", "Anton Reh"),
        ("Mara Voss", "Ode Lund"),
    }
    (back,) = find_contradictions(kept, find_speaker(kept, "Ode Lund")).items
    assert (back.own.speaker, back.other.speaker) == ("Ode Lund", "Mara Voss")
    assert "not inspected" in back.own_words


def test_a_budget_larger_than_the_ledger_changes_nothing_a_smaller_one_says_so(kept: Ledger) -> None:
    voss = find_speaker(kept, "Mara Voss")
    whole = find_contradictions(kept, voss)
    assert not whole.left_out
    assert find_contradictions(kept, voss, budget=Budget(statements=99, compared=99, others=99)) == whole
    for budget, left_out in (
        (Budget(statements=voss.count), ()),
        (Budget(statements=voss.count - 1), (LeftOut("statements", voss.count - 1),)),
        (Budget(compared=whole.compared), ()),
        (Budget(compared=1), (LeftOut("compared", 1),)),
    ):
        some = find_contradictions(kept, voss, budget=budget)
        assert some.left_out == left_out
        assert pairs(some) <= pairs(whole)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_statements_of_the_first_and_the_last_day_that_there_are_are_compared(tmp_path: Path, day: date) -> None:
    pier = "the pier of Orm was inspected in May"
    with Ledger.open(tmp_path / "ends.db") as kept:
        one = article("ends1", "Post", day, told("Mara Voss", f"that {pier}"))
        other = article("ends2", "Sun", day, told("Ode Lund", f"that {pier.replace('was', 'was not')}"))
        for each in (one, other):
            kept.keep(each, model="m", at=NOON)
        assert find_contradictions(kept, find_speaker(kept, "Mara Voss")).items
