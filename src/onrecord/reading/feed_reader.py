"""Read a feed's new entries as articles: fetch each entry's page, or use the feed's own text if it has none."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from onrecord.errors import LaterError
from onrecord.failures import attempt, describe_exception
from onrecord.reading.article import FallbackMetadata
from onrecord.reading.feeds import Feed, FeedEntry
from onrecord.reading.fetch_history import FetchHistory
from onrecord.reading.polite_client import PoliteClient
from onrecord.reading.unparsed import Unparsed, UnparsedFragment, UnparsedPage
from onrecord.records import CacheValidators, Failure, SeenEntry

MOST_ENTRIES = 200
"""New entries of a feed that are read in one run; the others are left for the next one."""
SourceItem = Unparsed | Failure | CacheValidators | SeenEntry
Result = TypeVar("Result")


class Attempt(Protocol):
    """Runs work on the bytes of a source, in this process or in another one; see `failures.attempt`.

    The work must be picklable.
    """

    def __call__(self, work: Callable[[], Result], origin: str, /) -> Result | Failure:
        """Return the result of the work, or the Failure that it comes to."""


@dataclass(frozen=True)
class ReadOptions:
    """How sources are read: the publication day where none is printed, the fetch history, the HTTP client.

    attempt: looks into bytes that may be a feed, or rows.
    """

    published: date | None
    history: FetchHistory
    client: PoliteClient
    attempt: Attempt = attempt


def read_feed(
    feed: Feed, fallback: FallbackMetadata, options: ReadOptions, *, name: str | None
) -> Generator[SourceItem, None, bool]:
    """Yield each new entry's article or failure, then its SeenEntry; return whether anything is left for next time.

    name: the feed's name in the fetch history; None if it has none. Left are entries that failed temporarily, and those
    beyond MOST_ENTRIES.
    """
    new = [
        entry
        for entry in feed.entries
        if name is None or options.history.get_entry_stamp(name, entry.key) != entry.stamp
    ]
    left = len(new) > MOST_ENTRIES
    for entry in new[:MOST_ENTRIES]:
        try:
            yield from _read_entry(entry, feed, fallback, options)
        except Exception as error:
            yield describe_exception(entry.url or f"{fallback.origin}: {entry.title or entry.key}", error)
            if isinstance(error, LaterError):
                left = True
                continue
        # Only after the article: a run that breaks off in between reads the entry again.
        if name is not None:
            yield SeenEntry(name, entry.key, entry.stamp)
    if len(new) > MOST_ENTRIES:
        reason = f"lists {len(new):,} new entries: {MOST_ENTRIES} were read; run `onrecord read` again for the others"
        yield Failure(fallback.origin, reason)
    return left


def _read_entry(entry: FeedEntry, feed: Feed, fallback: FallbackMetadata, options: ReadOptions) -> Iterator[SourceItem]:
    """Yield the article of an entry; metadata that its page lacks come from the feed."""
    about = FallbackMetadata(
        f"{fallback.origin}: {entry.title or entry.key}",
        entry.published or options.published,
        title=entry.title,
        byline=entry.byline,
        publisher=feed.title,
    )
    if entry.url is None:
        yield UnparsedFragment(entry.content, about)
        return
    response = options.client.fetch(entry.url, last=options.history.get_validators(entry.url), robot=True)
    if not response.unchanged:
        fallback = replace(about, origin=response.url, ending=".html", url=response.url, declared=response.encoding)
        yield UnparsedPage(response.data, fallback)
    articles = 0 if response.unchanged else 1
    yield CacheValidators(entry.url, response.etag, response.modified, unchanged=response.unchanged, articles=articles)
