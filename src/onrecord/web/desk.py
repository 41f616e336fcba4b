"""What every page is given: the ledger, open in each thread that works for the desk, and how the desk was set up."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from onrecord.ledger import Ledger
from onrecord.web.cache import PageCache
from onrecord.web.jobs import Jobs

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

Work = TypeVar("Work")

# Threads that answer, each with a ledger open: on two cores more of them wait for each other.
WORKERS = 4


@dataclass(frozen=True, kw_only=True)
class DeskSettings:
    """How a desk was set up. watches: watch files. by: who judges where a form names nobody. today: the day that it is
    for the desk, None for the day of the clock. token: what a visitor must know; None on a loopback address. hosts: the
    names, with their ports, under which it may be asked for; empty where any will do, as with a token. memory: what was
    worked out for a page and still holds."""

    ledger: Path
    watches: tuple[Path, ...] = ()
    by: str = "analyst"
    today: date | None = None
    token: str | None = None
    hosts: frozenset[str] = field(default_factory=frozenset)
    memory: PageCache = field(default_factory=PageCache, compare=False, repr=False)

    def day(self) -> date:
        """The day that it is."""
        return self.today or date.today()


@dataclass(frozen=True, kw_only=True)
class View:
    """What a page is made from: the ledger, what was asked for, the desk's settings, who judges here.

    path: the words of the address that the page's path names. query: what stands behind the question mark; of a change,
    the fields of its form. jobs: what is being read.
    """

    ledger: Ledger
    settings: DeskSettings
    path: Mapping[str, str]
    query: "FormFields"
    by: str
    today: date
    jobs: Jobs


class FormFields(dict[str, str]):
    """Fields by name, the last of each; what is not there, or empty, is an empty word."""

    def word(self, name: str) -> str:
        """The words of a field, without the spaces around them."""
        return self.get(name, "").strip()

    def number(self, name: str, default: int, *, most: int = 1_000_000) -> int:
        """Return a whole number from 0 to `most`, the default if empty. Raise WebError for anything else."""
        from onrecord.web.errors import WebError

        typed = self.word(name)
        if not typed:
            return default
        if not typed.isascii() or not typed.isdigit() or int(typed[:9]) > most or len(typed) > 9:
            raise WebError(f"{name}={typed[:40]}: is no whole number from 0 to {most}")
        return int(typed)

    def day(self, name: str) -> date | None:
        """Return a day typed as 2026-10-05, None if the field is empty. Raise WebError for anything else."""
        from onrecord.web.errors import WebError

        typed = self.word(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise WebError(f"{name}={typed[:40]}: is not a day: write it as 2026-10-05") from None


class Desk:
    """The desk of one ledger. `ask` runs work that needs the ledger in a thread of its own; close it at the end."""

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings
        Ledger.open(settings.ledger, create=True).close()
        self._here = threading.local()
        self._open: list[Ledger] = []
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="desk")
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        """Reads articles, one after the other."""
        self.jobs = Jobs(self.reader, self.ledger, lambda: self.pipeline)

    async def ask(self, work: Callable[[Ledger], Work]) -> Work:
        """Do some work with the ledger, in one of the desk's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, lambda: work(self.ledger()))

    def ledger(self) -> Ledger:
        """The ledger as it is open in this thread."""
        opened: Ledger | None = getattr(self._here, "ledger", None)
        if opened is None:
            opened = self._here.ledger = Ledger.open(self.settings.ledger, create=False, shared=True)
            with self._lock:
                self._open.append(opened)
        return opened

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The pipeline with the shipped model, which is loaded when it is first needed."""
        from onrecord.pipeline import Pipeline

        return Pipeline()

    def close(self) -> None:
        """Let what is under way come to its end, then close the file."""
        self.jobs.stop()
        for pool in (self.reader, self._workers):
            pool.shutdown(wait=True, cancel_futures=True)
        for ledger in self._open:
            ledger.close()
