"""The names that speakers have in the file, and what was said under them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.ledger import conditions, schema
from onrecord.ledger.ledger import Hits, Ledger
from onrecord.records import SpeakerKind


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name, as printed, of whoever bears it: the kind that it is mostly read as, roles, organisations, statements."""

    name: str
    kind: SpeakerKind
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    count: int = 0


def names(ledger: Ledger) -> list[Bearer]:
    """Every name that speakers have in the newest readings, the one with most statements first."""
    sql = (
        "SELECT speaker, json_extract(row, '$.speaker.kind') AS kind, json_extract(row, '$.speaker.role') AS role, "
        "organisation, count(*) AS count FROM newest WHERE speaker IS NOT NULL GROUP BY 1, 2, 3, 4"
    )
    with schema.clear_errors(ledger.path):
        rows = ledger._rows(sql, ())
    return _borne(rows)


def _borne(rows: Iterable[Mapping[str, Any]]) -> list[Bearer]:
    kinds: dict[str, Counter[SpeakerKind]] = {}
    roles: dict[str, Counter[str]] = {}
    organisations: dict[str, Counter[str]] = {}
    for row in rows:
        name, count = row["speaker"], row["count"]
        kinds.setdefault(name, Counter())[row["kind"]] += count
        for found, value in ((roles, row["role"]), (organisations, row["organisation"])):
            found.setdefault(name, Counter()).update({value: count} if value else {})
    made = [
        Bearer(name, found.most_common(1)[0][0], _by_count(roles[name]), _by_count(organisations[name]), found.total())
        for name, found in kinds.items()
    ]
    return sorted(made, key=lambda bearer: (-bearer.count, bearer.name))


def _by_count(found: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in found.most_common())


def sources(ledger: Ledger) -> set[str]:
    """What may be graded for reliability: names of speakers, their organisations, publishers."""
    sql = (
        "SELECT speaker AS name FROM statement UNION SELECT organisation FROM statement "
        "UNION SELECT publisher FROM article"
    )
    with schema.clear_errors(ledger.path):
        return {row["name"] for row in ledger._rows(sql, ()) if row["name"]}


def is_speaker(ledger: Ledger, name: str) -> bool:
    """Has a speaker in the newest readings this very name?"""
    sql = (
        "SELECT 1 FROM statement CROSS JOIN current ON current.statement = statement.number "
        "WHERE statement.speaker = ? LIMIT 1"
    )
    with schema.clear_errors(ledger.path):
        return bool(ledger._rows(sql, (name,)))


def is_source(ledger: Ledger, name: str) -> bool:
    """May this very name be graded for reliability? See `sources`, all of which it does not go through."""
    with schema.clear_errors(ledger.path):
        if ledger._rows("SELECT 1 FROM statement WHERE speaker = ? LIMIT 1", (name,)):
            return True
        words = conditions.folded(name)
        phrase = f'{{organisation publisher}} : "{" ".join(words)}"'
        found = words and any(name in (one["organisation"], one["publisher"]) for one in _found(ledger, phrase))
        return bool(found or ledger._rows("SELECT 1 FROM article WHERE publisher = ? LIMIT 1", (name,)))


def like(ledger: Ledger, name: str) -> set[str]:
    """Names of sources that may be meant: those of all speakers, organisations and publishers that share a word."""
    words = conditions.folded(name)
    any_of = " OR ".join(f'"{word}"' for word in words)
    rows = _found(ledger, f"{{organisation publisher}} : ({any_of})") if words else []
    near = {one[column] for one in rows for column in ("organisation", "publisher")}
    return {found for found in (*spellings(ledger), *near) if found}


def _found(ledger: Ledger, match: str, most: int = 2_000) -> list[dict[str, str | None]]:
    """The organisations and publishers of statements that the full-text index finds."""
    sql = (
        "SELECT DISTINCT organisation, publisher FROM (SELECT statement.organisation, article.publisher FROM words "
        "CROSS JOIN statement ON statement.number = words.rowid "
        "JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article "
        "WHERE words MATCH ? LIMIT ?)"
    )
    with schema.clear_errors(ledger.path):
        return ledger._rows(sql, (match, most))


def spellings(ledger: Ledger, most: int = 50_000) -> list[str]:
    """The names that speakers have in any reading, by the alphabet; no more than `most`."""
    sql = (
        "WITH RECURSIVE one (name) AS (SELECT min(speaker) FROM statement UNION ALL "
        "SELECT (SELECT min(speaker) FROM statement WHERE speaker > one.name) FROM one WHERE one.name IS NOT NULL) "
        "SELECT name FROM one WHERE name IS NOT NULL LIMIT ?"
    )
    with schema.clear_errors(ledger.path):
        return [row["name"] for row in ledger._rows(sql, (most,))]


def bearers(ledger: Ledger, under: Iterable[str], *, each: int = 20) -> list[Bearer]:
    """Bearers of these names, as `each` of the newest statements under a name tell them, and no more."""
    sql = (
        "SELECT ? AS speaker, json_extract(row, '$.speaker.kind') AS kind, "
        "json_extract(row, '$.speaker.role') AS role, organisation, count(*) AS count "
        "FROM (SELECT statement.row, statement.organisation FROM statement WHERE speaker = ? "
        "ORDER BY number DESC LIMIT ?) GROUP BY 1, 2, 3, 4"
    )
    with schema.clear_errors(ledger.path):
        rows = [row for name in under for row in ledger._rows(sql, (name, name, each))]
    return _borne(rows)


def said_by(ledger: Ledger, under: Iterable[str], *, limit: int = 20, offset: int = 0) -> Hits:
    """What was said under any of these names, as they are printed, the newest first."""
    values = tuple(under)
    where = f"newest.speaker IN ({', '.join('?' for _ in values)})"
    return ledger.chosen(where, values, order="said_from DESC, number DESC", limit=limit, offset=offset)
