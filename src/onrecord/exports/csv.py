"""CSV (RFC 4180, UTF-8): a row a statement of the newest version of each page."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.columns import COLUMNS, rows
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """The header and the rows; lists are joined by "; ", flags are true and false, unknown is empty."""
    yield _line(COLUMNS)
    for row in rows(versions, judgements):
        yield _line(_cell(value) for value in row.values())


def _line(cells: Iterable[Any]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow(cells)
    return made.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else value
