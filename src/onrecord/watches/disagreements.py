"""Where sources disagree: on a figure, or on a fact, about the same time. Both quotations, never a verdict.

Only what can be shown by the words is found: numbers of the same thing whose ranges do not meet, sentences of the same
words of which one says no, and denials.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

from onrecord.records import Quantity, Statement
from onrecord.text.format import format_quantity
from onrecord.text.normalise import fold_words
from onrecord.watches.clauses import (
    about_another,
    clauses,
    has_stand_in,
    matter,
    names,
    says_no,
    sentences,
    stands_for_another,
    states,
)
from onrecord.watches.items import Item, build_item, have_different_speakers
from onrecord.watches.series import Point, carry_units, find_clause, quantity_bounds, same_unit

WITHIN = 7
"""Days: what lies farther apart may both be true. Ours."""
_SHARED = 0.5
"""Of the matter of both clauses, how much must be in each. Ours, chosen on sixty articles of PolNeAR's train split."""
_ASSERTING = ("say", "know", "believe", "perceive", "deny")
_COMMON = 300
"""A word that more sentences have says nothing of which of them belong together."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two items that cannot both be right, the words that say so, and why they are set against each other."""

    kind: Literal["figure", "fact"]
    about: str
    one: Item
    other: Item
    words_one: str
    words_other: str
    because: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence, what it is about, the names in it, and does it, said or denied, come to a no?"""

    item: Item
    sentence: str
    words: str
    matter: frozenset[str]
    names: frozenset[str]
    no: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """A number, its clause, and what that is about beside the unit."""

    item: Item
    quantity: Quantity
    words: str
    matter: frozenset[str]


C = TypeVar("C", _Clause, _Number)


def on_figures(points: Iterable[Point]) -> list[Disagreement]:
    """Different speakers' numbers of one series that do not meet, each an increment, or a rate, as the other is."""
    made = []
    for one, other in _near_points(points):
        same = one.series == other.series and _alike(one.quantity, other.quantity)
        if (
            same
            and have_different_speakers(one.item, other.item)
            and _disjoint((one.low, one.high), (other.low, other.high))
        ):
            numbers = f"{format_quantity(one.quantity)} against {format_quantity(other.quantity)}"
            because = f"{numbers}, no more than {WITHIN} days apart"
            quoted = _number_words(one), _number_words(other)
            made.append(Disagreement("figure", one.series, one.item, other.item, *quoted, because))
    return _once(made)


def _near_points(points: Iterable[Point]) -> Iterator[tuple[Point, Point]]:
    """The pairs of points no more than WITHIN days apart, each once; what has no day is near nothing."""
    dated = [(point.first, point.last, point) for point in points if point.first and point.last]
    dated.sort(key=lambda one: one[0])
    for number, (_, last, one) in enumerate(dated):
        for first, _, other in dated[number + 1 :]:
            if (first - last).days > WITHIN:
                break
            yield one, other


def on_other_figures(items: Iterable[Item], taken: Iterable[Disagreement] = ()) -> list[Disagreement]:
    """The same outside of series: the same unit, and clauses of the same matter. `taken`: what is known already."""
    known = {frozenset((d.one.id, d.other.id)) for d in taken}
    every = [found for item in items for quantity in _counted(item) for found in _number(item, quantity)]
    made = []
    for one, other in _sharing(every):
        a, b = one.quantity, other.quantity
        same = same_unit(a.unit, b.unit) and _alike(a, b) and _overlap(one.matter, other.matter)
        fits = (
            same
            and frozenset((one.item.id, other.item.id)) not in known
            and have_different_speakers(one.item, other.item)
        )
        if fits and _near(one.item, other.item) and _disjoint(quantity_bounds(a), quantity_bounds(b)):
            numbers = f"{format_quantity(a)} against {format_quantity(b)}"
            because = f"{numbers}, in clauses of the same words, no more than {WITHIN} days apart"
            made.append(Disagreement("figure", a.unit or "", one.item, other.item, one.words, other.words, because))
    return _once(made)


def _once(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Those of them that are not the same speakers' same words again, as in a reprint."""
    made: dict[object, Disagreement] = {}
    for one in found:
        sides = ((one.one, one.words_one), (one.other, one.words_other))
        made.setdefault((one.about, frozenset((it.speaker.casefold(), said.casefold()) for it, said in sides)), one)
    return list(made.values())


def on_facts(items: Iterable[Item]) -> list[Disagreement]:
    """Where one says what another denies, or says the opposite of in the same words."""
    every = list({found.id: found for found in items}.values())
    made: dict[frozenset[str], Disagreement] = {}
    for found in (*(d for i in every for d in _denied_before(i)), *_opposites(every)):
        made.setdefault(frozenset((found.one.id, found.other.id)), found)
    return _once(made.values())


def _denied_before(denial: Item) -> Iterator[Disagreement]:
    """A denial of what another speaker said just before it in the article."""
    if denial.statement.act != "deny":
        return
    before = _before(denial)
    if before is None or not have_different_speakers(before, denial) or before.statement.act in ("ask", "decline"):
        return
    shared = matter(before.quotation) & matter(denial.quotation)
    if stands_for_another(denial.quotation):
        because = f"“{denial.quotation}” stands for what the article has just before it"
    elif shared and has_stand_in(denial.quotation):
        because = f"the denial follows in the article, and both have “{_printed(denial.quotation, shared)}”"
    else:
        return
    about = max(sentences(before.quotation), key=lambda one: len(matter(one) & shared), default=before.quotation)
    yield Disagreement("fact", about, before, denial, before.quotation, denial.quotation, because)


def _before(found: Item) -> Item | None:
    """What was said last before it in the article."""
    place = _start(found.statement)
    earlier = [said for said in found.record.statements if said.content and _start(said) < place]
    return build_item(found.record, max(earlier, key=_start)) if earlier else None


def _start(said: Statement) -> int:
    return min((span.start for span in said.content), default=0)


def _opposites(items: list[Item]) -> Iterator[Disagreement]:
    """Clauses of the same matter, not of the same names alone, of which one comes to a no."""
    every = [
        _Clause(found, sentence, words, matter(words), names(words), says_no(words) != (found.statement.act == "deny"))
        for found in items
        if found.statement.act in _ASSERTING
        for sentence in sentences(found.quotation)
        for words in clauses(sentence)
        if states(words)
    ]
    for one, other in _sharing(every):
        shared = one.matter & other.matter
        same = len(shared - one.names - other.names) >= 2 and len(shared) >= _SHARED * len(one.matter | other.matter)
        if (
            same
            and _near(one.item, other.item)
            and one.no != other.no
            and have_different_speakers(one.item, other.item)
        ):
            printed = _printed(one.words, shared)
            because = f"both have “{printed}”, and one of them says no"
            yield Disagreement("fact", printed, one.item, other.item, one.sentence, other.sentence, because)


def _sharing(every: list[C]) -> Iterator[tuple[C, C]]:
    """The pairs of clauses that have a word of matter in common, each once."""
    with_word: dict[str, list[int]] = {}
    for number, found in enumerate(every):
        for word in found.matter:
            with_word.setdefault(word, []).append(number)
    pairs = {pair for numbers in with_word.values() if len(numbers) <= _COMMON for pair in combinations(numbers, 2)}
    return ((every[a], every[b]) for a, b in sorted(pairs))


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two have two words of matter in common, and half of all that they have?"""
    shared = len(one & other)
    return shared >= 2 and shared >= _SHARED * len(one | other)


def _printed(text: str, stems: Iterable[str]) -> str:
    """The words of a text that have these stems, in its order."""
    wanted = set(stems)
    return " ".join(dict.fromkeys(word for word in fold_words(text) if matter(word) & wanted))


def _counted(found: Item) -> list[Quantity]:
    return [quantity for quantity in carry_units(found.statement.quantities) if quantity.unit]


def _number(found: Item, quantity: Quantity) -> Iterator[_Number]:
    """A number with its clause; none where that is about somebody whom it does not name."""
    text, number = found.record.article.text, quantity.span
    within = find_clause(text, quantity, found.statement)
    beside = f"{text[within.start : number.start]} {text[number.end : max(number.end, within.end)]}"
    if not about_another(within.of(text)):
        yield _Number(found, quantity, _bare(within.of(text)), matter(beside) - matter(quantity.unit or ""))


def _number_words(point: Point) -> str:
    text = point.item.record.article.text
    return _bare(find_clause(text, point.quantity, point.item.statement).of(text))


def _bare(words: str) -> str:
    return words.strip(" ,;:–—-")


def _alike(one: Quantity, other: Quantity) -> bool:
    """Both additions or neither; both of a rate or neither."""
    return one.increment == other.increment and same_unit(one.rate, other.rate)


def _near(one: Item, other: Item) -> bool:
    """Were they said no more than WITHIN days apart? What has no day is near nothing."""
    return one.on is not None and other.on is not None and abs((one.on - other.on).days) <= WITHIN


def _disjoint(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    """Do two ranges not meet? An end that is open reaches any number."""

    def under(high: float | None, low: float | None) -> bool:
        return high is not None and low is not None and high < low

    return under(one[1], other[0]) or under(other[1], one[0])
