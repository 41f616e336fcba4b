"""Statements as flat rows and as an Arrow table."""

import sys
from datetime import date

import pyarrow
import pytest
from hypothesis import given
from strategies import records
from taggers import Colons

import onrecord
from onrecord.errors import OnrecordError
from onrecord.exports import arrow
from onrecord.exports.columns import READ_COLUMNS
from onrecord.records import Failure, Record

TALK = "Voss: 60 ferries will very likely sail by 2027.\nReh: No."


@pytest.fixture
def record() -> Record:
    return onrecord.record(TALK, published="2026-10-05", tagger=Colons(score=0.75))


def test_a_flat_row_a_statement(record: Record) -> None:
    first, second = onrecord.to_rows(record)
    assert list(first) == list(second) == list(READ_COLUMNS)
    wanted = {
        "speaker": "Voss",
        "content": "60 ferries will very likely sail by 2027.",
        "score": 0.75,
        "quantities": ["60 ferries"],
        "forecast_to": date(2027, 12, 31),
        "published": date(2026, 10, 5),
        "title": None,
    }
    assert {name: first[name] for name in wanted} == wanted
    assert second["speaker"] == "Reh"


def test_many_records(record: Record) -> None:
    assert len(list(onrecord.to_rows([record, record]))) == 4
    assert onrecord.to_arrow(iter([record, record])).num_rows == 4


def test_a_failure_is_left_out_with_a_warning(record: Record) -> None:
    with pytest.warns(UserWarning, match=r"left out x\.txt: is empty"):
        table = onrecord.to_arrow([Failure("x.txt", "is empty"), record])
    assert table.num_rows == 2


def test_an_empty_table_has_its_columns() -> None:
    table = onrecord.to_arrow([])
    assert (table.num_rows, table.column_names) == (0, list(READ_COLUMNS))
    assert table.schema.field("published").type == pyarrow.date32()
    assert table.schema.field("quantities").type == pyarrow.list_(pyarrow.string())


def test_batches_lose_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_BATCH", 3)
    table = onrecord.to_arrow([record] * 5)
    assert [len(batch) for batch in table.to_batches()] == [3, 3, 3, 1]


@given(records())
def test_the_table_holds_what_the_rows_hold(record: Record) -> None:
    assert onrecord.to_arrow(record).to_pylist() == list(onrecord.to_rows(record))


def test_without_pyarrow(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match=r"pip install 'onrecord\[export\]'"):
        onrecord.to_arrow(record)
