"""Judgements in words: one line each, with by whom and when."""

from onrecord.judgements import (
    CREDIBILITY,
    OUTCOME_WORDS,
    RELIABILITY,
    Confirmation,
    Correction,
    DifferentFrom,
    Grade,
    Judgement,
    Redaction,
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
)

_FIELDS = {"said_at": "said on", "act": "act", "kind": "kind", "role": "role", "organisation": "organisation"}


def told(made: Judgement) -> str:
    """A judgement in one line.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 10, 5, 12, tzinfo=UTC)
    >>> told(Grade("Brenn Echo", reliability="B", by="Ida", at=at, note="so far"))
    'grade B: usually reliable (by Ida, 2026-10-05 12:00 UTC: so far)'
    """
    note = f": {made.note}" if made.note else ""
    return f"{what(made)} (by {made.by}, {made.at:%Y-%m-%d %H:%M %Z}{note})"


def what(made: Judgement) -> str:  # noqa: PLR0911  # one for each class
    """What was judged, without by whom and when."""
    match made:
        case SameAs() | DifferentFrom():
            return f"{made.kind}: {made.subject}, {made.other}"
        case Correction():
            return f"corrected: {_correction(made)}"
        case Confirmation():
            return f"confirmed as a forecast{_horizon(made)}"
        case Resolution():
            on = f", on {made.on}" if made.on else ""
            return f"resolved: {OUTCOME_WORDS[made.outcome]}{on}{f', {made.evidence}' if made.evidence else ''}"
        case Grade():
            return "grade " + ", ".join(_grades(made))
        case Weighing():
            weight = f", weight {made.weight}" if made.weight else ""
            return f"weighed: {made.cell} with {made.hypothesis} in {made.watch}{weight}"
        case Redaction():
            return f"redacted: {made.why}"
        case Withdrawal():
            return f"withdrew {made.subject}"


def _correction(made: Correction) -> str:
    if made.field in ("statement", "forecast"):
        return f"is {'a' if made.value else 'no'} {made.field}"
    if made.field == "speaker":
        return f"said by {made.value}" if made.value else "said by nobody named"
    return f"{_FIELDS.get(made.field, made.field)} {made.value or 'unknown'}"


def _horizon(made: Confirmation) -> str:
    """What was confirmed: the horizon and the probabilities, those parts that were named."""
    parts = made.confirmed
    first, last, low, high = (parts.get(name) for name in ("first", "last", "low", "high"))
    days = f": from {first or 'now'} to {last or 'open'}"
    return days if low is None or high is None else f"{days}, {low:.0%} to {high:.0%}"


def _grades(made: Grade) -> list[str]:
    scales = ((made.reliability, RELIABILITY), (made.credibility, CREDIBILITY))
    return [f"{value}: {words[value]}" for value, words in scales if value]
