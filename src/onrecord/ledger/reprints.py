"""Which articles of a ledger publish one text: `onrecord.syndication`, with its index in two tables."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord import syndication
from onrecord.ledger.database import Database, encode_json

_COMPARED = "SELECT text, title, furniture, insertions FROM article WHERE number = ?"
_SAME_TEXT = """
article.number IN (
    WITH RECURSIVE one (article) AS (
        VALUES (?)
        UNION SELECT reprint_of FROM one JOIN reprint USING (article) WHERE reprint_of IS NOT NULL
        UNION SELECT reprint.article FROM one JOIN reprint ON reprint.reprint_of = one.article
    ) SELECT article FROM one
)
"""


@dataclass(frozen=True, slots=True)
class ArticlePrinting:
    """An article of a text that may be published in many: `share` is the part of it that stands in the longer one `of`.

    article: its id; key: the version's; of: the key of the longer printing, None for the longest.
    """

    article: str
    key: str
    of: str | None
    share: float | None
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None


def place_new_articles(database: Database) -> None:
    """Compare every article that has not been compared yet; in the transaction that keeps it, or after a migration."""
    missing = "SELECT * FROM article WHERE number > (SELECT coalesce(max(article), 0) FROM reprint) ORDER BY number"
    for row in database.rows(missing):
        _place_article(database, row["number"], _compared_text(row))


def _place_article(database: Database, number: int, text: str) -> None:
    """Find the longer text that an article reprints, and those that reprint it; keep the hashes that find it again."""
    sketch = syndication.sketch_text(text)
    holders = _articles_with(database, sketch.keys)
    others = syndication.choose_candidates(holders, _longest_printings(database, {holder for _, holder in holders}))
    same = [r for n in others if (r := syndication.find_reprint(number, sketch.shingles, n, _runs_of(database, n)))]
    # Every article has a row, so that the next call knows where this one stopped.
    database.execute("INSERT INTO reprint (article) VALUES (?)", (number,))
    for changed in syndication.choose_reprints(number, same, _read_shares(database, others)):
        sql = "UPDATE reprint SET reprint_of = ?, share = ? WHERE article = ?"
        database.execute(sql, (changed.of, changed.share, changed.text))
    keys = syndication.select_keys(sketch.keys, holders, {r.text for r in same} | {r.of for r in same})
    database.execute_many("INSERT INTO sentence_hash (hash, article) VALUES (?, ?)", ((key, number) for key in keys))


def _articles_with(database: Database, keys: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """Return pairs of a sentence's hash and an article that has such a sentence."""
    marks = ", ".join("?" for _ in keys)
    return database.tuples(f"SELECT hash, article FROM sentence_hash WHERE hash IN ({marks})", keys)


def _longest_printings(database: Database, numbers: Collection[int]) -> dict[int, int]:
    """Return the longest printing of each article's text, with one query for each step up, not for each article."""
    sql = (
        "SELECT article, reprint_of FROM reprint "
        "WHERE reprint_of IS NOT NULL AND article IN (SELECT value FROM json_each(?))"
    )
    above: dict[int, int] = {}
    step = set(numbers)
    while step:
        pairs = database.tuples(sql, (encode_json([*step]),))
        above.update(pairs)
        step = {longer for _, longer in pairs} - above.keys()
    return {number: syndication.find_fullest(number, above) for number in numbers}


def _read_shares(database: Database, numbers: list[int]) -> dict[int, float]:
    marks = ", ".join("?" for _ in numbers)
    sql = f"SELECT article, share FROM reprint WHERE reprint_of IS NOT NULL AND article IN ({marks})"
    return dict(database.tuples(sql, numbers))


def _runs_of(database: Database, number: int) -> frozenset[str]:
    (row,) = database.rows(_COMPARED, (number,))
    return syndication.list_shingles(_compared_text(row))


def _compared_text(row: dict[str, Any]) -> str:
    """Return the part of an article's text that a reprint may share: no headline, furniture or editor's insertions."""
    text: str = row["text"]
    title: str | None = row["title"]
    # Blanks, so that the words on both sides of what is left out do not become a run.
    for start, end in (*json.loads(row["furniture"]), *json.loads(row["insertions"])):
        text = text[:start] + " " * (end - start) + text[end:]
    return text[len(title) :] if title and text.startswith(title + "\n") else text


def forget_words(database: Database, number: int) -> None:
    """Delete the hashes of an article's sentences, before its text is redacted and in the same transaction."""
    # By a scan, though a hash would be found at once: version 0.1.0 cut sentences otherwise, so that the hashes that it
    # has kept cannot be computed again.
    database.execute("DELETE FROM sentence_hash WHERE article = ?", (number,))


def list_texts(database: Database, *, least: int = 1) -> list[list[ArticlePrinting]]:
    """Return all articles, those that publish one text together, with `least` printings or more.

    The oldest kept comes first, within a text too.
    """
    numbers = database.column("SELECT article FROM reprint ORDER BY article")
    longer = dict(database.tuples("SELECT article, reprint_of FROM reprint WHERE reprint_of IS NOT NULL"))
    known = dict(_read_printings(database, "1"))
    return [[known[n] for n in group] for group in syndication.group_reprints(numbers, longer) if len(group) >= least]


def longest_keys(database: Database, numbers: Collection[int]) -> dict[int, str]:
    """Return the key of the longest printing of the text of each of these articles, by number."""
    longest = _longest_printings(database, numbers)
    sql = "SELECT number, key FROM article WHERE number IN (SELECT value FROM json_each(?))"
    keys = dict(database.tuples(sql, (encode_json(sorted(set(longest.values()))),))) if longest else {}
    return {number: keys[top] for number, top in longest.items()}


def list_printings(database: Database, key: str) -> list[ArticlePrinting]:
    """Return all printings of the text of the article version with this key, the oldest kept first."""
    number = database.value("SELECT number FROM article WHERE key = ?", (key,))
    return [printing for _, printing in _read_printings(database, _SAME_TEXT, number)]


def _read_printings(database: Database, where: str, *values: object) -> Iterator[tuple[int, ArticlePrinting]]:
    sql = (
        "SELECT article.number, article.id, article.key, longer.key AS of, share, article.title, article.publisher, "
        "article.published, article.url FROM article JOIN reprint ON reprint.article = article.number "
        f"LEFT JOIN article AS longer ON longer.number = reprint.reprint_of WHERE {where} ORDER BY article.number"
    )
    for row in database.rows(sql, values):
        day = date.fromisoformat(row["published"]) if row["published"] else None
        about = {name: row[name] for name in ("key", "of", "share", "title", "publisher", "url")}
        yield row["number"], ArticlePrinting(row["id"], published=day, **about)
