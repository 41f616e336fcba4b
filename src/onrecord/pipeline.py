"""The way through, the only place where the stages meet: an article in, its record out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.attribution.extract import statements
from onrecord.attribution.tagger import Tagger
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecasts import forecasts
from onrecord.enrich.quantities import quantities
from onrecord.enrich.speakers import resolve_speakers
from onrecord.enrich.times import times
from onrecord.records import Article, Failure, Record, Seen, Visit
from onrecord.text.document import Document

Passing = TypeVar("Passing", bound=Failure | Visit | Seen)
"""What travels with the articles and passes through, in its place among them."""
Stage = Callable[[Record, Document], Record]

READINGS: tuple[Stage, ...] = (resolve_speakers, times, quantities, certainty, forecasts)
"""In this order: a forecast is read from times and certainty."""

LANGUAGE = "en"


def record(article: Article, tagger: Tagger) -> Record:
    """Everything read from one article; one in another language than English is left unread, with a notice."""
    if article.language not in (None, LANGUAGE):
        return Record(article, notices=(f"is in another language than English ({article.language}): left unread",))
    document = Document.from_text(article.text)
    return enrich(Record(article, statements(article, document, tagger)), document)


def enrich(record: Record, document: Document | None = None, *, stages: Sequence[Stage] = READINGS) -> Record:
    """Run the stages over a record of which the statements' spans are known.

    document: that of the article's text, computed where None.
    """
    document = document or Document.from_text(record.article.text)
    for stage in stages:
        record = stage(record, document)
    return record


def records(articles: Iterable[Article | Passing], tagger: Tagger, *, least: float = 0.0) -> Iterator[Record | Passing]:
    """The record of each article, in order, without statements that score under `least`; all else passes through."""
    for article in articles:
        if isinstance(article, Article):
            made = record(article, tagger)
            yield replace(made, statements=tuple(s for s in made.statements if (s.score or 0.0) >= least))
        else:
            yield article
