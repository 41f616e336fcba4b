"""Where sources disagree, and where they only seem to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from watched import items

from onrecord.watches import Item, Series
from onrecord.watches.disagreements import find_disagreements, find_series_disagreements
from onrecord.watches.series import find_points

REH = "{S:Anton Reh} {C:said} {T:that %s}."
DOUL = "{S:Hana Doul} {C:said} {T:that %s}."


def pair(one: str, other: str) -> list[Item]:
    return [*items(one), *items(other)]


FIGURES = [
    (REH % "400 people were missing", DOUL % "14 people were missing", True),
    (REH % "20 to 25 people were missing", DOUL % "14 people were missing", True),
    (REH % "more than 400 people were missing", DOUL % "312 people were missing", True),
    (REH % "up to 10 people were missing", DOUL % "14 people were missing", True),
    (REH % "12 to 25 people were missing", DOUL % "14 people were missing", False),
    (REH % "about 15 people were missing", DOUL % "14 people were missing", False),
    (REH % "more than 10 people were missing", DOUL % "14 people were missing", False),
    (REH % "400 people were missing", REH % "14 people were missing", False),
    (REH % "400 people were missing", DOUL % "another 14 people were missing", False),
    (REH % "400 people a month were missing", DOUL % "14 people were missing", False),
]


@pytest.mark.parametrize(("one", "other", "differ"), FIGURES)
def test_figures_of_a_series(one: str, other: str, differ: bool) -> None:
    found = [
        point for it in pair(one, other) for point in find_points(Series("Missing", ("people",), ("missing",)), it)
    ]
    made = find_series_disagreements(found)
    assert bool(made) is differ
    for disagreement in made:
        assert disagreement.words_one in one
        assert disagreement.words_other in other
        assert disagreement.about == "Missing"


DAYS_APART = [(7, True), (8, False)]


@pytest.mark.parametrize(("days", "differ"), DAYS_APART)
def test_only_what_was_said_within_a_week_is_compared(days: int, differ: bool) -> None:
    for one, other in (("400 people were missing", "14 people were missing"), ("the doors shut", "the doors opened")):
        (it,) = items(REH % one)
        found = [replace(it, on=(it.on or date.min) - timedelta(days=days)), *items(DOUL % other)]
        assert bool(find_disagreements(found)) is differ
        points = [point for each in found for point in find_points(Series("Missing", ("people",)), each)]
        assert bool(find_series_disagreements(points)) is (differ and bool(points))


def test_articles_of_the_last_day_that_there_is_are_compared() -> None:
    found = [replace(it, on=date.max) for it in (*items(REH % "the doors shut"), *items(DOUL % "the doors opened"))]
    assert find_disagreements(found)


def test_what_lies_long_apart_may_both_be_true() -> None:
    old = [replace(it, on=date(2026, 9, 1)) for it in items(REH % "400 people were missing")]
    found = [*old, *items(DOUL % "14 people were missing")]
    assert not find_series_disagreements([point for it in found for point in find_points(Series("a", ("people",)), it)])
    assert not find_disagreements(found)


def test_a_reprint_is_not_another_disagreement() -> None:
    found = [it for one in (REH, DOUL) for _ in range(3) for it in items(one % "the weir doors were locked")]
    found += [
        replace(it, statement=replace(it.statement, id=str(n)))
        for n in range(3)
        for it in items("{S:Ilse Marken} {C:denied} {T:that the weir doors were locked}.")
    ]
    assert len(find_disagreements(found)) == 2
    counted = [
        p
        for n in ("14", "400")
        for who in (REH, DOUL)
        if (n == "14") == (who == REH)
        for _ in range(3)
        for it in items(who % f"{n} people were missing")
        for p in find_points(Series("a", ("people",)), it)
    ]
    assert len(find_series_disagreements(counted)) == 1


OTHER = [
    (REH % "the weir cost 40 crowns to rebuild", DOUL % "the weir had cost 90 crowns to rebuild", True),
    (REH % "the weir cost 40 crowns to rebuild", DOUL % "a new ferry for Lissen had cost 90 crowns", False),
    (REH % "the weir cost 40 crowns to rebuild", DOUL % "rebuilding the weir would cost 40 crowns", False),
    (REH % "the board raised 40 crowns in May", DOUL % "it raised 90 crowns in May for the board", False),
    (REH % "40 masons rebuilt the weir", DOUL % "90 horses rebuilt the weir", False),
]


@pytest.mark.parametrize(("one", "other", "differ"), OTHER)
def test_figures_outside_of_series(one: str, other: str, differ: bool) -> None:
    assert bool(find_disagreements(pair(one, other))) is differ


FACTS = [
    (REH % "the weir doors were locked", DOUL % "at no time were the doors of the weir locked", True),
    (REH % "the weir doors were locked", DOUL % "the weir doors weren't locked", True),
    (REH % "the weir was not locked that night", DOUL % "the weir was locked that night", True),
    (REH % "the weir doors were locked", "{S:Hana Doul} {C:denied} {T:that the weir doors had been locked}.", True),
    (REH % "the weir doors were locked", DOUL % "the weir doors were locked", False),
    (REH % "the weir doors were locked", DOUL % "nobody had seen a ferry", False),
    (REH % "the weir doors were locked", DOUL % "I had not locked the weir doors", False),
    (REH % "the weir doors were locked", DOUL % "nobody knew if the weir doors were locked", False),
    (REH % "the weir doors were locked", "{S:Hana Doul} {C:asked} {T:“Were the weir doors not locked?”}.", False),
    (REH % "the weir doors were locked", DOUL % "he did not sail, although the weir doors were locked", False),
    (REH % "the old weir doors", DOUL % "they were not the old weir doors", False),
    (REH % "Anton Reh was there", DOUL % "Anton Reh is not a mason", False),
    (REH % "the weir doors were locked", REH % "the weir doors were not locked", False),
    (REH % "the weir doors were not locked", DOUL % "no weir doors had been locked", False),
    (REH % "the weir doors weren't locked", "{S:Hana Doul} {C:denied} {T:that the weir doors had been locked}.", False),
]


@pytest.mark.parametrize(("one", "other", "differ"), FACTS)
def test_facts(one: str, other: str, differ: bool) -> None:
    made = find_disagreements(pair(one, other))
    assert bool(made) is differ
    assert all("one denies what the other says" in disagreement.because for disagreement in made)


BEFORE = [
    (REH % "the doors were locked" + " {S:Hana Doul} {C:denies} {T:it}.", "“it” refers to"),
    (REH % "another 120 had arrived" + " {S:Hana Doul} {C:denied} {T:that any arrived}.", "both have “arrived”"),
    (REH % "another 120 had arrived" + " {S:Hana Doul} {C:denied} {T:that the ferry sank}.", None),
    (REH % "another 120 had arrived" + " {S:Hana Doul} {C:denied} {T:that the ferry had arrived}.", None),
    ("{S:Hana Doul} {C:denies} {T:it}. " + REH % "the doors were locked", None),
    (REH % "the doors were locked" + " {S:Anton Reh} {C:denies} {T:it}.", None),
]


@pytest.mark.parametrize(("text", "because"), BEFORE)
def test_a_denial_is_of_what_was_said_before_it(text: str, because: str | None) -> None:
    made = find_disagreements(items(text))
    assert len(made) == (because is not None)
    for disagreement in made:
        assert because in disagreement.because
        assert (disagreement.one.speaker, disagreement.other.speaker) == ("Anton Reh", "Hana Doul")


CONTRADICTIONS = [
    ("the weir gate was opened", "the weir gate was shut", "antonym"),
    ("the weir was safe", "the weir was unsafe", "antonym"),
    ("the guild had accepted the plan", "the guild had rejected the plan", "antonym"),
    ("nine barges had sunk", "eleven barges had sunk", "number"),
    ("Marken had paid the masons", "Marken had never paid the masons", "negation"),
    ("Marken paid the masons", "Marken failed to pay the masons", "negation"),
    ("the weir keeper is alive", "the weir keeper is dead", "antonym"),
    ("the weir was opened on 3 May", "the weir was opened on 9 May", "date"),
    ("Orlane Works sold the ferry to Tarn Lines", "Tarn Lines sold the ferry to Orlane Works", "participants"),
    ("it rained, and the weir gate was opened by Marken", "the weir gate was shut by Marken", "antonym"),
]


@pytest.mark.parametrize(("one", "other", "kind"), CONTRADICTIONS)
def test_what_claims_calls_a_contradiction_is_found_between_speakers(one: str, other: str, kind: str) -> None:
    (found,) = find_disagreements(pair(REH % one, DOUL % other))
    assert found.contradiction is not None
    assert found.contradiction.kind == kind
    assert found.kind == ("figure" if kind == "number" else "fact")
    assert found.contradiction.because in found.because
    assert not find_disagreements(pair(REH % one, REH % other))


COMPATIBLE = [
    # conditions, questions, what is not known
    ("if it rains, the weir gate will be shut", "the weir gate will not be shut"),
    ("he did not know whether the weir gate was shut", "the weir gate was shut"),
    ("there was no evidence that the weir gate was shut", "the weir gate was not shut"),
    # of somebody who is not named
    ("he had not seen the weir gate", "she had seen the weir gate"),
    ("we never sold the weir gate", "the guild sold the weir gate"),
    # no assertion without a verb
    ("a shut weir gate", "an open weir gate"),
    # of something else
    ("Marken had opened the weir gate", "Marken had shut the mill"),
]


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_what_is_no_disagreement(one: str, other: str) -> None:
    assert not find_disagreements(pair(REH % one, DOUL % other))
