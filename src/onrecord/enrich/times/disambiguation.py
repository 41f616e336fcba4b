"""Which of the days that an expression without a year or a week may mean is meant."""

from datetime import date

from onrecord.enrich.times.context import Context, TimeReading
from onrecord.enrich.times.tense import Tense

_A_WEEK, _A_DAY_OR_TWO = 7, 2
_NEAR_DAYS, _FAR_DAYS = 92, 180
"""Days. Papers leave out the year of what lies near: a date a month ago is not next year's."""


def choose_nearest_day(days: list[date], context: Context, lack: str) -> TimeReading:
    """Of `days` the last up to the printing or the first from it on, by the tense of the words and by nearness."""
    assert context.published is not None
    spoken = context.tense()
    past = [day for day in days if day <= context.published]
    ahead = [day for day in days if day >= context.published]
    by = f' ("{spoken.word}")' if spoken.word else ""
    if not past or (ahead and _is_ahead(past[-1], ahead[0], context.published, spoken)):
        others = tuple(day.isoformat() for day in (past[-1:] if past[-1:] != ahead[:1] else ahead[1:2]))
        return TimeReading(
            "DATE", ahead[0].isoformat(), f"{lack}: the first such day from {context.published} on{by}", others
        )
    others = tuple(day.isoformat() for day in ahead[:1] if day != past[-1])
    return TimeReading("DATE", past[-1].isoformat(), f"{lack}: the last such day up to {context.published}{by}", others)


def _is_ahead(past: date, ahead: date, published: date, spoken: Tense) -> bool:
    before, after = (published - past).days, (ahead - published).days
    if before + after <= _A_WEEK:
        return _is_ahead_in_a_week(before, after, spoken)
    if before <= _NEAR_DAYS and after > _FAR_DAYS:
        return False
    if after <= _NEAR_DAYS and before > _FAR_DAYS:
        return not (spoken.name == "past" and spoken.firm)
    return spoken.name == "future"


def _is_ahead_in_a_week(before: int, after: int, spoken: Tense) -> bool:
    """Of two weekdays a week apart: what lies a day or two off wins over a weak word for the other."""
    if spoken.name == "future":
        return not (spoken.weak and before <= _A_DAY_OR_TWO)
    return after == 1 and spoken.name == "past" and not spoken.firm
