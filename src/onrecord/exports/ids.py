"""Ids of things outside of the ledger: IRIs, and UUIDs where a standard requires them. Both come from our ids alone."""

from urllib.parse import quote
from uuid import UUID, uuid5

# It begins with "onrecoRd" in ASCII; any fixed UUID would do. With another one, all exported ids would change.
_NAMESPACE = UUID("6f6e7265-636f-5264-8000-000000000005")
"""The name space of our UUIDs (version 5)."""


def make_iri(kind: str, identifier: str) -> str:
    """Return the IRI of an article's version (its key), a statement, a judgement, or a speaker (the name).

    >>> make_iri("speaker", "Mara Voss")
    'urn:onrecord:speaker:Mara%20Voss'
    """
    return f"urn:onrecord:{kind}:{quote(identifier, safe='')}"


def make_uuid(kind: str, identifier: str) -> str:
    """Return the UUID that belongs to the IRI of the same thing."""
    return str(uuid5(_NAMESPACE, make_iri(kind, identifier)))


def http_address(address: str | None) -> str | None:
    """Return an http(s) address as it is, None for anything else."""
    return address if address and address.startswith(("http://", "https://")) else None
