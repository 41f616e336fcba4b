"""A forecast and what became of it; which ones count in a score, and why the others do not."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Literal

from onrecord.judgements import Outcome
from onrecord.text.normalise import fold_key

State = Literal["counts", "unconfirmed", "void", "unresolved", "early", "undated", "unsaid", "repeated"]

HIT: dict[Outcome, float] = {"yes": 1.0, "no": 0.0, "partly": 0.5}
"""What an outcome is worth; a void one is worth nothing, not even nought."""

APART: dict[State, str] = {
    "unconfirmed": "read by a machine, confirmed by nobody",
    "void": "void",
    "unresolved": "past the horizon, not resolved",
    "early": "horizon not past",
    "undated": "no horizon",
    "unsaid": "no probability",
    "repeated": "the same words again, counted once",
}
"""The states that do not count, each in a few words."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """A forecast, who made it where, and what became of it.

    low, high: the probability interval of its phrase, None where unknown. said: the day it was said, or printed.
    due: the last day of its horizon, None where open. resolved: the day that its outcome was known on. confirmed: has
    a person said that it is a forecast and what it says? words: the content as printed.
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
        """The month it was said in, as 2026-10."""
        return f"{self.said:%Y-%m}" if self.said else None


def state(made: Foretold, today: date) -> State:
    """Does it count on this day, or why not?

    Only when the horizon is past: until then a yes can be known and a no cannot, so that an early yes, counted, would
    make all that was foretold look truer than it was.

    >>> early = Foretold("a", low=0.5, high=0.8, due=date(2026, 12, 31), outcome="yes", confirmed=True)
    >>> state(early, date(2026, 11, 1)), state(early, date(2027, 1, 1))
    ('early', 'counts')
    """
    past = made.due is not None and made.due < today
    reasons: list[tuple[bool, State]] = [
        (not made.confirmed, "unconfirmed"),
        (made.outcome == "void", "void"),
        (made.due is None, "undated"),
        (not past, "early"),
        (made.outcome is None, "unresolved"),
        (made.low is None or made.high is None, "unsaid"),
    ]
    return next((reason for holds, reason in reasons if holds), "counts")


def once(forecasts: list[Foretold]) -> list[Foretold]:
    """Those of them that are not the same words of the same speaker for the same day again, as in a reprint.

    What is left is the printing that was said first, or of those of one day the one with the least id.
    """
    first: dict[tuple[object, ...], Foretold] = {}
    for made in sorted(forecasts, key=lambda f: (f.said or date.max, f.id)):
        words = fold_key(made.words)
        first.setdefault((made.speaker, words or made.id, made.due), made)
    kept = {made.id for made in first.values()}
    return [made for made in forecasts if made.id in kept]
