import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.records import Article, Failure

TEXT = "Bridge to close – harbour office\n\nThe bridge will close, the office said.\n"


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read_one(path: Path, **options) -> Article | Failure:
    (made,) = reading.articles([path], **options)
    return made


BAD = [
    ("empty", "a.txt", b"", "is empty"),
    ("only spaces", "a.txt", b"  \n\n ", "is empty"),
    ("a PDF", "a.txt", b"%PDF-1.7\n\x00\x01", "is a PDF"),
    ("a picture", "a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    ("a JPEG", "a", b"\xff\xd8\xff\xe0\x00", "is a picture"),
    ("an archive", "a.txt", b"PK\x03\x04rest", "ZIP"),
    ("a compressed file", "a.txt", b"\x1f\x8b\x08rest", "gzip"),
    ("bytes in no encoding", "a.txt", bytes(range(256)) * 20, "not text in any known encoding"),
    ("nul bytes", "a.txt", b"The mayor\x00\x00\x00said\x00so.", "not text in any known encoding"),
    ("too large", "a.txt", b"word " * (decoding.MOST_BYTES // 5 + 1), "too large"),
]


@pytest.mark.parametrize(("name", "data", "reason"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input_is_a_failure_that_says_why(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = put(tmp_path, name, data)
    made = read_one(path)
    assert isinstance(made, Failure)
    assert made.origin == str(path)
    assert reason in made.reason


def test_what_is_missing(tmp_path: Path) -> None:
    assert "is not there" in read_one(tmp_path / "none.txt").reason
    assert "holds nothing to read" in read_one(tmp_path).reason


def test_the_rest_of_a_batch_goes_on(tmp_path: Path) -> None:
    good = put(tmp_path, "b.txt", TEXT)
    made = list(reading.articles([tmp_path / "none", put(tmp_path, "a.txt", b""), good]))
    assert [type(m) for m in made] == [Failure, Failure, Article]


def test_a_text_file(tmp_path: Path) -> None:
    made = read_one(
        put(tmp_path, "a.txt", "\ufeff" + TEXT.replace("\n", "\r\n") + "\r\n\r\n\r\nMore.  \r\n"),
        published=date(2026, 10, 5),
    )
    assert made.title == "Bridge to close – harbour office"
    assert made.text == "Bridge to close – harbour office\n\nThe bridge will close, the office said.\n\nMore."
    assert made.published == date(2026, 10, 5)
    assert made.id == read_one(put(tmp_path, "b.txt", made.text)).id


ENCODINGS = [("utf-8", "Żółć"), ("utf-16", "Żółć"), ("cp1252", "café – “so”")]


@pytest.mark.parametrize(("encoding", "words"), ENCODINGS)
def test_encodings(encoding: str, words: str, tmp_path: Path) -> None:
    assert words in read_one(put(tmp_path, "a.txt", f"A title\n\n{words}, she said.".encode(encoding))).text


def test_a_declared_encoding(tmp_path: Path) -> None:
    words = "“Будет мост”, сказала она. " * 10
    html = f'<html><head><meta charset="windows-1251"><title>Мост</title></head><body><p>{words}</p></body></html>'
    assert "Будет мост" in read_one(put(tmp_path, "a.html", html.encode("cp1251", "replace"))).text


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    put(tmp_path, "b.txt", TEXT)
    put(tmp_path, "sub/a.txt", "Other\n\nText.")
    put(tmp_path, ".hidden.txt", "Hidden\n\nText.")
    put(tmp_path, "notes.md", "# Notes")
    put(tmp_path, "c.jsonl", '{"id": "r", "text": "One sentence."}\n')
    assert [Path(a.origin.split(":")[0]).name for a in reading.articles([tmp_path])] == ["b.txt", "c.jsonl", "a.txt"]


def test_rows_keep_text_id_and_order(tmp_path: Path) -> None:
    rows = [
        {
            "id": "x",
            "text": "  He said so. \n\n",
            "title": "T",
            "published": "2026-01-02",
            "publisher": "P",
            "url": "u",
        },
        {"id": 7, "text": "One."},
        {"id": "x", "text": "Again.", "statements": [{"junk": 1}], "times": "junk"},
    ]
    path = put(tmp_path, "a.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
    made = list(reading.articles([path], published=date(2025, 5, 5)))
    assert [(m.id, m.text) for m in made] == [("x", "  He said so. \n\n"), ("7", "One."), ("x", "Again.")]
    assert (made[0].title, made[0].publisher, made[0].url) == ("T", "P", "u")
    assert [m.published for m in made] == [date(2026, 1, 2), date(2025, 5, 5), date(2025, 5, 5)]


def test_a_row_that_extract_printed_is_read_again(tmp_path: Path) -> None:
    row = {"id": "a", "text": "He said so.", "article": {"title": "T", "published": "2026-03-04", "url": None}}
    made = read_one(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert (made.title, made.published) == ("T", date(2026, 3, 4))


BROKEN = [
    ('{"id": "c", "text": ', "is no JSON"),
    ("[1, 2]", "is no row"),
    ('{"text": "x"}', 'has no "id"'),
    ('{"id": "c"}', 'has no "text"'),
    ('{"id": "c", "text": 5}', 'has no "text"'),
    ('{"id": true, "text": "x"}', 'has no "id"'),
    ('{"id": "c", "text": "x", "published": "yesterday"}', "is no date"),
    ('{"id": "c", "text": "x", "title": 5}', "is no string"),
    ('{"id": "c", "text": "x \\ud800 y"}', "half a character"),
    ("[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN)
def test_a_broken_line_3_of_5(line: str, reason: str, tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": "He said so."}) for i in "abde"]
    path = put(tmp_path, "a.jsonl", "\n".join([*lines[:2], line, *lines[2:]]) + "\n")
    made = list(reading.articles([path]))
    assert [m.id for m in made if isinstance(m, Article)] == list("abde")
    assert made[2].origin == f"{path}:3"
    assert reason in made[2].reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, want in (
        (TEXT, ["Bridge to close – harbour office"]),
        ('{"id": "r", "text": "One."}\n' * 2, [None, None]),
    ):
        stdin = io.TextIOWrapper(io.BytesIO(data.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert [a.title for a in reading.articles(["-"])] == want


def test_one_article(tmp_path: Path) -> None:
    assert reading.article(put(tmp_path, "a.txt", TEXT)).title == "Bridge to close – harbour office"
    two = put(tmp_path, "b.jsonl", '{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n')
    with pytest.raises(UnreadableError, match="more than one"):
        reading.article(two)
    with pytest.raises(UnreadableError, match="is not there"):
        reading.article(tmp_path / "none")


LANGUAGES = [
    ("The mayor said that the bridge was not safe and would be closed by the end of the week, whatever it cost.", "en"),
    (
        "Der Bürgermeister sagte, die Brücke sei nicht sicher und werde noch in dieser Woche geschlossen, "
        "koste es, was es wolle, denn niemand könne die Gefahr verantworten.",
        "de",
    ),
    (
        "Le maire a déclaré que le pont n'était pas sûr et qu'il serait fermé avant la fin de la semaine, "
        "quel qu'en soit le prix, car personne ne peut en répondre.",
        "fr",
    ),
    ("Мер сказав, що міст небезпечний і що його закриють до кінця тижня, хоч би скільки це коштувало.", "uk"),
    ("Kurz und gut.", "en"),
]


@pytest.mark.parametrize(("text", "want"), LANGUAGES)
def test_language(text: str, want: str, tmp_path: Path) -> None:
    assert read_one(put(tmp_path, "a.txt", text)).language == want
