"""Two ledgers become one: what another ledger holds is laid into this one, in the order of time, and nothing twice."""

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.errors import LedgerError
from onrecord.ledger import corrections, database, dump, judgements, redaction, reprints
from onrecord.ledger.dump import Reading, Version
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.writer import article_columns, insert
from onrecord.records import Article, Judgement
from onrecord.rows import statement

State = Literal["new", "version", "more", "same"]

PARTICULARS = ("title", "byline", "publisher", "section", "published", "language", "related")
"""What is known of an article that neither its key nor a reading holds."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a version: a "new" page, a further "version", "more" of one known before, or the "same".

    stands: particulars of the article that are known otherwise here; what is here stands.
    """

    state: State
    stands: tuple[str, ...] = ()


def merge(ledger: Ledger, made: Version) -> Merged:
    """Lay a version of a page into a ledger, in one transaction.

    Versions and readings stand in the order of time, those of one moment as they came; particulars of an article that
    were unknown here are filled in. Of an article of which words were redacted, here or there, nothing is added.
    """
    with ledger.writing() as connection:
        there = dump.page(ledger, made)
        wanted = joined(there, made)
        if wanted != there:
            _write(ledger, connection, there, wanted)
    known = next((version for version in there if version.key == made.key), None)
    if known is None:
        return Merged("version" if there else "new")
    return Merged("same" if wanted == there else "more", _otherwise(known, made))


def _otherwise(known: Version, made: Version) -> tuple[str, ...]:
    if known.redacted or made.redacted:
        return ()
    both = [(name, getattr(known.article, name), getattr(made.article, name)) for name in PARTICULARS]
    return tuple(name for name, here, there in both if here and there and here != there)


def joined(there: tuple[Version, ...], made: Version) -> tuple[Version, ...]:
    """The versions of a page with one more, which may be one of them."""
    known = next((version for version in there if version.key == made.key), None)
    if known is None:
        return _placed(there, made)
    if known.redacted or made.redacted:
        return there
    readings = known.readings
    for reading in made.readings:
        readings = _with(readings, reading)
    article = _filled(known.article, made.article)
    more = replace(known, article=article, readings=readings, now=replace(known.now, article=article))
    if more.first_read == known.first_read:
        return tuple(more if version == known else version for version in there)
    return _placed(tuple(version for version in there if version != known), more)


def _filled(here: Article, there: Article) -> Article:
    """An article with the particulars that are unknown here and known there."""
    found = {name: getattr(there, name) for name in PARTICULARS if not getattr(here, name)}
    return replace(here, **found)


def _placed(there: tuple[Version, ...], made: Version) -> tuple[Version, ...]:
    """With one more, before those that were read later."""
    later = 0
    while later < len(there) and there[-1 - later].first_read > made.first_read:
        later += 1
    return (*there[: len(there) - later], made, *there[len(there) - later :])


def _with(there: tuple[Reading, ...], made: Reading) -> tuple[Reading, ...]:
    """With one more reading, before later ones; of two with one content by one model the earlier stands."""
    twin = next((reading for reading in there if reading.content == made.content), None)
    if twin and twin.at <= made.at:
        return there
    left = tuple(reading for reading in there if reading is not twin)
    later = 0
    while later < len(left) and left[-1 - later].at > made.at:
        later += 1
    return (*left[: len(left) - later], made, *left[len(left) - later :])


def _write(
    ledger: Ledger, connection: sqlite3.Connection, there: tuple[Version, ...], wanted: tuple[Version, ...]
) -> None:
    """Make the file hold the versions of a page as they are wanted.

    What comes at the end is added. Where something comes before what is there, or more is known of an article, the
    page's readings are taken out and put in again: the last one, by its number, is the one that counts, and columns
    such as the day of saying depend on the article.
    """
    had = {version.key: len(version.readings) for version in there}
    after = all(
        old.article == new.article and new.readings[: len(old.readings)] == old.readings
        for old, new in zip(there, wanted, strict=False)
    )
    if not after:
        _take_out(connection, there[0].page)
        had = dict.fromkeys(had, 0)
    for place, version in enumerate(wanted, 1):
        number = _article(connection, version, there[0].page if there else version.page, place)
        for reading in version.readings[had.get(version.key, 0) :]:
            ledger._add_reading(connection, number, reading.record(version.article), model=reading.model, at=reading.at)
    reprints.keep_up(connection)


def _article(connection: sqlite3.Connection, version: Version, page: str, place: int) -> int:
    """The number of a version's article, put in its place among the page's versions."""
    columns = article_columns(version.article, page, place) | {"key": version.key}
    found = connection.execute("SELECT number FROM article WHERE key = ?", (version.key,)).fetchone()
    if not found:
        return insert(connection, "article", columns)
    about = {name: columns[name] for name in ("version", *PARTICULARS)}
    changes = ", ".join(f"{name} = ?" for name in about)
    connection.execute(f"UPDATE article SET {changes} WHERE number = ?", (*about.values(), found[0]))
    return int(found[0])


def _take_out(connection: sqlite3.Connection, page: str) -> None:
    """Take out a page's readings, and its versions' places, to be put in again."""
    numbers = [n for (n,) in connection.execute("SELECT number FROM article WHERE page = ?", (page,))]
    for number in numbers:
        redaction.drop_statements(connection, number)
        connection.execute("DELETE FROM reading WHERE article = ?", (number,))
    connection.execute("UPDATE article SET version = -version WHERE page = ?", (page,))


def judge(ledger: Ledger, made: Judgement) -> bool:
    """Lay in a judgement as it was made elsewhere; was it not there yet?

    A redaction is carried out here too. LedgerError for a withdrawal of what is not there.
    """
    with ledger.writing() as connection:
        if judgements.kind_of(connection, made.id):
            return False
        if made.kind == "withdraw" and not judgements.kind_of(connection, made.subject):
            raise LedgerError(f"ledger {ledger.path}: {made.id} withdraws {made.subject}, which is not there")
        judgements.add(connection, made)
        if made.kind in ("correct", "confirm", "withdraw"):
            for number in corrections.articles(connection, made):
                ledger._lay_over(connection, number, made.at)
        gone = made.kind == "redact" and _redact(connection, made)
    if gone:
        with database.clear_errors(ledger.path):
            redaction.scrub(ledger._connection)
    return True


def _redact(connection: sqlite3.Connection, made: Judgement) -> bool:
    """Remove the words that were redacted elsewhere; were there any?"""
    if made.data.get("what") == "article":
        found = connection.execute("SELECT page FROM article WHERE key = ? AND text <> ''", (made.subject,)).fetchone()
        return bool(found and redaction.redact_page(connection, found[0]))
    sql = (
        "SELECT article.page, article.text, statement.row FROM statement "
        "JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article "
        "WHERE statement.id = ? LIMIT 1"
    )
    found = connection.execute(sql, (made.subject,)).fetchone()
    if not found:
        return False
    page, text, row = found
    return bool(redaction.redact_statement(connection, page, statement(json.loads(row)), text))
