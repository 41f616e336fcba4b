"""An item: a statement that a watch took up, dated and placed, with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.records import Record, Spans, Statement, join_spans
from onrecord.text.normalise import collapse_spaces, fold_words
from onrecord.watches.places import Place, find_place

_PRONOUNS = frozenset("he she it they who which we i".split())


@dataclass(frozen=True, slots=True)
class Item:
    """A statement as a watch shows it: words as printed, where they were printed, when and where it was.

    speaker: the name, else the source as printed, else "unnamed". known: can it be told from other speakers?
    source, cue, quotation: as printed; the cue of a headline is empty. on: the day it was said; where that is not
    known, it was printed.
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


def build_item(record: Record, said: Statement) -> Item:
    """A statement of a record as an item."""
    text = record.article.text
    source, cue, quotation = (_printed(text, spans) for spans in (said.source, said.cue, said.content))
    cue = cue if any(c.isalpha() for c in cue) else ""
    who = "" if source.casefold() in _PRONOUNS else source.strip(" ,;")
    name = said.speaker.name if said.speaker else None
    on, because = record.article.published, "printed then; the text does not say when it was said"
    if said.said_at and said.said_at.first:
        on, because = said.said_at.first, f"said then: {said.said_at.because}"
    known = bool(name or who)
    where = find_place(record, said)
    return Item(said, record, name or who or "unnamed", source, known, cue, quotation, on, because, where)


def _printed(text: str, spans: Spans) -> str:
    return collapse_spaces(join_spans(text, spans))


def group_reprints(found: Iterable[Item]) -> list[tuple[Item, ...]]:
    """The items, those with the same words of the same speaker together, in the order in which the first of each comes.

    A wire story that forty papers print is one thing said, printed forty times.
    """
    made: dict[tuple[str, str], list[Item]] = {}
    for one in found:
        made.setdefault((one.speaker.casefold(), " ".join(fold_words(one.quotation))), []).append(one)
    return [tuple(group) for group in made.values()]


def have_different_speakers(one: Item, other: Item) -> bool:
    """Are two items by different speakers, as far as is known? By identity where both have one, else by name."""
    ours, theirs = (item.statement.speaker and item.statement.speaker.identity for item in (one, other))
    if ours and theirs:
        return ours != theirs
    return one.known and other.known and one.speaker.casefold() != other.speaker.casefold()
