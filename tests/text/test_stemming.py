"""Which words have one stem, which one root, and which have not."""

import pytest

from onrecord.text.stemming import root, singular, stem

STEMS = [
    # Number and tense
    ("arrives", "arriving", True),
    ("denies", "denied", True),
    ("deny", "denies", True),
    ("shut", "shutting", True),
    ("parties", "party", True),
    ("sold", "sell", True),
    ("retaken", "retake", True),
    ("inspection", "inspected", True),
    ("colour", "color", False),
    # No endings
    ("glass", "glas", False),
    ("bus", "bu", False),
    ("sing", "s", False),
    ("party", "part", False),
]


@pytest.mark.parametrize(("one", "other", "same"), STEMS)
def test_forms_of_one_word_have_one_stem(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


ROOTS = [
    ("expansion", "expand", True),
    ("resignation", "resign", True),
    ("colour", "color", True),
    ("policy", "police", False),
    ("university", "universe", False),
    ("act", "actor", False),
    ("hour", "hor", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ROOTS)
def test_words_made_from_one_word_have_one_root(one: str, other: str, same: bool) -> None:
    assert (root(one) == root(other)) is same


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("soldiers", "soldier"), ("ferries", "ferry"), ("women", "woman"), ("glasses", "glass"), ("gas", "gas")],
)
def test_singular(noun: str, expected: str) -> None:
    assert singular(noun) == expected
