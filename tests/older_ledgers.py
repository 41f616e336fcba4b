"""A ledger taken back to an older schema, to be opened and migrated again."""

import sqlite3
from contextlib import closing
from pathlib import Path

from onrecord.ledger.schema import APPLICATION, read_migrations

# Table of today: its name at first. Columns kept their order when they were renamed.
FIRST_NAMES = {"article": "article", "reading": "reading", "statement": "statement", "judgement": "judgement"}
SEARCH_NAMES = {
    "search_statement": "current",
    "search_time": "spoken_of",
    "search_unit": "unit",
    "search_quantity": "counted",
}


def take_back(new: Path, old: Path, schema: int) -> None:
    """Make `old` a ledger of an older schema, 2 or later, of what `new` holds; without its full-text index."""
    names = FIRST_NAMES | (SEARCH_NAMES if schema >= 4 else {})
    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(old)) as target:
        for script in read_migrations()[:schema]:
            target.executescript(script)
        target.execute(f"PRAGMA application_id = {APPLICATION}")
        target.execute(f"PRAGMA user_version = {schema}")
        for table, name in names.items():
            # Columns that a later schema added are the last ones.
            columns = len(target.execute(f"PRAGMA table_info({name})").fetchall())
            for row in source.execute(f"SELECT * FROM {table}"):
                target.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * columns)})", row[:columns])
        target.commit()
