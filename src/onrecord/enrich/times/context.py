"""What resolving makes, what it knows, and what its rules share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from onrecord.enrich.times import timex
from onrecord.enrich.times.tense import Tense, find_tense
from onrecord.records import TimeType

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What an expression means; `around` is the interval where the value alone does not give it."""

    type: TimeType
    value: str
    because: str
    alternatives: tuple[str, ...] = ()
    around: timex.Interval | None = None


@dataclass(slots=True)
class Context:
    """What an expression is read by: the day of printing, the words around it, the times read before it."""

    published: date | None
    text: str
    start: int = 0
    end: int = 0
    bounds: tuple[int, int] = (0, 0)
    earlier: list[TimeReading] = field(default_factory=list)
    quarter: str | None = None
    inner: Callable[[str, "Context"], TimeReading | None] = lambda words, context: None

    @property
    def before(self) -> str:
        return self.text[self.bounds[0] : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.bounds[1]]

    @property
    def printed(self) -> str:
        return f"printed on {self.published}"

    def tense(self) -> Tense:
        """What the words around the expression say."""
        return find_tense(self.before, self.after)

    def last_date(self) -> date | None:
        """The first day of the last calendar date before this expression, that of printing where there is none."""
        for reading in reversed(self.earlier):
            if reading.type in ("DATE", "TIME") and (day := timex.days_covered(reading.value)[0]):
                return day
        return self.published


BACK = re.compile(r"last|past|previous|preceding|prior", re.IGNORECASE)


AHEAD = re.compile(r"next|coming|following|future", re.IGNORECASE)


def direction_of(which: str | None) -> int:
    """-1 for "last" and its like, 1 for "next" and its like, 0 for "this" and nothing."""
    return -1 if BACK.search(which or "") else 1 if AHEAD.search(which or "") else 0


def sole_reading(value: str, because: str, kind: TimeType = "DATE") -> TimeReading:
    """A reading without another."""
    return TimeReading(kind, value, because)


def first_group(match: Match, *names: str) -> str | None:
    """The first of the groups that took part; a group that the pattern lacks is None."""
    return next((match[name] for name in names if name in match.re.groupindex and match[name]), None)


def undated_reading(way: int) -> TimeReading:
    """The reading of a relative expression without a day of printing: before it (-1), of it (0) or after it (1)."""
    return sole_reading(("PAST_REF", "PRESENT_REF", "FUTURE_REF")[way + 1], "no day of printing to tell it by")


def time_of_day(day: TimeReading, ending: str) -> TimeReading:
    """A time of `day`: "T20:15", "TNI" put behind its value and its alternatives."""
    others = tuple(f"{other}{ending}" for other in day.alternatives)
    return TimeReading("TIME", f"{day.value}{ending}", day.because, others)


def single_spaced(words: str | None) -> str:
    """`words` with single spaces and typewriter's apostrophes."""
    return " ".join((words or "").split()).replace("’", "'")


ANAPHORIC = re.compile(r"that|the (?:following|same|previous|preceding|prior|next)$", re.IGNORECASE)
"""Counted from the date before, not from the printing."""
