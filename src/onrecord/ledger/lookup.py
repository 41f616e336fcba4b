"""What an identifier, or the beginning of one, stands for: an article, a statement, a judgement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.errors import LedgerError, NotFoundError
from onrecord.ledger import database, judgements
from onrecord.records import Judgement, Record, Statement
from onrecord.rows import from_row, statement

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

_SHORTEST = 4
"""The fewest characters of an id that may stand for all of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an identifier stands for: a statement of a record, or the record as a whole.

    key: the version's, as kept. judged: what people judged of its statements, or of the article, by their ids, and did
    not withdraw.
    """

    record: Record
    statement: Statement | None
    key: str = ""
    judged: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)


def find(ledger: "Ledger", identifier: str) -> Found:
    """See `Ledger.find`."""
    with database.clear_errors(ledger.path):
        for exact in (True, False):
            found = _candidates(ledger, identifier, exact=exact)
            if found:
                return _found(ledger, identifier, found)
    for judgement in ledger.judgements("redact"):
        if any(gone.startswith(identifier) for gone in judgement.data.get("statements", ())):
            raise LedgerError(f"ledger {ledger.path}: {identifier}: {judgements.tombstone(judgement)}")
    short = "" if len(identifier) >= _SHORTEST else f"; give at least {_SHORTEST} characters of it"
    raise NotFoundError(f"ledger {ledger.path}: nothing has the id {identifier}{short}; `onrecord search` lists ids")


def _candidates(ledger: "Ledger", identifier: str, *, exact: bool) -> dict[str, tuple[int, str | None]]:
    """Ids that may be meant, each with the newest article that has it, and the statement's id if it is one."""
    if not exact and len(identifier) < _SHORTEST:
        return {}
    end = identifier if exact else identifier + "\U0010ffff"
    between = (identifier, end)
    articles = "SELECT key, id, number FROM article WHERE {0} BETWEEN ? AND ? ORDER BY version"
    found: dict[str, tuple[int, str | None]] = {}
    for column in ("key", "id"):
        found |= {row[column]: (row["number"], None) for row in ledger._rows(articles.format(column), between)}
    statements = (
        "SELECT DISTINCT statement.id, reading.article AS number FROM statement JOIN reading "
        "ON reading.number = statement.reading WHERE statement.id BETWEEN ? AND ? LIMIT 20"
    )
    return found | {row["id"]: (row["number"], row["id"]) for row in ledger._rows(statements, between)}


def _found(ledger: "Ledger", identifier: str, found: dict[str, tuple[int, str | None]]) -> Found:
    if len(set(found.values())) > 1:
        some = ", ".join(sorted(found)[:5])
        raise LedgerError(f"ledger {ledger.path}: {identifier} may be any of {some}: give more of it")
    number, said = next(iter(found.values()))
    made = ledger._record(number)
    key: str = ledger._rows("SELECT key FROM article WHERE number = ?", (number,))[0]["key"]
    known = [said] if said else [key, made.article.id, *(s.id for s in made.statements)]
    judged = {name: tuple(ledger.judgements(subject=name)) for name in known}
    notices = [judgements.tombstone(j) for j in ledger.judgements("redact") if j.subject in (key, said)]
    one = next((s for s in made.statements if s.id == said), None) if said else None
    if said and one is None:
        one = _earlier(ledger, said)
        notices.append(f"{said} is not in the newest reading of its article: see `onrecord log {said}`")
    made = replace(made, notices=tuple(notices))
    return Found(made, one, key, {name: found for name, found in judged.items() if found})


def _earlier(ledger: "Ledger", identifier: str) -> Statement:
    sql = "SELECT row FROM statement WHERE id = ? ORDER BY number DESC LIMIT 1"
    return statement(json.loads(ledger._rows(sql, (identifier,))[0]["row"]))


def whole_id(ledger: "Ledger", identifier: str) -> str:
    """See `Ledger.whole_id`."""
    known = [made.id for made in ledger.judgements(standing=False) if made.id.startswith(identifier)]
    if len(known) == 1 and len(identifier) >= _SHORTEST:
        return known[0]
    found = find(ledger, identifier)
    return found.statement.id if found.statement else found.key


def record_of(ledger: "Ledger", number: int, reading: int | None = None) -> Record:
    """The record of the article with this number, as the newest reading has it, or the reading of that number."""
    (row,) = ledger._rows("SELECT * FROM article WHERE number = ?", (number,))
    newest = "SELECT * FROM reading WHERE article = ? AND ? IN (number, 0) ORDER BY number DESC LIMIT 1"
    (read,) = ledger._rows(newest, (number, reading or 0))
    said = ledger._rows("SELECT row FROM statement WHERE reading = ? ORDER BY number", (read["number"],))
    about = {name: row[name] for name in ("url", "title", "byline", "publisher", "section", "published", "language")}
    lists = {name: json.loads(row[name]) for name in ("related", "furniture", "insertions")}
    made = {
        "id": row["id"],
        "text": row["text"],
        "article": about | lists,
        "statements": [json.loads(s["row"]) for s in said],
        "times": json.loads(read["times"]),
        "quantities": json.loads(read["quantities"]),
    }
    return from_row(made, origin=row["origin"])
