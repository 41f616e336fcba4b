"""The rarest words of a content, within each bound."""

from datetime import UTC, datetime

import pytest
from claimed_articles import article

from onrecord.ledger import Ledger
from onrecord.ledger.search.rare_words import WordBounds, find_rare_words

AT = datetime(2026, 10, 13, tzinfo=UTC)
# In how many statements each word is: gate 4, weir 3, crane 2, ox 1, none 0.
SAID = ["gate weir crane ox", "gate weir crane", "gate weir", "gate"]
ALL = "Gate weir crane ox none"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    with Ledger.open(tmp_path_factory.mktemp("rare") / "record.db") as kept:
        for number, content in enumerate(SAID):
            kept.keep(article(f"a{number}", ("Ode", "said", content)), model="m", at=AT)
        yield kept


BOUNDS = [
    ({}, ["none", "ox", "crane", "weir", "gate"]),
    ({"words": 2}, ["none", "ox"]),
    ({"fewest": 1}, ["ox", "crane", "weir", "gate"]),
    ({"fewest": 2}, ["crane", "weir", "gate"]),
    ({"shortest": 3}, ["none", "crane", "weir", "gate"]),
    ({"shortest": 5}, ["crane"]),
    ({"tried": 2}, ["weir", "gate"]),
    ({"counted": 3}, ["none", "ox", "crane", "gate", "weir"]),  # as common as each other: in the content's order
    ({"counted": 4}, ["none", "ox", "crane", "weir", "gate"]),
]


@pytest.mark.parametrize(("bounds", "want"), BOUNDS)
def test_rare_words(ledger: Ledger, bounds: dict, want: list[str]) -> None:
    assert find_rare_words(ledger.database, ALL, WordBounds(**bounds)) == want


def test_a_word_counts_once(ledger: Ledger) -> None:
    assert find_rare_words(ledger.database, "ox OX Ox", WordBounds()) == ["ox"]
