from datetime import date

import pytest
from forecast_cases import read

from onrecord.pipeline import enrich
from onrecord.records import Article, Forecast, Record, Span, Spans, Statement

FORECASTS = [
    "After the vote, checks on the border may be more thorough, it is true",
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
    "that it was going to sue the builder",
    "that a deal on three of the bridges was likely before Nov. 15",
    "that a strike was likely next week",
    "that the bridge was due to open on Friday",
    "that Voss was not about to resign",
    "the bridge opens on Friday",
    "its last troops pull out of Kelva on Thursday",
    '"We march again on Saturday,"',
    "no decision would be taken before the new year",
    "the council has voted to close the bridge",
    "he faces sentencing on Thursday",
    "a ceasefire is imminent",
    "the company risks running out of cash",
    "the bridge has six months to live",
    "unless he pays, the house goes to the bank",
    "nobody will ever know",
    "that she would appear in court on Monday",
    "the road would be ready by June",
    "the herd could be dead by Friday",
    "the glacier will have gone within five years",
    "the mayor, who was born in Kelva, will retire",
]
NONE = [
    "work within " + "the port and " * 30 + "nothing else",
    "work within " + "123456789 " * 5 + "walls",
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
    "that the blast was likely an accident",
    "that the line was to have opened in 2019",
    "that it had been expected to open on Friday",
    "we were about to leave when the roof fell",
    "I thought we were going to die",
    "that his boss had promised he would be paid",
    "that nobody believed the wall would fall",
    "if the drains had been clear, the wall would be standing",
    "that closing the bridge would be a mistake",
    "the new stand would look better in stone",
    "that he hoped the bridge would open in May",
    "that it would welcome an inquiry",
    "that it will not comment on rumours",
    "it is too early to say if the bridge will close",
    "that the letter may be a forgery",
    "the gang could be anywhere by now",
    "that he could not agree to it",
    '"My grandmother would bake on Fridays,"',
    "a hungry dog will eat leather",
    "men are more likely to drown than women",
    "that the lease expires in 2031",
    "the licence of the bar runs to 2040",
    "that the pass is valid until 30 November",
    "the deadline for claims is 30 November",
    "Vision 2040 is the name of a plan",
    "in the film, set in 2061, the last bee dies",
    "that the delay was due to fog",
    "the promise to rebuild by 2030 was broken",
    "Wheat for December delivery rose 2 percent",
    "the dog was called Will March",
    "the minister, who will retire in May, was ill",
    '"Let them come in May,"',
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


BY_THE_CUE = [
    ("expects", "a profit of 40 million crowns this year", True),
    ("ruled out", "a rise in fares next year", True),
    ("refuses", "to play on Saturday", True),
    ("warned", "of floods next week", True),
    ("has resolved", "to wind up the fund by June 30", True),
    ("signalled", "two more cuts before the end of the year", True),
    ("gave", "the miners two days", True),
    ("ruled out", "foul play", False),
    ("sees", "no reason to resign", False),
    ("doubts", "that the letter is genuine", False),
    ("told", "residents to leave by Friday", False),
    ("gave", "until Friday to produce the keys", False),
    ("looks forward to", "welcoming him home next week", False),
    ("recalled", "that his mother would sing to the cows", False),
    ("complained", "that the buyers will not look at small fish", False),
]


@pytest.mark.parametrize(("cue", "content", "expected"), BY_THE_CUE)
def test_the_cue_tells(cue: str, content: str, expected: bool) -> None:
    assert (read(content, cue).forecast is not None) == expected


def test_orders_and_questions_foretell_nothing() -> None:
    assert read("that the bridge will be closed", "demanded").forecast is None
    assert read("whether the bridge will be closed", "asked").forecast is None


UNRESOLVABLE = [
    ("that it will open by May 2027", None),
    ("that it will open", "no day by which it should have happened"),
    ("that life will be better", "nothing in it could be observed for certain"),
]


@pytest.mark.parametrize(("content", "expected"), UNRESOLVABLE)
def test_why_it_cannot_be_resolved(content: str, expected: str | None) -> None:
    assert read(content).forecast.unresolvable == expected


def test_a_day_read_as_past_is_turned() -> None:
    found = read("a walkout on Friday", "threatened").forecast
    assert (found.first, found.last) == (date(2026, 10, 9), date(2026, 10, 9))


def test_the_condition_as_printed() -> None:
    assert read("that it will close if the river rises, or sooner").forecast.condition == "if the river rises"
    assert read("that it will close").forecast.condition is None


def test_the_interval_is_the_phrase_s() -> None:
    found = read("that it is very likely to close by May 2027").forecast
    assert (found.low, found.high) == (0.8, 0.95)


# What marks a forecast, by the rule that found it.
REASONS = [
    ("said", "that the bridge will close", "“will” refers to the future; no day is named"),
    ("said", "that it was going to sue the builder", "“was going to”: future in the past; no day is named"),
    ("said", "that Kelva could launch an attack after the vote", "“could” refers to the future; no day is named"),
    ("said", "the ship is on the brink of collapse", "“on the brink of” refers to the future; no day is named"),
    ("expects", "a profit this year", "the cue “expects” foretells; “this year” is the horizon"),
    ("warned of", "floods next week", "the cue “warned of” foretells; “next week” is the horizon"),
    ("intends", "to sell the mill", "the cue “intends” foretells; no day is named"),
    ("said", "the bridge opens on Friday", "no verb in the past, and a day ahead is named; “Friday” is the horizon"),
]


@pytest.mark.parametrize(("cue", "content", "because"), REASONS)
def test_the_reason_names_the_words(cue: str, content: str, because: str) -> None:
    forecast = read(content, cue).forecast
    assert forecast
    assert forecast.because == because


# Printed on Monday, 5 October: a day is not over on that day, the day before is.
LAST_DAYS = [("2026-10-05", True), ("2026-10-04", False)]


@pytest.mark.parametrize(("day", "expected"), LAST_DAYS)
def test_a_forecast_counts_on_its_last_day(day: str, expected: bool) -> None:
    assert (read(f"that it will close on {day}").forecast is not None) == expected


# A year that names something is not a day, both sides of how far back its words are read.
NAMES = [
    ("their 2030 games are ready", False),
    ("the games of 2030 are ready", False),
    ("the bridge opens in 2030", True),
    ("Vision 2040 opens the port", False),
]


@pytest.mark.parametrize(("content", "expected"), NAMES)
def test_a_year_in_a_name_is_not_a_day(content: str, expected: bool) -> None:
    assert (read(content).forecast is not None) == expected


@pytest.mark.parametrize("roles", [((), (), ()), ((), (Span(5, 13),), ()), ((Span(0, 4),), (), (Span(14, 27),))])
def test_a_statement_may_lack_its_parts(roles: tuple[Spans, Spans, Spans]) -> None:
    article = Article("a", "Voss predicts rain on May 3.", published=date(2026, 4, 1))
    (statement,) = enrich(Record(article, (Statement("s", *roles),))).statements
    assert bool(statement.forecast) == bool(statement.content)
