"""The ledger: one SQLite file that everything is kept in, append-only. All SQL of the project is in this room.

`Ledger` is the face: open, keep, judge, search, look up. Everything else is read by functions of the room's modules,
which take `ledger.database`.
"""

from onrecord.ledger.copies import Copy, copy_ledger
from onrecord.ledger.fetch_history import StoredFetchHistory
from onrecord.ledger.forecasts import count_due, list_due
from onrecord.ledger.history import Event, list_events
from onrecord.ledger.hits import Hit, Hits
from onrecord.ledger.judgements import UnreadableJudgement, find_unreadable_judgements, list_pairings
from onrecord.ledger.ledger import Kept, Ledger
from onrecord.ledger.lookup import Found
from onrecord.ledger.persons import RedactedPerson, redact_person
from onrecord.ledger.redaction import Redacted, find_remaining_traces, redact
from onrecord.ledger.search.query import Query
from onrecord.ledger.speakers import (
    count_by_month,
    find_statements_by,
    has_speaker,
    list_gradable_sources,
    list_names,
    list_spoken_names,
)
from onrecord.ledger.verify import Fault, find_faults

__all__ = [
    "Copy",
    "Event",
    "Fault",
    "Found",
    "Hit",
    "Hits",
    "Kept",
    "Ledger",
    "Query",
    "Redacted",
    "RedactedPerson",
    "StoredFetchHistory",
    "UnreadableJudgement",
    "copy_ledger",
    "count_by_month",
    "count_due",
    "find_faults",
    "find_remaining_traces",
    "find_statements_by",
    "find_unreadable_judgements",
    "has_speaker",
    "list_due",
    "list_events",
    "list_gradable_sources",
    "list_names",
    "list_pairings",
    "list_spoken_names",
    "redact",
    "redact_person",
]
