"""CSV as every command, export and page of the desk writes it: RFC 4180, and safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
"""At the beginning of a file, where it is asked for: without it Excel takes UTF-8 for the system's code page."""

# What a spreadsheet takes for a formula (OWASP, "CSV Injection"): "=HYPERLINK(…)" in a headline would run when the file
# is opened. The wide forms are those of East Asian keyboards.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def format_csv_line(cells: Iterable[object], *, raw: bool = False) -> str:
    r"""Return cells as a line of CSV, with its end; a newline within a cell is quoted.

    Unknown (None) is empty, a list is joined by "; ", flags are true and false as in JSON. A text that a spreadsheet
    would take for a formula gets an apostrophe first; numbers stay numbers. raw: leave such a text as it is.

    >>> format_csv_line(["=1+1", -3, None, ["a", "b"], True, "pier, old"])
    '\'=1+1,-3,,a; b,true,"pier, old"\r\n'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(_format_cell(cell, raw=raw) for cell in cells)
    return line.getvalue()


def _format_cell(value: object, *, raw: bool) -> object:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and not raw and value.startswith(_FORMULA_STARTS) else value
