"""A brief as a value: every section's lines, in words. Pure; `rendering` prints it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby

from onrecord.briefs.lines import (
    NO_DAY,
    BriefLine,
    Grades,
    build_line,
    describe_likelihood,
    format_forecast_interval,
    shorten,
)
from onrecord.judgements import OUTCOME_WORDS, Weighing
from onrecord.text.format import format_count, format_day, format_number, format_quantity, format_share
from onrecord.watches import Disagreement, IndicatorHit, Item, MatrixEvidence, Point, Report, WatchedForecast
from onrecord.watches.hypotheses import HypothesisRank, rank_hypotheses, sort_by_diagnosticity
from onrecord.watches.items import group_reprints
from onrecord.watches.report import describe_decisive_cells, forecast_deadline
from onrecord.watches.series import find_clause

# Characters of a disagreement's topic in the summary, which names them all in one sentence.
_SHORT_TOPIC = 60
# The forecasts due next that are shown: the rest is `onrecord due`.
_NEXT_FORECASTS = 8


@dataclass(frozen=True, slots=True)
class BriefSection:
    """An indicator's, or a speaker's, lines. again: those that an earlier section has already."""

    name: str
    note: str
    lines: tuple[BriefLine, ...]
    again: tuple[BriefLine, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefForecast:
    """A forecast: its line, its deadline, the probability given, and whether and how it was resolved."""

    line: BriefLine
    by: str
    odds: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """The numbers of a series, and the range of them all."""

    name: str
    range: str
    figures: tuple[SeriesFigure, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two lines that cannot both be right, the words of each that say so, and why they are listed."""

    about: str
    because: str
    sides: tuple[tuple[BriefLine, str], tuple[BriefLine, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A row of the matrix: the evidence, its cell for each hypothesis, its diagnosticity, and who judged it."""

    words: str
    line: BriefLine | None
    cells: tuple[str, ...]
    weight: str
    apart: str
    judged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a brief prints."""

    title: str
    about: str
    day: str
    since: str
    glance: tuple[str, ...]
    new: tuple[BriefSection, ...]
    came_due: tuple[BriefForecast, ...]
    due_next: tuple[BriefForecast, ...]
    speakers: tuple[BriefSection, ...]
    series: tuple[BriefSeries, ...]
    disputes: tuple[Dispute, ...]
    hypotheses: tuple[tuple[str, str], ...]
    standings: tuple[HypothesisRank, ...]
    rows: tuple[EvidenceRow, ...]
    turns: tuple[str, ...]
    articles: tuple[BriefLine, ...]


def compose_brief(report: Report, *, since: date, grades: Grades) -> Brief:
    """Compose the brief of a report. What was first reported on `since` or later is new too.

    grades: see `lines.Grades`.
    """
    lines = _number_lines(report, grades)
    new = [hit for hit in report.signs if _is_new(hit, since)]
    past = [each for each in report.forecasts if (end := forecast_deadline(each)) and end <= report.today]
    ahead = [
        each
        for each in report.forecasts
        if (end := forecast_deadline(each)) and end > report.today and not each.resolved
    ]
    return Brief(
        title=report.watch.name,
        about=report.watch.about,
        day=format_day(report.today),
        since=format_day(since),
        glance=tuple(_summarise_report(report, new, past)),
        new=_new_sections(new, lines),
        came_due=tuple(_due_forecast(each, lines) for each in past),
        due_next=tuple(_due_forecast(each, lines) for each in ahead[:_NEXT_FORECASTS]),
        speakers=_speaker_sections(report.items, lines),
        series=_brief_series(report.points, lines),
        disputes=tuple(_build_dispute(disagreement, lines) for disagreement in report.disagreements),
        hypotheses=tuple((each.name, each.text) for each in report.watch.hypotheses),
        standings=tuple(rank_hypotheses(report.matrix)) if report.matrix.evidence else (),
        rows=_evidence_rows(report, lines),
        turns=tuple(describe_decisive_cells(report)),
        articles=_lines_by_article(lines.values()),
    )


def _number_lines(report: Report, grades: Grades) -> dict[str, BriefLine]:
    """Return the line of every item by its id, numbered in the order of days; reprints share one."""
    # A denial may answer what is in no indicator and no series: it needs a line of its own.
    sides = [item for disagreement in report.disagreements for item in (disagreement.one, disagreement.other)]
    evidence = [each.item for each in report.evidence if each.item]
    every = {item.id: item for item in (*report.items, *sides, *evidence)}
    ordered = sorted(every.values(), key=lambda item: (item.on or date.max, item.title, _text_place(item)))
    lines: dict[str, BriefLine] = {}
    for number, (first, *again) in enumerate(group_reprints(ordered), 1):
        lines |= dict.fromkeys((item.id for item in (first, *again)), build_line(number, first, grades, again))
    return lines


def _text_place(item: Item) -> int:
    return min((span.start for span in item.statement.spans), default=0)


def _is_new(hit: IndicatorHit, since: date) -> bool:
    return hit.reported is None or hit.reported >= datetime.combine(since, time.min, hit.reported.tzinfo)


def _summarise_report(report: Report, new: list[IndicatorHit], past: list[WatchedForecast]) -> Iterator[str]:
    """Yield what a reader in a hurry must know, a sentence each."""
    yield _summarise_new(new)
    hits = Counter(hit.indicator.name for hit in new)
    if hits:
        name, most = hits.most_common(1)[0]
        yield f"The most, {most}, on “{name}”."
    if past:
        unresolved, unconfirmed = sum(not each.resolved for each in past), sum(not _is_confirmed(each) for each in past)
        open_ = f"{unresolved or 'none'} not resolved, {unconfirmed or 'none'} not confirmed by a person"
        yield f"{format_count(len(past), 'forecast')} came due: {open_}."
    if report.disagreements:
        topics = "; ".join(dict.fromkeys(f"“{shorten(each.about, _SHORT_TOPIC)}”" for each in report.disagreements))
        yield f"Sources disagree on {format_count(len(report.disagreements), 'point')}: {topics}."
    if report.matrix.evidence:
        first = [each.hypothesis for each in rank_hypotheses(report.matrix) if each.rank == 1]
        yield f"Least contradicted {'hypothesis' if len(first) == 1 else 'hypotheses'}: {', '.join(first)}."


def _summarise_new(new: list[IndicatorHit]) -> str:
    items = {hit.item.id: hit.item for hit in new}
    if not items:
        return "No new statements."
    speakers = len({item.speaker for item in items.values()})
    articles = len({item.record.article.key for item in items.values()})
    statements = format_count(len(items), "new statement")
    return f"{statements}, by {format_count(speakers, 'speaker')} in {format_count(articles, 'article')}."


def _new_sections(new: list[IndicatorHit], lines: dict[str, BriefLine]) -> tuple[BriefSection, ...]:
    """Return a section for each indicator; what one before it has already is only repeated in short."""
    sections, printed = [], set[int]()
    for indicator in dict.fromkeys(hit.indicator for hit in new):
        own = _in_order(lines[hit.item.id] for hit in new if hit.indicator == indicator)
        first = tuple(line for line in own if line.number not in printed)
        again = tuple(line for line in own if line.number in printed)
        printed |= {line.number for line in own}
        sections.append(BriefSection(indicator.name, indicator.why, first, again))
    return tuple(sections)


def _in_order(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: line.number))


def _due_forecast(watched: WatchedForecast, lines: dict[str, BriefLine]) -> BriefForecast:
    forecast = watched.item.statement.forecast
    odds = format_forecast_interval(forecast.low, forecast.high) if forecast else ""
    by = format_day(forecast_deadline(watched), unknown=NO_DAY)
    return BriefForecast(lines[watched.item.id], by, odds, _describe_resolution(watched))


def _describe_resolution(watched: WatchedForecast) -> str:
    if resolution := watched.resolved:
        on = f", {format_day(resolution.on)}" if resolution.on else ""
        judged = f"as {resolution.by} judged on {format_day(resolution.at.date())}"
        return f"{OUTCOME_WORDS[resolution.outcome]}{on}, {judged}"
    return "not resolved" if _is_confirmed(watched) else "not resolved; read by a machine, not confirmed by a person"


def _is_confirmed(watched: WatchedForecast) -> bool:
    """Return whether a person confirmed that it is a forecast."""
    forecast = watched.item.statement.forecast
    return forecast is not None and forecast.confirmed_by is not None


def _speaker_sections(items: Iterable[Item], lines: dict[str, BriefLine]) -> tuple[BriefSection, ...]:
    """Return each speaker's lines, those with most first; the unnamed, each apart, at the end."""
    # By whether they are named, too: a source "Reh" is not Anton Reh.
    by_speaker: dict[tuple[bool, str], list[BriefLine]] = {}
    for item in items:
        name = item.statement.speaker.name if item.statement.speaker else None
        by_speaker.setdefault((name is None, name or item.speaker), []).append(lines[item.id])
    ordered = sorted(by_speaker.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1]))
    return tuple(
        BriefSection(name, next((line.role for line in own if line.role), ""), _in_order(own))
        for (_, name), own in ordered
    )


def _brief_series(points: Iterable[Point], lines: dict[str, BriefLine]) -> tuple[BriefSeries, ...]:
    by_name = [(name, tuple(own)) for name, own in groupby(points, key=lambda point: point.series)]
    return tuple(
        BriefSeries(name, _describe_range(own), tuple(_series_figure(point, lines) for point in own))
        for name, own in by_name
    )


def _describe_range(points: tuple[Point, ...]) -> str:
    """Return the range from the lowest to the highest figure."""
    if len(points) < 2:
        return ""
    known = [value for point in points for value in (point.low, point.high) if value is not None]
    low = "or fewer " if any(point.low is None for point in points) else ""
    high = " or more" if any(point.high is None for point in points) else ""
    return f"In all, from {format_number(min(known))} {low}to {format_number(max(known))}{high}."


def _series_figure(point: Point, lines: dict[str, BriefLine]) -> SeriesFigure:
    text, statement = point.item.record.article.text, point.item.statement
    return SeriesFigure(
        line=lines[point.item.id],
        days=" to ".join(dict.fromkeys(format_day(day) for day in (point.first, point.last) if day)) or NO_DAY,
        low=_format_figure_bound(point.low),
        high=_format_figure_bound(point.high),
        said=format_quantity(point.quantity),
        words=find_clause(text, point.quantity, statement).of(text).strip(" ,;:–—-"),
        because=point.because,
    )


def _format_figure_bound(value: float | None) -> str:
    return "open" if value is None else format_number(value)


def _build_dispute(disagreement: Disagreement, lines: dict[str, BriefLine]) -> Dispute:
    first, second = (
        # The likelihood of the whole line may be that of another sentence.
        (replace(lines[item.id], likelihood=describe_likelihood(item, words)), words)
        for item, words in ((disagreement.one, disagreement.words_one), (disagreement.other, disagreement.words_other))
    )
    about = disagreement.about if disagreement.kind == "figure" else f"“{disagreement.about}”"
    return Dispute(about, disagreement.because, (first, second))


def _evidence_rows(report: Report, lines: dict[str, BriefLine]) -> tuple[EvidenceRow, ...]:
    evidence = {each.weighed.id: each for each in report.evidence}
    rows = []
    for weighed, share in sort_by_diagnosticity(report.matrix):
        line = lines[weighed.id] if evidence[weighed.id].item else None
        rows.append(
            EvidenceRow(
                words=f"{line.who}: {line.short}" if line else f"{weighed.id} (redacted)",
                line=line,
                cells=tuple(weighed.cells.get(name) or "not judged" for name in report.matrix.hypotheses),
                weight=weighed.weight,
                apart=format_share(share),
                judged=_describe_judges(evidence[weighed.id]),
            )
        )
    return tuple(rows)


def _describe_judges(evidence: MatrixEvidence) -> str:
    """Return who judged it, when, and why: the last judgement by each person of each hypothesis."""
    last: dict[tuple[str, str], Weighing] = {
        (weighing.by, weighing.hypothesis): weighing for weighing in evidence.judged
    }
    by = dict.fromkeys(f"{weighing.by}, {format_day(weighing.at.date())}" for weighing in last.values())
    notes = [f"{weighing.hypothesis}: {weighing.note}" for weighing in last.values() if weighing.note]
    return "; ".join(by) + (f" ({'; '.join(notes)})" if notes else "")


def _lines_by_article(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    """Return the first line of each article, in the order of the articles' titles."""
    firsts: dict[tuple[str, str, str], BriefLine] = {}
    for line in lines:
        firsts.setdefault((line.title, line.publisher, line.published), line)
    return tuple(firsts[key] for key in sorted(firsts, key=lambda key: key[0].casefold()))
