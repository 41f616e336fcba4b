"""From a statement, and what people judged of it, to a forecast that can be scored."""

from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.records import Forecast, Judgement, Statement
from onrecord.scoring.foretold import Foretold


def foretold(
    statement: Statement, *, confirmed: Judgement | None, resolved: Judgement | None, **about: Any
) -> Foretold | None:
    """The forecast of a statement as it was confirmed and resolved; None where it is none.

    confirmed: the person who confirmed it may have said what it says: its data's "from", "to", "low" and "high", where
    there, win over what was read. resolved: its data hold "outcome" and "on". about: fields of Foretold that stand
    beside the statement (`said`, `publisher`, `words`).
    """
    made = _confirmed(statement.forecast, confirmed.data if confirmed else {})
    if made is None:
        return None
    speaker = statement.speaker
    return Foretold(
        statement.id,
        made.low,
        made.high,
        made.last,
        resolved.data["outcome"] if resolved else None,
        confirmed=confirmed is not None,
        resolved=_day(resolved.data.get("on")) if resolved else None,
        speaker=speaker.name if speaker else None,
        organisation=speaker.organisation if speaker else None,
        **about,
    )


def _confirmed(read: Forecast | None, data: Any) -> Forecast | None:
    """What was read, with what a person says instead."""
    days: dict[str, Any] = {name: _day(data[key]) for key, name in (("from", "first"), ("to", "last")) if key in data}
    odds: dict[str, Any] = {key: data[key] for key in ("low", "high") if key in data}
    if read is None:
        return Forecast("a person said so", **days, **odds) if days or odds else None
    return replace(read, **days, **odds) if days or odds else read


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
