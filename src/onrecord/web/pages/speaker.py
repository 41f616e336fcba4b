"""A speaker's page: every name, the standing grade, the record so far, what was said when, figures, forecasts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from onrecord import judgements, scoring
from onrecord.analysis.budget import Answer, Budget
from onrecord.analysis.forecasts import Selection, find_forecasts
from onrecord.analysis.speakers import KnownSpeaker, find_speakers, unknown_name
from onrecord.judgements import RELIABILITY, JudgementT
from onrecord.ledger import Ledger, count_by_month, find_statements_by
from onrecord.ledger.statements import newest_records
from onrecord.records import SpeakerName
from onrecord.scoring import Foretold
from onrecord.text.format import format_count
from onrecord.web.components import Chart, JudgementNote, ListedStatement, PageLink, Pager, build_pager, speaker_address
from onrecord.web.desk import View
from onrecord.web.filters import quote_segment
from onrecord.web.pages.speaker_charts import MonthCount, UnitFigure, find_figures, month_chart
from onrecord.web.pages.track_record import ListedForecast, TrackRecord, build_track_record, describe_forecast

SPEAKER_STATEMENTS_SHOWN = 20
"""Statements on a page."""
NEWEST_READ = 300
"""Newest statements in which figures and forecasts are looked for: each is read in full."""
SPEAKER_BUDGET = Budget(statements=NEWEST_READ, forecasts=500)
_DEEPEST = 2_000
"""So far back one can page here, as each page reads all before it; what is older is found by the search."""
_FORECASTS_LISTED = 20
"""Forecasts that are listed."""
_MOST_CHOICES = 100
"""Speakers that are offered where a name may mean several."""
_MOST_ROLES = 12
"""Roles, and organisations, that are named: papers call a minister by dozens."""


@dataclass(frozen=True)
class ListedAlias:
    """A name of the speaker."""

    name: Annotated[str, "the name as printed"]
    count: Annotated[int, "how many statements it has"]
    sure: Annotated[str, "how sure it is that the name is of this speaker"]
    because: Annotated[str, "why it is taken for this speaker's"]
    first: Annotated[bool, "is it the fullest name?"]


@dataclass(frozen=True)
class ReliabilityGrade:
    """A grade that can be given."""

    letter: Annotated[str, "A to F"]
    words: Annotated[str, "what it means"]
    chosen: Annotated[bool, "is it the standing one?"]


@dataclass(frozen=True, kw_only=True)
class SpeakerPage:
    """The page of a speaker."""

    name: Annotated[str, "the fullest name, or what was asked for where that may mean several"]
    choices: Annotated[
        tuple[PageLink, ...], "whom the name may mean, where it may mean several; all else is empty then"
    ] = ()
    kind: Annotated[str, "person, organisation, group, document or unnamed"] = ""
    roles: Annotated[tuple[str, ...], "roles, the one read most often first"] = ()
    organisations: Annotated[tuple[str, ...], "organisations, likewise"] = ()
    names: Annotated[tuple[ListedAlias, ...], "every name, with the reason"] = ()
    doubts: Annotated[tuple[str, ...], "whom else names like these may mean, and why not"] = ()
    judged: Annotated[tuple[JudgementNote, ...], "what people judged of these names"] = ()
    total: Annotated[int, "how many statements there are"] = 0
    grade: Annotated[str, "the standing grade of reliability; empty where nobody has graded"] = ""
    graded: Annotated[tuple[JudgementNote, ...], "the standing grades, the last one first"] = ()
    grades: Annotated[tuple[ReliabilityGrade, ...], "the grades that can be given"] = ()
    history: Annotated[str, "the address of all that was judged"] = ""
    months: Annotated[Chart | None, "statements by month; none where no day is known"] = None
    by_month: Annotated[tuple[MonthCount, ...], "the same as a table"] = ()
    track: Annotated[TrackRecord | None, "how the forecasts fared"] = None
    forecasts: Annotated[tuple[ListedForecast, ...], "forecasts, those that people judged first, then the newest"] = ()
    figures: Annotated[tuple[UnitFigure, ...], "the units that most numbers have, each over time"] = ()
    among: Annotated[str, "among how many statements figures and forecasts were looked for"] = ""
    claims: Annotated[str, "the address of the claims"] = ""
    contradictions: Annotated[str, "the address of who contradicts"] = ""
    search: Annotated[str, "the address of the search in what was said"] = ""
    latest: Annotated[tuple[ListedStatement, ...], "the statements on this page, the newest first"] = ()
    place: Annotated[Pager | None, "where in the statements one is"] = None


def build_speaker_page(view: View) -> SpeakerPage:
    """Return the page of the speaker whom a name means; of the speakers that it may mean if they are several."""
    asked = view.path["name"]
    found = find_speakers(view.ledger, asked).items
    if not found:
        raise unknown_name(asked)
    if len(found) > 1:
        return SpeakerPage(
            name=asked, choices=tuple(PageLink(one.name, speaker_address(one.name)) for one in found[:_MOST_CHOICES])
        )
    return _build_page_of(view, found[0])


def _build_page_of(view: View, one: KnownSpeaker) -> SpeakerPage:
    ledger, names = view.ledger, one.names
    near = newest_records(ledger.database, names, limit=NEWEST_READ)
    listed, answer = _find_forecasts(view, one)
    graded = _last_first(made for name in names for made in ledger.judgements(judgements.Grade, name))
    grade = next((one.reliability for one in graded if one.reliability), "")
    address = speaker_address(one.name)
    offset, size = (
        view.query.number("offset", 0, most=_DEEPEST),
        view.query.number("limit", SPEAKER_STATEMENTS_SHOWN, most=1_000) or SPEAKER_STATEMENTS_SHOWN,
    )
    latest = find_statements_by(ledger.database, names, limit=size, offset=offset).hits
    months = {month: count for month, count in count_by_month(ledger.database, names).items() if month}
    return SpeakerPage(
        name=one.name,
        kind=_main_kind(one.bearers),
        roles=tuple(dict.fromkeys(role for b in one.bearers for role in b.roles))[:_MOST_ROLES],
        organisations=tuple(dict.fromkeys(body for b in one.bearers for body in b.organisations))[:_MOST_ROLES],
        names=tuple(
            ListedAlias(m.name, m.count, f"{m.score:.2f}", m.because, m.name == one.name) for m in one.identity.members
        ),
        doubts=one.identity.doubts,
        judged=tuple(JudgementNote.of(judgement) for judgement in _paired(ledger, names)),
        total=one.count,
        grade=f"{grade}: {RELIABILITY[grade]}" if grade else "",
        graded=tuple(JudgementNote.of(judgement) for judgement in graded),
        grades=tuple(ReliabilityGrade(letter, words, letter == grade) for letter, words in RELIABILITY.items()),
        history=f"/log/{quote_segment(one.name)}",
        months=month_chart(months),
        by_month=tuple(MonthCount(month, count) for month, count in reversed(months.items())),
        track=build_track_record(scoring.score(listed, today=view.today), limit=answer.limit_of("forecasts")),
        forecasts=tuple(describe_forecast(f, view.today) for f in listed[:_FORECASTS_LISTED]),
        figures=tuple(find_figures(near)),
        among=f"all {format_count(one.count, 'statement')}"
        if one.count <= NEWEST_READ
        else f"the newest {NEWEST_READ} of {one.count:,} statements",
        claims=f"{address}/claims",
        contradictions=f"{address}/contradictions",
        search=f"/search?q=speaker%3A%22{quote_segment(one.name.replace(chr(34), ''))}%22",
        latest=tuple(ListedStatement.of(hit) for hit in latest),
        place=_statements_pager(view, address, len(latest), one.count, size),
    )


def _statements_pager(view: View, address: str, count: int, total: int, size: int) -> Pager:
    made = build_pager(address, view.query, count, total=total, size=size)
    return replace(made, after="") if made.last >= _DEEPEST else made


def _main_kind(bearers: Iterable[SpeakerName]) -> str:
    """Return the kind that most statements have; person if only judgements name the speaker."""
    counts = Counter[str]()
    for one in bearers:
        counts[one.kind] += one.count
    return counts.most_common(1)[0][0] if counts else "person"


def _paired(ledger: Ledger, names: Iterable[str]) -> list[judgements.SameAs | judgements.DifferentFrom]:
    """What people judged of who is who about any of these names: the same, then different, each the last one first."""
    own = set(names)
    same = [made for made in ledger.judgements(judgements.SameAs) if own.intersection(made.about)]
    different = [made for made in ledger.judgements(judgements.DifferentFrom) if own.intersection(made.about)]
    return [*_last_first(same), *_last_first(different)]


def _last_first(made: Iterable[JudgementT]) -> list[JudgementT]:
    return sorted(made, key=lambda judgement: judgement.at, reverse=True)


def _find_forecasts(view: View, one: KnownSpeaker) -> tuple[list[Foretold], Answer[Foretold]]:
    """Return the speaker's forecasts, those that people judged first, then the newest; and the answer they are from."""
    answer = find_forecasts(view.ledger, Selection(of=one), budget=SPEAKER_BUDGET)
    listed = sorted(
        answer.items, key=lambda f: (f.outcome is None and not f.confirmed, -(f.said or date.min).toordinal(), f.id)
    )
    return listed, answer


def speaker_rows(context: SpeakerPage) -> Iterator[dict[str, Any]]:
    """The statements as a table."""
    return (one.row() for one in context.latest)
