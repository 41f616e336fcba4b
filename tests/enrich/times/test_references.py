"""References without a date of their own."""

import pytest
from time_cases import MONDAY, read_times

# (text, day of publication, values, reason of the last)
CASES = [
    # Sides of the publication
    ("The ferry is now late.", MONDAY, "PRESENT_REF", '"now" refers to no date'),
    ("The ferry was recently sold.", MONDAY, "PAST_REF", '"recently" refers to no date'),
    ("The ferry will sail in the near future.", MONDAY, "FUTURE_REF", '"the near future" refers to no date'),
    ("The ferry will sail in the coming weeks.", MONDAY, "FUTURE_REF", "a time ahead, not exact"),
    ("It opens on May 3, 2027. Until then, it is shut.", MONDAY, "2027-05-03 2027-05-03", "the last date mentioned"),
    ("Until then, it is shut.", MONDAY, "", ""),
    ("It was then shut.", MONDAY, "", ""),
    ("It rains now.", MONDAY, "PRESENT_REF", '"now" refers to no date'),
    ("It rained recently.", MONDAY, "PAST_REF", '"recently" refers to no date'),
    ("It will rain soon.", MONDAY, "FUTURE_REF", '"soon" refers to no date'),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because
