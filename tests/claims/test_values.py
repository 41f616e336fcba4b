"""Numbers and times of two statements: which agree, which conflict, each threshold from both sides."""

from datetime import date

import pytest
from said import sighting

from onrecord.claims import parse_wording
from onrecord.claims.values import (
    are_at_different_times,
    are_exclusive,
    find_value_conflict,
    is_same_unit,
    quantity_bounds,
)
from onrecord.records import Quantity, Span

NUMBERS = [
    # exact, within half a percent
    ("nine barges had sunk", "nine barges had sunk", None),
    ("nine barges had sunk", "eleven barges had sunk", "number"),
    ("1,000 barges had sunk", "1,005 barges had sunk", None),
    ("1,000 barges had sunk", "1,006 barges had sunk", "number"),
    # rounded by no more than a twentieth
    ("more than 4,000 barges were waiting", "4,200 barges were waiting", None),
    ("more than 4,000 barges were waiting", "4,201 barges were waiting", "number"),
    ("nearly 500 barges were waiting", "475 barges were waiting", None),
    ("nearly 500 barges were waiting", "474 barges were waiting", "number"),
    # rounded to the last digit that is no nought
    ("more than 4,120 barges were waiting", "4,129 barges were waiting", None),
    ("more than 4,120 barges were waiting", "4,141 barges were waiting", "number"),
    # on the right side
    ("more than 500 barges were waiting", "490 barges were waiting", "number"),
    ("hundreds of barges were waiting", "340 barges were waiting", None),
    # other measures of one thing, shares
    ("the crack was nine metres long", "the crack was 900 centimetres long", None),
    ("one pilot in six was asleep", "17 percent of pilots were asleep", None),
    ("one pilot in six was asleep", "19 percent of pilots were asleep", "number"),
    ("three barges sank, one of them a tug", "a tug and two others sank", None),
    # times
    ("the lock would open in May", "the lock would open on 9 May", None),
    ("the lock would open on 3 May", "the lock would open on 9 May", "date"),
    ("the crane fell last night", "the crane had fallen overnight", None),
    ("the crane fell on Saturday night", "the crane fell on Sunday night", "date"),
    ("they had food for six weeks", "they had food for a month and a half", None),
    ("they had food for six weeks", "they had food for two months", "date"),
]


@pytest.mark.parametrize(("one", "other", "kind"), NUMBERS)
def test_what_one_speaker_s_values_come_to(one: str, other: str, kind: str | None) -> None:
    for a, b in ((one, other), (other, one)):
        conflict = find_value_conflict(parse_wording(sighting(a)), parse_wording(sighting(b)))
        assert (conflict and conflict.kind) == kind, conflict
        assert conflict is None or (conflict.here in conflict.because and conflict.there in conflict.because)


def quantity(low: float, comparator: str = "=", high: float | None = None, **about) -> Quantity:
    return Quantity(Span(0, 1), low, low if high is None else high, because="a number", comparator=comparator, **about)


EXCLUSIVE = [
    (quantity(9), quantity(11), True),
    (quantity(9), quantity(9), False),
    (quantity(10, ">"), quantity(14), False),
    (quantity(10, ">"), quantity(9), True),
    (quantity(20, "~"), quantity(22), False),
    (quantity(20, "~"), quantity(23), True),
    (quantity(12, high=25), quantity(14), False),
    (quantity(9, increment=True), quantity(11), False),
    (quantity(9, rate="month"), quantity(11), False),
    (quantity(9, unit="masons"), quantity(11, unit="horses"), False),
    (quantity(2, unit="kilometre"), quantity(2000, unit="metre"), False),
    (quantity(2, unit="kilometre"), quantity(1000, unit="metre"), True),
]


@pytest.mark.parametrize(("one", "other", "exclusive"), EXCLUSIVE)
def test_numbers_that_cannot_both_be_right(one: Quantity, other: Quantity, exclusive: bool) -> None:
    assert are_exclusive(one, other) is are_exclusive(other, one) is exclusive


BOUNDS = [("=", 9, 12, (9, 12)), (">", 9, 9, (9, None)), ("<", 9, 9, (None, 9)), ("~", 20, 20, (18, 22))]


@pytest.mark.parametrize(("comparator", "low", "high", "bounds"), BOUNDS)
def test_bounds(comparator: str, low: float, high: float, bounds: tuple) -> None:
    assert quantity_bounds(quantity(low, comparator, high)) == bounds


UNITS = [("soldiers", "soldier", True), ("people", "person", True), ("Kelvan soldiers", "soldiers", True)]
UNITS += [("soldiers", "horses", False), (None, "soldiers", False), (None, None, True)]


@pytest.mark.parametrize(("one", "other", "same"), UNITS)
def test_units(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_unit(one, other) is is_same_unit(other, one) is same


TIMES = [
    ("the lock was shut in May", "the lock was open in June", True),
    ("the lock was shut in May", "the lock was open on 3 May", False),
    ("the lock was shut in May", "the lock was open", False),
]


@pytest.mark.parametrize(("one", "other", "apart"), TIMES)
def test_what_is_said_of_days_that_lie_apart(one: str, other: str, apart: bool) -> None:
    wordings = (parse_wording(sighting(words, published=date(2026, 10, 5))) for words in (one, other))
    assert are_at_different_times(*wordings) is apart
