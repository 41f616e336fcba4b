"""Work on many items in order, in this process or in processes of their own that may be killed.

A process works on one item at a time, so that one that dies, or takes more than its limit, costs that item alone: it
is replaced, and all other items are worked on once, in order. Memory is bounded for any number of items: none is taken
from the iterator long before it is worked on.
"""

import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing import connection
from typing import Any, Generic, NoReturn, Self, TypeVar

from onrecord.errors import OnrecordError
from onrecord.worker import LOST, RAISED, Limit, Task, Worker

__all__ = ["InProcess", "Limit", "Processes", "StoppedError"]

Item = TypeVar("Item")
Result = TypeVar("Result")

ALONE = 8
"""Items that one process works on before further ones are worth their start, about a second each."""
_ITEMS_AHEAD = 4
"""Items per process that are in flight or wait for an earlier one: few enough to bound memory."""
_MOST_ON_WINDOWS = 61
"""Windows can wait for 63 handles at once, of which Python needs two."""
# Seconds between two looks at the processes: in less than this hardly anything takes a gigabyte.
_WATCH_INTERVAL = 0.1
# Starts in a row that fail before it is given up, where processes did start before: memory may be short for a moment.
_MOST_FAILED_STARTS = 3


class StoppedError(OnrecordError):
    """The processes were stopped by another thread."""


class InProcess(Generic[Item, Result]):
    """Works on items in this process, as `Processes` does in others: what raises or hangs does so here."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        self._work = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def map(self, items: Iterable[Item], *, passes: Callable[[Item], bool]) -> Iterator[Any]:
        """Yield the result of the work on each item, in order; an item that `passes` is yielded itself."""
        return (item if passes(item) else self._work(item) for item in items)

    def work_on(self, item: Item) -> Result:
        """Return the result of the work on one item."""
        return self._work(item)

    def stop(self) -> None:
        """Do nothing: there is no process to end."""

    def close(self) -> None:
        """Do nothing: there is no process to end."""


class Processes(Generic[Item, Result]):
    """Works on items in other processes, which start when they are first needed. Use it as a context manager.

    load: returns the work, a function of an item; it is called once in each process. lost: the result of an item that
    its process was lost on, from the item and the reason. count: of processes, all cores where None. limit: for each
    item, none where None.
    One thread may call `map` and `work_on`, the second also while the iterator given to the first is asked for an item;
    `stop` may be called by any. A script needs `if __name__ == "__main__"`, because the processes import it.
    OnrecordError where `load` cannot be pickled, or a process cannot be started or cannot load the work.
    """

    def __init__(
        self,
        load: Callable[[], Callable[[Item], Result]],
        *,
        lost: Callable[[Item, str], Result],
        count: int | None = None,
        limit: Limit | None = None,
    ) -> None:
        self._load = _pickle_loader(load)
        self._lost = lost
        self._limit = limit
        self._count = min(count or _count_cores(), _MOST_ON_WINDOWS if sys.platform == "win32" else sys.maxsize)
        self._workers: list[Worker] = []
        self._begun = self._failed_starts = 0
        self._ever_ready = False
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._watchdog: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill all processes and release what they held."""
        self.stop()
        while self._workers:
            self._remove(self._workers[0])

    def stop(self) -> None:
        """Kill all processes, at once; work in progress raises StoppedError in its thread."""
        with self._lock:
            self._stopped.set()
            for worker in self._workers:
                worker.kill()

    def map(self, items: Iterable[Item], *, passes: Callable[[Item], bool]) -> Iterator[Any]:
        """Yield the result of the work on each item, in order; an item that `passes` is yielded itself.

        Exceptions of the work are raised in the item's place.
        """
        waiting: deque[Task] = deque()
        source = iter(items)
        more = True
        while more or waiting:
            moved = False
            self._collect_answers(0)
            if waiting and (answer := waiting[0].answer):
                waiting.popleft()
                moved = True
                yield answer()
            if more and len(waiting) < self._count * _ITEMS_AHEAD and self._has_free_worker():
                moved = True
                try:
                    item = next(source)
                except StopIteration:
                    more = False
                    continue
                task = Task(item)
                waiting.append(task)
                if passes(item):
                    task.answer = lambda item=item: item
                else:
                    self._begin(task)
            if not moved:
                self._collect_answers(None)

    def work_on(self, item: Item) -> Result:
        """Return the result of the work on one item; raise what the work raises."""
        task = Task(item)
        while not self._has_free_worker():
            self._collect_answers(None)
        self._begin(task)
        while task.answer is None:
            self._collect_answers(None)
        result: Result = task.answer()
        return result

    def _has_free_worker(self) -> bool:
        # The first process works alone until further ones are worth their start.
        most = 1 if self._begun < ALONE else self._count
        return len(self._workers) < most or any(worker.task is None for worker in self._workers)

    def _begin(self, task: Task) -> None:
        """Give a task to a process that is free, or to a new one."""
        if self._stopped.is_set():
            raise StoppedError("reading was stopped: what was read before is kept")
        if not task.data:
            task.data = pickle.dumps(task.item)
            self._begun += 1
        worker = next((worker for worker in self._workers if worker.task is None), None) or self._start_worker()
        worker.task = task
        if worker.ready and not worker.send(self._limit):
            self._replace(worker)

    def _start_worker(self) -> Worker:
        with self._lock:
            if self._stopped.is_set():
                raise StoppedError("reading was stopped: what was read before is kept")
            worker = Worker(self._load, self._limit)
            self._workers.append(worker)
        if self._limit and self._watchdog is None:
            self._watchdog = threading.Thread(target=self._watch, name="watchdog", daemon=True)
            self._watchdog.start()
        return worker

    def _collect_answers(self, timeout: float | None) -> None:
        """Take the answers that are there; wait for the first of them, `timeout` seconds or, where None, for ever."""
        by_connection: dict[Any, Worker] = {worker.connection: worker for worker in self._workers}
        for ready in connection.wait(list(by_connection), timeout) if by_connection else ():
            worker = by_connection[ready]
            try:
                data = worker.connection.recv_bytes()
            # A process that is killed while it answers leaves half a message.
            except (EOFError, OSError):
                self._lose(worker)
                continue
            if not worker.ready:
                self._note_ready(worker, data)
            else:
                self._note_answer(worker, data)

    def _note_ready(self, worker: Worker, trouble: bytes) -> None:
        if trouble:
            error: OnrecordError = pickle.loads(trouble)
            raise error
        worker.measure()
        self._failed_starts, self._ever_ready = 0, True
        if worker.task and not worker.send(self._limit):
            self._replace(worker)

    def _note_answer(self, worker: Worker, data: bytes) -> None:
        if task := worker.finish():
            task.answer = self._read_answer(task.item, data)
        # The watchdog may have killed it just after it answered; and one that keeps a large part of its limit would
        # leave too little for the next item.
        if worker.fault or (self._limit and worker.taken_memory() > self._limit.memory / 2):
            self._remove(worker)

    def _read_answer(self, item: Any, data: bytes) -> Callable[[], Any]:
        try:
            kind, value = pickle.loads(data)
        except Exception as error:
            kind, value = LOST, f"gave what cannot be taken from its process ({error})"
        if kind == RAISED:
            return partial(_raise, value)
        return partial(self._lost, item, value) if kind == LOST else lambda: value

    def _lose(self, worker: Worker) -> None:
        """Replace a process that died; the item that it was working on is lost."""
        task, began = worker.task, worker.ready
        reason = self._remove(worker)
        if self._stopped.is_set():
            raise StoppedError("reading was stopped: what was read before is kept")
        if began and task:
            task.answer = partial(self._lost, task.item, reason)
        elif not began:
            self._failed_starts += 1
            if not self._ever_ready or self._failed_starts >= _MOST_FAILED_STARTS:
                raise OnrecordError(
                    "a reading process ended before it began: either memory ran out, or the script reads "
                    'outside of `if __name__ == "__main__":`; what was read before is complete: run it again, or with '
                    "workers=1"
                )
            if task:
                self._begin(task)

    def _replace(self, worker: Worker) -> None:
        """Give the task of a process that died between two items to another one."""
        task = worker.task
        self._remove(worker)
        if task:
            self._begin(task)

    def _remove(self, worker: Worker) -> str:
        """End a process for good, and return why it ended."""
        with self._lock:
            self._workers.remove(worker)
        return worker.end()

    def _watch(self) -> None:
        """Kill each process whose item takes more than the limit; until all are stopped."""
        assert self._limit
        while not self._stopped.wait(_WATCH_INTERVAL):
            with self._lock:
                for worker in self._workers:
                    worker.check(self._limit)


def _raise(error: Exception) -> NoReturn:
    raise error


def _count_cores() -> int:
    """The cores that this process may use, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pickle_loader(load: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps(load)
    # Pickling runs the code of whatever is pickled, which may raise anything.
    except Exception as error:
        raise OnrecordError(
            f"cannot be sent to other processes ({error}): define tagger and stages at the top of a module, without "
            "open files, connections or lambdas, or read in this process with workers=1"
        ) from error
