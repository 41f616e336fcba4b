"""What a resolver gets and returns: the context of an expression, its reading, and what resolvers share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from onrecord.enrich.times import timex
from onrecord.enrich.times.tense import Tense, find_tense
from onrecord.records import TimeType

Match = re.Match[str]

UNDATED = "the day of publication is unknown"
"""The reason of a value that stays open because there is nothing to count from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """What an expression means.

    `around` is the interval where the value alone does not give it. `deictic`: a part of a day, counted from the day of
    publication ("tonight", "last night").
    """

    type: TimeType
    value: str
    because: str
    alternatives: tuple[str, ...] = ()
    around: timex.Interval | None = None
    deictic: bool = False


# Characters before and after an expression. Few sentences are as long; a list of a thousand days in one would be read a
# thousand times.
_FURTHEST_WORDS = 500


@dataclass(slots=True)
class Context:
    """What an expression is read by: the day of publication, the words around it, the readings before it.

    `bounds` are those of its sentence. `quarter` is the last quarter mentioned. `inner` resolves an expression within
    another ("Monday" of "8 p.m. Monday").
    """

    published: date | None
    text: str
    start: int = 0
    end: int = 0
    bounds: tuple[int, int] = (0, 0)
    earlier: list[TimeReading] = field(default_factory=list)
    quarter: str | None = None
    inner: Callable[[str, "Context"], TimeReading | None] = lambda words, context: None

    @property
    def words_before(self) -> str:
        """The words of its sentence before the expression, as far as one looks."""
        return self.text[max(self.bounds[0], self.start - _FURTHEST_WORDS) : self.start]

    @property
    def words_after(self) -> str:
        """The words of its sentence after the expression, as far as one looks."""
        return self.text[self.end : min(self.bounds[1], self.end + _FURTHEST_WORDS)]

    @property
    def publication(self) -> str:
        """The part of a reason that names the day of publication."""
        return f"published on {self.published}"

    def find_tense(self) -> Tense:
        """Find what the words around the expression say: past or future."""
        return find_tense(self.words_before, self.words_after)

    def mentioned_date(self) -> date | None:
        """The first day of the last calendar date before this expression, None where there is none."""
        for reading in reversed(self.earlier):
            if reading.type in ("DATE", "TIME") and (day := timex.days_covered(reading.value)[0]):
                return day
        return None

    def last_date(self) -> date | None:
        """The first day of the last calendar date before this expression, else the day of publication."""
        return self.mentioned_date() or self.published


_BACKWARD = re.compile(r"last|past|previous|preceding|prior", re.IGNORECASE)
_FORWARD = re.compile(r"next|coming|following|future", re.IGNORECASE)
# "That week" and "the following week" count from the date before them in the text; "last week" from the publication.
ANAPHORIC = re.compile(r"that|the (?:following|same|previous|preceding|prior|next)$", re.IGNORECASE)


def direction_of(which: str | None) -> int:
    """Return -1 for "last" and its like, 1 for "next" and its like, 0 for "this" and nothing."""
    return -1 if _BACKWARD.search(which or "") else 1 if _FORWARD.search(which or "") else 0


def sole_reading(value: str, because: str, kind: TimeType = "DATE") -> TimeReading:
    """Return a reading that has no alternative."""
    return TimeReading(type=kind, value=value, because=because)


def ambiguous_reading(value: str, because: str, alternatives: tuple[str, ...]) -> TimeReading:
    """Return the reading of a date that may mean other values too."""
    return TimeReading(type="DATE", value=value, because=because, alternatives=alternatives)


def first_group(match: Match, *names: str) -> str | None:
    """Return the first of the groups that took part; a group that the pattern lacks is None."""
    return next((match[name] for name in names if name in match.re.groupindex and match[name]), None)


def undated_reading(way: int) -> TimeReading:
    """Return what is left of a relative expression without a day of publication: past (-1), present (0), future (1)."""
    return sole_reading(("PAST_REF", "PRESENT_REF", "FUTURE_REF")[way + 1], UNDATED)


def time_of_day(day: TimeReading, ending: str) -> TimeReading:
    """Return a time of a day: "T20:15", "TNI" appended to its value and its alternatives."""
    alternatives = tuple(f"{value}{ending}" for value in day.alternatives)
    return TimeReading(type="TIME", value=f"{day.value}{ending}", because=day.because, alternatives=alternatives)


def single_spaced(words: str | None) -> str:
    """Return words with single spaces and typewriter's apostrophes."""
    return " ".join((words or "").split()).replace("’", "'")
