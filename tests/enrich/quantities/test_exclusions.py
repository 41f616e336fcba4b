"""Numbers that are not quantities, beside those that are."""

import pytest

from onrecord.enrich.quantities import find_quantities

# (text, low, high, comparator, unit and reason of each quantity in it)
CASES = [
    # As papers write them
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
    ("It fell by 2030 to 32 percent.", [(32, 32, "=", "percent", '"32"')]),
    ("It took four-and-a-half years.", [(4.5, 4.5, "=", "year", '"four-and-a-half"')]),
    # Both sides of each rule and threshold
    ("It opened on 31 March.", []),
    ("It held 32 March flies.", [(32, 32, "=", None, '"32"')]),
    ("It opened March 31.", []),
    ("In March 32 flies came.", [(32, 32, "=", "flies", '"32"; the noun after it is the unit')]),
    ("The train left at 24:00.", []),
    ("Mix it 24:10.", []),
    ("Mix it 25:10.", []),
    ("It ended 24.10.", [(24.1, 24.1, "=", None, '"24.10"')]),
    ("In 1499 it burned.", [(1499, 1499, "=", None, '"1499"')]),
    ("In 1500 it burned.", []),
    ("In 2199 it burns.", []),
    ("In 2200 it burns.", [(2200, 2200, "=", None, '"2200"')]),
    ("In 2024 divers came.", []),
    ("In 2024 people came.", [(2024, 2024, "=", "people", '"2024"; the noun after it is the unit')]),
    ("In 2,024 it rose.", [(2024, 2024, "=", None, '"2,024"')]),
    ("In 2024 metres it sank.", [(2024, 2024, "=", "metre", '"2024"')]),
    ("The nineteen left.", []),
    ("The twenty left.", [(20, 20, "=", None, '"twenty"')]),
    ("The twenty-one left.", [(21, 21, "=", None, '"twenty-one"')]),
    ("A four-mile march.", [(4, 4, "=", "mile", '"four"')]),
    ("A five-year lease.", []),
    ("A 3-to-5-year lease.", [(3, 5, "=", "year", '"3-to-5"')]),
    ("A category 4 storm.", []),
    ("B-52 flew.", []),
    ("No. 7 won.", [(7, 7, "=", "won", '"7"')]),
    ("Highway 7 is shut.", []),
    ("Apollo 11 landed.", []),
    ("In 20 cities it rained.", [(20, 20, "=", "cities", '"20"; the noun after it is the unit')]),
    ("Odell 20 miles on.", [(20, 20, "=", "mile", '"20"')]),
    ("Odell 20 divers came.", [(20, 20, "=", "divers", '"20"; the noun after it is the unit')]),
    ("Brandt won 20 seats.", [(20, 20, "=", "seats", '"20"; the noun after it is the unit')]),
    ("412 Elder Road is shut.", []),
    ("412 N. 5th Ave is shut.", []),
    ("412 divers live on Elder Road.", [(412, 412, "=", "divers", '"412"; the noun after it is the unit')]),
    ("The first half was dull.", []),
    ("Half of the divers left.", [(0.5, 0.5, "=", "divers", '"Half"; the noun after it is the unit')]),
    ("In half the time it sank.", []),
    ("In half of the cases it sank.", [(0.5, 0.5, "=", "cases", '"half"; the noun after it is the unit')]),
    ("The final quarter was wet.", []),
    ("mid-half way.", []),
    ("One left.", []),
    ("One diver left.", [(1, 1, "=", "diver", '"One"; the noun after it is the unit')]),
    ("The one diver left.", []),
    ("Two left.", []),
    ("one-time offer", []),
    ("two or three left", [(2, 3, "=", None, '"two or three"')]),
    ("The 24 a.m. train left.", []),
    ("The 25 a.m. train left.", [(25, 25, "=", None, '"25"')]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_and_reasons(text: str, expected: list[tuple]) -> None:
    found = [(q.low, q.high, q.comparator, q.unit, q.because) for q in find_quantities(text)]
    assert found == [(pytest.approx(low), pytest.approx(high), *rest) for low, high, *rest in expected]
