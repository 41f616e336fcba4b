"""CSV that a spreadsheet opens without running anything, and that reads back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.spreadsheet import format_csv_line

CELLS = [
    ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
    ("+1 Post", "'+1 Post"),
    ("-- the ferry", "'-- the ferry"),
    ("@harbour", "'@harbour"),
    ("\t=1", "'\t=1"),
    ("\r=1", '"\'\r=1"'),
    ("\n=1", '"\'\n=1"'),
    ("\uff1d1+1", "'\uff1d1+1"),
    ("a = b", "a = b"),
    ("– an aside", "– an aside"),
    ("", '""'),
    (-3, "-3"),
    (-0.25, "-0.25"),
    (date(2026, 10, 5), "2026-10-05"),
    (None, '""'),
    (["-a", "b"], "'-a; b"),
    (False, "false"),
    ("two\nlines", '"two\nlines"'),
    ('a "pier", old', '"a ""pier"", old"'),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_a_cell(value: object, cell: str) -> None:
    assert format_csv_line([value]) == f"{cell}\r\n"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_it_reads_back(cells: list[str]) -> None:
    (raw,) = csv.reader(io.StringIO(format_csv_line(cells, raw=True), newline=""))
    (safe,) = csv.reader(io.StringIO(format_csv_line(cells), newline=""))
    assert raw == cells
    for cell, kept in zip(cells, safe, strict=True):
        assert kept in (cell, f"'{cell}")
        assert not kept.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
