"""Judgements in words, one line each."""

from collections.abc import Iterator
from datetime import date

from onrecord.judgements import (
    CREDIBILITY,
    OUTCOME_WORDS,
    RELIABILITY,
    AsRead,
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
from onrecord.text.format import format_day, format_moment, format_probability


def describe_judgement(judgement: Judgement) -> str:
    """Describe a judgement with its author, time and note.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 10, 5, 12, tzinfo=UTC)
    >>> describe_judgement(Grade("Brenn Echo", reliability="B", by="Ida", at=at, note="so far"))
    'grade B: usually reliable (by Ida, 5 Oct 2026 12:00 UTC: so far)'
    """
    note = f": {judgement.note}" if judgement.note else ""
    return f"{describe_content(judgement)} (by {judgement.by}, {format_moment(judgement.at)}{note})"


def describe_content(judgement: Judgement) -> str:  # noqa: PLR0911  # one for each class
    """Describe what was judged, without author, time and note."""
    match judgement:
        case SameAs(subject, other) | DifferentFrom(subject, other):
            return f"{judgement.kind}: {subject}, {other}"
        case Correction():
            return f"corrected: {_describe_correction(judgement)}"
        case Confirmation():
            return f"confirmed as a forecast: {_describe_horizon(judgement)}"
        case Resolution(outcome=outcome, on=on, evidence=evidence):
            day = f"on {format_day(on)}" if on else ""
            return f"resolved: {', '.join(part for part in (OUTCOME_WORDS[outcome], day, evidence) if part)}"
        case Grade():
            return f"grade {', '.join(_describe_grades(judgement))}"
        case Weighing(watch=watch, hypothesis=hypothesis, cell=cell, weight=weight):
            return f"evidence: {cell} with {hypothesis} in {watch}{f', weight {weight}' if weight else ''}"
        case Redaction(why=why):
            return f"redacted: {why}"
        case Withdrawal(subject):
            return f"withdrew {subject}"


def _describe_correction(correction: Correction) -> str:
    field, value = correction.field, correction.value
    if field in ("statement", "forecast"):
        return f"{'' if value else 'not '}a {field}"
    if field == "speaker":
        return f"said by {value}" if value else "said by an unnamed speaker"
    if field == "said_at":
        return f"said on {format_day(value)}" if isinstance(value, date) else "said on an unknown day"
    return f"{field} {value or 'unknown'}"


def _describe_horizon(confirmation: Confirmation) -> str:
    """Describe the horizon and the probabilities, those that the confirmation names."""
    first, last = confirmation.first, confirmation.last
    start = "as read" if isinstance(first, AsRead) else format_day(first, unknown="now")
    end = "as read" if isinstance(last, AsRead) else format_day(last, unknown="open")
    days = "the days as read" if start == end == "as read" else f"from {start} to {end}"
    # An interval is described whole or not at all: one end says little.
    low, high = confirmation.low, confirmation.high
    odds = "" if isinstance(low, AsRead) or isinstance(high, AsRead) else format_probability(low, high)
    return f"{days}, {odds}" if odds else days


def _describe_grades(grade: Grade) -> Iterator[str]:
    for value, words in ((grade.reliability, RELIABILITY), (grade.credibility, CREDIBILITY)):
        if value:
            yield f"{value}: {words[value]}"
