"""What the ledger knows of addresses and feeds: how they answered, which entries were seen. For asking politely."""

from datetime import datetime

from onrecord.ledger import database
from onrecord.ledger.ledger import Ledger
from onrecord.records import Seen, Visit


class Visits:
    """The visits of an open ledger; what a reading asks of earlier ones (`reading.Known`)."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address; None where there was none."""
        sql = "SELECT url, etag, modified, unchanged, feed FROM visit WHERE url = ? ORDER BY number DESC LIMIT 1"
        with database.clear_errors(self._ledger.path):
            found = self._ledger._rows(sql, (url,))
        if not found:
            return None
        (row,) = found
        return Visit(**row | {"unchanged": bool(row["unchanged"]), "feed": bool(row["feed"])})

    def visited(self, url: str) -> datetime | None:
        """When an address was last asked; None where it never was."""
        sql = "SELECT at FROM visit WHERE url = ? ORDER BY number DESC LIMIT 1"
        with database.clear_errors(self._ledger.path):
            found = self._ledger._rows(sql, (url,))
        return datetime.fromisoformat(found[0]["at"]) if found else None

    def stamp(self, feed: str, entry: str) -> str | None:
        """The stamp that an entry of a feed had when it was last seen; None where it never was."""
        sql = "SELECT stamp FROM seen WHERE feed = ? AND entry = ? ORDER BY number DESC LIMIT 1"
        with database.clear_errors(self._ledger.path):
            found = self._ledger._rows(sql, (feed, entry))
        return found[0]["stamp"] if found else None

    def note(self, made: Visit | Seen, *, at: datetime) -> None:
        """Add what was learnt; when this returns it is on the disk. What it is about must have been kept before."""
        when, values = at.isoformat(timespec="seconds"), tuple[str | int | None, ...]()
        if isinstance(made, Visit):
            sql = "INSERT INTO visit (url, at, etag, modified, unchanged, feed) VALUES (?, ?, ?, ?, ?, ?)"
            values = (made.url, when, made.etag, made.modified, int(made.unchanged), int(made.feed))
        else:
            sql = "INSERT INTO seen (feed, entry, stamp, at) VALUES (?, ?, ?, ?)"
            values = (made.feed, made.entry, made.stamp, when)
        with self._ledger.writing() as connection:
            connection.execute(sql, values)
