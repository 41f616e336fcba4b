"""Where sources disagree, on a figure or on a fact, about the same time. Both quotations, never a verdict.

This module chooses what to compare: figures of one series, clauses that share words, a denial and what it follows, each
by different speakers and within a week. Whether two can both be so is for `onrecord.claims` to say.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from onrecord.claims import Contradiction, Wording, find_contradiction_across_speakers, parse_wording
from onrecord.claims.lexicon import OPPOSITES, TopicKey, topic_keys
from onrecord.claims.values import are_exclusive, number_contradiction
from onrecord.records import Sighting, Statement, shift_day
from onrecord.text.normalise import fold_words
from onrecord.watches.clauses import (
    AssertedClause,
    content_stems,
    find_assertions,
    has_anaphor,
    is_anaphoric,
    quoted_sentences,
)
from onrecord.watches.items import Item, build_item, have_different_speakers
from onrecord.watches.series import Point, carry_units, find_clause

WITHIN = 7
"""Days: what lies farther apart may both be true. A convention of ours."""
# Acts of speech that say that something is so; who asks, orders or declines to say does not.
_ASSERTING = ("say", "know", "believe", "perceive", "deny")
# A word that more clauses have does not show which of them belong together.
_COMMON = 300
# Words, or words and their opposites, that two clauses share before they are compared at all.
_LEAST_SHARED_WORDS = 2
# And their share of the words of one clause, and of each: less than claims asks by weight, and much faster.
_SHARED_PART, _SHARED_PART_OF_BOTH = 0.65, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two items that cannot both be right, the words that say so, and why they are listed.

    contradiction: why they cannot both be so; None where one denies what is printed just before it.
    """

    kind: Literal["figure", "fact"]
    about: str
    one: Item
    other: Item
    words_one: str
    words_other: str
    because: str
    contradiction: Contradiction | None = None


class _Assertion:
    """A clause of an item, with what it is about; its wording is parsed when it is first compared."""

    def __init__(self, item: Item, clause: AssertedClause) -> None:
        self.item = item
        self.clause = clause
        self.word_keys = [keys for word in set(fold_words(clause.words)) if (keys := topic_keys(word))]
        self.keys: frozenset[TopicKey] = frozenset().union(*self.word_keys)
        self.shared_keys = {key for key in self.keys if key[0] != OPPOSITES}

    @cached_property
    def wording(self) -> Wording:
        """The clause as `onrecord.claims` compares it: a statement cut down to it."""
        statement = self.item.statement
        cut = replace(statement, content=(self.clause.span,), quantities=tuple(carry_units(statement.quantities)))
        return parse_wording(Sighting.of(self.item.record.article, cut))

    def shares_words(self, other: "_Assertion") -> bool:
        """Return whether enough words of each have a word of the other of their sense or against it."""
        fewer, more = sorted((self, other), key=lambda clause: len(clause.word_keys))
        # Most pairs end here, without a look at their words: one clause is too long to be covered by the other.
        if len(fewer.word_keys) < _SHARED_PART_OF_BOTH * len(more.word_keys):
            return False
        shared = fewer.count_shared(more)
        least = max(_LEAST_SHARED_WORDS, _SHARED_PART_OF_BOTH * len(fewer.word_keys))
        if shared < least or shared < _SHARED_PART_OF_BOTH * len(more.word_keys):
            return False
        parts = shared / len(fewer.word_keys), more.count_shared(fewer) / len(more.word_keys)
        return max(parts) >= _SHARED_PART

    def count_shared(self, other: "_Assertion") -> int:
        """Count its words that have a word of the other of their sense or against it."""
        return sum(not keys.isdisjoint(other.keys) for keys in self.word_keys)


def find_series_disagreements(points: Iterable[Point]) -> list[Disagreement]:
    """Find figures of one series by different speakers that cannot both be right, about days near each other."""
    disagreements = []
    for first, second in _near_points(points):
        comparable = first.series == second.series and have_different_speakers(first.item, second.item)
        # Which unit is meant the series says: "soldiers" and "troops" may be one.
        if comparable and are_exclusive(replace(first.quantity, unit=second.quantity.unit), second.quantity):
            contradiction = number_contradiction(first.quantity, second.quantity)
            disagreements.append(
                Disagreement(
                    kind="figure",
                    about=first.series,
                    one=first.item,
                    other=second.item,
                    words_one=_clause_words(first),
                    words_other=_clause_words(second),
                    because=f"{contradiction.because}, no more than {WITHIN} days apart",
                    contradiction=contradiction,
                )
            )
    return _without_reprints(disagreements)


def _near_points(points: Iterable[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the pairs of points no more than WITHIN days apart, each once; what has no day is near nothing."""
    dated = [(point.first, point.last, point) for point in points if point.first and point.last]
    dated.sort(key=lambda entry: entry[0])
    for number, (_, last_day, first) in enumerate(dated):
        for first_day, _, second in dated[number + 1 :]:
            if (first_day - last_day).days > WITHIN:
                break
            yield first, second


def _clause_words(point: Point) -> str:
    text = point.item.record.article.text
    return find_clause(text, point.quantity, point.item.statement).of(text).strip(" ,;:–—-")


def find_disagreements(items: Iterable[Item], known: Iterable[Disagreement] = ()) -> list[Disagreement]:
    """Find statements by different speakers that cannot both be so, figures first.

    known: disagreements of series, whose items are not set against each other again for a figure.
    """
    every = list({item.id: item for item in items}.values())
    figures = {frozenset((d.one.id, d.other.id)): d for d in known}
    before = set(figures)
    facts: dict[frozenset[str], Disagreement] = {}
    for disagreement in (
        *(denial for item in every for denial in _denials_of_preceding(item)),
        *_contradicting_clauses(every),
    ):
        kept = figures if disagreement.kind == "figure" else facts
        kept.setdefault(frozenset((disagreement.one.id, disagreement.other.id)), disagreement)
    new_figures = [disagreement for pair, disagreement in figures.items() if pair not in before]
    return [*_without_reprints(new_figures), *_without_reprints(facts.values())]


def _without_reprints(disagreements: Iterable[Disagreement]) -> list[Disagreement]:
    """Leave out what repeats the same speakers' same words, as in a reprint."""
    first: dict[object, Disagreement] = {}
    for disagreement in disagreements:
        sides = ((disagreement.one, disagreement.words_one), (disagreement.other, disagreement.words_other))
        words = frozenset((item.speaker.casefold(), words.casefold()) for item, words in sides)
        first.setdefault((disagreement.about, words), disagreement)
    return list(first.values())


def _denials_of_preceding(denial: Item) -> Iterator[Disagreement]:
    """Yield a denial of what another speaker said just before it in the article."""
    if denial.statement.act != "deny":
        return
    before = _preceding_item(denial)
    # Whoever asks or declines has said nothing that could be denied.
    if before is None or not have_different_speakers(before, denial) or before.statement.act in ("ask", "decline"):
        return
    shared = content_stems(before.quotation) & content_stems(denial.quotation)
    if is_anaphoric(denial.quotation):
        because = f"“{denial.quotation}” refers to what the article has just before it"
    elif shared and has_anaphor(denial.quotation):
        because = f"the denial follows in the article, and both have “{_words_with(denial.quotation, shared)}”"
    else:
        return
    yield Disagreement(
        kind="fact",
        about=max(quoted_sentences(before.quotation), key=lambda s: len(content_stems(s) & shared), default=""),
        one=before,
        other=denial,
        words_one=before.quotation,
        words_other=denial.quotation,
        because=because,
    )


def _preceding_item(item: Item) -> Item | None:
    """Return what was said last before it in the article."""
    place = _content_start(item.statement)
    earlier = [each for each in item.record.statements if each.content and _content_start(each) < place]
    return build_item(item.record, max(earlier, key=_content_start)) if earlier else None


def _content_start(statement: Statement) -> int:
    return min((span.start for span in statement.content), default=0)


def _contradicting_clauses(items: list[Item]) -> Iterator[Disagreement]:
    """Yield what two clauses say that cannot both be so, for every pair of clauses worth comparing."""
    every = [
        _Assertion(item, clause)
        for item in items
        if item.statement.act in _ASSERTING
        for span in item.statement.content
        for clause in find_assertions(item.record.article.text, span)
    ]
    for first, second in _comparable_pairs(every):
        contradiction = find_contradiction_across_speakers(first.wording, second.wording)
        # Without a verb a figure still says something ("40 dead"), other words do not ("a ban on fishing").
        if contradiction and (contradiction.kind == "number" or (first.clause.has_verb and second.clause.has_verb)):
            yield _disagreement_of(first, second, contradiction)


def _disagreement_of(first: _Assertion, second: _Assertion, contradiction: Contradiction) -> Disagreement:
    shared = content_stems(first.clause.words) & content_stems(second.clause.words)
    printed = _words_with(first.clause.words, shared)
    figure = contradiction.kind == "number"
    return Disagreement(
        kind="figure" if figure else "fact",
        about=printed,
        one=first.item,
        other=second.item,
        words_one=first.clause.words if figure else first.clause.sentence,
        words_other=second.clause.words if figure else second.clause.sentence,
        because=f"both have “{printed}”: {contradiction.because}, no more than {WITHIN} days apart",
        contradiction=contradiction,
    )


def _comparable_pairs(every: list[_Assertion]) -> Iterator[tuple[_Assertion, _Assertion]]:
    """Yield the pairs of clauses by different speakers, near in time, that share enough words; each once."""
    dated = sorted(((on, a) for a in every if (on := a.item.on)), key=lambda entry: entry[0])
    for a, b in sorted(_near_pairs(dated)):
        first, second = dated[a][1], dated[b][1]
        if first.shares_words(second) and have_different_speakers(first.item, second.item):
            yield first, second


def _near_pairs(dated: list[tuple[date, _Assertion]]) -> set[tuple[int, int]]:
    """Return the numbers of clauses that share a word and were said no more than WITHIN days apart."""
    holders: defaultdict[TopicKey, list[int]] = defaultdict(list)
    for number, (_, assertion) in enumerate(dated):
        for key in assertion.shared_keys:
            holders[key].append(number)
    # In the order of days, what follows up to `ends[number]` is near enough.
    days = [on for on, _ in dated]
    ends = [bisect_right(days, shift_day(on, WITHIN)) for on in days]
    pairs = set[tuple[int, int]]()
    for numbers in holders.values():
        for place, number in enumerate(numbers if len(numbers) <= _COMMON else ()):
            pairs.update((number, second) for second in numbers[place + 1 : bisect_left(numbers, ends[number])])
    return pairs


def _words_with(text: str, stems: Iterable[str]) -> str:
    """Return the words of a text that have these stems, in its order."""
    wanted = set(stems)
    return " ".join(dict.fromkeys(word for word in fold_words(text) if content_stems(word) & wanted))
