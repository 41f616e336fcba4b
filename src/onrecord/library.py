"""The functions of `import onrecord`: from a source or a text to what was read from it, with the shipped model.

The model is loaded when the first article is read, so that `import onrecord` stays quick.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.records import Article, Failure, Record, Statement, parse_day

if TYPE_CHECKING:
    from onrecord.attribution.interface import Tagger
    from onrecord.pipeline import Passing


def read(source: str | Path, *, published: str | date | None = None, allow_private: bool = False) -> Article:
    """Read one article from a file, a URL or "-" (standard input).

    published: the day from which relative dates count, "2026-10-05" or a date; a date on the page itself wins over it.
    allow_private: fetch from private and loopback addresses too.
    UnreadableError where there is no article in it, or more than one (see `articles`).
    """
    from onrecord import reading

    return reading.read_article(source, published=parse_day(published), allow_private=allow_private)


def articles(
    *sources: str | Path | Iterable[str | Path], published: str | date | None = None, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """Read the articles of files, folders, JSON Lines, feeds and URLs, one by one; lists of those are taken too.

    What cannot be read comes as a Failure in its place, and the rest goes on. published, allow_private: as in `read`.
    """
    from onrecord import reading

    return reading.read_articles(
        list(_flatten_sources(sources)), published=parse_day(published), allow_private=allow_private
    )


def _flatten_sources(sources: Iterable[str | Path | Iterable[str | Path]]) -> Iterator[str | Path]:
    for source in sources:
        # A str is an iterable of its letters: it must be asked for first.
        if isinstance(source, str | Path):
            yield source
        elif isinstance(source, Iterable):
            yield from _flatten_sources(source)
        else:
            raise OnrecordError(f"a source is a file, a folder or an address, not {type(source).__name__}")


def extract(
    article: Article | str, *, published: str | date | None = None, tagger: "Tagger | None" = None
) -> tuple[Statement, ...]:
    """Return the statements of an article or a text, each with its speaker, times, quantities, certainty and forecast.

    published: the day from which relative dates count, where the article has none of its own. tagger: a model of your
    own; the shipped one where None, loaded once. For stages of your own see `Pipeline`.
    """
    return record(article, published=published, tagger=tagger).statements


def record(article: Article | str, *, published: str | date | None = None, tagger: "Tagger | None" = None) -> Record:
    """Read everything from an article or a text: its statements, and the times and quantities of its whole text.

    published, tagger: as in `extract`.
    """
    from onrecord.pipeline import Pipeline

    return Pipeline(tagger=tagger).record(article, published=published)


def records(
    articles: "Iterable[Article | str | Passing]",
    *,
    workers: int | None = 1,
    min_score: float = 0.0,
    tagger: "Tagger | None" = None,
) -> "Iterator[Record | Failure | Passing]":
    """Read many articles: a stream of their records, in order; a Failure passes through in its place.

    An article that raises, in the tagger too, becomes a Failure as well, and the others are read.
    workers: the number of processes, all cores where None; a script then needs `if __name__ == "__main__":`.
    min_score: leave out statements that are less likely to be right. tagger: as in `extract`.
    """
    from onrecord.pipeline import Pipeline

    return Pipeline(tagger=tagger).records(articles, workers=workers, min_score=min_score)
