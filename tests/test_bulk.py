"""Reading on several cores gives what reading on one does."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from onrecord import bulk, pipeline
from onrecord.attribution.tagger import Tagger
from onrecord.errors import OnrecordError
from onrecord.records import Article, Failure, Seen, Visit


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def batch(count: int) -> list[Article | Failure | Visit | Seen]:
    made: list[Article | Failure | Visit | Seen] = [
        Article(str(i), f"Voss said that {i} bridges were shut in May.") for i in range(count)
    ]
    made[count // 2] = Failure("x.txt", "is empty")
    return [
        *made,
        Seen("https://lissen.example/feed", "a", "0"),
        Visit("https://lissen.example/feed", '"a"', feed=True),
    ]


@pytest.mark.parametrize("count", [1, bulk.ALONE, bulk.ALONE + 1, 40])
def test_the_same_in_the_same_order(tagger: Tagger, count: int) -> None:
    articles = batch(count)
    assert list(bulk.records(iter(articles), tagger, workers=2)) == list(pipeline.records(articles, tagger))


def test_no_more_is_taken_than_is_needed(tagger: Tagger) -> None:
    """Memory is bounded: articles are not fetched long before they are read."""
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield Article(str(taken), "Voss said that it rained.")

    made = bulk.records(endless(), tagger, workers=2)
    for _ in range(bulk.ALONE + 4):
        next(made)
    made.close()
    assert taken < bulk.ALONE + 60


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here, to find the workers in")
def test_a_worker_that_is_killed_is_told(tagger: Tagger) -> None:
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
        list(bulk.records(iter(batch(5000)), tagger, workers=2))


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
