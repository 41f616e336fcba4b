"""Read articles in the background: a queue of jobs, run one at a time in a thread of its own, with their progress."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from onrecord.bulk import Limit
from onrecord.errors import LedgerError, OnrecordError
from onrecord.failures import attempt
from onrecord.ledger import Ledger, StoredFetchHistory, articles
from onrecord.records import CacheValidators, Failure, Record, SeenEntry, Sighting
from onrecord.web.errors import WebError

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline, Reader
    from onrecord.reading import PoliteClient, Unparsed

JobState = Literal["waiting", "reading", "ended"]
# Jobs live in memory alone; the oldest that have ended are dropped so that it does not grow for weeks.
MOST_JOBS = 50
# Each job that waits holds its files in memory: with 20 MB a job that is 160 MB at most.
MOST_WAITING = 8
# A file of rows may hold thousands of articles: the page lists the first, the counts have all.
MOST_LISTED = 200
# Statements listed of an article, and articles that list theirs: the page of a large job must load quickly, too.
_MOST_LINES = 30
_ARTICLES_WITH_LINES = 20
# A job's page asks for its state again and again while it runs: its lines stay short.
_LONGEST_LINE = 300
_JOBS_LOG = logging.getLogger("onrecord.web")


@dataclass(frozen=True)
class JobSource:
    """Something to read. data: the bytes of a file or of a pasted text; None if `name` is a web address."""

    name: str
    data: bytes | None
    publisher: str | None = None
    published: date | None = None

    @property
    def shown(self) -> str:
        """The name that pages show."""
        return "the pasted text" if self.name == "-" else self.name

    @property
    def weight(self) -> int:
        """The number of articles expected: of a file of rows the number of lines, otherwise 1."""
        rows = self.name.lower().endswith((".jsonl", ".ndjson"))
        return max(1, self.data.strip().count(b"\n") + 1) if self.data and rows else 1


@dataclass(frozen=True)
class FoundLine:
    """A statement that was found, as a job's page lists it."""

    who: Annotated[str, "the speaker's name, or where nobody is named the words of the source"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content, or their beginning"]
    address: Annotated[str, "the address of its place in its article"]


@dataclass(frozen=True, kw_only=True)
class AddedArticle:
    """An article that was read and stored."""

    address: Annotated[str, "the address of its page"]
    title: Annotated[str, "its headline, or its id where it has none"]
    publisher: Annotated[str, "who printed it"]
    published: Annotated[date | None, "the day it was printed"]
    state: Annotated[str, "new, a new version of a page, or known already"]
    statements: Annotated[int, "how many statements were found"]
    notices: Annotated[tuple[str, ...], "what one should know of this reading"]
    said: Annotated[tuple[FoundLine, ...], "its statements; of many, some"]


@dataclass(frozen=True)
class FailedSource:
    """A source that could not be read."""

    name: Annotated[str, "the file's name, the row's place or the address"]
    reason: Annotated[str, "why, and what to do"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A request to read some sources, with its progress."""

    id: Annotated[str, "what it is known by"]
    names: Annotated[tuple[str, ...], "what was given: names of files, an address, a text"]
    asked_at: Annotated[datetime, "when it was given"]
    total: Annotated[int, "how much there is to read; of rows, how many"]
    state: Annotated[JobState, "waiting, reading or ended"] = "waiting"
    done: Annotated[int, "how much of it is done"] = 0
    reading: Annotated[str, "what is being read now; empty where nothing is"] = ""
    articles: Annotated[int, "how many articles were read"] = 0
    statements: Annotated[int, "how many statements were found in them"] = 0
    failed: Annotated[int, "how much could not be read"] = 0
    added: Annotated[tuple[AddedArticle, ...], "the articles; of many, the first"] = ()
    failures: Annotated[tuple[FailedSource, ...], "what could not be read; of much, the first"] = ()
    trouble: Annotated[str, "why it ended before its end; empty where it did not"] = ""

    def with_added(self, article: AddedArticle) -> "Job":
        """Return the job with one more article."""
        listed = (*self.added, article) if len(self.added) < MOST_LISTED else self.added
        return replace(self, added=listed, articles=self.articles + 1, statements=self.statements + article.statements)

    def with_failure(self, failure: FailedSource) -> "Job":
        """Return the job with one more failure."""
        listed = (*self.failures, failure) if len(self.failures) < MOST_LISTED else self.failures
        return replace(self, failures=listed, failed=self.failed + 1)


class Jobs:
    """The jobs of a desk. reader: the thread that runs them. ledger, pipeline: called in that thread to get them."""

    def __init__(
        self, reader: ThreadPoolExecutor, ledger: Callable[[], Ledger], pipeline: Callable[[], "Pipeline"]
    ) -> None:
        self._reader, self._ledger, self._pipeline = reader, ledger, pipeline
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._client: PoliteClient | None = None
        # One process for all jobs: it starts with the first, and is killed when the desk stops.
        self._opened: Reader | None = None

    def add(self, sources: Iterable[JobSource]) -> Job:
        """Queue sources to be read. Raise WebError if MOST_WAITING jobs are waiting already."""
        chosen = tuple(sources)
        job = Job(
            # Random, as jobs live in memory alone: a counter would give an old address to another job after a restart.
            id=secrets.token_hex(8),
            names=tuple(source.shown for source in chosen),
            asked_at=datetime.now(UTC),
            total=sum(source.weight for source in chosen),
        )
        with self._lock:
            if sum(known.state == "waiting" for known in self._jobs.values()) >= MOST_WAITING:
                raise WebError("too much is waiting to be read already: try again when some of it is done", 503)
            self._jobs[job.id] = job
            # Only ended jobs are dropped: one that waits or runs is still to be updated.
            ended = [known.id for known in self._jobs.values() if known.state == "ended"]
            for identifier in ended[: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[identifier]
        self._reader.submit(self._do, job.id, chosen)
        return job

    def of(self, identifier: str) -> Job:
        """Return a job with its progress so far. Raise WebError if no job has this id."""
        with self._lock:
            job = self._jobs.get(identifier)
        if job is None:
            raise WebError("there is no such job any more: what it read is among the articles", 404)
        return job

    def last(self, count: int) -> tuple[Job, ...]:
        """Return the latest jobs, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))[:count]

    def stop(self) -> None:
        """Stop reading at once: the article in progress is not kept, the page that is being fetched is given up."""
        with self._lock:
            self._stopped.set()
            if self._opened:
                self._opened.stop()
            if self._client:
                self._client.stop()

    def close(self) -> None:
        """Release the process that read, once the thread that runs the jobs has ended."""
        if self._opened:
            self._opened.close()

    def _now(self, identifier: str, change: Callable[[Job], Job]) -> None:
        with self._lock:
            self._jobs[identifier] = change(self._jobs[identifier])

    def _do(self, identifier: str, sources: tuple[JobSource, ...]) -> None:
        """Run a job. Whatever happens, it ends."""
        trouble = ""
        try:
            self._read(identifier, sources)
        except OnrecordError as error:
            trouble = str(error)
        except Exception:
            # A bug ends this job alone: its page must not show "reading" for ever.
            _JOBS_LOG.exception("job %s failed", identifier)
            trouble = "something went wrong in onrecord itself: the terminal says what; what was read before is kept"
        self._now(identifier, lambda job: replace(job, state="ended", reading="", trouble=trouble))

    def _read(self, identifier: str, sources: tuple[JobSource, ...]) -> None:
        self._now(identifier, lambda job: replace(job, state="reading", reading=job.names[0]))
        ledger, pipeline, done = self._ledger(), self._pipeline(), 0
        with self._lock:
            if self._opened is None:
                self._opened = pipeline.open_reader(limit=Limit())
        for source in sources:
            self._check_going()
            self._say(identifier, source.shown)
            self._source(identifier, source, ledger, pipeline.model)
            done += source.weight
            self._reach(identifier, done)

    def _check_going(self) -> None:
        if self._stopped.is_set():
            raise WebError("the desk was stopped: what was read before is kept; add the rest again")

    def _source(self, identifier: str, source: JobSource, ledger: Ledger, model: str) -> None:
        visits, least = StoredFetchHistory(ledger.database), self.of(identifier).done
        most = least + source.weight
        reader = self._opened
        assert reader
        articles = self._telling(identifier, self._found(source, visits, reader))
        for outcome in reader.read_all(articles):
            self._check_going()
            if isinstance(outcome, Record):
                keep = partial(self._keep, identifier, outcome, ledger, model=model)
                failure = attempt(keep, outcome.article.place)
            else:
                failure = outcome if isinstance(outcome, Failure) else None
            if failure:
                self._fail(identifier, source, failure)
            if isinstance(outcome, Record | Failure):
                visits.count_article(failed=bool(failure))
            else:
                # Comes after all articles of the response, so an interrupted job asks for them again.
                visits.note(outcome, at=datetime.now(UTC))
                # The host answered "not modified": no article comes, but the page lists the one that is known.
                if isinstance(outcome, CacheValidators) and outcome.unchanged and not outcome.feed:
                    self._unchanged(identifier, outcome.url, ledger)
                continue
            # A feed holds more articles than its weight of 1: progress must not pass the total.
            least = min(least + 1, most)
            self._reach(identifier, least)

    def _found(
        self, source: JobSource, visits: StoredFetchHistory, reader: "Reader"
    ) -> "Iterator[Unparsed | Failure | CacheValidators | SeenEntry]":
        from onrecord import reading

        with self._lock:
            if self._client is None:  # kept for all jobs: it remembers robots.txt and the delay of each host
                self._client = reading.PoliteClient()
            if self._stopped.is_set():
                self._client.stop()
        if source.data is None:
            return reading.read_new(
                [source.name],
                published=source.published,
                history=visits,
                client=self._client,
                attempt=reader.attempt,
            )
        return reading.read_bytes(
            source.data,
            source.name,
            published=source.published,
            publisher=source.publisher,
            client=self._client,
            attempt=reader.attempt,
        )

    def _telling(
        self, identifier: str, outcomes: "Iterable[Unparsed | Failure | CacheValidators | SeenEntry]"
    ) -> "Iterator[Unparsed | Failure | CacheValidators | SeenEntry]":
        for outcome in outcomes:
            if not isinstance(outcome, Failure | CacheValidators | SeenEntry) and outcome.origin != "-":
                self._say(identifier, outcome.origin[:_LONGEST_LINE])
            yield outcome

    def _say(self, identifier: str, words: str) -> None:
        self._now(identifier, lambda job: replace(job, reading=words))

    def _reach(self, identifier: str, done: int) -> None:
        self._now(identifier, lambda job: replace(job, done=done))

    def _keep(self, identifier: str, made: Record, ledger: Ledger, *, model: str) -> None:
        kept = ledger.keep(made, model=model, at=datetime.now(UTC))
        lines = self.of(identifier).articles < _ARTICLES_WITH_LINES
        words = {"new": "new", "version": "a new version", "same": "known already"}[kept.state]
        added = _describe_added(made, kept.key, words, _MOST_LINES if lines else 0)
        self._now(identifier, lambda job: job.with_added(added))

    def _unchanged(self, identifier: str, url: str, ledger: Ledger) -> None:
        """List a page that has not changed since it was last read, with what the ledger has of it."""
        key = articles.newest_key(ledger.database, url)
        if key is None:
            return
        try:
            record = ledger.record(key)
        except LedgerError:  # redacted in between
            return
        added = _describe_added(record, key, "unchanged since it was read", _MOST_LINES)
        self._now(identifier, lambda job: job.with_added(added))

    def _fail(self, identifier: str, source: JobSource, made: Failure) -> None:
        name = source.shown if made.origin == source.name else made.origin
        # The desk has no such option: private addresses can only be read by the command.
        reason = made.reason.replace("use --allow-private", "use `onrecord read --allow-private`")
        if made.trace:
            _JOBS_LOG.error("%s: %s\n%s", name, reason, made.trace)
            reason += "; the terminal shows more"
        self._now(identifier, lambda job: job.with_failure(FailedSource(name, reason)))


def _describe_added(record: Record, key: str, state: str, most: int) -> AddedArticle:
    article = record.article
    statements = sorted(record.statements, key=lambda statement: statement.spans[:1])
    lines = [Sighting.of(article, sighting) for sighting in statements[:most]]
    return AddedArticle(
        address=f"/articles/{key}",
        title=article.title or article.id,
        publisher=article.publisher or "",
        published=article.published,
        state=state,
        statements=len(statements),
        notices=record.notices,
        said=tuple(_describe_line(sighting) for sighting in lines),
    )


def _describe_line(one: Sighting) -> FoundLine:
    name = one.statement.speaker.name if one.statement.speaker else None
    content = one.content if len(one.content) <= _LONGEST_LINE else one.content[:_LONGEST_LINE] + "…"
    return FoundLine(name or one.source or "unnamed", one.cue, content, f"/statements/{one.statement.id}")
