"""Quantities in a text: numerals with their units, joined to ranges, compared, rid of what counts nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.enrich.numbers import either
from onrecord.enrich.quantities import units
from onrecord.enrich.quantities.numerals import Numeral, numerals
from onrecord.enrich.quantities.units import MONEY, WORDS, Unit
from onrecord.enrich.times.vocabulary import MONTHS
from onrecord.records import Comparator, Quantity, Span


@dataclass(frozen=True, slots=True)
class Counted:
    """A numeral with its unit; `end` is where the words of number, unit and rate end."""

    numeral: Numeral
    unit: Unit
    rate: str | None
    end: int
    low: float
    high: float


_WINDOW = 40
_BETWEEN = rf"(?:\s*(?:\b{either(WORDS['words']['between'])}))*\s*[-(~]?\s*$"
_BEFORE = {
    sign: re.compile(rf"(?:(?<![\w-])){either(phrases)}(?<![a-z]-){_BETWEEN}", re.IGNORECASE)
    for sign, phrases in (WORDS["comparators"] | WORDS["changes"]).items()
}
_AFTER_MORE = re.compile(
    r"\s*(?:\+|or\s+(?:more|above|over|older)\b|and\s+(?:above|over|older)\b|plus\b)", re.IGNORECASE
)
_AFTER_LESS = re.compile(r"\s*or\s+(?:less|fewer|under|below|younger)\b", re.IGNORECASE)
_INCREMENT = re.compile(
    rf"\b{either(WORDS['words']['increments'])}\s+(?:{either(['about', 'around', 'some', 'nearly', 'roughly', 'at least', 'estimated', 'up to'])}\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:more|additional|extra|further)\s+(?!than\b)(?=[a-z])", re.IGNORECASE)


def find(text: str) -> list[Quantity]:
    """The quantities of `text` in its order. Years, dates, hours, and numbers within names are none.

    >>> [(q.low, q.high, q.comparator, q.unit) for q in find("More than 60 divers searched for 3 to 4 hours.")]
    [(60.0, 60.0, '>', 'divers'), (3.0, 4.0, '=', 'hour')]
    """
    counted = [_counted(text, numeral) for numeral in numerals(text)]
    found: list[Quantity] = []
    for one in _joined(text, counted):
        if _counts(text, one):
            quantity = _quantity(text, one)
            found.append(_converted(text, found[-1], quantity) if found and one.unit.measure else quantity)
    return found


def _counted(text: str, numeral: Numeral) -> Counted:
    more = _MORE.match(text, numeral.end)
    after = more.end() - 1 if more else numeral.end
    if numeral.kind == "vague" or numeral.kind == "part":
        of = units._OF.match(text, numeral.end)
        after = of.end() - 1 if of else after
    unit = _unit(text, numeral, after)
    rate, end = units.rate(text, unit.end)
    return Counted(numeral, unit, rate, end, numeral.low, numeral.high)


def _unit(text: str, numeral: Numeral, after: int) -> Unit:
    if numeral.money:
        country = re.compile(r"\s+(?:US|U\.S\.|sterling)(?!\w)").match(text, numeral.end)
        return Unit(MONEY[numeral.money], country.end() if country else numeral.end, True)
    is_one = numeral.spelled and numeral.low == 1
    return units.measure(text, after) or units.noun(text, after, one=is_one)


_LINK = re.compile(
    r"\s*(?:(?P<dash>[-–—]|to-|-to-)|(?P<to>to)|(?P<and>and)|(?P<or>or))\s*(?:up\s+to\s+|about\s+|as\s+much\s+as\s+)?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|between|range|ranging|of)\s+(?:about\s+|around\s+|up\s+to\s+|as\s+low\s+as\s+)?$", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+(?:about\s+)?$", re.IGNORECASE)


def _joined(text: str, counted: list[Counted]) -> Iterator[Counted]:
    """Ranges out of neighbours that "to" or a dash joins."""
    pending: Counted | None = None
    for one in counted:
        if pending and (joined := _range(text, pending, one)):
            yield joined
            pending = None
        else:
            if pending:
                yield pending
            pending = one
    if pending:
        yield pending


def _range(text: str, left: Counted, right: Counted) -> Counted | None:
    link = _link(text, left, right)
    if (
        link is None
        or "part" in (left.numeral.kind, right.numeral.kind)
        or "vague" in (left.numeral.kind, right.numeral.kind)
    ):
        return None
    before = text[max(0, left.numeral.start - _WINDOW) : left.numeral.start]
    bare = left.unit.name is None or left.unit.end > right.numeral.start
    reached = right.unit.name is None and left.unit.measure and bool(link["to"] and _FROM.search(before))
    same = bare or reached or left.unit.name == right.unit.name or (left.numeral.money and not right.unit.measure)
    if not same or (link["and"] and not re.search(r"\bbetween\s+(?:\w+\s+)?$", before, re.IGNORECASE)):
        return None
    if link["to"] and not bare and not _FROM.search(before) and (_BY.search(before) or _change(before)):
        return None
    if link["or"] and not (left.numeral.spelled or bare):
        return None
    return _bounds(left, right, bare)


def _link(text: str, left: Counted, right: Counted) -> re.Match[str] | None:
    for end in (left.end, left.numeral.end):
        if end <= right.numeral.start and (link := _LINK.fullmatch(text, end, right.numeral.start)):
            return link
    if left.numeral.end == right.numeral.start and right.numeral.sign in ("-", "−"):
        return _LINK.fullmatch("-")
    return None


def _bounds(left: Counted, right: Counted, bare: bool) -> Counted:
    first, second = left.numeral, right.numeral
    low, high = first.low, abs(second.low) if second.sign in ("-", "−") and first.end == second.start else second.high
    if first.scale == 1.0 and second.scale > 1.0 and first.figures < second.figures:
        low *= second.scale
    money = left.unit if first.money and not right.unit.measure else None
    unit = money or right.unit if right.unit.name else left.unit
    end = max(right.end, second.end)
    return replace(
        left,
        numeral=replace(first, end=second.end, kind="range"),
        unit=unit,
        rate=right.rate or left.rate,
        end=end,
        low=min(low, high),
        high=max(low, high),
    )


# What counts nothing

_MONTH_BEFORE = re.compile(rf"\b(?:{either(MONTHS)})\.?\s+(?:the\s+)?$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:\s+of)?\s+(?-i:{either(m.capitalize() for m in MONTHS)})(?!\w)")
_CLOCK = re.compile(r"[:.]\d\d(?!\d)|\s?(?:[ap]\.?m\b|o[’']clock)", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    rf"(?:\b(?P<name>[a-z]?[A-Z][\w&’'-]*)[ ]|\b(?P<label>{either(WORDS['words']['labels'])})\s|(?P<tied>[A-Za-z]-|#|№|\bNo\.?\s|/))$"
)
_START_BEFORE = re.compile(r"(?:^|[.!?:\"“‘(]\s*|\n\s*)(?:[A-Z][\w’'-]*)\s$")
_OPENERS = frozenset(WORDS["words"]["openers"])
_NOT_ONE = frozenset(WORDS["words"]["not_one"])
_YEAR_UNITS = frozenset(["year", "month", "week", "day", "hour", "minute", "second", "decade"])
_ADDRESS_AFTER = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:[A-Z][\w’'-]*\s+){0,3}(?:St|Street|Ave|Avenue|Road|Rd|Lane|Drive|Boulevard|Blvd|Way|Square)\b"
)


def _counts(text: str, one: Counted) -> bool:
    numeral = one.numeral
    before, after = text[max(0, numeral.start - _WINDOW) : numeral.start], text[numeral.end : numeral.end + _WINDOW]
    if numeral.money or numeral.kind in ("part", "vague"):
        return numeral.kind != "part" or _is_part(before, after, numeral)
    if _is_hyphened_time(text, one) or _is_date(before, after, one):
        return False
    if numeral.spelled:
        return _words_count(before, after, one)
    return not (_is_in_name(before, one) or _ADDRESS_AFTER.match(after))


def _is_part(before: str, after: str, numeral: Numeral) -> bool:
    return not re.search(
        r"\b(?:first|second|last|latter|other|final|in|the|this|that|next)\s+$", before, re.IGNORECASE
    ) or bool(
        re.match(r"\s+of\b", after)
        and not re.search(r"\b(?:first|second|last|latter|other|the|this|that|next)\s+$", before, re.IGNORECASE)
    )


def _is_hyphened_time(text: str, one: Counted) -> bool:
    return (
        one.unit.measure
        and one.unit.name in _YEAR_UNITS
        and text[one.numeral.end] == "-"
        and one.numeral.kind != "range"
    )


def _is_date(before: str, after: str, one: Counted) -> bool:
    numeral = one.numeral
    if not one.unit.measure and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)) and numeral.figures <= 31:
        return True
    if _CLOCK.match(after) and not one.unit.measure and numeral.figures <= 24:
        return True
    if re.search(r"\d:$", before):
        return True
    is_year = (
        1500 <= numeral.figures < 2200
        and numeral.figures == int(numeral.figures)
        and not numeral.spelled
        and numeral.scale == 1.0
    )
    return is_year and "," not in _printed(before, after, one) and not one.unit.measure and not _is_many(one)


def _printed(before: str, after: str, one: Counted) -> str:
    """ "," for a figure with a comma in it: no year."""
    return "," if one.numeral.end - one.numeral.start > 4 and one.numeral.kind != "range" else ""


_MANY = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "troops",
        "soldiers",
        "workers",
        "employees",
        "jobs",
        "homes",
        "houses",
        "votes",
        "customers",
        "users",
    ]
)


def _is_many(one: Counted) -> bool:
    return bool(one.unit.name) and (one.unit.name or "").split()[-1].lower() in _MANY


def _words_count(before: str, after: str, one: Counted) -> bool:
    last = (re.findall(r"[\w’'-]+", before) or [""])[-1].lower()
    if after.startswith("-") and not one.unit.measure and one.unit.name is None:
        return False
    if one.numeral.low == 1 and one.numeral.kind != "range":
        return bool(one.unit.name) and last not in _NOT_ONE and not before.endswith("-") and not after.startswith("-")
    return bool(one.unit.name) or one.numeral.low >= 20 or one.numeral.kind == "range"


def _is_in_name(before: str, one: Counted) -> bool:
    name = _NAME_BEFORE.search(before)
    if not name or one.unit.measure:
        return False
    if name["tied"] or name["label"]:
        return True
    if name["name"].lower() in _OPENERS:
        return False
    words = (one.unit.name or "").split()
    plural = bool(words) and words[-1].endswith("s") and words[-1][0].islower() and words[0][0].islower()
    return not (plural or _START_BEFORE.search(before)) or one.unit.name is None


# Signs

_APPROXIMATE_RANGE = "~"


def _change(before: str) -> Comparator | None:
    return "up" if _BEFORE["up"].search(before) else "down" if _BEFORE["down"].search(before) else None


def _may_change(one: Counted, words: str, before: str) -> bool:
    """ "gave up 5 chairs" and "added 5 chairs" are no rise; "added 5 %" is."""
    gave = re.search(
        r"\b(?:g[ai]ves?|given|giving|ma[dk]e|makes?|set|built|picked|put|turned|showed|signed|ended|take|took)\s+(?:up|down)\b",
        before,
        re.IGNORECASE,
    )
    if one.unit.name is None:
        return one.numeral.kind != "range"
    return (one.unit.measure and not gave) or (" by" in words and not gave)


def _comparator(text: str, one: Counted) -> tuple[Comparator, str]:
    """The sign, and the words that say so."""
    numeral = one.numeral
    before = text[max(0, numeral.start - _WINDOW) : numeral.start]
    if numeral.sign == "+":
        return "up", "+"
    if _AFTER_MORE.match(text, numeral.end) or _AFTER_MORE.match(text, one.end):
        return ">", "or more"
    if _AFTER_LESS.match(text, numeral.end) or _AFTER_LESS.match(text, one.end):
        return "<", "or less"
    found: list[tuple[int, Comparator, str]] = []
    signs: tuple[Comparator, ...] = (">", "<", "~", "up", "down")
    for sign in signs:
        if (match := _BEFORE[sign].search(before)) and (sign in "<>~" or _may_change(one, match.group(), before)):
            found.append((match.end() - len(match.group()), sign, match.group().strip()))
    if not found:
        return "=", ""
    # "more than" starts before "than": the longest phrase is the one meant; "rose by about" is nearer to "about".
    _, sign, words = max(found, key=lambda each: (each[0], len(each[2]))) if len(found) > 1 else found[0]
    return sign, words


def _quantity(text: str, one: Counted) -> Quantity:
    sign, words = _comparator(text, one)
    numeral = one.numeral
    before = text[max(0, numeral.start - _WINDOW) : numeral.start]
    increment = _INCREMENT.search(before)
    start = increment.start() + max(0, numeral.start - _WINDOW) if increment else numeral.start
    more = bool(increment) or bool(_MORE.match(text, numeral.end))
    because = _because(text[numeral.start : numeral.end], words, one, more)
    return Quantity(
        Span(start, max(one.end, numeral.end)), one.low, one.high, because, sign, one.unit.name, one.rate, more
    )


_CONVERSION = re.compile(r"\s*\(\s*|\s*/\s*")


def _converted(text: str, last: Quantity, quantity: Quantity) -> Quantity:
    """ "just under 10 miles (16 km)": the comparator goes for the same length in other units, too."""
    if quantity.comparator != "=" or last.comparator == "=" or last.span.end > quantity.span.start:
        return quantity
    if not _CONVERSION.fullmatch(text, last.span.end, quantity.span.start):
        return quantity
    return replace(
        quantity, comparator=last.comparator, because=f"{quantity.because}; the comparator of what it converts"
    )


def _because(printed: str, words: str, one: Counted, increment: bool) -> str:
    parts = [f'"{" ".join(printed.split())}"']
    parts += [f'"{" ".join(words.split())}" before or after it'] if words else []
    parts += ["counts what stands after it"] if one.unit.name and not one.unit.measure else []
    parts += ["said to come on top"] if increment else []
    return "; ".join(parts)
