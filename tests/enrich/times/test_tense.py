"""Whether the words around an expression speak of the past or of the future."""

import pytest

from onrecord.enrich.times.tense import Tense, find_tense

CASES = [
    ("The works were opened on ", ".", Tense("past", "opened", firm=True)),
    ("The works will close on ", ".", Tense("future", "will", firm=True)),
    ("On ", ", the works will open", Tense("future", "will", firm=True)),
    ("", "", Tense()),
    # The verb is past, the day need not be.
    ("The works were moved to ", ".", Tense("past", "moved")),
    ("It was fixed for ", " as the deadline", Tense("future", "deadline", firm=True)),
    ("The vote is due by ", ".", Tense("future", "by", firm=True)),
    ("It had closed by ", ".", Tense("past", "closed")),
    ("Until ", ", he had not called", Tense("past", "had", firm=True)),
    ("It would be shut since ", ".", Tense("past", "since", firm=True)),
    # "Wednesday's ruling": what the ruling will do says nothing of its day.
    ("The court said that ", "'s ruling will stand", Tense("past", "said", firm=True)),
    # A verb of reported speech says little of the day.
    ("She would appeal ", ".", Tense("future", "would", firm=True, weak=True)),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_tense(before: str, after: str, expected: Tense) -> None:
    assert find_tense(before, after) == expected


# (words before, words after, name, firm): both sides of each reach, in characters, and of the words of an opening.
REACHES = [
    ("It opened" + " " * 25, "", "past", True),
    ("It opened" + " " * 26, "", "past", False),
    ("fell" + " " * 116, "", "past", False),
    ("fell" + " " * 117, "", "", False),
    ("", " " * 194 + "opened", "past", True),
    ("", " " * 195 + "opened", "", False),
    ("Late on ", " it opened", "past", True),
    ("Late again on ", " it opened", "past", False),
]


@pytest.mark.parametrize(("before", "after", "name", "firm"), REACHES)
def test_reaches(before: str, after: str, name: str, firm: bool) -> None:
    tense = find_tense(before, after)
    assert (tense.name, tense.firm) == (name, firm)
