"""Items: statements that a watch took up, with their words, day and place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.records import Record, Spans, Statement, join_spans
from onrecord.text.normalise import collapse_spaces, fold_words
from onrecord.watches.places import Place, find_place

# A source of only a pronoun names nobody: "he" of two articles is not one speaker.
_PRONOUN_SOURCES = frozenset("he she it they who which we i".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement as a watch shows it: words as printed, where they were printed, when and where it was.

    speaker: the name, else the source as printed, else "unnamed". known: whether it can be distinguished from other
    speakers. source, cue, quotation: as printed; the cue of a headline is empty. on: the day it was said, or else
    published.
    """

    statement: Statement
    record: Record
    speaker: str
    source: str
    known: bool
    cue: str
    quotation: str
    on: date | None
    on_because: str
    place: Place | None = None

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def publisher(self) -> str | None:
        """Who printed it."""
        return self.record.article.publisher

    @property
    def title(self) -> str:
        """The article's title, else its id."""
        return self.record.article.title or self.record.article.id


def build_item(record: Record, statement: Statement) -> Item:
    """Build the item of a statement of a record."""
    text = record.article.text
    source, cue, quotation = (
        _printed_words(text, spans) for spans in (statement.source, statement.cue, statement.content)
    )
    source_name = "" if source.casefold() in _PRONOUN_SOURCES else source.strip(" ,;")
    name = statement.speaker.name if statement.speaker else None
    on, because = record.article.published, "published then; the text does not say when it was said"
    if statement.said_at and statement.said_at.first:
        on, because = statement.said_at.first, f"said then: {statement.said_at.because}"
    return Item(
        statement=statement,
        record=record,
        speaker=name or source_name or "unnamed",
        source=source,
        known=bool(name or source_name),
        # The cue of a headline is its colon.
        cue=cue if any(c.isalpha() for c in cue) else "",
        quotation=quotation,
        on=on,
        on_because=because,
        place=find_place(record, statement),
    )


def _printed_words(text: str, spans: Spans) -> str:
    return collapse_spaces(join_spans(text, spans))


def describe_speaker(item: Item) -> str:
    """Return the speaker, and the source as printed where that is not the same."""
    same = not item.source or item.speaker.casefold() in item.source.casefold()
    return item.speaker if same else f"{item.speaker} (“{item.source}”)"


def group_reprints(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """Group the items that have the same words of the same speaker, in the order in which the first of each comes.

    A wire story that forty papers print is one thing said, printed forty times.
    """
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.speaker.casefold(), " ".join(fold_words(item.quotation))), []).append(item)
    return [tuple(group) for group in groups.values()]


def have_different_speakers(a: Item, b: Item) -> bool:
    """Return whether two items are by different speakers, as far as is known: by identity, or else by name."""
    identity_a, identity_b = (item.statement.speaker and item.statement.speaker.identity for item in (a, b))
    if identity_a and identity_b:
        return identity_a != identity_b
    return a.known and b.known and a.speaker.casefold() != b.speaker.casefold()
