"""Charts of a speaker's statements by month and of the figures the speaker gave."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from onrecord.claims.values import is_same_unit
from onrecord.records import Record
from onrecord.render.charts import VEGA_LITE_SCHEMA, ChartSpec
from onrecord.text.format import format_count, format_number, format_quantity
from onrecord.watches import Point, Series, plot_series
from onrecord.watches.items import build_item
from onrecord.watches.series import carry_units, find_points
from onrecord.web.components import Chart, statement_address

# Units that have a chart of their own, those that most numbers have.
_UNITS_SHOWN = 3
# A single number is a figure, not a series: it gets no chart.
_LEAST_NUMBERS = 2
# Months that a chart reaches over, a century: one misread year must not make a chart of empty bars.
_MOST_MONTHS = 1_200


@dataclass(frozen=True)
class MonthCount:
    """A month with its number of statements."""

    month: Annotated[str, "the month, as 2026-10"]
    count: Annotated[int, "how many statements were said in it"]


@dataclass(frozen=True, kw_only=True)
class SpeakerNumber:
    """A number that the speaker gave."""

    on: Annotated[date | None, "the day that it is about, or was said"]
    words: Annotated[str, "the number in plain words"]
    low: Annotated[float | None, "the least that it says; empty where open"]
    high: Annotated[float | None, "the most"]
    because: Annotated[str, "how it was read"]
    address: Annotated[str, "the place of the statement"]
    publisher: Annotated[str, "who printed it"]


@dataclass(frozen=True)
class UnitFigure:
    """The numbers of one unit."""

    unit: Annotated[str, "what is counted"]
    chart: Annotated[Chart, "each from low to high, over time"]
    numbers: Annotated[tuple[SpeakerNumber, ...], "the same as a table, the latest first"]


def month_chart(found: Mapping[str, int]) -> Chart | None:
    """Return statements by month as bars; None if no day is known."""
    if not found:
        return None
    first, last = min(found), max(found)
    values = [{"month": f"{month}-01", "statements": found.get(month, 0)} for month in _months_between(first, last)]
    most = max(found, key=lambda month: found[month])
    spec = {
        "$schema": VEGA_LITE_SCHEMA,
        "data": {"values": values},
        "width": 640,
        "height": 120,
        "mark": {"type": "bar", "color": "#0072b2"},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "timeUnit": "utcyearmonth",
                "title": None,
                "axis": {"format": "%b %Y", "labelOverlap": True},
            },
            "y": {"field": "statements", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}},
            "tooltip": [{"field": "statements", "type": "quantitative"}],
        },
    }
    days = f"in {first}" if first == last else f"from {first} to {last}"
    words = f"{format_count(sum(found.values()), 'statement')} {days}, most of them in {most}: {found[most]:,}."
    return Chart("Statements by month", words, spec)


def _months_between(first: str, last: str) -> Iterator[str]:
    """Yield each month from the first to the last, at most _MOST_MONTHS."""
    year, month = int(first[:4]), int(first[5:7])
    for number in range(_MOST_MONTHS):
        current = f"{year + (month - 1 + number) // 12:04}-{(month - 1 + number) % 12 + 1:02}"
        if current > last:
            return
        yield current


def find_figures(near: Sequence[Record]) -> Iterator[UnitFigure]:
    """Return the units that most numbers of some statements have, each over time."""
    items = [build_item(record, record.statements[0]) for record in near if record.statements[0].quantities]
    counted = Counter(q.unit for item in items for q in carry_units(item.statement.quantities) if q.unit)
    units = list[str]()
    for unit, count in counted.most_common():
        if (
            count >= _LEAST_NUMBERS
            and len(units) < _UNITS_SHOWN
            # A series takes in all units that are the same: a second chart would have the same numbers.
            and not any(is_same_unit(unit, chosen) for chosen in units)
        ):
            units.append(unit)
    for unit in units:
        series = Series(unit, unit=(unit,))
        numbers = sorted((p for item in items for p in find_points(series, item)), key=lambda p: p.first or date.min)
        yield _build_figure(unit, numbers)


def _build_figure(unit: str, found: Sequence[Point]) -> UnitFigure:
    lows, highs = [p.low for p in found if p.low is not None], [p.high for p in found if p.high is not None]
    ends = [*lows, *highs]
    between = f"from {format_number(min(ends))} to {format_number(max(ends))}"
    summary = f"{format_count(len(found), 'number')}, {between}; the table has them all."
    chart = Chart(f"{unit[:1].upper()}{unit[1:]} over time", summary, _without_legend(plot_series(found, unit)))
    return UnitFigure(unit, chart, tuple(_describe_number(point) for point in reversed(found)))


def _without_legend(made: ChartSpec) -> ChartSpec:
    """Remove the legend and the title of a chart: they would only repeat the one speaker."""
    (panel,) = made["vconcat"]
    for layer in panel["layer"]:
        layer["encoding"]["color"] = {"value": "#0072b2"}
    rest = {name: value for name, value in made.items() if name not in ("vconcat", "bounds", "spacing", "resolve")}
    return rest | {name: value for name, value in panel.items() if name != "title"} | {"width": 640, "height": 140}


def _describe_number(point: Point) -> SpeakerNumber:
    return SpeakerNumber(
        on=point.first,
        words=format_quantity(point.quantity),
        low=point.low,
        high=point.high,
        because=point.because,
        address=statement_address(point.item.id),
        publisher=point.item.publisher or "",
    )
