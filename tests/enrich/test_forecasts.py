from datetime import date

import pytest
from marked import marked

from onrecord.attribution.acts import act
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecasts import forecasts
from onrecord.enrich.times import times
from onrecord.records import Forecast, Statement

PRINTED = date(2026, 10, 5)


def read(content: str, cue: str = "said") -> Statement:
    made = marked(f"{{S:Voss}} {{C:{cue}}} {{T:{content}}}.", published=PRINTED, act=act(cue))
    (found,) = forecasts(certainty(times(made))).statements
    return found


FORECASTS = [
    "that the bridge will close",
    "the bridge won’t survive the winter",
    '"We\'ll be back by spring,"',
    "that the bridge is expected to close",
    "that the bridge is likely to close next year",
    "that Kelva could launch an attack after the vote",
    "that the bridge may be closed",
    "that a call-up would begin in Kelva",
    "that the company plans to hire 300 people",
    "that it is going to rain on Friday",
    "the bridge is set to open in March 2027",
    "if the water freezes, the guns could cross",
]
NONE = [
    "that the bridge has not closed",
    "that the bridge was closed in 2019",
    "that people are ready to leave",
    "that there are still many who doubt it",
    "that the report demonstrates poor planning",
    '"Someone can set fire to it,"',
    '"Who will pay for it?"',
    '"Please come home,"',
    "that you could hear the engines",
    "that he would like to thank them",
    "that the council must act",
    "that the work is ongoing",
    "that it could have been prevented",
    "that the engine may have been faulty",
]


@pytest.mark.parametrize("content", FORECASTS)
def test_a_forecast(content: str) -> None:
    found = read(content).forecast
    assert isinstance(found, Forecast)
    assert found.because
    assert found.low < found.high


@pytest.mark.parametrize("content", NONE)
def test_no_forecast(content: str) -> None:
    assert read(content).forecast is None


def test_orders_and_questions_foretell_nothing() -> None:
    assert read("that the bridge will be closed", "demanded").forecast is None
    assert read("whether the bridge will be closed", "asked").forecast is None


HORIZONS = [
    ("that Kelva could attack after the vote in March 2027", date(2027, 3, 1), None),
    ("that the bridge will open by the end of the year", PRINTED, date(2026, 12, 31)),
    ("that it will open on Nov. 20, 2026", date(2026, 11, 20), date(2026, 11, 20)),
    ("that it will open in March 2027", date(2027, 3, 1), date(2027, 3, 31)),
    ("that it will open before 2028", PRINTED, date(2027, 12, 31)),
    ("that it will open", PRINTED, None),
]


@pytest.mark.parametrize(("content", "first", "last"), HORIZONS)
def test_the_horizon(content: str, first: date, last: date | None) -> None:
    found = read(content).forecast
    assert (found.first, found.last) == (first, last)
    assert (found.unresolvable is None) == (last is not None)


def test_the_condition_as_printed() -> None:
    assert read("that it will close if the river rises, or sooner").forecast.condition == "if the river rises"
    assert read("that it will close").forecast.condition is None


def test_the_interval_is_the_phrase_s() -> None:
    found = read("that it is very likely to close by May 2027").forecast
    assert (found.low, found.high) == (0.8, 0.95)
