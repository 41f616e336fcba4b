"""The list of articles, the last read first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from onrecord.ledger.articles import DEEPEST, LOOKED_THROUGH, ListedArticle, list_articles
from onrecord.web.desk import View
from onrecord.web.pagination import Pager, build_pager

ENTRIES_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class ArticleEntry:
    """An article in a list: the newest version of its page."""

    address: Annotated[str, "the address of its page"]
    title: Annotated[str, "its headline, or its id where it has none"]
    publisher: Annotated[str, "who printed it"]
    published: Annotated[date | None, "the day it was printed"]
    statements: Annotated[int, "how many statements it holds"]
    versions: Annotated[int, "how many versions of its page were read"]
    read_at: Annotated[datetime, "when this version was first read"]

    @classmethod
    def of(cls, made: ListedArticle) -> "ArticleEntry":
        return cls(
            address=f"/articles/{made.key}",
            title=made.title or made.id,
            publisher=made.publisher or "",
            published=made.published,
            statements=made.statements,
            versions=made.versions,
            read_at=made.read_at,
        )


@dataclass(frozen=True)
class ArticlesPage:
    """The list of articles."""

    words: Annotated[str, "the words that are looked for in titles and publishers"]
    entries: Annotated[tuple[ArticleEntry, ...], "the articles, the one read last first"]
    place: Annotated[Pager, "where in the list one is"]
    limit: Annotated[int, "how many articles, from the one read last, the list searches"]
    bounded: Annotated[bool, "are there more in the ledger than the list looks at?"]


def build_articles_page(view: View) -> ArticlesPage:
    """Return the list of articles whose title or publisher has all words of `q`."""
    words, offset = view.query.word("q")[:200], view.query.number("offset", 0, most=LOOKED_THROUGH)
    listed = list_articles(view.ledger.database, words, limit=ENTRIES_SHOWN, offset=offset)
    held, limit = view.ledger.counts()["pages"], LOOKED_THROUGH if words else DEEPEST
    # With words the matches are not counted: only a look at one more tells whether there is a next page.
    known = min(held, limit) if not words else offset + len(listed.articles)
    place = build_pager(
        "/articles",
        {"q": words, "offset": str(offset)},
        len(listed.articles),
        total=known,
        size=ENTRIES_SHOWN,
        more=listed.more and bool(words),
    )
    return ArticlesPage(words, tuple(ArticleEntry.of(entry) for entry in listed.articles), place, limit, held > limit)


def articles_rows(context: ArticlesPage) -> Iterator[dict[str, Any]]:
    """Return the list as rows."""
    for entry in context.entries:
        yield {
            "address": entry.address,
            "title": entry.title,
            "publisher": entry.publisher,
            "published": entry.published,
            "statements": entry.statements,
            "versions": entry.versions,
            "read": entry.read_at,
        }
