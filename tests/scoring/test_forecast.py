"""A statement with what people judged of it, as a forecast that can be scored."""

from datetime import UTC, date, datetime

import pytest

from onrecord.judgements import Confirmation, Resolution
from onrecord.records import Forecast, Span, Speaker, Statement
from onrecord.scoring import judged_forecast

AT = datetime(2026, 10, 5, tzinfo=UTC)
READ = Forecast("“will”", first=date(2026, 10, 6), last=date(2026, 12, 31), low=0.55, high=0.8)
SPEAKER = Speaker("Mara Voss", "person", "named", organisation="Harbour Office")


def said(forecast: Forecast | None) -> Statement:
    return Statement("s", (), (Span(0, 4),), (Span(5, 9),), speaker=SPEAKER, forecast=forecast)


CONFIRMED = Confirmation("s", by="Ada", at=AT)
CASES = [
    (None, None, (False, None, None)),
    (CONFIRMED, None, (True, None, None)),
    (CONFIRMED, Resolution("s", outcome="no", on=date(2027, 1, 1), by="Ada", at=AT), (True, "no", date(2027, 1, 1))),
    (None, Resolution("s", outcome="yes", by="Ada", at=AT), (False, "yes", None)),
]


@pytest.mark.parametrize(("confirmed", "resolved", "want"), CASES)
def test_what_people_judged(confirmed, resolved, want) -> None:
    made = judged_forecast(said(READ), confirmed=confirmed, resolved=resolved, publisher="Post")
    assert (made.confirmed, made.outcome, made.resolved) == want
    assert (made.low, made.high, made.due) == (0.55, 0.8, date(2026, 12, 31))
    assert (made.speaker, made.organisation, made.publisher) == ("Mara Voss", "Harbour Office", "Post")


def test_what_is_no_forecast_is_none() -> None:
    assert judged_forecast(said(None), confirmed=CONFIRMED, resolved=None) is None
