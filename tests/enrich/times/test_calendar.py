"""The calendar as a law: whatever day an article names, and whenever it is printed, a value is a day that exists."""

from datetime import date

import pytest

from bench.calendar_sweep import IMPOSSIBLE, find_faults, list_cases


def test_every_form_of_a_day_that_some_years_lack() -> None:
    cases = list_cases(days=[(2, 29), *IMPOSSIBLE])
    assert [(text, day, faults) for text, day in cases if (faults := find_faults(text, day))] == []


def test_forms_of_days_all_over_the_year() -> None:
    cases = list_cases(every=61)
    assert [(text, day, faults) for text, day in cases if (faults := find_faults(text, day))] == []


@pytest.mark.parametrize("text", ["The form was dated 1/1/1000.", "It opens the day after Feb. 28."])
@pytest.mark.parametrize("published", [date(1, 1, 1), date(1000, 1, 1), date(9000, 12, 31), date(9999, 12, 31)])
def test_the_ends_of_the_calendar(text: str, published: date) -> None:
    assert find_faults(text, published) == []
