"""Many articles on all cores: the first few are read here, the rest by worker processes with a model each."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from pathlib import Path

from onrecord import pipeline
from onrecord.attribution.tagger import Tagger
from onrecord.errors import OnrecordError
from onrecord.pipeline import Passing
from onrecord.records import Article, Record

ALONE = 16
"""Articles that are read before workers are worth their start, about a second."""
_CHUNK = 4
_AHEAD = 3
"""Chunks of so many articles, so many a worker, are under way at once: bounds memory for any number of articles."""


def records(
    articles: Iterable[Article | Passing], tagger: Tagger, *, least: float = 0.0, workers: int | None = None
) -> Iterator[Record | Passing]:
    """As `pipeline.records`, in the same order, on `workers` cores (all that there are where None).

    Not for a script without `if __name__ == "__main__"`: the workers import it. OnrecordError where one of them dies.
    """
    waiting = iter(articles)
    count = workers or _cores()
    if count == 1:
        yield from pipeline.records(waiting, tagger, least=least)
        return
    yield from pipeline.records(islice(waiting, ALONE), tagger, least=least)
    first = list(islice(waiting, _CHUNK))
    if first:
        yield from _by_workers(first, waiting, tagger.folder, least, count)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_workers(
    first: list[Article | Passing], waiting: Iterator[Article | Passing], folder: Path | None, least: float, count: int
) -> Iterator[Record | Passing]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(folder,))
    under_way: deque[Future[list[Record | Passing]]] = deque()
    try:
        chunk = first
        while chunk or under_way:
            while chunk and len(under_way) < count * _AHEAD:
                under_way.append(pool.submit(_read, chunk, folder, least))
                chunk = list(islice(waiting, _CHUNK))
            yield from under_way.popleft().result()
    except BrokenProcessPool:
        raise OnrecordError(
            "a reading process was killed, perhaps for want of memory: what came out before is whole; run it again"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start(folder: Path | None) -> None:
    """A worker leaves interrupts to its parent, and loads its model before the first article."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _tagger(folder)


@cache
def _tagger(folder: Path | None) -> Tagger:
    return Tagger.load(folder, threads=1)


def _read(chunk: list[Article | Passing], folder: Path | None, least: float) -> list[Record | Passing]:
    return list(pipeline.records(chunk, _tagger(folder), least=least))
