"""When: time expressions, resolved against the day of printing."""

from onrecord.enrich.times.matcher import find_times
from onrecord.enrich.times.stage import times

__all__ = ["find_times", "times"]
