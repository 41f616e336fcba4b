"""The desk: its settings, its worker threads, the ledger open in each, and what a page is built from."""

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
from onrecord.ledger.verify import explain_error
from onrecord.web.cache import PageCache
from onrecord.web.jobs import Jobs

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

Work = TypeVar("Work")

# Threads that answer, each with a ledger open: on two cores more of them wait for each other.
WORKERS = 4


@dataclass(frozen=True, kw_only=True)
class DeskSettings:
    """Settings of a desk.

    watches: watch files. by: who judges if a form has no name. today: a fixed day, None for the clock. token: the
    secret that requests need; None if they need none. hosts: the Host headers that are accepted, in lower case and with
    their ports; empty if any is. memory: the cache of values computed for pages.
    """

    ledger: Path
    watches: tuple[Path, ...] = ()
    by: str = "analyst"
    today: date | None = None
    token: str | None = None
    hosts: frozenset[str] = field(default_factory=frozenset)
    memory: PageCache = field(default_factory=PageCache, compare=False, repr=False)

    def day(self) -> date:
        """Return the fixed day, else today."""
        return self.today or date.today()


@dataclass(frozen=True, kw_only=True)
class View:
    """What a page is built from: the ledger, the request, the settings, who judges.

    path: the parameters of the address. query: the query string, or for a change the fields of its form. jobs: the
    articles that are being read.
    """

    ledger: Ledger
    settings: DeskSettings
    path: Mapping[str, str]
    query: "FormFields"
    by: str
    today: date
    jobs: Jobs


class FormFields(dict[str, str]):
    """Form or query fields by name, the last of each. A missing field is an empty word."""

    def word(self, name: str) -> str:
        """Return a field without surrounding spaces."""
        return self.get(name, "").strip()

    def number(self, name: str, default: int, *, most: int = 1_000_000) -> int:
        """Return a whole number from 0 to `most`, the default if empty. Raise WebError for anything else."""
        from onrecord.web.errors import WebError

        typed = self.word(name)
        if not typed:
            return default
        # isdigit() alone accepts digits of other scripts. Only nine are converted: int() raises beyond 4,300 digits.
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
    """The desk of one ledger. `ask` runs work with the ledger in a worker thread. Close it at the end."""

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings
        # Created and checked once here: a ledger of another schema fails at the start, not on the first page.
        Ledger.open(settings.ledger, create=True).close()
        # An SQLite connection must not be used by two threads at once, and opening one a request loses its cache.
        self._here = threading.local()
        self._open: list[Ledger] = []
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="desk")
        # A thread of its own, so that pages are answered while articles are read.
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        """Reads articles, one at a time."""
        self.jobs = Jobs(self.reader, self.ledger, lambda: self.pipeline)

    async def ask(self, work: Callable[[Ledger], Work]) -> Work:
        """Run a function of the ledger in one of the desk's threads, and return its result."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, lambda: self._work(work))

    def _work(self, work: Callable[[Ledger], Work]) -> Work:
        try:
            return work(self.ledger())
        except Exception as error:
            if damage := explain_error(self.settings.ledger, error):
                raise damage from error
            raise

    def ledger(self) -> Ledger:
        """Return the ledger as opened in this thread."""
        opened: Ledger | None = getattr(self._here, "ledger", None)
        if opened is None:
            opened = self._here.ledger = Ledger.open(self.settings.ledger, create=False, shared=True)
            with self._lock:
                self._open.append(opened)
        return opened

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The pipeline with the shipped model, loaded on first use."""
        from onrecord.pipeline import Pipeline

        return Pipeline()

    def close(self) -> None:
        """Finish the work in progress, then close the ledger."""
        # Pending work is cancelled; reading stops at once, other work in progress ends first, as it uses the ledger.
        self.jobs.stop()
        for pool in (self.reader, self._workers):
            pool.shutdown(wait=True, cancel_futures=True)
        self.jobs.close()
        for ledger in self._open:
            ledger.close()
