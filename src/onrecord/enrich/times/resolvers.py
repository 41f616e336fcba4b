"""Which function reads what a rule of grammar.py matched; each returns None where it is no time after all."""

from collections.abc import Callable

from onrecord.enrich.times import dates, days, durations, periods
from onrecord.enrich.times.context import Context, Match, Reading

Resolver = Callable[[Match, Context], Reading | None]

RESOLVERS: dict[str, Resolver] = {
    "iso": dates.iso,
    "slashed": dates.slashed,
    "clock": days.clock,
    "beside": durations.beside,
    "nth_day": days.nth_day,
    "and_day": dates.and_day,
    "week_on": days.week_on,
    "of_month": dates.of_month,
    "then": durations.then,
    "part_of_day": days.part_of_day,
    "full_date": dates.full_date,
    "month": dates.month,
    "weekday_set": days.weekday_set,
    "weekday": days.weekday,
    "holiday": dates.holiday,
    "quarter": periods.quarter,
    "half": periods.half,
    "past_quarter": periods.past_quarter,
    "year_ago": periods.year_ago,
    "season": periods.season,
    "decade": dates.decade,
    "nth_century": dates.nth_century,
    "year": dates.year,
    "year_span": dates.year_span,
    "new_year": periods.new_year,
    "ago": durations.ago,
    "set": durations.set_,
    "set_month": durations.set_month,
    "year_end": periods.year_end,
    "the_year": periods.the_year,
    "span": durations.span,
    "recent": durations.recent,
    "deictic": periods.deictic,
    "current": periods.current,
    "weekend": periods.weekend,
    "today": days.today,
    "reference": durations.reference,
    "duration": durations.duration,
    "vague_duration": durations.vague_duration,
}
