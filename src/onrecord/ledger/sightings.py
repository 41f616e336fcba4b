"""Sightings: statements of named speakers with their words and where they were published, to compare as claims."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from onrecord.ledger import reprints
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search.conditions import split_for_index
from onrecord.ledger.search.rare_words import WordBounds, find_rare_words, sql_limit
from onrecord.ledger.statements import partial_article
from onrecord.records import Sighting
from onrecord.rows import parse_statement

# Statements that are read at once: the whole of a large ledger would not fit in memory.
_AT_ONCE = 1_000
_ALL_NAMED = "SELECT number FROM current_statement WHERE speaker IS NOT NULL ORDER BY number DESC LIMIT ?"
_OF_NAME = """
SELECT number FROM statement JOIN search_statement ON search_statement.statement = statement.number
WHERE speaker = ? ORDER BY number DESC LIMIT ?
"""
_SIGHTING_ROWS = """
SELECT json, article, article_id, key, title, publisher, published, url FROM current_statement
WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number
"""
_ARTICLE_TEXTS = """
SELECT article.number, text, reprint_of FROM article LEFT JOIN reprint ON reprint.article = article.number
WHERE article.number IN (SELECT value FROM json_each(?))
"""
# The inner query walks the index from the newest and stops: ranking all statements with a word would cost as much as
# there are of them. bm25 by the content alone: that a name occurs does not make a statement more similar.
_SHARING = """
SELECT found.number FROM (
    SELECT search_words.rowid AS number, bm25(search_words, 1.0, 0, 0, 0, 0, 0) AS score FROM search_words
    WHERE search_words MATCH ? ORDER BY search_words.rowid DESC LIMIT ?
) AS found
JOIN statement ON statement.number = found.number
JOIN search_statement ON search_statement.statement = found.number
WHERE speaker IN (SELECT value FROM json_each(?)) ORDER BY found.score, found.number LIMIT ?
"""


def list_sightings(
    database: Database, names: Collection[str] | None = None, *, most: int | None = None
) -> Iterator[Sighting]:
    """Yield the current statements of named speakers, or of these names as printed, in the order of their keeping.

    most: only so many, those kept last. `text` of each is the key of the longest printing of its article's text.
    """
    if names is None:
        numbers = database.column(_ALL_NAMED, (sql_limit(most),))
    else:
        numbers = [n for name in sorted(names) for n in database.column(_OF_NAME, (name, sql_limit(most)))]
    return _read_sightings(database, sorted(numbers, reverse=True)[:most][::-1])


def find_similar_sightings(  # noqa: PLR0913  # a search and its bounds
    database: Database, identifier: str, content: str, names: Collection[str], *, most: int | None, bounds: WordBounds
) -> list[Sighting]:
    """Return the sighting of a statement with this content, and those under these names that share its rare words.

    `most` at most, those that share the most; none if the statement stands in an older version of its page.
    """
    own = database.column("SELECT number FROM current_statement WHERE id = ?", (identifier,))
    words = find_rare_words(database, content, bounds) if own else []
    if not words:
        return list(_read_sightings(database, own))
    wanted = f"content : ({' OR '.join(_quote_for_index(word) for word in words)})"
    # The index's column of the speaker narrows the walk; the statement's own name, below, decides.
    by_name = " OR ".join(_quote_for_index(*parts) for name in sorted(names) if (parts := split_for_index(name)))
    expression = f"{wanted} AND speaker : ({by_name})" if by_name else wanted
    values = (expression, sql_limit(bounds.walked), encode_json(sorted(names)), sql_limit(most))
    return list(_read_sightings(database, sorted({*own, *database.column(_SHARING, values)})))


def _quote_for_index(*words: str) -> str:
    """Return words as one phrase of FTS5, in which nothing can be taken for its syntax."""
    return f'"{" ".join(words)}"'


def _read_sightings(database: Database, numbers: Sequence[int]) -> Iterator[Sighting]:
    """Yield the sightings of statements by number."""
    remaining = iter(numbers)
    while chunk := list(islice(remaining, _AT_ONCE)):
        rows = database.rows(_SIGHTING_ROWS, (encode_json(chunk),))
        about = {row["article"]: row for row in rows}
        texts = {number: rest for number, *rest in database.tuples(_ARTICLE_TEXTS, (encode_json(list(about)),))}
        articles = {number: partial_article(row, texts[number][0]) for number, row in about.items()}
        # Only reprints have to be looked up: an article that hangs on no other is the longest printing of its text.
        reprinted = [number for number, (_, reprint_of) in texts.items() if reprint_of is not None]
        longest = reprints.longest_keys(database, reprinted)
        for row in rows:
            statement = parse_statement(json.loads(row["json"]))
            text = longest.get(row["article"], row["key"])
            yield Sighting.of(articles[row["article"]], statement, key=row["key"], text=text)
