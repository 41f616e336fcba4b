"""Unpack a response's body in bounded steps, so that a small body cannot fill the memory (RFC 9110, 8.4)."""

import zlib
from collections.abc import Iterable, Iterator

from onrecord.errors import LaterError, UnreadableError

ACCEPTED = "gzip"
"""The Accept-Encoding that is sent. Nothing else is unpacked, and only once: "gzip, gzip" is a known attack."""
STEP = 65_536
"""Bytes that are unpacked at once, at most."""
_GZIP = {"gzip", "x-gzip"}
# "identity" means no coding; it is not allowed in the header, but is seen there.
_NO_CODING = {"", "identity"}
# For zlib: the largest window, in a gzip wrapper.
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# Characters of a header that an error quotes.
_LONGEST_QUOTED = 60


def unpack_body(chunks: Iterable[bytes], content_encoding: str) -> Iterator[bytes]:
    """Yield the bytes of a body, at most STEP at once. content_encoding: the header, "" if there is none.

    Raise UnreadableError for a coding other than one gzip, before the first chunk is read; LaterError if the data is
    damaged or ends too early. What follows the gzip data is ignored, as browsers do, unless it is another gzip member.
    """
    codings = [coding for coding in _split_codings(content_encoding) if coding not in _NO_CODING]
    if not codings:
        return iter(chunks)
    if len(codings) > 1 or codings[0] not in _GZIP:
        raise UnreadableError(
            f"is packed in a way that was not asked for (Content-Encoding: {content_encoding:.{_LONGEST_QUOTED}}): "
            "open it in a browser and save the page"
        )
    return _unpack_gzip(chunks)


def _split_codings(header: str) -> list[str]:
    return [coding.strip().lower() for coding in header.split(",")]


def _unpack_gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    for chunk in chunks:
        packed = chunk
        while packed:
            if unpacker.eof:
                if not packed.startswith(b"\x1f"):
                    return
                # gzip data may be several members, one after the other (RFC 1952, 2.2).
                unpacker = zlib.decompressobj(_GZIP_WINDOW)
            try:
                # An empty step is yielded, too: whoever takes it looks at the clock.
                yield unpacker.decompress(packed, STEP)
            except zlib.error:
                raise LaterError("has damaged gzip data: try again later") from None
            packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise LaterError("ended before its gzip data did: try again later")
