"""Do two statements' numbers and times agree? What one has and the other leaves out is no disagreement."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from onrecord.claims.lexicon import load_lexicon
from onrecord.claims.terms import TimeMention, Wording
from onrecord.records import Quantity, Time
from onrecord.text.format import format_range
from onrecord.text.stemming import stem

T = TypeVar("T")
Period = tuple[date | None, date | None]
_CLOSE = 0.005
"""Numbers that differ by less than this part of them are the same, rounded."""
_HUNDRED = 100
_TENFOLD = 10
_ROUND = 0.05
"""A round number that is said to be one is off by no more than this part of it."""
_A_DAY = 1
_WITHIN = 10
"""Days between the end of a month or a year and a day in it that is told in its place."""
_A_MONTH = 31
_DAY, _NIGHT = 10, "TNI"
_NEARLY = 0.08
"""Lengths of time in other units that differ by less than this part are the same."""
_DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])$|PT(\d+(?:\.\d+)?)([HM])")
_CLOCK = re.compile(r"T(\d\d)")
_AGAINST = ({"<", ">"}, {"up", "down"})


def disagreement(one: Wording, other: Wording) -> str | None:
    """The first number or time that one says otherwise than the other, in words."""
    return _numbers(one.numbers, other.numbers) or _times(one.times, other.times)


def agreements(one: Wording, other: Wording) -> tuple[int, int, int]:
    """How many numbers and times they have in common, and how many either has."""
    numbers, times = _left(one.numbers, other.numbers, _same_number), _left(one.times, other.times, _same_time)
    all_of_one, all_of_other = len(one.numbers) + len(one.times), len(other.numbers) + len(other.times)
    return all_of_one - len(numbers[0]) - len(times[0]), all_of_one, all_of_other


def _left(one: Sequence[T], other: Sequence[T], same: Callable[[T, T], bool]) -> tuple[list[T], list[T]]:
    """What has no like on the other side."""
    left, free = list[T](), list(other)
    for found in one:
        like = next((o for o in free if same(found, o)), None)
        if like is None:
            left.append(found)
        else:
            free.remove(like)
    return left, free


def _numbers(one: Sequence[Quantity], other: Sequence[Quantity]) -> str | None:
    mine, theirs = _left(one, other, _same_number)
    for a in mine:
        for b in theirs:
            if "others" in (a.unit, b.unit):  # "three, one of them a boy" may be "a boy and two others"
                continue
            if _measured(a) == _measured(b) or None in (a.unit, b.unit):
                return f"{_shown(a)} here, {_shown(b)} there"
    return None


def _measured(found: Quantity) -> bool:
    """Is it an amount of a measure, no count of things?"""
    return bool(found.unit) and stem(str(found.unit)) in load_lexicon().measures


def _same_number(a: Quantity, b: Quantity) -> bool:
    unscaled = _as_part(a), _as_part(b)
    a, b = _scaled(*unscaled)
    if (a, b) != unscaled and {a.comparator, b.comparator} not in _AGAINST and "~" in (a.comparator, b.comparator):
        return math.isclose(a.low, b.low, rel_tol=_ROUND)
    if any(_vague(rough) and rough.low <= exact.low == exact.high <= rough.high for rough, exact in ((a, b), (b, a))):
        return True
    units = {stem(unit) for unit in (a.unit, b.unit) if unit}
    if len(units) > 1 and units <= load_lexicon().measures:
        return False
    if a.low < 1 and b.low < 1 and (a.unit == "percent") != (b.unit == "percent"):
        a, b = (replace(q, low=round(q.low, 2), high=round(q.high, 2)) for q in (a, b))
    close = math.isclose(a.low, b.low, rel_tol=_CLOSE) and math.isclose(a.high, b.high, rel_tol=_CLOSE)
    if close and {a.comparator, b.comparator} not in _AGAINST and a.increment == b.increment:
        return True
    return _rounded(a, b) or _rounded(b, a)


def _vague(found: Quantity) -> bool:
    """Is it "hundreds"?"""
    return found.low > 1 and found.high >= _TENFOLD * found.low


def _rounded(rough: Quantity, exact: Quantity) -> bool:
    """ "More than 4,000" may be 4,120, "nearly 500" 491, "about 40" 39 or 41; "at least 12" is not 14."""
    single = rough.low == rough.high and exact.low == exact.high and rough.low > 0
    if not single or exact.comparator != "=" or rough.comparator not in ("<", ">", "~"):
        return False
    over = exact.low - rough.low
    if rough.low < 1:  # parts: "more than six in ten" may be 62 percent
        rough, over = replace(rough, low=rough.low * _HUNDRED, high=rough.low * _HUNDRED), over * _HUNDRED
    if rough.low % 1:
        return False
    step = 10 ** (len(str(int(rough.low))) - len(str(int(rough.low)).rstrip("0")))
    way = {"<": over <= 0, ">": over >= 0, "~": True}[rough.comparator]
    return way and abs(over) < step and abs(over) <= _ROUND * rough.low


def _scaled(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Nine kilometres are 9,000 metres."""
    scales = load_lexicon().scales
    mine, theirs = scales.get(a.unit or ""), scales.get(b.unit or "")
    if a.unit == b.unit or not (mine and theirs) or mine[0] != theirs[0]:
        return a, b
    return _times_unit(a, *mine), _times_unit(b, *theirs)


def _times_unit(found: Quantity, of: str, size: float) -> Quantity:
    return replace(found, low=found.low * size, high=found.high * size, unit=of)


def _as_part(found: Quantity) -> Quantity:
    """Ten percent is a tenth."""
    if found.unit != "percent":
        return found
    return replace(found, low=found.low / 100, high=found.high / 100)


def _shown(found: Quantity) -> str:
    numbers = format_range(found.low, found.high)
    sign = "" if found.comparator in ("=", "~") else f"{found.comparator} "
    return f"{sign}{numbers}{f' {found.unit}' if found.unit else ''}"


def _times(one: Sequence[TimeMention], other: Sequence[TimeMention]) -> str | None:
    mine, theirs = _left(one, other, _same_time)
    for a in mine:
        for b in theirs:
            if (a.time.type == "DURATION") == (b.time.type == "DURATION"):
                return f"{a.time.value} here, {b.time.value} there"
    return None


def _same_time(here: TimeMention, there: TimeMention) -> bool:
    a, b = here.time, there.time
    if None not in (here.portion, there.portion) and here.portion != there.portion and a.value == b.value:
        return False
    if a.value[_DAY:] == b.value[_DAY:] == _NIGHT and a.first and b.first:
        # "Last night" may be "overnight"; Saturday night is not Sunday night.
        return abs((a.first - b.first).days) <= (_A_DAY if _deictic(a) or _deictic(b) else 0)
    as_printed = (a.value, a.first, a.last) == (b.value, b.first, b.last)
    if as_printed or a.value in b.alternatives or b.value in a.alternatives:
        return True
    if "DURATION" in (a.type, b.type):
        lengths = _days(a.value), _days(b.value)
        return a.type == b.type and (None in lengths or _as_long(a.value, b.value))
    clocks = [_CLOCK.search(t.value) for t in (a, b)]
    if clocks[0] and clocks[1] and clocks[0][1] != clocks[1][1]:
        return False
    slack = _slack(here, there)
    return _meet((a.first, a.last), (b.first, b.last), slack)


def _deictic(time: Time) -> bool:
    """Is it told from where the text stands: "overnight", "last night"?"""
    return 'night", printed on' in time.because


def _slack(here: TimeMention, there: TimeMention) -> int:
    """By how many days the ends of two times may differ: "by" and "before November", "by Christmas" and "this year"."""
    one, other = sorted((here.time.value, there.time.value), key=len)
    if one == other:
        return _A_MONTH if here.portion is there.portion and len(one) < _DAY and "-" in one else _A_DAY
    return _WITHIN if other.startswith(one) else 0


def _as_long(one: str, other: str) -> bool:
    """Are they as long; in units that differ, nearly: six weeks are a month and a half."""
    mine, theirs = _days(one) or 0.0, _days(other) or 0.0
    return mine == theirs or (one[-1] != other[-1] and math.isclose(mine, theirs, rel_tol=_NEARLY))


def _meet(a: Period, b: Period, slack: int) -> bool:
    """Closed periods overlap. Two that are open on the same side have the same end, "until" and "before" it being one.

    The end of one that is open ("since Saturday") lies within one that is closed ("on Saturday"). Two that are open on
    different sides never meet.
    """
    open_sides = [[end is None for end in period] for period in (a, b)]
    if open_sides == [[False, False]] * 2:
        return max(_ends(a)) >= min(_ends(b)) and max(_ends(b)) >= min(_ends(a))
    if open_sides[0] == open_sides[1]:
        return all(abs((x - y).days) <= slack for x, y in zip(_ends(a), _ends(b), strict=True))
    (closed, half) = (a, b) if not any(open_sides[0]) else (b, a)
    return not any(end is None for end in closed) and any(closed[0] <= end <= closed[1] for end in _ends(half))  # type: ignore[operator]


def _ends(period: Period) -> list[date]:
    return [end for end in period if end]


def _days(value: str) -> float | None:
    """How long a duration is, in days; None where it says no number ("for years")."""
    found = _LENGTH.match(value)
    if not found:
        return None
    if found[1]:
        return float(found[1]) * _DAYS[found[2]]
    return float(found[3]) / (24 if found[4] == "H" else 1440)
