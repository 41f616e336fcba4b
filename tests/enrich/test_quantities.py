import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.enrich.quantities import find_quantities, numerals, quantities
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement
from onrecord.text.literals import possible_first_words

# The words; low, high, comparator, unit of each quantity in them.
CASES = [
    # Counts and ranges
    ("The crowd ranged from 250,000 to 300,000 people.", [(250000, 300000, "=", "people")]),
    ("They hired 12 divers.", [(12, 12, "=", "divers")]),
    ("They hired twelve divers.", [(12, 12, "=", "divers")]),
    ("They hired twenty-one new divers.", [(21, 21, "=", "new divers")]),
    ("They hired 3 to 5 divers.", [(3, 5, "=", "divers")]),
    ("They hired 3-5 divers.", [(3, 5, "=", "divers")]),
    ("They hired three or four divers.", [(3, 4, "=", "divers")]),
    ("One diver drowned.", [(1, 1, "=", "diver")]),
    ("She is one of the best divers.", [(1, 1, "=", "best divers")]),
    ("Nobody is the one they want.", []),
    ("Hundreds of divers came.", [(100, 1000, "=", "divers")]),
    ("Tens of thousands of divers came.", [(10000, 100000, "=", "divers")]),
    ("Millions of voters stayed away.", [(1e6, 1e7, "=", "voters")]),
    ("Three dozen eggs broke.", [(36, 36, "=", "eggs")]),
    ("A hundred and thirty thousand tents stood there.", [(130000, 130000, "=", "tents")]),
    ("Half a million tents stood there.", [(500000, 500000, "=", "tents")]),
    ("A million tents stood there.", [(1e6, 1e6, "=", "tents")]),
    ("Two and a half million tents stood there.", [(2.5e6, 2.5e6, "=", "tents")]),
    ("2.5 million tents stood there.", [(2.5e6, 2.5e6, "=", "tents")]),
    ("4 hundred million tents stood there.", [(4e8, 4e8, "=", "tents")]),
    ("Some 3 lakh farmers marched.", [(300000, 300000, "~", "farmers")]),
    # Fractions
    ("Two-thirds of the divers drowned.", [(2 / 3, 2 / 3, "=", "divers")]),
    ("A third of the divers drowned.", [(1 / 3, 1 / 3, "=", "divers")]),
    ("Nearly half of the divers drowned.", [(0.5, 0.5, "~", "divers")]),
    ("One in four divers drowned.", [(0.25, 0.25, "=", "divers")]),
    # Money
    ("It costs $30.", [(30, 30, "=", "dollar")]),
    ("It costs $3-4 million.", [(3e6, 4e6, "=", "dollar")]),
    ("It costs $3 million to $4 million.", [(3e6, 4e6, "=", "dollar")]),
    ("It costs between $21 and $28.", [(21, 28, "=", "dollar")]),
    ("It costs $1.8bn.", [(1.8e9, 1.8e9, "=", "dollar")]),
    ("It costs £12.4m.", [(12.4e6, 12.4e6, "=", "pound sterling")]),
    ("It costs €1,300.", [(1300, 1300, "=", "euro")]),
    ("It costs 1,100€.", [(1100, 1100, "=", "euro")]),
    ("It costs US$41.50.", [(41.5, 41.5, "=", "dollar")]),
    ("It costs 5 crore rupees.", [(5e7, 5e7, "=", "rupee")]),
    ("It costs ₹250.", [(250, 250, "=", "rupee")]),
    ("It costs 7 million Australian dollars.", [(7e6, 7e6, "=", "Australian dollar")]),
    ("It costs USD20m.", [(2e7, 2e7, "=", "dollar")]),
    ("It costs two hundred euros.", [(200, 200, "=", "euro")]),
    # Shares and measures
    ("It holds 5% of the market.", [(5, 5, "=", "percent")]),
    ("It holds 5 per cent of the market.", [(5, 5, "=", "percent")]),
    ("It holds between 5 and 7 per cent.", [(5, 7, "=", "percent")]),
    ("Fees range from 2 per cent to 2.5 per cent.", [(2, 2.5, "=", "percent")]),
    ("It led by 3 percentage points.", [(3, 3, "=", "percentage point")]),
    ("It led by 35 basis points.", [(35, 35, "=", "basis point")]),
    ("The pipe is 40 km long.", [(40, 40, "=", "kilometre")]),
    ("The pipe is a 7.2-inch one.", [(7.2, 7.2, "=", "inch")]),
    ("The pipe carries 12-18 litres.", [(12, 18, "=", "litre")]),
    ("It fell to minus 40 degrees Celsius.", [(-40, -40, "=", "degree Celsius")]),
    ("The jail term is three years.", [(3, 3, "=", "year")]),
    ("A 52-year-old man ran.", [(52, 52, "=", "year of age")]),
    ("Ivo Maddern, 66, ran.", [(66, 66, "=", None)]),
    ("They lost 2-0 at home.", [(0, 2, "=", None)]),
    # Comparators
    ("More than 60 divers came.", [(60, 60, ">", "divers")]),
    ("At least 60 divers came.", [(60, 60, ">", "divers")]),
    ("60 or more divers came.", [(60, 60, ">", None)]),
    ("Over 60 divers came.", [(60, 60, ">", "divers")]),
    ("Up to 60 divers came.", [(60, 60, "<", "divers")]),
    ("Fewer than 60 divers came.", [(60, 60, "<", "divers")]),
    ("Just under 60 divers came.", [(60, 60, "<", "divers")]),
    ("About 60 divers came.", [(60, 60, "~", "divers")]),
    ("Nearly 60 divers came.", [(60, 60, "~", "divers")]),
    ("The shares rose 5%.", [(5, 5, "up", "percent")]),
    ("The shares rose by 5%.", [(5, 5, "up", "percent")]),
    ("The shares were down 5%.", [(5, 5, "down", "percent")]),
    ("The shares rose to $5.", [(5, 5, "=", "dollar")]),
    ("Debt rose by $4 billion to $9 billion.", [(4e9, 4e9, "up", "dollar"), (9e9, 9e9, "=", "dollar")]),
    ("It ran just under 10 miles (16 km).", [(10, 10, "<", "mile"), (16, 16, "<", "kilometre")]),
    # What is no quantity
    ("It opened in 2019.", []),
    ("It opened on March 7, 2019.", []),
    ("It opened on 7 March.", []),
    ("It opened at 10:27 p.m.", []),
    ("It opened at 5 a.m.", []),
    ("Between 1710 and 1840 it stood empty.", []),
    ("The Odell 9 Pro is heavy.", []),
    ("She lives in the M21 flats.", []),
    ("It was the 23rd time.", []),
    ("They signed a five-year contract.", []),
    ("A category 4 hurricane came.", []),
    ("He lives at 412 Elder Road.", []),
    ("Nobody else was there, no one at all.", []),
    ("They rely on one another.", []),
    ("It opens at 7 p.m. sharp.", []),
    ("Most Fortune 500 companies do.", []),
    ("It fell by 2030 to 32 percent.", [(32, 32, "=", "percent")]),
    ("It took four-and-a-half years.", [(4.5, 4.5, "=", "year")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_found(text, expected):
    found = [(q.low, q.high, q.comparator, q.unit) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), sign, unit) for low, high, sign, unit in expected]


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
def test_rates_and_increments(text, rate, increment):
    (found,) = find_quantities(text)
    assert (found.rate, found.increment) == (rate, increment)


def test_the_unit_of_another():
    (found,) = find_quantities("He signed up another 90,000 Odellian citizens.")
    assert found.unit == "Odellian citizens"


def test_statements_and_furniture():
    text = "She said 40 cooks left. Give 5 euros!"
    article = Article("a", text, furniture=(Span(text.index("Give"), len(text)),))
    said = Statement("s", (Span(0, 3),), (Span(4, 8),), (Span(9, 22),))
    empty = Statement("t", (Span(0, 3),), (Span(4, 8),), (Span(17, 22),))
    made = enrich(Record(article, (said, empty)), stages=[quantities])
    assert [q.low for q in made.quantities] == [40]
    assert [[q.low for q in s.quantities] for s in made.statements] == [[40], []]


def test_every_reading_has_its_reason():
    assert all(quantity.because for text, _ in CASES for quantity in find_quantities(text))


TOKENS = (
    "1 2 1/0 3-4 1,000 .5 -5 $ £3 € 5% percent bn million half a an third of "
    "one two between and to or more than up rose dozens tens people km/h × x10-30 ×10−999 ½ ٣ "
    "² minus ( ) . , - – 2024 another monthly Odell's 1/2 of zero dozen"
).split()
MIXED = st.lists(st.sampled_from([*TOKENS, "9" * 400, "1" * 5000]), max_size=25)


@given(MIXED.map(" ".join) | MIXED.map("".join) | st.text(max_size=60))
def test_any_text_is_read(text):
    found = find_quantities(text)
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(-math.inf < q.low <= q.high < math.inf for q in found)


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
