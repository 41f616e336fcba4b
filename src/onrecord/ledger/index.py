"""What the search is fed with as a statement is kept: the tables `current`, `spoken_of`, `counted`, `unit`, `words`.

They hold nothing that the statement's row and its article do not: they can be made again from those.
"""

import sqlite3
from datetime import date

from onrecord.records import Article, Spans, Statement, Time

REACHES = (1, 8, 32, 128, 512, 2048, 4_000_000)
"""An interval's days, rounded up to one of these: so an index can find all that overlap a period."""
_CURRENT = """
INSERT INTO current
SELECT :number, :said_from, :said_to, :reach, :forecast, :due, :low, :high
FROM statement JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article
WHERE statement.number = :number AND NOT EXISTS (
    SELECT 1 FROM article AS later WHERE later.page = article.page AND later.version > article.version
) AND NOT EXISTS (
    SELECT 1 FROM reading AS later WHERE later.article = reading.article AND later.number > reading.number
)
"""
_COUNTED = """
INSERT INTO counted (statement, unit, low, high, comparator)
VALUES (?, (SELECT number FROM unit WHERE name = ?), ?, ?, ?)
"""
_COLUMNS = "rowid, content, speaker, organisation, publisher, certainty, marks"


def add(connection: sqlite3.Connection, number: int, article: Article, said: Statement) -> None:
    """Feed the search with a statement that was kept under `number`; see `remove`."""
    first, last = said_days(article, said)
    low, high = likelihood(said)
    columns = {
        "number": number,
        "said_from": first and first.isoformat(),
        "said_to": last and last.isoformat(),
        "reach": first and last and reach(first, last),
        "forecast": int(said.forecast is not None),
        "due": said.forecast and said.forecast.last and said.forecast.last.isoformat(),
        "low": low,
        "high": high,
    }
    connection.execute(_CURRENT, columns)
    spoken_of = {days for time in said.times if (days := about_days(time))}
    rows = [(number, first.isoformat(), last.isoformat(), reach(first, last)) for first, last in sorted(spoken_of)]
    connection.executemany("INSERT INTO spoken_of (statement, about_from, about_to, reach) VALUES (?, ?, ?, ?)", rows)
    units = [(q.unit,) for q in said.quantities if q.unit is not None]
    connection.executemany("INSERT OR IGNORE INTO unit (name) VALUES (?)", units)
    counted = [(number, q.unit, q.low, q.high, q.comparator) for q in said.quantities]
    connection.executemany(_COUNTED, counted)
    connection.execute(f"INSERT INTO words ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *words(article, said)))


def remove(connection: sqlite3.Connection, number: int, article: Article, said: Statement) -> None:
    """Take a statement out of the search again: `article` and `said` as they were added, the index keeps no text."""
    for table in ("current", "spoken_of", "counted"):
        connection.execute(f"DELETE FROM {table} WHERE statement = ?", (number,))
    sql = f"INSERT INTO words (words, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, (number, *words(article, said)))


def said_days(article: Article, said: Statement) -> tuple[date | None, date | None]:
    """When it was said, or where that is not known when it was printed."""
    first = (said.said_at and said.said_at.first) or article.published
    return first, (said.said_at and said.said_at.last) or first


def about_days(time: Time) -> tuple[date, date] | None:
    """The days of a time; of one that is open on a side, the day that is known; None where none is."""
    first, last = time.first or time.last, time.last or time.first
    return (first, last) if first and last else None


def reach(first: date, last: date) -> int:
    """How long it is, in days, rounded up to one of REACHES."""
    days = max((last - first).days, 0) + 1
    return next(bound for bound in REACHES if days <= bound)


def likelihood(said: Statement) -> tuple[float | None, float | None]:
    """The interval of the first phrase in the content that has one, else the forecast's."""
    for hedge in said.certainty:
        if hedge.of == "content" and hedge.low is not None and hedge.high is not None:
            return hedge.low, hedge.high
    return (said.forecast.low, said.forecast.high) if said.forecast else (None, None)


def words(article: Article, said: Statement) -> tuple[str | None, ...]:
    """What the full-text index holds of a statement, column by column."""
    speaker = said.speaker
    return (
        printed(article.text, said.content),
        f"{(speaker and speaker.name) or ''} {printed(article.text, said.source)}",
        speaker.organisation if speaker else None,
        article.publisher,
        " … ".join(hedge.phrase for hedge in said.certainty) or None,
        " ".join(marks(said)),
    )


def marks(said: Statement) -> list[str]:
    """The words of the column `marks`: its act and kind, and what else it is."""
    made: list[str] = [said.act, said.kind]
    if said.forecast:
        made.append("forecast")
    if said.speaker and said.speaker.kind == "unnamed":
        made.append("unnamed")
    if said.certainty:
        made.append("negative" if any(hedge.polarity == "-" for hedge in said.certainty) else "positive")
    if said.confidence:
        made.append(f"sure{said.confidence.level}")
    return made


def printed(text: str, found: Spans) -> str:
    """The words of spans as printed, in the order of the text, an ellipsis between them."""
    return " … ".join(span.of(text) for span in sorted(found, key=lambda s: (s.start, s.end)))
