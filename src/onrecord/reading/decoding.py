"""Bytes to text: what kind of file it is, and in what encoding."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import UnreadableError

LARGEST_TEXT = 20_000_000
"""A larger text, or row of JSON Lines, is refused: it is not one article."""

_BINARY_FORMATS = (
    (rb"%PDF", "is a PDF: turn it into text first, for instance with `pdftotext FILE -`"),
    (rb"\x89PNG", "is a picture (PNG): onrecord reads text"),
    (rb"\xff\xd8\xff", "is a picture (JPEG): onrecord reads text"),
    (rb"GIF8[79]a", "is a picture (GIF): onrecord reads text"),
    (rb"RIFF....WEBP", "is a picture (WebP): onrecord reads text"),
    (rb"RIFF....(?:WAVE|AVI )", "is a recording: onrecord reads text"),
    (rb"PK\x03\x04", "is a ZIP archive or an Office document: unpack it, or save it as text or HTML"),
    (rb"\xd0\xcf\x11\xe0", "is an Office document: save it as text or HTML"),
    (rb"\{\\rtf", "is rich text (RTF): save it as text or HTML"),
    (rb"\x1f\x8b|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd", "is compressed: unpack it first, for instance with `gunzip` (gzip)"),
    (rb"WARC/1\.", "is a web archive (WARC): take the pages out of it first"),
    (rb"SQLite format 3\x00", "is a SQLite database, not an article: use it with --ledger if it is a ledger"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BROWSER_ENCODINGS = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
"""What pages that declare these are written in, as browsers have it (WHATWG Encoding Standard, 4.2)."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE_CHARACTERS = 10_000

PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_ROW_ENDINGS = (".jsonl", ".ndjson")
_JSON_ROW = re.compile(rb'\s*\{\s*["}]')
_JSON_DOCUMENT = re.compile(rb"\s*(?:\{\s*$|\[\s*(?:$|\{))")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"<(?:p|div|article|h1|title|meta)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
_PROLOGUE = r"(?>\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*+>))*+\s*"
_FEED = re.compile(rf"{_PROLOGUE}<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF)[\s/>]", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\s")


def check_size(size: int) -> None:
    """UnreadableError where a text, or a row, of so many bytes is too large."""
    if size > LARGEST_TEXT:
        raise UnreadableError(
            f"is too large for one article (over {LARGEST_TEXT / 1e6:g} MB): "
            "split it, or give the articles as rows of JSON Lines"
        )


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, one by one; of one longer than MOST_BYTES only as much as shows that it is."""
    while line := file.readline(LARGEST_TEXT + 1):
        yield line
        while len(line) > LARGEST_TEXT and not line.endswith(b"\n"):
            line = file.readline(LARGEST_TEXT + 1)


def read_opening(file: BinaryIO) -> list[bytes]:
    """The lines of a file up to the first that is not blank, which is the last of them; none where there is none."""
    read = []
    for line in read_lines(file):
        read.append(line)
        if line.removeprefix(codecs.BOM_UTF8).strip():
            return read
    return []


def is_json_lines(first: bytes, ending: str = "") -> bool:
    """Is it JSON Lines? By its first line, or by its name where that line is broken.

    UnreadableError for JSON of another kind: one value over many lines, or a list of rows.
    """
    first = first.removeprefix(codecs.BOM_UTF8)
    if _JSON_ROW.match(first):
        return True
    if ending in _ROW_ENDINGS and not is_html(first[:4000].decode("ascii", "replace")) and not _describe_binary(first):
        return not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if _JSON_DOCUMENT.match(first):
        how = "jq -c '.[]' FILE" if first.lstrip().startswith(b"[") else "jq -c . FILE"
        raise UnreadableError(f"is JSON, but not JSON Lines: write each row on a line of its own, as does `{how}`")
    return False


def _describe_binary(data: bytes) -> str | None:
    """What is to be said of a file that is no text, by its first bytes."""
    return next((reason for start, reason in _BINARY_FORMATS if re.match(start, data, re.DOTALL)), None)


def decode_bytes(data: bytes, *, declared: str | None = None) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, by the encoding they declare, or as Windows-1252.

    UTF-8 with a few broken bytes is UTF-8 still; those become U+FFFD. declared: the encoding that an HTTP header names.
    UnreadableError for pictures, PDFs, archives, an empty file and bytes that are text in none of these encodings.
    """
    if reason := _describe_binary(data):
        raise UnreadableError(reason)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableError("is empty: there is nothing to read")
    check_size(len(data))
    for encoding in _list_encodings(data, declared):
        text = _try_encoding(data, encoding)
        if text is not None and _is_text(text):
            return text
    raise UnreadableError("is not text in any known encoding (UTF-8, UTF-16, Windows-1252): save it as UTF-8")


def _list_encodings(data: bytes, declared: str | None) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [encoding]
    found = _DECLARED.search(data[:2048])
    named = [*([declared] if declared else []), *([found[1].decode("ascii")] if found else [])]
    return ["utf-8", *(_BROWSER_ENCODINGS.get(name.lower(), name) for name in named), ""]


def _try_encoding(data: bytes, encoding: str) -> str | None:
    """The text in an encoding, None where it is not in it. "" is: not known, so broken UTF-8 or Windows-1252."""
    if not encoding:
        return _repair_utf8(data) or _decode_western(data)
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _repair_utf8(data: bytes) -> str | None:
    """UTF-8 with broken bytes, as of a file cut short. Whole sequences hardly ever come about in another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not character.isascii() for character in text) - broken
    return text if whole > broken else None


def _decode_western(data: bytes) -> str | None:
    """Windows-1252, unless a quarter of the letters come out accented: then it is some other alphabet's encoding."""
    text = _try_encoding(data, "cp1252")
    letters = _LETTER.findall((text or "")[:_SAMPLE_CHARACTERS])
    return None if sum(not letter.isascii() for letter in letters) * 4 > len(letters) else text


def _is_text(text: str) -> bool:
    """Is at most one character in 200 a control character?"""
    return len(_CONTROL.findall(text[:_SAMPLE_CHARACTERS])) * 200 <= len(text[:_SAMPLE_CHARACTERS])


def is_html(text: str, ending: str = "") -> bool:
    """Is it a page? By its beginning, by tags that no plain text has, or by its name where it has any tag at all."""
    head = text[:4000]
    if _HTML.match(head) or len(_TAGS.findall(head)) >= 2:
        return True
    return ending in PAGE_ENDINGS and bool(_ANY_TAG.search(text))


def is_feed(text: str) -> bool:
    """Is it a feed, RSS or Atom? By its first element."""
    return bool(_FEED.match(text[:4000]))


def check_kind(text: str) -> None:
    """UnreadableError for text that is neither a page nor prose: a feed, other XML, rows in the wrong encoding."""
    if is_feed(text):
        raise UnreadableError("is a feed (RSS or Atom), not an article: give its own address to read its articles")
    if _JSON_ROW.match(text[:200].encode("utf-8")):
        raise UnreadableError("is JSON Lines, but not in UTF-8: save it as UTF-8")
    if _XML.match(text) and not is_html(text):
        raise UnreadableError("is XML, but neither a page nor a feed (RSS or Atom): save it as text or HTML")
