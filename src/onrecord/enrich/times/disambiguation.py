"""Which day is meant where an expression leaves out the year or the week."""

from datetime import date

from onrecord.enrich.times.context import Context, TimeReading
from onrecord.enrich.times.tense import Tense

_A_WEEK = 7
_NEARBY_DAYS = 2
"""A weekday this close behind beats a weak word for the future: "would appeal Saturday's ruling", on a Monday."""
_NEAR_DAYS, _FAR_DAYS = 92, 180
"""Papers leave out the year of what is near: a date a quarter ago is not next year's. The days to choose from are a
year apart (a date) or a month ("the 31st"): only of the former one is far."""


def choose_nearest_day(days: list[date], context: Context, missing: str) -> TimeReading:
    """Choose the last of `days` up to the publication or the first from it on, by tense and nearness.

    `missing` says in the reason what the expression leaves out ("no year given"). The day not chosen is the
    alternative.
    """
    assert context.published is not None
    tense = context.find_tense()
    past = [day for day in days if day <= context.published]
    ahead = [day for day in days if day >= context.published]
    by = f' ("{tense.word}")' if tense.word else ""
    if not past or (ahead and _is_ahead(past[-1], ahead[0], context.published, tense)):
        # A day that is today counts on both sides: then the alternative is the next one.
        rest = past[-1:] if past[-1:] != ahead[:1] else ahead[1:2]
        chosen, side = ahead[0], f"first such day from {context.published} on"
    else:
        rest = [day for day in ahead[:1] if day != past[-1]]
        chosen, side = past[-1], f"last such day up to {context.published}"
    alternatives = tuple(day.isoformat() for day in rest)
    because = f"{missing}: the {side}{by}"
    return TimeReading(type="DATE", value=chosen.isoformat(), because=because, alternatives=alternatives)


def _is_ahead(past: date, ahead: date, published: date, tense: Tense) -> bool:
    """Return whether the day ahead is meant and not the past one."""
    before, after = (published - past).days, (ahead - published).days
    if before + after <= _A_WEEK:
        return _is_ahead_in_a_week(before, after, tense)
    if before <= _NEAR_DAYS and after > _FAR_DAYS:
        return False
    if after <= _NEAR_DAYS and before > _FAR_DAYS:
        return not (tense.name == "past" and tense.firm)
    return tense.name == "future"


def _is_ahead_in_a_week(before: int, after: int, tense: Tense) -> bool:
    """Return whether the one ahead of two weekdays a week apart is meant."""
    if tense.name == "future":
        return not (tense.weak and before <= _NEARBY_DAYS)
    return after == 1 and tense.name == "past" and not tense.firm
