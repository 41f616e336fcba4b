"""Counts, ranges and fractions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.enrich.quantities import find_quantities

# (text, low, high, comparator, unit and reason of each quantity in it)
CASES = [
    # Counts and ranges
    (
        "The crowd ranged from 250,000 to 300,000 people.",
        [(250000, 300000, "=", "people", '"250,000 to 300,000"; the noun after it is the unit')],
    ),
    ("They hired 12 divers.", [(12, 12, "=", "divers", '"12"; the noun after it is the unit')]),
    ("They hired twelve divers.", [(12, 12, "=", "divers", '"twelve"; the noun after it is the unit')]),
    ("They hired twenty-one new divers.", [(21, 21, "=", "new divers", '"twenty-one"; the noun after it is the unit')]),
    ("They hired 3 to 5 divers.", [(3, 5, "=", "divers", '"3 to 5"; the noun after it is the unit')]),
    ("They hired 3-5 divers.", [(3, 5, "=", "divers", '"3-5"; the noun after it is the unit')]),
    ("They hired three or four divers.", [(3, 4, "=", "divers", '"three or four"; the noun after it is the unit')]),
    ("One diver drowned.", [(1, 1, "=", "diver", '"One"; the noun after it is the unit')]),
    ("She is one of the best divers.", [(1, 1, "=", "best divers", '"one"; the noun after it is the unit')]),
    ("Nobody is the one they want.", []),
    ("Hundreds of divers came.", [(100, 1000, "=", "divers", '"Hundreds"; the noun after it is the unit')]),
    (
        "Tens of thousands of divers came.",
        [(10000, 100000, "=", "divers", '"Tens of thousands"; the noun after it is the unit')],
    ),
    ("Millions of voters stayed away.", [(1e06, 1e07, "=", "voters", '"Millions"; the noun after it is the unit')]),
    ("Three dozen eggs broke.", [(36, 36, "=", "eggs", '"Three dozen"; the noun after it is the unit')]),
    (
        "A hundred and thirty thousand tents stood there.",
        [(130000, 130000, "=", "tents", '"A hundred and thirty thousand"; the noun after it is the unit')],
    ),
    (
        "Half a million tents stood there.",
        [(500000, 500000, "=", "tents", '"Half a million"; the noun after it is the unit')],
    ),
    ("A million tents stood there.", [(1e06, 1e06, "=", "tents", '"A million"; the noun after it is the unit')]),
    (
        "Two and a half million tents stood there.",
        [(2.5e06, 2.5e06, "=", "tents", '"Two and a half million"; the noun after it is the unit')],
    ),
    (
        "2.5 million tents stood there.",
        [(2.5e06, 2.5e06, "=", "tents", '"2.5 million"; the noun after it is the unit')],
    ),
    (
        "4 hundred million tents stood there.",
        [(4e08, 4e08, "=", "tents", '"4 hundred million"; the noun after it is the unit')],
    ),
    (
        "Some 3 lakh farmers marched.",
        [(300000, 300000, "~", "farmers", '"3 lakh"; "Some" gives the comparator; the noun after it is the unit')],
    ),
    # Fractions
    (
        "Two-thirds of the divers drowned.",
        [(2 / 3, 2 / 3, "=", "divers", '"Two-thirds"; the noun after it is the unit')],
    ),
    ("A third of the divers drowned.", [(1 / 3, 1 / 3, "=", "divers", '"A third"; the noun after it is the unit')]),
    (
        "Nearly half of the divers drowned.",
        [(0.5, 0.5, "~", "divers", '"half"; "Nearly" gives the comparator; the noun after it is the unit')],
    ),
    ("One in four divers drowned.", [(0.25, 0.25, "=", "divers", '"One in four"; the noun after it is the unit')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_and_reasons(text: str, expected: list[tuple]) -> None:
    found = [(q.low, q.high, q.comparator, q.unit, q.because) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), *rest) for low, high, *rest in expected]


TOKENS = (
    "1 2 1/0 3-4 1,000 .5 -5 $ £3 € 5% percent bn million half a an third of "
    "one two between and to or more than up rose dozens tens people km/h × x10-30 ×10−999 ½ ٣ "
    "² minus ( ) . , - – 2024 another monthly Odell's 1/2 of zero dozen"
).split()
MIXED = st.lists(st.sampled_from([*TOKENS, "9" * 400, "1" * 5000]), max_size=25)


@given(MIXED.map(" ".join) | MIXED.map("".join) | st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(-math.inf < q.low <= q.high < math.inf for q in found)
