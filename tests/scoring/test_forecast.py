"""A statement with what people judged of it, as a forecast that can be scored."""

from datetime import UTC, date, datetime

import pytest

from onrecord.records import Forecast, Judgement, Span, Speaker, Statement
from onrecord.scoring import foretold

AT = datetime(2026, 10, 5, tzinfo=UTC)
READ = Forecast("“will”", date(2026, 10, 6), date(2026, 12, 31), low=0.55, high=0.8)
SPEAKER = Speaker("Mara Voss", "person", "named", organisation="Harbour Office")


def said(forecast: Forecast | None) -> Statement:
    return Statement("s", (), (Span(0, 4),), (Span(5, 9),), speaker=SPEAKER, forecast=forecast)


def judged(kind, data) -> Judgement | None:
    return None if data is None else Judgement(kind, kind, "s", None, data, "Ada", AT)


CASES = [
    (None, None, (False, None, None)),
    ({}, None, (True, None, None)),
    ({}, {"outcome": "no", "on": "2027-01-01"}, (True, "no", date(2027, 1, 1))),
    (None, {"outcome": "yes", "on": None}, (False, "yes", None)),
]


@pytest.mark.parametrize(("confirm", "resolve", "want"), CASES)
def test_what_people_judged(confirm, resolve, want) -> None:
    made = foretold(
        said(READ), confirmed=judged("confirm", confirm), resolved=judged("resolve", resolve), publisher="Post"
    )
    assert (made.confirmed, made.outcome, made.resolved) == want
    assert (made.low, made.high, made.due) == (0.55, 0.8, date(2026, 12, 31))
    assert (made.speaker, made.organisation, made.publisher) == ("Mara Voss", "Harbour Office", "Post")


def test_what_is_no_forecast_is_none() -> None:
    assert foretold(said(None), confirmed=judged("confirm", {}), resolved=None) is None
