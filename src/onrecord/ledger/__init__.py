"""The file that all of it is kept in: SQLite, append-only. All SQL of the project lives here."""

from onrecord.ledger.forecasts import due
from onrecord.ledger.history import Event, events
from onrecord.ledger.ledger import Found, Hit, Hits, Kept, Ledger
from onrecord.ledger.naming import Bearer, is_source, is_speaker, names, said_by, sources
from onrecord.ledger.query import Query
from onrecord.ledger.redaction import Redacted, redact
from onrecord.ledger.visits import Visits

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
    "due",
    "events",
    "is_source",
    "is_speaker",
    "names",
    "redact",
    "said_by",
    "sources",
]
