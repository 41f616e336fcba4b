"""What the full-text index holds of a statement, and JSON as the file holds it."""

import json
import sqlite3

from onrecord.records import Spans, Statement


def index_words(text: str, said: Statement) -> tuple[str, str]:
    """A statement's two columns of the index: its content; the speaker's name, organisation and the source."""
    speaker = said.speaker
    names = (speaker.name, speaker.organisation) if speaker else ()
    return printed(text, said.content), " ".join(x for x in (*names, printed(text, said.source)) if x)


def index(connection: sqlite3.Connection, number: int, text: str, said: Statement) -> None:
    """Put a statement's words into the index."""
    sql = "INSERT INTO words (rowid, content, speaker) VALUES (?, ?, ?)"
    connection.execute(sql, (number, *index_words(text, said)))


def unindex(connection: sqlite3.Connection, number: int, text: str, said: Statement) -> None:
    """Take a statement's words out of the index, which must be given as they were put in."""
    sql = "INSERT INTO words (words, rowid, content, speaker) VALUES ('delete', ?, ?, ?)"
    connection.execute(sql, (number, *index_words(text, said)))


def printed(text: str, found: Spans) -> str:
    """The words of spans, in the order of the text."""
    return " … ".join(span.of(text) for span in sorted(found, key=lambda s: (s.start, s.end)))


def json_text(made: object) -> str:
    """JSON as the file holds it."""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))
