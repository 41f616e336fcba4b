"""Text as the tagger sees it: word pieces with offsets, a kind for each, and windows of whole paragraphs.

The tokenizer lower-cases and forgets white space; `kinds` gives back what that loses: case, the start of a
paragraph, and whether a piece stands inside double quotation marks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from onrecord.records import Spans

# The kinds of pieces: case in the two lowest bits, then a bit each.
CAPITALISED, CAPITALS = 1, 2
PARAGRAPH_START = 4
QUOTED = 8
KINDS = 16

_OPENING_MARKS = "“«„"
_CLOSING_MARKS = "”»"
_STRAIGHT_MARKS = '"＂'


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The word pieces of one text, without special tokens.

    ids, starts, ends, kinds: int arrays of shape (pieces,); `text[starts[i]:ends[i]]` is the i-th piece.
    word_start: bool array, true where a piece begins a word. paragraphs: int array of shape (paragraphs, 2), the
    first piece of each paragraph that has any and the one after its last.
    """

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray
    word_start: np.ndarray
    paragraphs: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def split_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of `text` that has words, with its offset; a paragraph is a line."""
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield offset, line
        offset += len(line) + 1


def mask_quoted(line: str) -> np.ndarray:
    """Return a bool for each character: inside double quotation marks, the marks included.

    A mark that is never closed holds to the end of the line, as in a quotation that runs over paragraphs.
    """
    inside = np.zeros(len(line), dtype=bool)
    is_open = False
    for i, char in enumerate(line):
        if char in _OPENING_MARKS:
            is_open = True
        inside[i] = is_open or char in _CLOSING_MARKS or char in _STRAIGHT_MARKS
        if char in _CLOSING_MARKS:
            is_open = False
        elif char in _STRAIGHT_MARKS:
            is_open = not is_open
    return inside


def encode_text(tokenizer: Tokenizer, text: str, skip: Spans = ()) -> Pieces:
    """Cut a text into word pieces, paragraph by paragraph, without those that overlap a span of `skip`."""
    paragraphs = list(split_paragraphs(_blank_skipped(text, skip)))
    encodings = tokenizer.encode_batch([line for _, line in paragraphs], add_special_tokens=False)
    ids, starts, ends, kinds, words, bounds = [], [], [], [], [], []
    count = 0
    for (offset, line), encoding in zip(paragraphs, encodings, strict=True):
        if not encoding.ids:
            continue
        inside = mask_quoted(line)
        spans = np.array(encoding.offsets, dtype=np.int64)
        word_ids = np.array(encoding.word_ids, dtype=np.int64)
        kind = np.where(inside[spans[:, 0]], QUOTED, 0) + [_case_kind(line[a:b]) for a, b in encoding.offsets]
        kind[0] += PARAGRAPH_START
        ids.append(np.array(encoding.ids, dtype=np.int64))
        starts.append(spans[:, 0] + offset)
        ends.append(spans[:, 1] + offset)
        kinds.append(kind)
        words.append(np.diff(word_ids, prepend=-1) != 0)
        bounds.append((count, count + len(encoding.ids)))
        count += len(encoding.ids)
    if not ids:
        empty = np.zeros(0, dtype=np.int64)
        return Pieces(empty, empty, empty, empty, empty.astype(bool), np.zeros((0, 2), dtype=np.int64))
    join = np.concatenate
    return Pieces(join(ids), join(starts), join(ends), join(kinds), join(words), np.array(bounds, dtype=np.int64))


def _blank_skipped(text: str, skip: Spans) -> str:
    """Return the text with spaces for what is in `skip`; no offset moves, and all line breaks stay."""
    parts, place = [], 0
    for start, end in sorted(skip):
        parts.append(text[place:start])
        parts.append("".join("\n" if char == "\n" else " " for char in text[max(start, place) : end]))
        place = max(place, end)
    return "".join([*parts, text[place:]])


def _case_kind(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return CAPITALS if len(piece) > 1 and piece.isupper() else CAPITALISED


def plan_windows(paragraphs: np.ndarray, *, size: int, overlap: int, first: int | None = None) -> list[tuple[int, int]]:
    """Return ranges of pieces, each at most `size` long, cut between paragraphs wherever that is possible.

    Each window but the first takes up whole paragraphs of the one before it, up to `overlap` pieces. A paragraph
    longer than `size` is cut into pieces of `size` that overlap by `overlap`. `first` is a smaller size for the first
    window (training shifts the cuts with it).
    """
    blocks = [block for start, end in paragraphs.tolist() for block in _cut_paragraph(start, end, size, overlap)]
    ranges: list[tuple[int, int]] = []
    i = 0
    while i < len(blocks):
        # A window takes whole paragraphs up to its size; one paragraph it always takes.
        limit = first if first is not None and not ranges else size
        j = i + 1
        while j < len(blocks) and blocks[j][1] - blocks[i][0] <= limit:
            j += 1
        ranges.append((blocks[i][0], blocks[j - 1][1]))
        if j == len(blocks):
            break
        k = j
        while k - 1 > i and blocks[j][1] - blocks[k - 1][0] <= size and blocks[j][0] - blocks[k - 1][0] <= overlap:
            k -= 1
        i = k
    return ranges


def _cut_paragraph(start: int, end: int, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    while end - start > size:
        yield start, start + size
        start += size - overlap
    yield start, end
