"""Print a watch in a terminal, and as rows of JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.padding import Padding
from rich.table import Table

from onrecord.render.printer import Console, Text, stack_lines
from onrecord.rows import format_iso_date, statement_row
from onrecord.text.format import format_day, format_number, format_quantity, format_share
from onrecord.watches import Disagreement, IndicatorHit, Item, Point, Report
from onrecord.watches.hypotheses import find_decisive_cells, find_leaders, rank_hypotheses, sort_by_diagnosticity
from onrecord.watches.items import describe_speaker, group_reprints
from onrecord.watches.report import describe_decisive_cells, describe_evidence

# Heuer's matrix writes C, I and N; a cell that nobody has rated must not look like "neither".
_RATING_LETTERS = {"consistent": "C", "inconsistent": "I", "neither": "N", None: "–"}
_RATING_STYLES = {"consistent": "green", "inconsistent": "bold red", "neither": "dim", None: "dim"}


def print_watch(console: Console, report: Report, signs: Iterable[IndicatorHit]) -> None:
    """Print a watch: these of its signs, then series, disagreements and hypotheses, each where there are any."""
    console.print(Text(report.watch.name, style="bold"))
    _print_signs(console, tuple(signs))
    if report.points:
        _print_heading(console, "Series")
        _print_series(console, report.points)
    if report.disagreements:
        _print_heading(console, "Where sources disagree")
        for disagreement in report.disagreements:
            _print_disagreement(console, disagreement)
    if report.matrix.evidence:
        _print_heading(console, "Hypotheses")
        _print_matrix(console, report)


def _print_heading(console: Console, words: str, why: str = "") -> None:
    console.print()
    console.print(Text(words, style="bold cyan").append(f"  {why}" if why else "", style="not bold dim"))


def _print_signs(console: Console, signs: tuple[IndicatorHit, ...]) -> None:
    for indicator in dict.fromkeys(sign.indicator for sign in signs):
        _print_heading(console, indicator.name, indicator.why)
        for first, *again in group_reprints(sign.item for sign in signs if sign.indicator == indicator):
            _print_item(console, first)
            if again:
                papers = dict.fromkeys(f"{item.publisher or item.title}  {item.id[:8]}" for item in again)
                console.print(Padding(Text(f"also {', '.join(papers)}", style="dim"), (0, 0, 0, 4)))


def _print_item(console: Console, item: Item, quotation: str | None = None) -> None:
    day = format_day(item.on, unknown="no date")
    where = f"  {item.place.name}" if item.place else ""
    console.print(
        Text(f"  {day}{where}  ").append(describe_speaker(item), style="bold").append(f"  {item.cue}", style="yellow")
    )
    console.print(Padding(Text(quotation or item.quotation), (0, 0, 0, 4)))
    about = ", ".join(x for x in (item.title, item.publisher) if x)
    console.print(Padding(Text(f"{about}  {item.id}", style="dim"), (0, 0, 0, 4)))


def _print_series(console: Console, points: tuple[Point, ...]) -> None:
    for name in dict.fromkeys(point.series for point in points):
        table = Table(title=name, title_justify="left", title_style="", box=None, padding=(0, 2, 0, 2))
        for column, justify in (("about", "left"), ("low", "right"), ("high", "right")):
            table.add_column(column, justify=justify, no_wrap=True)  # type: ignore[arg-type]  # rich's own words
        for column in ("as said", "by"):
            table.add_column(column, overflow="fold")
        table.add_column("id", no_wrap=True, style="dim")
        for point in points:
            if point.series == name:
                ends = _format_bound(point.low), _format_bound(point.high)
                table.add_row(
                    _point_days(point),
                    *ends,
                    format_quantity(point.quantity),
                    describe_speaker(point.item),
                    point.item.id[:8],
                )
        console.print(table)


def _point_days(point: Point) -> Text:
    """Return the day that a number is about, or the first and the last one, a line each."""
    days = dict.fromkeys(format_day(day) for day in (point.first, point.last) if day)
    return stack_lines(*(days or ["unknown"]))


def _format_bound(value: float | None) -> str:
    return "open" if value is None else format_number(value)


def _print_disagreement(console: Console, disagreement: Disagreement) -> None:
    console.print(Text(f"  {disagreement.about}", style="yellow").append(f"  {disagreement.because}", style="dim"))
    for item, words in ((disagreement.one, disagreement.words_one), (disagreement.other, disagreement.words_other)):
        _print_item(console, item, words)


def _print_matrix(console: Console, report: Report) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column("evidence", overflow="fold")
    names = report.matrix.hypotheses
    for name in names:
        table.add_column(name, justify="center", overflow="fold")
    table.add_column("weight")
    table.add_column("diagnosticity", justify="right")
    items = {evidence.weighed.id: evidence for evidence in report.evidence}
    for weighed, apart in sort_by_diagnosticity(report.matrix):
        cells = [weighed.cells.get(name) for name in names]
        letters = [Text(_RATING_LETTERS[cell], style=_RATING_STYLES[cell]) for cell in cells]
        table.add_row(describe_evidence(items[weighed.id]), *letters, weighed.weight, format_share(apart))
    console.print(table)
    console.print(
        Text(
            "  C consistent, I inconsistent, N neither, – not rated; evidence consistent with all is not diagnostic",
            style="dim",
        )
    )
    for standing in rank_hypotheses(report.matrix):
        against = f"{standing.inconsistent} against, {standing.consistent} for, {standing.neither} neither"
        console.print(f"  {standing.rank}. {standing.hypothesis}: inconsistency {standing.score:g} ({against})")
    for line in describe_decisive_cells(report):
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))


def watch_rows(report: Report, signs: Iterable[IndicatorHit]) -> Iterator[dict[str, Any]]:
    """Yield a row each for hits, points, disagreements, evidence, hypotheses and turns; "is" names the kind."""
    for sign in signs:
        reported = sign.reported.isoformat() if sign.reported else None
        yield {"is": "sign", "indicator": sign.indicator.name, "reported": reported} | _watch_item_row(sign.item)
    for point in report.points:
        ends = {"low": point.low, "high": point.high, "as_said": format_quantity(point.quantity)}
        days = {"from": format_iso_date(point.first), "to": format_iso_date(point.last), "because": point.because}
        yield {"is": "point", "series": point.series} | ends | days | _watch_item_row(point.item)
    for disagreement in report.disagreements:
        sides = [
            {"words": words} | _watch_item_row(item)
            for item, words in (
                (disagreement.one, disagreement.words_one),
                (disagreement.other, disagreement.words_other),
            )
        ]
        yield {
            "is": "disagreement",
            "on": disagreement.kind,
            "about": disagreement.about,
            "because": disagreement.because,
            "sides": sides,
        }
    items = {evidence.weighed.id: evidence.item for evidence in report.evidence}
    for weighed, apart in sort_by_diagnosticity(report.matrix):
        item = items[weighed.id]
        about = {"cells": dict(weighed.cells), "weight": weighed.weight, "diagnosticity": apart}
        yield {"is": "evidence", "id": weighed.id} | about | (_watch_item_row(item) if item else {})
    first = find_leaders(report.matrix)
    for standing in rank_hypotheses(report.matrix) if report.matrix.evidence else ():
        counts = {name: getattr(standing, name) for name in ("consistent", "inconsistent", "neither", "unjudged")}
        about = {"score": standing.score, "rank": standing.rank, "leads": standing.hypothesis in first}
        yield {"is": "hypothesis", "name": standing.hypothesis} | about | counts
    for turn in find_decisive_cells(report.matrix):
        yield {"is": "turn", "id": turn.id, "hypothesis": turn.hypothesis, "now": turn.now} | {
            "otherwise": turn.otherwise,
            "leaders": list(turn.leaders),
        }


def _watch_item_row(item: Item) -> dict[str, Any]:
    article = item.record.article
    place = {"name": item.place.name, "because": item.place.because} if item.place else None
    return {
        "id": item.id,
        "day": format_iso_date(item.on),
        "day_because": item.on_because,
        "place": place,
        "speaker": item.speaker,
        "source": item.source,
        "cue": item.cue,
        "quotation": item.quotation,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": format_iso_date(article.published),
        "url": article.url,
        "statement": statement_row(item.statement),
    }
