"""From a statement, and what people judged of it, to a forecast that can be scored."""

from typing import Any

from onrecord.judgements import Confirmation, Resolution
from onrecord.records import Statement
from onrecord.scoring.forecast import Foretold


def foretold(
    statement: Statement, *, confirmed: Confirmation | None, resolved: Resolution | None, **about: Any
) -> Foretold | None:
    """The forecast of a statement as it was confirmed and resolved; None where it is none.

    What a person corrected, or confirmed otherwise than it was read, stands in the statement already.
    about: fields of Foretold that stand beside the statement (`said`, `publisher`, …).
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
