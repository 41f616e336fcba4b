"""Series: which numbers belong to one, from where to where they reach, and of which days they are."""

from datetime import date

import pytest
from watched import items

from onrecord.claims.values import is_same_unit, quantity_bounds
from onrecord.records import Quantity, Span
from onrecord.text.format import format_quantity
from onrecord.watches import Series
from onrecord.watches.series import find_points

SERVICE = "{S:Anton Reh} {C:said} {T:that 4,000 to 6,000 masons were there and another 1,200 arrived on Sept. 28}."
BOAT = "{S:Anton Reh} {C:said} {T:that seven people were dead and between 20 and 25 were missing}."
TITLED = "{S:Anton Reh} {C:said} {T:that 40 masons of St. Olav were missing}."
BARGE = "{S:Anton Reh} {C:said} {T:more than 400 people were on board a barge certified for 350}."
CROSSED = "{S:Anton Reh} {C:said} {T:that up to 30,000 people a month had crossed}."

CASES = [
    (SERVICE, Series("a", ("masons",)), [(4000, 6000), (1200, 1200)]),
    (SERVICE, Series("a", ("mason",), increment=True), [(1200, 1200)]),
    (SERVICE, Series("a", ("mason",), increment=False), [(4000, 6000)]),
    (SERVICE, Series("a", ("horses",)), []),
    (BOAT, Series("a", ("people",), ("missing",)), [(20, 25)]),
    (BOAT, Series("a", ("people",), ("dead",)), [(7, 7)]),
    (BOAT, Series("a", ("people",), ("found", "missing")), [(20, 25)]),
    (TITLED, Series("a", ("masons",), ("missing",)), [(40, 40)]),
    (BARGE, Series("a", ("people",), ("on board",)), [(400, None)]),
    (BARGE, Series("a", ("people",), ("board on",)), []),
    (CROSSED, Series("a", ("people",), rate="month"), [(None, 30000)]),
    (CROSSED, Series("a", ("people",), rate="year"), []),
]


@pytest.mark.parametrize(("text", "series", "want"), CASES)
def test_points(text: str, series: Series, want: list) -> None:
    (found,) = items(text)
    assert [(p.low, p.high) for p in find_points(series, found)] == want


def test_a_number_is_of_the_time_in_its_clause_else_of_the_day_it_was_said() -> None:
    (found,) = items(SERVICE)
    remain, arrived = find_points(Series("a", ("masons",)), found)
    assert (remain.first, remain.last) == (date(2026, 10, 5), date(2026, 10, 5))
    assert "does not say when" in remain.because
    assert (arrived.first, arrived.last) == (date(2026, 9, 28), date(2026, 9, 28))
    assert "no unit is printed: masons, as before it" in arrived.because
    assert "of 2026-09-28" in arrived.because


BOUNDS = [("=", 60, 80, 60, 80), (">", 60, 60, 60, None), ("<", 60, 60, None, 60), ("~", 400, 400, 360, 440)]


@pytest.mark.parametrize(("comparator", "low", "high", "least", "most"), BOUNDS)
def test_bounds(comparator: str, low: float, high: float, least: float | None, most: float | None) -> None:
    assert quantity_bounds(Quantity(Span(0, 1), low, high, because="", comparator=comparator)) == (least, most)


UNITS = [
    ("soldiers", "soldier", True),
    ("Kelvan soldiers", "soldiers", True),
    ("people", "person", True),
    ("ferries", "ferry", True),
    ("soldiers", "horses", False),
    (None, "horses", False),
    (None, None, True),
]


@pytest.mark.parametrize(("one", "other", "same"), UNITS)
def test_units(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_unit(one, other) is same
    assert is_same_unit(other, one) is same


SHOWN = [
    (Quantity(Span(0, 1), 4000, 6000, because="", unit="soldiers"), "4,000 to 6,000 soldiers"),
    (Quantity(Span(0, 1), 1200, 1200, because="", increment=True), "another 1,200"),
    (Quantity(Span(0, 1), 0.5, 0.5, because="", comparator="~", unit="metre", rate="day"), "about 0.5 metre a day"),
]


@pytest.mark.parametrize(("quantity", "want"), SHOWN)
def test_shown(quantity: Quantity, want: str) -> None:
    assert format_quantity(quantity) == want
