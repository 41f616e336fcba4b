"""The first page: what the ledger holds, what came in last, what was said last, what is due, what is watched."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from onrecord.ledger import Query, articles
from onrecord.ledger.forecasts import list_due_soon
from onrecord.web.components import Said
from onrecord.web.desk import View
from onrecord.web.filters import segment
from onrecord.web.pages.articles import Entry

_DAYS = 31
_ARTICLES = 8
_STATEMENTS = 6
_DUE = 6


@dataclass(frozen=True)
class Count:
    """How many there are of something."""

    number: Annotated[int, "how many"]
    what: Annotated[str, "of what"]
    address: Annotated[str, "where they are listed"]


@dataclass(frozen=True)
class Watched:
    """A watch of the desk."""

    name: Annotated[str, "its name; of a file that cannot be read, the file's"]
    about: Annotated[str, "what it is for, in its own words; empty where it does not say"]
    address: Annotated[str, "the address of its page; empty where its file cannot be read"]
    trouble: Annotated[str, "why its file cannot be read, and what to do; else empty"]


@dataclass(frozen=True, kw_only=True)
class Home:
    """The first page."""

    counts: Annotated[tuple[Count, ...], "how many articles, statements and speakers the ledger holds"]
    empty: Annotated[bool, "does it hold nothing yet?"]
    articles: Annotated[tuple[Entry, ...], "the articles read last, the newest first"]
    latest: Annotated[tuple[Said, ...], "the statements said last, but for those that come due next"]
    due: Annotated[tuple[Said, ...], "the forecasts that come due next, which nobody has resolved"]
    days: Annotated[int, "within so many days they come due"]
    watches: Annotated[tuple[Watched, ...], "what is watched"]
    today: Annotated[date, "the day that it is"]


def home(view: View) -> Home:
    """The first page of a ledger."""
    counts = view.ledger.counts()
    listed = {"articles": "/articles", "statements": "/search", "speakers": "/speakers"}
    latest = view.ledger.search(Query(""), limit=_STATEMENTS, today=view.today).hits
    due = list_due_soon(view.ledger.database, view.today, days=_DAYS, limit=_DUE)
    next_due = {hit.statement.id for hit in due}
    return Home(
        counts=tuple(Count(counts[name], name, address) for name, address in listed.items()),
        empty=not counts["articles"],
        articles=tuple(Entry.of(one) for one in articles.list_articles(view.ledger.database, limit=_ARTICLES).articles),
        latest=tuple(Said.of(hit) for hit in latest if hit.statement.id not in next_due),
        due=tuple(Said.of(hit) for hit in due),
        days=_DAYS,
        watches=tuple(_watched(path) for path in view.settings.watches),
        today=view.today,
    )


def _watched(path: Path) -> Watched:
    from onrecord import watches
    from onrecord.errors import OnrecordError

    try:
        found = watches.load_watch(path)
    except OnrecordError as error:
        return Watched(path.name, "", "", str(error))
    return Watched(found.name, found.about, f"/watches/{segment(found.name)}", "")
