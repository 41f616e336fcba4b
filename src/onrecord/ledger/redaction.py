"""Redaction: words removed for good, everywhere in the file. The one exception to "nothing is overwritten"; the law's.

Of an article, its text, title, byline and statements go, in all versions of its page; its key and page stay, so that
the same text is not kept again. Of a statement, its words are blanked where they stand, so that offsets stay, and
statements that share a character with it lose theirs. What else was read of the article is masked where it holds a
word that is nowhere left in the text.
"""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.errors import LedgerError
from onrecord.ledger import database, judgements, reprints
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search.index import index, json_text, printed, unindex
from onrecord.records import Article, Judgement, Span, Statement, judgement_id
from onrecord.rows import statement, statement_row
from onrecord.text.normalise import fold_words

BLANK = "█"
MASK = "redacted"


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was redacted: the statements that lost their words, and the keys of articles that print the same still."""

    judgement: Judgement
    statements: tuple[str, ...]
    elsewhere: tuple[str, ...]


def redact(ledger: Ledger, identifier: str, why: str, *, by: str, at: datetime) -> Redacted:
    """Remove a statement's words, or an article's in all versions of its page, for good, and say so in a judgement.

    LedgerError where nothing has the id, and where another program reads the file, so that its log stays as it is.
    """
    found = ledger.find(identifier)
    said = found.statement
    words = words_of(found.record.article, said)
    with ledger.writing() as connection:
        page = connection.execute("SELECT page FROM article WHERE key = ?", (found.key,)).fetchone()[0]
        copies = elsewhere(connection, words, page)
        gone = (
            redact_statement(connection, page, said, found.record.article.text)
            if said
            else redact_page(connection, page)
        )
        about = ("redact", said.id if said else found.key, None)
        data = {"why": why, "what": "statement" if said else "article", "statements": gone}
        made = Judgement(judgement_id(about, data, by=by, at=at), "redact", about[1], None, data, by, at)
        judgements.add(connection, made)
    with database.clear_errors(ledger.path):
        emptied = scrub(ledger._connection)
    if not emptied:
        told = "the words are out of the record, but not out of its log: another program reads it"
        raise LedgerError(f"ledger {ledger.path}: {told}; close that, then run the same again")
    return Redacted(made, tuple(gone), tuple(copies))


_TELLING = 4
"""Words that stand elsewhere by chance if they are fewer than so many."""


def words_of(article: Article, said: Statement | None) -> list[str]:
    """What is to be looked for elsewhere: a statement's content, or an article's paragraphs; nothing short."""
    pieces = [span.of(article.text) for span in said.content] if said else article.text.split("\n")
    return [piece.strip() for piece in pieces if len(piece.split()) >= (_TELLING if said else 3 * _TELLING)]


def redact_page(connection: sqlite3.Connection, page: str) -> list[str]:
    """Empty all versions of a page; the ids of the statements that went."""
    numbers = [n for (n,) in connection.execute("SELECT number FROM article WHERE page = ?", (page,))]
    gone = [identifier for number in numbers for identifier in drop_statements(connection, number)]
    empty = "text = '', title = NULL, byline = NULL, related = '[]', furniture = '[]', insertions = '[]'"
    for number in numbers:
        reprints.forget(connection, number)
        connection.execute("UPDATE reading SET times = '[]', quantities = '[]' WHERE article = ?", (number,))
        connection.execute(f"UPDATE article SET {empty} WHERE number = ?", (number,))
    _mask_judgements(connection, gone, None)
    return list(dict.fromkeys(gone))


def drop_statements(connection: sqlite3.Connection, article: int) -> list[str]:
    """Take an article's statements out of the file and its index; their ids."""
    text = _text(connection, article)
    made = _statements(connection, article)
    for number, said in made:
        unindex(connection, number, text, said)
        connection.execute("DELETE FROM statement WHERE number = ?", (number,))
    return [said.id for _, said in made]


def redact_statement(connection: sqlite3.Connection, page: str, said: Statement, text: str) -> list[str]:
    """Blank a statement's words wherever its page prints them; the ids of all statements that lost theirs.

    text: that of its article. In all versions of the page, what says the same in the same words goes too, and its
    content each time that it stands there, if that has four words or more.
    """
    touched, own = list[str](), _printed(said, text)
    pieces = [span.of(text) for span in said.content if len(span.of(text).split()) >= _TELLING]
    for number, version in connection.execute("SELECT number, text FROM article WHERE page = ?", (page,)).fetchall():
        every = [found for _, found in _statements(connection, number)]
        gone = [span for found in every if _printed(found, version) == own for span in found.spans]
        gone += [Span(*match.span()) for piece in pieces for match in re.finditer(re.escape(piece), version)]
        if gone:
            touched += _blank(connection, number, tuple(gone))
    return list(dict.fromkeys(touched))


def _printed(said: Statement, text: str) -> tuple[str, ...]:
    return tuple(printed(text, spans) for spans in (said.source, said.cue, said.content))


def _blank(connection: sqlite3.Connection, article: int, gone: tuple[Span, ...]) -> list[str]:
    """Blank stretches of an article's text, and what was read there; the ids of the statements that overlap them."""
    old = _text(connection, article)
    new = blanked(old, gone)
    reprints.forget(connection, article)
    lost = set(fold_words(old)) - set(fold_words(new))
    touched, every = list[str](), list[str]()
    for number, found in _statements(connection, article):
        unindex(connection, number, old, found)
        every.append(found.id)
        row = masked(_without({**statement_row(found)}, gone), lost)
        if any(a.overlaps(b) for a in found.spans for b in gone):
            touched.append(found.id)
            row = statement_row(Statement(found.id, found.source, found.cue, found.content, found.kind, found.act))
        _rewrite(connection, number, new, row)
    _rewrite_article(connection, article, new, gone, lost)
    _mask_judgements(connection, every, lost)
    return touched


def blanked(text: str, gone: Iterable[Span]) -> str:
    """The text with the words of these spans blanked, as long as before; white space stays.

    >>> blanked("She said no, twice.", [Span(0, 3), Span(9, 11), Span(13, 18)])
    '███ said ██, █████.'
    """
    made = list(text)
    for span in gone:
        made[span.start : span.end] = [c if c.isspace() else BLANK for c in span.of(text)]
    return "".join(made)


def masked(found: Any, lost: set[str]) -> Any:
    """JSON without the words of `lost`: strings that have one are replaced, those that may be unknown are null."""
    if isinstance(found, str):
        return MASK if lost.intersection(fold_words(found)) else found
    if isinstance(found, list):
        return [masked(item, lost) for item in found]
    if isinstance(found, dict):
        made = {key: item if key in _CODES else masked(item, lost) for key, item in found.items()}
        return {key: None if key in _MAY_BE_NULL and item == MASK else item for key, item in made.items()}
    return found


_CODES = frozenset("id kind act type value alternatives from to of polarity level comparator".split())
"""Keys whose values are codes and days, never the article's words."""
_MAY_BE_NULL = frozenset("name role organisation identity unit rate condition unresolvable url".split())


def _without(row: dict[str, Any], gone: tuple[Span, ...]) -> dict[str, Any]:
    """A statement's row without what was read in these spans."""
    left = {name: _outside(row[name], gone) for name in ("times", "quantities", "certainty")}
    one = {name: next(iter(_outside([row[name]], gone)), None) for name in ("said_at", "confidence") if row[name]}
    return row | left | one


def _outside(found: list[dict[str, Any]], gone: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [item for item in found if not any(Span(item["start"], item["end"]).overlaps(span) for span in gone)]


def _rewrite(connection: sqlite3.Connection, number: int, text: str, row: dict[str, Any]) -> None:
    """Put a row in the place of a statement's, its columns and its words in the index too."""
    speaker = row["speaker"] or {}
    sql = "UPDATE statement SET speaker = ?, organisation = ?, forecast = ?, row = ? WHERE number = ?"
    name, organisation = speaker.get("name"), speaker.get("organisation")
    connection.execute(sql, (name, organisation, int(row["forecast"] is not None), json_text(row), number))
    index(connection, number, text, statement(row))


def _rewrite_article(
    connection: sqlite3.Connection, number: int, text: str, gone: tuple[Span, ...], lost: set[str]
) -> None:
    for reading, *lists in connection.execute(
        "SELECT number, times, quantities FROM reading WHERE article = ?", (number,)
    ).fetchall():
        times, quantities = (json_text(masked(_outside(json.loads(x), gone), lost)) for x in lists)
        sql = "UPDATE reading SET times = ?, quantities = ? WHERE number = ?"
        connection.execute(sql, (times, quantities, reading))
    (title, byline, related) = connection.execute(
        "SELECT title, byline, related FROM article WHERE number = ?", (number,)
    ).fetchone()
    values = (text, masked(title, lost), masked(byline, lost), json_text(masked(json.loads(related), lost)), number)
    connection.execute("UPDATE article SET text = ?, title = ?, byline = ?, related = ? WHERE number = ?", values)


def _mask_judgements(connection: sqlite3.Connection, subjects: Iterable[str], lost: set[str] | None) -> None:
    """Notes and names in what people judged of these statements: those with lost words, or all where `lost` is None."""
    for subject in dict.fromkeys(subjects):
        sql = "SELECT number, kind, data FROM judgement WHERE subject = ? AND kind <> 'redact'"
        for number, _, data in connection.execute(sql, (subject,)).fetchall():
            made = json.loads(data)
            words = lost if lost is not None else set(fold_words(" ".join(map(str, _free(made)))))
            free = {key: masked(value, words) for key, value in made.items() if key in _FREE}
            if made.get("field") in ("speaker", "role", "organisation"):
                free["value"] = masked(made["value"], words)
            connection.execute("UPDATE judgement SET data = ? WHERE number = ?", (json_text(made | free), number))


_FREE = {"note"}
"""Keys of a judgement's data that hold words that a person typed about the text."""


def _free(data: dict[str, Any]) -> list[Any]:
    return [value for key, value in data.items() if key in _FREE or key == "value"]


def _text(connection: sqlite3.Connection, article: int) -> str:
    found: str = connection.execute("SELECT text FROM article WHERE number = ?", (article,)).fetchone()[0]
    return found


def _statements(connection: sqlite3.Connection, article: int) -> list[tuple[int, Statement]]:
    """The statements of all readings of an article, each with its row's number."""
    sql = (
        "SELECT statement.number, statement.row FROM statement JOIN reading ON reading.number = statement.reading "
        "WHERE reading.article = ? ORDER BY statement.number"
    )
    return [(number, statement(json.loads(row))) for number, row in connection.execute(sql, (article,))]


def elsewhere(connection: sqlite3.Connection, words: Iterable[str], page: str) -> list[str]:
    """The keys of articles on other pages that print any of these words too, as they stand."""
    found: dict[str, None] = {}
    for piece in words:
        sql = "SELECT key FROM article WHERE page <> ? AND instr(text, ?) ORDER BY number LIMIT 100"
        found |= {key: None for (key,) in connection.execute(sql, (page, piece))}
    return list(found)


def scrub(connection: sqlite3.Connection) -> bool:
    """Leave nothing of what was removed in the file's free pages, the index or the write-ahead log.

    Outside of a transaction. False where another program reads the file, so that the log could not be emptied.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("VACUUM")
    busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
