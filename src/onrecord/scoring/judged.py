"""From a statement, and what people judged of it, to a forecast that can be scored."""

from datetime import date
from typing import Any

from onrecord.records import Judgement, Statement
from onrecord.scoring.forecast import Foretold


def foretold(
    statement: Statement, *, confirmed: Judgement | None, resolved: Judgement | None, **about: Any
) -> Foretold | None:
    """The forecast of a statement as it was confirmed and resolved; None where it is none.

    What a person corrected, or confirmed otherwise than it was read, stands in the statement already. resolved: its
    data hold "outcome" and "on". about: fields of Foretold that stand beside the statement (`said`, `publisher`, …).
    """
    forecast, speaker = statement.forecast, statement.speaker
    if forecast is None:
        return None
    on = resolved.data.get("on") if resolved else None
    return Foretold(
        statement.id,
        forecast.low,
        forecast.high,
        forecast.last,
        resolved.data["outcome"] if resolved else None,
        confirmed=confirmed is not None,
        resolved=date.fromisoformat(on) if on else None,
        speaker=speaker.name if speaker else None,
        organisation=speaker.organisation if speaker else None,
        **about,
    )
