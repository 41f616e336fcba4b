"""CSV: a row for each statement of the newest version of each page."""

from collections.abc import Iterable, Iterator

from onrecord.exports.columns import COLUMNS, statement_rows
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version
from onrecord.text.spreadsheet import format_csv_line


def format_csv(versions: Iterable[Version], judgements: Iterable[Judgement], *, raw: bool = False) -> Iterator[str]:
    """Yield the header and the rows; see `format_csv_line` for how values are written, and for raw."""
    yield format_csv_line(COLUMNS)
    for row in statement_rows(versions, judgements):
        yield format_csv_line(row.values(), raw=raw)
