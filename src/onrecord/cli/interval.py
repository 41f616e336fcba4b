"""Intervals on the command line (15m), and work repeated at an interval."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click

_INTERVAL_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_INTERVAL_PATTERN = re.compile(r"(\d{1,6}(?:\.\d+)?)\s*([smhd])", re.IGNORECASE)


class Interval(click.ParamType[timedelta]):
    """Parse an interval on the command line: 90s, 15m, 2h or 1d; from a second to a year."""

    name = "interval"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = _INTERVAL_PATTERN.fullmatch(value.strip())
        if not match:
            self.fail(f"{value!r} is not an interval: write it as 90s, 15m, 2h or 1d", param, ctx)
        interval = timedelta(**{_INTERVAL_UNITS[match[2].lower()]: float(match[1])})
        # Below a second the loop would only ask hosts without a pause; above a year it is a slip of the pen.
        if not timedelta(seconds=1) <= interval <= timedelta(days=366):
            self.fail(f"{value!r} is not between a second and a year", param, ctx)
        return interval


INTERVAL = Interval()


def repeat_until_interrupted(
    work: Callable[[], None],
    every: timedelta,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Repeat work until interrupted (Ctrl-C); return how many rounds were completed.

    every: from the start of one round to the start of the next, which follows at once where a round takes longer.
    """
    done = 0
    try:
        while True:
            start = clock()
            work()
            done += 1
            sleep(max(0.0, start + every.total_seconds() - clock()))
    except KeyboardInterrupt:
        return done
