"""A brief as a value: every section's lines, in words. Pure; `rendering` prints it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby

from onrecord.briefs.lines import BriefLine, Grades, build_line, describe_likelihood, format_odds, shorten
from onrecord.judgements import OUTCOME_WORDS
from onrecord.text.format import (
    format_day,
    format_number,
    format_quantity,
    format_share,
)
from onrecord.watches import Disagreement, IndicatorHit, Item, MatrixEvidence, Point, Report, WatchedForecast
from onrecord.watches.hypotheses import HypothesisRank, rank_hypotheses, sort_by_diagnosticity
from onrecord.watches.items import group_reprints
from onrecord.watches.report import describe_decisive_cells, forecast_deadline
from onrecord.watches.series import find_clause

_SHORT = 60
_AHEAD = 8
"""So many forecasts that fall due next are shown."""


@dataclass(frozen=True, slots=True)
class BriefSection:
    """An indicator's, or a speaker's, lines. again: those that a section before it has already."""

    name: str
    note: str
    lines: tuple[BriefLine, ...]
    again: tuple[BriefLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DueForecast:
    """A forecast: its line, the end of its horizon, how likely it was said to be, what came of it."""

    line: BriefLine
    by: str
    odds: str
    standing: str


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A number of a series, with the words of its clause."""

    line: BriefLine
    days: str
    low: str
    high: str
    said: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class BriefSeries:
    """The numbers of a series, and from where to where they reach."""

    name: str
    range: str
    figures: tuple[SeriesFigure, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two lines that cannot both be right, the words of each that say so, and why they are set against each other."""

    about: str
    because: str
    sides: tuple[tuple[BriefLine, str], tuple[BriefLine, str]]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row of the matrix: the evidence, its cell for each hypothesis, and who judged it."""

    words: str
    line: BriefLine | None
    cells: tuple[str, ...]
    weight: str
    apart: str
    judged: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief prints."""

    title: str
    about: str
    day: str
    since: str
    glance: tuple[str, ...]
    new: tuple[BriefSection, ...]
    came_due: tuple[DueForecast, ...]
    due_next: tuple[DueForecast, ...]
    speakers: tuple[BriefSection, ...]
    series: tuple[BriefSeries, ...]
    disputes: tuple[Dispute, ...]
    hypotheses: tuple[tuple[str, str], ...]
    standings: tuple[HypothesisRank, ...]
    rows: tuple[EvidenceRow, ...]
    turns: tuple[str, ...]
    articles: tuple[BriefLine, ...]


def compose_brief(report: Report, *, since: date, grades: Grades) -> Brief:
    """The brief of a report. What was first reported on `since` or later is new too.

    grades: see `lines.Grades`.
    """
    lines = _lines(report, grades)
    new = [sign for sign in report.signs if _is_new(sign, since)]
    past = [one for one in report.forecasts if (end := forecast_deadline(one)) and end <= report.today]
    ahead = [
        one for one in report.forecasts if (end := forecast_deadline(one)) and end > report.today and not one.resolved
    ]
    return Brief(
        report.watch.name,
        report.watch.about,
        format_day(report.today),
        format_day(since),
        tuple(_glance(report, new, past)),
        _new(new, lines),
        tuple(_due(one, lines) for one in past),
        tuple(_due(one, lines) for one in ahead[:_AHEAD]),
        _speakers(report.items, lines),
        _series(report.points, lines),
        tuple(_dispute(found, lines) for found in report.disagreements),
        tuple((one.name, one.text) for one in report.watch.hypotheses),
        tuple(rank_hypotheses(report.matrix)) if report.matrix.evidence else (),
        _rows(report, lines),
        tuple(describe_decisive_cells(report)),
        _articles(lines.values()),
    )


def _lines(report: Report, grades: Grades) -> dict[str, BriefLine]:
    """The line of every item by its id, numbered in the order of days; printings of the same share one."""
    sides = [item for found in report.disagreements for item in (found.one, found.other)]
    evidence = [one.item for one in report.evidence if one.item]
    every = {found.id: found for found in (*report.items, *sides, *evidence)}
    ordered = sorted(every.values(), key=lambda item: (item.on or date.max, item.title, _place(item)))
    made: dict[str, BriefLine] = {}
    for number, (first, *again) in enumerate(group_reprints(ordered), 1):
        made |= dict.fromkeys((one.id for one in (first, *again)), build_line(number, first, grades, again))
    return made


def _place(item: Item) -> int:
    return min((span.start for span in item.statement.spans), default=0)


def _is_new(sign: IndicatorHit, since: date) -> bool:
    return sign.reported is None or sign.reported >= datetime.combine(since, time.min, sign.reported.tzinfo)


def _glance(report: Report, new: list[IndicatorHit], past: list[WatchedForecast]) -> Iterable[str]:
    """What a reader in a hurry must know, a sentence each."""
    items = {sign.item.id: sign.item for sign in new}
    speakers = {item.speaker for item in items.values()}
    titles = {item.record.article.key for item in items.values()}
    yield _count(len(items), "new statement") + (
        f", by {_count(len(speakers), 'speaker')} in {_count(len(titles), 'article')}." if items else "."
    )
    signs = Counter(sign.indicator.name for sign in new)
    if signs:
        name, most = signs.most_common(1)[0]
        yield f"The most, {most}, on “{name}”."
    if past:
        unresolved, unconfirmed = sum(not one.resolved for one in past), sum(not _confirmed(one) for one in past)
        told = f"{unresolved or 'none'} not resolved, {unconfirmed or 'none'} not confirmed by a person"
        yield f"{_count(len(past), 'forecast')} came due: {told}."
    if report.disagreements:
        about = "; ".join(dict.fromkeys(f"“{shorten(one.about, _SHORT)}”" for one in report.disagreements))
        yield f"Sources disagree on {_count(len(report.disagreements), 'point')}: {about}."
    if report.matrix.evidence:
        first = [one.hypothesis for one in rank_hypotheses(report.matrix) if one.rank == 1]
        one, it = ("hypothesis", "it") if len(first) == 1 else ("hypotheses", "them")
        yield f"The {one} with the least against {it}: {', '.join(first)}."


def _count(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"


def _new(new: list[IndicatorHit], lines: dict[str, BriefLine]) -> tuple[BriefSection, ...]:
    made, told = [], set[int]()
    for indicator in dict.fromkeys(sign.indicator for sign in new):
        found = _in_order(lines[sign.item.id] for sign in new if sign.indicator == indicator)
        first, again = ([one for one in found if (one.number in told) is known] for known in (False, True))
        told |= {one.number for one in found}
        made.append(BriefSection(indicator.name, indicator.why, tuple(first), tuple(again)))
    return tuple(made)


def _in_order(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    return tuple(sorted(dict.fromkeys(lines), key=lambda one: one.number))


def _due(one: WatchedForecast, lines: dict[str, BriefLine]) -> DueForecast:
    forecast, made = one.item.statement.forecast, one.resolved
    odds = format_odds(forecast.low, forecast.high) if forecast else ""
    standing = "not resolved"
    if made:
        on = f", {format_day(made.on)}" if made.on else ""
        standing = f"{OUTCOME_WORDS[made.outcome]}{on}, as {made.by} judged on {format_day(made.at.date())}"
    elif not _confirmed(one):
        standing = "not resolved; a machine read it as a forecast, nobody has confirmed it"
    return DueForecast(lines[one.item.id], format_day(forecast_deadline(one)), odds, standing)


def _confirmed(one: WatchedForecast) -> bool:
    """Has a person confirmed that it is a forecast?"""
    forecast = one.item.statement.forecast
    return bool(forecast and forecast.confirmed_by)


def _speakers(items: Iterable[Item], lines: dict[str, BriefLine]) -> tuple[BriefSection, ...]:
    """Each speaker's lines, those with most first; the unnamed, each apart, at the end."""
    made: dict[tuple[bool, str], list[BriefLine]] = {}
    for item in items:
        name = item.statement.speaker.name if item.statement.speaker else None
        made.setdefault((name is None, name or item.speaker), []).append(lines[item.id])
    ordered = sorted(made.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1]))
    return tuple(
        BriefSection(name, next((one.role for one in found if one.role), ""), _in_order(found))
        for (_, name), found in ordered
    )


def _series(points: Iterable[Point], lines: dict[str, BriefLine]) -> tuple[BriefSeries, ...]:
    by_name = [(name, tuple(found)) for name, found in groupby(points, key=lambda point: point.series)]
    return tuple(
        BriefSeries(name, _range(found), tuple(_figure(one, lines) for one in found)) for name, found in by_name
    )


def _range(points: tuple[Point, ...]) -> str:
    """From the lowest to the highest of what was said."""
    if len(points) < 2:
        return ""
    known = [value for point in points for value in (point.low, point.high) if value is not None]
    low = "or fewer " if any(point.low is None for point in points) else ""
    high = " or more" if any(point.high is None for point in points) else ""
    return f"All told, from {_number(min(known))} {low}to {_number(max(known))}{high}."


def _figure(point: Point, lines: dict[str, BriefLine]) -> SeriesFigure:
    text, said = point.item.record.article.text, point.item.statement
    words = find_clause(text, point.quantity, said).of(text).strip(" ,;:–—-")
    days = " to ".join(dict.fromkeys(format_day(one) for one in (point.first, point.last) if one)) or "no date"
    low, high = _number(point.low), _number(point.high)
    return SeriesFigure(lines[point.item.id], days, low, high, format_quantity(point.quantity), words, point.because)


def _number(value: float | None) -> str:
    return "open" if value is None else format_number(value)


def _dispute(found: Disagreement, lines: dict[str, BriefLine]) -> Dispute:
    sides = (found.one, found.words_one), (found.other, found.words_other)
    one, other = ((replace(lines[it.id], likelihood=describe_likelihood(it, words)), words) for it, words in sides)
    about = found.about if found.kind == "figure" else f"“{found.about}”"
    return Dispute(about, found.because, (one, other))


def _rows(report: Report, lines: dict[str, BriefLine]) -> tuple[EvidenceRow, ...]:
    evidence = {one.weighed.id: one for one in report.evidence}
    made = []
    for weighed, apart in sort_by_diagnosticity(report.matrix):
        found = evidence[weighed.id]
        shown = lines[weighed.id] if found.item else None
        cells = tuple(weighed.cells.get(name) or "not judged" for name in report.matrix.hypotheses)
        words = f"{shown.who}: {shown.short}" if shown else f"{weighed.id} (redacted)"
        made.append(EvidenceRow(words, shown, cells, weighed.weight, format_share(apart), _judged(found)))
    return tuple(made)


def _judged(found: MatrixEvidence) -> str:
    """Who judged it, when, and why, the last of each person and hypothesis."""
    last = {(made.by, made.hypothesis): made for made in found.judged}
    by = {f"{made.by}, {format_day(made.at.date())}": None for made in last.values()}
    notes = [f"{made.hypothesis}: {made.note}" for made in last.values() if made.note]
    return "; ".join(by) + (f" ({'; '.join(notes)})" if notes else "")


def _articles(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    """The first line of each article, in the order of the articles."""
    found: dict[tuple[str, str, str], BriefLine] = {}
    for one in lines:
        found.setdefault((one.title, one.publisher, one.published), one)
    return tuple(found[key] for key in sorted(found, key=lambda key: key[0].casefold()))
