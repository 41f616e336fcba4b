"""Series: the numbers of statements that belong to one quantity, the days they are about, and their bounds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.claims.values import is_same_unit, quantity_bounds
from onrecord.records import Quantity, Span, Statement, Time
from onrecord.text.normalise import fold_words
from onrecord.text.sentences import find_sentence_starts
from onrecord.watches.items import Item
from onrecord.watches.model import Series

# White space must follow a comma, so that "4,000" is whole; a stop ends what was said.
_NUMBER_BREAK = re.compile(r"[;:](?=\s)|[.!?;:]$|,(?=\s)|\s(?=(?:and|but|while|whereas|or)\s)|\s[–—-]\s")
_NUMBER_JOINT = re.compile(r"\s*(?:and|but|while|whereas|or)\s+")
_SENTENCE_MARKS = " .!?…\"”’')]"


@dataclass(frozen=True, slots=True, kw_only=True)
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


def find_points(series: Series, item: Item) -> list[Point]:
    """Find the numbers of an item that belong to a series, in the order of the text."""
    statement = item.statement
    quantities = _nearest_to_words(series, item, carry_units(statement.quantities))
    return [_build_point(series, item, quantity) for quantity in quantities if _fits_series(series, quantity)]


def _build_point(series: Series, item: Item, quantity: Quantity) -> Point:
    low, high = quantity_bounds(quantity)
    first, last, because = _days_of(item, find_clause(item.record.article.text, quantity, item.statement))
    return Point(
        series=series.name,
        item=item,
        quantity=quantity,
        low=low,
        high=high,
        first=first,
        last=last,
        because=f"{quantity.because}; {because}",
    )


def carry_units(quantities: Iterable[Quantity]) -> list[Quantity]:
    """Return quantities, those without a unit with that of the one before: "4,000 soldiers, and another 1,200"."""
    carried: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda q: q.span):
        before = carried[-1] if carried else None
        if quantity.unit is None and before and before.unit:
            because = f"{quantity.because}; no unit is printed: {before.unit}, as before it"
            carried.append(replace(quantity, unit=before.unit, because=because))
        else:
            carried.append(quantity)
    return carried


def find_clause(text: str, quantity: Quantity, statement: Statement) -> Span:
    """Return the clause around a number: from the break before it to the break after it, within what was said."""
    around = next((span for span in statement.content if span.overlaps(quantity.span)), quantity.span)
    numbers = [q.span for q in statement.quantities]
    breaks = [
        (start, end)
        for start, end in _break_places(text, around)
        # "between 40 and 60" is one number.
        if not any(span.start < end and start < span.end for span in numbers)
    ]
    starts, ends = [around.start, *(end for _, end in breaks)], [*(start for start, _ in breaks), around.end]
    for start, end in zip(starts, ends, strict=True):
        if start <= quantity.span.start < end:
            # "and 40 were missing" is the clause "40 were missing".
            joint = _NUMBER_JOINT.match(text, start, quantity.span.start)
            return Span(joint.end() if joint else start, end)
    return quantity.span


def _break_places(text: str, around: Span) -> list[tuple[int, int]]:
    """Return where clauses end and the next begin, in order: at marks, joining words and the ends of sentences."""
    marks = [match.span() for match in _NUMBER_BREAK.finditer(text, around.start, around.end)]
    starts = find_sentence_starts(text, around.start, around.end)
    ends = [(around.start + len(text[around.start : start].rstrip(_SENTENCE_MARKS)), start) for start in starts]
    return sorted([*marks, *ends])


def _nearest_to_words(series: Series, item: Item, quantities: list[Quantity]) -> list[Quantity]:
    """Return of each clause that has one of the series' words the number nearest to it; all if it has no words."""
    text, phrases = item.record.article.text, [fold_words(phrase) for phrase in series.words]
    if not phrases:
        return quantities
    nearest: dict[Span, tuple[int, Quantity]] = {}
    for quantity in quantities:
        clause = find_clause(text, quantity, item.statement)
        places = [place for phrase in phrases if (place := _find_phrase(phrase, text, clause)) is not None]
        if places:
            distance = min(max(place - quantity.span.end, quantity.span.start - place, 0) for place in places)
            if clause not in nearest or distance < nearest[clause][0]:
                nearest[clause] = (distance, quantity)
    return [quantity for _, quantity in nearest.values()]


def _find_phrase(phrase: list[str], text: str, within: Span) -> int | None:
    """Return where the words of a phrase, one after the other, begin in a stretch of the text."""
    words = list(re.finditer(r"\w+", within.of(text)))
    for i in range(len(words) - len(phrase) + 1):
        if [match[0].casefold() for match in words[i : i + len(phrase)]] == phrase:
            return within.start + words[i].start()
    return None


def _fits_series(series: Series, quantity: Quantity) -> bool:
    if series.unit and not any(is_same_unit(quantity.unit, unit) for unit in series.unit):
        return False
    if series.rate is not None and not is_same_unit(quantity.rate, series.rate):
        return False
    return series.increment is None or series.increment == quantity.increment


def _days_of(item: Item, clause: Span) -> tuple[date | None, date | None, str]:
    """Return the days that a number is about: a time in its clause, else the day of saying."""
    for time in item.statement.times:
        if time.span.overlaps(clause) and (days := _first_and_last_day(time)):
            return *days, f"of {time.value}: {time.because}"
    return item.on, item.on, item.on_because


def _first_and_last_day(time: Time) -> tuple[date, date] | None:
    if time.type not in ("DATE", "TIME"):
        return None
    first, last = time.first or time.last, time.last or time.first
    return (first, last) if first and last else None
