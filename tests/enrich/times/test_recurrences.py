"""How often."""

import pytest
from time_cases import MONDAY, read_times

# (text, day of publication, values, reason of the last)
CASES = [
    # Frequencies
    ("The heron is fed every day.", MONDAY, "P1D", "a frequency"),
    ("The heron is fed daily.", MONDAY, "P1D", "a frequency"),
    ("The heron is fed twice a week.", MONDAY, "P1W", "a frequency"),
    ("The heron is weighed every two weeks.", MONDAY, "P2W", "a frequency"),
    ("It rains every other week.", MONDAY, "P2W", "a frequency"),
    ("It rains every week.", MONDAY, "P1W", "a frequency"),
    ("It rains every couple of weeks.", MONDAY, "P2W", "a frequency"),
    ("It rains every March.", MONDAY, "XXXX-03", "recurring"),
    ("It rains every spring.", MONDAY, "XXXX-SP", "recurring"),
    ("It rains weekly.", MONDAY, "P1W", "a frequency"),
    ("It rains twice a week.", MONDAY, "P1W", "a frequency"),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because
