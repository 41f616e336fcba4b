"""Forecasts of a ledger for scores: all of them, the judged ones, those of one speaker; with a budget or without."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from drawn_ledgers import ARTICLES, NOON, ledger_of
from forecasting import ledger_of as judged_ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.budget import Budget, LeftOut
from onrecord.analysis.forecasts import Selection, find_forecasts
from onrecord.analysis.speakers import find_speaker
from onrecord.judgements import Confirmation, Correction, Resolution
from onrecord.ledger import Ledger
from onrecord.scoring import Foretold, counting_state, score_forecasts

TODAY = date(2026, 12, 1)
LARGE = Budget(forecasts=1_000, statements=1_000, names=1_000)


@pytest.fixture
def kept(tmp_path: Path):
    judged_ledger(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as opened:
        yield opened


SELECTED = [{}, {"speaker": "voss"}, {"topic": "pier -3"}, {"publisher": "herald"}, {"organisation": "grain"}]


@pytest.mark.parametrize("fields", SELECTED)
def test_the_judged_alone_are_scored_as_all_are(fields: dict, kept: Ledger) -> None:
    every, judged = (find_forecasts(kept, Selection(**fields, judged=alone)).items for alone in (False, True))
    assert [one for one in judged if one.confirmed] == [one for one in every if one.confirmed]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(ARTICLES, st.data(), st.booleans(), st.sampled_from(("", "voss", "reh")), st.integers(1, 3))
def test_a_budget_larger_than_the_ledger_changes_nothing_a_smaller_one_says_so(
    drawn: list, data: st.DataObject, alone: bool, speaker: str, limit: int
) -> None:
    with ledger_of(drawn) as kept:
        judge_some(kept, data)
        wanted = Selection(speaker=speaker, judged=alone)
        whole = find_forecasts(kept, wanted)
        assert not whole.left_out
        assert find_forecasts(kept, wanted, budget=LARGE) == whole
        some = find_forecasts(kept, wanted, budget=Budget(forecasts=limit))
        assert {one.id for one in some.items} <= {one.id for one in whole.items}
        assert some.left_out or some == whole


def states(forecasts: Iterable[Foretold]) -> list[tuple[str, str]]:
    return [(one.id, counting_state(one, TODAY)) for one in forecasts]


def judge_some(kept: Ledger, data: st.DataObject) -> None:
    """Confirm and resolve some of the forecasts."""
    forecasts = find_forecasts(kept, Selection()).items
    for one in data.draw(st.lists(st.sampled_from(forecasts), unique=True)) if forecasts else ():
        kept.judge(Confirmation(one.id, by="Ida", at=NOON + timedelta(days=2)))
        if data.draw(st.booleans()):
            on = date(2026, 10, 2)
            kept.judge(Resolution(one.id, outcome="yes", on=on, by="Ida", at=NOON + timedelta(days=3)))


@settings(max_examples=25, deadline=None)
@given(ARTICLES, st.data())
def test_a_speakers_page_scores_as_the_command_does(drawn: list, data: st.DataObject) -> None:
    """The page had a selection of its own, under the names in print: a reprint under another name counted again."""
    with ledger_of([*drawn, (NOON.date(), [("Anton Reh", "said", "yes")])]) as kept:
        judge_some(kept, data)
        one = find_speaker(kept, "Anton Reh")
        own = find_forecasts(kept, Selection(of=one))
        every = [forecast for forecast in find_forecasts(kept, Selection()).items if forecast.speaker == one.name]
        assert [(each.id, counting_state(each, TODAY)) for each in own.items] == [
            (each.id, counting_state(each, TODAY)) for each in every
        ]
        assert score_forecasts(own.items, today=TODAY) == score_forecasts(every, today=TODAY)
        assert find_forecasts(kept, Selection(of=one), budget=LARGE) == own


FERRY = "the ferry to Orm will sail again in May"


def test_the_same_words_under_another_name_count_once() -> None:
    drawn = [(NOON.date(), [("Anton Reh", "said", FERRY)]), (NOON.date(), [("Reh", "said", FERRY)])]
    with ledger_of(drawn) as kept:
        for one in find_forecasts(kept, Selection()).items:
            kept.judge(Confirmation(one.id, by="Ida", at=NOON))
            kept.judge(Resolution(one.id, outcome="yes", on=date(2026, 10, 2), by="Ida", at=NOON))
        own = find_forecasts(kept, Selection(of=find_speaker(kept, "Reh")))
        assert (len(own.items), score_forecasts(own.items, today=TODAY).n) == (2, 1)


def test_what_is_struck_or_somebody_elses_is_not_the_speakers() -> None:
    drawn = [(NOON.date(), [("Anton Reh", "said", FERRY)]), (NOON.date(), [("Anton Reh", "denied", FERRY)])]
    with ledger_of(drawn) as kept:
        first, second = (one.id for one in find_forecasts(kept, Selection()).items)
        for one in (first, second):
            kept.judge(Confirmation(one, by="Ida", at=NOON))
        kept.judge(Correction(first, field="statement", value=False, by="Ida", at=NOON))
        kept.judge(Correction(second, field="speaker", value="Ode Lund", by="Ida", at=NOON))
        assert [one.speaker for one in find_forecasts(kept, Selection()).items] == ["Ode Lund"]
        kept.keep(foreign(), model="m", at=NOON)
        assert find_forecasts(kept, Selection(of=find_speaker(kept, "Anton Reh"))).items == ()
        assert len(find_forecasts(kept, Selection(of=find_speaker(kept, "Ode Lund"))).items) == 1


def foreign():
    from claimed_articles import article

    return article("b", ("Anton Reh", "said", "yes"), published=NOON.date())


def test_the_bounds_of_one_speaker(kept: Ledger) -> None:
    voss = find_speaker(kept, "Mara Voss")
    whole = find_forecasts(kept, Selection(of=voss))
    assert (len(whole.items), voss.count, whole.left_out) == (4, 4, ())
    for budget, left_out in (
        (Budget(statements=4), ()),
        (Budget(statements=3), (LeftOut("statements", 3),)),
        (Budget(forecasts=4), ()),
        (Budget(forecasts=3, statements=3), (LeftOut("forecasts", 3), LeftOut("statements", 3))),
    ):
        assert find_forecasts(kept, Selection(of=voss), budget=budget).left_out == left_out


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="run backwards"):
        Selection(since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_a_selection_in_a_line() -> None:
    assert Selection().title() == "All forecasts"
    assert Selection(speaker="voss", since=date(2026, 1, 1)).title() == "voss, since 2026-01-01"
