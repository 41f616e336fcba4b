"""Hits: statements that a search found, each with the words of its spans as printed, and where it was published."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.judgements import Judgement
from onrecord.ledger import judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search.conditions import Conditions, find_matches
from onrecord.records import Spans, Statement, join_spans
from onrecord.rows import parse_statement

# The join is by number, so that a statement can be shown whose page has changed since: its row in
# `search_statement` is gone.
_HITS = """
SELECT statement.number, statement.json, article.number AS article, article.id AS article_id, title, publisher,
    published, url
FROM statement
JOIN reading ON reading.number = statement.reading
JOIN article ON article.number = reading.article
WHERE statement.number IN (SELECT value FROM json_each(?))
"""
# Apart from the hits: a long article may have many of them, and must not be read once for each.
_HIT_TEXTS = "SELECT number, text FROM article WHERE number IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that a search found, the words of its spans as printed, and where it was published.

    matches: spans of the words searched for, in `content`. judged: the standing judgements about it.
    """

    statement: Statement
    source: str
    cue: str
    content: str
    matches: Spans
    article: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits and the total; `more`: there are more than that, they were not counted."""

    total: int
    hits: tuple[Hit, ...]
    more: bool = False


def fetch_hits(database: Database, numbers: Sequence[int], conditions: Conditions = ()) -> tuple[Hit, ...]:
    """Return the statements of these numbers in their order, with three queries for any number of them.

    conditions: the conditions of the search, whose words are marked in the content.
    """
    if not numbers:
        return ()
    rows = {row["number"]: row for row in database.rows(_HITS, (encode_json(numbers),))}
    texts = dict(database.tuples(_HIT_TEXTS, (encode_json(sorted({row["article"] for row in rows.values()})),)))
    statements = {number: parse_statement(json.loads(row["json"])) for number, row in rows.items()}
    judged = judgements.standing_by_subject(database, {statement.id for statement in statements.values()})
    return tuple(
        _build_hit(rows[number], texts[rows[number]["article"]], statements[number], conditions, judged)
        for number in numbers
    )


def _build_hit(
    row: dict[str, Any],
    text: str,
    statement: Statement,
    conditions: Conditions,
    judged: Mapping[str, tuple[Judgement, ...]],
) -> Hit:
    content = join_spans(text, statement.content)
    return Hit(
        statement,
        join_spans(text, statement.source),
        join_spans(text, statement.cue),
        content,
        tuple(find_matches(content, (condition for group in conditions for condition in group))),
        article=row["article_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        judged=judged.get(statement.id, ()),
    )
