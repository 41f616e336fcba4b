"""The names that speakers have in the file, and what was said under them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from onrecord.ledger import database
from onrecord.ledger.hits import Hits, hits
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.search.index import json_text
from onrecord.records import Judgement, SpeakerKind

_PUBLISHERS = """
SELECT * FROM (
    WITH RECURSIVE each (name) AS (
        SELECT min(publisher) FROM article
        UNION ALL
        SELECT (SELECT min(publisher) FROM article WHERE publisher > each.name) FROM each WHERE name IS NOT NULL
    ) SELECT name FROM each
)
"""
"""The publishers, one step in the index each: a DISTINCT would go through all articles."""
_SAID = "SELECT coalesce(sum(count), 0) AS total FROM bearer WHERE name IN (SELECT value FROM json_each(?))"
_NEWEST_OF = """
SELECT statement.number, statement.said_from FROM statement
CROSS JOIN current ON current.statement = statement.number
WHERE speaker = ? ORDER BY statement.said_from DESC, statement.number DESC LIMIT ?
"""


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
    with database.clear_errors(ledger.path):
        rows = ledger._connection.execute("SELECT name, kind, role, organisation, count FROM bearer").fetchall()
    made = [_bearer(name, list(some)) for name, some in groupby(rows, key=itemgetter(0))]
    return sorted(made, key=lambda bearer: (-bearer.count, bearer.name))


def _bearer(name: str, rows: list[tuple[str, SpeakerKind, str, str, int]]) -> Bearer:
    """One name, of its rows in the table, each a way in which it was read."""
    if len(rows) == 1:
        ((_, kind, role, organisation, count),) = rows
        return Bearer(name, kind, (role,) if role else (), (organisation,) if organisation else (), count)
    kinds, roles, organisations = Counter[SpeakerKind](), Counter[str](), Counter[str]()
    for _, kind, role, organisation, count in rows:
        kinds[kind] += count
        roles[role] += count
        organisations[organisation] += count
    return Bearer(name, kinds.most_common(1)[0][0], _by_count(roles), _by_count(organisations), kinds.total())


def _by_count(found: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in found.most_common() if word)


def sources(ledger: Ledger) -> set[str]:
    """What may be graded for reliability: names of speakers, their organisations, publishers."""
    sql = f"SELECT name FROM bearer UNION SELECT organisation FROM bearer UNION {_PUBLISHERS}"
    with database.clear_errors(ledger.path):
        return {name for (name,) in ledger._connection.execute(sql) if name}


def paired(ledger: Ledger) -> list[Judgement]:
    """What people judged of who is who, and did not withdraw: names that are the same, then those that are not."""
    return [*ledger.judgements("same"), *ledger.judgements("different")]


def is_speaker(ledger: Ledger, name: str) -> bool:
    """Has a speaker in the newest readings this very name?"""
    with database.clear_errors(ledger.path):
        return bool(ledger._rows("SELECT 1 FROM bearer WHERE name = ? LIMIT 1", (name,)))


def said_by(ledger: Ledger, under: Iterable[str], *, limit: int = 20, offset: int = 0) -> Hits:
    """What was said under any of these names, as they are printed, the newest first; limit: all where negative."""
    each, deep = sorted(set(under)), limit + offset if limit >= 0 else -1
    with database.clear_errors(ledger.path), database.snapshot(ledger._connection):
        total = ledger._rows(_SAID, (json_text(each),))[0]["total"]
        return Hits(total, hits(ledger, newest(ledger, each, deep)[offset:]))


def newest(ledger: Ledger, under: Iterable[str], most: int) -> list[int]:
    """The numbers of the newest statements of these names; all where `most` is negative. For this room's modules."""
    found = [row for name in under for row in ledger._connection.execute(_NEWEST_OF, (name, most))]
    found.sort(key=lambda row: (row[1] or "", row[0]), reverse=True)
    return [number for number, _ in found[: most if most >= 0 else None]]


def by_month(ledger: Ledger, under: Iterable[str]) -> dict[str, int]:
    """How many statements these names have in the newest readings, by the month (2026-10) in which they were said.

    In the order of the months; what was said on no known day stands under the empty word.
    """
    sql = (
        "SELECT month, sum(count) FROM said_in WHERE speaker IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1"
    )
    with database.clear_errors(ledger.path):
        return dict(ledger._connection.execute(sql, (json_text(sorted(set(under))),)).fetchall())
