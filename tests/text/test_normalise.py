"""What counts as the same words, for each meaning of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.normalise import (
    collapse_spaces,
    fold_key,
    fold_words,
    normalise_word,
    replace_lookalikes,
    strip_accents,
)

SAME_KEY = [("Mara Voss", " mara\n VOSS ", True), ("STRASSE", "straße", True), ("Voss, M.", "Voss M", False)]


@pytest.mark.parametrize(("one", "other", "same"), SAME_KEY)
def test_a_key_forgets_case_and_white_space_alone(one: str, other: str, same: bool) -> None:
    assert (fold_key(one) == fold_key(other)) is same


WORDS = [("Sen.", "sen"), ("Voss’s", "voss"), ("Voss's,", "voss"), ("Voss’", "voss"), ("its", "its"), ("U.S.", "u.s")]


@pytest.mark.parametrize(("printed", "listed"), WORDS)
def test_a_word_as_lists_hold_it(printed: str, listed: str) -> None:
    assert normalise_word(printed) == listed


def test_accents_go_and_strokes_stay() -> None:
    assert strip_accents("Łódź, Bjørn, Émile, ﬁne") == "Łodz, Bjørn, Emile, fine"


def test_words_are_in_order_and_without_punctuation() -> None:
    assert fold_words("“It’s shut,” she said: 5 p.m.") == ["it", "s", "shut", "she", "said", "5", "p", "m"]
    assert fold_words(" … ") == []


@given(st.text(max_size=40))
def test_lookalikes_move_no_offset(text: str) -> None:
    assert len(replace_lookalikes(text)) == len(text)


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert collapse_spaces(collapse_spaces(text)) == collapse_spaces(text)
    assert fold_key(fold_key(text)) == fold_key(text)
