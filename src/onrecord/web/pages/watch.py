"""A watch: its new signs, series over time, incidents, what sources disagree on, hypotheses weighed in place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from onrecord import briefs, watches
from onrecord.briefs import Brief
from onrecord.briefs.lines import shorten
from onrecord.ledger import latest
from onrecord.ledger import watches as reporting
from onrecord.watches import IndicatorHit as Found
from onrecord.watches import Item, Report, Watch
from onrecord.watches.describe import describe_speaker
from onrecord.watches.items import group_reprints
from onrecord.watches.plot import VEGA_LITE_SCHEMA
from onrecord.web.components import Chart, Link, speaker_address, statement_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.pages.matrix import Weighing, weighing
from onrecord.web.pages.watches import MOST, address_of, watch_of

SHOWN = 25
"""So many signs of an indicator stand on the page of all of them; on the indicator's own, MOST."""
TABLED = 100
"""So many incidents, or disagreements, stand on the page."""
_SHORT = 160


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Something said that an indicator found, once for all its printings."""

    id: Annotated[str, "the statement's id"]
    who: Annotated[str, "the speaker's name, with the source as printed where that is not the same"]
    speaker: Annotated[str, "the address of the speaker's page; empty where nobody is named"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    day: Annotated[date | None, "the day it was said; where that is not known, the day it was printed"]
    place: Annotated[str, "where it is, as the text says; empty where it says nothing"]
    because: Annotated[str, "why this day and this place"]
    publisher: Annotated[str, "who printed it"]
    title: Annotated[str, "the article's headline"]
    published: Annotated[date | None, "the day it was printed"]
    address: Annotated[str, "where it stands in its article"]
    also: Annotated[tuple[Link, ...], "the other articles that print the same words by the same speaker"]
    new: Annotated[bool, "was it not reported before, or one of its printings not?"]
    reported: Annotated[date | None, "the day on which it was first reported; unknown where it is new"]
    use: Annotated[str, "the address at which it stands among the evidence; empty where there are no hypotheses"]


@dataclass(frozen=True, kw_only=True)
class Indicated:
    """An indicator and what it found."""

    name: Annotated[str, "its name"]
    why: Annotated[str, "a sign of what it is"]
    asked: Annotated[str, "what it asks the ledger"]
    search: Annotated[str, "the address of the search that asks the same"]
    signs: Annotated[tuple[Sign, ...], "what it found, the latest day first; new ones only, unless all are asked for"]
    new: Annotated[int, "how many statements of it are new"]
    total: Annotated[int, "how many statements it found, new or not"]
    cut: Annotated[bool, "are there more than that, which were not looked at?"]
    left: Annotated[int, "how many that could stand here do not, for want of room"]
    whole: Annotated[str, "the address at which all of it stands; empty where all of it stands here"]


@dataclass(frozen=True, kw_only=True)
class Measured:
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
class Followed:
    """A series: a quantity of a thing over time."""

    name: Annotated[str, "its name"]
    range: Annotated[str, "from where to where its numbers reach, in a sentence"]
    points: Annotated[tuple[Measured, ...], "its numbers, by the days that they are about"]
    chart: Annotated[Chart | None, "the same drawn; nothing where there is one number, or none has a day"]
    cut: Annotated[bool, "are there more, which were not looked at?"]


@dataclass(frozen=True, kw_only=True)
class Incident:
    """A sign that has a place."""

    day: Annotated[date | None, "its day"]
    place: Annotated[str, "its place"]
    words: Annotated[str, "what was said, shortened"]
    who: Annotated[str, "who said so"]
    indicators: Annotated[str, "the indicators that found it"]
    printed: Annotated[str, "who printed it"]
    address: Annotated[str, "where it stands in its article"]


@dataclass(frozen=True)
class Place:
    """A place, and how many incidents it has."""

    name: Annotated[str, "its name, as printed"]
    count: Annotated[int, "how many incidents"]
    first: Annotated[date | None, "the day of the first"]
    last: Annotated[date | None, "the day of the last"]


@dataclass(frozen=True)
class Incidents:
    """The signs that have a place, by date and by place."""

    rows: Annotated[tuple[Incident, ...], "the incidents, the latest first"]
    places: Annotated[tuple[Place, ...], "the places, that with most incidents first"]
    total: Annotated[int, "how many incidents there are"]
    elsewhere: Annotated[int, "how many signs name no place"]
    chart: Annotated[Chart | None, "incidents by day and place; nothing where there are none with a day"]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a disagreement."""

    who: Annotated[str, "who says so"]
    cue: Annotated[str, "the words of the cue: a denial turns round what was said"]
    words: Annotated[str, "the words that say so"]
    day: Annotated[str, "the day"]
    printed: Annotated[str, "who printed it, and when"]
    address: Annotated[str, "where it stands in its article"]


@dataclass(frozen=True)
class Dispute:
    """Two statements that cannot both be right."""

    about: Annotated[str, "what they disagree on"]
    because: Annotated[str, "why they are set against each other"]
    sides: Annotated[tuple[Side, ...], "both sides"]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A watch's page."""

    name: Annotated[str, "its name"]
    about: Annotated[str, "what it is about"]
    address: Annotated[str, "its page"]
    today: Annotated[date, "the day that it is"]
    everything: Annotated[bool, "are signs shown that were reported before?"]
    only: Annotated[str, "the one indicator whose signs are shown; empty where all are"]
    new: Annotated[int, "how many signs are new"]
    total: Annotated[int, "how many signs there are"]
    until: Annotated[int, "the number of the statement kept last: what is marked as reported goes no farther"]
    most: Annotated[int, "so many statements of each indicator and series are looked at, the newest"]
    cut: Annotated[tuple[str, ...], "the indicators and series that have more than that"]
    indicators: Annotated[tuple[Indicated, ...], "the indicators"]
    series: Annotated[tuple[Followed, ...], "the series"]
    incidents: Annotated[Incidents, "the signs that have a place"]
    disputes: Annotated[tuple[Dispute, ...], "where sources disagree"]
    differing: Annotated[int, "on how many points they do; not all of them stand here where there are many"]
    hypotheses: Annotated[Weighing | None, "the matrix of hypotheses; nothing where the watch has none"]


def gathered(view: View, watch: Watch, *, since: date | None = None, today: date | None = None) -> tuple[Report, Brief]:
    """What the ledger has for a watch, bounded, and the brief of it; worked out once for a state of the ledger."""
    day = today or view.today

    def make() -> tuple[Report, Brief]:
        made, found = briefs.build_brief(view.ledger, watch, today=day, since=since, most=MOST)
        return found, made

    return view.settings.memory.of(view.ledger, ("report", watch, day, since), make)


def watch(view: View) -> Watched:
    """The page of a watch. all=1: what was reported too; indicator: one alone; evidence: a statement to be weighed."""
    wanted = watch_of(view)
    until = latest.extent(view.ledger)[-1]
    found, made = gathered(view, wanted)
    everything, only = view.query.word("all") == "1", view.query.word("indicator")
    if only and only not in [one.name for one in wanted.indicators]:
        raise WebError(f"watch “{wanted.name}” has no indicator “{only[:100]}”", 404)
    address = address_of(wanted)
    return Watched(
        name=wanted.name,
        about=wanted.about,
        address=address,
        today=view.today,
        everything=everything,
        only=only,
        new=len(found.new),
        total=len(found.signs),
        until=until,
        most=MOST,
        cut=found.cut,
        indicators=tuple(_indicators(found, address, everything=everything, only=only)),
        series=tuple(series(found, made)),
        incidents=_incidents(found),
        disputes=tuple(disputes(made)),
        differing=len(made.disputes),
        hypotheses=weighing(view, found) if wanted.hypotheses else None,
    )


def _indicators(found: Report, address: str, *, everything: bool, only: str) -> Iterator[Indicated]:
    by_name: dict[str, list[Found]] = {}
    for sign in found.signs:
        by_name.setdefault(sign.indicator.name, []).append(sign)
    use = address if found.watch.hypotheses else ""
    for indicator in found.watch.indicators:
        if only and indicator.name != only:
            continue
        signs = by_name.get(indicator.name, [])
        new = {sign.item.id for sign in signs if sign.reported is None}
        groups = _folded(signs, everything=everything)
        room = MOST if only else SHOWN
        asked = {"q": indicator.query, "speaker": indicator.speaker}
        more = {"indicator": indicator.name} | ({"all": "1"} if everything else {})
        yield Indicated(
            name=indicator.name,
            why=indicator.why,
            asked=" ".join(x for x in (indicator.query, indicator.speaker and f"speaker: {indicator.speaker}") if x),
            search=f"/search?{urlencode({name: value for name, value in asked.items() if value})}",
            signs=tuple(_sign(group, signs, use) for group in groups[:room]),
            new=len(new),
            total=len(signs),
            cut=indicator.name in found.cut,
            left=max(0, len(groups) - room),
            whole=f"{address}?{urlencode(more)}" if len(groups) > room else "",
        )


def _folded(signs: Iterable[Found], *, everything: bool) -> list[tuple[Item, ...]]:
    """Signs with their reprints, the latest day first; those without anything new only where everything is wanted."""
    given = list(signs)
    new = {sign.item.id for sign in given if sign.reported is None}
    groups = group_reprints(sign.item for sign in given)
    kept = [group for group in groups if everything or any(one.id in new for one in group)]
    return sorted(kept, key=lambda group: group[0].on or date.min, reverse=True)


def _sign(group: tuple[Item, ...], signs: Iterable[Found], use: str) -> Sign:
    first, *again = group
    known = {sign.item.id: sign.reported for sign in signs}
    reported = [at for one in group if (at := known.get(one.id))]
    article, name = first.record.article, first.statement.speaker and first.statement.speaker.name
    place = f"; place: {first.place.because}" if first.place else ""
    return Sign(
        id=first.id,
        who=describe_speaker(first),
        speaker=speaker_address(name) if name else "",
        cue=first.cue,
        content=first.quotation,
        day=first.on,
        place=first.place.name if first.place else "",
        because=f"day: {first.on_because}{place}",
        publisher=article.publisher or "",
        title=first.title,
        published=article.published,
        address=statement_address(first.id),
        also=tuple(Link(one.publisher or one.title, statement_address(one.id)) for one in again),
        new=any(known.get(one.id) is None for one in group),
        reported=min(reported).date() if reported else None,
        use=f"{use}?{urlencode({'evidence': first.id})}#hypotheses" if use else "",
    )


def series(found: Report, made: Brief) -> Iterator[Followed]:
    """The series of a watch, each with its chart."""
    by_name = {one.name: one for one in made.series}
    for wanted in found.watch.series:
        told = by_name.get(wanted.name)
        points = [point for point in found.points if point.series == wanted.name]
        figures = told.figures if told else ()
        rows = tuple(
            Measured(
                days=one.days,
                low=one.low,
                high=one.high,
                words=one.words,
                who=one.line.who,
                printed=", ".join(x for x in (one.line.printed_by, one.line.published) if x),
                address=statement_address(one.line.id),
                because=one.because,
            )
            for one in figures
        )
        words = told.range if told else ""
        yield Followed(wanted.name, words, rows, _drawn(wanted.name, words, points), wanted.name in found.cut)


def _drawn(name: str, words: str, points: list[watches.Point]) -> Chart | None:
    """A series as a chart as wide as the page; a single number needs none."""
    panels = watches.plot_series(points, "")["vconcat"]
    if not panels or len(points) < 2:
        return None
    panel = {key: value for key, value in panels[0].items() if key != "title"}
    sized = {"width": "container", "height": 160, "autosize": {"type": "fit-x", "contains": "padding"}}
    return Chart(name, f"{len(points)} numbers. {words}".strip(), {"$schema": VEGA_LITE_SCHEMA} | panel | sized)


def _incidents(found: Report) -> Incidents:
    names: dict[str, list[str]] = {}
    for sign in found.signs:
        names.setdefault(sign.item.id, []).append(sign.indicator.name)
    items = {sign.item.id: sign.item for sign in found.signs}
    groups = group_reprints(items.values())
    placed = sorted((one for one, *_ in groups if one.place), key=lambda one: one.on or date.min, reverse=True)
    rows = tuple(_incident(one, names[one.id]) for one in placed[:TABLED])
    counted = Counter(one.place.name for one in placed if one.place)
    days = {name: sorted(o.on for o in placed if o.on and o.place and o.place.name == name) for name in counted}
    ends = {name: (on[0], on[-1]) if on else (None, None) for name, on in days.items()}
    places = tuple(Place(name, count, *ends[name]) for name, count in counted.most_common())
    return Incidents(rows, places, len(placed), len(groups) - len(placed), _map(placed, places))


def _incident(one: Item, indicators: list[str]) -> Incident:
    return Incident(
        day=one.on,
        place=one.place.name if one.place else "",
        words=shorten(one.quotation, _SHORT),
        who=describe_speaker(one),
        indicators="; ".join(indicators),
        printed=one.publisher or one.title,
        address=statement_address(one.id),
    )


def _map(placed: Iterable[Item], places: tuple[Place, ...]) -> Chart | None:
    """Incidents by day and place: a line a place, a dot a day, as large as it has incidents."""
    counted = Counter((one.on, one.place.name) for one in placed if one.on and one.place)
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
    told = f"{sum(counted.values())} incidents at {len(places)} places; the most, {most.count}, at {most.name}."
    return Chart("Incidents by day and place", told, spec)


def disputes(made: Brief) -> Iterator[Dispute]:
    """Where sources disagree: the first points."""
    for one in made.disputes[:TABLED]:
        sides = (
            Side(
                who=line.who,
                cue=line.cue,
                words=words,
                day=line.day,
                printed=", ".join(x for x in (line.printed_by, line.published) if x),
                address=statement_address(line.id),
            )
            for line, words in one.sides
        )
        yield Dispute(one.about, one.because, tuple(sides))


def rows(context: Watched) -> Iterator[dict[str, Any]]:
    """The signs that the page shows as a table."""
    for indicator in context.indicators:
        for one in indicator.signs:
            yield {
                "indicator": indicator.name,
                "id": one.id,
                "day": one.day,
                "place": one.place,
                "who": one.who,
                "cue": one.cue,
                "content": one.content,
                "publisher": one.publisher,
                "published": one.published,
                "title": one.title,
                "printings": 1 + len(one.also),
                "new": one.new,
                "because": one.because,
            }


def report(view: View) -> str:
    """Keep that what is new was reported: what was kept up to the moment of the page, `until`, and no later."""
    wanted = watch_of(view)
    until = view.query.number("until", latest.extent(view.ledger)[-1], most=999_999_999)
    fresh = watches.count_new_signs(view.ledger, wanted, today=view.today, most=MOST, until=until)
    reporting.report(view.ledger, wanted.name, fresh.keys, at=datetime.now(UTC))
    return address_of(wanted)
