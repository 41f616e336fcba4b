"""A text with its parts: headline, paragraphs, sentences, quotations. Computed once an article, read by every stage."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from onrecord.records import Span
from onrecord.text.sentences import find_sentence_starts
from onrecord.text.wrapping import join_wrapped_lines

_PARAGRAPH_BREAK = re.compile(r"\n\s*")
# Double marks only: a single one is an apostrophe as often as not.
_MARK = re.compile(r"[“”\"]")


@dataclass(frozen=True)
class Document:
    """A text and where its parts begin.

    text: as it is to be read: hard-wrapped lines are joined, and all offsets are those of the article's text. headline:
    where the first line ends, 0 where that is the whole text. paragraphs, sentences: where each begins, the headline
    among them. quotations: with their marks.
    """

    text: str
    headline: int
    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    quotations: tuple[Span, ...]

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Split an article's text into its parts."""
        text = join_wrapped_lines(text)
        breaks = (match.end() for match in _PARAGRAPH_BREAK.finditer(text))
        paragraphs = (0, *(place for place in breaks if place < len(text)))
        bounds = list(pairwise((*paragraphs, len(text))))
        sentences = tuple(place for start, end in bounds for place in (start, *find_sentence_starts(text, start, end)))
        quotations = tuple(quotation for start, end in bounds for quotation in _find_quotations(text, start, end))
        return cls(text, paragraphs[1] if len(paragraphs) > 1 else 0, paragraphs, sentences, quotations)

    @cached_property
    def sentence_spans(self) -> tuple[Span, ...]:
        """The sentences without the white space after them; one of white space alone is left out."""
        bounds = pairwise((*self.sentences, len(self.text)))
        spans = ((start, start + len(self.text[start:end].rstrip())) for start, end in bounds)
        return tuple(Span(start, end) for start, end in spans if start < end)

    def sentence(self, place: int) -> int:
        """The number of the sentence at `place`, from 0."""
        return bisect_right(self.sentences, place) - 1

    def paragraph(self, place: int) -> int:
        """The number of the paragraph at `place`, from 0; the headline is one."""
        return bisect_right(self.paragraphs, place) - 1

    def sentence_start(self, place: int) -> int:
        """Where the sentence at `place` begins."""
        return self.sentences[max(0, self.sentence(place))]

    def sentence_end(self, place: int) -> int:
        """Where the sentence after the one at `place` begins."""
        after = self.sentence(place) + 1
        return self.sentences[after] if after < len(self.sentences) else len(self.text)

    def quotation(self, place: int) -> Span | None:
        """The quotation that `place` stands in."""
        i = bisect_right(self.quotations, place, key=lambda span: span.start) - 1
        return self.quotations[i] if i >= 0 and place < self.quotations[i].end else None


def _find_quotations(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph's quotations; one that is not closed runs to the paragraph's end, as one that goes on in the next."""
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        if opened is None and match[0] != "”":
            opened = match.start()
        elif opened is not None and match[0] != "“":
            yield Span(opened, match.end())
            opened = None
    if opened is not None and opened < end:
        yield Span(opened, end)
