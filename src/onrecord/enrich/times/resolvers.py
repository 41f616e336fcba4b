"""Which function resolves what a rule of grammar.py matched; each returns None where it is not a time after all."""

from collections.abc import Callable

from onrecord.enrich.times import dates, days, durations, periods, recurrences, references
from onrecord.enrich.times.context import Context, Match, TimeReading

Resolver = Callable[[Match, Context], TimeReading | None]

RESOLVERS: dict[str, Resolver] = {
    "iso": dates.resolve_iso_date,
    "slashed": dates.resolve_slashed_date,
    "clock": days.resolve_clock_time,
    "beside": durations.resolve_offset,
    "nth_day": days.resolve_nth_day,
    "and_day": dates.resolve_listed_day,
    "week_on": days.resolve_week_on,
    "of_month": dates.resolve_day_of_month,
    "then": references.resolve_then,
    "part_of_day": days.resolve_part_of_day,
    "full_date": dates.resolve_full_date,
    "month": dates.resolve_month,
    "weekday_set": recurrences.resolve_recurring_weekday,
    "weekday": days.resolve_weekday,
    "holiday": dates.resolve_holiday,
    "quarter": periods.resolve_quarter,
    "half": periods.resolve_half,
    "past_quarter": periods.resolve_past_quarter,
    "year_ago": periods.resolve_year_ago,
    "season": periods.resolve_season,
    "decade": dates.resolve_decade,
    "nth_century": dates.resolve_century,
    "year": dates.resolve_year,
    "year_span": dates.resolve_year_span,
    "new_year": periods.resolve_new_year,
    "ago": durations.resolve_ago,
    "set": recurrences.resolve_frequency,
    "set_month": recurrences.resolve_recurring_month,
    "year_end": periods.resolve_year_end,
    "the_year": periods.resolve_the_year,
    "span": durations.resolve_placed_duration,
    "recent": durations.resolve_recent,
    "deictic": periods.resolve_deictic,
    "current": periods.resolve_current,
    "weekend": periods.resolve_weekend,
    "today": days.resolve_today,
    "reference": references.resolve_reference,
    "duration": durations.resolve_duration,
    "vague_duration": durations.resolve_vague_duration,
}
