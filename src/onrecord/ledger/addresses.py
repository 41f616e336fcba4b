"""Addresses that tell what was redacted: a headline in a URL, a name in a path. What they identify stays."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from onrecord.ledger import judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.masking import MASK
from onrecord.ledger.writer import HIDDEN, hide_address

# Whatever holds an address of its own: of an article, of its page, of the place that it was read from, of a feed.
_PLACES = (
    ("article", "url"),
    ("article", "origin"),
    ("article", "page"),
    ("article", "id"),
    ("fetch", "url"),
    ("feed_entry", "feed"),
    ("feed_entry", "entry"),
)


def list_addresses(database: Database, tells: Callable[[str], bool]) -> list[str]:
    """Return the addresses, paths and ids in the file for which `tells` holds."""
    every = (value for place in _PLACES for value in _distinct(database, *place))
    return list(dict.fromkeys(value for value in every if tells(value)))


def _distinct(database: Database, table: str, column: str) -> list[str]:
    return database.column(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")


def hide_addresses(database: Database, addresses: Iterable[str]) -> int:
    """Take addresses out of the file and return how many those are; the file is then to be scrubbed.

    A hash takes the place of what identifies a page or an entry of a feed, so that it is known again; all else goes:
    an article's URL, links to it with their titles, evidence that is such an address.
    """
    known = {address for address in addresses if not address.startswith(HIDDEN)}
    for address in known:
        database.execute("UPDATE article SET redacted = 1 WHERE ? IN (url, origin, page, id)", (address,))
        for table, column in _PLACES:
            hidden = None if column == "origin" or (table, column) == ("article", "url") else hide_address(address)
            database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (hidden, address))
    hide_links(database, lambda link: link["url"] in known)
    judgements.rewrite_judgements(database, lambda row: _without_evidence(row, known))
    return len(known)


def hide_links(database: Database, tells: Callable[[dict[str, Any]], bool]) -> None:
    """Mask the links of articles to others ("Read also") for which `tells` holds, each a row with title and url."""
    for number, related in database.tuples("SELECT number, related FROM article WHERE related <> '[]'"):
        links: list[dict[str, Any]] = json.loads(related)
        if any(map(tells, links)):
            hidden = [{"title": MASK, "url": None} if tells(link) else link for link in links]
            sql = "UPDATE article SET related = ?, redacted = 1 WHERE number = ?"
            database.execute(sql, (encode_json(hidden), number))


def _without_evidence(row: dict[str, Any], addresses: set[str]) -> dict[str, Any]:
    data = row["data"]
    if isinstance(data, dict) and data.get("evidence") in addresses:
        return row | {"data": data | {"evidence": None}}
    return row
