"""Who said what where: the ledger's statements as sightings, and a page's versions with the days of their reading."""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.ledger import database, reprints
from onrecord.records import Article, Record, Sighting
from onrecord.rows import statement

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

_AT_ONCE = 500
"""Names in one query: SQLite takes a thousand values at the least."""


def speakers(ledger: "Ledger") -> list[str]:
    """The names of all speakers in the newest readings, as printed, in their order by letter."""
    with database.clear_errors(ledger.path):
        return [row["name"] for row in ledger._rows("SELECT DISTINCT name FROM bearer ORDER BY name")]


def sightings(ledger: "Ledger", names: Collection[str] | None = None) -> Iterator[Sighting]:
    """The statements of named speakers (all of them, or those with these names as printed), article by article.

    Those of the newest reading of the newest version of each page; `text` is the key of the fullest printing.
    """
    with database.clear_errors(ledger.path):
        texts = reprints.tops(ledger)
        about: tuple[int, Article] | None = None
        for row in _said(ledger, names):
            if about is None or about[0] != row["article"]:
                about = row["article"], article_of(ledger, row)
            article = about[1]
            made = Sighting.of(article, statement(json.loads(row["row"])))
            yield replace(made, key=row["key"], text=texts.get(row["key"], row["key"]))


def _said(ledger: "Ledger", names: Collection[str] | None) -> Iterator[dict[str, Any]]:
    columns = "SELECT row, article, article_id, key, title, publisher, published, url FROM newest"
    if names is None:
        yield from ledger._rows(f"{columns} WHERE speaker IS NOT NULL ORDER BY number", ())
        return
    wanted = sorted(names)
    for start in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[start : start + _AT_ONCE])
        marks = ", ".join("?" for _ in some)
        yield from ledger._rows(f"{columns} WHERE speaker IN ({marks}) ORDER BY number", some)


def article_of(ledger: "Ledger", row: dict[str, Any]) -> Article:
    """The article of a row of `newest`, as far as a sighting needs it; for the modules of this room."""
    (found,) = ledger._rows("SELECT text FROM article WHERE number = ?", (row["article"],))
    return Article(
        row["article_id"],
        found["text"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
    )


def versions(ledger: "Ledger", identifier: str) -> list[tuple[Record, datetime]]:
    """All versions of the page of an article or a statement (see `Ledger.find`), and when each was first read."""
    first = "SELECT min(read_at) AS at FROM reading JOIN article ON article.number = reading.article WHERE key = ?"
    made = list[tuple[Record, datetime]]()
    for key in ledger.versions(identifier):
        with database.clear_errors(ledger.path):
            at = ledger._rows(first, (key,))[0]["at"]
        made.append((ledger.record(key), datetime.fromisoformat(at)))
    return made
