"""Judgements in words: one line each, with by whom and when."""

from onrecord.records import CREDIBILITY, RELIABILITY, Judgement

OUTCOME_WORDS = {"yes": "came true", "no": "did not come true", "partly": "came true in part", "void": "void"}
"""What came of a forecast, by its outcome."""
_FIELDS = {"said_at": "said on", "act": "act", "kind": "kind", "role": "role", "organisation": "organisation"}


def told(made: Judgement) -> str:
    """A judgement in one line.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 10, 5, 12, tzinfo=UTC)
    >>> told(Judgement("3f9a", "grade", "Brenn Echo", None, {"reliability": "B", "note": "so far"}, "Ida", at))
    'grade B: usually reliable (by Ida, 2026-10-05 12:00 UTC: so far)'
    """
    note = made.data.get("note")
    return f"{what(made)} (by {made.by}, {made.at:%Y-%m-%d %H:%M %Z}{f': {note}' if note else ''})"


def what(made: Judgement) -> str:  # noqa: PLR0911  # one for each kind
    """What was judged, without by whom and when."""
    data = made.data
    if made.kind in ("same", "different"):
        return f"{made.kind}: {made.subject}, {made.object}"
    if made.kind == "correct":
        return f"corrected: {_correction(data['field'], data['value'])}"
    if made.kind == "confirm":
        return f"confirmed as a forecast: from {data.get('from') or 'now'} to {data.get('to') or 'open'}{_odds(made)}"
    if made.kind == "resolve":
        evidence = f", {data['evidence']}" if data.get("evidence") else ""
        return f"resolved: {OUTCOME_WORDS[data['outcome']]}, on {data['on']}{evidence}"
    if made.kind == "grade":
        return "grade " + ", ".join(_grades(made))
    if made.kind == "weigh":
        weight = f", weight {data['weight']}" if data.get("weight") else ""
        return f"weighed: {data['cell']} with {data['hypothesis']} in {data['watch']}{weight}"
    return f"redacted: {data['why']}" if made.kind == "redact" else f"withdrew {made.subject}"


def _correction(field: str, value: object) -> str:
    if field in ("statement", "forecast"):
        return f"is {'a' if value else 'no'} {field}"
    if field == "speaker":
        return f"said by {value}" if value else "said by nobody named"
    return f"{_FIELDS.get(field, field)} {value or 'unknown'}"


def _odds(made: Judgement) -> str:
    low, high = made.data.get("low"), made.data.get("high")
    return "" if low is None or high is None else f", {low:.0%} to {high:.0%}"


def _grades(made: Judgement) -> list[str]:
    scales = {"reliability": RELIABILITY, "credibility": CREDIBILITY}
    return [f"{made.data[name]}: {words[made.data[name]]}" for name, words in scales.items() if name in made.data]
