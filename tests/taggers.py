"""Taggers and stages of one's own, at the top of a module, so that worker processes can import them."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord import Attribution, Document, Record, Span
from onrecord.records import Spans

COLON = re.compile(r"^(\w+)(:) (.+)$", re.MULTILINE)


class Silent:
    """Finds nothing."""

    model = "silent-1"

    def tag(self, document: Document, skip: Spans = ()) -> tuple[Attribution, ...]:
        return ()


@dataclass
class Colons:
    """Finds the speaker before a colon, as interviews print it."""

    model: str = "colons-1"
    score: float | None = None

    def tag(self, document: Document, skip: Spans = ()) -> Iterator[Attribution]:
        for match in COLON.finditer(document.text):
            source, cue, content = (Span(*match.span(group)) for group in (1, 2, 3))
            if not any(source.overlaps(span) for span in skip):
                yield Attribution((source,), (cue,), (content,), self.score)


class Stumbles(Colons):
    """Raises on a text with this word in it."""

    def tag(self, document: Document, skip: Spans = ()) -> Iterator[Attribution]:
        if "stumble" in document.text:
            raise IndexError("it stumbled")
        return super().tag(document, skip)


class TooFar:
    """Gives a span past the end of the text."""

    model = "too-far-1"

    def tag(self, document: Document, skip: Spans = ()) -> list[Attribution]:
        return [Attribution((), (Span(0, 4),), (Span(5, len(document.text) + 9),))]


class Connected:
    """Holds something that no other process can have."""

    model = "connected-1"

    def __init__(self) -> None:
        self.ask = lambda text: text

    def tag(self, document: Document, skip: Spans = ()) -> tuple[Attribution, ...]:
        return ()


def shout(record: Record, document: Document) -> Record:
    """A stage that says how many sentences there are."""
    return replace(record, notices=(*record.notices, f"{len(document.sentences)} sentences"))


def forget(record: Record, document: Document) -> None:
    """A stage that does not return what it made."""


class Lost:
    """Cannot be unpickled in another process, as what is defined in a notebook cannot."""

    model = "lost-1"

    def tag(self, document: Document, skip: Spans = ()) -> tuple[Attribution, ...]:
        return ()

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return import_it, ("no_module_of_that_name",)


def import_it(name: str) -> object:
    return __import__(name)


class Dangerous(Colons):
    """Does to its process what a text says: hang, eat memory, die, raise."""

    def tag(self, document: Document, skip: Spans = ()) -> Iterator[Attribution]:
        if "hang" in document.text:
            # As a pattern in exponential time does: Python's lock is held all the while.
            re.match(r"(a|a)*b", "a" * 60)
        if "swallow" in document.text:
            self.swallowed = [bytearray(10_000_000) for _ in range(200)]
            time.sleep(60)
        if "crash" in document.text:
            os._exit(3)
        if "raise" in document.text:
            raise IndexError("it raised")
        return super().tag(document, skip)


class Stammering:
    """Finds each statement twice."""

    model = "stammering-1"

    def tag(self, document: Document, skip: Spans = ()) -> Iterator[Attribution]:
        for attribution in Colons().tag(document, skip):
            yield attribution
            yield attribution
