"""Forecasts that come due, and those that people have resolved."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.ledger import conditions, foretold, schema
from onrecord.ledger.ledger import Hit, Hits, Ledger
from onrecord.ledger.search import MOST
from onrecord.records import Judgement


def due(ledger: Ledger, until: date) -> list[Hit]:
    """The unresolved forecasts whose horizon ends on this day or earlier, the oldest first; confirmed or not."""
    resolved = {made.subject for made in ledger.judgements("resolve")}
    end = "json_extract(row, '$.forecast.to')"
    found = ledger.chosen(f"forecast = 1 AND {end} <= ?", (until.isoformat(),), order=f"{end}, number")
    return [hit for hit in found.hits if hit.statement.id not in resolved]


@dataclass(frozen=True, slots=True)
class Falling:
    """Unresolved forecasts that are asked for, by the end of their horizon.

    first, last: it ends in these days, both included, None where open. confirmed: by a person, or read as forecasts by
    a machine alone. speaker, topic: words of the name or the organisation, words of the content. latest: those that end
    last come first.
    """

    first: date | None
    last: date | None
    confirmed: bool
    speaker: str = ""
    topic: str = ""
    latest: bool = False


_OF_IDS = "SELECT statement.number FROM json_each(?) AS one CROSS JOIN statement ON statement.id = one.value"


def falling(ledger: Ledger, asked: Falling, *, limit: int = 20, offset: int = 0) -> Hits:
    """Forecasts that fall due; no more than MOST are gone through, and counted.

    What it costs is bounded: without words it walks the index of the days due from one end, with words the full-text
    index from the newest, and what people judged is looked up by id.
    """
    words = matching(asked.speaker, asked.topic)
    if words is None:
        return Hits(0, ())
    confirmed, resolved = (_ids(ledger.judgements(kind)) for kind in ("confirm", "resolve"))
    order = "due DESC, number DESC" if asked.latest else "due, number"
    ends = ((" AND due >= ?", asked.first), (" AND due <= ?", asked.last))
    days = [(sql, day.isoformat()) for sql, day in ends if day]
    within = "due IS NOT NULL" + "".join(sql for sql, _ in days)
    within += f" AND current.statement NOT IN ({_OF_IDS})"
    values: tuple[object, ...] = (*(day for _, day in days), resolved)
    if asked.confirmed:
        among = f"current.statement IN ({_OF_IDS}) AND {within}"
        if words:
            among += " AND EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = current.statement)"
        source, values = f"current WHERE {among}", (confirmed, *values, *((words,) if words else ()))
    elif words:
        source = f"words CROSS JOIN current ON current.statement = words.rowid WHERE words MATCH ? AND {within}"
        source += f" AND current.statement NOT IN ({_OF_IDS}) ORDER BY words.rowid DESC"
        values = (words, *values, confirmed)
    else:
        source = f"current INDEXED BY current_by_due WHERE {within} AND current.statement NOT IN ({_OF_IDS})"
        source, values = f"{source} ORDER BY due {'DESC' if asked.latest else 'ASC'}", (*values, confirmed)
    walked = f"SELECT current.statement AS number, due FROM {source} LIMIT {MOST + 1}"
    with schema.clear_errors(ledger.path), schema.snapshot(ledger._connection):
        numbers = [row["number"] for row in ledger._rows(f"SELECT number FROM ({walked}) ORDER BY {order}", values)]
        shown = numbers[offset : offset + limit]
        return Hits(min(len(numbers), MOST), tuple(_hits(ledger, shown)), len(numbers) > MOST)


def resolved(ledger: Ledger, speaker: str = "", topic: str = "", *, limit: int = 20, offset: int = 0) -> Hits:
    """Forecasts that people resolved, the one that was settled last first; all words as for `Falling`."""
    words = matching(speaker, topic)
    if words is None:
        return Hits(0, ())
    last = {made.subject: str(made.data.get("on") or "") for made in ledger.judgements("resolve")}
    sql = "SELECT statement.id, max(statement.number) AS number FROM json_each(?) AS one CROSS JOIN statement "
    sql += "ON statement.id = one.value WHERE "
    sql += "EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = statement.number)" if words else "?"
    with schema.clear_errors(ledger.path), schema.snapshot(ledger._connection):
        rows = ledger._rows(f"{sql} GROUP BY statement.id", (json.dumps(sorted(last)), words or 1))
        rows.sort(key=lambda row: (last[row["id"]], row["number"]), reverse=True)
        shown = [row["number"] for row in rows[offset : offset + limit]]
        return Hits(len(rows), tuple(_hits(ledger, shown)))


def matching(speaker: str, topic: str) -> str | None:
    """What the full-text index is asked for; empty where nothing is, None where nothing typed can be looked for."""
    who, what = conditions.terms(speaker, ("speaker", "organisation")), conditions.terms(topic)
    if (speaker.strip() and not who) or (topic.strip() and not what):
        return None
    every = [*who, *what]
    if not every:
        return ""
    parts = [(term.without, f"{{{' '.join(term.columns)}}} : {term.match}") for term in every]
    must = " AND ".join(["{marks} : forecast", *(f"({words})" for without, words in parts if not without)])
    left = " OR ".join(words for without, words in parts if without)
    return f"({must}) NOT ({left})" if left else must


def _ids(made: Iterable[Judgement]) -> str:
    return json.dumps(sorted({judgement.subject for judgement in made}))


def _hits(ledger: Ledger, numbers: Iterable[int]) -> Iterable[Hit]:
    return [foretold.hit_of(ledger, number) for number in numbers]
