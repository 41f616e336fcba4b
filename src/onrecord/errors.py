"""The one family of errors. Each message says what was wrong, where, and what to do."""


class OnrecordError(Exception):
    """Anything that the user can fix: bad input, a wrong argument, a ledger that cannot be opened."""


class UnreadableError(OnrecordError):
    """A source without a readable article: missing, empty, not text, no main text, a dead URL."""


class LaterError(UnreadableError):
    """A source that may be readable later: no answer, a server's error, too many requests.

    wait: the seconds that the server asks to wait, None if it does not say.
    """

    def __init__(self, message: str, *, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class QueryError(OnrecordError):
    """A search that cannot be read: an unknown field, a value that its field cannot have."""


class LedgerError(OnrecordError):
    """A ledger that cannot be opened or written: not a database, from a newer version, locked, no space."""


class DamagedError(LedgerError):
    """A ledger that holds something else than was written to it. what: what shows that."""

    def __init__(self, message: str, *, what: str) -> None:
        super().__init__(message)
        self.what = what


class NotFoundError(LedgerError):
    """An id or a name that nothing in the ledger has."""


class WatchError(OnrecordError):
    """A watch file that cannot be read: not YAML, an unknown key, a part without a query."""


class JudgementError(OnrecordError):
    """A judgement that makes no sense: about something that is not there, or of the wrong kind."""


class ClashError(JudgementError):
    """Parts of a judgement that contradict each other or cannot be: a horizon that ends before it begins."""
