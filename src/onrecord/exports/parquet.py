"""Parquet: the table of the CSV export with types; lists stay lists. Needs the extra `export` (pyarrow)."""

from collections.abc import Iterable
from pathlib import Path

from onrecord.exports.arrow import build_schema, convert_batches
from onrecord.exports.columns import COLUMNS, statement_rows
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version


def write_parquet(versions: Iterable[Version], judgements: Iterable[Judgement], path: Path) -> None:
    """Write the table; OnrecordError if pyarrow is not installed."""
    table_schema, rows = build_schema(COLUMNS), statement_rows(versions, judgements)
    # After build_schema, which says in plain words if pyarrow is missing.
    from pyarrow import parquet

    with parquet.ParquetWriter(path, table_schema, compression="zstd") as writer:
        for batch in convert_batches(rows, table_schema):
            writer.write_batch(batch)
