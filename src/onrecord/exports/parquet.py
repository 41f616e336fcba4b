"""Parquet: the table that CSV has, with types; a list stays a list. Needs the extra `export` (pyarrow)."""

from collections.abc import Iterable
from pathlib import Path

from onrecord.exports.arrow import build_schema, convert_batches
from onrecord.exports.columns import COLUMNS, rows
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version


def write(versions: Iterable[Version], judgements: Iterable[Judgement], path: Path) -> None:
    """Write the table; OnrecordError where pyarrow is not installed."""
    table_schema, waiting = build_schema(COLUMNS), rows(versions, judgements)
    from pyarrow import parquet

    with parquet.ParquetWriter(path, table_schema, compression="zstd") as writer:
        for batch in convert_batches(waiting, table_schema):
            writer.write_batch(batch)
