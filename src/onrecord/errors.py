"""The one family of errors. Each message says what was wrong, where, and what to do."""


class OnrecordError(Exception):
    """Anything that the user can mend: bad input, a wrong argument, a ledger that cannot be opened."""


class UnreadableError(OnrecordError):
    """A source that holds no article that can be read: missing, empty, not text, no main text, a dead URL."""


class LaterError(UnreadableError):
    """A source that may be readable another time: no answer, a server's error, too many requests.

    wait: the seconds for which the server asks to be left alone, None where it does not say.
    """

    def __init__(self, message: str, *, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class QueryError(OnrecordError):
    """A search that cannot be read: an unknown field, a value that its field does not take."""


class LedgerError(OnrecordError):
    """A ledger that cannot be opened or written: not a database, from a newer version, locked, no space."""


class NotFoundError(LedgerError):
    """An id or a name that nothing in the ledger has."""


class WatchError(OnrecordError):
    """A watch file that cannot be read: no YAML, an unknown key, a part that asks for nothing."""


class JudgementError(OnrecordError):
    """A judgement that makes no sense: of what is not there, or of the wrong kind of thing."""


class ClashError(JudgementError):
    """What was given for a judgement does not go together, or cannot be so: a horizon that ends before it begins."""
