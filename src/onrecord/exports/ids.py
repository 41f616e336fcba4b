"""Names of things outside of the ledger: IRIs, and UUIDs where a standard asks for them. Both come from ids alone."""

from urllib.parse import quote
from uuid import UUID, uuid5

_ROOM = UUID("6f6e7265-636f-5264-8000-000000000005")
"""The name space of our UUIDs (version 5)."""


def iri(kind: str, identifier: str) -> str:
    """The IRI of an article's version (its key), a statement, a judgement, or a speaker (the name).

    >>> iri("speaker", "Mara Voss")
    'urn:onrecord:speaker:Mara%20Voss'
    """
    return f"urn:onrecord:{kind}:{quote(identifier, safe='')}"


def uuid(kind: str, identifier: str) -> str:
    """The UUID of the same."""
    return str(uuid5(_ROOM, iri(kind, identifier)))


def web(address: str | None) -> str | None:
    """An address of the web as it is, None for anything else."""
    return address if address and address.startswith(("http://", "https://")) else None
