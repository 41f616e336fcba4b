"""What the readers yield: bytes with what is known of them, which `build` parses to an Article in any process."""

from dataclasses import dataclass
from datetime import date

from onrecord.reading import decoding
from onrecord.reading.article import FallbackMetadata, build_article, build_from_fragment
from onrecord.reading.jsonl import build_row_article
from onrecord.records import Article


@dataclass(frozen=True, slots=True)
class UnparsedPage:
    """The bytes of a page or a plain text."""

    data: bytes
    fallback: FallbackMetadata

    @property
    def origin(self) -> str:
        """Where they were read from."""
        return self.fallback.origin

    def decode(self) -> str:
        """Return the text; raise UnreadableError if they are none."""
        return decoding.decode_bytes(self.data, declared=self.fallback.declared)

    def build(self) -> Article:
        """Return the article; raise UnreadableError if there is none in it."""
        return build_article(self.decode(), self.fallback)


@dataclass(frozen=True, slots=True)
class UnparsedFragment:
    """A fragment of HTML that is all text: the entry of a feed that has no page."""

    html: str
    fallback: FallbackMetadata

    @property
    def origin(self) -> str:
        """Where it was read from."""
        return self.fallback.origin

    def build(self) -> Article:
        """Return the article; raise UnreadableError if there are no words in it."""
        return build_from_fragment(self.html, self.fallback)


@dataclass(frozen=True, slots=True)
class UnparsedRow:
    """A line of JSON Lines. origin: file and line. published: for an article that does not give its day."""

    line: bytes
    origin: str
    published: date | None

    def build(self) -> Article:
        """Return the article; raise UnreadableError if the line is not a row."""
        return build_row_article(self.line, self.origin, published=self.published)[0]


Unparsed = UnparsedPage | UnparsedFragment | UnparsedRow
