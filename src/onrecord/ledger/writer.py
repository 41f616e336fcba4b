"""Write articles, their readings and statements: columns, index and corrections, within the caller's transaction."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from onrecord.judgements import Confirmation, Correction, Judgement, Withdrawal
from onrecord.ledger import corrections, judgements
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.lookup import read_record
from onrecord.ledger.search.index import index_statement
from onrecord.records import Article, Record, Statement, digest, keep_first_by_id
from onrecord.rows import article_row, format_iso_date, quantity_row, statement_row, time_row


def page_of(article: Article) -> str:
    """Return what identifies an article's page: its URL, otherwise its file's path or its row's id."""
    if article.url:
        return article.url
    place = article.origin or ""
    # A row of JSON Lines ("a.jsonl:3") may stand on another line or in another file the next time: its id is stable.
    if place.rpartition(":")[2].isdigit() or place in {"", "-"}:
        return f"id:{article.id}"
    return str(Path(place).absolute())


def find_page(database: Database, page: str) -> str:
    """Return what a page is called in the file, where an address may stand as its hash, or there, since redacted."""
    hidden = hide_address(page)
    if page.startswith(HIDDEN):
        pages: list[str] = database.column("SELECT DISTINCT page FROM article")
        return next((known for known in pages if hide_address(known) == page), page)
    is_hidden = database.first("SELECT 1 FROM article WHERE page = ? LIMIT 1", (hidden,))
    return hidden if is_hidden else page


HIDDEN = "redacted:"
"""Before the hash that stands in the place of a redacted address."""


def hide_address(address: str) -> str:
    """Return what stands in the place of a redacted address, by which the same page is known again."""
    return HIDDEN + digest(address)


def article_columns(article: Article, page: str, version: int) -> dict[str, object]:
    """Return the columns of `article`, but its number."""
    about: dict[str, object] = {**article_row(article)}
    lists = {name: encode_json(about.pop(name)) for name in ("related", "furniture", "insertions")}
    own = {"key": article.key, "id": article.id, "page": page, "version": version}
    return own | about | lists | {"origin": article.origin, "text": article.text}


def add_reading(database: Database, article: int, record: Record, *, model: str, at: datetime) -> None:
    """Add a reading of the article with this number and index it; lay corrections over it if there are any."""
    columns = {
        "article": article,
        "model": model,
        "read_at": at.isoformat(timespec="seconds"),
        "times": encode_json([time_row(time) for time in record.times]),
        "quantities": encode_json([quantity_row(quantity) for quantity in record.quantities]),
    }
    reading = database.insert("reading", columns)
    # What was read twice, span by span, has one id.
    for statement in keep_first_by_id(record.statements):
        _insert_statement(database, reading, record.article, statement)
    if model != corrections.CORRECTED_MODEL and corrections.has_corrections(database, reading):
        lay_corrections(database, article, at)


def _insert_statement(database: Database, reading: int, article: Article, statement: Statement) -> None:
    speaker = statement.speaker
    first, last = days_of_saying(statement, article)
    columns = {
        "id": statement.id,
        "reading": reading,
        "speaker": speaker.name,
        "organisation": speaker.organisation,
        "act": statement.act,
        "kind": statement.kind,
        "score": statement.score,
        "said_from": format_iso_date(first),
        "said_to": format_iso_date(last),
        "is_forecast": int(statement.forecast is not None),
        "json": encode_json(statement_row(statement)),
    }
    index_statement(database, database.insert("statement", columns), article.text, statement)


def days_of_saying(statement: Statement, article: Article) -> tuple[date | None, date | None]:
    """Return the first and last day on which a statement was said, as the ledger keeps them."""
    # What has no known day of saying was said by the day of publication; a search by days must find it.
    first = (statement.said_at and statement.said_at.first) or article.published
    return first, (statement.said_at and statement.said_at.last) or first


def lay_corrections(database: Database, article: int, at: datetime) -> None:
    """Lay people's corrections over the newest reading by a model and add the result as a reading, if it changed."""
    now = read_record(database, article)
    model_record = read_record(database, article, corrections.newest_model_reading(database, article))
    judged = corrections.corrections_of(database, model_record.statements)
    corrected = replace(model_record, statements=corrections.correct_statements(model_record.statements, judged))
    if corrected.statements != now.statements:
        add_reading(database, article, corrected, model=corrections.CORRECTED_MODEL, at=at)


def add_judgement(database: Database, judgement: Judgement) -> None:
    """Add a judgement and lay it over the readings that it changes."""
    judgements.insert_judgement(database, judgement)
    if isinstance(judgement, Correction | Confirmation | Withdrawal):
        for article in corrections.changed_articles(database, judgement):
            lay_corrections(database, article, judgement.at)
