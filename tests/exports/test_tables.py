"""CSV and Parquet: the same table."""

import csv
import io
import sys
from datetime import date
from pathlib import Path

import pytest
from forecasting import rich, told, version_of
from hypothesis import given
from pyarrow import parquet as reader
from strategies import records

from onrecord.errors import OnrecordError
from onrecord.exports import csv as writing
from onrecord.exports import parquet
from onrecord.exports.columns import COLUMNS, statement_rows
from onrecord.records import Record

WANTED = {
    "article": "h1",
    "title": "Harbour – report",
    "publisher": "Post",
    "published": date(2026, 10, 5),
    "speaker": "Mara Voss",
    "role": "mayor",
    "speaker_kind": "person",
    "source": "Mara Voss, the mayor",
    "cue": "said",
    "content": "with high confidence that 60 ferries … will very likely sail",
    "said_from": date(2026, 10, 2),
    "certainty": ["very likely"],
    "low": 0.8,
    "high": 0.95,
    "negative": False,
    "confidence": "high",
    "times": ["2026-10-02"],
    "quantities": ["60 ferries"],
    "forecast": True,
    "forecast_to": date(2026, 12, 31),
    "condition": "if it thaws",
    "confirmed_by": "Ada",
    "outcome": "yes",
    "outcome_on": date(2026, 5, 1),
    "evidence": "https://news.example/pier",
    "resolved_by": "Ada",
}


def test_a_row_a_statement() -> None:
    made = rich()
    first, second = statement_rows([version_of(made)], told(made))
    assert {name: first[name] for name in WANTED} == WANTED
    assert (second["speaker"], second["source"], second["act"], second["outcome"]) == (None, "Critics", "deny", None)
    assert list(first) == list(second) == list(COLUMNS)


def cell(value: object) -> str:
    """What CSV has of a value."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(record=records())
def test_csv_is_read_back(record: Record) -> None:
    versions = [version_of(record)]
    text = "".join(writing.format_csv(versions, [], raw=True))
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert found == [{name: cell(value) for name, value in row.items()} for row in statement_rows(versions, [])]
    assert text.startswith("statement,article,key,")
    assert text.endswith("\r\n")


@given(record=records())
def test_parquet_is_read_back(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    versions = [version_of(record), version_of(rich())]
    parquet.write_parquet(versions, told(rich()), path)
    found = reader.read_table(path)
    assert found.to_pylist() == list(statement_rows(versions, told(rich())))
    assert found.column_names == list(COLUMNS)
    types = {name: str(found.schema.field(name).type) for name in ("published", "score", "forecast", "certainty")}
    assert types == {
        "published": "date32[day]",
        "score": "double",
        "forecast": "bool",
        "certainty": "list<element: string>",
    }


def test_a_ledger_without_statements_has_a_table_all_the_same(tmp_path: Path) -> None:
    parquet.write_parquet([], [], tmp_path / "a.parquet")
    assert reader.read_table(tmp_path / "a.parquet").column_names == list(COLUMNS)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match=r"pip install 'onrecord\[export\]'"):
        parquet.write_parquet([], [], tmp_path / "a.parquet")
    assert not (tmp_path / "a.parquet").exists()
