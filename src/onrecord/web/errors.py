"""The error for requests that the desk refuses."""

from onrecord.errors import OnrecordError


class WebError(OnrecordError):
    """A request that the desk refuses, with the HTTP status of the answer."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
