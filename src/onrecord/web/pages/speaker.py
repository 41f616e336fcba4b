"""The page of a speaker: aliases, reliability grade, track record, timeline, figures, forecasts."""

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
from onrecord.web.components import Chart, JudgementNote, ListedStatement, PageLink, speaker_address
from onrecord.web.desk import View
from onrecord.web.filters import quote_segment
from onrecord.web.pages.speaker_charts import MonthCount, UnitFigure, find_figures, month_chart
from onrecord.web.pages.track_record import ListedForecast, TrackRecord, build_track_record, describe_forecast
from onrecord.web.pagination import Pager, build_pager

# Statements on a page; `limit` asks for more.
SPEAKER_STATEMENTS_SHOWN = 20
# Newest statements in which figures and forecasts are looked for: each is read in full.
NEWEST_READ = 300
SPEAKER_BUDGET = Budget(statements=NEWEST_READ, forecasts=500)
# The last statement that paging reaches, as each page reads all before it; the search finds older ones.
_DEEPEST = 2_000
# The forecast board lists all; here the judged and the newest suffice.
_FORECASTS_LISTED = 20
# A surname may have hundreds of bearers: whoever is further down needs a fuller name.
_MOST_CHOICES = 100
# Roles, and organisations, that are named: papers call a minister by dozens.
_MOST_ROLES = 12


@dataclass(frozen=True)
class ListedAlias:
    """A name of the speaker, with its confidence and reason."""

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
    """Return the page of the speaker that a name means, or the choices if it may mean several."""
    typed = view.path["name"]
    speakers = find_speakers(view.ledger, typed).items
    if not speakers:
        raise unknown_name(typed)
    if len(speakers) > 1:
        return SpeakerPage(
            name=typed,
            choices=tuple(PageLink(known.name, speaker_address(known.name)) for known in speakers[:_MOST_CHOICES]),
        )
    return _build_page_of(view, speakers[0])


def _build_page_of(view: View, speaker: KnownSpeaker) -> SpeakerPage:
    ledger, names = view.ledger, speaker.names
    near = newest_records(ledger.database, names, limit=NEWEST_READ)
    listed, answer = _find_forecasts(view, speaker)
    graded = _last_first(judgement for name in names for judgement in ledger.judgements(judgements.Grade, name))
    grade = next((speaker.reliability for speaker in graded if speaker.reliability), "")
    address = speaker_address(speaker.name)
    offset, size = (
        view.query.number("offset", 0, most=_DEEPEST),
        view.query.number("limit", SPEAKER_STATEMENTS_SHOWN, most=1_000) or SPEAKER_STATEMENTS_SHOWN,
    )
    latest = find_statements_by(ledger.database, names, limit=size, offset=offset).hits
    months = {month: count for month, count in count_by_month(ledger.database, names).items() if month}
    return SpeakerPage(
        name=speaker.name,
        kind=_main_kind(speaker.bearers),
        roles=tuple(dict.fromkeys(role for b in speaker.bearers for role in b.roles))[:_MOST_ROLES],
        organisations=tuple(dict.fromkeys(body for b in speaker.bearers for body in b.organisations))[:_MOST_ROLES],
        names=tuple(
            ListedAlias(m.name, m.count, f"{m.score:.2f}", m.because, m.name == speaker.name)
            for m in speaker.identity.members
        ),
        doubts=speaker.identity.doubts,
        judged=tuple(JudgementNote.of(judgement) for judgement in _paired(ledger, names)),
        total=speaker.count,
        grade=f"{grade}: {RELIABILITY[grade]}" if grade else "",
        graded=tuple(JudgementNote.of(judgement) for judgement in graded),
        grades=tuple(ReliabilityGrade(letter, words, letter == grade) for letter, words in RELIABILITY.items()),
        history=f"/log/{quote_segment(speaker.name)}",
        months=month_chart(months),
        by_month=tuple(MonthCount(month, count) for month, count in reversed(months.items())),
        track=build_track_record(scoring.score_forecasts(listed, today=view.today), limit=answer.limit_of("forecasts")),
        forecasts=tuple(describe_forecast(f, view.today) for f in listed[:_FORECASTS_LISTED]),
        figures=tuple(find_figures(near)),
        among=f"all {format_count(speaker.count, 'statement')}"
        if speaker.count <= NEWEST_READ
        else f"the newest {NEWEST_READ} of {speaker.count:,} statements",
        claims=f"{address}/claims",
        contradictions=f"{address}/contradictions",
        search=f"/search?q=speaker%3A%22{quote_segment(speaker.name.replace(chr(34), ''))}%22",
        latest=tuple(ListedStatement.of(hit) for hit in latest),
        place=_statements_pager(view, address, len(latest), speaker.count, size),
    )


def _statements_pager(view: View, address: str, count: int, total: int, size: int) -> Pager:
    place = build_pager(address, view.query, count, total=total, size=size)
    return replace(place, after="") if place.last >= _DEEPEST else place


def _main_kind(bearers: Iterable[SpeakerName]) -> str:
    """Return the kind that most statements have; person if only judgements name the speaker."""
    counts = Counter[str]()
    for bearer in bearers:
        counts[bearer.kind] += bearer.count
    return counts.most_common(1)[0][0] if counts else "person"


def _paired(ledger: Ledger, names: Iterable[str]) -> list[judgements.SameAs | judgements.DifferentFrom]:
    """Return the judgements that pair any of these names: same, then different, each the latest first."""
    own = set(names)
    same = [judgement for judgement in ledger.judgements(judgements.SameAs) if own.intersection(judgement.about)]
    different = [
        judgement for judgement in ledger.judgements(judgements.DifferentFrom) if own.intersection(judgement.about)
    ]
    return [*_last_first(same), *_last_first(different)]


def _last_first(made: Iterable[JudgementT]) -> list[JudgementT]:
    return sorted(made, key=lambda judgement: judgement.at, reverse=True)


def _find_forecasts(view: View, one: KnownSpeaker) -> tuple[list[Foretold], Answer[Foretold]]:
    """Return the speaker's forecasts, judged ones first, then the newest; and the answer they are from."""
    answer = find_forecasts(view.ledger, Selection(of=one), budget=SPEAKER_BUDGET)
    listed = sorted(
        answer.items, key=lambda f: (f.outcome is None and not f.confirmed, -(f.said or date.min).toordinal(), f.id)
    )
    return listed, answer


def speaker_rows(context: SpeakerPage) -> Iterator[dict[str, Any]]:
    """Return the statements as rows."""
    return (statement.row() for statement in context.latest)
