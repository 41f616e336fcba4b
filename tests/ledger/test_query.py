import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.query import matches, terms

CASES = [
    ("", []),
    ("  —  … ", []),
    ("bridge", ['"bridge"']),
    ("Bridge harbour", ['"bridge"', '"harbour"']),
    ('"state of emergency" bridge', ['"state of emergency"', '"bridge"']),
    ("har*", ['"har"*']),
    ("-har*", ['"har"*']),
    ("Čapek's", ['"capek s"']),
    ('"open quotation', ['"open quotation"']),
    ("AND OR NOT NEAR(", ['"and"', '"or"', '"not"', '"near"']),
    ("content:bridge", ['"content bridge"']),
    ("re-open", ['"re open"']),
]


@pytest.mark.parametrize(("typed", "want"), CASES)
def test_terms(typed: str, want: list[str]) -> None:
    assert [term.match for term in terms(typed)] == want


def test_matches_are_marked() -> None:
    text = "The Brücke and the bridges, not the harbour"
    found = matches(text, terms("brucke bridg* -harbour"))
    assert [span.of(text) for span in found] == ["Brücke", "bridges"]


@given(st.text(), st.text())
def test_nothing_typed_is_an_error(typed: str, text: str) -> None:
    for span in matches(text, terms(typed)):
        assert span.end <= len(text)
