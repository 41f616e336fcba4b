"""Work on many items in order, in this process or in processes of their own that may be killed.

A process works on one item at a time, so that one that dies, or takes more than its limit, costs that item alone: it
is replaced, and all other items are worked on once, in order. Memory is bounded for any number of items: none is taken
from the iterator long before it is worked on.
"""

import ctypes
import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import connection
from pathlib import Path
from typing import Any, Generic, NoReturn, Self, TextIO, TypeVar

import psutil

from onrecord.errors import OnrecordError

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
# Times the processor time of an item, in seconds by the clock: long after the watchdog would have ended it.
_BACKSTOP = 20
_PR_SET_PDEATHSIG = 1  # of Linux's prctl(2)
_DONE, _RAISED, _LOST = "done", "raised", "lost"
# Starts in a row that fail before it is given up, where processes did start before: memory may be short for a moment.
_MOST_FAILED_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much one item may take in a process of its own.

    seconds: of processor time for any item, and one more for each `bytes_per_second` bytes of it. memory: bytes beyond
    what the process takes before its first item.
    """

    # A megabyte of text takes up to 90 s, most short articles less than one. Twice and twenty times that are for slow
    # machines; what takes longer is a fault, and would most likely never end.
    seconds: float = 20.0
    bytes_per_second: float = 5_000.0
    # The largest texts that were tried stay below 600 MB.
    memory: int = 2_000_000_000

    def seconds_for(self, size: int) -> float:
        """Return the processor time, in seconds, for an item of so many bytes."""
        return self.seconds + size / self.bytes_per_second


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


@dataclass(eq=False, slots=True)
class _Task:
    """An item with what came of it. answer: a function that returns the result, or raises what the work raised."""

    item: Any
    data: bytes = b""
    answer: Callable[[], Any] | None = None


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
        self._workers: list[_Worker] = []
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
        waiting: deque[_Task] = deque()
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
                task = _Task(item)
                waiting.append(task)
                if passes(item):
                    task.answer = lambda item=item: item
                else:
                    self._begin(task)
            if not moved:
                self._collect_answers(None)

    def work_on(self, item: Item) -> Result:
        """Return the result of the work on one item; raise what the work raises."""
        task = _Task(item)
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

    def _begin(self, task: _Task) -> None:
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

    def _start_worker(self) -> "_Worker":
        with self._lock:
            if self._stopped.is_set():
                raise StoppedError("reading was stopped: what was read before is kept")
            worker = _Worker(self._load, self._limit)
            self._workers.append(worker)
        if self._limit and self._watchdog is None:
            self._watchdog = threading.Thread(target=self._watch, name="watchdog", daemon=True)
            self._watchdog.start()
        return worker

    def _collect_answers(self, timeout: float | None) -> None:
        """Take the answers that are there; wait for the first of them, `timeout` seconds or, where None, for ever."""
        by_connection: dict[Any, _Worker] = {worker.connection: worker for worker in self._workers}
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

    def _note_ready(self, worker: "_Worker", trouble: bytes) -> None:
        if trouble:
            error: OnrecordError = pickle.loads(trouble)
            raise error
        worker.measure()
        self._failed_starts, self._ever_ready = 0, True
        if worker.task and not worker.send(self._limit):
            self._replace(worker)

    def _note_answer(self, worker: "_Worker", data: bytes) -> None:
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
            kind, value = _LOST, f"gave what cannot be taken from its process ({error})"
        if kind == _RAISED:
            return partial(_raise, value)
        return partial(self._lost, item, value) if kind == _LOST else lambda: value

    def _lose(self, worker: "_Worker") -> None:
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
                    f"a reading process ended before it began ({reason}): either memory ran out, or the script reads "
                    'outside of `if __name__ == "__main__":`; what was read before is complete: run it again, or with '
                    "workers=1"
                )
            if task:
                self._begin(task)

    def _replace(self, worker: "_Worker") -> None:
        """Give the task of a process that died between two items to another one."""
        task = worker.task
        self._remove(worker)
        if task:
            self._begin(task)

    def _remove(self, worker: "_Worker") -> str:
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


class _Worker:
    """A process, as its parent sees it. task: what it works on, or will when it is `ready`."""

    def __init__(self, load: bytes, limit: Limit | None) -> None:
        # Not "fork": onnxruntime's threads do not survive it. "spawn" is the same on every system.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, load, limit is not None), daemon=True)
        with _blocked_interrupts():
            self._process.start()
        # Else this process holds its own end open, and never learns that the other one is gone.
        theirs.close()
        self.task: _Task | None = None
        self.ready = False
        self.fault = ""
        self._seconds = self._begun_at = 0.0
        self._memory = 0
        self._lock = threading.Lock()
        self._observed: psutil.Process | None = None

    def measure(self) -> None:
        """Note the memory that it takes before its first item."""
        self.ready = True
        with suppress(psutil.Error):
            self._observed = psutil.Process(self._process.pid)
            self._memory = self._observed.memory_info().rss

    def send(self, limit: Limit | None) -> bool:
        """Send its task; return False if it is dead."""
        assert self.task
        with self._lock:
            self._seconds = limit.seconds_for(len(self.task.data)) if limit else 0.0
            self._begun_at = self._count_seconds()
        try:
            self.connection.send_bytes(b"%f " % self._seconds + self.task.data)
        except OSError:
            return False
        return True

    def finish(self) -> _Task | None:
        """Return its task, which it has answered."""
        with self._lock:
            task, self.task, self._seconds = self.task, None, 0.0
            return task

    def check(self, limit: Limit) -> None:
        """Kill it if its task takes more than the limit."""
        with self._lock:
            if not self._seconds or self.fault:
                return
            if self._count_seconds() - self._begun_at > self._seconds:
                self.fault = f"took more than {self._seconds:.3g} s of processor time"
            elif self.taken_memory() > limit.memory:
                self.fault = f"needed more than {limit.memory / 1e9:.3g} GB of memory"
            else:
                return
            self.kill()

    def taken_memory(self) -> int:
        """Return the bytes that it takes beyond what it took before its first item."""
        with suppress(psutil.Error):
            return self._observed.memory_info().rss - self._memory if self._observed else 0
        return 0

    def _count_seconds(self) -> float:
        with suppress(psutil.Error):
            times = self._observed.cpu_times() if self._observed else None
            return times.user + times.system if times else 0.0
        return 0.0

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()

    def end(self) -> str:
        """Kill it, release what it held and return why it ended."""
        self.kill()
        self._process.join()
        self.connection.close()
        code = self._process.exitcode or 0
        self._process.close()
        if self.fault:
            return self.fault
        with suppress(ValueError):
            return f"ended its reading process ({signal.Signals(-code).name}; memory may have run out)"
        return f"ended its reading process (exit code {code})"


def _raise(error: Exception) -> NoReturn:
    raise error


@contextmanager
def _blocked_interrupts() -> Iterator[None]:
    """Run a block without interrupts; processes that it starts never get any: Ctrl-C is the parent's to handle."""
    # Windows has no masks of signals; there `_serve` ignores them, a moment later.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


# From here on in the other process.


def _serve(theirs: "connection.Connection[bytes, bytes]", load: bytes, bound: bool) -> None:
    """Load the work, then work on what comes, until the parent closes its end or is gone."""
    # Interrupts are the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent(bound=bound)
    try:
        work = pickle.loads(load)()
    except OnrecordError as error:
        theirs.send_bytes(pickle.dumps(error))
        return
    except Exception as error:
        trouble = OnrecordError(
            f"a reading process cannot load the tagger or a stage ({error}): what is defined in a notebook or at a "
            "prompt exists in this process alone; move it to a module, or read with workers=1"
        )
        theirs.send_bytes(pickle.dumps(trouble))
        return
    # The parent is gone, or has closed its end: nobody waits for more.
    with suppress(EOFError, OSError):
        theirs.send_bytes(b"")
        while True:
            seconds, _, data = theirs.recv_bytes().partition(b" ")
            theirs.send_bytes(_work_on(work, data, float(seconds)))


def _work_on(work: Callable[[Any], Any], data: bytes, seconds: float) -> bytes:
    """Return the pickled answer to a pickled item: how it ended, and the result, the exception or the reason."""
    # Where the parent is killed while a regular expression holds Python's lock, only this timer still ends the process.
    if seconds:
        faulthandler.dump_traceback_later(_BACKSTOP * seconds, exit=True, file=_open_null_file())
    try:
        result = work(pickle.loads(data))
    except Exception as error:
        return _pickle_exception(error)
    finally:
        faulthandler.cancel_dump_traceback_later()
    try:
        return pickle.dumps((_DONE, result))
    # Pickling runs the code of whatever is pickled, which may raise anything.
    except Exception as error:
        return pickle.dumps((_LOST, f"gave what cannot be sent back from its process ({error})"))


def _pickle_exception(error: Exception) -> bytes:
    try:
        pickle.loads(data := pickle.dumps((_RAISED, error)))
    # Some exceptions cannot be pickled, or not be made again.
    except Exception:
        return pickle.dumps((_RAISED, OnrecordError(f"{type(error).__name__}: {error}")))
    return data


@cache
def _open_null_file() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _end_with_parent(*, bound: bool) -> None:
    """End this process when its parent is gone. bound: at once, even where nothing of Python can run any more."""
    if bound and sys.platform == "linux":
        # Strictly when the thread that started it ends: that thread must outlive it.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
