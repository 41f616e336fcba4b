"""Find who contradicts a speaker: statements of others that cannot be true together with the speaker's own."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.analysis.budget import UNLIMITED, Budget, LeftOut, keep_first
from onrecord.analysis.speakers import KnownSpeaker
from onrecord.ledger import Ledger
from onrecord.ledger.search.rare_words import WordBounds
from onrecord.ledger.statements import find_similar_records, newest_records
from onrecord.records import shift_day
from onrecord.watches.clauses import content_stems
from onrecord.watches.disagreements import WITHIN, Disagreement, find_disagreements
from onrecord.watches.items import Item, build_item

# Two shared words are needed for a disagreement: a statement with fewer than three says too little to have one.
_MATTER = 3
# How far statements that share a statement's rare words are searched for.
_SIMILAR = WordBounds(words=6, tried=30, counted=1_000, walked=500, shortest=4, fewest=2)
# Statements, those that share most of its rare words, whose day and speaker are looked at.
_RANKED = 100


@dataclass(frozen=True, slots=True)
class SpeakerContradiction:
    """A statement of a speaker and one of another speaker that cannot both be true, with the words that say so."""

    disagreement: Disagreement
    own: Item
    own_words: str
    other: Item
    other_words: str


@dataclass(frozen=True, slots=True)
class ContradictionAnswer:
    """The contradictions of a speaker, the latest first.

    compared: the number of the speaker's statements that were compared. others: the number of statements of others that
    they were compared with. left_out: the bounds of the budget that were reached.
    """

    items: tuple[SpeakerContradiction, ...]
    compared: int
    others: int
    left_out: tuple[LeftOut, ...] = ()


def find_contradictions(ledger: Ledger, speaker: KnownSpeaker, *, budget: Budget = UNLIMITED) -> ContradictionAnswer:
    """Compare a speaker's statements that have a figure or a fact with those of others that share their rarest words.

    Those of others are searched for within WITHIN days, as both may be true of days that lie farther apart.
    """
    own, left_out = _read_comparable(ledger, speaker, budget)
    # One statement of another may be similar to several of the speaker's: it is compared once.
    others = {item.id: item for mine in own for item in _find_similar(ledger, mine, speaker, budget)}
    every = [*(_with_article(ledger, mine) for mine in own), *others.values()]
    disagreements = find_disagreements(every)
    # All statements are compared with each other, so some pairs are two of the speaker's or two of others.
    names = {name.casefold() for name in speaker.names}
    contradictions = [contradiction for each in disagreements for contradiction in _contradict(each, names)]
    contradictions.sort(key=lambda contradiction: contradiction.own.on or date.min, reverse=True)
    return ContradictionAnswer(tuple(contradictions), len(own), len(others), left_out)


def _read_comparable(ledger: Ledger, speaker: KnownSpeaker, budget: Budget) -> tuple[list[Item], tuple[LeftOut, ...]]:
    """Return the newest statements that have a day and a figure, or enough words of matter."""
    limit = budget.statements
    records = newest_records(ledger.database, speaker.names, limit=-1 if limit is None else limit)
    items = [build_item(record, record.statements[0]) for record in records]
    comparable = [
        item for item in items if item.on and (_has_figure(item) or len(content_stems(item.quotation)) >= _MATTER)
    ]
    own, left_out = keep_first(comparable, budget.compared, "compared")
    if limit is not None and speaker.count > limit:
        left_out = (*left_out, LeftOut("statements", limit))
    return own, left_out


def _has_figure(item: Item) -> bool:
    return any(quantity.unit for quantity in item.statement.quantities)


def _find_similar(ledger: Ledger, mine: Item, speaker: KnownSpeaker, budget: Budget) -> Iterator[Item]:
    """Return the statements of others that share the rarest words of one, the most similar first."""
    on = mine.on or date.min
    days = shift_day(on, -WITHIN), shift_day(on, WITHIN)
    limit = budget.others or sys.maxsize
    similar = find_similar_records(
        ledger.database,
        mine.quotation,
        days=days,
        without=speaker.names,
        bounds=_SIMILAR,
        ranked=_RANKED,
        limit=limit,
    )
    for record in similar:
        yield build_item(record, record.statements[0])


def _with_article(ledger: Ledger, mine: Item) -> Item:
    """Return a denial with its whole article: what it denies may be what the article has just before it."""
    if mine.statement.act != "deny":
        return mine
    return build_item(ledger.find(mine.statement.id).record, mine.statement)


def _contradict(disagreement: Disagreement, names: set[str]) -> Iterator[SpeakerContradiction]:
    """Return a disagreement as the speaker's contradiction, if just one of its sides is the speaker's."""
    first_side, second_side = (disagreement.one, disagreement.words_one), (disagreement.other, disagreement.words_other)
    first, second = (side[0].speaker.casefold() in names for side in (first_side, second_side))
    if first != second:
        own, against = (first_side, second_side) if first else (second_side, first_side)
        yield SpeakerContradiction(disagreement, *own, *against)
