"""Do two statements' numbers and times agree? What one has and the other leaves out is no disagreement."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import TimeMention, Wording
from onrecord.claims.verdicts import Contradiction
from onrecord.records import Quantity
from onrecord.text.format import format_quantity
from onrecord.text.normalise import fold_words
from onrecord.text.stemming import singular, stem

V = TypeVar("V", Quantity, TimeMention)
OpenPeriod = tuple[date | None, date | None]
NumberBounds = tuple[float | None, float | None]

ABOUT = 0.1
"""The share by which "about 400" reaches to each side. A convention of ours: the press has none."""
# Numbers that differ by less than this share of them are one number, rounded.
_CLOSE = 0.005
# A round number that is marked as such is off by no more than this share of it.
_ROUND = 0.05
_HUNDRED = 100
# A range whose end is this many times its start was printed as "hundreds", not as figures.
_VAGUE_SPAN = 10
_ADJACENT_DAYS = 1
# Days between the end of a month or a year and a day near it that is printed in its place ("by Christmas").
_PERIOD_END_DAYS = 10
_MONTH_DAYS = 31
# Characters of an ISO day: a shorter TIMEX value is a month or a year.
_DAY_LENGTH = 10
_NIGHT = "TNI"
# Lengths in different units that differ by less than this share are the same: six weeks, a month and a half.
_LENGTHS_CLOSE = 0.08
_UNIT_DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}
# TIMEX3 durations: P6W, P1.5M, PT90M.
_DURATION = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])$|PT(\d+(?:\.\d+)?)([HM])")
# The hour of a TIMEX3 time: 2026-10-05T04.
_CLOCK_HOUR = re.compile(r"T(\d\d)")
_OPPOSED_COMPARATORS = ({"<", ">"}, {"up", "down"})


def find_value_conflict(a: Wording, b: Wording) -> Contradiction | None:
    """Return the first number or time on which two statements by one speaker differ."""
    return _find_number_conflict(a.numbers, b.numbers) or find_time_conflict(a, b)


def count_agreements(a: Wording, b: Wording) -> tuple[int, int, int]:
    """Count the numbers and times that two wordings have in common, and those of each."""
    numbers, times = (
        _unmatched_values(a.numbers, b.numbers, _same_number),
        _unmatched_values(a.times, b.times, _same_time),
    )
    size_a, size_b = len(a.numbers) + len(a.times), len(b.numbers) + len(b.times)
    return size_a - len(numbers[0]) - len(times[0]), size_a, size_b


def _unmatched_values(a: Sequence[V], b: Sequence[V], same: Callable[[V, V], bool]) -> tuple[list[V], list[V]]:
    """Return the values of each side that have no equal on the other."""
    left, free = list[V](), list(b)
    for value in a:
        equal = next((candidate for candidate in free if same(value, candidate)), None)
        if equal is None:
            left.append(value)
        else:
            free.remove(equal)
    return left, free


def _find_number_conflict(a: Sequence[Quantity], b: Sequence[Quantity]) -> Contradiction | None:
    left_a, left_b = _unmatched_values(a, b, _same_number)
    for x in left_a:
        for y in left_b:
            # "Three, one of them a boy" may be "a boy and two others".
            if "others" in (x.unit, y.unit):
                continue
            if _is_measure(x) == _is_measure(y) or None in (x.unit, y.unit):
                return number_contradiction(x, y)
    return None


def number_contradiction(x: Quantity, y: Quantity) -> Contradiction:
    """Return the contradiction that two numbers make."""
    here, there = format_quantity(x), format_quantity(y)
    return Contradiction("number", here, there, f"{here} here, {there} there")


def find_exclusive_numbers(a: Wording, b: Wording) -> tuple[Quantity, Quantity] | None:
    """Return numbers of one unit that cannot both be right, of those that have no equal on the other side."""
    left_a, left_b = _unmatched_values(a.numbers, b.numbers, _same_number)
    return next(((x, y) for x in left_a for y in left_b if x.unit and are_exclusive(x, y)), None)


def are_exclusive(x: Quantity, y: Quantity) -> bool:
    """Return whether two numbers of one unit cannot both be right: their ranges do not meet, rounded or not.

    Both must be additions ("another 40") or neither, and of the same rate.

    >>> from onrecord.records import Span
    >>> nine = Quantity(Span(0, 4), 9, 9, because="a number", unit="barges")
    >>> over_ten = Quantity(Span(0, 4), 10, 10, because="a number", comparator=">", unit="barges")
    >>> are_exclusive(nine, over_ten), are_exclusive(nine, nine)
    (True, False)
    """
    comparable = x.increment == y.increment and is_same_unit(x.rate, y.rate)
    if not comparable or _same_number(x, y):
        return False
    as_one_measure = _in_base_units(_as_share(x), _as_share(y))
    same_unit = is_same_unit(x.unit, y.unit) or len({q.unit for q in as_one_measure}) == 1
    return same_unit and are_disjoint(*map(quantity_bounds, as_one_measure))


def quantity_bounds(quantity: Quantity) -> NumberBounds:
    """Return the least and the most that a quantity may be, None where open; "about" reaches a tenth to each side.

    >>> from onrecord.records import Span
    >>> quantity_bounds(Quantity(Span(0, 2), 60, 60, because="a number", comparator=">"))
    (60, None)
    """
    low, high = quantity.low, quantity.high
    if quantity.comparator in (">", "up"):
        return low, None
    if quantity.comparator in ("<", "down"):
        return None, high
    if quantity.comparator == "~":
        return low - abs(low) * ABOUT, high + abs(high) * ABOUT
    return low, high


def are_disjoint(a: NumberBounds, b: NumberBounds) -> bool:
    """Return whether two ranges do not meet; an open end reaches any number.

    >>> are_disjoint((1, 2), (3, None)), are_disjoint((1, None), (3, 4))
    (True, False)
    """
    return _is_below(a[1], b[0]) or _is_below(b[1], a[0])


def _is_below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low


def is_same_unit(unit: str | None, other: str | None) -> bool:
    """Return whether two names mean one unit; one may be more specific ("Kelvan soldiers", "soldier").

    >>> is_same_unit("Kelvan soldiers", "soldier"), is_same_unit("soldiers", "horses")
    (True, False)
    """
    words_a, words_b = ({singular(word) for word in fold_words(name or "")} for name in (unit, other))
    return words_a == words_b if not (words_a and words_b) else words_a <= words_b or words_b <= words_a


def _is_measure(quantity: Quantity) -> bool:
    """Return whether it is an amount of a measure ("40 tonnes"), not a count of things."""
    return bool(quantity.unit) and stem(str(quantity.unit)) in load_lexicon().measures


def _same_number(a: Quantity, b: Quantity) -> bool:
    unscaled = _as_share(a), _as_share(b)
    a, b = _in_base_units(*unscaled)
    opposed = {a.comparator, b.comparator} in _OPPOSED_COMPARATORS
    # Converted from another unit, "about 50 feet" is some fifteen metres.
    if (a, b) != unscaled and not opposed and "~" in (a.comparator, b.comparator):
        return math.isclose(a.low, b.low, rel_tol=_ROUND)
    if any(
        _is_vague(rough) and rough.low <= exact.low == exact.high <= rough.high for rough, exact in ((a, b), (b, a))
    ):
        return True
    units = {stem(unit) for unit in (a.unit, b.unit) if unit}
    if len(units) > 1 and units <= load_lexicon().measures:
        return False
    # "One in six" beside "17 percent": a share printed as a fraction is exact to a percent at best.
    if a.low < 1 and b.low < 1 and (a.unit == "percent") != (b.unit == "percent"):
        a, b = (replace(q, low=round(q.low, 2), high=round(q.high, 2)) for q in (a, b))
    close = math.isclose(a.low, b.low, rel_tol=_CLOSE) and math.isclose(a.high, b.high, rel_tol=_CLOSE)
    if close and not opposed and a.increment == b.increment:
        return True
    return _rounds_to(a, b) or _rounds_to(b, a)


def _is_vague(quantity: Quantity) -> bool:
    """Return whether it was printed as "hundreds"."""
    return quantity.low > 1 and quantity.high >= _VAGUE_SPAN * quantity.low


def _rounds_to(rough: Quantity, exact: Quantity) -> bool:
    """Return whether the exact number may be meant by the rough one.

    "More than 4,000" may be 4,120, "nearly 500" 491, "about 40" 39 or 41; "at least 12" is not 14.
    """
    single = rough.low == rough.high and exact.low == exact.high and rough.low > 0
    if not single or exact.comparator != "=" or rough.comparator not in ("<", ">", "~"):
        return False
    over = exact.low - rough.low
    if rough.low < 1:  # shares: "more than six in ten" may be 62 percent
        rough, over = replace(rough, low=rough.low * _HUNDRED, high=rough.low * _HUNDRED), over * _HUNDRED
    if rough.low % 1:
        return False
    digits = str(int(rough.low))
    # The last digit that is not a nought is the one it was rounded to: 4,000 stops short of 5,000.
    step = 10 ** (len(digits) - len(digits.rstrip("0")))
    right_side = {"<": over <= 0, ">": over >= 0, "~": True}[rough.comparator]
    return right_side and abs(over) < step and abs(over) <= _ROUND * rough.low


def _in_base_units(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Return two amounts of one measure in one unit: nine kilometres are 9,000 metres."""
    scales = load_lexicon().scales
    scale_a, scale_b = scales.get(a.unit or ""), scales.get(b.unit or "")
    if a.unit == b.unit or not (scale_a and scale_b) or scale_a[0] != scale_b[0]:
        return a, b
    return _convert_unit(a, *scale_a), _convert_unit(b, *scale_b)


def _convert_unit(quantity: Quantity, measure: str, size: float) -> Quantity:
    return replace(quantity, low=quantity.low * size, high=quantity.high * size, unit=measure)


def _as_share(quantity: Quantity) -> Quantity:
    """Return ten percent as a tenth."""
    if quantity.unit != "percent":
        return quantity
    return replace(quantity, low=quantity.low / 100, high=quantity.high / 100)


def find_time_conflict(a: Wording, b: Wording) -> Contradiction | None:
    """Return the first time on which two statements differ: days against days, lengths against lengths."""
    left_a, left_b = _unmatched_values(a.times, b.times, _same_time)
    for x in left_a:
        for y in left_b:
            if (x.time.type == "DURATION") == (y.time.type == "DURATION"):
                here, there = x.time.value, y.time.value
                return Contradiction("date", here, there, f"{here} here, {there} there")
    return None


def are_at_different_times(a: Wording, b: Wording) -> bool:
    """Return whether the days that two statements name lie apart, so that both may be so: each at its own time."""
    periods_a, periods_b = list(_named_periods(a)), list(_named_periods(b))
    return bool(periods_a and periods_b) and not any(_periods_overlap(x, y) for x in periods_a for y in periods_b)


def _named_periods(wording: Wording) -> Iterator[OpenPeriod]:
    return ((m.time.first, m.time.last) for m in wording.times if m.time.first or m.time.last)


def _periods_overlap(a: OpenPeriod, b: OpenPeriod) -> bool:
    return (a[0] or date.min) <= (b[1] or date.max) and (b[0] or date.min) <= (a[1] or date.max)


def _same_time(x: TimeMention, y: TimeMention) -> bool:
    a, b = x.time, y.time
    if None not in (x.portion, y.portion) and x.portion != y.portion and a.value == b.value:
        return False
    if a.value[_DAY_LENGTH:] == b.value[_DAY_LENGTH:] == _NIGHT and a.first and b.first:
        # "Last night" may be "overnight"; Saturday night is not Sunday night.
        return abs((a.first - b.first).days) <= (_ADJACENT_DAYS if a.deictic or b.deictic else 0)
    as_printed = (a.value, a.first, a.last) == (b.value, b.first, b.last)
    if as_printed or a.value in b.alternatives or b.value in a.alternatives:
        return True
    if "DURATION" in (a.type, b.type):
        lengths = _length_in_days(a.value), _length_in_days(b.value)
        return a.type == b.type and (None in lengths or _are_as_long(a.value, b.value))
    hours = [_CLOCK_HOUR.search(t.value) for t in (a, b)]
    if hours[0] and hours[1] and hours[0][1] != hours[1][1]:
        return False
    return _may_be_one_period((a.first, a.last), (b.first, b.last), _allowed_days(x, y))


def _allowed_days(x: TimeMention, y: TimeMention) -> int:
    """Return by how many days two ends may differ: "by" and "before November", "by Christmas" and "this year"."""
    shorter, longer = sorted((x.time.value, y.time.value), key=len)
    if shorter == longer:
        month = len(shorter) < _DAY_LENGTH and "-" in shorter
        return _MONTH_DAYS if x.portion is y.portion and month else _ADJACENT_DAYS
    return _PERIOD_END_DAYS if longer.startswith(shorter) else 0


def _are_as_long(a: str, b: str) -> bool:
    """Return whether two durations are equal; in different units, nearly: six weeks are a month and a half."""
    days_a, days_b = _length_in_days(a) or 0.0, _length_in_days(b) or 0.0
    return days_a == days_b or (a[-1] != b[-1] and math.isclose(days_a, days_b, rel_tol=_LENGTHS_CLOSE))


def _may_be_one_period(a: OpenPeriod, b: OpenPeriod, slack: int) -> bool:
    """Return whether two periods may be one.

    Closed ones overlap. Two that are open on the same side have the same end, "until" and "before" it being one. The
    end of one that is open ("since Saturday") lies within one that is closed ("on Saturday"). Two that are open on
    different sides never meet.
    """
    open_sides = [[end is None for end in period] for period in (a, b)]
    if open_sides == [[False, False]] * 2:
        return max(_known_ends(a)) >= min(_known_ends(b)) and max(_known_ends(b)) >= min(_known_ends(a))
    if open_sides[0] == open_sides[1]:
        return all(abs((x - y).days) <= slack for x, y in zip(_known_ends(a), _known_ends(b), strict=True))
    (closed, half) = (a, b) if not any(open_sides[0]) else (b, a)
    first, last = closed
    return first is not None and last is not None and any(first <= end <= last for end in _known_ends(half))


def _known_ends(period: OpenPeriod) -> list[date]:
    return [end for end in period if end]


def _length_in_days(value: str) -> float | None:
    """Return how long a duration is in days; None where it names no number ("for years")."""
    match = _DURATION.match(value)
    if not match:
        return None
    if match[1]:
        return float(match[1]) * _UNIT_DAYS[match[2]]
    return float(match[3]) / (24 if match[4] == "H" else 1440)
