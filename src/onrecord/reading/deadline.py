"""Run a fetch in a thread that is stopped at its deadline: its sockets are shut down, so that it ends."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")

THREAD_NAME = "onrecord-fetch"
# Seconds in which a stopped thread should end. It lasts longer only in the system's name look-up, which cannot be
# interrupted: the thread ends after that, without a connection, as the client is closed then.
_GRACE = 1.0
# Seconds between two looks at whether the caller has stopped.
_LOOK = 0.1


class StoppableSockets:
    """The sockets that one call opened. `watch` is a trace function of httpx, called at each step of a request."""

    def __init__(self) -> None:
        self._handles: list[socket.socket] = []
        self._lock = threading.Lock()
        self._stopped = False

    def watch(self, event: str, details: Mapping[str, Any]) -> None:
        """Note a socket that was connected; shut it down if the call was stopped meanwhile."""
        if event.endswith(".connect_tcp.complete"):
            # A duplicate: it also works during a TLS handshake, which takes the socket away, and its number cannot be
            # given to another file while this thread uses it.
            handle = details["return_value"].get_extra_info("socket").dup()
            with self._lock:
                self._handles.append(handle)
            if self._stopped:
                self.stop()

    def stop(self) -> None:
        """Shut all sockets down, now and later ones: whoever reads from one or writes to it gets an error."""
        self._stopped = True
        with self._lock:
            handles, self._handles = self._handles, []
        for handle in handles:
            with suppress(OSError):  # it may be closed at the other end
                handle.shutdown(socket.SHUT_RDWR)
            handle.close()


def run_with_deadline(
    work: Callable[[StoppableSockets], Result], seconds: float, *, stopped: threading.Event
) -> Result:
    """Return the result of `work`; raise TimeoutError after so many seconds, or when `stopped` is set, and end it.

    It runs in a thread, because no timeout of httpx bounds DNS, or headers that arrive one byte at a time.
    """
    done: queue.SimpleQueue[tuple[Result | None, Exception | None]] = queue.SimpleQueue()
    sockets = StoppableSockets()

    def run() -> None:
        try:
            done.put((work(sockets), None))
        except Exception as error:
            done.put((None, error))

    thread = threading.Thread(target=run, name=THREAD_NAME, daemon=True)
    thread.start()
    end = time.monotonic() + seconds
    try:
        result, error = _wait_for(done, end, stopped)
    finally:
        # Also on Ctrl-C.
        sockets.stop()
        thread.join(_GRACE)
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error there is one


def _wait_for(done: "queue.SimpleQueue[Result]", end: float, stopped: threading.Event) -> Result:
    """Return what is put into the queue; raise TimeoutError at `end`, or when `stopped` is set."""
    while not stopped.is_set():
        left = end - time.monotonic()
        try:
            return done.get(timeout=max(0.0, min(left, _LOOK)))
        except queue.Empty:
            if left <= 0:
                break
    raise TimeoutError("no result before the deadline")
