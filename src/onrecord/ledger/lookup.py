"""Look up articles, statements and judgements by id or by a unique prefix of one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.characters import show_name
from onrecord.errors import LedgerError, NotFoundError
from onrecord.judgements import Judgement, Redaction
from onrecord.ledger import judgements
from onrecord.ledger.database import Database
from onrecord.records import Article, Record, Statement
from onrecord.rows import parse_record, parse_statement

# Characters of an id that must be given at least: with fewer, a prefix that is unique today is soon ambiguous.
SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What an identifier stands for: a statement of a record, or the record as a whole.

    key: the article version's, as kept. judged: the standing judgements about its statements, or about the article, by
    their ids.
    """

    record: Record
    statement: Statement | None
    key: str = ""
    judged: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)


def find_by_id(database: Database, identifier: str) -> Found:
    """Return the article or statement with this id or unique prefix; see `Ledger.find`."""
    # An argument may have bytes that are not UTF-8: no id has.
    identifier = show_name(identifier)
    # A whole id wins over longer ids that begin with it: articles may be called "harbour" and "harbour-2".
    for exact in (True, False):
        candidates = _find_candidates(database, identifier, exact=exact)
        if candidates:
            return _build_found(database, identifier, candidates)
    # An id that is gone with its words is remembered by the judgement that redacted it.
    for redaction in judgements.list_judgements(database, Redaction):
        if any(redacted.startswith(identifier) for redacted in redaction.statements):
            words = judgements.describe_redaction(redaction)
            raise LedgerError(f"ledger {database.path}: {identifier}: {words}")
    short = "" if len(identifier) >= SHORTEST_PREFIX else f"; give at least {SHORTEST_PREFIX} characters of it"
    raise NotFoundError(f"ledger {database.path}: nothing has the id {identifier}{short}; `onrecord search` lists ids")


def _find_candidates(database: Database, identifier: str, *, exact: bool) -> dict[str, tuple[int, str | None]]:
    """Return ids that may be meant, each with the newest article that has it, and the statement's id if it is one."""
    if not exact and len(identifier) < SHORTEST_PREFIX:
        return {}
    # BETWEEN uses the index by id, LIKE would not: the last code point sorts after all that an id can go on with.
    end = identifier if exact else identifier + "\U0010ffff"
    between = (identifier, end)
    articles = "SELECT {0}, number FROM article WHERE {0} BETWEEN ? AND ? ORDER BY version"
    candidates: dict[str, tuple[int, str | None]] = {}
    for column in ("key", "id"):
        rows = database.tuples(articles.format(column), between)
        candidates |= {whole: (number, None) for whole, number in rows}
    statements = (
        "SELECT DISTINCT statement.id, reading.article FROM statement JOIN reading "
        "ON reading.number = statement.reading WHERE statement.id BETWEEN ? AND ? LIMIT 20"
    )
    return candidates | {whole: (number, whole) for whole, number in database.tuples(statements, between)}


def _build_found(database: Database, identifier: str, candidates: dict[str, tuple[int, str | None]]) -> Found:
    if len(set(candidates.values())) > 1:
        some = ", ".join(sorted(candidates)[:5])
        raise LedgerError(f"ledger {database.path}: {identifier} may be any of {some}: give more of it")
    number, statement_id = next(iter(candidates.values()))
    record = read_record(database, number)
    key: str = database.value("SELECT key FROM article WHERE number = ?", (number,))
    subjects = [statement_id] if statement_id else [key, record.article.id, *(s.id for s in record.statements)]
    judged = judgements.standing_by_subject(database, subjects)
    notices = [
        judgements.describe_redaction(redaction)
        for redaction in judgements.list_judgements(database, Redaction)
        if redaction.subject in (key, statement_id) or any(part.key == key for part in redaction.blanked)
    ]
    statement = next((s for s in record.statements if s.id == statement_id), None)
    if statement_id and statement is None:
        statement = _last_reading_of(database, statement_id)
        notices.append(f"{statement_id} is not in the newest reading of its article: see `onrecord log {statement_id}`")
    return Found(replace(record, notices=tuple(notices)), statement, key, judged)


def _last_reading_of(database: Database, identifier: str) -> Statement:
    sql = "SELECT json FROM statement WHERE id = ? ORDER BY number DESC LIMIT 1"
    return parse_statement(json.loads(database.value(sql, (identifier,))))


def complete_id(database: Database, identifier: str) -> str:
    """Return the whole id of a judgement, a statement or an article's version (its key) from a unique prefix."""
    every = judgements.list_judgements(database, standing=False)
    begin = [judgement.id for judgement in every if judgement.id.startswith(identifier)]
    if len(begin) == 1 and len(identifier) >= SHORTEST_PREFIX:
        return begin[0]
    target = find_by_id(database, identifier)
    return target.statement.id if target.statement else target.key


def read_record(database: Database, number: int, reading: int | None = None) -> Record:
    """Return the record of the article with this number, from its newest reading or the reading of that number."""
    newest = "SELECT * FROM reading WHERE article = ? AND ? IN (number, 0) ORDER BY number DESC LIMIT 1"
    (read,) = database.rows(newest, (number, reading or 0))
    statements = database.column("SELECT json FROM statement WHERE reading = ? ORDER BY number", (read["number"],))
    return _build_record(
        database,
        number,
        statements=[json.loads(statement) for statement in statements],
        times=json.loads(read["times"]),
        quantities=json.loads(read["quantities"]),
    )


def read_article(database: Database, number: int) -> Article:
    """Return the article with this number, without what was read of it."""
    return _build_record(database, number, statements=[], times=[], quantities=[]).article


def _build_record(database: Database, number: int, **readings: list[Any]) -> Record:
    (article,) = database.rows("SELECT * FROM article WHERE number = ?", (number,))
    about = ("url", "title", "byline", "publisher", "section", "published", "language")
    lists = {name: json.loads(article[name]) for name in ("related", "furniture", "insertions")}
    row = {"id": article["id"], "text": article["text"], "article": {name: article[name] for name in about} | lists}
    return parse_record(row | readings, origin=article["origin"])
