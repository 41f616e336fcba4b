"""How a watch looks in a terminal, and as rows of JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.rows import statement_row
from onrecord.text.format import format_quantity as number
from onrecord.watches import Disagreement, IndicatorHit, Item, Point, Report
from onrecord.watches.hypotheses import find_decisive_cells, find_leaders, rank_hypotheses, sort_by_diagnosticity
from onrecord.watches.items import describe_speaker, group_reprints
from onrecord.watches.report import describe_decisive_cells, describe_evidence

_RATING_LETTERS = {"consistent": "C", "inconsistent": "I", "neither": "N", None: "–"}
_RATING_STYLES = {"consistent": "green", "inconsistent": "bold red", "neither": "dim", None: "dim"}


def print_watch(console: Console, made: Report, signs: Iterable[IndicatorHit]) -> None:
    """Print a watch: these of its signs, then series, disagreements and hypotheses, each where there are any."""
    console.print(Text(made.watch.name, style="bold"))
    _print_signs(console, tuple(signs))
    if made.points:
        _print_heading(console, "Series")
        _print_series(console, made.points)
    if made.disagreements:
        _print_heading(console, "Where sources disagree")
        for found in made.disagreements:
            _print_disagreement(console, found)
    if made.matrix.evidence:
        _print_heading(console, "Hypotheses")
        _print_matrix(console, made)


def _print_heading(console: Console, words: str, why: str = "") -> None:
    console.print()
    console.print(Text(words, style="bold cyan").append(f"  {why}" if why else "", style="not bold dim"))


def _print_signs(console: Console, signs: tuple[IndicatorHit, ...]) -> None:
    for indicator in dict.fromkeys(sign.indicator for sign in signs):
        _print_heading(console, indicator.name, indicator.why)
        for first, *again in group_reprints(sign.item for sign in signs if sign.indicator == indicator):
            _print_item(console, first)
            if again:
                papers = dict.fromkeys(f"{one.publisher or one.title}  {one.id[:8]}" for one in again)
                console.print(Padding(Text(f"also {', '.join(papers)}", style="dim"), (0, 0, 0, 4)))


def _print_item(console: Console, found: Item, quotation: str | None = None) -> None:
    day = found.on.isoformat() if found.on else "no date"
    where = f"  {found.place.name}" if found.place else ""
    console.print(
        Text(f"  {day}{where}  ").append(describe_speaker(found), style="bold").append(f"  {found.cue}", style="yellow")
    )
    console.print(Padding(Text(quotation or found.quotation), (0, 0, 0, 4)))
    about = ", ".join(x for x in (found.title, found.publisher) if x)
    console.print(Padding(Text(f"{about}  {found.id}", style="dim"), (0, 0, 0, 4)))


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
                    _point_days(point), *ends, number(point.quantity), describe_speaker(point.item), point.item.id[:8]
                )
        console.print(table)


def _point_days(point: Point) -> str:
    """The day, or the two days that a number is about lies between."""
    days = dict.fromkeys(day.isoformat() for day in (point.first, point.last) if day)
    return "\n".join(days) or "unknown"


def _format_bound(value: float | None) -> str:
    return "open" if value is None else f"{value:,.12g}"


def _print_disagreement(console: Console, found: Disagreement) -> None:
    console.print(Text(f"  {found.about}", style="yellow").append(f"  {found.because}", style="dim"))
    for item, words in ((found.one, found.words_one), (found.other, found.words_other)):
        _print_item(console, item, words)


def _print_matrix(console: Console, made: Report) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column("evidence", overflow="fold")
    names = made.matrix.hypotheses
    for name in names:
        table.add_column(name, justify="center", overflow="fold")
    table.add_column("weight")
    table.add_column("tells apart", justify="right")
    items = {one.weighed.id: one for one in made.evidence}
    for weighed, apart in sort_by_diagnosticity(made.matrix):
        cells = [weighed.cells.get(name) for name in names]
        letters = [Text(_RATING_LETTERS[cell], style=_RATING_STYLES[cell]) for cell in cells]
        table.add_row(describe_evidence(items[weighed.id]), *letters, weighed.weight, f"{apart:.0%}")
    console.print(table)
    console.print(
        Text("  C consistent, I inconsistent, N neither, – not judged; what fits all says nothing", style="dim")
    )
    for standing in rank_hypotheses(made.matrix):
        against = f"{standing.inconsistent} against, {standing.consistent} for, {standing.neither} neither"
        console.print(f"  {standing.rank}. {standing.hypothesis}: inconsistency {standing.score:g} ({against})")
    for line in describe_decisive_cells(made):
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))


def watch_rows(made: Report, signs: Iterable[IndicatorHit]) -> Iterator[dict[str, Any]]:
    """A row each: signs, points, disagreements, evidence, hypotheses, turns; "is" says which."""
    for sign in signs:
        reported = sign.reported.isoformat() if sign.reported else None
        yield {"is": "sign", "indicator": sign.indicator.name, "reported": reported} | _watch_item_row(sign.item)
    for point in made.points:
        ends = {"low": point.low, "high": point.high, "as_said": number(point.quantity)}
        days = {"from": _iso_or_none(point.first), "to": _iso_or_none(point.last), "because": point.because}
        yield {"is": "point", "series": point.series} | ends | days | _watch_item_row(point.item)
    for found in made.disagreements:
        sides = [
            {"words": words} | _watch_item_row(item)
            for item, words in ((found.one, found.words_one), (found.other, found.words_other))
        ]
        yield {"is": "disagreement", "on": found.kind, "about": found.about, "because": found.because, "sides": sides}
    items = {one.weighed.id: one.item for one in made.evidence}
    for weighed, apart in sort_by_diagnosticity(made.matrix):
        item = items[weighed.id]
        about = {"cells": dict(weighed.cells), "weight": weighed.weight, "diagnosticity": apart}
        yield {"is": "evidence", "id": weighed.id} | about | (_watch_item_row(item) if item else {})
    first = find_leaders(made.matrix)
    for standing in rank_hypotheses(made.matrix) if made.matrix.evidence else ():
        counts = {name: getattr(standing, name) for name in ("consistent", "inconsistent", "neither", "unjudged")}
        about = {"score": standing.score, "rank": standing.rank, "leads": standing.hypothesis in first}
        yield {"is": "hypothesis", "name": standing.hypothesis} | about | counts
    for turn in find_decisive_cells(made.matrix):
        yield {"is": "turn", "id": turn.id, "hypothesis": turn.hypothesis, "now": turn.now} | {
            "otherwise": turn.otherwise,
            "leaders": list(turn.leaders),
        }


def _watch_item_row(found: Item) -> dict[str, Any]:
    article = found.record.article
    place = {"name": found.place.name, "because": found.place.because} if found.place else None
    return {
        "id": found.id,
        "day": _iso_or_none(found.on),
        "day_because": found.on_because,
        "place": place,
        "speaker": found.speaker,
        "source": found.source,
        "cue": found.cue,
        "quotation": found.quotation,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": _iso_or_none(article.published),
        "url": article.url,
        "statement": statement_row(found.statement),
    }


def _iso_or_none(day: Any) -> str | None:
    return day.isoformat() if day else None
