"""Whom a name means, and the claim of a statement, by bounded work: what the pages about speaking share."""

from collections.abc import Callable, Iterable

from onrecord.analysis.claims import claim_of
from onrecord.identities import Identity, around
from onrecord.ledger import Bearer, Ledger, names, paired
from onrecord.records import Record, Sighting
from onrecord.web.errors import WebError

COMPARED = 36
"""So many of a speaker's newest statements are compared for claims: the work grows with their square."""


def identities_of(ledger: Ledger, name: str) -> tuple[list[Identity], dict[str, Bearer]]:
    """The identities that a name may mean, and what is known of each name of the ledger."""
    every = names(ledger)
    return around(every, paired(ledger), name), {bearer.name: bearer for bearer in every}


def identity_of(ledger: Ledger, name: str) -> Identity:
    """The one identity that a name means; WebError where there is none, or more than one."""
    found, _ = identities_of(ledger, name)
    if len(found) != 1:
        raise WebError(unknown(name) if not found else f"“{name}” may be several: give the whole name", 404)
    return found[0]


def unknown(name: str) -> str:
    """What is told where nobody has a name."""
    return f"nobody here is called “{name[:100]}”: look for words of the name on the page Speakers"


def sighting(record: Record) -> Sighting:
    """The sighting of a record that holds one statement."""
    return Sighting.of(record.article, record.statements[0])


def of_claim(ledger: Ledger) -> Callable[[str], Iterable[str]]:
    """Of the id of a statement, the ids of its claim's sightings, among the COMPARED likest."""
    return lambda identifier: (seen.sighting.statement.id for seen in claim_of(ledger, identifier, COMPARED).seen)
