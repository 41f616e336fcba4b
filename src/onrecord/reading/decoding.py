"""Bytes to text: what kind of file it is, and in what encoding."""

import codecs
import re

from onrecord.errors import UnreadableError

MOST_BYTES = 20_000_000
"""A larger text is refused: it is not one article."""

_MAGIC = (
    (b"%PDF", "is a PDF: turn it into text first, for instance with `pdftotext FILE -`"),
    (b"\x89PNG", "is a picture (PNG): onrecord reads text"),
    (b"\xff\xd8\xff", "is a picture (JPEG): onrecord reads text"),
    (b"GIF8", "is a picture (GIF): onrecord reads text"),
    (b"RIFF", "is a picture or a sound (RIFF): onrecord reads text"),
    (b"PK\x03\x04", "is a ZIP archive or an Office document: unpack it, or save it as text or HTML"),
    (b"\x1f\x8b", "is compressed (gzip): unpack it first, with `gunzip`"),
    (b"SQLite format 3\x00", "is a SQLite database, not an article: use it with --ledger if it is a ledger"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+)?html)", re.I | re.S
)
_TAGS = re.compile(r"<(?:p|div|article|h1|title|meta)\b", re.I)


def check_size(size: int) -> None:
    """UnreadableError where a text of so many bytes is too large."""
    if size > MOST_BYTES:
        raise UnreadableError(
            f"is too large for one article ({size / 1e6:.0f} MB, at most {MOST_BYTES / 1e6:.0f}): "
            "split it, or give the articles as rows of JSON Lines"
        )


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, by the encoding they declare, or as Windows-1252.

    declared: the encoding that an HTTP header names. UnreadableError for pictures, PDFs, archives, an empty file and
    bytes that are text in none of these encodings.
    """
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(reason)
    if not data.strip():
        raise UnreadableError("is empty: there is nothing to read")
    check_size(len(data))
    for encoding in _encodings(data, declared):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(_CONTROL.findall(text[:10_000])) * 200 <= len(text[:10_000]):
            return text
    raise UnreadableError("is not text in any known encoding (UTF-8, UTF-16, Windows-1252): save it as UTF-8")


def _encodings(data: bytes, declared: str | None) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    found = _DECLARED.search(data[:2048])
    named = [found[1].decode("ascii")] if found else []
    return ["utf-8", *([declared] if declared else []), *named, "cp1252"]


def is_html(text: str) -> bool:
    """Is it a page? By its beginning, or by tags that no plain text has."""
    return bool(_HTML.match(text[:4000])) or len(_TAGS.findall(text[:4000])) >= 2
