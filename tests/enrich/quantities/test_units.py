"""Nouns, measures and currencies; rates."""

import pytest

from onrecord.enrich.quantities import find_quantities

# (text, low, high, comparator, unit and reason of each quantity in it)
CASES = [
    # Money
    ("It costs $30.", [(30, 30, "=", "dollar", '"$30"')]),
    ("It costs $3-4 million.", [(3e06, 4e06, "=", "dollar", '"$3-4 million"')]),
    ("It costs $3 million to $4 million.", [(3e06, 4e06, "=", "dollar", '"$3 million to $4 million"')]),
    ("It costs between $21 and $28.", [(21, 28, "=", "dollar", '"$21 and $28"')]),
    ("It costs $1.8bn.", [(1.8e09, 1.8e09, "=", "dollar", '"$1.8bn"')]),
    ("It costs £12.4m.", [(1.24e07, 1.24e07, "=", "pound sterling", '"£12.4m"')]),
    ("It costs €1,300.", [(1300, 1300, "=", "euro", '"€1,300"')]),
    ("It costs 1,100€.", [(1100, 1100, "=", "euro", '"1,100"')]),
    ("It costs US$41.50.", [(41.5, 41.5, "=", "dollar", '"US$41.50"')]),
    ("It costs 5 crore rupees.", [(5e07, 5e07, "=", "rupee", '"5 crore"')]),
    ("It costs ₹250.", [(250, 250, "=", "rupee", '"₹250"')]),
    ("It costs 7 million Australian dollars.", [(7e06, 7e06, "=", "Australian dollar", '"7 million"')]),
    ("It costs USD20m.", [(2e07, 2e07, "=", "dollar", '"USD20m"')]),
    ("It costs two hundred euros.", [(200, 200, "=", "euro", '"two hundred"')]),
    # Shares and measures
    ("It holds 5% of the market.", [(5, 5, "=", "percent", '"5"')]),
    ("It holds 5 per cent of the market.", [(5, 5, "=", "percent", '"5"')]),
    ("It holds between 5 and 7 per cent.", [(5, 7, "=", "percent", '"5 and 7"')]),
    ("Fees range from 2 per cent to 2.5 per cent.", [(2, 2.5, "=", "percent", '"2 per cent to 2.5"')]),
    ("It led by 3 percentage points.", [(3, 3, "=", "percentage point", '"3"')]),
    ("It led by 35 basis points.", [(35, 35, "=", "basis point", '"35"')]),
    ("The pipe is 40 km long.", [(40, 40, "=", "kilometre", '"40"')]),
    ("The pipe is a 7.2-inch one.", [(7.2, 7.2, "=", "inch", '"7.2"')]),
    ("The pipe carries 12-18 litres.", [(12, 18, "=", "litre", '"12-18"')]),
    ("It fell to minus 40 degrees Celsius.", [(-40, -40, "=", "degree Celsius", '"minus 40"')]),
    ("The jail term is three years.", [(3, 3, "=", "year", '"three"')]),
    ("A 52-year-old man ran.", [(52, 52, "=", "year of age", '"52"')]),
    ("Ivo Maddern, 66, ran.", [(66, 66, "=", None, '"66"')]),
    ("They lost 2-0 at home.", [(0, 2, "=", None, '"2-0"')]),
    # Nouns
    ("It is 5 a and more.", [(5, 5, ">", "year", '"5"; "or more" gives the comparator')]),
    ("They had 5 a day.", [(5, 5, "=", None, '"5"')]),
    ("60 of the divers came.", [(60, 60, "=", "divers", '"60"; the noun after it is the unit')]),
    (
        "60 Odell and Brandt boats sank.",
        [(60, 60, "=", "Odell and Brandt boats", '"60"; the noun after it is the unit')],
    ),
    ("60 barrels of oil sank.", [(60, 60, "=", "barrels of oil", '"60"; the noun after it is the unit')]),
    ("60 members of the council left.", [(60, 60, "=", "members", '"60"; the noun after it is the unit')]),
    ("60 members of council left.", [(60, 60, "=", "members", '"60"; the noun after it is the unit')]),
    ("60 quickly left.", [(60, 60, "=", None, '"60"')]),
    ("5 sq km burned per sq km.", [(5, 5, "=", "square kilometre", '"5"')]),
    ("It costs $5 per square metre.", [(5, 5, "=", "dollar", '"$5"')]),
    ("It costs $5 per sq m.", [(5, 5, "=", "dollar", '"$5"')]),
    ("It costs $5 a diver.", [(5, 5, "=", "dollar", '"$5"')]),
    ("It costs $5 per diver.", [(5, 5, "=", "dollar", '"$5"')]),
    ("One big red boat sank.", [(1, 1, "=", "big red boat", '"One"; the noun after it is the unit')]),
    # Six words of a noun, and seven: without its plural only the first three count.
    (
        "60 big red old wet cold ships sank.",
        [(60, 60, "=", "big red old wet cold ships", '"60"; the noun after it is the unit')],
    ),
    ("60 big red old wet cold new ships sank.", [(60, 60, "=", "big red old", '"60"; the noun after it is the unit')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_and_reasons(text: str, expected: list[tuple]) -> None:
    found = [(q.low, q.high, q.comparator, q.unit, q.because) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), *rest) for low, high, *rest in expected]


# The words, the rate, the increment, of their only quantity.
RATES = [
    ("They can train 20,000 sailors monthly.", "month", False),
    ("It pumps 400 barrels per day.", "day", False),
    ("It pumps 400 barrels a day.", "day", False),
    ("Rent is $900 a month.", "month", False),
    ("Rent is $80 per square foot.", "square foot", False),
    ("Land is £9 an acre.", "acre", False),
    ("He signed up another 90,000 Odellian citizens.", None, True),
    ("He signed up an additional 15 cooks.", None, True),
    ("He signed up 15 more cooks.", None, True),
    ("He signed up more than 15 cooks.", None, False),
]


@pytest.mark.parametrize(("text", "rate", "increment"), RATES)
def test_rates_and_increments(text: str, rate: str | None, increment: bool) -> None:
    (found,) = find_quantities(text)
    assert (found.rate, found.increment) == (rate, increment)


def test_the_unit_of_another() -> None:
    (found,) = find_quantities("He signed up another 90,000 Odellian citizens.")
    assert found.unit == "Odellian citizens"
