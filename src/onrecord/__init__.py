"""onrecord reads the news and keeps the record: who said what, how surely, about when, and whether it came true.

>>> import onrecord
>>> article = onrecord.read("examples/wire.txt", published="2026-10-05")
>>> for statement in onrecord.extract(article):
...     print(statement.speaker.name, "|", statement.content[0].of(article.text))  # doctest: +SKIP
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import LedgerError, OnrecordError, UnreadableError
from onrecord.records import Article, Failure, Record, Span, Statement
from onrecord.rows import row

if TYPE_CHECKING:
    from onrecord.attribution.tagger import Tagger

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Failure",
    "LedgerError",
    "OnrecordError",
    "Record",
    "Span",
    "Statement",
    "UnreadableError",
    "articles",
    "extract",
    "read",
    "record",
    "row",
]


def read(source: str | Path, *, published: str | date | None = None, allow_private: bool = False) -> Article:
    """One article from a file, a URL or "-" (standard input).

    published: the day that relative dates count from, "2026-10-05" or a date; a date on the page itself wins over it.
    allow_private: fetch from private and loopback addresses too.
    UnreadableError where there is no article in it, or more than one (see `articles`).
    """
    from onrecord import reading

    return reading.article(source, published=_day(published), allow_private=allow_private)


def articles(*sources: str | Path, published: str | date | None = None) -> Iterator[Article | Failure]:
    """The articles of files, folders, JSON Lines and URLs, one by one; what cannot be read comes as a Failure."""
    from onrecord import reading

    return reading.articles(sources, published=_day(published))


def extract(article: Article, *, tagger: "Tagger | None" = None) -> tuple[Statement, ...]:
    """The statements of an article, each with its spans, speaker, times, quantities, certainty and forecast.

    tagger: a model of your own; the shipped one where None, loaded once.
    """
    return record(article, tagger=tagger).statements


def record(article: Article, *, tagger: "Tagger | None" = None) -> Record:
    """Everything read from an article: its statements, and the times and quantities of its whole text."""
    from onrecord import pipeline

    return pipeline.record(article, tagger or _shipped())


@cache
def _shipped() -> "Tagger":
    from onrecord.attribution.tagger import Tagger

    return Tagger.load()


def _day(day: str | date | None) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise OnrecordError(f"published {day!r} is not a day: write it as 2026-10-05") from None
