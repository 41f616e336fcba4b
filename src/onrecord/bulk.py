"""A function over many items on several cores, in order: the first few are done here, the rest by worker processes.

Memory is bounded for any number of items: none is taken from the iterator long before it is worked on.
"""

import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from onrecord.errors import OnrecordError

Item = TypeVar("Item")
Result = TypeVar("Result")

ALONE = 16
"""Articles that are read before workers are worth their start, about a second."""
_CHUNK = 4
_CHUNKS_AHEAD = 3
"""Chunks in flight per worker: enough that none waits for work, few enough to bound memory."""
_MOST_ON_WINDOWS = 61
"""Windows can wait for 63 handles at once, of which the pool needs two."""


def map_in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, workers: int | None = None
) -> Iterator[Result]:
    """Apply `work` to each item on `workers` cores (all that there are where None), and yield the results in order.

    With one worker it runs in this process. With more, `work` is pickled; a script needs `if __name__ == "__main__"`,
    because the workers import it. OnrecordError where `work` cannot be pickled, where a worker cannot unpickle it, or
    where a worker dies.
    """
    if workers is not None and workers < 1:
        raise OnrecordError(f"workers must be at least 1, not {workers}: leave it out, or give None for all cores")
    count = workers or _count_cores()
    if count == 1:
        return map(work, items)
    # Before anything is read, so that nobody hears of it after the first sixteen articles.
    return _by_processes(work, _pickle_work(work), iter(items), count)


def _count_cores() -> int:
    """The cores that this process may use, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pickle_work(work: Callable[[Item], Result]) -> bytes:
    try:
        return pickle.dumps(work)
    # Pickling runs the code of whatever is pickled, which may raise anything.
    except Exception as error:
        raise OnrecordError(
            f"cannot be sent to other processes ({error}): define tagger and stages at the top of a module, without "
            "open files, connections or lambdas, or read in this process with workers=1"
        ) from error


def _by_processes(
    work: Callable[[Item], Result], pickled: bytes, items: Iterator[Item], count: int
) -> Iterator[Result]:
    yield from map(work, islice(items, ALONE))
    if chunk := list(islice(items, _CHUNK)):
        yield from _by_workers(pickled, chunk, items, count)


def _by_workers(pickled: bytes, chunk: list[Item], items: Iterator[Item], count: int) -> Iterator[Any]:
    count = min(count, _MOST_ON_WINDOWS) if sys.platform == "win32" else count
    # Not "fork": onnxruntime's threads do not survive it. "spawn" is the same on every system.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start_worker, initargs=(pickled,))
    in_flight: deque[Future[list[Any]]] = deque()
    try:
        while chunk or in_flight:
            while chunk and len(in_flight) < count * _CHUNKS_AHEAD:
                in_flight.append(pool.submit(_work_on, chunk))
                chunk = list(islice(items, _CHUNK))
            yield from in_flight.popleft().result()
    except BrokenProcessPool:
        raise OnrecordError(
            "a reading process was killed: either memory ran out, or the script reads outside of "
            '`if __name__ == "__main__":`; the results up to here are complete: run it again, or with workers=1'
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


_received: bytes = b""
"""In a worker: the pickled work."""


def _start_worker(pickled: bytes) -> None:
    """Leave interrupts to the parent, and load the work before the first chunk."""
    global _received  # noqa: PLW0603 - an initializer of a process pool has no other way to leave something behind
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _received = pickled
    # What fails here would end the worker without a word. `_work_on` tries again, and its error reaches the parent.
    with suppress(OnrecordError):
        _load_work()


@cache
def _load_work() -> Callable[[Any], Any]:
    try:
        work: Callable[[Any], Any] = pickle.loads(_received)
    except Exception as error:
        raise OnrecordError(
            f"a reading process cannot load the tagger or a stage ({error}): what is defined in a notebook or at a "
            "prompt exists in this process alone; move it to a module, or read with workers=1"
        ) from error
    return work


def _work_on(chunk: list[Any]) -> list[Any]:
    return list(map(_load_work(), chunk))
