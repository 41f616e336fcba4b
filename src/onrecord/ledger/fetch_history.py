"""The fetch history of a ledger: how addresses answered, and which entries of feeds were read. For asking politely."""

import sys
from dataclasses import replace
from datetime import datetime

from onrecord.ledger.database import Database
from onrecord.ledger.writer import hide_address
from onrecord.records import CacheValidators, SeenEntry

_LAST_FETCH = """
SELECT etag, last_modified, unchanged, is_feed FROM fetch WHERE url IN (?, ?) ORDER BY number DESC LIMIT 1
"""


class StoredFetchHistory:
    """The fetch history of an open ledger, for `reading.fetch_history`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._since_failure = sys.maxsize
        """How many articles were kept after the last that could not be read or kept."""

    def get_validators(self, url: str) -> CacheValidators | None:
        """Return how an address answered the last time; None if it was never asked."""
        row = self._database.first(_LAST_FETCH, (url, hide_address(url)))
        if row is None:
            return None
        etag, modified, unchanged, feed = row
        return CacheValidators(url, etag, modified, unchanged=bool(unchanged), feed=bool(feed))

    def visited(self, url: str) -> datetime | None:
        """Return when an address was last asked; None if it never was."""
        sql = "SELECT fetched_at FROM fetch WHERE url IN (?, ?) ORDER BY number DESC LIMIT 1"
        at: str | None = self._database.value(sql, (url, hide_address(url)))
        return datetime.fromisoformat(at) if at else None

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        """Return the hash that an entry of a feed had when it was last seen; None if it never was."""
        sql = "SELECT hash FROM feed_entry WHERE feed IN (?, ?) AND entry IN (?, ?) ORDER BY number DESC LIMIT 1"
        stamp: str | None = self._database.value(sql, (feed, hide_address(feed), entry, hide_address(entry)))
        return stamp

    def count_article(self, *, failed: bool) -> None:
        """Count an article, in the order in which they come, so that `note` knows which failed."""
        self._since_failure = 0 if failed else self._since_failure + 1

    def note(self, news: CacheValidators | SeenEntry, *, at: datetime) -> None:
        """Add how an address answered, or an entry of a feed; when this returns it is on the disk.

        Keep and count the articles that it brought first: where one of them failed, the address is fetched in full.
        """
        when = at.isoformat(timespec="seconds")
        if isinstance(news, CacheValidators) and self._since_failure < news.articles:
            news = replace(news, etag=None, modified=None)
        with self._database.writing():
            if isinstance(news, CacheValidators):
                columns = {"url": news.url, "fetched_at": when, "etag": news.etag, "last_modified": news.modified}
                self._database.insert("fetch", columns | {"unchanged": int(news.unchanged), "is_feed": int(news.feed)})
            else:
                columns = {"feed": news.feed, "entry": news.entry, "hash": news.stamp, "seen_at": when}
                self._database.insert("feed_entry", dict[str, object](columns))
