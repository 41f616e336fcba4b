"""The file that all of it is kept in: SQLite, append-only. All SQL of the project lives here."""

from onrecord.ledger.forecasts import due
from onrecord.ledger.history import Event, events
from onrecord.ledger.ledger import Found, Hit, Hits, Kept, Ledger
from onrecord.ledger.naming import Bearer, bearers, is_source, is_speaker, like, names, said_by, sources, spellings
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
    "bearers",
    "due",
    "events",
    "is_source",
    "is_speaker",
    "like",
    "names",
    "redact",
    "said_by",
    "sources",
    "spellings",
]
