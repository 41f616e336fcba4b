import io

import pytest

from onrecord.errors import UnreadableError
from onrecord.reading.article import FallbackMetadata, build_article
from onrecord.reading.decoding import LARGEST_TEXT, check_size, decode_bytes, is_html, read_opening


@pytest.mark.parametrize(("size", "fits"), [(LARGEST_TEXT, True), (LARGEST_TEXT + 1, False)])
def test_a_text_has_at_most_20_megabytes(size: int, fits: bool) -> None:
    if fits:
        check_size(size)
    else:
        with pytest.raises(UnreadableError, match=r"over 20 MB\): split it"):
            check_size(size)


@pytest.mark.parametrize(("data", "text"), [(b"abc\xe9", "abcé"), (b"abc\xe9\xe9", None)])
def test_windows_1252_has_at_most_one_accent_in_four_letters(data: bytes, text: str | None) -> None:
    if text:
        assert decode_bytes(data) == text
    else:
        with pytest.raises(UnreadableError, match="not text in any known encoding"):
            decode_bytes(data)


@pytest.mark.parametrize(("letters", "is_text"), [(199, True), (198, False)])
def test_a_text_has_at_most_one_control_character_in_200(letters: int, is_text: bool) -> None:
    data = b"\x01" + b"a" * letters
    if is_text:
        assert decode_bytes(data)
    else:
        with pytest.raises(UnreadableError, match="not text in any known encoding"):
            decode_bytes(data)


SHUT = "The café at the quay is shut, the owner said."


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("latin1", SHUT.encode("cp1252")),
        ("ISO-8859-1", "“Shut”, she said at the café.".encode("cp1252")),  # a browser reads Windows-1252
        (" windows-1251 ", "Порт закрыт, сказала она.".encode("cp1251")),
        ("koi8-r", "Порт закрыт, сказала она.".encode("koi8-r")),
        ("sjis", "港は閉まっている①".encode("cp932")),  # Python's own Shift JIS lacks the figure
        ("gb2312", "港口已经关闭镕".encode("gbk")),
        ("x-sjis", "港は閉まっている".encode("cp932")),
    ],
)
def test_an_encoding_is_known_by_its_labels_on_the_web(label: str, data: bytes) -> None:
    codec = {"ISO-8859-1": "cp1252", "latin1": "cp1252", "sjis": "cp932", "x-sjis": "cp932", "gb2312": "gbk"}
    assert decode_bytes(data, declared=label) == data.decode(codec.get(label, label.strip()))


@pytest.mark.parametrize("label", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "rot13", "hex"])
def test_what_only_python_calls_an_encoding_is_none(label: str) -> None:
    page = f"<meta charset={label}> The caf\xe9 \\ud83d is shut, she said.".encode("latin-1")
    assert decode_bytes(page, declared=label) == page.decode("cp1252")


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-16be", "unicode"])
def test_a_page_that_calls_itself_utf_16_is_utf_8(label: str) -> None:
    page = f"<meta charset={label}><p>{SHUT * 2}</p>".encode() + b"\xff"
    for declared in (None, label):
        assert decode_bytes(page, declared=declared) == f"<meta charset={label}><p>{SHUT * 2}</p>\ufffd"


def test_a_header_may_say_utf_16_without_a_byte_order_mark() -> None:
    assert decode_bytes(SHUT.encode("utf-16-le"), declared="utf-16") == SHUT


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252"])
def test_bytes_that_windows_1252_lacks_spoil_no_page(declared: str | None) -> None:
    pasted = "The café café is shut, she said: ".encode("latin-1") + "“no”.".encode()
    assert decode_bytes(pasted, declared=declared) == "The café café is shut, she said: â€œnoâ€\ufffd."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode_bytes(SHUT.encode(encoding), declared="koi8-r") == SHUT


@pytest.mark.parametrize(
    ("valid", "beginning"),
    [
        (1, "Ã©ÿ"),  # as many broken as valid sequences: Windows-1252
        (2, "éé\ufffd"),  # more valid ones: damaged UTF-8
    ],
)
def test_damaged_utf_8_has_more_valid_than_broken_sequences(valid: int, beginning: str) -> None:
    data = ("é" * valid).encode() + b"\xff plain words, so that accents are few among them"
    assert decode_bytes(data).startswith(beginning)


@pytest.mark.parametrize(
    ("text", "ending", "html"),
    [
        ("Use <p> for a paragraph.", "", False),  # plain text may mention one tag
        ("<p>It rained.</p><p>It blew.</p>", "", True),
        ("It <b>rained</b>.", ".html", True),
        ("<!-- a --> <!-- b --><html>It rained.", "", True),
        ("<!---->" * 40 + "It rained.", "", False),
        ("It rained.", ".html", False),
    ],
)
def test_a_page_is_known_by_its_tags(text: str, ending: str, html: bool) -> None:
    assert is_html(text, ending) == html


@pytest.mark.parametrize(("length", "has_title"), [(300, True), (301, False)])
def test_a_title_has_at_most_300_characters(length: int, has_title: bool) -> None:
    article = build_article("x" * length + "\n\nIt rained.", FallbackMetadata("a.txt", None))
    assert (article.title is not None) == has_title


@pytest.mark.parametrize("blank", [b"\n", b" \t\r\n"])
def test_blank_lines_fill_no_memory(blank: bytes) -> None:
    """As many as a megabyte are read; of the rest nothing is asked for."""
    most = 1_000_000 // len(blank)
    *before, first = read_opening(io.BytesIO(blank * most + b"The pier is shut.\n"))
    assert (len(before), first) == (most, b"The pier is shut.\n")
    file = io.BytesIO(blank * (most + 1000))
    with pytest.raises(UnreadableError, match="begins with over 1 MB of blank lines"):
        read_opening(file)
    assert file.tell() == len(blank) * (most + 1)
