"""What counts in a score and what is shown apart."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.scoring import EXCLUDED, SMALL_SAMPLE, Foretold, counting_state, drop_repeats, score_by, score_forecasts

TODAY = date(2026, 11, 1)
MADE = Foretold(
    "a",
    low=0.55,
    high=0.8,
    due=date(2026, 10, 31),
    outcome="yes",
    confirmed=True,
    said=date(2026, 9, 3),
    speaker="Mara Voss",
)

STATES = [
    ({}, "counts"),
    ({"outcome": "no"}, "counts"),
    ({"outcome": "partly"}, "counts"),
    ({"due": TODAY}, "early"),
    ({"due": date(2027, 1, 1), "outcome": None}, "early"),
    ({"outcome": None}, "unresolved"),
    ({"outcome": "void"}, "void"),
    ({"outcome": "void", "due": None}, "void"),
    ({"confirmed": False}, "unconfirmed"),
    ({"confirmed": False, "outcome": None}, "unconfirmed"),
    ({"due": None}, "undated"),
    ({"low": None}, "unsaid"),
]


@pytest.mark.parametrize(("changed", "want"), STATES)
def test_states(changed, want: str) -> None:
    assert counting_state(replace(MADE, **changed), TODAY) == want


def test_every_state_but_counts_has_words() -> None:
    assert {want for _, want in STATES} - {"counts"} | {"repeated"} == set(EXCLUDED)


def test_what_does_not_count_is_shown_apart_and_changes_nothing() -> None:
    alone = score_forecasts([MADE], today=TODAY)
    some = [replace(MADE, id=f"{i}", **changed) for i, (changed, want) in enumerate(STATES) if want != "counts"]
    made = score_forecasts([MADE, *some], today=TODAY)
    assert replace(made, apart={}) == alone
    assert {why: len(ids) for why, ids in made.apart.items()} == {
        "unconfirmed": 2,
        "void": 2,
        "unresolved": 1,
        "early": 2,
        "undated": 1,
        "unsaid": 1,
    }
    assert made.apart["unresolved"] == ("5",)


def test_an_early_yes_does_not_count_before_its_no_could_have() -> None:
    """Ten alike, half of which come true, each as soon as it may: before the horizon only those would be known."""
    ten = [replace(MADE, id=f"{i}", outcome="yes" if i % 2 else None) for i in range(10)]
    before = score_forecasts(ten, today=date(2026, 10, 31))
    after = score_forecasts([replace(f, outcome=f.outcome or "no") for f in ten], today=TODAY)
    assert (before.n, before.base_rate) == (0, None)
    assert (after.n, after.base_rate.value) == (10, 0.5)


def test_nothing_that_counts() -> None:
    made = score_forecasts([], today=TODAY)
    assert (made.n, made.brier, made.auc, made.murphy, made.bins, made.small) == (0, None, None, None, (), True)
    assert made.outcomes == {"yes": 0, "no": 0, "partly": 0}


def test_one_outcome_alone_tells_nothing_of_discrimination() -> None:
    made = score_forecasts([replace(MADE, id=str(i)) for i in range(SMALL_SAMPLE)], today=TODAY)
    assert made.auc is None
    assert not made.small
    assert score_forecasts([MADE] * (SMALL_SAMPLE - 1), today=TODAY).small


def test_by_speaker_and_month() -> None:
    some = [
        MADE,
        replace(MADE, id="b", said=date(2026, 10, 1), outcome="no"),
        replace(MADE, id="c", speaker=None, said=None),
        replace(MADE, id="d", speaker="Ion Pell", outcome=None),
    ]
    speakers = score_by(some, "speaker", today=TODAY)
    assert {name: made.n for name, made in speakers.items()} == {"Mara Voss": 2, None: 1, "Ion Pell": 0}
    assert list(speakers) == ["Mara Voss", None, "Ion Pell"]
    assert {name: made.n for name, made in score_by(some, "month", today=TODAY).items()} == {
        "2026-09": 1,
        "2026-10": 1,
        None: 1,
    }


def test_probabilities_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="low <= high"):
        Foretold("a", low=0.9, high=0.2, due=None)


AGAIN = [
    ({}, 1),
    ({"words": "The  bridge will\nclose"}, 1),
    ({"publisher": "Post"}, 1),
    ({"said": date(2026, 9, 9)}, 1),
    ({"words": "the bridge will open"}, 2),
    ({"speaker": "Ion Pell"}, 2),
    ({"due": date(2026, 10, 30)}, 2),
]


@pytest.mark.parametrize(("changed", "want"), AGAIN)
def test_a_reprint_counts_once(changed, want: int) -> None:
    first = replace(MADE, words="the bridge will close")
    again = replace(first, id="b", **changed)
    made = score_forecasts([again, first], today=TODAY)
    assert made.n == want
    assert made.apart == ({} if want == 2 else {"repeated": ("b",)})
    assert drop_repeats([again, first])[-1] == first


def test_words_that_are_not_known_are_not_the_same() -> None:
    assert len(drop_repeats([MADE, replace(MADE, id="b")])) == 2
