"""CSV (RFC 4180, UTF-8): a row for each statement of the newest version of each page."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.columns import COLUMNS, statement_rows
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version


def format_csv(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the header and the rows. Lists are joined by "; ", flags are true and false, unknown is empty."""
    yield _format_line(COLUMNS)
    for row in statement_rows(versions, judgements):
        yield _format_line(_format_cell(value) for value in row.values())


def _format_line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _format_cell(value: Any) -> Any:
    # Flags as JSON has them, not Python's "True".
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else value
