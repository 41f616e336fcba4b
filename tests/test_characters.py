"""The gate for text: one for one, so that offsets stay; whatever comes in, an article can be kept and printed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import reading
from onrecord.characters import replace_controls, show_name
from onrecord.errors import LedgerError, NotFoundError
from onrecord.ledger import Ledger
from onrecord.records import Article, Failure, Record, Related

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)

CASES = [
    ("The tide\tturned.\nIt rained.", "The tide\tturned.\nIt rained."),
    ("one\r\ntwo\rthree", "one \ntwo\nthree"),
    ("page\fpage\vline\x1cfile\x1dgroup\x1erecord\x1funit", "page\npage\nline\nfile\ngroup\nrecord unit"),
    ("isn\x92t \x93shut\x94\x85 caf\x81", "isn’t “shut”… caf\ufffd"),
    ("a\x00b\x07c\x1b[31md\x7fe", "a\ufffdb\ufffdc\ufffd[31md\ufffde"),
    ("half \ud83d of \ude00 it", "half \ufffd of \ufffd it"),
    (
        "no \ufffe\uffff characters, but \U0001f600, \u200d, \u202e",
        "no \ufffd\ufffd characters, but \U0001f600, \u200d, \u202e",
    ),
]


@pytest.mark.parametrize(("text", "clean"), CASES)
def test_what_is_replaced(text: str, clean: str) -> None:
    assert replace_controls(text) == clean


@given(st.text(st.characters()) | st.text("\r\n\x1f\x80\ud800a "))
def test_no_offset_moves_and_what_is_clean_stays(text: str) -> None:
    clean = replace_controls(text)
    assert len(clean) == len(text)
    assert clean.encode("utf-8") is not None
    assert not any((ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0 for c in clean)
    assert replace_controls(clean) is clean


@pytest.mark.parametrize("name", ["id", "text", "url", "title", "byline", "publisher", "section", "language", "origin"])
def test_every_text_of_an_article_passes_the_gate(name: str) -> None:
    article = Article(**({"id": "a", "text": "It rained."} | {name: "x\x1b\ud83dy"}))
    assert getattr(article, name) == "x\ufffd\ufffdy"


def test_what_stands_beside_an_article_passes_it_too() -> None:
    assert Related("a\x00", "http://b\x00") == Related("a\ufffd", "http://b\ufffd")
    assert Failure("a\x00", "b\ud800") == Failure("a\ufffd", "b\ufffd")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Hafen.txt", "Hafen.txt"),
        ("caf\udce9.txt", r"caf\xe9.txt"),
        ("a\nb\x1b.txt", "a\nb\ufffd.txt"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_a_name_is_shown(name: str, shown: str) -> None:
    assert show_name(name) == shown


def test_files_whose_names_are_not_utf_8_are_read_and_kept_apart(tmp_path: Path) -> None:
    texts = {b"quai-\xe9.txt": "The quay was shut. ", b"quai-\xe8.txt": "The quay was opened. "}
    try:
        for name, text in texts.items():
            Path(tmp_path, name.decode("utf-8", "surrogateescape")).write_text(text * 9, "utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    articles = [article for article in reading.read_articles([tmp_path]) if isinstance(article, Article)]
    assert sorted(Path(article.origin or "").name for article in articles) == [r"quai-\xe8.txt", r"quai-\xe9.txt"]
    with Ledger.open(tmp_path / "record.db") as ledger:
        states = [ledger.keep(Record(article), model="m", at=NOON).state for article in articles]
    assert states == ["new", "new"]


@pytest.mark.parametrize("name", ["nothing-\udce9.txt", "half-\ud83d.txt", "zero-\0.txt", "http://[\udce9"])
def test_a_name_that_is_no_file_is_a_failure(name: str) -> None:
    (failure,) = reading.read_articles([name])
    assert isinstance(failure, Failure)
    assert failure.origin.encode("utf-8")


def test_an_id_that_is_not_utf_8_is_not_found(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        with pytest.raises(NotFoundError, match=r"nothing has the id abcd\\xff"):
            ledger.find("abcd\udcff")
        with pytest.raises(LedgerError, match=r"x\\xff” is not UTF-8"):
            ledger.database.execute("SELECT ?", ("x\udcff",))


def test_a_row_whose_json_escapes_half_a_pair_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"id": "a\ud83d", "text": "The tide \ud83d turned.\r\nIt rained.", "title": "Tide\x00"}
    path.write_text(json.dumps(row), "utf-8")
    (article,) = reading.read_articles([path], published=date(2026, 10, 5))
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("a\ufffd", "The tide \ufffd turned. \nIt rained.")
    assert article.title == "Tide\ufffd"
