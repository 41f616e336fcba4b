"""A ledger of version 0.1.0 opens, migrates, exports and merges; see fixtures/README.md for how it was made."""

import csv
import gzip
import io
import json
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from onrecord import exports
from onrecord.exports import jsonl
from onrecord.judgements import JUDGEMENT_KINDS, Confirmation
from onrecord.ledger import Ledger, Query, merge
from onrecord.ledger.dump import Version
from onrecord.records import hash_version
from onrecord.rows import parse_statement

FIXTURES = Path(__file__).parent / "fixtures"


def old_ledger(folder: Path) -> Path:
    path = folder / "old.db"
    path.write_bytes(gzip.decompress((FIXTURES / "ledger-0.1.0.db.gz").read_bytes()))
    return path


@pytest.fixture(scope="module")
def exported() -> dict[str, str]:
    """What version 0.1.0 exported of the ledger, by format."""
    with tarfile.open(FIXTURES / "exports-0.1.0.tar.gz") as archive:
        members = {member.name: archive.extractfile(member) for member in archive.getmembers()}
        return {name: file.read().decode("utf-8") for name, file in members.items() if file}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(old_ledger(tmp_path), create=False) as opened:
        yield opened


def without_new_fields(new: Any, old: Any) -> Any:
    """JSON of today with only those keys that the old JSON has in the same place."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: without_new_fields(new[key], value) for key, value in old.items() if key in new}
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [without_new_fields(left, right) for left, right in zip(new, old, strict=True)]
    return new


def parsed(kind: str, text: str) -> list[Any]:
    """The lines of JSON Lines, or the items of a JSON-LD graph."""
    return [json.loads(line) for line in text.splitlines()] if kind == "jsonl" else json.loads(text)["@graph"]


def test_it_has_judgements_of_every_kind(ledger: Ledger) -> None:
    made = ledger.judgements(standing=False)
    assert {judgement.kind for judgement in made} == set(JUDGEMENT_KINDS)
    assert len(made) == 33
    assert len(ledger.judgements()) == 31


def test_it_is_searched(ledger: Ledger) -> None:
    assert ledger.counts() == {"articles": 7, "pages": 6, "statements": 84, "speakers": 23}
    assert ledger.search(Query("is:confirmed")).total == 4
    assert ledger.search(Query('speaker:"Tom Reh"')).total == 1
    assert ledger.search(Query("people > 10000")).total > 0


@pytest.mark.parametrize("kind", ["jsonl", "schema.org"])
def test_it_exports_what_the_old_version_exported(ledger: Ledger, exported: dict[str, str], kind: str) -> None:
    old, new = (parsed(kind, text) for text in (exported[kind], "".join(exports.export_text(ledger, kind))))
    assert len(new) == len(old)
    for new_part, old_part in zip(new, old, strict=True):
        assert without_new_fields(new_part, old_part) == old_part


def table_rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV export, without the likelihood: 0.1.0 took the first hedge, since then all are combined."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: value for name, value in row.items() if name not in {"low", "high"}} for row in rows]


def test_its_table_is_what_the_old_version_exported(ledger: Ledger, exported: dict[str, str]) -> None:
    old, new = (table_rows(text) for text in (exported["csv"], "".join(exports.export_text(ledger, "csv"))))
    assert [without_new_fields(new_row, old_row) for new_row, old_row in zip(new, old, strict=True)] == old


def test_it_merges_from_its_own_file_and_from_the_old_export(
    ledger: Ledger, tmp_path: Path, exported: dict[str, str]
) -> None:
    whole = "".join(exports.export_text(ledger, "jsonl"))
    for name, lines in (("file", whole), ("export", exported["jsonl"])):
        with Ledger.open(tmp_path / f"{name}.db") as other:
            for line in lines.splitlines():
                item = jsonl.parse_line(line)
                merge.merge_version(other.database, item) if isinstance(item, Version) else merge.merge_judgement(
                    other.database, item
                )
            assert "".join(exports.export_text(other, "jsonl")) == whole, name


def test_the_old_export_adds_nothing_to_it(ledger: Ledger, exported: dict[str, str]) -> None:
    items = [jsonl.parse_line(line) for line in exported["jsonl"].splitlines()]
    states = {merge.merge_version(ledger.database, item).state for item in items if isinstance(item, Version)}
    assert states == {"same"}
    assert not any(merge.merge_judgement(ledger.database, item) for item in items if not isinstance(item, Version))


def test_its_confirmed_forecasts_know_who_confirmed_them(ledger: Ledger) -> None:
    confirmed = {judgement.subject: judgement.by for judgement in ledger.judgements(Confirmation)}
    read = {subject: ledger.find(subject).statement for subject in confirmed}
    assert {
        subject: said.forecast and said.forecast.confirmed_by for subject, said in read.items() if said
    } == confirmed
    others = [hit.statement for hit in ledger.search(Query("is:forecast -is:confirmed"), limit=200).hits]
    assert others
    assert all(said.forecast and said.forecast.confirmed_by is None for said in others)


def test_its_redacted_articles_are_marked(ledger: Ledger) -> None:
    rows = ledger.database.tuples("SELECT key, redacted, id, url, text FROM article")
    marked = {key for key, redacted, *_ in rows if redacted}
    assert marked
    assert marked == {key for key, _, *hashed in rows if key != hash_version(*hashed)}


TIME = {"type": "TIME", "value": "2026-10-04TNI", "from": "2026-10-04", "to": "2026-10-04", "alternatives": []}
NIGHTS = [('"last night", printed on 2026-10-05', True), ("a weekday: the nearest to 2026-10-05", False)]


@pytest.mark.parametrize(("because", "deictic"), NIGHTS)
def test_its_nights_know_whether_they_are_counted_from_publication(tmp_path: Path, because: str, deictic: bool) -> None:
    time = TIME | {"start": 0, "end": 4, "because": because}
    with closing(sqlite3.connect(old_ledger(tmp_path))) as connection:
        number, row = connection.execute("SELECT number, row FROM statement ORDER BY number LIMIT 1").fetchone()
        row = json.dumps(json.loads(row) | {"said_at": time, "times": [time, time]}, separators=(",", ":"))
        connection.execute("UPDATE statement SET row = ? WHERE number = ?", (row, number))
        connection.execute("UPDATE reading SET times = ? WHERE number = 1", (json.dumps([time]),))
        connection.commit()
    with Ledger.open(tmp_path / "old.db", create=False) as opened:
        migrated = parse_statement(
            json.loads(opened.database.value("SELECT json FROM statement WHERE number = ?", (number,)))
        )
        times = json.loads(opened.database.value("SELECT times FROM reading WHERE number = 1"))
    assert migrated.said_at
    assert [one.deictic for one in (migrated.said_at, *migrated.times)] == [deictic] * 3
    assert [one.get("deictic", False) for one in times] == [deictic]
