"""The series of a watch: numbers over time, each with its chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from onrecord import watches
from onrecord.briefs import Brief
from onrecord.render.charts import VEGA_LITE_SCHEMA
from onrecord.watches import Report
from onrecord.web.components import Chart, statement_address


@dataclass(frozen=True, kw_only=True)
class SeriesNumber:
    """A number of a series."""

    days: Annotated[str, "the days that it is about"]
    low: Annotated[str, "what it is at the least; open where nothing says"]
    high: Annotated[str, "what it is at the most; open where nothing says"]
    words: Annotated[str, "the words that say so"]
    who: Annotated[str, "who says so"]
    printed: Annotated[str, "who printed it, and when"]
    address: Annotated[str, "where it stands in its article"]
    because: Annotated[str, "why it is this number, and of these days"]


@dataclass(frozen=True)
class ListedSeries:
    """A series: a quantity of a thing over time."""

    name: Annotated[str, "its name"]
    range: Annotated[str, "from where to where its numbers reach, in a sentence"]
    points: Annotated[tuple[SeriesNumber, ...], "its numbers, by the days that they are about"]
    chart: Annotated[Chart | None, "the same drawn; nothing where there is one number, or none has a day"]
    cut: Annotated[bool, "are there more, which were not looked at?"]


def list_series(report: Report, brief: Brief) -> Iterator[ListedSeries]:
    """Yield the series of a watch, each with its chart."""
    by_name = {number.name: number for number in brief.series}
    for wanted in report.watch.series:
        described = by_name.get(wanted.name)
        points = [point for point in report.points if point.series == wanted.name]
        figures = described.figures if described else ()
        rows = tuple(
            SeriesNumber(
                days=number.days,
                low=number.low,
                high=number.high,
                words=number.words,
                who=number.line.who,
                printed=", ".join(x for x in (number.line.printed_by, number.line.published) if x),
                address=statement_address(number.line.id),
                because=number.because,
            )
            for number in figures
        )
        words = described.range if described else ""
        yield ListedSeries(
            wanted.name, words, rows, _draw_series(wanted.name, words, points), wanted.name in report.cut
        )


def _draw_series(name: str, words: str, points: list[watches.Point]) -> Chart | None:
    """Chart a series at the width of the page; None for a single number."""
    panels = watches.plot_series(points, "")["vconcat"]
    if not panels or len(points) < 2:
        return None
    panel = {key: value for key, value in panels[0].items() if key != "title"}
    sized = {"width": "container", "height": 160, "autosize": {"type": "fit-x", "contains": "padding"}}
    return Chart(name, f"{len(points)} numbers. {words}".strip(), {"$schema": VEGA_LITE_SCHEMA} | panel | sized)
