"""Measure the desk under slow connections: does it still answer, and what does that cost it?

    python -m bench.connections
    python -m bench.connections --connections 400 --files 256 --seconds 10

`onrecord serve` is started as a user starts it, over an empty ledger, with a limit to its open files (RLIMIT_NOFILE).
Then this process opens the connections, each with the first line of a request, and sends a byte of a header on each
twice a second. First those that the desk closes stay closed, then each is replaced at once. Meanwhile somebody with
the token asks for `/` on a new connection, twice a second: the slowest answer counts, and the processor time of the
desk (Linux only). Exit code 1 if an answer fails or takes longer than two seconds. Windows has no such limit.
"""

import argparse
import contextlib
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST = 2.0
"""Seconds until the answer."""
PAUSE = 0.5
"""Seconds between two bytes of a slow connection, and between two requests."""


@dataclass
class Figures:
    """What was measured. answers: seconds. failures: what went wrong. cpu: seconds of the desk's processor time."""

    answers: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    opened: int = 0
    closed: int = 0
    cpu: float = 0.0

    @property
    def good(self) -> bool:
        """Whether each answer came in time."""
        return bool(self.answers) and not self.failures and max(self.answers) <= LONGEST


@contextmanager
def serving(files: int) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Run a desk that may open a number of files. Yield its process, its port and its token."""
    with tempfile.TemporaryDirectory() as folder:
        # The limit is set by the process itself: what runs between fork and exec must not take locks.
        limited = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}))"
        command = [sys.executable, "-c", f"{limited}; from onrecord.cli import main; main()", "serve", "--port", "0"]
        process = subprocess.Popen(
            [*command, "--ledger", str(Path(folder) / "record.db")],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        )
        try:
            assert process.stderr
            line = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", line)
            if not found:
                raise SystemExit(f"the desk did not start: {line}")
            yield process, int(found[1]), found[2]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=30)
            finally:
                process.kill()


class SlowClients(threading.Thread):
    """Connections that never finish the head of a request. replace: open another for each that is closed."""

    def __init__(self, port: int, connections: int, figures: Figures, *, replace: bool) -> None:
        super().__init__(daemon=True)
        self.opened = threading.Event()
        self.ended = threading.Event()
        self._port, self._connections, self._figures, self._replace = port, connections, figures, replace
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        for _ in range(self._connections):
            self._open()
        self.opened.set()
        while not self.ended.is_set():
            until = time.monotonic() + PAUSE
            while (left := until - time.monotonic()) > 0 and not self.ended.is_set():
                for key, _ in self._selector.select(min(left, 0.1)):
                    self._close(key.fileobj)  # the desk says nothing to them, so this is its end
                    if self._replace:
                        self._open()
            for key in list(self._selector.get_map().values()):
                with contextlib.suppress(OSError):
                    key.fileobj.send(b"x")  # type: ignore[union-attr]
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]

    def _open(self) -> None:
        with contextlib.suppress(OSError):
            made = socket.create_connection(("127.0.0.1", self._port), timeout=5)
            made.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            self._selector.register(made, selectors.EVENT_READ)
            self._figures.opened += 1

    def _close(self, connection: object) -> None:
        self._selector.unregister(connection)  # type: ignore[arg-type]
        connection.close()  # type: ignore[attr-defined]
        self._figures.closed += 1


def attack(files: int, connections: int, seconds: float, *, replace: bool) -> Figures:
    """Hold slow connections for some seconds, and ask the desk meanwhile."""
    figures = Figures()
    with serving(files) as (process, port, token):
        ask(port, token)
        slow = SlowClients(port, connections, figures, replace=replace)
        slow.start()
        slow.opened.wait(60)
        before, end = take_cpu(process.pid), time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                figures.answers.append(ask(port, token))
            except (OSError, HTTPException, ValueError) as error:
                figures.failures.append(f"{type(error).__name__}: {error}")
            time.sleep(PAUSE)
        figures.cpu = take_cpu(process.pid) - before
        slow.ended.set()
        slow.join()
    return figures


def ask(port: int, token: str) -> float:
    """Ask for the first page on a new connection: the seconds to its last byte. Raise ValueError unless it is 200."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise ValueError(f"answered {answer.status}")
    return time.perf_counter() - begun


def take_cpu(process: int) -> float:
    """Return the processor time that a process has used, in seconds; 0 where there is no /proc."""
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=400)
    parser.add_argument("--files", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=12)
    options = parser.parse_args()
    good = True
    for replace in (False, True):
        figures = attack(options.files, options.connections, options.seconds, replace=replace)
        good = good and figures.good
        kind = "replaced when closed" if replace else "held"
        print(
            f"{options.connections} slow connections, {kind}, {options.files} files: {len(figures.answers)} answers, "
            f"slowest {max(figures.answers, default=0):.2f} s, {len(figures.failures)} failures; {figures.cpu:.2f} s "
            f"CPU in {options.seconds:g} s; {figures.opened} opened, {figures.closed} closed"
        )
        for failure in sorted(set(figures.failures)):
            print(f"  {failure}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
