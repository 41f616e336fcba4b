"""What is known from before: how addresses answered, which entries of feeds were read. A ledger can tell that."""

from typing import Protocol

from onrecord.records import CacheValidators


class FetchHistory(Protocol):
    """What a reading needs to know of earlier ones, to read only what is new."""

    def get_validators(self, url: str) -> CacheValidators | None:
        """The last visit to an address; None where there was none."""

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        """The stamp that an entry of a feed had when it was last seen; None where it never was."""


class EmptyHistory:
    """Nothing is known: all is new."""

    def get_validators(self, url: str) -> CacheValidators | None:
        return None

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        return None
