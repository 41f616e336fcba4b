"""Mark the statements in the text of an article, cut wherever a span begins or ends."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from onrecord.records import (
    Article,
    Span,
    Statement,
)

Role = Literal["", "source", "cue", "content"]

# Of words that several statements share, the cue shows best where one begins; the content is the longest and last.
_ROLES_BY_RANK: tuple[Role, ...] = ("cue", "source", "content")
# A quotation may be nested in quotations; beyond this the ids only lengthen the page.
_MOST_SHARING = 8


@dataclass(frozen=True, kw_only=True)
class MarkedStretch:
    """A stretch of the text with the same marks throughout."""

    words: Annotated[str, "words as they were printed"]
    role: Annotated[Role, "source, cue or content of a statement; empty where they are none"] = ""
    statements: Annotated[tuple[str, ...], "ids of the statements that they belong to; the first gives the role"] = ()
    furniture: Annotated[bool, "is it the page's, not the article's?"] = False
    insertion: Annotated[bool, "is it an editor's insertion?"] = False
    opens: Annotated[bool, "does a part of the statement begin here?"] = False
    marks: Annotated[tuple[str, ...], "the ids of the statements whose place in the text is here"] = ()
    address: Annotated[str, "where its readings stand, at the place of a statement; elsewhere empty"] = ""


def mark_paragraphs(
    made: Article, statements: Sequence[Statement], backs: Mapping[str, str]
) -> Iterator[tuple[MarkedStretch, ...]]:
    """Yield the text by paragraph, cut at the ends of spans. backs: the address of the readings of each statement."""
    text, cuts = made.text, _cut_text(made, statements)
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        inside = cuts.places[bisect_left(cuts.places, at) : bisect_right(cuts.places, end)]
        yield tuple(cuts.stretch(Span(start, stop), text, backs) for start, stop in itertools.pairwise(inside))
        at = end


@dataclass(frozen=True, kw_only=True)
class _TextCuts:
    """The offsets at which a text is cut, in order, and what is known of each stretch, by its first offset.

    roles: the role it is shown in, the statement of that role, and whether the span begins here. all: the statements
    that share it. marks: the statements whose cue begins here.
    """

    places: list[int]
    roles: Mapping[int, tuple[Role, str, bool]]
    all: Mapping[int, tuple[str, ...]]
    marks: Mapping[int, tuple[str, ...]]
    furniture: frozenset[int]
    insertions: frozenset[int]

    def stretch(self, span: Span, text: str, backs: Mapping[str, str]) -> MarkedStretch:
        role, identifier, opens = self.roles.get(span.start, ("", "", False))
        also = self.all.get(span.start, ())
        marks = self.marks.get(span.start, ())
        return MarkedStretch(
            words=span.of(text),
            role=role,
            statements=tuple(dict.fromkeys((identifier, *also))) if identifier else (),
            furniture=span.start in self.furniture,
            insertion=span.start in self.insertions,
            opens=opens,
            marks=marks,
            address=backs.get(identifier if identifier in marks else marks[0], "") if marks else "",
        )


def _cut_text(made: Article, statements: Iterable[Statement]) -> _TextCuts:
    """Find the offsets where a span or a line begins or ends, and the roles of each stretch between them."""
    spans = [
        (span, role, statement.id)
        for statement in statements
        for role in _ROLES_BY_RANK
        for span in getattr(statement, role)
    ]
    ends = itertools.accumulate((len(line) for line in made.text.splitlines(keepends=True)), initial=0)
    whole = [*(span for span, _, _ in spans), *made.furniture, *made.insertions]
    places = sorted({*ends, *(place for span in whole for place in span)})
    roles: dict[int, tuple[Role, str, bool]] = {}
    every: dict[int, tuple[str, ...]] = {}
    for role in _ROLES_BY_RANK:
        for span, of, identifier in spans:
            if of == role:
                for place in _places_within(places, span):
                    # The first role in the order of _ROLES_BY_RANK stays.
                    roles.setdefault(place, (role, identifier, place == span.start))
                    every[place] = (*every.get(place, ()), identifier)[:_MOST_SHARING]
    outside = [
        {place for span in some for place in _places_within(places, span)} for some in (made.furniture, made.insertions)
    ]
    return _TextCuts(
        places=places,
        roles=roles,
        all=every,
        marks=_place_marks(statements),
        furniture=frozenset(outside[0]),
        insertions=frozenset(outside[1]),
    )


def _place_marks(statements: Iterable[Statement]) -> dict[int, tuple[str, ...]]:
    """Return the statements by the offset of their cue, or of their first span if they have no cue."""
    marks: dict[int, tuple[str, ...]] = {}
    for statement in statements:
        for span in (*statement.cue, *statement.spans)[:1]:
            marks[span.start] = (*marks.get(span.start, ()), statement.id)
    return marks


def _places_within(places: list[int], span: Span) -> list[int]:
    """Return the offsets at which the stretches of a span begin."""
    return places[bisect_left(places, span.start) : bisect_left(places, span.end)]
