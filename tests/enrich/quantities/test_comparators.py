"""Comparators: what stands before a number or after it."""

import pytest

from onrecord.enrich.quantities import find_quantities

# (text, low, high, comparator, unit and reason of each quantity in it)
CASES = [
    # As papers write them
    (
        "More than 60 divers came.",
        [(60, 60, ">", "divers", '"60"; "More than" gives the comparator; the noun after it is the unit')],
    ),
    (
        "At least 60 divers came.",
        [(60, 60, ">", "divers", '"60"; "At least" gives the comparator; the noun after it is the unit')],
    ),
    ("60 or more divers came.", [(60, 60, ">", None, '"60"; "or more" gives the comparator')]),
    (
        "Over 60 divers came.",
        [(60, 60, ">", "divers", '"60"; "Over" gives the comparator; the noun after it is the unit')],
    ),
    (
        "Up to 60 divers came.",
        [(60, 60, "<", "divers", '"60"; "Up to" gives the comparator; the noun after it is the unit')],
    ),
    (
        "Fewer than 60 divers came.",
        [(60, 60, "<", "divers", '"60"; "Fewer than" gives the comparator; the noun after it is the unit')],
    ),
    (
        "Just under 60 divers came.",
        [(60, 60, "<", "divers", '"60"; "Just under" gives the comparator; the noun after it is the unit')],
    ),
    (
        "About 60 divers came.",
        [(60, 60, "~", "divers", '"60"; "About" gives the comparator; the noun after it is the unit')],
    ),
    (
        "Nearly 60 divers came.",
        [(60, 60, "~", "divers", '"60"; "Nearly" gives the comparator; the noun after it is the unit')],
    ),
    ("The shares rose 5%.", [(5, 5, "up", "percent", '"5"; "rose" gives the comparator')]),
    ("The shares rose by 5%.", [(5, 5, "up", "percent", '"5"; "rose by" gives the comparator')]),
    ("The shares were down 5%.", [(5, 5, "down", "percent", '"5"; "down" gives the comparator')]),
    ("The shares rose to $5.", [(5, 5, "=", "dollar", '"$5"')]),
    (
        "Debt rose by $4 billion to $9 billion.",
        [
            (4e09, 4e09, "up", "dollar", '"$4 billion"; "rose by" gives the comparator'),
            (9e09, 9e09, "=", "dollar", '"$9 billion"'),
        ],
    ),
    (
        "It ran just under 10 miles (16 km).",
        [
            (10, 10, "<", "mile", '"10"; "just under" gives the comparator'),
            (16, 16, "<", "kilometre", '"16"; same comparator as what it converts'),
        ],
    ),
    # Both sides of each rule
    ("It rose +5%.", [(5, 5, "up", "percent", '"+5"; "+" gives the comparator')]),
    ("60+ divers came.", [(60, 60, ">", None, '"60"; "or more" gives the comparator')]),
    (
        "60 divers or more came.",
        [(60, 60, ">", "divers", '"60"; "or more" gives the comparator; the noun after it is the unit')],
    ),
    ("60 or fewer divers came.", [(60, 60, "<", None, '"60"; "or less" gives the comparator')]),
    (
        "60 divers or less came.",
        [(60, 60, "<", "divers", '"60"; "or less" gives the comparator; the noun after it is the unit')],
    ),
    (
        "No more than 60 divers came.",
        [(60, 60, "<", "divers", '"60"; "No more than" gives the comparator; the noun after it is the unit')],
    ),
    (
        "Not more than 60 divers came.",
        [(60, 60, "<", "divers", '"60"; "Not more than" gives the comparator; the noun after it is the unit')],
    ),
    (
        "No fewer than 60 divers came.",
        [(60, 60, ">", "divers", '"60"; "No fewer than" gives the comparator; the noun after it is the unit')],
    ),
    ("≥ 60 divers came.", [(60, 60, ">", "divers", '"60"; "≥" gives the comparator; the noun after it is the unit')]),
    ("Shares rose 5%.", [(5, 5, "up", "percent", '"5"; "rose" gives the comparator')]),
    ("They added 5 chairs.", [(5, 5, "=", "chairs", '"5"; the noun after it is the unit')]),
    ("They added 5%.", [(5, 5, "up", "percent", '"5"; "added" gives the comparator')]),
    ("They gave up 5 points.", [(5, 5, "=", "point", '"5"')]),
    ("They lost 2-0.", [(0, 2, "=", None, '"2-0"')]),
    ("They fell 3.", [(3, 3, "down", None, '"3"; "fell" gives the comparator')]),
    (
        "They rose by 5 divers.",
        [(5, 5, "up", "divers", '"5"; "rose by" gives the comparator; the noun after it is the unit')],
    ),
    ("Shares rose to 5%.", [(5, 5, "=", "percent", '"5"')]),
    ("It rose up to 5%.", [(5, 5, "<", "percent", '"5"; "up to" gives the comparator')]),
    ("Another 60 divers came.", [(60, 60, "=", "divers", '"60"; the noun after it is the unit; added to others')]),
    (
        "Another some 60 divers came.",
        [(60, 60, "~", "divers", '"60"; "some" gives the comparator; the noun after it is the unit; added to others')],
    ),
    (
        "More than another 60 divers came.",
        [
            (
                60,
                60,
                ">",
                "divers",
                '"60"; "More than another" gives the comparator; the noun after it is the unit; added to others',
            )
        ],
    ),
    ("60 more divers came.", [(60, 60, "=", "divers", '"60"; the noun after it is the unit; added to others')]),
    ("60 more than usual came.", [(60, 60, "=", None, '"60"')]),
    (
        "About 10 miles (16 km) off.",
        [
            (10, 10, "~", "mile", '"10"; "About" gives the comparator'),
            (16, 16, "~", "kilometre", '"16"; same comparator as what it converts'),
        ],
    ),
    ("10 miles (16 km) off.", [(10, 10, "=", "mile", '"10"'), (16, 16, "=", "kilometre", '"16"')]),
    (
        "About 10 miles (about 16 km) off.",
        [
            (10, 10, "~", "mile", '"10"; "About" gives the comparator'),
            (16, 16, "~", "kilometre", '"16"; "about" gives the comparator'),
        ],
    ),
    # Forty characters before the number, and more.
    (
        "More than a total of a total of exactly 60 came.",
        [(60, 60, ">", None, '"60"; "More than a total of a total of exactly" gives the comparator')],
    ),
    ("More than a total of a total of further a 60 came.", [(60, 60, "=", None, '"60"')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_and_reasons(text: str, expected: list[tuple]) -> None:
    found = [(q.low, q.high, q.comparator, q.unit, q.because) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), *rest) for low, high, *rest in expected]
