"""The file that all of it is kept in: SQLite, append-only. All SQL of the project lives here."""

from onrecord.ledger.fetch_history import Visits
from onrecord.ledger.forecasts import due, how_many_due
from onrecord.ledger.history import Event, events
from onrecord.ledger.hits import Hit, Hits
from onrecord.ledger.ledger import Kept, Ledger
from onrecord.ledger.lookup import Found
from onrecord.ledger.redaction import Redacted, redact
from onrecord.ledger.search.query import Query
from onrecord.ledger.speakers import (
    Bearer,
    by_month,
    is_speaker,
    names,
    paired,
    said_by,
    sources,
)

__all__ = [
    "Bearer",
    "Event",
    "Found",
    "Hit",
    "Hits",
    "Kept",
    "Ledger",
    "Query",
    "Redacted",
    "Visits",
    "by_month",
    "due",
    "events",
    "how_many_due",
    "is_speaker",
    "names",
    "paired",
    "redact",
    "said_by",
    "sources",
]
