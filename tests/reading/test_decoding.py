import pytest

from onrecord.errors import UnreadableError
from onrecord.reading.article import FallbackMetadata, build_article
from onrecord.reading.decoding import LARGEST_TEXT, check_size, decode_bytes, is_html


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
