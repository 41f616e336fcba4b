"""Doing a thing again and again: how often, as it is written on the command line, and the loop."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d+)?)\s*([smhd])", re.IGNORECASE)


class Length(click.ParamType[timedelta]):
    """A length of time on the command line, as 90s, 15m, 2h or 1d; a second at least, a year at most."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = _LENGTH.fullmatch(value.strip())
        if not found:
            self.fail(f"{value!r} is no length of time: write it as 90s, 15m, 2h or 1d", param, ctx)
        length = timedelta(**{_UNITS[found[2].lower()]: float(found[1])})
        if not timedelta(seconds=1) <= length <= timedelta(days=366):
            self.fail(f"{value!r} is not between a second and a year", param, ctx)
        return length


LENGTH = Length()


def repeat(
    work: Callable[[], None],
    every: timedelta,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Do it again and again until interrupted (Ctrl-C); how many times it was done to the end.

    every: from start to start; where one takes longer than that, the next starts at once.
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
