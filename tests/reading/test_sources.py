import io
import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import parse

from onrecord import reading
from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.records import Article, Failure, Related

TEXT = "Bridge to close – harbour office\n\nThe bridge will close, the office said.\n"


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read_one(path: Path | str, **options) -> Article | Failure:
    (made,) = reading.read_articles([path], **options)
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
    ("a WebP picture", "a.txt", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "WebP"),
    ("an old Office document", "a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
    ("rich text", "a.txt", rb"{\rtf1\ansi So}", "RTF"),
    ("a web archive", "a.txt", b"WARC/1.0\r\nWARC-Type: warcinfo", "web archive"),
    ("a PDF by another name", "a.jsonl", b"%PDF-1.7\nx\ny", "is a PDF"),
    ("a feed that is none", "a.txt", b'<?xml version="1.0"?>\n<rss version="2.0"><channel', "is a broken feed"),
    ("other XML", "a.html", b'<?xml version="1.0"?>\n<opml><body><outline/></body></opml>', "is XML, but neither"),
    ("JSON over many lines", "a.json", b'{\n  "id": "a",\n  "text": "So."\n}', "jq -c . FILE"),
    ("a list of rows", "a.json", b'[{"id": "a", "text": "So."}]', "jq -c '.[]' FILE"),
    ("rows in UTF-16", "a.jsonl", '{"id": "a", "text": "So."}\n'.encode("utf-16"), "not in UTF-8"),
    (
        "Cyrillic in an encoding it does not name",
        "a.txt",
        "Мост закрыт, сказал мэр".encode("cp1251"),
        "not text in any",
    ),
    ("nul bytes", "a.txt", b"The mayor\x00\x00\x00said\x00so.", "not text in any known encoding"),
    ("too large", "a.txt", b"word " * (decoding.LARGEST_TEXT // 5 + 1), "too large"),
]


@pytest.mark.parametrize(("name", "data", "reason"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input_is_a_failure_that_says_why(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = put(tmp_path, name, data)
    made = read_one(path)
    assert isinstance(made, Failure)
    assert made.origin == str(path)
    assert reason in made.reason


def test_what_is_missing(tmp_path: Path) -> None:
    assert "does not exist" in read_one(tmp_path / "none.txt").reason
    assert "contains nothing to read" in read_one(tmp_path).reason
    assert "is not a file name" in read_one("").reason
    assert "is not a file name" in read_one("a\0b").reason
    assert "cannot be read" in read_one("x" * 5000).reason


def test_a_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan, shut = os.scandir, tmp_path / "shut"
    shut.mkdir()
    put(tmp_path, "a.txt", TEXT)

    def scandir(path):
        if Path(path) == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    good, bad = reading.read_articles([tmp_path])
    assert isinstance(good, Article)
    assert (bad.origin, bad.reason) == (str(shut), "cannot be read: check its permissions")
    assert read_one(shut).reason == "cannot be read: check its permissions"


def test_the_rest_of_a_batch_goes_on(tmp_path: Path) -> None:
    good = put(tmp_path, "b.txt", TEXT)
    made = list(reading.read_articles([tmp_path / "none", put(tmp_path, "a.txt", b""), good]))
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


def test_utf8_cut_short_is_utf8_still(tmp_path: Path) -> None:
    data = "A title\n\n“Something,” she said — “or nothing.”".encode()[:-1]
    assert "“Something,” she said — “or nothing." in read_one(put(tmp_path, "a.txt", data)).text


def test_latin_1_is_read_as_browsers_do(tmp_path: Path) -> None:
    prose = b"He said \x93so\x94 to the people of the town, and they went away again. " * 4
    html = b'<html><head><meta charset="iso-8859-1"></head><body><p>' + prose + b"</p></body></html>"
    assert "said “so” to" in read_one(put(tmp_path, "a.html", html)).text


NAMED = [
    (b"charset=undefined caf\xe9"),
    (b"charset=idna caf\xe9"),
    (b"charset=rot13 caf\xe9"),
    (b"charset=no-such caf\xe9"),
]


@pytest.mark.parametrize("data", NAMED)
def test_an_encoding_that_is_none_is_passed_over(data: bytes, tmp_path: Path) -> None:
    assert read_one(put(tmp_path, "a.txt", data)).text.endswith("café")


SNIFFED = [
    ("a.dat", json.dumps({"id": "r", "text": "word " * 30_000}), "r"),
    ("a.txt", "\ufeff\n\n" + '{"id": "r", "text": "One."}', "r"),
    ("a.html", '{"id": "r", "text": "<p>One.</p>"}', "r"),
]


@pytest.mark.parametrize(("name", "data", "want"), SNIFFED)
def test_rows_are_known_by_their_content(name: str, data: str, want: str, tmp_path: Path) -> None:
    assert read_one(put(tmp_path, name, data)).id == want


def test_a_page_is_known_by_its_content_or_else_its_name(tmp_path: Path) -> None:
    prose = "The mayor said that the bridge would be closed by the end of the week, come what may. " * 3
    assert read_one(put(tmp_path, "a.txt", f"<!DOCTYPE html><p>{prose}")).text == prose.strip()
    assert "<i>" not in read_one(put(tmp_path, "b.html", f"{prose} <i>{prose}</i>")).text
    assert read_one(put(tmp_path, "c.html", f"Bridge shut\n\n{prose}")).title == "Bridge shut"
    assert "<i>" in read_one(put(tmp_path, "d.txt", f"Bridge <i>shut</i>\n\n{prose}")).text


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    for data, want in ((TEXT, 1), ('{"id": "r", "text": "One."}\n' * 2, 2)):
        out, into = os.pipe()
        os.write(into, data.encode())
        os.close(into)
        assert [type(a) for a in reading.read_articles([f"/dev/fd/{out}"])] == [Article] * want
        os.close(out)


def test_a_row_too_large_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST_TEXT", 100)
    rows = [{"id": "a", "text": "So."}, {"id": "b", "text": "So. " * 200}, {"id": "c", "text": "So."}] * 9
    made = list(reading.read_articles([put(tmp_path, "a.jsonl", "".join(json.dumps(r) + "\n" for r in rows))]))
    assert [getattr(m, "id", None) for m in made] == ["a", None, "c"] * 9
    assert "too large" in made[1].reason
    assert made[4].origin.endswith(":5")


def test_rows_are_read_lazily(tmp_path: Path) -> None:
    made = reading.read_articles([put(tmp_path, "a.jsonl", '{"id": "a", "text": "So."}\n{'), tmp_path / "none"])
    assert next(made).id == "a"
    assert [type(m) for m in made] == [Failure, Failure]


def test_file_rows(tmp_path: Path) -> None:
    row = {"id": "a", "text": "He said so.", "statements": [{"cue": [[3, 7]]}]}
    (made,) = reading.read_row_file(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert (made[0].id, made[1]) == ("a", row)
    for path, reason in (
        (put(tmp_path, "a.txt", TEXT), "is not JSON Lines"),
        (put(tmp_path, "b.jsonl", ""), "is empty"),
        (tmp_path / "none", "does not exist"),
        (tmp_path, "cannot be read"),
    ):
        (failure,) = reading.read_row_file(path)
        assert reason in failure.reason
        assert failure.origin == str(path)


DAYS = [
    ("2026-10-05", date(2026, 10, 5)),
    ("2026-10-05T23:59:00Z", date(2026, 10, 5)),
    ("2026-10-05 08:00:00.123+02:00", date(2026, 10, 5)),
    (20261005, None),
    ("20261005", None),
    ("2026-W41-1", None),
    ("2026-10-05junk", None),
    ("2026-10-05T99:00", None),
    ("2026-02-30", None),
    ("", None),
    ([], None),
]


@pytest.mark.parametrize(("day", "want"), DAYS)
def test_the_day_of_a_row(day: object, want: date | None, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"id": "a", "text": "So.", "published": day}))
    made = read_one(path, published=date(2020, 1, 1))
    assert getattr(made, "published", None) == want
    if want is None:
        assert made.origin == f"{path}:1"
        assert repr(day) in made.reason


def test_a_row_s_own_language_and_related_links(tmp_path: Path) -> None:
    about = {"related": [{"title": "Pilots vote", "url": "https://a.example/1"}, "junk"], "furniture": [[0, 99999]]}
    row = {"id": "a", "text": "T\n\nRead also: Pilots vote", "language": "EN-gb", "article": about}
    made = read_one(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert made.language == "en"
    assert made.related == (Related("Pilots vote", "https://a.example/1"),)


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
    assert [Path(a.origin.split(":")[0]).name for a in reading.read_articles([tmp_path])] == [
        "b.txt",
        "c.jsonl",
        "a.txt",
    ]


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
    made = list(reading.read_articles([path], published=date(2025, 5, 5)))
    assert [(m.id, m.text) for m in made] == [("x", "  He said so. \n\n"), ("7", "One."), ("x", "Again.")]
    assert (made[0].title, made[0].publisher, made[0].url) == ("T", "P", "u")
    assert [m.published for m in made] == [date(2026, 1, 2), date(2025, 5, 5), date(2025, 5, 5)]


def test_a_row_that_extract_printed_is_read_again(tmp_path: Path) -> None:
    row = {"id": "a", "text": "He said so.", "article": {"title": "T", "published": "2026-03-04", "url": None}}
    made = read_one(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert (made.title, made.published) == ("T", date(2026, 3, 4))


BROKEN = [
    ('{"id": "c", "text": ', "is not valid JSON"),
    ("[1, 2]", "is not a row"),
    ('{"text": "x"}', 'has no "id"'),
    ('{"id": "c"}', 'has no "text"'),
    ('{"id": "c", "text": 5}', 'has no "text"'),
    ('{"id": true, "text": "x"}', 'has no "id"'),
    ('{"id": "c", "text": "x", "published": "yesterday"}', "is not a date"),
    ('{"id": "c", "text": "x", "title": 5}', "is not a string"),
    ("[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN)
def test_a_broken_line_3_of_5(line: str, reason: str, tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": "He said so."}) for i in "abde"]
    path = put(tmp_path, "a.jsonl", "\n".join([*lines[:2], line, *lines[2:]]) + "\n")
    made = list(reading.read_articles([path]))
    assert [m.id for m in made if isinstance(m, Article)] == list("abde")
    assert made[2].origin == f"{path}:3"
    assert reason in made[2].reason


MARKUP = st.lists(st.sampled_from(
    ["<p>", "</p>", "<div>", "<table>", "<td>", "<a href='http://[x'>", "<!--", "<meta charset=utf-7>", "<h1>", "&#0;",
     "<script type='application/ld+json'>", '{"@type": "Article", "author": {"@id": 1}, "headline": [2]}', "</script>",
     "The mayor said that it was so. ", "<title>", "<?xml version='1.0' encoding='x'?>", "\x00", "<svg><math>"]
), max_size=30)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | MARKUP.map(lambda parts: ("<html>" + "".join(parts)).encode()))
def test_whatever_the_bytes_it_is_an_article_or_a_failure(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = list(reading.read_articles([put(Path(folder), "a.html", data)]))
    assert made
    assert all(isinstance(m, Article | Failure) for m in made)
    assert all(m.text.strip() for m in made if isinstance(m, Article))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, want in (
        (TEXT, ["Bridge to close – harbour office"]),
        ('{"id": "r", "text": "One."}\n' * 2, [None, None]),
    ):
        stdin = io.TextIOWrapper(io.BytesIO(data.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert [a.title for a in reading.read_articles(["-"])] == want


def test_one_article(tmp_path: Path) -> None:
    assert reading.read_article(put(tmp_path, "a.txt", TEXT)).title == "Bridge to close – harbour office"
    two = put(tmp_path, "b.jsonl", '{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n')
    with pytest.raises(UnreadableError, match="more than one"):
        reading.read_article(two)
    with pytest.raises(UnreadableError, match="does not exist"):
        reading.read_article(tmp_path / "none")


def test_what_is_handed_over_is_read_as_a_file_of_its_name() -> None:
    day = date(2026, 10, 5)
    (made,) = parse(reading.read_bytes(TEXT.encode(), "bridge.txt", published=day, publisher="Lissen Courier"))
    assert isinstance(made, Article)
    assert (made.origin, made.published, made.publisher) == ("bridge.txt", date(2026, 10, 5), "Lissen Courier")
    rows = list(parse(reading.read_bytes(b'{"id": "a", "text": "Voss said no."}\nno row\n', "rows.jsonl")))
    assert [type(row) for row in rows] == [Article, Failure]
    (failed,) = parse(reading.read_bytes(b"%PDF-1.7", "bridge.txt"))
    assert failed == Failure("bridge.txt", failed.reason)
