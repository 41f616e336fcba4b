"""A feed's new entries to articles: each one's page is fetched and read; or the feed's own words, of one without."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading import decoding
from onrecord.reading.article import FallbackMetadata, build_article, build_from_fragment
from onrecord.reading.feeds import Feed, FeedEntry, parse_feed
from onrecord.reading.fetch_history import FetchHistory
from onrecord.reading.polite_client import PoliteClient
from onrecord.records import Article, CacheValidators, Failure, SeenEntry

MOST_ENTRIES = 200
"""New entries of a feed that are read at once; the others are left for the next time."""
SourceItem = Article | Failure | CacheValidators | SeenEntry


@dataclass(frozen=True)
class ReadOptions:
    """How sources are read: the day of what tells none, what is known from before, how hosts are asked."""

    published: date | None
    history: FetchHistory
    client: PoliteClient


def read_feed(
    text: str, fallback: FallbackMetadata, options: ReadOptions, *, name: str | None
) -> Generator[SourceItem, None, bool]:
    """What is new in a feed: of each entry its article or why there is none, then that it was seen. Is anything left?

    name: what the feed is known by; None where there is nothing to know it by. Left is what may be readable another
    time, and what is more than MOST_ENTRIES. UnreadableError where the feed cannot be read.
    """
    said = parse_feed(text, url=fallback.url)
    new = [
        entry
        for entry in said.entries
        if name is None or options.history.get_entry_stamp(name, entry.key) != entry.stamp
    ]
    left = len(new) > MOST_ENTRIES
    for entry in new[:MOST_ENTRIES]:
        try:
            yield from _read_entry(entry, said, fallback, options)
        except UnreadableError as error:
            yield Failure(entry.url or f"{fallback.origin}: {entry.title or entry.key}", str(error))
            if isinstance(error, LaterError):
                left = True
                continue
        if name is not None:
            yield SeenEntry(name, entry.key, entry.stamp)
    if len(new) > MOST_ENTRIES:
        reason = f"lists {len(new):,} new entries: {MOST_ENTRIES} were read; `onrecord read` it again for the others"
        yield Failure(fallback.origin, reason)
    return left


def _read_entry(entry: FeedEntry, said: Feed, fallback: FallbackMetadata, options: ReadOptions) -> Iterator[SourceItem]:
    """The article of an entry. What its page does not tell, the feed does."""
    about = FallbackMetadata(
        f"{fallback.origin}: {entry.title or entry.key}",
        entry.published or options.published,
        title=entry.title,
        byline=entry.byline,
        publisher=said.title,
    )
    if entry.url is None:
        yield build_from_fragment(entry.content, about)
        return
    got = options.client.fetch(entry.url, last=options.history.get_validators(entry.url), robot=True)
    if not got.unchanged:
        page = decoding.decode_bytes(got.data, declared=got.encoding)
        if decoding.is_feed(page):
            raise UnreadableError("is a feed within a feed: give its own address to read its articles")
        yield build_article(page, replace(about, origin=got.url, ending=".html", url=got.url, declared=got.encoding))
    yield CacheValidators(entry.url, got.etag, got.modified, unchanged=got.unchanged)
