"""A feed's new entries to articles: each one's page is fetched and read; or the feed's own words, of one without."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading import decoding
from onrecord.reading.article import Told, from_fragment, made
from onrecord.reading.feeds import Entry, Feed, feed
from onrecord.reading.fetch_history import Known
from onrecord.reading.polite_client import Manners
from onrecord.records import Article, Failure, Seen, Visit

MOST_ENTRIES = 200
"""New entries of a feed that are read at once; the others are left for the next time."""
Found = Article | Failure | Visit | Seen


@dataclass(frozen=True)
class Way:
    """How sources are read: the day of what tells none, what is known from before, how hosts are asked."""

    published: date | None
    known: Known
    manners: Manners


def follow(text: str, told: Told, way: Way, *, name: str | None) -> Generator[Found, None, bool]:
    """What is new in a feed: of each entry its article or why there is none, then that it was seen. Is anything left?

    name: what the feed is known by; None where there is nothing to know it by. Left is what may be readable another
    time, and what is more than MOST_ENTRIES. UnreadableError where the feed cannot be read.
    """
    said = feed(text, url=told.url)
    new = [entry for entry in said.entries if name is None or way.known.stamp(name, entry.key) != entry.stamp]
    left = len(new) > MOST_ENTRIES
    for entry in new[:MOST_ENTRIES]:
        try:
            yield from _article(entry, said, told, way)
        except UnreadableError as error:
            yield Failure(entry.url or f"{told.origin}: {entry.title or entry.key}", str(error))
            if isinstance(error, LaterError):
                left = True
                continue
        if name is not None:
            yield Seen(name, entry.key, entry.stamp)
    if len(new) > MOST_ENTRIES:
        reason = f"lists {len(new):,} new entries: {MOST_ENTRIES} were read; `onrecord read` it again for the others"
        yield Failure(told.origin, reason)
    return left


def _article(entry: Entry, said: Feed, told: Told, way: Way) -> Iterator[Found]:
    """The article of an entry. What its page does not tell, the feed does."""
    about = Told(
        f"{told.origin}: {entry.title or entry.key}",
        entry.published or way.published,
        title=entry.title,
        byline=entry.byline,
        publisher=said.title,
    )
    if entry.url is None:
        yield from_fragment(entry.content, about)
        return
    got = way.manners.fetch(entry.url, last=way.known.visit(entry.url), robot=True)
    if not got.unchanged:
        page = decoding.decode(got.data, declared=got.encoding)
        if decoding.is_feed(page):
            raise UnreadableError("is a feed within a feed: give its own address to read its articles")
        yield made(page, replace(about, origin=got.url, ending=".html", url=got.url, declared=got.encoding))
    yield Visit(entry.url, got.etag, got.modified, unchanged=got.unchanged)
