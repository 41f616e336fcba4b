from datetime import timedelta

import click
import pytest

from onrecord.cli.interval import INTERVAL, repeat_until_interrupted

LENGTHS = [
    ("90s", timedelta(seconds=90)),
    ("15m", timedelta(minutes=15)),
    ("1.5 H", timedelta(minutes=90)),
    ("1d", timedelta(days=1)),
    ("15", None),
    ("m", None),
    ("0s", None),
    ("0.5s", None),
    ("-5m", None),
    ("1000d", None),
    ("15min", None),
]


@pytest.mark.parametrize(("told", "want"), LENGTHS)
def test_lengths(told: str, want: timedelta | None) -> None:
    if want:
        assert INTERVAL.convert(told, None, None) == want
    else:
        with pytest.raises(click.BadParameter, match=r"write it as 90s, 15m|is not between a second and a year"):
            INTERVAL.convert(told, None, None)


def test_from_start_to_start_until_interrupted() -> None:
    now, slept, lengths = 0.0, list[float](), iter([10.0, 70.0, 0.0])

    def work() -> None:
        nonlocal now
        now += next(lengths)

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    assert repeat_until_interrupted(work, timedelta(minutes=1), clock=lambda: now, sleep=sleep) == 3
    assert slept == [50.0, 0.0, 60.0]


def test_interrupted_at_work() -> None:
    def work() -> None:
        raise KeyboardInterrupt

    assert repeat_until_interrupted(work, timedelta(minutes=1)) == 0


def test_what_goes_wrong_is_not_swallowed() -> None:
    def work() -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        repeat_until_interrupted(work, timedelta(minutes=1))
