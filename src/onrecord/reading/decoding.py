"""Detect a file's kind and encoding, and decode its bytes to text."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import webencodings

from onrecord.characters import replace_controls
from onrecord.errors import UnreadableError

LARGEST_TEXT = 20_000_000
"""Bytes: a larger text or row of JSON Lines is refused, because it is not one article."""
# Bytes of blank lines before the first other one. Each is kept, because rows are numbered by their lines.
_LARGEST_BLANK = 1_000_000

# Magic numbers of formats that people give by mistake, with what to do about each.
_BINARY_FORMATS = (
    (rb"%PDF", "is a PDF: convert it to text first, for instance with `pdftotext FILE -`"),
    (rb"\x89PNG", "is a picture (PNG): onrecord reads text"),
    (rb"\xff\xd8\xff", "is a picture (JPEG): onrecord reads text"),
    (rb"GIF8[79]a", "is a picture (GIF): onrecord reads text"),
    (rb"RIFF....WEBP", "is a picture (WebP): onrecord reads text"),
    (rb"RIFF....(?:WAVE|AVI )", "is a recording: onrecord reads text"),
    (rb"PK\x03\x04", "is a ZIP archive or an Office document: unpack it, or save it as text or HTML"),
    (rb"\xd0\xcf\x11\xe0", "is an Office document: save it as text or HTML"),
    (rb"\{\\rtf", "is rich text (RTF): save it as text or HTML"),
    (rb"\x1f\x8b|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd", "is compressed: unpack it first, for instance with `gunzip` (gzip)"),
    (rb"WARC/1\.", "is a web archive (WARC): extract the pages from it first"),
    (rb"SQLite format 3\x00", "is a SQLite database, not an article: use it with --ledger if it is a ledger"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_.:-]{2,40})""")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
# What browsers read where a page itself names these (HTML Standard, 13.2.3.2): its declaration is in ASCII, which
# UTF-16 is not. "replacement" is a kind of encoding that browsers refuse to read, because it can hide a script.
_DECLARED_OTHERWISE = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
_REFUSED_ENCODING = "replacement"
_WESTERN = "windows-1252"
_BYTE_ORDER_MARK = "\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_LETTER = re.compile(r"[^\W\d_]")
# Characters that are sampled: enough to tell an encoding, without reading 20 MB twice.
_SAMPLE_CHARACTERS = 10_000
# A text in Windows-1252 has fewer accented letters than one in four; with more it is Greek, Cyrillic or the like.
_LETTERS_PER_ACCENT = 4
# A text has at most one control character in 200: old files have a few page breaks and stray bytes.
_CHARACTERS_PER_CONTROL = 200
# Plain text may mention one tag; two block tags are a page.
_FEWEST_TAGS = 2

PAGE_ENDINGS = (".html", ".htm", ".xhtml")
ROW_ENDINGS = (".jsonl", ".ndjson")
_JSON_ROW = re.compile(rb'\s*\{\s*["}]')
# One pretty-printed object, or a list of objects: JSON that is not JSON Lines.
_JSON_DOCUMENT = re.compile(rb"\s*(?:\{\s*$|\[\s*(?:$|\{))")
# Several comments are one that runs to the last: each `-->` is a place to go on, and none is tried twice.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--.*?-->\s*+)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"<(?:p|div|article|h1|title|meta)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
# Atomic: a broken prologue must not be tried in every other way.
_PROLOGUE = r"(?>\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*+\])*+>))*+\s*+"
_FEED = re.compile(rf"{_PROLOGUE}<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF)[\s/>]", re.DOTALL)
# Characters: a feed's first element comes after a prologue at most.
_FEED_CHARACTERS = 4000
LONGEST_FEED_START = _FEED_CHARACTERS * 4
"""Bytes of these characters, at most."""
_XML = re.compile(r"\s*<\?xml\s")


def check_size(size: int) -> None:
    """Raise UnreadableError if a text or row of this many bytes is too large."""
    if size > LARGEST_TEXT:
        raise UnreadableError(
            f"is too large for one article (over {LARGEST_TEXT / 1e6:g} MB): "
            "split it, or provide the articles as rows of JSON Lines"
        )


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; a line longer than LARGEST_TEXT is cut just beyond it."""
    while line := file.readline(LARGEST_TEXT + 1):
        yield line
        while len(line) > LARGEST_TEXT and not line.endswith(b"\n"):
            line = file.readline(LARGEST_TEXT + 1)


def read_opening(file: BinaryIO) -> list[bytes]:
    """Return the lines of a file up to and including the first that is not blank; none if all are blank.

    UnreadableError where blank lines go on for longer than any article's: they would fill the memory.
    """
    read, size = [], 0
    for line in read_lines(file):
        read.append(line)
        if line.removeprefix(codecs.BOM_UTF8).strip():
            return read
        size += len(line)
        if size > _LARGEST_BLANK:
            raise UnreadableError(
                f"begins with over {_LARGEST_BLANK / 1e6:g} MB of blank lines: remove them, or give another file"
            )
    return []


def is_json_lines(first: bytes, ending: str = "") -> bool:
    """Return whether it is JSON Lines, by the first line, or by the file name if that line is broken.

    Raise UnreadableError for other JSON: one value over many lines, or a list of rows.
    """
    first = first.removeprefix(codecs.BOM_UTF8)
    if _JSON_ROW.match(first):
        return True
    if ending in ROW_ENDINGS and not is_html(first[:4000].decode("ascii", "replace")) and not _describe_binary(first):
        return not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if _JSON_DOCUMENT.match(first):
        how = "jq -c '.[]' FILE" if first.lstrip().startswith(b"[") else "jq -c . FILE"
        raise UnreadableError(f"is JSON, but not JSON Lines: write one row per line, for instance with `{how}`")
    return False


def _describe_binary(data: bytes) -> str | None:
    """Return what is wrong with a file that is not text, by its first bytes; None if they show nothing."""
    return next((reason for start, reason in _BINARY_FORMATS if re.match(start, data, re.DOTALL)), None)


def decode_bytes(data: bytes, *, declared: str | None = None) -> str:
    """Decode bytes by their byte order mark, as UTF-8, by the declared encoding, or as Windows-1252.

    UTF-8 with a few broken bytes stays UTF-8; they become U+FFFD, as control characters do (see `replace_controls`).
    declared: the encoding in an HTTP header. An encoding is known by the labels of the web alone (WHATWG Encoding
    Standard): Python has codecs that are none, "unicode_escape" and "idna" among them.
    Raise UnreadableError for pictures, PDFs, archives, empty files and bytes that are no text in these encodings.
    """
    if reason := _describe_binary(data):
        raise UnreadableError(reason)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableError("is empty: there is nothing to read")
    check_size(len(data))
    for encoding in _list_encodings(data, declared):
        text = _try_encoding(data, encoding)
        if text is not None and _is_text(text):
            return replace_controls(text.removeprefix(_BYTE_ORDER_MARK))
    raise UnreadableError("is not text in any known encoding (UTF-8, UTF-16, Windows-1252): save it as UTF-8")


def _list_encodings(data: bytes, declared: str | None) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [encoding]
    match = _DECLARED.search(data[:2048])  # browsers look for the declaration in the first 1,024 bytes
    named = [_find_encoding(declared or ""), _find_encoding(match[1].decode("ascii") if match else "")]
    # In UTF-16 each letter of ASCII has a zero byte. Without one the header is wrong, and Chinese would come out.
    sent = None if named[0] and named[0].startswith("utf-16") and b"\0" not in data else named[0]
    written = named[1] and _DECLARED_OTHERWISE.get(named[1], named[1])
    return ["utf-8", *(name for name in (sent, written) if name), ""]


def _find_encoding(label: str) -> str | None:
    """Return the name of the encoding that browsers know by a label; None if they know none, or refuse it."""
    encoding = webencodings.lookup(label)
    return encoding.name if encoding and encoding.name != _REFUSED_ENCODING else None


def _try_encoding(data: bytes, encoding: str) -> str | None:
    """Return the text in an encoding; None if it is not in it. "" means unknown: broken UTF-8, or Windows-1252."""
    if not encoding:
        return _repair_utf8(data) or _decode_western(data)
    try:
        # By its name on the web: Python's own Shift JIS or GB 2312 is another. Windows-1252 has a letter for every byte
        # there, but for five that stand for nothing: one of them, of a quotation mark pasted as UTF-8, spoils no page.
        errors = "replace" if encoding == _WESTERN else "strict"
        text: str = webencodings.lookup(encoding).codec_info.decode(data, errors)[0]
    except UnicodeError:
        return None
    return text


def _repair_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with broken bytes, as in a truncated file; None if there are more broken than valid sequences.

    Text in another encoding hardly ever has valid multi-byte sequences.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not character.isascii() for character in text) - broken
    return text if whole > broken else None


def _decode_western(data: bytes) -> str | None:
    """Decode as Windows-1252; None if over a quarter of the letters come out accented: then it is another alphabet."""
    text = _try_encoding(data, _WESTERN)
    letters = _LETTER.findall((text or "")[:_SAMPLE_CHARACTERS])
    return None if sum(not letter.isascii() for letter in letters) * _LETTERS_PER_ACCENT > len(letters) else text


def _is_text(text: str) -> bool:
    """Return whether at most one character in 200 is a control character."""
    return len(_CONTROL.findall(text[:_SAMPLE_CHARACTERS])) * _CHARACTERS_PER_CONTROL <= len(text[:_SAMPLE_CHARACTERS])


def is_html(text: str, ending: str = "") -> bool:
    """Return whether it is an HTML page: by its beginning, by block tags, or by its file name and any tag."""
    head = text[:4000]
    if _HTML.match(head) or len(_TAGS.findall(head)) >= _FEWEST_TAGS:
        return True
    return ending in PAGE_ENDINGS and bool(_ANY_TAG.search(text))


def is_feed(text: str) -> bool:
    """Return whether it is a feed (RSS or Atom), by its first element."""
    return bool(_FEED.match(text[:_FEED_CHARACTERS]))


def may_be_feed(data: bytes) -> bool:
    """Return whether `is_feed` could say so of these bytes: a quick look that no bytes can make slow."""
    # UTF-16 puts a null byte between the letters of a tag.
    head = data[:LONGEST_FEED_START].replace(b"\0", b"").lower()
    return any(tag in head for tag in (b"<rss", b"<feed", b":feed", b"<rdf", b":rdf"))


def check_kind(text: str) -> None:
    """Raise UnreadableError for text that is neither a page nor prose: a feed, other XML, rows not in UTF-8."""
    if is_feed(text):
        raise UnreadableError("is a feed (RSS or Atom), not an article: give its own address to read its articles")
    if _JSON_ROW.match(text[:200].encode("utf-8")):
        raise UnreadableError("is JSON Lines, but not in UTF-8: save it as UTF-8")
    if _XML.match(text) and not is_html(text):
        raise UnreadableError("is XML, but neither a page nor a feed (RSS or Atom): save it as text or HTML")
