"""The home page: counts, recently added articles, latest statements, forecasts due soon, watches."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from onrecord.ledger import Query, articles
from onrecord.ledger.forecasts import list_due_soon
from onrecord.web.components import ListedStatement
from onrecord.web.desk import View
from onrecord.web.filters import quote_segment
from onrecord.web.pages.articles import ArticleEntry

_DUE_DAYS = 31
_ARTICLES_SHOWN = 8
_STATEMENTS_SHOWN = 6
_DUE_SHOWN = 6


@dataclass(frozen=True)
class ListedCount:
    """A count, with a link to the list."""

    number: Annotated[int, "how many"]
    what: Annotated[str, "of what"]
    address: Annotated[str, "where they are listed"]


@dataclass(frozen=True)
class ListedWatch:
    """A watch of the desk."""

    name: Annotated[str, "its name; of a file that cannot be read, the file's"]
    about: Annotated[str, "what it is for, in its own words; empty where it does not say"]
    address: Annotated[str, "the address of its page; empty where its file cannot be read"]
    trouble: Annotated[str, "why its file cannot be read, and what to do; else empty"]


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The home page."""

    counts: Annotated[tuple[ListedCount, ...], "how many articles, statements and speakers the ledger holds"]
    empty: Annotated[bool, "does it hold nothing yet?"]
    articles: Annotated[tuple[ArticleEntry, ...], "the articles read last, the newest first"]
    latest: Annotated[tuple[ListedStatement, ...], "the statements said last, but for those that come due next"]
    due: Annotated[tuple[ListedStatement, ...], "the forecasts that come due next, which nobody has resolved"]
    days: Annotated[int, "the number of days within which they come due"]
    watches: Annotated[tuple[ListedWatch, ...], "what is watched"]
    today: Annotated[date, "the day that it is"]


def build_home_page(view: View) -> HomePage:
    """Return the home page of the ledger."""
    counts = view.ledger.counts()
    listed = {"articles": "/articles", "statements": "/search", "speakers": "/speakers"}
    latest = view.ledger.search(Query(""), limit=_STATEMENTS_SHOWN, today=view.today).hits
    due = list_due_soon(view.ledger.database, view.today, days=_DUE_DAYS, limit=_DUE_SHOWN)
    next_due = {hit.statement.id for hit in due}
    return HomePage(
        counts=tuple(ListedCount(counts[name], name, address) for name, address in listed.items()),
        empty=not counts["articles"],
        articles=tuple(
            ArticleEntry.of(article)
            for article in articles.list_articles(view.ledger.database, limit=_ARTICLES_SHOWN).articles
        ),
        # A statement that is listed as due is not listed again beside it.
        latest=tuple(ListedStatement.of(hit) for hit in latest if hit.statement.id not in next_due),
        due=tuple(ListedStatement.of(hit) for hit in due),
        days=_DUE_DAYS,
        watches=tuple(_describe_watch(path) for path in view.settings.watches),
        today=view.today,
    )


def _describe_watch(path: Path) -> ListedWatch:
    from onrecord import watches
    from onrecord.errors import OnrecordError

    try:
        watch = watches.load_watch(path)
    except OnrecordError as error:
        # A watch file is edited by hand: an error in one must not take down the home page.
        return ListedWatch(path.name, "", "", str(error))
    return ListedWatch(watch.name, watch.about, f"/watches/{quote_segment(watch.name)}", "")
