"""Working in other processes gives what working in this one does, whatever happens to them."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from onrecord import bulk
from onrecord.bulk import InProcess, Limit, Processes, StoppedError
from onrecord.errors import OnrecordError

ROOMY = 10_000_000_000


def handle(word: str) -> str:
    """Do what a word says."""
    if word == "hang":
        # Python's lock is held all the while: no thread of the process itself could end it.
        re.match(r"(a|a)*b", "a" * 60)
    elif word == "eat":
        eaten = [bytearray(10_000_000) for _ in range(40)]
        time.sleep(60)
        return str(len(eaten))
    elif word == "die":
        os._exit(3)
    elif word == "raise":
        raise ValueError("invalid")
    return word.upper()


def load() -> object:
    return handle


def load_unknown() -> object:
    raise ImportError("no such module")


def load_dying() -> object:
    os._exit(3)


def name_lost(word: str, reason: str) -> str:
    return f"{word}: {reason}"


def passes(word: str) -> bool:
    return word.startswith("note")


def start(count: int = 2, limit: Limit | None = None, loader=load) -> Processes[str, str]:
    return Processes(loader, lost=name_lost, count=count, limit=limit)


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes[str, str]]:
    """Two, for the tests that end none of them."""
    with start() as started:
        yield started


@pytest.mark.parametrize("count", [0, 1, bulk.ALONE + 1, 40])
def test_the_same_in_the_same_order(count: int, processes: Processes[str, str]) -> None:
    items = [f"note {i}" if i % 7 == 5 else f"bridge {i}" for i in range(count)]
    here = list(InProcess(handle).map(iter(items), passes=passes))
    assert here == [item if passes(item) else item.upper() for item in items]
    assert list(processes.map(iter(items), passes=passes)) == here


def test_an_error_of_the_work_reaches_the_caller_in_its_place(processes: Processes[str, str]) -> None:
    results = processes.map(["a", "raise", "b"], passes=passes)
    assert next(results) == "A"
    with pytest.raises(ValueError, match="invalid"):
        next(results)


def test_the_source_of_items_may_ask_for_work_itself(processes: Processes[str, str]) -> None:
    """A reader looks into a feed in another process while the articles before it are read."""
    items = (processes.work_on(word).lower() for word in "abcdefghij")
    assert list(processes.map(items, passes=passes)) == list("ABCDEFGHIJ")


def test_no_more_is_taken_than_is_needed(processes: Processes[str, str]) -> None:
    """Memory is bounded: articles are not fetched long before they are read."""
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "Voss said that it rained."

    results = processes.map(endless(), passes=passes)
    for _ in range(20):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert taken < 20 + 60


def test_notes_alone_start_no_process() -> None:
    with start() as none:
        assert list(none.map(["note 1", "note 2"], passes=passes)) == ["note 1", "note 2"]
        assert none._workers == []


def test_what_cannot_be_pickled_is_refused_before_anything_is_read() -> None:
    with pytest.raises(OnrecordError, match=r"at the top of a module.*workers=1"):
        start(loader=lambda: handle)


@pytest.mark.parametrize(
    ("loader", "message"),
    [(load_unknown, r"cannot load the tagger or a stage \(no such module\)"), (load_dying, "ended before it began")],
)
def test_a_process_that_cannot_begin_is_reported(loader, message: str) -> None:
    with start(loader=loader) as broken, pytest.raises(OnrecordError, match=message):
        list(broken.map(["a"], passes=passes))


@pytest.mark.slow
def test_an_item_that_ends_its_process_costs_no_other() -> None:
    """It is lost alone; what is in flight beside it and what comes after is worked on once, in order."""
    words = ["a", "hang", "b", "c", "die", "d", "eat", "e"]
    with start(count=1, limit=Limit(seconds=0.5, bytes_per_second=ROOMY, memory=100_000_000)) as watched:
        assert list(watched.map(words, passes=passes)) == [
            "A",
            "hang: took more than 0.5 s of processor time",
            "B",
            "C",
            "die: ended its reading process (exit code 3)",
            "D",
            "eat: needed more than 0.1 GB of memory",
            "E",
        ]


def test_a_larger_item_has_more_time() -> None:
    limit = Limit(seconds=20, bytes_per_second=5_000)
    assert (limit.seconds_for(0), limit.seconds_for(1_000_000)) == (20, 220)


def test_stopping_ends_what_hangs() -> None:
    """From another thread, as the desk does: nothing waits for the article in progress, and no process is left."""
    with start(count=1) as hanging:
        began = threading.Event()

        def words() -> Iterator[str]:
            yield "a"
            began.set()
            yield "hang"

        def stop() -> None:
            began.wait()
            hanging.stop()

        threading.Thread(target=stop).start()
        with pytest.raises(StoppedError):
            list(hanging.map(words(), passes=passes))
        assert hanging._workers == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one that hangs ends a while later")
def test_a_process_ends_with_its_parent(tmp_path: Path) -> None:
    """Even one that hangs in a regular expression while its parent is killed."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, threading\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from test_bulk import start, passes, Limit\n"
        "if __name__ == '__main__':\n"
        "    with start(count=1, limit=Limit()) as hanging:\n"
        "        def words():\n"
        "            yield 'a'\n"
        "            print(hanging._workers[0]._process.pid, flush=True)\n"
        "            yield 'hang'\n"
        "        list(hanging.map(words(), passes=passes))\n",
        "utf-8",
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, cwd=Path(__file__).parent) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        idle = child.cpu_times().user
        wait_until(lambda: child.cpu_times().user > idle + 0.1)
        parent.kill()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not come to that within 30 seconds"
        time.sleep(0.02)
