"""What the desk says no to."""

from onrecord.errors import OnrecordError


class WebError(OnrecordError):
    """A request that cannot be answered: what was wrong, and with which status of HTTP it is told."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
