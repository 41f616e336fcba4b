"""Statements that were found: each with the words of its spans as printed, and where it was printed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.ledger.search import query
from onrecord.ledger.search.conditions import Asked
from onrecord.ledger.search.index import json_text, printed
from onrecord.records import Judgement, Spans, Statement
from onrecord.rows import statement

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that a search found, the words of its spans as printed, and where it was printed.

    matches: spans of the words searched for, in `content`. judged: what people judged of it, and did not withdraw.
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
    """A page of a search's results, and how many there are in all; `more`: more than that, they were not counted."""

    total: int
    hits: tuple[Hit, ...]
    more: bool = False


def hits(ledger: "Ledger", numbers: Sequence[int], asked: Asked = ()) -> tuple[Hit, ...]:
    """The statements of these numbers, in their order; all must be of the newest readings."""
    sql = "SELECT * FROM newest WHERE number IN (SELECT value FROM json_each(?))"
    by_number = {row["number"]: row for row in ledger._rows(sql, (json_text(numbers),))}
    return tuple(hit(ledger, by_number[number], asked) for number in numbers)


def hit(ledger: "Ledger", row: dict[str, Any], asked: Asked = ()) -> Hit:
    """A row of `newest` as a hit."""
    made = statement(json.loads(row["row"]))
    text = ledger._rows("SELECT text FROM article WHERE number = ?", (row["article"],))[0]["text"]
    source, cue, content = (printed(text, getattr(made, role)) for role in ("source", "cue", "content"))
    return Hit(
        made,
        source,
        cue,
        content,
        tuple(query.matches(content, (condition for group in asked for condition in group))),
        article=row["article_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        judged=tuple(ledger.judgements(subject=made.id)),
    )
