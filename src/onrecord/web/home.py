"""The first page: what the ledger holds, what came in last, what is due, what is watched."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from onrecord.ledger import Query
from onrecord.web.desk import View
from onrecord.web.parts import Said


@dataclass(frozen=True)
class Count:
    """How many there are of something."""

    number: Annotated[int, "how many"]
    what: Annotated[str, "of what"]


@dataclass(frozen=True)
class Home:
    """The first page."""

    counts: Annotated[tuple[Count, ...], "how many articles, statements and speakers the ledger holds"]
    latest: Annotated[tuple[Said, ...], "the statements said last"]
    today: Annotated[date, "the day that it is"]


def home(view: View) -> Home:
    """The first page of a ledger."""
    counts = view.ledger.counts()
    latest = view.ledger.search(Query(""), limit=8, today=view.today).hits
    made = tuple(Count(counts[name], name) for name in ("articles", "statements", "speakers"))
    return Home(made, tuple(Said.of(hit) for hit in latest), view.today)
