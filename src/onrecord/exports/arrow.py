"""Statements as an Apache Arrow table, which pandas, polars and DuckDB read. Needs the extra `export` (pyarrow)."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.exports.columns import READ_COLUMNS, ColumnKind, to_rows
from onrecord.records import Failure, Record

if TYPE_CHECKING:
    import pyarrow

# A statement's row is about a kilobyte as Python objects: ten megabytes at once, and row groups that readers can skip.
_BATCH = 10_000
"""Statements converted at once, and of a row group of Parquet."""


def to_arrow(records: Record | Iterable[Record | Failure]) -> "pyarrow.Table":
    """Return a table of the statements of records, a row each, with the columns and types of `to_rows`.

    `.to_pandas()`, `polars.from_arrow` and `duckdb.sql` read it. A Failure is left out, with a warning.
    OnrecordError where pyarrow is not installed.
    """
    arrow, table_schema = _import_pyarrow(), build_schema(READ_COLUMNS)
    return arrow.Table.from_batches(convert_batches(to_rows(records), table_schema), schema=table_schema)


def build_schema(columns: Mapping[str, ColumnKind]) -> "pyarrow.Schema":
    """Return the Arrow schema of columns; OnrecordError where pyarrow is not installed."""
    arrow = _import_pyarrow()
    types = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "number": arrow.float64(),
        "day": arrow.date32(),
        "flag": arrow.bool_(),
    }
    return arrow.schema([(name, types[kind]) for name, kind in columns.items()])


def convert_batches(rows: Iterable[dict[str, Any]], table_schema: "pyarrow.Schema") -> "Iterator[pyarrow.RecordBatch]":
    """Convert rows in batches, in bounded memory."""
    arrow, waiting = _import_pyarrow(), iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        yield arrow.RecordBatch.from_pylist(batch, schema=table_schema)


def _import_pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise OnrecordError(
            "Arrow and Parquet need pyarrow: `pip install 'onrecord[export]'`; to_rows and CSV need nothing"
        ) from None
    return pyarrow
