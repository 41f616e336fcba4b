"""Numbers as printed, with signs, scales and fractions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.enrich.quantities import find_quantities, numerals
from onrecord.text.literals import possible_first_words

# (text, low, high, comparator, unit and reason of each quantity in it)
CASES = [
    # Shapes
    ("It is 2 1/2 miles off.", [(2.5, 2.5, "=", "mile", '"2 1/2"')]),
    ("It is 1/2 of it.", [(0.5, 0.5, "=", None, '"1/2"')]),
    ("It is 1/0 of it.", []),
    ("It is 3½ miles.", [(3.5, 3.5, "=", "mile", '"3½"')]),
    ("It is 5×10−3 metres.", [(0.005, 0.005, "=", "metre", '"5×10−3"')]),
    ("It is 5x10301 metres.", []),
    ("It is 5×10300 metres.", [(5e300, 5e300, "=", "metre", '"5×10300"')]),
    ("It is $5m.", [(5e06, 5e06, "=", "dollar", '"$5m"')]),
    ("It is 5m.", [(5, 5, "=", "metre", '"5"')]),
    ("It is 5M.", [(5e06, 5e06, "=", None, '"5M"')]),
    ("It is 5bn.", [(5e09, 5e09, "=", None, '"5bn"')]),
    ("Four in three drowned.", []),
    ("One in four drowned.", [(0.25, 0.25, "=", None, '"One in four"')]),
    ("It is minus five degrees.", [(-5, -5, "=", "degree", '"minus five"')]),
    ("It is -5.", [(-5, -5, "=", None, '"-5"')]),
    ("It is three-quarters full.", [(0.75, 0.75, "=", "full", '"three-quarters"; the noun after it is the unit')]),
    ("One-half of them left.", [(0.5, 0.5, "=", None, '"One-half"')]),
    (
        "Nine hundred and two thousand million men.",
        [(9.02e11, 9.02e11, "=", "men", '"Nine hundred and two thousand million"; the noun after it is the unit')],
    ),
    ("Twenty" + " million" * 60 + " of, er, it.", []),
    ("Tens of thousands came.", [(10, 100, "=", "thousands", '"Tens"; the noun after it is the unit')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_and_reasons(text: str, expected: list[tuple]) -> None:
    found = [(q.low, q.high, q.comparator, q.unit, q.because) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), *rest) for low, high, *rest in expected]


def test_numbers_begin_with_no_other_words_than_are_looked_for() -> None:
    whole, begun = possible_first_words(numerals.SHAPES)
    assert whole <= numerals.STARTS
    assert begun == {"#"}


NUMERALS = (
    "7 1,200 .5 -3 −4 +2 $9 US$8 R$ U.S.$6 £2m € Rs. minus negative half a an one two million tens of the".split()
)


@given(st.lists(st.sampled_from([*NUMERALS, ".", ",", "x", "½", "3/4", "in", "out of"]), max_size=9), st.booleans())
def test_where_numbers_may_begin_leaves_none_out(pieces: list[str], tied: bool) -> None:
    text = ("" if tied else " ").join(pieces)
    anywhere = re.compile(rf"(?<![\w$€£¥₹])(?<!\d[.,:/])(?:{numerals.SHAPES})", re.IGNORECASE)
    assert [m.span() for m in numerals.NUMERAL.finditer(text)] == [m.span() for m in anywhere.finditer(text)]
