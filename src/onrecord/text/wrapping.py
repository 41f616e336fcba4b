"""Hard-wrapped lines: a mail or a text from `pdftotext`, broken at a width, reads as its paragraphs do.

A wrapper that fills its lines breaks only where the next word would not have fitted. So the width that explains most of
a text's line breaks is looked for, and where it explains enough of them, those breaks become spaces. Verse, lists,
addresses and headlines break where another word would have fitted, and are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Characters. Narrower lines are verse, tables, lists of names; wider ones are paragraphs of one line each.
_NARROWEST, _WIDEST = 40, 100
# The least part of the breaks within blocks of lines that one width explains: mails have headers and signatures.
_EXPLAINED = 0.5
# The least part of the explained breaks after which a sentence goes on in small letters: in wrapped prose two in
# three do, where each line is a paragraph or a verse hardly any.
_CONTINUED = 0.25
# Of the width: lines of proportional type differ so much in characters. A shorter one ends its paragraph.
_RAGGED = 0.7, 1.3
# How an item of a list begins; a wrapped line may begin so too, with a dash or a day ("Oct.\n5. The …").
_ITEM = re.compile(r"[ \t]*(?:[-–—*+•·▪‣◦]|\(?(?:\d{1,3}|[A-Za-z])[.)])[ \t]+")
# A mail's quotation of another: each of its lines has the mark, which must not get into a sentence.
_QUOTED = re.compile(r"[ \t]*[>|]")
# A dash or a quotation mark may come before it: "– nobody knows when".
_FIRST_LETTER = re.compile(r"[^\W_]")
# With a colon or a semicolon a line may end, in a list or a verse, whatever follows.
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line from `start` to `end` in its text, the white space behind it left out."""

    words: str
    end: int
    item: int
    """Where the words of an item of a list begin, 0 where it is none."""

    @property
    def indent(self) -> int:
        return len(self.words) - len(self.words.lstrip())

    @property
    def first_word(self) -> str:
        return self.words.split(maxsplit=1)[0]

    def would_hold(self, following: "_Line", width: int) -> bool:
        """Return whether the first word of the following line would have fitted into this one."""
        return len(self.words) + 1 + len(following.first_word) <= width

    def goes_on_in(self, following: "_Line") -> bool:
        """Return whether a sentence goes on over the break: it has not ended, and no capital or figure follows."""
        letter = _FIRST_LETTER.search(following.words)
        return bool(letter and letter[0].islower()) and not _SENTENCE_END.search(self.words)


_Break = tuple[_Line, _Line]


@lru_cache(maxsize=4)  # reading marks the furniture of a text right before its document is computed
def join_wrapped_lines(text: str) -> str:
    """Replace the line breaks of hard-wrapped paragraphs by spaces; no offset moves, all other breaks stay.

    >>> join_wrapped_lines("The bridge over the Lissen will stay closed until the ice has\\ngone.\\n\\nIt rained.")
    'The bridge over the Lissen will stay closed until the ice has gone.\\n\\nIt rained.'
    """
    breaks = [pair for block in _find_blocks(text) for pair in _joinable_breaks(block)]
    width = _find_width(breaks)
    if width is None:
        return text
    parts, place = [], 0
    for line, following in breaks:
        if _is_wrapped(line, following, width):
            gap = text.index("\n", line.end) + 1
            parts += [text[place : line.end], " " * (gap - line.end)]
            place = gap
    return "".join((*parts, text[place:]))


def _find_blocks(text: str) -> Iterator[list[_Line]]:
    """The lines that stand together without an empty line between them, where there are several."""
    block: list[_Line] = []
    place = 0
    for raw in text.split("\n"):
        words = raw.rstrip()
        if words:
            item = _ITEM.match(words)
            block.append(_Line(words, place + len(words), item.end() if item else 0))
        elif block:
            yield block
            block = []
        place += len(raw) + 1
    yield block


def _joinable_breaks(block: list[_Line]) -> Iterator[_Break]:
    """The breaks of a block but those before an item, an indented paragraph or a line of a quoted mail."""
    is_list = sum(bool(line.item) for line in block) > 1
    for line, following in pairwise(block):
        deeper = following.indent > line.indent and following.indent != line.item
        if not (deeper or (is_list and following.item) or _QUOTED.match(following.words)):
            yield line, following


def _find_width(breaks: list[_Break]) -> int | None:
    """The width that explains most of the breaks; None where the text is not wrapped."""
    fits = Counter(
        width
        for line, following in breaks
        for width in range(
            max(_NARROWEST, len(line.words)), min(_WIDEST, len(line.words) + len(following.first_word)) + 1
        )
    )
    width = max(fits, key=lambda width: fits[width], default=None)
    if width is None or fits[width] < _EXPLAINED * len(breaks):
        return None
    continued = sum(line.goes_on_in(following) for line, following in breaks if _is_full_line(line, following, width))
    return width if continued >= max(1, _CONTINUED * fits[width]) else None


def _is_full_line(line: _Line, following: _Line, width: int) -> bool:
    """Return whether a wrapper of this width breaks here; a word that is longer than the width has its own line."""
    too_long = len(line.words) > width and len(line.words.split()) > 1
    return not too_long and not line.would_hold(following, width)


def _is_wrapped(line: _Line, following: _Line, width: int) -> bool:
    least, most = (part * width for part in _RAGGED)
    ragged = least <= len(line.words) <= most and line.goes_on_in(following)
    return ragged or _is_full_line(line, following, width)
