"""Where sources disagree: on a figure, or on a fact, about the same time. Both quotations, never a verdict.

Only what can be shown by the words is found: numbers of the same thing whose ranges do not meet, sentences of the same
words of which one says no, and denials.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from onrecord.records import Quantity, Statement
from onrecord.watching.figures import Point, bounds, clause, same_unit, shown, with_units
from onrecord.watching.items import Item, item, speakers_differ
from onrecord.watching.wording import has_stand_in, matter, says_no, sentences, stands_for_another, words

WITHIN = 7
"""Days: what lies farther apart may both be true. Ours."""
_SHARED = 0.6
"""Of the matter of the shorter sentence, how much must be in the other. Ours."""
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
class _Sentence:
    item: Item
    words: str
    matter: frozenset[str]


def on_figures(points: Iterable[Point]) -> list[Disagreement]:
    """Different speakers' numbers of one series that do not meet, each an increment, or a rate, as the other is."""
    made = []
    for one, other in combinations(points, 2):
        same = one.series == other.series and _alike(one.quantity, other.quantity)
        if same and speakers_differ(one.item, other.item) and _near(_ends(one), _ends(other)) and _apart(one, other):
            because = f"{shown(one.quantity)} against {shown(other.quantity)}, no more than {WITHIN} days apart"
            words = _number_words(one), _number_words(other)
            made.append(Disagreement("figure", one.series, one.item, other.item, *words, because))
    return made


def on_other_figures(items: Iterable[Item], taken: Iterable[Disagreement] = ()) -> list[Disagreement]:
    """The same outside of series: the same unit, and clauses of the same matter. `taken`: what is known already."""
    known = {frozenset((d.one.id, d.other.id)) for d in taken}
    every = [(found, quantity, *_clause(found, quantity)) for found in items for quantity in _counted(found)]
    made = []
    for (one, a, words_a, matter_a), (other, b, words_b, matter_b) in combinations(every, 2):
        low, high = bounds(a), bounds(b)
        same = same_unit(a.unit, b.unit) and _alike(a, b) and _overlap(matter_a, matter_b, 2)
        fits = same and frozenset((one.id, other.id)) not in known and speakers_differ(one, other)
        if fits and _near((one.on, one.on), (other.on, other.on)) and _disjoint(low, high):
            numbers = f"{shown(a)} against {shown(b)}"
            because = f"{numbers}, in clauses of the same words, no more than {WITHIN} days apart"
            made.append(Disagreement("figure", a.unit or "", one, other, words_a, words_b, because))
    return made


def on_facts(items: Iterable[Item]) -> list[Disagreement]:
    """Where one says what another denies, or says the opposite of in the same words."""
    every = list({found.id: found for found in items}.values())
    made: dict[frozenset[str], Disagreement] = {}
    for found in (*(d for i in every for d in _denied_before(i)), *_opposites(every)):
        made.setdefault(frozenset((found.one.id, found.other.id)), found)
    return list(made.values())


def _denied_before(denial: Item) -> Iterator[Disagreement]:
    """A denial of what another speaker said just before it in the article."""
    if denial.statement.act != "deny":
        return
    before = _before(denial)
    if before is None or not speakers_differ(before, denial) or before.statement.act in ("ask", "decline"):
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
    return item(found.record, max(earlier, key=_start)) if earlier else None


def _start(said: Statement) -> int:
    return min((span.start for span in said.content), default=0)


def _opposites(items: list[Item]) -> Iterator[Disagreement]:
    every = [_Sentence(found, s, matter(s)) for found in items for s in sentences(found.quotation)]
    for one, other in _sharing(every):
        if not (speakers_differ(one.item, other.item) and _overlap(one.matter, other.matter, 2)):
            continue
        denies = [s.item.statement.act == "deny" for s in (one, other)]
        negative = [says_no(s.words) != denied for s, denied in zip((one, other), denies, strict=True)]
        if negative[0] != negative[1] and _near(*((s.item.on, s.item.on) for s in (one, other))):
            shared = _printed(one.words, one.matter & other.matter)
            because = f"both have “{shared}”, and one of them says no"
            yield Disagreement("fact", shared, one.item, other.item, one.words, other.words, because)


def _sharing(every: list[_Sentence]) -> Iterator[tuple[_Sentence, _Sentence]]:
    """The pairs of sentences that have a word of matter in common, each once."""
    with_word: dict[str, list[int]] = {}
    for number, sentence in enumerate(every):
        for word in sentence.matter:
            with_word.setdefault(word, []).append(number)
    pairs = {pair for numbers in with_word.values() if len(numbers) <= _COMMON for pair in combinations(numbers, 2)}
    return ((every[a], every[b]) for a, b in sorted(pairs))


def _overlap(one: frozenset[str], other: frozenset[str], least: int) -> bool:
    shared = len(one & other)
    return shared >= least and shared >= _SHARED * min(len(one), len(other))


def _printed(text: str, stems: Iterable[str]) -> str:
    """The words of a text that have these stems, in its order."""
    wanted = set(stems)
    return " ".join(dict.fromkeys(word for word in words(text) if matter(word) & wanted))


def _counted(found: Item) -> list[Quantity]:
    return [quantity for quantity in with_units(found.statement.quantities) if quantity.unit]


def _clause(found: Item, quantity: Quantity) -> tuple[str, frozenset[str]]:
    """The clause of a number, and what it is about beside the unit."""
    text, number = found.record.article.text, quantity.span
    within = clause(text, quantity, found.statement)
    beside = f"{text[within.start : number.start]} {text[number.end : max(number.end, within.end)]}"
    return _bare(within.of(text)), matter(beside) - matter(quantity.unit or "")


def _number_words(point: Point) -> str:
    text = point.item.record.article.text
    return _bare(clause(text, point.quantity, point.item.statement).of(text))


def _bare(words: str) -> str:
    return words.strip(" ,;:–—-")


def _alike(one: Quantity, other: Quantity) -> bool:
    """Both additions or neither; both of a rate or neither."""
    return one.increment == other.increment and same_unit(one.rate, other.rate)


def _ends(point: Point) -> tuple[date | None, date | None]:
    return point.first, point.last


def _near(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """No more than WITHIN days between the two periods; what has no day is near nothing."""
    if not (one[0] and one[1] and other[0] and other[1]):
        return False
    return (max(one[0], other[0]) - min(one[1], other[1])).days <= WITHIN


def _apart(one: Point, other: Point) -> bool:
    return _disjoint((one.low, one.high), (other.low, other.high))


def _disjoint(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    """Do two ranges not meet? An end that is open reaches any number."""

    def under(high: float | None, low: float | None) -> bool:
        return high is not None and low is not None and high < low

    return under(one[1], other[0]) or under(other[1], one[0])
