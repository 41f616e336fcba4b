"""The incidents of a watch: the hits that have a place, by day and by place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord.briefs.lines import shorten
from onrecord.render.charts import VEGA_LITE_SCHEMA
from onrecord.watches import Item, Report
from onrecord.watches.items import describe_speaker, group_reprints
from onrecord.web.components import Chart, statement_address

# Incidents in the table; the map counts all of them.
_INCIDENTS_SHOWN = 100
# Characters of a quotation in the table: two lines of it on a wide screen.
_LONGEST_QUOTATION = 160


@dataclass(frozen=True, kw_only=True)
class Incident:
    """A hit that has a place."""

    day: Annotated[date | None, "its day"]
    place: Annotated[str, "its place"]
    words: Annotated[str, "what was said, shortened"]
    who: Annotated[str, "who said so"]
    indicators: Annotated[str, "the indicators that found it"]
    printed: Annotated[str, "who printed it"]
    address: Annotated[str, "where it stands in its article"]


@dataclass(frozen=True)
class IncidentPlace:
    """A place with its number of incidents."""

    name: Annotated[str, "its name, as printed"]
    count: Annotated[int, "how many incidents"]
    first: Annotated[date | None, "the day of the first"]
    last: Annotated[date | None, "the day of the last"]


@dataclass(frozen=True)
class Incidents:
    """The hits that have a place, by day and by place."""

    rows: Annotated[tuple[Incident, ...], "the incidents, the latest first"]
    places: Annotated[tuple[IncidentPlace, ...], "the places, that with most incidents first"]
    total: Annotated[int, "how many incidents there are"]
    elsewhere: Annotated[int, "how many signs name no place"]
    chart: Annotated[Chart | None, "incidents by day and place; nothing where there are none with a day"]


def find_incidents(report: Report) -> Incidents:
    """Return the hits of a watch that have a place. Reprints count once."""
    names: dict[str, list[str]] = {}
    for sign in report.signs:
        names.setdefault(sign.item.id, []).append(sign.indicator.name)
    items = {sign.item.id: sign.item for sign in report.signs}
    groups = group_reprints(items.values())
    placed = sorted((item for item, *_ in groups if item.place), key=lambda item: item.on or date.min, reverse=True)
    rows = tuple(_describe_incident(item, names[item.id]) for item in placed[:_INCIDENTS_SHOWN])
    counted = Counter(item.place.name for item in placed if item.place)
    days = {name: sorted(o.on for o in placed if o.on and o.place and o.place.name == name) for name in counted}
    ends = {name: (on[0], on[-1]) if on else (None, None) for name, on in days.items()}
    places = tuple(IncidentPlace(name, count, *ends[name]) for name, count in counted.most_common())
    return Incidents(rows, places, len(placed), len(groups) - len(placed), _chart_incidents(placed, places))


def _describe_incident(one: Item, indicators: list[str]) -> Incident:
    return Incident(
        day=one.on,
        place=one.place.name if one.place else "",
        words=shorten(one.quotation, _LONGEST_QUOTATION),
        who=describe_speaker(one),
        indicators="; ".join(indicators),
        printed=one.publisher or one.title,
        address=statement_address(one.id),
    )


def _chart_incidents(placed: Iterable[Item], places: tuple[IncidentPlace, ...]) -> Chart | None:
    """Chart incidents by day and place: a line for each place, a dot for each day, sized by its incidents."""
    counted = Counter((item.on, item.place.name) for item in placed if item.on and item.place)
    if not counted:
        return None
    values = [{"on": on.isoformat(), "place": name, "incidents": n} for (on, name), n in counted.items()]
    shown = [place.name for place in places][:30]
    axis: dict[str, Any] = {"format": "%-d %b %Y", "grid": True, "labelOverlap": True}
    if len({value["on"] for value in values}) < 8:
        axis["tickCount"] = {"interval": "day", "step": 1}
    spec = {
        "$schema": VEGA_LITE_SCHEMA,
        "data": {"values": [value for value in values if value["place"] in shown]},
        "width": "container",
        "height": {"step": 26},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "mark": {"type": "circle", "color": "#0072b2", "opacity": 0.85},
        "encoding": {
            "x": {"field": "on", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis},
            "y": {"field": "place", "type": "nominal", "title": None, "sort": shown, "axis": {"labelLimit": 130}},
            "size": {
                "field": "incidents",
                "type": "quantitative",
                "legend": None,
                "scale": {"type": "linear", "domain": [0, max(counted.values())], "range": [40, 400]},
            },
            "tooltip": [{"field": name, "type": "nominal"} for name in ("place", "on", "incidents")],
        },
    }
    most = places[0]
    summary = f"{sum(counted.values())} incidents at {len(places)} places; the most, {most.count}, at {most.name}."
    return Chart("Incidents by day and place", summary, spec)
