"""An item: a statement that a watch took up, dated and placed, with its evidence."""

from dataclasses import dataclass
from datetime import date

from onrecord.ledger import Hit
from onrecord.records import Record, Statement
from onrecord.watching.places import Place, place


@dataclass(frozen=True, slots=True)
class Item:
    """A statement as a watch shows it: words as printed, where they were printed, when and where it was.

    speaker: the name, else the source as printed, else "unnamed". named: is it a name? on: the day it was said; where
    that is not known, it was printed.
    """

    statement: Statement
    record: Record
    speaker: str
    named: bool
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


def item(hit: Hit, record: Record) -> Item:
    """What a search found, and the record of its article, as an item."""
    said = hit.statement
    name = said.speaker.name if said.speaker else None
    if said.said_at and said.said_at.first:
        on, because = said.said_at.first, f"said: {said.said_at.because}"
    else:
        on, because = hit.published, "printed on that day: the text does not say when it was said"
    source = hit.source if hit.source and not _pronoun(hit.source) else ""
    return Item(said, record, name or source or "unnamed", bool(name), hit.content, on, because, place(record, said))


def _pronoun(words: str) -> bool:
    return words.casefold() in {"he", "she", "it", "they", "who", "which", "we", "i"}
