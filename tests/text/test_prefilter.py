import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.prefilter import Prefilter, find_words

ALTERNATIVES = [
    r"\bwill not\b",
    r"\bwill\b",
    r"[’']ll\b",
    r"\b(?:is|are) (?:not )?(?:bound|likely) to\b",
    r"\b(?:bound|likely)\b(?! to)",
    r"(?<!\bnot )\bdoomed\b",
    r"\b[a-z]{2,}ed\b",
    r"^\W*unless\b",
    r"\b(\w+) by \1\b",
    r"\bkiss\b[^.]*",
]
PIECES = (
    "will not ’ll is are bound likely to doomed dammed unless day by Will KISS Kiſſ LIKELY lıkely bİs . , the".split()
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from((" ", "")).map(lambda gap: gap.join(pieces))
)


@given(TEXTS | st.text("wilnotbundkeys ’.Kſıİ", max_size=30), st.integers(0, 12), st.integers(0, 40))
def test_a_gate_matches_as_one_pattern_of_all_would(text: str, start: int, end: int) -> None:
    gate = Prefilter.from_patterns(ALTERNATIVES)
    whole = re.compile("|".join(f"(?:{each})" for each in ALTERNATIVES), re.IGNORECASE)
    spans = [match.span() for match in whole.finditer(text, start, end)]
    assert [match.span() for _, match in gate.finditer(text, start, end)] == spans
    first = gate.search(text, start, end)
    assert (first and first.span()) == (spans[0] if spans else None)
    assert gate.sub("_", text) == whole.sub("_", text)


# (text, the alternatives that match, in their order)
FOUND = [
    ("It will not open", [0]),
    ("It will open", [1]),
    ("It’ll open, they’ll not", [2, 2]),
    ("They are not bound to open", [3]),
    ("It is likely, it will open", [4, 1]),
    ("Nothing of it", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "want"), FOUND)
def test_alternatives_are_numbered(text: str, want: list[int]) -> None:
    assert [number for number, _ in Prefilter.from_patterns(ALTERNATIVES).finditer(text)] == want


def test_alternatives_are_compiled_once_their_words_stand_there() -> None:
    gate = Prefilter.from_patterns([r"\bwill\b", r"\bshall (?:not )?open\b"])
    assert gate.search("The dam shall go") is None
    assert all("compiled" not in vars(each) for each in gate.alternatives)
    assert gate.search("The dam will go")
    assert ["compiled" in vars(each) for each in gate.alternatives] == [True, False]


# (text, its words)
WORDS = [
    ("The Dam won’t open.", {"the", "dam", "won", "t", "open"}),
    ("KİSS Kıſſ", {"kiss"}),
    ("\u212aISS", {"kiss"}),
    ("Čapek’s", {"čapek", "s"}),
    ("", set()),
]


@pytest.mark.parametrize(("text", "want"), WORDS)
def test_words(text: str, want: set[str]) -> None:
    assert find_words(text) == want
