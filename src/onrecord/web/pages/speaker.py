"""A speaker's page: every name, the standing grade, the record so far, what was said when, figures, forecasts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from onrecord import scoring
from onrecord.identities import Identity
from onrecord.ledger import Bearer, Ledger, by_month, said_by
from onrecord.ledger.spoken import judged_forecasts, newest_records
from onrecord.records import RELIABILITY, Judgement, Record
from onrecord.render import charts
from onrecord.render.charts import SCHEMA, Spec
from onrecord.render.judgements import OUTCOME_WORDS
from onrecord.scoring import APART, Estimate, Foretold, Score
from onrecord.text.format import (
    format_count,
    format_number,
    format_probability,
    format_quantity,
    format_share,
)
from onrecord.watches import Point, Series, plot_series
from onrecord.watches.items import build_item
from onrecord.watches.series import carry_units, find_points, same_unit
from onrecord.web.components import Chart, Judged, Link, Pager, Said, pager, speaker_address, statement_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.filters import segment
from onrecord.web.speaking import identities_of, sighting, unknown

SIZE = 20
"""Statements on a page."""
NEWEST = 300
"""Among so many of the newest statements figures and forecasts are looked for."""
_DEEPEST = 2_000
"""So far back one can page here; what is older is found by the search."""
_UNITS = 3
"""So many units have a chart of their own, those that most numbers have."""
_FEW = 2
"""With fewer numbers than this a unit has no chart."""
_FORECASTS = 20
"""So many forecasts are listed."""
_JUDGED = 500
"""So many forecasts that people judged are scored, the ones kept last."""


@dataclass(frozen=True)
class Named:
    """A name of the speaker."""

    name: Annotated[str, "the name as printed"]
    count: Annotated[int, "how many statements it has"]
    sure: Annotated[str, "how sure it is that the name is of this speaker"]
    because: Annotated[str, "why it is taken for this speaker's"]
    first: Annotated[bool, "is it the fullest name?"]


@dataclass(frozen=True)
class Month:
    """A month."""

    month: Annotated[str, "the month, as 2026-10"]
    count: Annotated[int, "how many statements were said in it"]


@dataclass(frozen=True)
class Number:
    """A number that the speaker gave."""

    on: Annotated[date | None, "the day that it is about, or was said"]
    words: Annotated[str, "the number in plain words"]
    low: Annotated[float | None, "the least that it says; empty where open"]
    high: Annotated[float | None, "the most"]
    because: Annotated[str, "how it was read"]
    address: Annotated[str, "the place of the statement"]
    publisher: Annotated[str, "who printed it"]


@dataclass(frozen=True)
class Figure:
    """The numbers of one unit."""

    unit: Annotated[str, "what is counted"]
    chart: Annotated[Chart, "each from low to high, over time"]
    numbers: Annotated[tuple[Number, ...], "the same as a table, the latest first"]


@dataclass(frozen=True)
class Foresaid:
    """A forecast of the speaker."""

    words: Annotated[str, "what was said"]
    said: Annotated[date | None, "when"]
    due: Annotated[date | None, "the end of its horizon"]
    odds: Annotated[str, "how likely its words make it; empty where they do not say"]
    state: Annotated[str, "what came of it, or why that is not known"]
    address: Annotated[str, "the place of the statement"]


@dataclass(frozen=True)
class Binned:
    """Forecasts of about the same probability."""

    said: Annotated[str, "the probabilities"]
    n: Annotated[int, "how many forecasts"]
    came: Annotated[str, "the share that came true, with its 95 % interval"]


@dataclass(frozen=True)
class Track:
    """How the speaker's forecasts fared: computed, never judged."""

    n: Annotated[int, "how many forecasts count: confirmed by a person, resolved, their horizon past"]
    came: Annotated[str, "the share that came true, with its 95 % interval; empty where none counts"]
    brier: Annotated[str, "the Brier score at the middle of each interval, with its 95 % interval; 0 is best"]
    small: Annotated[str, "a warning where they are too few to say much"]
    apart: Annotated[tuple[str, ...], "how many do not count, and why"]
    calibration: Annotated[Chart | None, "what was said against what came"] = None
    bins: Annotated[tuple[Binned, ...], "the same as a table"] = ()


@dataclass(frozen=True)
class Grade:
    """A grade that can be given."""

    letter: Annotated[str, "A to F"]
    words: Annotated[str, "what it means"]
    chosen: Annotated[bool, "is it the standing one?"]


@dataclass(frozen=True)
class Speaker:
    """The page of a speaker."""

    name: Annotated[str, "the fullest name, or what was asked for where that may mean several"]
    choices: Annotated[
        tuple[Link, ...], "whom the name may mean, where it may mean several; all else is empty then"
    ] = ()
    kind: Annotated[str, "person, organisation, group, document or unnamed"] = ""
    roles: Annotated[tuple[str, ...], "roles, the one read most often first"] = ()
    organisations: Annotated[tuple[str, ...], "organisations, likewise"] = ()
    names: Annotated[tuple[Named, ...], "every name, with the reason"] = ()
    doubts: Annotated[tuple[str, ...], "whom else names like these may mean, and why not"] = ()
    told: Annotated[tuple[Judged, ...], "what people judged of these names"] = ()
    total: Annotated[int, "how many statements there are"] = 0
    grade: Annotated[str, "the standing grade of reliability; empty where nobody has graded"] = ""
    graded: Annotated[tuple[Judged, ...], "the standing grades, the last one first"] = ()
    grades: Annotated[tuple[Grade, ...], "the grades that can be given"] = ()
    history: Annotated[str, "the address of all that was judged"] = ""
    months: Annotated[Chart | None, "statements by month; none where no day is known"] = None
    by_month: Annotated[tuple[Month, ...], "the same as a table"] = ()
    track: Annotated[Track | None, "how the forecasts fared"] = None
    forecasts: Annotated[tuple[Foresaid, ...], "forecasts, those that people judged first, then the newest"] = ()
    figures: Annotated[tuple[Figure, ...], "the units that most numbers have, each over time"] = ()
    among: Annotated[str, "among how many statements figures and forecasts were looked for"] = ""
    claims: Annotated[str, "the address of the claims"] = ""
    contradictions: Annotated[str, "the address of who contradicts"] = ""
    search: Annotated[str, "the address of the search in what was said"] = ""
    latest: Annotated[tuple[Said, ...], "the statements on this page, the newest first"] = ()
    place: Annotated[Pager | None, "where in the statements one is"] = None


def speaker(view: View) -> Speaker:
    """The page of the speaker whom a name means; of the identities that it may mean where they are several."""
    asked = view.path["name"]
    found, known = identities_of(view.ledger, asked)
    if not found:
        raise WebError(unknown(asked), 404)
    if len(found) > 1:
        return Speaker(asked, tuple(Link(one.name, speaker_address(one.name)) for one in found[:100]))
    return _page(view, found[0], known)


def _page(view: View, one: Identity, known: dict[str, Bearer]) -> Speaker:
    ledger, names = view.ledger, one.names
    total = sum(member.count for member in one.members)
    bearers = [known[name] for name in names if name in known]
    near = newest_records(ledger, names, limit=NEWEST)
    made, score = _forecasts(ledger, names, near, view.today)
    graded = _standing(ledger, "grade", names)
    grade = next((str(g.data["reliability"]) for g in graded if g.data.get("reliability")), "")
    address = speaker_address(one.name)
    offset, size = view.query.number("offset", 0, most=_DEEPEST), view.query.number("limit", SIZE, most=1_000) or SIZE
    latest = said_by(ledger, names, limit=size, offset=offset).hits
    months = {month: count for month, count in by_month(ledger, names).items() if month}
    return Speaker(
        one.name,
        kind=Counter[str]({b.kind: 0 for b in bearers} | _kinds(bearers)).most_common(1)[0][0] if bearers else "person",
        roles=tuple(dict.fromkeys(role for b in bearers for role in b.roles))[:12],
        organisations=tuple(dict.fromkeys(body for b in bearers for body in b.organisations))[:12],
        names=tuple(Named(m.name, m.count, f"{m.score:.2f}", m.because, m.name == one.name) for m in one.members),
        doubts=one.doubts,
        told=tuple(Judged.of(j) for kind in ("same", "different") for j in _standing(ledger, kind, names)),
        total=total,
        grade=f"{grade}: {RELIABILITY[grade]}" if grade else "",
        graded=tuple(Judged.of(judgement) for judgement in graded),
        grades=tuple(Grade(letter, words, letter == grade) for letter, words in RELIABILITY.items()),
        history=f"/log/{segment(one.name)}",
        months=_months(months),
        by_month=tuple(Month(month, count) for month, count in reversed(months.items())),
        track=_track(score),
        forecasts=tuple(_foresaid(f, view.today) for f in made[:_FORECASTS]),
        figures=tuple(_figures(near)),
        among=f"all {format_count(total, 'statement')}"
        if total <= NEWEST
        else f"the newest {NEWEST} of {total:,} statements",
        claims=f"{address}/claims",
        contradictions=f"{address}/contradictions",
        search=f"/search?q=speaker%3A%22{segment(one.name.replace(chr(34), ''))}%22",
        latest=tuple(Said.of(hit) for hit in latest),
        place=_place(view, address, len(latest), total, size),
    )


def _place(view: View, address: str, count: int, total: int, size: int) -> Pager:
    from dataclasses import replace

    made = pager(address, view.query, count, total=total, size=size)
    return replace(made, after="") if made.last >= _DEEPEST else made


def _kinds(bearers: Iterable[Bearer]) -> Counter[str]:
    made = Counter[str]()
    for one in bearers:
        made[one.kind] += one.count
    return made


def _standing(ledger: Ledger, kind: Any, names: Iterable[str]) -> list[Judgement]:
    """The standing judgements of a kind about any of these names, the last one first."""
    own = set(names)
    if kind == "grade":
        found = [made for name in own for made in ledger.judgements(kind, name)]
    else:
        found = [made for made in ledger.judgements(kind) if own & {made.subject, made.object}]
    return sorted(found, key=lambda made: made.at, reverse=True)


def _months(found: dict[str, int]) -> Chart | None:
    if not found:
        return None
    first, last = min(found), max(found)
    values = [{"month": f"{month}-01", "statements": found.get(month, 0)} for month in _between(first, last)]
    most = max(found, key=lambda month: found[month])
    spec = {
        "$schema": SCHEMA,
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


def _between(first: str, last: str) -> Iterator[str]:
    """Every month from one to another, 100 years of them at the most."""
    year, month = int(first[:4]), int(first[5:7])
    for number in range(1_200):
        made = f"{year + (month - 1 + number) // 12:04}-{(month - 1 + number) % 12 + 1:02}"
        if made > last:
            return
        yield made


def _figures(near: Sequence[Record]) -> Iterator[Figure]:
    items = [build_item(record, record.statements[0]) for record in near if record.statements[0].quantities]
    counted = Counter(q.unit for one in items for q in carry_units(one.statement.quantities) if q.unit)
    units = list[str]()
    for unit, count in counted.most_common():
        if count >= _FEW and len(units) < _UNITS and not any(same_unit(unit, other) for other in units):
            units.append(unit)
    for unit in units:
        series = Series(unit, unit=(unit,))
        found = sorted((p for one in items for p in find_points(series, one)), key=lambda p: p.first or date.min)
        yield _figure(unit, found)


def _figure(unit: str, found: Sequence[Point]) -> Figure:
    lows, highs = [p.low for p in found if p.low is not None], [p.high for p in found if p.high is not None]
    ends = [*lows, *highs]
    between = f"from {format_number(min(ends))} to {format_number(max(ends))}"
    summary = f"{format_count(len(found), 'number')}, {between}; the table has them all."
    chart = Chart(f"{unit[:1].upper()}{unit[1:]} over time", summary, _alone(plot_series(found, unit)))
    return Figure(unit, chart, tuple(_number(point) for point in reversed(found)))


def _alone(made: Spec) -> Spec:
    """The same of one speaker: a legend that says who, and a title, would say nothing new."""
    (panel,) = made["vconcat"]
    for layer in panel["layer"]:
        layer["encoding"]["color"] = {"value": "#0072b2"}
    rest = {name: value for name, value in made.items() if name not in ("vconcat", "bounds", "spacing", "resolve")}
    return rest | {name: value for name, value in panel.items() if name != "title"} | {"width": 640, "height": 140}


def _number(point: Point) -> Number:
    return Number(
        point.first,
        format_quantity(point.quantity),
        point.low,
        point.high,
        point.because,
        statement_address(point.item.id),
        point.item.publisher or "",
    )


def _forecasts(
    ledger: Ledger, names: Sequence[str], near: Iterable[Record], today: date
) -> tuple[list[Foretold], Score]:
    """The forecasts that people judged, then those among the newest statements, and the score of all of them."""
    last = {kind: {j.subject: j for j in ledger.judgements(kind)} for kind in ("confirm", "resolve")}
    judged = judged_forecasts(ledger, names, limit=_JUDGED)
    made = dict[str, Foretold]()
    for record in (*judged, *near):
        said, article = record.statements[0], record.article
        at = said.said_at
        found = scoring.foretold(
            said,
            confirmed=last["confirm"].get(said.id),
            resolved=last["resolve"].get(said.id),
            said=(at and (at.first or at.last)) or article.published,
            publisher=article.publisher,
            words=sighting(record).content,
        )
        if found:
            made.setdefault(said.id, found)
    every = list(made.values())
    every.sort(key=lambda f: (f.outcome is None and not f.confirmed, -(f.said or date.min).toordinal(), f.id))
    return every, scoring.score(every, today=today)


def _foresaid(made: Foretold, today: date) -> Foresaid:
    open_state = "overdue: nobody has resolved it" if made.due and made.due < today else "open"
    state = OUTCOME_WORDS[made.outcome] if made.outcome else open_state
    confirmed = "" if made.confirmed else "; read by a machine, confirmed by nobody"
    return Foresaid(
        made.words,
        made.said,
        made.due,
        format_probability(made.low, made.high),
        state + confirmed,
        statement_address(made.id),
    )


def _track(made: Score) -> Track:
    apart = tuple(f"{len(made.apart[why]):,} {words}" for why, words in APART.items() if why in made.apart)
    small = "fewer than 30: the figures say little" if made.n and made.small else ""
    if not made.n:
        return Track(0, "", "", "", apart)
    brier = made.brier.middle if made.brier else None
    groups = format_count(len(made.bins), "group")
    few = f"{format_count(made.n, 'forecast')} that can be scored, in {groups} by probability."
    return Track(
        made.n,
        _share(made.base_rate),
        _estimate(brier),
        small,
        apart,
        Chart("What was said against what came", few, charts.calibration(made, "Calibration")),
        tuple(Binned(format_probability(b.first, b.last), b.n, _share(b.came)) for b in made.bins),
    )


def _share(found: Estimate | None) -> str:
    return f"{format_share(found.value)} ({format_probability(found.low, found.high)})" if found else ""


def _estimate(found: Estimate | None) -> str:
    if found is None:
        return ""
    return f"{found.value:.2f}" + ("" if found.low is None else f" ({found.low:.2f}–{found.high:.2f})")


def rows(context: Speaker) -> Iterator[dict[str, Any]]:
    """The statements as a table."""
    return (one.row() for one in context.latest)
