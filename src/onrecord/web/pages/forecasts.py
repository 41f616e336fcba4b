"""The forecast board: forecasts due, overdue and resolved, with a form to resolve each in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from onrecord.judgements import OUTCOME_WORDS, OUTCOMES, Resolution
from onrecord.ledger import Hit, Hits
from onrecord.ledger.forecasts import Days, ForecastScope, find_due, list_resolved, select_forecasts
from onrecord.records import Forecast, shift_day
from onrecord.render import charts
from onrecord.scoring import Foretold
from onrecord.text.format import format_count, format_probability
from onrecord.web.components import Chart, ListedStatement, PageLink, statement_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.filters import web_address
from onrecord.web.pagination import Pager, build_pager

FORECASTS_SHOWN = 20
# Lists by their name in the address; a number is a number of days from today.
_LISTS = {
    "30": "Due in 30 days",
    "90": "Due in 90 days",
    "later": "Due later",
    "overdue": "Overdue",
    "resolved": "Resolved",
}


@dataclass(frozen=True, kw_only=True)
class ForecastOutcome:
    """The outcome of a forecast, as a person resolved it."""

    outcome: Annotated[str, "yes, no, partly, void"]
    words: Annotated[str, "the same in words"]
    on: Annotated[date | None, "the day that it was settled"]
    evidence: Annotated[str, "what shows it: an address, or an id; empty where nothing was given"]
    address: Annotated[str, "where that leads; empty where nowhere"]
    outside: Annotated[bool, "does it lead out of the desk?"]


@dataclass(frozen=True, kw_only=True)
class BoardForecast:
    """A forecast on the board."""

    said: Annotated[ListedStatement, "the statement that foretells it"]
    first: Annotated[date | None, "when its horizon begins"]
    last: Annotated[date | None, "when its horizon ends"]
    when: Annotated[str, "how far that is from today, in words"]
    odds: Annotated[str, "how likely its words make it, an interval; empty where they do not say"]
    low: Annotated[float | None, "the interval's lower end, a probability"]
    high: Annotated[float | None, "its upper end"]
    condition: Annotated[str, "on what it depends, as printed; empty where on nothing"]
    unresolvable: Annotated[str, "why nobody could tell whether it came true; empty where one could"]
    confirmed: Annotated[bool, "has a person confirmed that it is a forecast?"]
    outcome: Annotated[ForecastOutcome | None, "the outcome; none where nobody has resolved it"]


@dataclass(frozen=True)
class ForecastGroup:
    """A group of forecasts with one status."""

    title: Annotated[str, "what holds of them"]
    about: Annotated[str, "what that means for a score"]
    items: Annotated[tuple[BoardForecast, ...], "the forecasts"]


@dataclass(frozen=True)
class ListChoice:
    """One of the lists, with its link."""

    link: Annotated[PageLink, "its name, and where it leads"]
    count: Annotated[str, "how many forecasts are in it"]


@dataclass(frozen=True, kw_only=True)
class ForecastsPage:
    """The forecast board."""

    today: Annotated[date, "the day that it is"]
    show: Annotated[str, "which list is shown: 30, 90 (due in so many days), later, overdue, resolved"]
    title: Annotated[str, "the list's name"]
    speaker: Annotated[str, "words of the speaker's name or organisation that are asked for"]
    topic: Annotated[str, "words of the content that are asked for"]
    choices: Annotated[tuple[ListChoice, ...], "the lists that there are"]
    groups: Annotated[tuple[ForecastGroup, ...], "the forecasts of this page of the list"]
    place: Annotated[Pager, "where in the list that is"]
    chart: Annotated[Chart | None, "each of them from the day it was said to the end of its horizon"]
    outcomes: Annotated[tuple[PageLink, ...], "the outcomes that a resolution may name, as words and field"]


def build_forecasts_page(view: View) -> ForecastsPage:
    """Return one of the board's lists, filtered by speaker and topic."""
    show = view.query.word("show") or "30"
    if show not in _LISTS:
        raise WebError(f"show={show[:40]}: is one of {', '.join(_LISTS)}")
    offset = view.query.number("offset", 0)
    speaker, topic = view.query.word("speaker")[:200], view.query.word("topic")[:200]
    fields = {"show": "" if show == "30" else show, "speaker": speaker, "topic": topic}
    some = select_forecasts(view.ledger.database, speaker, topic)
    groups, total, more = _read_page(view, some, show, offset) if some else ([], 0, False)
    items = [item for group in groups for item in group.items]
    return ForecastsPage(
        today=view.today,
        show=show,
        title=_LISTS[show],
        speaker=speaker,
        topic=topic,
        choices=tuple(_list_choices(view, some, show, fields)),
        groups=tuple(group for group in groups if group.items),
        place=build_pager(
            "/forecasts", fields | {"offset": str(offset)}, len(items), total=total, size=FORECASTS_SHOWN, more=more
        ),
        chart=_chart_forecasts(items, view.today, _LISTS[show]),
        outcomes=tuple(PageLink(OUTCOME_WORDS[name], name) for name in OUTCOMES),
    )


def _days_of(show: str, today: date) -> Days:
    """Return the days on which the forecasts of a list fall due."""
    if show == "overdue":
        # On its last day a forecast may still come true: it is overdue from the next day on.
        return Days(None, shift_day(today, -1), latest=True)
    if show == "later":
        # Begins where the list of 90 days ends.
        return Days(shift_day(today, 91), None)
    return Days(today, shift_day(today, int(show)))


def _read_page(view: View, some: ForecastScope, show: str, offset: int) -> tuple[list[ForecastGroup], int, bool]:
    """Return a page of a list, its total, and whether there are more. Confirmed forecasts come first."""
    if show == "resolved":
        listed = list_resolved(view.ledger.database, some, limit=FORECASTS_SHOWN, offset=offset)
        return (
            [ForecastGroup("Resolved", "That which was settled last comes first.", _describe_forecasts(view, listed))],
            listed.total,
            False,
        )
    days = _days_of(show, view.today)
    sure = find_due(view.ledger.database, days, some, confirmed=True, limit=FORECASTS_SHOWN, offset=offset)
    # The two groups are paged as one list: the second starts where the first has run out.
    rest = {"limit": FORECASTS_SHOWN - len(sure.hits), "offset": max(0, offset - sure.total)}
    read = find_due(view.ledger.database, days, some, confirmed=False, **rest)
    groups = [
        ForecastGroup(
            "Confirmed",
            "A person says that they are forecasts: resolved, they count in scores.",
            _describe_forecasts(view, sure),
        ),
        ForecastGroup(
            "Read by a machine", "Nobody has confirmed them: they count in no score.", _describe_forecasts(view, read)
        ),
    ]
    return groups, sure.total + read.total, sure.more or read.more


def _describe_forecasts(view: View, found: Hits) -> tuple[BoardForecast, ...]:
    return tuple(_describe_hit(hit, view.today) for hit in found.hits)


def _describe_hit(hit: Hit, today: date) -> BoardForecast:
    forecast = hit.statement.forecast or Forecast("")
    resolutions = [judged for judged in hit.judged if isinstance(judged, Resolution)]
    return BoardForecast(
        said=ListedStatement.of(hit),
        first=forecast.first,
        last=forecast.last,
        when=_describe_distance(forecast.last, today),
        odds=format_probability(forecast.low, forecast.high),
        low=forecast.low,
        high=forecast.high,
        condition=forecast.condition or "",
        unresolvable=forecast.unresolvable or "",
        confirmed=forecast.confirmed_by is not None,
        outcome=outcome_of(resolutions[-1] if resolutions else None),
    )


def _describe_distance(last: date | None, today: date) -> str:
    if last is None:
        return "no end"
    days = (last - today).days
    if not days:
        return "today"
    return f"in {format_count(days, 'day')}" if days > 0 else f"{format_count(-days, 'day')} ago"


def outcome_of(made: Resolution | None) -> ForecastOutcome | None:
    """Return a resolution as pages show it."""
    if made is None:
        return None
    evidence, on = made.evidence or "", made.on
    outside = bool(web_address(evidence))
    # An id is a statement's or an article's; both are found by the address of a statement.
    inside = statement_address(evidence) if evidence and not evidence.startswith(("http:", "https:")) else ""
    return ForecastOutcome(
        outcome=made.outcome,
        words=OUTCOME_WORDS[made.outcome],
        on=on,
        evidence=evidence,
        address=evidence if outside else inside,
        outside=outside,
    )


def _list_choices(view: View, some: ForecastScope | None, show: str, asked: dict[str, str]) -> Iterator[ListChoice]:
    """Yield the links to the lists, each with its number of forecasts."""
    for name, words in _LISTS.items():
        fields = asked | {"show": "" if name == "30" else name}
        query = urlencode({key: value for key, value in fields.items() if value})
        link = PageLink(words, f"/forecasts?{query}" if query else "/forecasts", here=name == show)
        yield ListChoice(link, _count_forecasts(view, some, name) if some else "0")


def _count_forecasts(view: View, some: ForecastScope, show: str) -> str:
    if show == "resolved":
        return f"{list_resolved(view.ledger.database, some, limit=0).total:,}"
    days = _days_of(show, view.today)
    both = [find_due(view.ledger.database, days, some, confirmed=confirmed, limit=0) for confirmed in (True, False)]
    return f"{'over ' if any(hits.more for hits in both) else ''}{sum(hits.total for hits in both):,}"


def _chart_forecasts(items: list[BoardForecast], today: date, title: str) -> Chart | None:
    forecasts = [_to_chart(item) for item in items]
    if not forecasts:
        return None
    ends = [item.last for item in items if item.last]
    span = f", due from {min(ends).isoformat()} to {max(ends).isoformat()}" if ends else ""
    count = format_count(len(forecasts), "forecast")
    words = f"{count}{span}, each a line from the day it was said to the end of its horizon."
    return Chart(f"{title}: those on this page", words, charts.timeline_chart(forecasts, today=today, title=title))


def _to_chart(item: BoardForecast) -> Foretold:
    return Foretold(
        item.said.id,
        low=item.low,
        high=item.high,
        due=item.last,
        outcome=item.outcome.outcome if item.outcome else None,  # type: ignore[arg-type]  # it is one
        confirmed=item.confirmed,
        said=item.said.said,
        speaker=item.said.who,
        words=item.said.words,
    )


def forecast_rows(context: ForecastsPage) -> Iterator[dict[str, Any]]:
    """Return the forecasts of a page as rows."""
    for item in (item for group in context.groups for item in group.items):
        yield item.said.row() | {
            "from": item.first,
            "due": item.last,
            "low": item.low,
            "high": item.high,
            "condition": item.condition,
            "confirmed": item.confirmed,
            "outcome": item.outcome.outcome if item.outcome else "",
            "settled": item.outcome.on if item.outcome else None,
            "evidence": item.outcome.evidence if item.outcome else "",
        }
