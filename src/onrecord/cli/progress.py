"""Counting, failures and a progress bar for commands that read many articles."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TypeVar

from onrecord.cli.options import print_lines, print_message
from onrecord.records import Failure
from onrecord.render.printer import Console

Item = TypeVar("Item")
# A bar that comes and goes within a second or two only flickers: three articles are read in that time.
_FEWEST_WITH_BAR = 4


@dataclass
class Tally:
    """Counts of a batch. failed: sources, rows or entries that could not be read.

    new, version, same: articles that are new in the ledger, changed or known already; pages that had not changed
    count as the same.
    """

    articles: int = 0
    statements: int = 0
    failed: int = 0
    new: int = 0
    version: int = 0
    same: int = 0

    def count_article(self, state: str) -> None:
        """Count one more article as new, version or same."""
        setattr(self, state, getattr(self, state) + 1)

    def add_tally(self, batch: "Tally") -> None:
        """Add the counts of another batch."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(batch, field.name))

    def exit_if_failed(self) -> None:
        """Exit with code 1 where anything failed."""
        if self.failed:
            sys.exit(1)


def count_failures(results: Iterable[Item | Failure], tally: Tally, *, debug: bool) -> Iterator[Item]:
    """Yield what was read; print and count each failure. debug: see `print_failure`."""
    for result in results:
        if isinstance(result, Failure):
            tally.failed += 1
            print_failure(result, debug=debug)
        else:
            yield result


def print_failure(failure: Failure, *, debug: bool) -> None:
    """Print a failure to standard error: one line, and with `debug` the traceback of a fault in the code before it."""
    if failure.trace and debug:
        print_lines(failure.trace)
    more = "; --debug shows more" if failure.trace and not debug else ""
    print_message(f"{failure.origin}: {failure.reason}{more}")


@contextmanager
def show_progress(tally: Tally, *, bar: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error that counts articles, from the fourth on; only in a terminal.

    Yields a function to call after each article.
    """
    from onrecord.render.progress_bar import build_progress_bar

    console = Console(stderr=True)
    if not (bar and console.is_terminal):
        yield lambda: None
        return
    with build_progress_bar(console, counted=False) as progress:
        task = progress.add_task("reading", total=None, visible=False)

        def step() -> None:
            words = f"{tally.articles} articles, {tally.statements} statements"
            progress.update(task, description=words, visible=tally.articles >= _FEWEST_WITH_BAR)

        yield step


# Seconds after which work of unknown length shows a bar: a person waits that long without wondering.
_SECONDS_WITHOUT_BAR = 2.0


@contextmanager
def show_steps() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on standard error for work that takes more than two seconds; only in a terminal.

    Yields a function to call with what is done, how much of it is, and how much there is to do.
    """
    from onrecord.render.progress_bar import build_progress_bar

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda words, done, total: None
        return
    began = time.monotonic()
    with build_progress_bar(console, counted=True) as progress:
        task = progress.add_task("", total=None, visible=False)

        def step(words: str, done: int, total: int) -> None:
            late = time.monotonic() - began > _SECONDS_WITHOUT_BAR
            progress.update(task, description=words, completed=done, total=max(total, 1), visible=late)

        yield step
