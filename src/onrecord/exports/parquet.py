"""Parquet: the table that CSV has, with types; a list stays a list. Needs the extra `export` (pyarrow)."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.exports.columns import COLUMNS, rows
from onrecord.ledger.dump import Version
from onrecord.records import Judgement

_GROUP = 10_000
"""Statements of a row group: bounds memory."""


def write(versions: Iterable[Version], judgements: Iterable[Judgement], path: Path) -> None:
    """Write the table; OnrecordError where pyarrow is not installed."""
    arrow, parquet = _arrow()
    types = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "number": arrow.float64(),
        "day": arrow.date32(),
        "flag": arrow.bool_(),
    }
    schema = arrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    waiting = rows(versions, judgements)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(waiting, _GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise OnrecordError(
            "Parquet needs pyarrow: `pip install 'onrecord[export]'`, or export as csv, which needs nothing"
        ) from None
    return arrow, parquet
