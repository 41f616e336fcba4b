"""A process that works on one item at a time: as its parent sees it, and what runs in it."""

import ctypes
import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import connection
from pathlib import Path
from typing import Any, TextIO

import psutil

from onrecord.errors import OnrecordError

DONE, RAISED, LOST = "done", "raised", "lost"
"""How the work on an item ended: with a result, with an exception, or with a result that cannot be sent."""
# Times the processor time of an item, in seconds by the clock: long after the watchdog would have ended it.
_BACKSTOP = 20
_PR_SET_PDEATHSIG = 1  # of Linux's prctl(2)


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


@dataclass(eq=False, slots=True)
class Task:
    """An item with what came of it. answer: a function that returns the result, or raises what the work raised."""

    item: Any
    data: bytes = b""
    answer: Callable[[], Any] | None = None


class Worker:
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
        self.task: Task | None = None
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

    def finish(self) -> Task | None:
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
        return pickle.dumps((DONE, result))
    # Pickling runs the code of whatever is pickled, which may raise anything.
    except Exception as error:
        return pickle.dumps((LOST, f"gave what cannot be sent back from its process ({error})"))


def _pickle_exception(error: Exception) -> bytes:
    try:
        pickle.loads(data := pickle.dumps((RAISED, error)))
    # Some exceptions cannot be pickled, or not be made again.
    except Exception:
        return pickle.dumps((RAISED, OnrecordError(f"{type(error).__name__}: {error}")))
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
