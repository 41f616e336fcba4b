"""The newest of what the ledger holds, a bounded number of it: answers to a search, sightings, names.

What these cost is bounded by what they give, not by the ledger: for pages, which must not be waited for.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.ledger import database, reprints
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search import conditions, engine, query
from onrecord.ledger.search.index import printed
from onrecord.ledger.search.predicates import Facts
from onrecord.records import Record, Sighting
from onrecord.rows import statement

_RARE = 8
"""So many of a statement's words, the rarest, are searched for."""
_COMMON = 2_000
"""A word that so many statements have is as common as any."""
_WALKED = 3_000
"""So many statements that share words are ranked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that answers a search: its number, which grows as statements are kept, its id, its article."""

    number: int
    id: str
    article: int


def extent(ledger: Ledger) -> tuple[int, ...]:
    """How far the ledger has come. While it stays the same, so does all that can be asked of it: it only grows."""
    tables = ("reading", "judgement", "reported", "statement")
    counted = ", ".join(f"(SELECT coalesce(max(number), 0) FROM {table}) AS {table}" for table in tables)
    with database.clear_errors(ledger.path):
        (row,) = ledger._rows(f"SELECT {counted}", ())
    return tuple(row[table] for table in tables)


def answers(ledger: Ledger, wanted: query.Query, *, most: int, today: date) -> tuple[list[Answer], bool]:
    """The `most` newest statements that answer a search, the newest first; and are there more?"""
    asked = query.asked(wanted, today)
    if asked is None:
        return [], False
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        facts = Facts(today, ledger._judged(asked), {})
        found = engine.latest(ledger._connection, asked, facts, limit=most)
        columns = "number, id, article FROM newest WHERE number IN (SELECT value FROM json_each(?))"
        rows = ledger._rows(f"SELECT {columns}", (json.dumps(found.numbers),))
    made = {row["number"]: Answer(**row) for row in rows}
    return [made[number] for number in found.numbers], found.more


def record(ledger: Ledger, article: int) -> Record:
    """The newest reading of an article, by its number, as an `Answer` has it."""
    with database.clear_errors(ledger.path):
        return ledger._record(article)


def sightings(ledger: Ledger, names: Collection[str] | None = None, *, most: int) -> list[Sighting]:
    """The `most` newest sightings of named speakers, or of those with these names; see `sightings.sightings`."""
    with database.clear_errors(ledger.path):
        if names is None:
            one = "SELECT number FROM newest WHERE speaker IS NOT NULL ORDER BY number DESC LIMIT ?"
            numbers = [row["number"] for row in ledger._rows(one, (most,))]
        else:
            numbers = [number for name in names for number in _of_name(ledger, name, most)]
        return list(_sightings(ledger, sorted(numbers, reverse=True)[:most]))


def _of_name(ledger: Ledger, name: str, most: int) -> list[int]:
    sql = (
        "SELECT number FROM statement JOIN current ON current.statement = statement.number "
        "WHERE speaker = ? ORDER BY number DESC LIMIT ?"
    )
    return [row["number"] for row in ledger._rows(sql, (name, most))]


def sharing(ledger: Ledger, identifier: str, words: str, names: Collection[str], *, most: int) -> list[Sighting]:
    """The sighting of a statement, whose content is `words`, and those by speakers with these names that share them.

    `most` at the most, those that share most of its rare words; none where it stands in an older version of its page.
    """
    with database.clear_errors(ledger.path):
        own = [row["number"] for row in ledger._rows("SELECT number FROM newest WHERE id = ?", (identifier,))]
        rare = _rarest(ledger, words)
        if not own or not rare:
            return list(_sightings(ledger, own))
        wanted = " OR ".join(f'"{word}"' for word in rare)
        said_by = " OR ".join(f'"{" ".join(found)}"' for name in sorted(names) if (found := conditions.folded(name)))
        asked = f"content : ({wanted}) AND speaker : ({said_by})" if said_by else f"content : ({wanted})"
        walk = (
            "SELECT words.rowid AS number, bm25(words, 1.0, 0, 0, 0, 0, 0) AS worth FROM words WHERE words MATCH ? "
            "ORDER BY words.rowid DESC LIMIT ?"
        )
        sql = (
            f"SELECT found.number FROM ({walk}) AS found JOIN statement ON statement.number = found.number "
            "JOIN current ON current.statement = found.number "
            "WHERE speaker IN (SELECT value FROM json_each(?)) ORDER BY found.worth, found.number LIMIT ?"
        )
        rows = ledger._rows(sql, (asked, _WALKED, json.dumps(sorted(names)), most))
        return list(_sightings(ledger, {*own, *(row["number"] for row in rows)}))


def _rarest(ledger: Ledger, words: str) -> list[str]:
    """Its rarest words, as the index holds them."""
    counted = "SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    found = dict.fromkeys(conditions.folded(words))
    known = {word: ledger._rows(counted, (f'content : "{word}"', _COMMON))[0]["n"] for word in list(found)[:60]}
    return sorted(known, key=lambda word: known[word])[:_RARE]


def _sightings(ledger: Ledger, numbers: Iterable[int]) -> Iterator[Sighting]:
    sql = (
        "SELECT newest.row, newest.article, newest.article_id, newest.key, newest.title, newest.publisher, "
        "newest.published, newest.url, article.text, printing.of FROM newest "
        "JOIN article ON article.number = newest.article LEFT JOIN printing ON printing.article = newest.article "
        "WHERE newest.number IN (SELECT value FROM json_each(?)) ORDER BY newest.number"
    )
    for row in ledger._rows(sql, (json.dumps(list(numbers)),)):
        made, text = statement(json.loads(row["row"])), row["text"]
        source, cue, content = (printed(text, spans) for spans in (made.source, made.cue, made.content))
        yield Sighting(
            made,
            source,
            cue,
            content,
            row["article_id"],
            row["key"],
            row["key"] if row["of"] is None else reprints.top_of(ledger, row["article"]),
            row["title"],
            row["publisher"],
            date.fromisoformat(row["published"]) if row["published"] else None,
            row["url"],
        )
