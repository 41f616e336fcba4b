"""The search index: writes the tables of the search when a statement is stored, and clears them when one goes.

They hold nothing that the statement's JSON and its article do not: they could be filled again from those.
"""

from datetime import date

from onrecord.ledger.database import Database
from onrecord.records import UNRESOLVED, Statement, Time, join_spans

# Days. An interval's length is rounded up to one of these and indexed by it: so a search for what overlaps a period
# need not look at every interval that began before it. A day, a week, a month, a quarter and a year fit one each; the
# last is longer than all of the calendar.
LENGTHS = (1, 8, 32, 128, 512, 2048, 4_000_000)
_PLACE = """
SELECT statement.said_from, statement.said_to, article.publisher, NOT EXISTS (
    SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version
) AND NOT EXISTS (
    SELECT 1 FROM reading AS later WHERE later.article = reading.article AND later.number > reading.number
)
FROM statement JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article
WHERE statement.number = ?
"""
_WORD_COLUMNS = "rowid, content, speaker, organisation, publisher, certainty, marks"
_INSERT_STATEMENT = "INSERT INTO search_statement VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_TIME = "INSERT INTO search_time (statement, about_from, about_to, days_at_most) VALUES (?, ?, ?, ?)"
_INSERT_QUANTITY = """
INSERT INTO search_quantity (statement, unit, low, high, comparator)
VALUES (?, (SELECT number FROM search_unit WHERE name = ?), ?, ?, ?)
"""
_UNITS_OF = "SELECT DISTINCT unit FROM search_quantity WHERE statement = ? AND unit IS NOT NULL"
_DELETE_UNUSED_UNIT = """
DELETE FROM search_unit WHERE number = ? AND NOT EXISTS (SELECT 1 FROM search_quantity WHERE unit = search_unit.number)
"""


def index_statement(database: Database, number: int, text: str, statement: Statement) -> None:
    """Add the statement that is stored under `number`, of an article with this text, to the index."""
    first, last, publisher, is_current = database.first(_PLACE, (number,)) or ()
    if is_current:
        database.execute(_INSERT_STATEMENT, (number, *search_row(statement, first, last)))
    database.execute_many(_INSERT_TIME, [(number, *row) for row in time_rows(statement)])
    units = [(quantity.unit,) for quantity in statement.quantities if quantity.unit is not None]
    database.execute_many("INSERT OR IGNORE INTO search_unit (name) VALUES (?)", units)
    database.execute_many(_INSERT_QUANTITY, [(number, *row) for row in quantity_rows(statement)])
    sql = f"INSERT INTO search_words ({_WORD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    database.execute(sql, (number, *index_words(text, statement, publisher)))


def search_row(statement: Statement, first: str | None, last: str | None) -> tuple[object, ...]:
    """Return what `search_statement` holds of a statement besides its number. first, last: its days of saying."""
    length = round_length(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    forecast = statement.forecast
    due = forecast and forecast.last and forecast.last.isoformat()
    return (first, last, length, int(forecast is not None), due, *indexed_likelihood(statement))


def time_rows(statement: Statement) -> list[tuple[str, str, int]]:
    """Return what `search_time` holds of a statement, a row for each period that it speaks of."""
    about = sorted({days for time in statement.times if (days := known_days(time))})
    return [(first.isoformat(), last.isoformat(), round_length(first, last)) for first, last in about]


def quantity_rows(statement: Statement) -> list[tuple[str | None, float, float, str]]:
    """Return what `search_quantity` holds of a statement, with the unit's name in the place of its number."""
    return [(q.unit, q.low, q.high, q.comparator) for q in statement.quantities]


def unindex_statement(database: Database, number: int, text: str, statement: Statement) -> None:
    """Take a statement out of the index, together with units that no other statement counts.

    The text and the statement must be as they were when it was added: the full-text index keeps no text, so its
    entries can only be found again by the same words.
    """
    publisher = (database.first(_PLACE, (number,)) or ())[2]
    sql = f"INSERT INTO search_words (search_words, {_WORD_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
    database.execute(sql, (number, *index_words(text, statement, publisher)))
    units = database.tuples(_UNITS_OF, (number,))
    for table in ("search_statement", "search_time", "search_quantity"):
        database.execute(f"DELETE FROM {table} WHERE statement = ?", (number,))
    database.execute_many(_DELETE_UNUSED_UNIT, units)


def known_days(time: Time) -> tuple[date, date] | None:
    """Return the first and last day of a time; twice the known one if it is open on a side, None if both are."""
    first, last = time.first or time.last, time.last or time.first
    return (first, last) if first and last else None


def round_length(first: date, last: date) -> int:
    """Return an interval's length in days, rounded up to one of LENGTHS."""
    days = max((last - first).days, 0) + 1
    return next(length for length in LENGTHS if days <= length)


def indexed_likelihood(statement: Statement) -> tuple[float | None, float | None]:
    """Return the interval of probability of a statement, else of its forecast."""
    interval = statement.likelihood or statement.forecast
    return (interval.low, interval.high) if interval else (None, None)


def index_words(text: str, statement: Statement, publisher: str | None) -> tuple[str | None, ...]:
    """Return what the full-text index holds of a statement, column by column."""
    speaker = statement.speaker
    return (
        join_spans(text, statement.content),
        f"{speaker.name or ''} {join_spans(text, statement.source)}",
        speaker.organisation,
        publisher,
        " … ".join(hedge.phrase for hedge in statement.certainty) or None,
        " ".join(index_marks(statement)),
    )


def index_marks(statement: Statement) -> list[str]:
    """Return the words of the index's column `marks`: the act, the kind, and other properties as fixed words."""
    marks: list[str] = [statement.act, statement.kind]
    if statement.forecast:
        marks.append("forecast")
    if statement.speaker.kind == "unnamed" and statement.speaker != UNRESOLVED:
        marks.append("unnamed")
    if statement.certainty:
        marks.append("negative" if any(hedge.polarity == "-" for hedge in statement.certainty) else "positive")
    if statement.confidence:
        marks.append(f"sure{statement.confidence.level}")
    return marks
