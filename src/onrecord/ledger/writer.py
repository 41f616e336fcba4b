"""What of an article and of a statement goes into which column, and into the tables of the search."""

import sqlite3
from pathlib import Path

from onrecord.ledger.search.index import index, json_text
from onrecord.records import Article, Statement
from onrecord.rows import article_row, statement_row


def page_of(article: Article) -> str:
    """What tells an article's page from any other: its URL, else its file or its row's id."""
    if article.url:
        return article.url
    place = article.origin or ""
    if place.rpartition(":")[2].isdigit() or place in {"", "-"}:
        return f"id:{article.id}"
    return str(Path(place).absolute())


def article_columns(article: Article, page: str, version: int) -> dict[str, object]:
    """The columns of `article`, but its number."""
    about: dict[str, object] = {**article_row(article)}
    lists = {name: json_text(about.pop(name)) for name in ("related", "furniture", "insertions")}
    own = {"key": article.key, "id": article.id, "page": page, "version": version}
    return own | about | lists | {"origin": article.origin, "text": article.text}


def insert_statement(connection: sqlite3.Connection, reading: int, article: Article, said: Statement) -> None:
    """Put a statement into its table, and feed the search with it."""
    speaker = said.speaker
    first = (said.said_at and said.said_at.first) or article.published
    last = (said.said_at and said.said_at.last) or first
    columns = {
        "id": said.id,
        "reading": reading,
        "speaker": speaker.name,
        "organisation": speaker.organisation,
        "act": said.act,
        "kind": said.kind,
        "score": said.score,
        "said_from": first and first.isoformat(),
        "said_to": last and last.isoformat(),
        "forecast": int(said.forecast is not None),
        "row": json_text(statement_row(said)),
    }
    number = insert(connection, "statement", columns)
    index(connection, number, article.text, said)


def insert(connection: sqlite3.Connection, table: str, columns: dict[str, object]) -> int:
    """Put a row into a table; its number."""
    marks = ", ".join("?" for _ in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    number = connection.execute(sql, tuple(columns.values())).lastrowid
    assert number is not None  # an INSERT has one
    return number
