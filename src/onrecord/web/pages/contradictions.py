"""Who says otherwise than a speaker: other speakers' figures and sentences against the newest telling ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Annotated, Any

from onrecord.analysis.speakers import find_speaker
from onrecord.ledger import Ledger
from onrecord.ledger.spoken import newest_records, others_like
from onrecord.records import Record
from onrecord.text.format import format_count
from onrecord.watches import Disagreement, Item
from onrecord.watches.clauses import content_stems
from onrecord.watches.disagreements import WITHIN, find_disagreements
from onrecord.watches.items import build_item
from onrecord.web.components import speaker_address, statement_address
from onrecord.web.desk import View

_LOOKED_AT = 40
"""Among so many of the newest statements those that tell something are chosen."""
_TELLING = 10
"""So many of them are compared."""
_OTHERS = 10
"""Each with so many statements of others, the likest."""
_MATTER = 3
"""Words of matter that a statement must have to tell something."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a contradiction."""

    who: Annotated[str, "the speaker"]
    speaker: Annotated[str, "the address of the speaker's page"]
    words: Annotated[str, "the words that say so, as printed"]
    said: Annotated[date | None, "when it was said, or else printed"]
    publisher: Annotated[str, "who printed it"]
    title: Annotated[str, "the article's headline"]
    address: Annotated[str, "the place of the statement"]


@dataclass(frozen=True)
class Against:
    """Two statements that cannot both be right: both quotations, never a verdict."""

    kind: Annotated[str, "figure or fact"]
    about: Annotated[str, "what they are about"]
    because: Annotated[str, "why they are set against each other"]
    own: Annotated[Side, "what this speaker says"]
    other: Annotated[Side, "what the other says"]


@dataclass(frozen=True)
class Contradictions:
    """Who contradicts a speaker."""

    name: Annotated[str, "the fullest name"]
    speaker: Annotated[str, "the speaker's page"]
    among: Annotated[str, "what was compared with what"]
    found: Annotated[tuple[Against, ...], "each contradiction, the latest first"]


def contradictions(view: View) -> Contradictions:
    """Who says otherwise than the one speaker whom a name means, in a bounded part of the record."""
    one = find_speaker(view.ledger, view.path["name"])
    own = _telling(newest_records(view.ledger, one.names, limit=_LOOKED_AT))
    others = {found.id: found for mine in own for found in _others(view.ledger, mine, one.names)}
    every = [*(_whole(view.ledger, mine) for mine in own), *others.values()]
    made = find_disagreements(every)
    names = {name.casefold() for name in one.names}
    found = [_against(each, names) for each in made if _own(each.one, names) != _own(each.other, names)]
    found.sort(key=lambda each: each.own.said or date.min, reverse=True)
    among = (
        f"The {format_count(len(own), 'newest statement')} with figures or facts, each compared with up to {_OTHERS} "
        f"of others that share its rarest words, said within {WITHIN} days of it: "
        f"{format_count(len(others), 'statement')} of others."
    )
    return Contradictions(one.name, speaker_address(one.name), among, tuple(found))


def _telling(near: Sequence[Record]) -> list[Item]:
    """The newest that have a figure, or enough words of matter."""
    items = (build_item(record, record.statements[0]) for record in near)
    telling = (one for one in items if one.on and (_counts(one) or len(content_stems(one.quotation)) >= _MATTER))
    return list(islice(telling, _TELLING))


def _counts(one: Item) -> bool:
    return any(quantity.unit for quantity in one.statement.quantities)


def _others(ledger: Ledger, mine: Item, names: Sequence[str]) -> Iterator[Item]:
    on = mine.on or date.min
    days = on - timedelta(days=WITHIN), on + timedelta(days=WITHIN)
    for record in others_like(ledger, mine.quotation, days, names, limit=_OTHERS):
        yield build_item(record, record.statements[0])


def _whole(ledger: Ledger, mine: Item) -> Item:
    """A denial needs its whole article: what it denies may stand just before it."""
    if mine.statement.act != "deny":
        return mine
    return build_item(ledger.record(mine.record.article.key), mine.statement)


def _own(one: Item, names: set[str]) -> bool:
    return one.speaker.casefold() in names


def _against(found: Disagreement, names: set[str]) -> Against:
    sides = (found.one, found.words_one), (found.other, found.words_other)
    own, other = sides if _own(found.one, names) else sides[::-1]
    return Against(found.kind, found.about, found.because, _side(*own), _side(*other))


def _side(one: Item, words: str) -> Side:
    name = one.statement.speaker.name if one.statement.speaker else None
    return Side(
        who=one.speaker,
        speaker=speaker_address(name) if name else "",
        words=words,
        said=one.on,
        publisher=one.publisher or "",
        title=one.title,
        address=statement_address(one.id),
    )


def rows(context: Contradictions) -> Iterator[dict[str, Any]]:
    """The contradictions as a table."""
    for one in context.found:
        yield {
            "kind": one.kind,
            "about": one.about,
            "words": one.own.words,
            "said": one.own.said,
            "publisher": one.own.publisher,
            "other": one.other.who,
            "other_words": one.other.words,
            "other_said": one.other.said,
            "other_publisher": one.other.publisher,
            "because": one.because,
        }
