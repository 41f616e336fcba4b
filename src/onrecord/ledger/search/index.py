"""What the search is fed with as a statement is kept: the tables `words`, `current`, `spoken_of`, `counted`, `unit`.

They hold nothing that the statement's row and its article do not: they can be made again from those. And JSON as the
file holds it.
"""

import json
import sqlite3
from datetime import date

from onrecord.records import UNRESOLVED, Spans, Statement, Time

REACHES = (1, 8, 32, 128, 512, 2048, 4_000_000)
"""An interval's days, rounded up to one of these: so an index can find all that overlap a period."""
_PLACE = """
SELECT statement.said_from, statement.said_to, article.publisher, NOT EXISTS (
    SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version
) AND NOT EXISTS (
    SELECT 1 FROM reading AS later WHERE later.article = reading.article AND later.number > reading.number
)
FROM statement JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article
WHERE statement.number = ?
"""
_COLUMNS = "rowid, content, speaker, organisation, publisher, certainty, marks"
_CURRENT = "INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_COUNTED = """
INSERT INTO counted (statement, unit, low, high, comparator)
VALUES (?, (SELECT number FROM unit WHERE name = ?), ?, ?, ?)
"""
_UNITS = "SELECT DISTINCT unit FROM counted WHERE statement = ? AND unit IS NOT NULL"
_UNUSED = "DELETE FROM unit WHERE number = ? AND NOT EXISTS (SELECT 1 FROM counted WHERE unit = unit.number)"


def index(connection: sqlite3.Connection, number: int, text: str, said: Statement) -> None:
    """Feed the search with the statement that is kept under `number`, of an article with this text."""
    first, last, publisher, newest = connection.execute(_PLACE, (number,)).fetchone()
    if newest:
        bound = reach(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
        due = said.forecast and said.forecast.last and said.forecast.last.isoformat()
        found = (number, first, last, bound, int(said.forecast is not None), due, *likelihood(said))
        connection.execute(_CURRENT, found)
    spoken_of = sorted({days for time in said.times if (days := about_days(time))})
    rows = [(number, a.isoformat(), b.isoformat(), reach(a, b)) for a, b in spoken_of]
    connection.executemany("INSERT INTO spoken_of (statement, about_from, about_to, reach) VALUES (?, ?, ?, ?)", rows)
    units = [(q.unit,) for q in said.quantities if q.unit is not None]
    connection.executemany("INSERT OR IGNORE INTO unit (name) VALUES (?)", units)
    counted = [(number, q.unit, q.low, q.high, q.comparator) for q in said.quantities]
    connection.executemany(_COUNTED, counted)
    sql = f"INSERT INTO words ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, (number, *index_words(text, said, publisher)))


def unindex(connection: sqlite3.Connection, number: int, text: str, said: Statement) -> None:
    """Take a statement out of the search, which must be given as it was put in: the index keeps no text.

    Units that nothing else counts go too, their words with them.
    """
    publisher = connection.execute(_PLACE, (number,)).fetchone()[2]
    sql = f"INSERT INTO words (words, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, (number, *index_words(text, said, publisher)))
    units = connection.execute(_UNITS, (number,)).fetchall()
    for table in ("current", "spoken_of", "counted"):
        connection.execute(f"DELETE FROM {table} WHERE statement = ?", (number,))
    if sum(connection.execute(_UNUSED, unit).rowcount for unit in units):
        connection.execute("INSERT INTO unit_words (unit_words) VALUES ('optimize')")


def about_days(time: Time) -> tuple[date, date] | None:
    """The days of a time; of one that is open on a side, the day that is known; None where none is."""
    first, last = time.first or time.last, time.last or time.first
    return (first, last) if first and last else None


def reach(first: date, last: date) -> int:
    """How long it is, in days, rounded up to one of REACHES."""
    days = max((last - first).days, 0) + 1
    return next(bound for bound in REACHES if days <= bound)


def likelihood(said: Statement) -> tuple[float | None, float | None]:
    """The interval of probability of a statement, else of its forecast."""
    found = said.likelihood or said.forecast
    return (found.low, found.high) if found else (None, None)


def index_words(text: str, said: Statement, publisher: str | None) -> tuple[str | None, ...]:
    """What the full-text index holds of a statement, column by column."""
    speaker = said.speaker
    return (
        printed(text, said.content),
        f"{speaker.name or ''} {printed(text, said.source)}",
        speaker.organisation,
        publisher,
        " … ".join(hedge.phrase for hedge in said.certainty) or None,
        " ".join(marks(said)),
    )


def marks(said: Statement) -> list[str]:
    """The words of the column `marks`: its act and kind, and what else it is."""
    made: list[str] = [said.act, said.kind]
    if said.forecast:
        made.append("forecast")
    if said.speaker.kind == "unnamed" and said.speaker != UNRESOLVED:
        made.append("unnamed")
    if said.certainty:
        made.append("negative" if any(hedge.polarity == "-" for hedge in said.certainty) else "positive")
    if said.confidence:
        made.append(f"sure{said.confidence.level}")
    return made


def printed(text: str, found: Spans) -> str:
    """The words of spans as printed, in the order of the text, an ellipsis between them."""
    return " … ".join(span.of(text) for span in sorted(found, key=lambda s: (s.start, s.end)))


def json_text(made: object) -> str:
    """JSON as the file holds it."""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))
