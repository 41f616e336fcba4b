"""Bodies are unpacked in bounded steps; a coding that was not asked for is refused."""

import gzip
from collections.abc import Iterator

import pytest

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading.content_coding import STEP, unpack_body

PLAIN = b"The ferry will sail again, the harbour master said.\n" * 3000
PACKED = gzip.compress(PLAIN)


def in_chunks(data: bytes, size: int = 1000) -> Iterator[bytes]:
    yield from (data[start : start + size] for start in range(0, len(data), size))


WHOLE = [
    ("", PLAIN, PLAIN),
    ("identity", PLAIN, PLAIN),
    ("gzip", PACKED, PLAIN),
    ("x-gzip", PACKED, PLAIN),
    (" GZIP , identity", PACKED, PLAIN),
    # Two members are one body; what follows the last is none of it.
    ("gzip", gzip.compress(b"One. ") + gzip.compress(b"Two."), b"One. Two."),
    ("gzip", gzip.compress(b"One.") + b"\0" * 3000, b"One."),
    ("gzip", gzip.compress(b"One.") + b"</html>" + b"\x1f" * 3000, b"One."),
    ("gzip", gzip.compress(b""), b""),
]


@pytest.mark.parametrize(("coding", "body", "want"), WHOLE)
@pytest.mark.parametrize("size", [1, 1000, 1_000_000])
def test_a_body_is_unpacked_whole(coding: str, body: bytes, want: bytes, size: int) -> None:
    assert b"".join(unpack_body(in_chunks(body, size), coding)) == want


REFUSED = ["gzip, gzip", "gzip,gzip,gzip", "deflate", "br", "zstd", "gzip, br", "chunked", "gzip;q=1", "x" * 5000]


@pytest.mark.parametrize("coding", REFUSED)
def test_other_codings_are_refused_before_a_byte_is_read(coding: str) -> None:
    chunks = in_chunks(PACKED)
    with pytest.raises(UnreadableError, match="was not asked for") as caught:
        unpack_body(chunks, coding)
    assert len(str(caught.value)) < 200
    assert next(chunks) == PACKED[:1000]


BROKEN = [
    (PACKED[:-1], "ended before"),
    (PACKED[:20], "ended before"),
    (b"", "ended before"),
    (b"<html>Not packed</html>", "damaged"),
    (PACKED[:-8] + b"\0" * 8, "damaged"),
    (gzip.compress(b"One.") + PACKED[:100], "ended before"),
]


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_damaged_and_truncated_data_may_be_whole_another_time(body: bytes, reason: str) -> None:
    with pytest.raises(LaterError, match=reason):
        list(unpack_body(in_chunks(body), "gzip"))


def test_no_step_is_large() -> None:
    """5 MB of zeros in 5 kB: who takes the steps can stop after any of them."""
    steps = [len(step) for step in unpack_body([gzip.compress(bytes(5_000_000))], "gzip")]
    assert sum(steps) == 5_000_000
    assert max(steps) <= STEP
