"""The page of a watch: new hits, series, incidents, disagreements, and the matrix of hypotheses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

from onrecord import briefs, watches
from onrecord.briefs import Brief
from onrecord.ledger import watches as reporting
from onrecord.watches import Report, Watch
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.pages.matrix import MatrixPart, build_matrix_part
from onrecord.web.pages.watch_disputes import ListedDispute, list_disputes
from onrecord.web.pages.watch_incidents import Incidents, find_incidents
from onrecord.web.pages.watch_series import ListedSeries, list_series
from onrecord.web.pages.watch_signs import ListedIndicator, list_indicators
from onrecord.web.pages.watches import SIGNS_READ, address_of, watch_of


@dataclass(frozen=True, kw_only=True)
class WatchPage:
    """A watch's page."""

    name: Annotated[str, "its name"]
    about: Annotated[str, "what it is about"]
    address: Annotated[str, "its page"]
    today: Annotated[date, "the day that it is"]
    everything: Annotated[bool, "are signs shown that were reported before?"]
    only: Annotated[str, "the one indicator whose signs are shown; empty where all are"]
    new: Annotated[int, "how many signs are new"]
    total: Annotated[int, "how many signs there are"]
    until: Annotated[int, "the number of the statement kept last: what is marked as reported goes no farther"]
    most: Annotated[int, "the most statements of each indicator and series that are read, the newest"]
    cut: Annotated[tuple[str, ...], "the indicators and series that have more than that"]
    indicators: Annotated[tuple[ListedIndicator, ...], "the indicators"]
    series: Annotated[tuple[ListedSeries, ...], "the series"]
    incidents: Annotated[Incidents, "the signs that have a place"]
    disputes: Annotated[tuple[ListedDispute, ...], "where sources disagree"]
    differing: Annotated[int, "on how many points they do; not all of them stand here where there are many"]
    hypotheses: Annotated[MatrixPart | None, "the matrix of hypotheses; nothing where the watch has none"]


def gather_cached(
    view: View, watch: Watch, *, since: date | None = None, today: date | None = None
) -> tuple[Report, Brief]:
    """Return the report of a watch and its brief, within SIGNS_READ; cached until the ledger grows."""
    day = today or view.today

    def make() -> tuple[Report, Brief]:
        brief, report = briefs.build_brief(view.ledger, watch, today=day, since=since, most=SIGNS_READ)
        return report, brief

    return view.settings.memory.of(view.ledger, ("report", watch, day, since), make)


def build_watch_page(view: View) -> WatchPage:
    """Return the page of a watch. Query: all=1 (reported hits, too), indicator (only one), evidence (to be rated)."""
    wanted = watch_of(view)
    # Read before the report: a statement stored meanwhile is then not marked as reported unseen.
    until = view.ledger.database.extent()[-1]
    report, brief = gather_cached(view, wanted)
    everything, only = view.query.word("all") == "1", view.query.word("indicator")
    if only and only not in [indicator.name for indicator in wanted.indicators]:
        raise WebError(f"watch “{wanted.name}” has no indicator “{only[:100]}”", 404)
    address = address_of(wanted)
    return WatchPage(
        name=wanted.name,
        about=wanted.about,
        address=address,
        today=view.today,
        everything=everything,
        only=only,
        new=len(report.new),
        total=len(report.signs),
        until=until,
        most=SIGNS_READ,
        cut=report.cut,
        indicators=tuple(list_indicators(report, address, everything=everything, only=only)),
        series=tuple(list_series(report, brief)),
        incidents=find_incidents(report),
        disputes=tuple(list_disputes(brief)),
        differing=len(brief.disputes),
        hypotheses=build_matrix_part(view, report) if wanted.hypotheses else None,
    )


def watch_rows(context: WatchPage) -> Iterator[dict[str, Any]]:
    """Return the hits that the page shows as rows."""
    for indicator in context.indicators:
        for sign in indicator.signs:
            yield {
                "indicator": indicator.name,
                "id": sign.id,
                "day": sign.day,
                "place": sign.place,
                "who": sign.who,
                "cue": sign.cue,
                "content": sign.content,
                "publisher": sign.publisher,
                "published": sign.published,
                "title": sign.title,
                "printings": 1 + len(sign.also),
                "new": sign.new,
                "because": sign.because,
            }


def report_signs(view: View) -> str:
    """Mark the new hits as reported, up to the statement `until` that was the newest when the page was made."""
    wanted = watch_of(view)
    until = view.query.number("until", view.ledger.database.extent()[-1], most=999_999_999)
    fresh = watches.count_new_signs(view.ledger, wanted, today=view.today, most=SIGNS_READ, until=until)
    reporting.keep_reported(view.ledger.database, wanted.name, fresh.keys, at=datetime.now(UTC))
    return address_of(wanted)
