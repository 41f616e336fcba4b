"""A text with its parts: headline, paragraphs, sentences, quotations. Computed once an article, read by every stage."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from onrecord.records import Span

_BREAK = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[“\"‘'(\[]?[A-ZÀ-ÞĀ-Ž0-9А-Я])|[ \t]*\n\s*")
_NO_END = re.compile(
    r"(?:\b(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Maj|Adm|Cmdr|Hon|Del|vs|No)|\b[A-Z])\.$"
)
_MARK = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where its parts begin.

    `headline` is where its first line ends, 0 where that is the whole text; `paragraphs` and `sentences` are where each
    begins, the headline's being the first; a quotation holds its marks.
    """

    text: str
    headline: int
    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    quotations: tuple[Span, ...]

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Split a text into its parts."""
        paragraphs, sentences = [0], [0]
        for match in _BREAK.finditer(text):
            if match.end() >= len(text) or match.end() in (0, sentences[-1]):
                continue
            if "\n" in match[0]:
                paragraphs.append(match.end())
            elif _NO_END.search(text, max(0, match.start() - 5), match.start() + 1):
                continue
            sentences.append(match.end())
        ends = [*paragraphs[1:], len(text)]
        quotations = [q for start, end in zip(paragraphs, ends, strict=True) for q in _quotations(text, start, end)]
        headline = paragraphs[1] if len(paragraphs) > 1 else 0
        return cls(text, headline, tuple(paragraphs), tuple(sentences), tuple(quotations))

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


def _quotations(text: str, start: int, end: int) -> list[Span]:
    """A paragraph's quotations; one that is not closed runs to the paragraph's end."""
    found: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match[0]
        if opened is None and mark != "”":
            opened = match.start()
        elif opened is not None and (mark != "“"):
            found.append(Span(opened, match.end()))
            opened = None
    return [*found, Span(opened, end)] if opened is not None and opened < end else found
