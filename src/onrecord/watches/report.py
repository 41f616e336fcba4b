"""What the ledger has for a watch: signs, figures, disagreements, forecasts, evidence. The only part that asks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.errors import LedgerError
from onrecord.judgements import Cell, Resolution, Weighing, Weight
from onrecord.ledger import Hit, Ledger, Query, watches
from onrecord.ledger.lookup import read_record
from onrecord.ledger.search.engine import FoundStatement, find_newest
from onrecord.ledger.watches import Key
from onrecord.records import Record, Statement
from onrecord.watches.disagreements import Disagreement, find_disagreements, find_series_disagreements
from onrecord.watches.hypotheses import JudgedEvidence, Matrix, build_matrix
from onrecord.watches.items import Item, build_item
from onrecord.watches.model import Indicator, Series, Watch
from onrecord.watches.series import Point, find_points

_PAGE = 500
"""Statements that are asked for at once."""


@dataclass(frozen=True, slots=True)
class IndicatorHit:
    """An item that an indicator found; `reported`: when the watch first reported it, None where it is new."""

    indicator: Indicator
    item: Item
    reported: datetime | None = None

    @property
    def key(self) -> Key:
        """What the ledger knows it by."""
        return self.indicator.name, self.item.id


@dataclass(frozen=True, slots=True)
class MatrixEvidence:
    """A statement that was judged for hypotheses: how, by whom; `build_item` is None where its words were redacted."""

    weighed: JudgedEvidence
    judged: tuple[Weighing, ...]
    item: Item | None


@dataclass(frozen=True, slots=True)
class WatchedForecast:
    """A forecast among a watch's items, and what came of it: the judgement that resolved it, None where none has."""

    item: Item
    resolved: Resolution | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the ledger has for a watch on a day. `cut`: the names of indicators and series that have still more."""

    watch: Watch
    today: date
    signs: tuple[IndicatorHit, ...]
    points: tuple[Point, ...]
    disagreements: tuple[Disagreement, ...]
    forecasts: tuple[WatchedForecast, ...]
    evidence: tuple[MatrixEvidence, ...]
    matrix: Matrix
    cut: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[IndicatorHit, ...]:
        """The signs that were not reported before."""
        return tuple(sign for sign in self.signs if sign.reported is None)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of it, once, by day."""
        return _by_day({found.id: found for found in (*(s.item for s in self.signs), *(p.item for p in self.points))})


def gather_report(ledger: Ledger, watch: Watch, *, today: date, most: int | None = None) -> Report:
    """Ask the ledger for all that a watch follows; nothing is kept by it, see `ledger.watches.keep_reported`.

    most: of each indicator and series only so many statements, the newest; what was cut so the report says. And what
    sources disagree on is then looked for among so many of them in all.
    """
    asker = _Asker(ledger, today, most)
    known = watches.read_reported(ledger.database, watch.name)
    signs = tuple(
        IndicatorHit(indicator, found, known.get((indicator.name, found.id)))
        for indicator in watch.indicators
        for found in asker.items(indicator_query(indicator), of=indicator.name)
    )
    figures = tuple(point for series in watch.series for point in _figures(asker, series))
    items = _by_day({found.id: found for found in (*(s.item for s in signs), *(p.item for p in figures))})
    near = items if most is None else items[-most:]
    recent = {one.id for one in near}
    near_figures = figures if most is None else tuple(point for point in figures if point.item.id in recent)
    differ = find_series_disagreements(near_figures)
    evidence = tuple(_evidence(asker, watch))
    return Report(
        watch,
        today,
        signs,
        figures,
        (*differ, *find_disagreements(near, differ)),
        _forecasts(ledger, items),
        evidence,
        build_matrix([h.name for h in watch.hypotheses], [one.weighed for one in evidence]),
        tuple(asker.cut),
    )


def indicator_query(indicator: Indicator) -> Query:
    """The search that finds an indicator's signs."""
    return Query(indicator.query, indicator.speaker)


@dataclass(frozen=True, slots=True)
class NewSigns:
    """How many signs are new, among the newest of each indicator; `more`: there may be more of them."""

    count: int
    more: bool
    keys: tuple[Key, ...] = ()


def count_new_signs(ledger: Ledger, watch: Watch, *, today: date, most: int, until: int | None = None) -> NewSigns:
    """What is new for a watch, among the `most` newest signs of each indicator, without reading any of it.

    until: only statements with this number (`FoundStatement`) or a lower one: those kept up to some moment.
    """
    known, cut, keys = watches.read_reported(ledger.database, watch.name), False, list[Key]()
    for indicator in watch.indicators:
        found, more = find_newest(ledger.database, indicator_query(indicator), most=most, today=today)
        ours = [(indicator.name, one.id) for one in found if until is None or one.number <= until]
        new = [key for key in ours if key not in known]
        cut = cut or (more and len(new) == len(ours))
        keys += new
    return NewSigns(len(keys), cut, tuple(keys))


class _Asker:
    """Asks one ledger, each article once."""

    def __init__(self, ledger: Ledger, today: date, most: int | None = None) -> None:
        self.ledger = ledger
        self.today = today
        self.most = most
        self.cut: list[str] = []
        self._records: dict[tuple[str, str | None], Record] = {}
        self._read: dict[int, tuple[Record, dict[str, Statement]]] = {}
        self._made: dict[str, Item] = {}

    def items(self, wanted: Query, *, of: str) -> tuple[Item, ...]:
        """All items that a query finds, or the newest of them, by the day they were said; `of`: who asks."""
        if self.most is None:
            return _by_day({hit.statement.id: self._item(hit) for hit in self._hits(wanted)})
        found, more = find_newest(self.ledger.database, wanted, most=self.most, today=self.today)
        self.cut += [of] if more else []
        return _by_day({one.id: self._of(one) for one in found})

    def _of(self, one: FoundStatement) -> Item:
        """The item of an answer; each article is read once, each item made once."""
        if one.article not in self._read:
            made = read_record(self.ledger.database, one.article)
            self._read[one.article] = made, {said.id: said for said in made.statements}
        if one.id not in self._made:
            made, said = self._read[one.article]
            self._made[one.id] = build_item(made, said[one.id])
        return self._made[one.id]

    def item(self, identifier: str) -> Item | None:
        """The item of a statement's id; None where its words were redacted."""
        try:
            found = self.ledger.find(identifier)
        except LedgerError:
            return None
        return build_item(found.record, found.statement) if found.statement else None

    def _hits(self, wanted: Query) -> Iterator[Hit]:
        offset = 0
        while True:
            found = self.ledger.search(wanted, limit=_PAGE, offset=offset, today=self.today).hits
            yield from found
            offset += _PAGE
            if len(found) < _PAGE:
                return

    def _item(self, hit: Hit) -> Item:
        page = (hit.article, hit.url)
        if page not in self._records or hit.statement not in self._records[page].statements:
            self._records[page] = self.ledger.find(hit.statement.id).record
        return build_item(self._records[page], hit.statement)


def _figures(asker: _Asker, series: Series) -> tuple[Point, ...]:
    """The points of a series, by the days they are about."""
    found = asker.items(Query(series_query(series), series.speaker), of=series.name)
    made = [point for one in found for point in find_points(series, one)]
    return tuple(sorted(made, key=lambda point: (point.first or date.max, point.item.on or date.max)))


def series_query(series: Series) -> str:
    """The search that finds the statements of a series; which of their numbers belong to it, `find_points` says.

    >>> series_query(Series("Soldiers", ("soldiers", "troops"), query="bank OR river"))
    'bank OR river unit:"soldiers" OR unit:"troops"'
    """
    words = " OR ".join(f'"{phrase}"' for phrase in series.words)
    units = " OR ".join(f'unit:"{unit}"' for unit in series.unit)
    return " ".join(part for part in (series.query, words, units) if part)


def _forecasts(ledger: Ledger, items: tuple[Item, ...]) -> tuple[WatchedForecast, ...]:
    """The forecasts among these, by the end of the horizon; those without one last."""
    resolved = {judgement.subject: judgement for judgement in ledger.judgements(Resolution)}
    made = [WatchedForecast(found, resolved.get(found.id)) for found in items if found.statement.forecast]
    return tuple(sorted(made, key=lambda one: forecast_deadline(one) or date.max))


def forecast_deadline(foreseen: WatchedForecast) -> date | None:
    """The last day of a forecast's horizon."""
    forecast = foreseen.item.statement.forecast
    return forecast.last if forecast else None


def _evidence(asker: _Asker, watch: Watch) -> Iterator[MatrixEvidence]:
    names = {hypothesis.name for hypothesis in watch.hypotheses}
    for identifier, judged in watches.list_weighings(asker.ledger.database, watch.name).items():
        ours = [judgement for judgement in judged if judgement.hypothesis in names]
        if ours:
            yield MatrixEvidence(judged_evidence(identifier, ours), tuple(ours), asker.item(identifier))


def judged_evidence(identifier: str, judged: list[Weighing]) -> JudgedEvidence:
    """What was judged of an item, the last word of each: the cells by hypothesis, and the item's weight."""
    cells: dict[str, Cell] = {}
    weight: Weight = "medium"
    for judgement in judged:
        cells[judgement.hypothesis] = judgement.cell
        weight = judgement.weight or weight
    return JudgedEvidence(identifier, cells, weight)


def _by_day(found: dict[str, Item]) -> tuple[Item, ...]:
    return tuple(sorted(found.values(), key=lambda one: (one.on or date.max, one.id)))
