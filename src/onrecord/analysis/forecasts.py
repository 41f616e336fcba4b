"""Find the forecasts of a ledger for scoring: who made each, under whatever name, and what people judged of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.analysis.budget import UNLIMITED, Answer, Budget, LeftOut, keep_first, keep_last, probe
from onrecord.analysis.speakers import Aliases, KnownSpeaker, find_aliases, has_words
from onrecord.judgements import Confirmation, Resolution
from onrecord.ledger import Ledger
from onrecord.ledger.forecasts import ForecastColumns, list_scorable, read_contents, struck_ids
from onrecord.ledger.statements import newest_judged_records, newest_records
from onrecord.records import Record, Sighting
from onrecord.scoring import Foretold, judged_forecast


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The forecasts that are asked for. Raise ValueError if the days run backwards.

    speaker, organisation, publisher: words of the name. topic: words of the content. since, until: days on which it was
    said. judged: only those that somebody has judged. of: only those of this very speaker; each is then read in full.
    """

    speaker: str = ""
    organisation: str = ""
    publisher: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None
    judged: bool = False
    of: KnownSpeaker | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"the days run backwards: {self.since} is later than {self.until}")

    def title(self) -> str:
        """Return the selection in a line."""
        days = [f"{word} {day}" for word, day in (("since", self.since), ("until", self.until)) if day]
        parts = (self.speaker, self.organisation, self.publisher, self.topic, *days)
        return ", ".join(part for part in parts if part) or "All forecasts"


def find_forecasts(ledger: Ledger, wanted: Selection, *, budget: Budget = UNLIMITED) -> Answer[Foretold]:
    """Return the forecasts that are selected, each with its judgements and the fullest name of its speaker.

    They are in the order of the days on which they were said. A forecast that nobody has judged comes without its
    probability, horizon and words unless `of` is given: a score only counts it, and there may be very many.
    """
    if wanted.of is None:
        rows, left_out = keep_last(
            list_scorable(ledger.database, wanted.topic, judged=wanted.judged), budget.forecasts, "forecasts"
        )
        forecasts = _read_rows(ledger, rows)
        aliases = find_aliases(
            ledger, dict.fromkeys(forecast.speaker for forecast in forecasts if forecast.speaker), budget=budget
        )
    else:
        forecasts, left_out = _read_speaker(ledger, wanted.of, budget)
        aliases = wanted.of.aliases
    return Answer(tuple(_select_forecasts(forecasts, aliases, wanted)), (*left_out, *aliases.left_out))


def _read_rows(ledger: Ledger, rows: Sequence[ForecastColumns]) -> list[Foretold]:
    """Return forecasts from rows of the ledger, the judged ones with what their statements say."""
    latest = _latest_judgements(ledger)
    read = {
        row.id: (statement, words)
        for row, statement, words in read_contents(ledger.database, (row for row in rows if row.judged))
    }
    forecasts = list[Foretold]()
    for row in rows:
        if row.judged:
            statement, words = read[row.id]
            forecast = judged_forecast(
                statement,
                confirmed=latest.confirmed.get(row.id),
                resolved=latest.resolved.get(row.id),
                said=row.said,
                publisher=row.publisher,
                words=words,
            )
        else:
            forecast = Foretold(
                id=row.id,
                low=None,
                high=None,
                due=None,
                said=row.said,
                speaker=row.speaker,
                organisation=row.organisation,
                publisher=row.publisher,
            )
        forecasts += [forecast] if forecast else []
    return forecasts


def _read_speaker(ledger: Ledger, of: KnownSpeaker, budget: Budget) -> tuple[list[Foretold], tuple[LeftOut, ...]]:
    """Return the forecasts of one speaker: those that were judged, and those among the newest statements."""
    judged = newest_judged_records(ledger.database, of.names, limit=probe(budget.forecasts))
    judged, left_out = keep_first(judged, budget.forecasts, "forecasts")
    limit = budget.statements
    if limit is not None and of.count > limit:
        left_out = (*left_out, LeftOut("statements", limit))
    newest = newest_records(ledger.database, of.names, limit=-1 if limit is None else limit, forecasts=True)
    latest, struck = _latest_judgements(ledger), struck_ids(ledger.database)
    # Judged forecasts may be older than the newest statements, or among them.
    records = {record.statements[0].id: record for record in (*newest, *judged)}
    forecasts = (_forecast_of(record, latest) for identifier, record in records.items() if identifier not in struck)
    return sorted(
        (forecast for forecast in forecasts if forecast), key=lambda forecast: (forecast.said or date.min, forecast.id)
    ), left_out


@dataclass(frozen=True, slots=True)
class _Judged:
    """The latest standing confirmation and resolution of each statement, by its id."""

    confirmed: Mapping[str, Confirmation]
    resolved: Mapping[str, Resolution]


def _forecast_of(record: Record, latest: _Judged) -> Foretold | None:
    """Return the forecast of a record that holds one statement; None if that is none."""
    statement, sighting = record.statements[0], Sighting.of(record.article, record.statements[0])
    return judged_forecast(
        statement,
        confirmed=latest.confirmed.get(statement.id),
        resolved=latest.resolved.get(statement.id),
        said=sighting.said,
        publisher=sighting.publisher,
        words=sighting.content,
    )


def _latest_judgements(ledger: Ledger) -> _Judged:
    return _Judged(
        {judgement.subject: judgement for judgement in ledger.judgements(Confirmation)},
        {judgement.subject: judgement for judgement in ledger.judgements(Resolution)},
    )


def _select_forecasts(forecasts: Iterable[Foretold], aliases: Aliases, wanted: Selection) -> list[Foretold]:
    """Return those that are selected, each under the fullest name of its speaker."""
    names: dict[str, set[str]] = {}
    for name, full in aliases.full.items():
        names.setdefault(full, set()).add(name)
    named = (
        replace(forecast, speaker=aliases.full_name(forecast.speaker) if forecast.speaker else None)
        for forecast in forecasts
    )
    return [forecast for forecast in named if _is_selected(forecast, wanted, names.get(forecast.speaker or "", set()))]


def _is_selected(forecast: Foretold, wanted: Selection, names: set[str]) -> bool:
    """Return whether a forecast is selected. names: all names of its speaker."""
    day = forecast.said or date.min
    return (
        # A speaker may be asked for under any alias, though the forecast carries the fullest name.
        any(has_words(name or "", wanted.speaker) for name in {forecast.speaker, *names})
        and has_words(forecast.organisation or "", wanted.organisation)
        and has_words(forecast.publisher or "", wanted.publisher)
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or (forecast.said is not None and day <= wanted.until))
    )
