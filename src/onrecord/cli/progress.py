"""What commands over many articles share: a tally, failures told on the way, a progress bar, the model."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TypeVar

from rich.console import Console

from onrecord.cli.options import say
from onrecord.records import Failure

T = TypeVar("T")
_FEW = 3
"""More articles than this show a progress bar."""


@dataclass
class Tally:
    """What a batch came to; `failed` is the number of sources, rows or entries that could not be read.

    new, version, same: what became of the articles in the ledger; "same" counts pages that had not changed, too.
    """

    articles: int = 0
    statements: int = 0
    failed: int = 0
    new: int = 0
    version: int = 0
    same: int = 0

    def count(self, state: str) -> None:
        """One more new, version or same."""
        setattr(self, state, getattr(self, state) + 1)

    def add(self, other: "Tally") -> None:
        """Count what another came to here as well."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def finish(self) -> None:
        """Exit with 1 where anything failed."""
        if self.failed:
            sys.exit(1)


def each(found: Iterable[T | Failure], tally: Tally) -> Iterator[T]:
    """What was read; what could not be is told, and counted."""
    for made in found:
        if isinstance(made, Failure):
            tally.failed += 1
            say(f"{made.origin}: {made.reason}")
        else:
            yield made


@contextmanager
def progress(tally: Tally, *, bar: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error that counts articles, from the fourth on, where somebody is looking."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not (bar and console.is_terminal):
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None, visible=False)

        def step() -> None:
            words = f"{tally.articles} articles, {tally.statements} statements"
            progress.update(task, description=words, visible=tally.articles > _FEW)

        yield step
