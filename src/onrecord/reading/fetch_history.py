"""What is known from before: how addresses answered, which entries of feeds were read. A ledger can tell that."""

from typing import Protocol

from onrecord.records import Visit


class Known(Protocol):
    """What a reading needs to know of earlier ones, to read only what is new."""

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address; None where there was none."""

    def stamp(self, feed: str, entry: str) -> str | None:
        """The stamp that an entry of a feed had when it was last seen; None where it never was."""


class Nothing:
    """Nothing is known: all is new."""

    def visit(self, url: str) -> Visit | None:
        return None

    def stamp(self, feed: str, entry: str) -> str | None:
        return None
