"""A forecast with its outcome; which forecasts count in a score, and why the others do not."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, Literal

from onrecord.judgements import OUTCOME_WORDS, Confirmation, Outcome, Resolution
from onrecord.records import Statement
from onrecord.text.normalise import fold_key

CountingState = Literal["counts", "unconfirmed", "void", "unresolved", "early", "undated", "unsaid", "repeated"]

OUTCOME_VALUES: dict[Outcome, float] = {"yes": 1.0, "no": 0.0, "partly": 0.5}
"""The value of each outcome; a void one has none, which is not the same as 0."""

EXCLUDED: dict[CountingState, str] = {
    "unconfirmed": "not yet reviewed",
    "void": OUTCOME_WORDS["void"],
    "unresolved": "past the horizon, not resolved",
    "early": "horizon not past",
    "undated": "no horizon",
    "unsaid": "no probability",
    "repeated": "repeated words, counted once",
}
"""The states that do not count, each in a few words for people."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """A forecast, who made it and where, and its outcome.

    low, high: the probability interval of its phrase, None where unknown. said: the day it was said, or else published.
    due: the last day of its horizon, None where open. resolved: the day on which its outcome was known. confirmed:
    whether a person confirmed that it is a forecast. words: the content as printed.
    """

    id: str
    _: KW_ONLY
    low: float | None
    high: float | None
    due: date | None
    outcome: Outcome | None = None
    confirmed: bool = False
    said: date | None = None
    resolved: date | None = None
    speaker: str | None = None
    organisation: str | None = None
    publisher: str | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"probabilities must have 0 <= low <= high <= 1, not {self.low}, {self.high}")

    @property
    def month(self) -> str | None:
        """Return the month in which it was said, as 2026-10."""
        return f"{self.said:%Y-%m}" if self.said else None


def counting_state(forecast: Foretold, today: date) -> CountingState:
    """Return whether a forecast counts on this day, or the first reason why not.

    It counts only when its horizon has passed: until then a yes can be known and a no cannot, so that counting early
    ones would make forecasts look better than they are.

    >>> early = Foretold("a", low=0.5, high=0.8, due=date(2026, 12, 31), outcome="yes", confirmed=True)
    >>> counting_state(early, date(2026, 11, 1)), counting_state(early, date(2027, 1, 1))
    ('early', 'counts')
    """
    past = forecast.due is not None and forecast.due < today
    reasons: list[tuple[bool, CountingState]] = [
        (not forecast.confirmed, "unconfirmed"),
        (forecast.outcome == "void", "void"),
        (forecast.due is None, "undated"),
        (not past, "early"),
        (forecast.outcome is None, "unresolved"),
        (forecast.low is None or forecast.high is None, "unsaid"),
    ]
    return next((reason for holds, reason in reasons if holds), "counts")


def drop_repeats(forecasts: list[Foretold]) -> list[Foretold]:
    """Drop repeats: the same words by the same speaker for the same day, as in a reprint.

    The earliest is kept; of those of one day the one with the smallest id.
    """
    first: dict[tuple[object, ...], Foretold] = {}
    for forecast in sorted(forecasts, key=lambda f: (f.said or date.max, f.id)):
        words = fold_key(forecast.words)
        first.setdefault((forecast.speaker, words or forecast.id, forecast.due), forecast)
    kept = {forecast.id for forecast in first.values()}
    return [forecast for forecast in forecasts if forecast.id in kept]


def judged_forecast(
    statement: Statement, *, confirmed: Confirmation | None, resolved: Resolution | None, **about: Any
) -> Foretold | None:
    """Return a statement's forecast with its confirmation and resolution; None where it has no forecast.

    The statement holds corrections and confirmed values already. about: fields of Foretold that the statement does not
    have (`said`, `publisher`, …).
    """
    forecast, speaker = statement.forecast, statement.speaker
    if forecast is None:
        return None
    return Foretold(
        statement.id,
        low=forecast.low,
        high=forecast.high,
        due=forecast.last,
        outcome=resolved.outcome if resolved else None,
        confirmed=confirmed is not None,
        resolved=resolved.on if resolved else None,
        speaker=speaker.name if speaker else None,
        organisation=speaker.organisation if speaker else None,
        **about,
    )
