"""Which articles of a ledger print one text: `onrecord.syndication`, with its index in two tables."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord import syndication
from onrecord.ledger import database

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Printing:
    """One article of a text that may be printed in many: `share` is the part of it that stands in the longer one `of`.

    article: its id; key: the version's; of: the key of the longer printing, None for the fullest.
    """

    article: str
    key: str
    of: str | None
    share: float | None
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None


def keep_up(connection: sqlite3.Connection) -> None:
    """Place every article that has not been placed yet: within the transaction that keeps it, or after a migration."""
    missing = "SELECT * FROM article WHERE number > (SELECT coalesce(max(article), 0) FROM printing) ORDER BY number"
    for row in list(_rows(connection, missing)):
        _place(connection, row["number"], _body(row))


def _place(connection: sqlite3.Connection, number: int, text: str) -> None:
    made = syndication.sketch(text)
    found = _holders(connection, made.keys)
    others = syndication.likely(found, _tops(connection, {holder for _, holder in found}))
    same = [r for n in others if (r := syndication.reprint(number, made.runs, n, _runs(connection, n)))]
    connection.execute("INSERT INTO printing (article) VALUES (?)", (number,))
    for changed in syndication.best(number, same, _shares(connection, others)):
        values = (changed.of, changed.share, changed.text)
        connection.execute("UPDATE printing SET of = ?, share = ? WHERE article = ?", values)
    keys = syndication.worth_keeping(made.keys, found, {r.text for r in same} | {r.of for r in same})
    connection.executemany("INSERT INTO stretch (key, article) VALUES (?, ?)", ((key, number) for key in keys))


def _holders(connection: sqlite3.Connection, keys: tuple[int, ...]) -> list[tuple[int, int]]:
    marks = ", ".join("?" for _ in keys)
    return connection.execute(f"SELECT key, article FROM stretch WHERE key IN ({marks})", keys).fetchall()


def _tops(connection: sqlite3.Connection, numbers: set[int]) -> dict[int, int]:
    """The fullest printing of each article's text: all of them a step up at once."""
    sql = "SELECT article, of FROM printing WHERE of IS NOT NULL AND article IN (SELECT value FROM json_each(?))"
    above, asked = dict[int, int](), numbers
    while asked:
        found = connection.execute(sql, (json.dumps([*asked]),)).fetchall()
        above.update(found)
        asked = {of for _, of in found} - above.keys()
    return {number: syndication.top(number, above) for number in numbers}


def _shares(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, float]:
    marks = ", ".join("?" for _ in numbers)
    sql = f"SELECT article, share FROM printing WHERE of IS NOT NULL AND article IN ({marks})"
    return dict(connection.execute(sql, numbers).fetchall())


def _runs(connection: sqlite3.Connection, number: int) -> frozenset[str]:
    (row,) = _rows(connection, "SELECT text, title, furniture, insertions FROM article WHERE number = ?", number)
    return syndication.runs(_body(row))


def _body(row: dict[str, Any]) -> str:
    """What of an article's text may be another's too: not its headline, furniture, or an editor's insertions."""
    text: str = row["text"]
    title: str | None = row["title"]
    for start, end in (*json.loads(row["furniture"]), *json.loads(row["insertions"])):
        text = text[:start] + " " * (end - start) + text[end:]
    return text[len(title) :] if title and text.startswith(title + "\n") else text


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Take away what is kept of an article's words, before its text goes: for `redact`, in its transaction."""
    (row,) = _rows(connection, "SELECT text, title, furniture, insertions FROM article WHERE number = ?", number)
    keys = syndication.sketch(_body(row)).keys
    connection.executemany("DELETE FROM stretch WHERE key = ? AND article = ?", ((key, number) for key in keys))


def texts(ledger: "Ledger", *, least: int = 1) -> list[list[Printing]]:
    """All articles of the ledger, those that print one text together, with `least` printings or more.

    The oldest kept first, within a text too.
    """
    with database.clear_errors(ledger.path):
        numbers = [n for (n,) in ledger._connection.execute("SELECT article FROM printing ORDER BY article")]
        of = dict(ledger._connection.execute("SELECT article, of FROM printing WHERE of IS NOT NULL").fetchall())
        known = dict(_printings(ledger, "1"))
    return [[known[n] for n in group] for group in syndication.groups(numbers, of) if len(group) >= least]


def tops(ledger: "Ledger") -> dict[str, str]:
    """The key of each article that hangs on another, with the key of the fullest printing of its text."""
    hanging = "FROM printing WHERE of IS NOT NULL"
    of = dict(ledger._connection.execute(f"SELECT article, of {hanging}").fetchall())
    known = f"SELECT number, key FROM article WHERE number IN (SELECT article {hanging} UNION SELECT of {hanging})"
    keys = dict(ledger._connection.execute(known).fetchall())
    return {keys[number]: keys[syndication.top(number, of)] for number in of}


def top_of(ledger: "Ledger", number: int) -> str:
    """The key of the fullest printing of the text of one article, by its number."""
    top = _tops(ledger._connection, {number})[number]
    found = ledger._connection.execute("SELECT key FROM article WHERE number = ?", (top,))
    key: str = found.fetchone()[0]
    return key


def text_of(ledger: "Ledger", identifier: str) -> list[Printing]:
    """All printings of the text that an article prints (see `Ledger.find`), the oldest kept first."""
    return of_key(ledger, ledger.record(identifier).article.key)


def of_key(ledger: "Ledger", key: str) -> list[Printing]:
    """As `text_of`, of the article's version that has this key."""
    with database.clear_errors(ledger.path):
        (row,) = _rows(ledger._connection, "SELECT number FROM article WHERE key = ?", key)
        return [printing for _, printing in _printings(ledger, _SAME_TEXT, row["number"])]


_SAME_TEXT = """article.number IN (
    WITH RECURSIVE one (article) AS (
        VALUES (?)
        UNION SELECT of FROM one JOIN printing USING (article) WHERE of IS NOT NULL
        UNION SELECT printing.article FROM one JOIN printing ON printing.of = one.article
    ) SELECT article FROM one)"""


def _printings(ledger: "Ledger", where: str, *values: object) -> Iterator[tuple[int, Printing]]:
    sql = (
        "SELECT article.number, article.id, article.key, longer.key AS of, share, article.title, article.publisher, "
        "article.published, article.url FROM article JOIN printing ON printing.article = article.number "
        f"LEFT JOIN article AS longer ON longer.number = printing.of WHERE {where} ORDER BY article.number"
    )
    for row in _rows(ledger._connection, sql, *values):
        day = date.fromisoformat(row["published"]) if row["published"] else None
        about = {name: row[name] for name in ("key", "of", "share", "title", "publisher", "url")}
        yield row["number"], Printing(row["id"], published=day, **about)


def _rows(connection: sqlite3.Connection, sql: str, *values: object) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
