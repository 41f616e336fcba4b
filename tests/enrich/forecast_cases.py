"""What the tests of forecasts and horizons share."""

from datetime import date

from marked import marked

from onrecord.attribution.speech_acts import classify_act
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecasts import forecasts
from onrecord.enrich.times import times
from onrecord.pipeline import enrich
from onrecord.records import Statement

PRINTED = date(2026, 10, 5)


def read(content: str, cue: str = "said") -> Statement:
    """A statement by Voss with its times, certainty and forecast, published on Monday, 5 October 2026."""
    record = marked(f"{{S:Voss}} {{C:{cue}}} {{T:{content}}}.", published=PRINTED, act=classify_act(cue))
    (statement,) = enrich(record, stages=[times, certainty, forecasts]).statements
    return statement
