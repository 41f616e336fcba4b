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
    (READ, None, None, (0.55, 0.8, date(2026, 12, 31), False, None, None)),
    (READ, {}, None, (0.55, 0.8, date(2026, 12, 31), True, None, None)),
    (READ, {"to": "2026-11-30"}, None, (0.55, 0.8, date(2026, 11, 30), True, None, None)),
    (READ, {"low": 0.2, "high": 0.4}, None, (0.2, 0.4, date(2026, 12, 31), True, None, None)),
    (READ, {"to": None}, None, (0.55, 0.8, None, True, None, None)),
    (
        READ,
        {},
        {"outcome": "no", "on": "2027-01-01"},
        (0.55, 0.8, date(2026, 12, 31), True, "no", date(2027, 1, 1)),
    ),
    (READ, None, {"outcome": "yes", "on": None}, (0.55, 0.8, date(2026, 12, 31), False, "yes", None)),
    (
        None,
        {"from": "2026-10-06", "to": "2026-12-01", "low": 0.9, "high": 1.0},
        None,
        (0.9, 1.0, date(2026, 12, 1), True, None, None),
    ),
]


@pytest.mark.parametrize(("read", "confirm", "resolve", "want"), CASES)
def test_what_a_person_says_wins(read, confirm, resolve, want) -> None:
    made = foretold(
        said(read), confirmed=judged("confirm", confirm), resolved=judged("resolve", resolve), publisher="Post"
    )
    assert (made.low, made.high, made.due, made.confirmed, made.outcome, made.resolved) == want
    assert (made.speaker, made.organisation, made.publisher) == ("Mara Voss", "Harbour Office", "Post")


def test_what_is_no_forecast_is_none() -> None:
    assert foretold(said(None), confirmed=judged("confirm", {}), resolved=None) is None
