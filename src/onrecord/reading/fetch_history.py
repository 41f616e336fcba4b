"""Protocol for fetch history: cache validators and feed entries already seen. A ledger implements it."""

from typing import Protocol

from onrecord.records import CacheValidators


class FetchHistory(Protocol):
    """What a run needs from earlier ones, to read only what is new."""

    def get_validators(self, url: str) -> CacheValidators | None:
        """Return the cache validators of the last response from an address; None if there was none."""

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        """Return the stamp that a feed entry had when it was last seen; None if it never was."""


class EmptyHistory:
    """An empty history: everything is new."""

    def get_validators(self, url: str) -> CacheValidators | None:
        return None

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        return None
