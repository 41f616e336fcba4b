"""Speakers: the names in the file, as printed, and the statements under them."""

from collections import Counter
from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.hits import Hits, fetch_hits
from onrecord.records import SpeakerKind, SpeakerName

# One step in the index for each publisher: a DISTINCT would go through all articles.
_PUBLISHERS = """
SELECT * FROM (
    WITH RECURSIVE each (name) AS (
        SELECT min(publisher) FROM article
        UNION ALL
        SELECT (SELECT min(publisher) FROM article WHERE publisher > each.name) FROM each WHERE name IS NOT NULL
    ) SELECT name FROM each
)
"""
_COUNT_OF = "SELECT coalesce(sum(statements), 0) FROM speaker_name WHERE name IN (SELECT value FROM json_each(?))"
_NEWEST_OF = """
SELECT statement.number, statement.said_from FROM statement
CROSS JOIN search_statement ON search_statement.statement = statement.number
WHERE speaker = ? ORDER BY statement.said_from DESC, statement.number DESC LIMIT ?
"""


def list_names(database: Database) -> list[SpeakerName]:
    """Return every name that speakers have in current statements, the one with most statements first."""
    rows = database.tuples("SELECT name, kind, role, organisation, statements FROM speaker_name")
    names = [_merge_readings(name, list(group)) for name, group in groupby(rows, key=itemgetter(0))]
    return sorted(names, key=lambda name: (-name.count, name.name))


def _merge_readings(name: str, rows: list[tuple[str, SpeakerKind, str, str, int]]) -> SpeakerName:
    """Return one name from its rows in the table, one for each combination of readings that it has."""
    # Nearly all names have one row, and a large ledger has a hundred thousand names.
    if len(rows) == 1:
        ((_, kind, role, organisation, count),) = rows
        return SpeakerName(name, kind, (role,) if role else (), (organisation,) if organisation else (), count)
    kinds, roles, organisations = Counter[SpeakerKind](), Counter[str](), Counter[str]()
    for _, kind, role, organisation, count in rows:
        kinds[kind] += count
        roles[role] += count
        organisations[organisation] += count
    return SpeakerName(
        name, kinds.most_common(1)[0][0], _order_by_count(roles), _order_by_count(organisations), kinds.total()
    )


def _order_by_count(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in counts.most_common() if word)


def list_name_texts(database: Database) -> list[str]:
    """Return every name that speakers have in current statements, in alphabetical order, without anything else."""
    return database.column("SELECT DISTINCT name FROM speaker_name ORDER BY name")


def list_spoken_names(database: Database) -> list[str]:
    """Return every name that speakers have in any statement, of older versions and readings, too."""
    return database.column("SELECT DISTINCT speaker FROM statement WHERE speaker IS NOT NULL ORDER BY speaker")


def list_gradable_sources(database: Database) -> set[str]:
    """Return what can be graded for reliability: names of speakers, their organisations, publishers."""
    sql = f"SELECT name FROM speaker_name UNION SELECT organisation FROM speaker_name UNION {_PUBLISHERS}"
    return {name for name in database.column(sql) if name}


def has_speaker(database: Database, name: str) -> bool:
    """Return whether a speaker in current statements has exactly this name."""
    return database.first("SELECT 1 FROM speaker_name WHERE name = ? LIMIT 1", (name,)) is not None


def find_statements_by(database: Database, names: Collection[str], *, limit: int = 20, offset: int = 0) -> Hits:
    """Return the statements under any of these names, as printed, the newest first; all if `limit` is negative."""
    under, depth = sorted(set(names)), limit + offset if limit >= 0 else -1
    with database.snapshot():
        total = database.value(_COUNT_OF, (encode_json(under),))
        return Hits(total, fetch_hits(database, newest_numbers(database, under, depth)[offset:]))


def newest_numbers(database: Database, names: Collection[str], most: int) -> list[int]:
    """Return the numbers of the newest statements under these names; all if `most` is negative."""
    rows = [row for name in names for row in database.tuples(_NEWEST_OF, (name, most))]
    rows.sort(key=lambda row: (row[1] or "", row[0]), reverse=True)
    return [number for number, _ in rows[: most if most >= 0 else None]]


def count_by_month(database: Database, names: Collection[str]) -> dict[str, int]:
    """Return how many current statements these names have, by the month (2026-10) in which they were made.

    In the order of months; statements of an unknown day are under the empty string.
    """
    sql = (
        "SELECT month, sum(statements) FROM speaker_month "
        "WHERE name IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1"
    )
    return dict(database.tuples(sql, (encode_json(sorted(set(names))),)))
