"""Working on several cores gives what working on one does."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from onrecord import bulk
from onrecord.errors import OnrecordError


@pytest.mark.parametrize("count", [0, 1, bulk.ALONE, bulk.ALONE + 1, 40])
def test_the_same_in_the_same_order(count: int) -> None:
    items = [f"bridge {i}" for i in range(count)]
    assert list(bulk.map_in_order(str.upper, iter(items), workers=2)) == [item.upper() for item in items]


def test_an_error_of_the_work_reaches_the_caller() -> None:
    items = ["1"] * (bulk.ALONE + 5) + ["x"]
    with pytest.raises(ValueError, match="invalid literal"):
        list(bulk.map_in_order(int, items, workers=2))


def test_no_more_is_taken_than_is_needed() -> None:
    """Memory is bounded: articles are not fetched long before they are read."""
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield "Voss said that it rained."

    results = bulk.map_in_order(str.upper, endless(), workers=2)
    for _ in range(bulk.ALONE + 4):
        next(results)
    results.close()
    assert taken < bulk.ALONE + 60


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers(workers: int) -> None:
    with pytest.raises(OnrecordError, match=f"at least 1, not {workers}"):
        bulk.map_in_order(str.upper, ["a"], workers=workers)


def test_what_cannot_be_pickled_is_refused_before_anything_is_read() -> None:
    with pytest.raises(OnrecordError, match=r"at the top of a module.*workers=1"):
        bulk.map_in_order(lambda text: text, ["a"], workers=2)
    assert list(bulk.map_in_order(lambda text: text, ["a"], workers=1)) == ["a"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here, to find the workers in")
def test_a_worker_that_is_killed_is_reported() -> None:
    def kill() -> None:
        """The first child process of this one, once there is one."""
        for _ in range(200):
            children = [p for p in children_of(os.getpid()) if p not in before]
            if len(children) > 1:
                os.kill(children[-1], signal.SIGKILL)
                return
            time.sleep(0.05)

    before = set(children_of(os.getpid()))
    threading.Thread(target=kill).start()
    with pytest.raises(OnrecordError, match="was killed"):
        list(bulk.map_in_order(time.sleep, [0.01] * 5000, workers=2))


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
