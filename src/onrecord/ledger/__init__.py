"""The file that all of it is kept in: SQLite, append-only. All SQL of the project lives here."""

from onrecord.ledger.ledger import Found, Hit, Hits, Kept, Ledger
from onrecord.ledger.query import Query
from onrecord.ledger.visits import Visits

__all__ = ["Found", "Hit", "Hits", "Kept", "Ledger", "Query", "Visits"]
