"""Analysis of competing hypotheses: scores, diagnosticity, what a conclusion hangs on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.watches.hypotheses import (
    DecisiveCell,
    JudgedEvidence,
    Matrix,
    build_matrix,
    diagnosticity,
    find_decisive_cells,
    find_leaders,
    inconsistency_score,
    rank_hypotheses,
)

C, I, N = "consistent", "inconsistent", "neither"  # noqa: E741  # as analysts write them
NAMES = ("accident", "arson", "bomb")


def item(identifier: str, cells: str, weight: str = "medium") -> JudgedEvidence:
    letters = {"C": C, "I": I, "N": N}
    return JudgedEvidence(identifier, {n: letters[c] for n, c in zip(NAMES, cells, strict=True) if c != "-"}, weight)


FIRE = Matrix(NAMES, (item("bangs", "IIC"), item("deck", "CCI", "high"), item("smoke", "CCC"), item("lock", "NC-")))

SCORES = [("accident", 1.0), ("arson", 1.0), ("bomb", 2.0)]


@pytest.mark.parametrize(("name", "want"), SCORES)
def test_inconsistency_is_added_up_by_weight(name: str, want: float) -> None:
    assert inconsistency_score(FIRE, name) == want


def test_ties_share_a_rank_and_counts_add_up() -> None:
    first, second, third = rank_hypotheses(FIRE)
    assert [(s.hypothesis, s.rank) for s in (first, second, third)] == [("accident", 1), ("arson", 1), ("bomb", 3)]
    assert (third.consistent, third.inconsistent, third.neither, third.unjudged) == (2, 1, 0, 1)


DIAGNOSTIC = [("CCC", 0.0), ("III", 0.0), ("ICC", 1.0), ("IIC", 1.0), ("NNC", 0.0), ("--I", 1.0), ("---", 0.0)]


@pytest.mark.parametrize(("cells", "want"), DIAGNOSTIC)
def test_diagnosticity(cells: str, want: float) -> None:
    assert diagnosticity(item("x", cells), NAMES) == want


def test_one_of_four_tells_less_apart_than_two_of_four() -> None:
    one, two = (JudgedEvidence("x", dict.fromkeys("abcd"[:n], I)) for n in (1, 2))
    assert diagnosticity(one, "abcd") == 0.75
    assert diagnosticity(two, "abcd") == 1.0


def test_a_single_hypothesis_is_told_apart_from_nothing() -> None:
    assert diagnosticity(JudgedEvidence("x", {"a": I}), ["a"]) == 0.0


def test_what_the_conclusion_hangs_on() -> None:
    two = Matrix(
        ("accident", "bomb"),
        (JudgedEvidence("bangs", {"accident": I, "bomb": C}), JudgedEvidence("smoke", {"bomb": C})),
    )
    assert find_leaders(two) == ("bomb",)
    assert find_decisive_cells(two) == [
        DecisiveCell("bangs", "accident", I, N, ("accident", "bomb")),
        DecisiveCell("bangs", "bomb", C, I, ("accident", "bomb")),
        DecisiveCell("smoke", "bomb", C, I, ("accident", "bomb")),
    ]


def test_a_wide_lead_hangs_on_no_single_cell() -> None:
    items = tuple(JudgedEvidence(str(n), {"a": I, "b": C}) for n in range(3))
    assert find_decisive_cells(Matrix(("a", "b"), items)) == []


def test_hypotheses_that_left_the_watch_count_no_more() -> None:
    made = build_matrix(["accident"], [item("bangs", "IIC"), JudgedEvidence("old", {"gone": I})])
    assert made.evidence == (JudgedEvidence("bangs", {"accident": I}),)


ITEMS = st.builds(
    JudgedEvidence,
    st.uuids().map(str),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from([C, I, N])),
    st.sampled_from(["low", "medium", "high"]),
)


@given(st.lists(ITEMS, max_size=6))
def test_laws(items: list[JudgedEvidence]) -> None:
    made = Matrix(NAMES, tuple(items))
    assert [s.score for s in rank_hypotheses(made)] == sorted(inconsistency_score(made, n) for n in NAMES)
    for one in items:
        assert 0 <= diagnosticity(one, NAMES) <= 1
    # An item that tells nothing apart shifts all scores alike: who leads stays.
    for same in (dict.fromkeys(NAMES, I), dict.fromkeys(NAMES, C)):
        assert find_leaders(Matrix(NAMES, (*items, JudgedEvidence("x", same)))) == find_leaders(made)
