"""The report of a watch: hits, figures, disagreements, forecasts and evidence, read from the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.errors import LedgerError
from onrecord.judgements import Cell, Resolution, Weighing, Weight
from onrecord.ledger import Hit, Ledger, Query, watches
from onrecord.ledger.lookup import read_record
from onrecord.ledger.search.engine import FoundStatement, find_newest
from onrecord.ledger.watches import WatchHitKey
from onrecord.records import Record, Statement
from onrecord.watches.disagreements import Disagreement, find_disagreements, find_series_disagreements
from onrecord.watches.hypotheses import JudgedEvidence, Matrix, build_matrix, find_decisive_cells
from onrecord.watches.items import Item, build_item
from onrecord.watches.model import Indicator, Series, Watch
from onrecord.watches.series import Point, find_points

# Statements that one search returns.
_PAGE_SIZE = 500
# Characters of evidence in a sentence about it.
_SHORT_EVIDENCE = 60


DISAGREEMENTS = "disagreements"
"""In `Report.cut`: not all items were compared."""


@dataclass(frozen=True, slots=True)
class IndicatorHit:
    """An item that an indicator found; `reported`: when the watch first reported it, None where it is new."""

    indicator: Indicator
    item: Item
    reported: datetime | None = None

    @property
    def key(self) -> WatchHitKey:
        """What the ledger knows it by."""
        return self.indicator.name, self.item.id


@dataclass(frozen=True, slots=True)
class MatrixEvidence:
    """A statement that was judged for hypotheses: how, by whom; `item` is None where its words were redacted."""

    weighed: JudgedEvidence
    judged: tuple[Weighing, ...]
    item: Item | None


@dataclass(frozen=True, slots=True)
class WatchedForecast:
    """A forecast among a watch's items, and the judgement that resolved it, None where none has."""

    item: Item
    resolved: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the ledger has for a watch on a day.

    cut: the names of the indicators and series of which only the newest statements were read; DISAGREEMENTS, where
    those were looked for among the newest items alone.
    """

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
        """The hits that were not reported before."""
        return tuple(sign for sign in self.signs if sign.reported is None)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the report, once, by day."""
        return _all_items(self.signs, self.points)


def gather_report(ledger: Ledger, watch: Watch, *, today: date, most: int | None = None) -> Report:
    """Read all that a watch follows; the ledger is not changed, see `ledger.watches.keep_reported`.

    most: read only this many statements of each indicator and series, the newest; `Report.cut` says what had more.
    Disagreements are then looked for among this many items in all; `Report.cut` says so where there are more.
    """
    reader = _ItemReader(ledger, today, most)
    reported = watches.read_reported(ledger.database, watch.name)
    signs = tuple(
        IndicatorHit(indicator, item, reported.get((indicator.name, item.id)))
        for indicator in watch.indicators
        for item in reader.find_items(indicator_query(indicator), of=indicator.name)
    )
    points = tuple(point for series in watch.series for point in _points_of_series(reader, series))
    items = _all_items(signs, points)
    # Each item is compared with each: of many indicators the items may be more than of any one of them.
    compared = items if most is None else items[-most:]
    evidence = tuple(_judged_evidence_of(reader, watch))
    return Report(
        watch=watch,
        today=today,
        signs=signs,
        points=points,
        disagreements=_disagreements_among(compared, points),
        forecasts=_forecasts_among(ledger, items),
        evidence=evidence,
        matrix=build_matrix([h.name for h in watch.hypotheses], [piece.weighed for piece in evidence]),
        cut=(*reader.cut, *([DISAGREEMENTS] if len(compared) < len(items) else ())),
    )


def _all_items(signs: Iterable[IndicatorHit], points: Iterable[Point]) -> tuple[Item, ...]:
    return _sort_by_day({item.id: item for item in (*(s.item for s in signs), *(p.item for p in points))})


def _disagreements_among(items: tuple[Item, ...], points: tuple[Point, ...]) -> tuple[Disagreement, ...]:
    known = {item.id for item in items}
    of_series = find_series_disagreements(point for point in points if point.item.id in known)
    return (*of_series, *find_disagreements(items, of_series))


def indicator_query(indicator: Indicator) -> Query:
    """Return the search that finds an indicator's hits."""
    return Query(indicator.query, indicator.speaker)


@dataclass(frozen=True, slots=True)
class NewSigns:
    """The number of new hits among the newest of each indicator; `more`: there may be more of them."""

    count: int
    more: bool
    keys: tuple[WatchHitKey, ...] = ()


def count_new_signs(ledger: Ledger, watch: Watch, *, today: date, most: int, until: int | None = None) -> NewSigns:
    """Count what is new for a watch among the `most` newest hits of each indicator, without reading any of them.

    until: only statements with this number (`FoundStatement`) or a lower one: those kept up to some moment.
    """
    reported, cut, keys = watches.read_reported(ledger.database, watch.name), False, list[WatchHitKey]()
    for indicator in watch.indicators:
        newest, more = find_newest(ledger.database, indicator_query(indicator), most=most, today=today)
        hits = [(indicator.name, hit.id) for hit in newest if until is None or hit.number <= until]
        new = [key for key in hits if key not in reported]
        # Where one of the newest is reported already, older ones are too.
        cut = cut or (more and len(new) == len(hits))
        keys += new
    return NewSigns(len(keys), cut, tuple(keys))


class _ItemReader:
    """Reads the items of one ledger, each article once."""

    def __init__(self, ledger: Ledger, today: date, most: int | None = None) -> None:
        self.ledger = ledger
        self.today = today
        self.most = most
        self.cut: list[str] = []
        self._records: dict[tuple[str, str | None], Record] = {}
        self._statements: dict[int, tuple[Record, dict[str, Statement]]] = {}
        self._items: dict[str, Item] = {}

    def find_items(self, wanted: Query, *, of: str) -> tuple[Item, ...]:
        """Return all items that a query finds, or the newest of them, by the day they were said; `of`: who asks."""
        if self.most is None:
            return _sort_by_day({hit.statement.id: self._item_of_hit(hit) for hit in self._search_all(wanted)})
        newest, more = find_newest(self.ledger.database, wanted, most=self.most, today=self.today)
        self.cut += [of] if more else []
        return _sort_by_day({hit.id: self._item_of_statement(hit) for hit in newest})

    def _item_of_statement(self, hit: FoundStatement) -> Item:
        if hit.article not in self._statements:
            record = read_record(self.ledger.database, hit.article)
            self._statements[hit.article] = record, {statement.id: statement for statement in record.statements}
        if hit.id not in self._items:
            record, statements = self._statements[hit.article]
            self._items[hit.id] = build_item(record, statements[hit.id])
        return self._items[hit.id]

    def read_item(self, identifier: str) -> Item | None:
        """Return the item of a statement's id; None where its words were redacted."""
        # Judgements stay when the words of a statement are redacted.
        try:
            lookup = self.ledger.find(identifier)
        except LedgerError:
            return None
        return build_item(lookup.record, lookup.statement) if lookup.statement else None

    def _search_all(self, wanted: Query) -> Iterator[Hit]:
        offset = 0
        while True:
            hits = self.ledger.search(wanted, limit=_PAGE_SIZE, offset=offset, today=self.today).hits
            yield from hits
            offset += _PAGE_SIZE
            if len(hits) < _PAGE_SIZE:
                return

    def _item_of_hit(self, hit: Hit) -> Item:
        page = (hit.article, hit.url)
        # Another version of the page may hold the statement.
        if page not in self._records or hit.statement not in self._records[page].statements:
            self._records[page] = self.ledger.find(hit.statement.id).record
        return build_item(self._records[page], hit.statement)


def _points_of_series(reader: _ItemReader, series: Series) -> tuple[Point, ...]:
    """Return the points of a series, by the days they are about."""
    items = reader.find_items(Query(series_query(series), series.speaker), of=series.name)
    points = [point for item in items for point in find_points(series, item)]
    return tuple(sorted(points, key=lambda point: (point.first or date.max, point.item.on or date.max)))


def series_query(series: Series) -> str:
    """Return the search that finds the statements of a series; which of their numbers fit, `find_points` decides.

    >>> series_query(Series("Soldiers", unit=("soldiers", "troops"), query="bank OR river"))
    'bank OR river unit:"soldiers" OR unit:"troops"'
    """
    words = " OR ".join(f'"{phrase}"' for phrase in series.words)
    units = " OR ".join(f'unit:"{unit}"' for unit in series.unit)
    return " ".join(part for part in (series.query, words, units) if part)


def _forecasts_among(ledger: Ledger, items: tuple[Item, ...]) -> tuple[WatchedForecast, ...]:
    """Return the forecasts among items, by deadline; those without one last."""
    resolved = {judgement.subject: judgement for judgement in ledger.judgements(Resolution)}
    forecasts = [WatchedForecast(item, resolved.get(item.id)) for item in items if item.statement.forecast]
    return tuple(sorted(forecasts, key=lambda watched: forecast_deadline(watched) or date.max))


def forecast_deadline(watched: WatchedForecast) -> date | None:
    """Return the last day of a forecast's horizon."""
    forecast = watched.item.statement.forecast
    return forecast.last if forecast else None


def _judged_evidence_of(reader: _ItemReader, watch: Watch) -> Iterator[MatrixEvidence]:
    names = {hypothesis.name for hypothesis in watch.hypotheses}
    for identifier, weighings in watches.list_weighings(reader.ledger.database, watch.name).items():
        # Hypotheses that the watch file has no more keep their judgements in the ledger.
        current = [weighing for weighing in weighings if weighing.hypothesis in names]
        if current:
            yield MatrixEvidence(judged_evidence(identifier, current), tuple(current), reader.read_item(identifier))


def judged_evidence(identifier: str, weighings: list[Weighing]) -> JudgedEvidence:
    """Return what was judged of an item, the last judgement of each: the cells by hypothesis, and the weight."""
    cells: dict[str, Cell] = {}
    weight: Weight = "medium"
    for weighing in weighings:
        cells[weighing.hypothesis] = weighing.cell
        weight = weighing.weight or weight
    return JudgedEvidence(identifier, cells, weight)


def describe_evidence(evidence: MatrixEvidence) -> str:
    """Return who said what."""
    item = evidence.item
    return f"{item.speaker}: {item.quotation}" if item else f"{evidence.weighed.id} (redacted)"


def describe_decisive_cells(report: Report) -> list[str]:
    """Return what would change which hypothesis leads, a sentence each."""
    if not report.matrix.evidence:
        return []
    evidence = {piece.weighed.id: piece for piece in report.evidence}
    decisive = find_decisive_cells(report.matrix)
    if not decisive:
        return ["No single item, judged otherwise, would change which hypothesis is the least contradicted."]
    return [
        f"If “{_shorten_evidence(describe_evidence(evidence[cell.id]))}” were {cell.otherwise} with {cell.hypothesis} "
        f"(now {cell.now or 'not judged'}), {_join_names(cell.leaders)} would "
        f"{'be the least contradicted' if len(cell.leaders) == 1 else 'tie'}."
        for cell in decisive
    ]


def _join_names(names: Sequence[str]) -> str:
    return " and ".join(x for x in (", ".join(names[:-1]), names[-1]) if x)


def _shorten_evidence(words: str) -> str:
    return words if len(words) <= _SHORT_EVIDENCE else words[: _SHORT_EVIDENCE - 1].rstrip() + "…"


def _sort_by_day(items: dict[str, Item]) -> tuple[Item, ...]:
    return tuple(sorted(items.values(), key=lambda item: (item.on or date.max, item.id)))
