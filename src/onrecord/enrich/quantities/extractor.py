"""Quantities in a text: numerals with their units, joined to ranges, compared, rid of what counts nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.enrich.quantities import comparators, units
from onrecord.enrich.quantities.candidate import CountedNumber
from onrecord.enrich.quantities.exclusions import is_quantity, is_year
from onrecord.enrich.quantities.numerals import Numeral, find_numerals
from onrecord.enrich.quantities.units import MONEY, Unit
from onrecord.records import Quantity, Span
from onrecord.text.normalise import replace_lookalikes

# "60 more people", "3 further cases"; not "60 more than".
_MORE = re.compile(r"\s+(?:more|additional|extra|further)\s+(?!than\b)(?=[a-z])", re.IGNORECASE)


def find_quantities(text: str) -> list[Quantity]:
    """Find the quantities of a text in its order. Years, dates, hours, and numbers within names are not quantities.

    >>> found = find_quantities("More than 60 divers searched for 3 to 4 hours.")
    >>> [(q.low, q.high, q.comparator, q.unit) for q in found]
    [(60.0, 60.0, '>', 'divers'), (3.0, 4.0, '=', 'hour')]
    """
    text = replace_lookalikes(text)
    counted = [_read_number(text, numeral) for numeral in find_numerals(text)]
    quantities: list[Quantity] = []
    for number in _join_ranges(text, counted):
        if is_quantity(text, number):
            quantity = _make_quantity(text, number)
            if quantities and number.unit.measure:
                quantity = _share_comparator(text, quantities[-1], quantity)
            quantities.append(quantity)
    return quantities


def _read_number(text: str, numeral: Numeral) -> CountedNumber:
    more = _MORE.match(text, numeral.end)
    after = more.end() - 1 if more else numeral.end
    if numeral.kind in ("vague", "part") and (of := units.OF_THE.match(text, numeral.end)):
        after = of.end() - 1
    unit = _find_unit(text, numeral, after)
    rate, end = units.find_rate(text, unit.end)
    return CountedNumber(numeral, unit, rate, end, numeral.low, numeral.high)


# "$5 US", "£5 sterling".
_COUNTRY = re.compile(r"\s+(?:US|U\.S\.|sterling)(?!\w)")


def _find_unit(text: str, numeral: Numeral, after: int) -> Unit:
    if numeral.money:
        country = _COUNTRY.match(text, numeral.end)
        return Unit(MONEY[numeral.money], country.end() if country else numeral.end, True)
    is_one = numeral.spelled and numeral.low == 1
    return units.find_measure(text, after) or units.find_noun(text, after, one=is_one)


# "3-4", "3 to 4", "from 3 and up to 4".
_LINK = re.compile(
    r"\s*(?:(?P<dash>[-–—]|to-|-to-)|(?P<to>to)|(?P<and>and)|(?P<or>or))\s*(?:up\s+to\s+|about\s+|as\s+much\s+as\s+)?$",
    re.IGNORECASE,
)
# Before these, "to" leads to the end of a range: "from $4 to $9".
_FROM = re.compile(
    r"\b(?:from|between|range|ranging|of)\s+(?:about\s+|around\s+|up\s+to\s+|as\s+low\s+as\s+)?$", re.IGNORECASE
)
# "Rose by $4 to $9" ends at $9.
_BY = re.compile(r"\bby\s+(?:about\s+)?$", re.IGNORECASE)


def _join_ranges(text: str, counted: list[CountedNumber]) -> Iterator[CountedNumber]:
    """Join neighbours that "to" or a dash makes a range."""
    pending: CountedNumber | None = None
    for number in counted:
        if pending and (joined := _join_range(text, pending, number)):
            yield joined
            pending = None
        else:
            if pending:
                yield pending
            pending = number
    if pending:
        yield pending


# "And" joins a range only after "between": "3 and 4" are two numbers.
_BETWEEN_BEFORE = re.compile(r"\bbetween\s+(?:\w+\s+)?$", re.IGNORECASE)


def _join_range(text: str, left: CountedNumber, right: CountedNumber) -> CountedNumber | None:
    link = _find_link(text, left, right)
    if link is None or is_year(left) or not {left.numeral.kind, right.numeral.kind} <= {"number", "range"}:
        return None
    before = left.words_before(text)
    bare = left.unit.name is None or left.unit.end > right.numeral.start
    from_it = bool(_FROM.search(before))
    reached = right.unit.name is None and left.unit.measure and bool(link["to"]) and from_it
    same = bare or reached or left.unit.name == right.unit.name or (left.numeral.money and not right.unit.measure)
    if (
        not same
        or (link["and"] and not _BETWEEN_BEFORE.search(before))
        or (link["or"] and not (left.numeral.spelled or bare))
    ):
        return None
    # "rose by $4 to $9" is a change and where it led, not a range.
    if link["to"] and not bare and not from_it and (_BY.search(before) or comparators.ends_in_change(before)):
        return None
    return _merge_bounds(left, right)


def _find_link(text: str, left: CountedNumber, right: CountedNumber) -> re.Match[str] | None:
    for end in (left.end, left.numeral.end):
        if end <= right.numeral.start and (link := _LINK.fullmatch(text, end, right.numeral.start)):
            return link
    if left.numeral.end == right.numeral.start and right.numeral.sign in ("-", "−"):
        return _LINK.fullmatch("-")
    return None


def _merge_bounds(left: CountedNumber, right: CountedNumber) -> CountedNumber:
    first, second = left.numeral, right.numeral
    tied = second.sign in ("-", "−") and first.end == second.start
    # "$70 to $80 billion" are billions both; "$900 to $2 million" are not.
    shared = second.scale if first.scale == 1.0 and first.figures < second.figures else 1.0
    low, high = sorted((first.low * shared, abs(second.low) if tied else second.high))
    of_left = right.unit.name is None or (first.money and not right.unit.measure)
    return CountedNumber(
        numeral=replace(first, end=second.end, kind="range"),
        unit=left.unit if of_left else right.unit,
        rate=right.rate or left.rate,
        end=max(right.end, second.end),
        low=low,
        high=high,
    )


def _make_quantity(text: str, one: CountedNumber) -> Quantity:
    numeral = one.numeral
    sign, words = comparators.find_comparator(text, one)
    leading = comparators.measure_increment(one.words_before(text))
    on_top = leading > 0 or bool(_MORE.match(text, numeral.end))
    span = Span(numeral.start - leading, max(one.end, numeral.end))
    because = _explain_quantity(text[numeral.start : numeral.end], words, one, on_top)
    return Quantity(
        span, one.low, one.high, because=because, comparator=sign, unit=one.unit.name, rate=one.rate, increment=on_top
    )


# "10 miles (16 km)", "10 miles / 16 km".
_CONVERSION = re.compile(r"\s*\(\s*|\s*/\s*")


def _share_comparator(text: str, last: Quantity, quantity: Quantity) -> Quantity:
    """Give a conversion same comparator as what it converts: "just under 10 miles (16 km)"."""
    if quantity.comparator != "=" or last.comparator == "=" or last.span.end > quantity.span.start:
        return quantity
    if not _CONVERSION.fullmatch(text, last.span.end, quantity.span.start):
        return quantity
    return replace(
        quantity, comparator=last.comparator, because=f"{quantity.because}; same comparator as what it converts"
    )


def _explain_quantity(printed: str, words: str, one: CountedNumber, on_top: bool) -> str:
    parts = [f'"{" ".join(printed.split())}"']
    parts += [f'"{" ".join(words.split())}" gives the comparator'] if words else []
    parts += ["the noun after it is the unit"] if one.unit.name and not one.unit.measure else []
    parts += ["added to others"] if on_top else []
    return "; ".join(parts)
