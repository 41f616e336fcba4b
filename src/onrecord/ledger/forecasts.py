"""Forecasts that come due."""

from datetime import date

from onrecord.ledger.ledger import Hit, Ledger


def due(ledger: Ledger, until: date) -> list[Hit]:
    """The unresolved forecasts whose horizon ends on this day or earlier, the oldest first; confirmed or not."""
    resolved = {made.subject for made in ledger.judgements("resolve")}
    end = "json_extract(row, '$.forecast.to')"
    found = ledger.chosen(f"forecast = 1 AND {end} <= ?", (until.isoformat(),), order=f"{end}, number")
    return [hit for hit in found.hits if hit.statement.id not in resolved]
