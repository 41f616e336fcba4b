"""Series: which numbers of a statement belong to one, when each was so, and what it says at the least and the most."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.claims.values import is_same_unit, quantity_bounds
from onrecord.records import Quantity, Span, Statement, Time
from onrecord.text.normalise import fold_words
from onrecord.watches.items import Item
from onrecord.watches.model import Series

_BREAK = re.compile(r"[;:!?](?=\s|$)|\.(?=\s+[A-Z“\"'‘]|$)|,(?=\s)|\s(?=(?:and|but|while|whereas|or)\s)|\s[–—-]\s")
_JOINT = re.compile(r"\s*(?:and|but|while|whereas|or)\s+")


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series: from `low` to `high`, None where open, of an item; the days it is about, and why."""

    series: str
    item: Item
    quantity: Quantity
    low: float | None
    high: float | None
    first: date | None
    last: date | None
    because: str


def find_points(series: Series, found: Item) -> list[Point]:
    """The numbers of an item that belong to a series, in the order of the text."""
    text = found.record.article.text
    made = []
    for quantity in _nearest(series, text, found.statement, carry_units(found.statement.quantities)):
        if _fits(series, quantity):
            low, high = quantity_bounds(quantity)
            first, last, when = _days(found, find_clause(text, quantity, found.statement))
            because = "; ".join((quantity.because, when))
            made.append(Point(series.name, found, quantity, low, high, first, last, because))
    return made


def carry_units(quantities: Iterable[Quantity]) -> list[Quantity]:
    """The same, each without a unit counting what the one before it counts ("4,000 soldiers, and another 1,200")."""
    made: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda q: q.span):
        before = made[-1] if made else None
        if quantity.unit is None and before and before.unit:
            because = f"{quantity.because}; no unit is printed: {before.unit}, as before it"
            made.append(replace(quantity, unit=before.unit, because=because))
        else:
            made.append(quantity)
    return made


def find_clause(text: str, quantity: Quantity, said: Statement) -> Span:
    """The clause that a number stands in: from the break before it to the break after it, within what was said."""
    around = next((span for span in said.content if span.overlaps(quantity.span)), quantity.span)
    numbers = [q.span for q in said.quantities]
    breaks = [
        match.span()
        for match in _BREAK.finditer(text, around.start, around.end)
        if not any(span.start < match.end() and match.start() < span.end for span in numbers)
    ]
    starts, ends = [around.start, *(end for _, end in breaks)], [*(start for start, _ in breaks), around.end]
    for start, end in zip(starts, ends, strict=True):
        if start <= quantity.span.start < end:
            joint = _JOINT.match(text, start, quantity.span.start)
            return Span(joint.end() if joint else start, end)
    return quantity.span


def _nearest(series: Series, text: str, said: Statement, quantities: list[Quantity]) -> list[Quantity]:
    """With `words` to stand in the clause: of the clause's numbers, the one that is nearest to them."""
    wanted = [fold_words(phrase) for phrase in series.words]
    if not wanted:
        return quantities
    made: dict[Span, tuple[int, Quantity]] = {}
    for quantity in quantities:
        within = find_clause(text, quantity, said)
        places = [place for phrase in wanted if (place := _place(phrase, text, within)) is not None]
        if places:
            distance = min(max(place - quantity.span.end, quantity.span.start - place, 0) for place in places)
            if within not in made or distance < made[within][0]:
                made[within] = (distance, quantity)
    return [quantity for _, quantity in made.values()]


def _place(phrase: list[str], text: str, within: Span) -> int | None:
    """Where the words of a phrase, one after the other, begin in a stretch of the text; None where they do not."""
    found = list(re.finditer(r"\w+", within.of(text)))
    for i in range(len(found) - len(phrase) + 1):
        if [match[0].casefold() for match in found[i : i + len(phrase)]] == phrase:
            return within.start + found[i].start()
    return None


def _fits(series: Series, quantity: Quantity) -> bool:
    if series.unit and not any(is_same_unit(quantity.unit, unit) for unit in series.unit):
        return False
    if series.rate is not None and not is_same_unit(quantity.rate, series.rate):
        return False
    return series.increment is None or series.increment == quantity.increment


def _days(found: Item, within: Span) -> tuple[date | None, date | None, str]:
    """The days that a number is about: a time in its clause, else the day of saying."""
    for time in found.statement.times:
        if time.span.overlaps(within) and (days := _known(time)):
            return *days, f"of {time.value}: {time.because}"
    return found.on, found.on, found.on_because


def _known(time: Time) -> tuple[date, date] | None:
    if time.type not in ("DATE", "TIME"):
        return None
    first, last = time.first or time.last, time.last or time.first
    return (first, last) if first and last else None
