"""What a feed says: RSS or Atom to its entries, with feedparser."""

import html
import io
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import UnreadableError
from onrecord.reading.html import strip_tags
from onrecord.records import digest

_FEED_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of an article.

    key: what tells it from the feed's others. stamp: a hash of the rest, another when the feed says that it changed.
    url: of its page, None where it has none; content: HTML, its text then. published: the day, where it was published.
    """

    key: str
    stamp: str
    url: str | None
    title: str | None
    byline: str | None
    published: date | None
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries, each once, in its order."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def parse_feed(text: str, *, url: str | None = None) -> Feed:
    """Read a feed. url: where it was fetched, for relative links. UnreadableError where it is broken beyond reading.

    Of a feed that breaks off, or is not well-formed, as much is read as can be.
    """
    made = _run_feedparser(text)
    about = dict(made.feed)
    base = url or about.get("link") or ""
    found: dict[str, FeedEntry] = {}
    for given in made.entries:
        entry = _parse_entry(dict(given), base)
        found.setdefault(entry.key, entry)
    if made.bozo and not found:
        raise UnreadableError(
            f"is a broken feed ({_format_feed_error(made.get('bozo_exception'))}): check it with its publisher"
        )
    return Feed(_get_title(about), tuple(found.values()))


def _run_feedparser(text: str) -> Any:
    """feedparser's reading; of bytes, for it would open a text that names a file, or an address."""
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=dict(_HEADERS),
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # whatever strangers write, feedparser was written for what it had seen
        raise UnreadableError(f"is a broken feed ({_format_feed_error(error)}): check it with its publisher") from None


def _format_feed_error(error: Exception | None) -> str:
    place = re.sub(r"^<unknown>:(\d+):(\d+): ", r"line \1: ", " ".join(str(error or "").split()))
    return f"{place:.120}" or type(error).__name__


def _parse_entry(given: dict[str, Any], base: str) -> FeedEntry:
    url, title = _get_link(given, base), _get_title(given)
    content = _get_content(given)
    day = given.get("published") or given.get("updated")
    known = given.get("id") or url or digest(title, content)
    return FeedEntry(
        key=known,
        stamp=digest(url, title, day, given.get("updated"), None if url else content),
        url=url,
        title=title,
        byline=strip_tags(given.get("author") or "") or None,
        published=_parse_publication_day(given),
        content=content,
    )


def _get_link(given: dict[str, Any], base: str) -> str | None:
    """The address of the entry's page. An id may be one (RSS says so by default), but then it must look like one."""
    link = str(given.get("link") or "").strip()
    said = any(told.get("rel", "alternate") == "alternate" for told in given.get("links") or ())
    if not link or not (said or link.startswith(("http://", "https://"))):
        return None
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _get_title(given: dict[str, Any]) -> str | None:
    return strip_tags(given.get("title") or "") or None


def _get_content(given: dict[str, Any]) -> str:
    """The longest of its contents and its summary, as HTML."""
    told = [*(given.get("content") or ()), given.get("summary_detail") or {}]
    return max(map(_convert_to_html, told), key=len)


def _convert_to_html(told: dict[str, Any]) -> str:
    value = told.get("value") or ""
    if "html" in told.get("type", ""):
        return str(value)
    return "".join(f"<p>{html.escape(line)}</p>" for line in value.split("\n") if line.strip())


def _parse_publication_day(given: dict[str, Any]) -> date | None:
    """The day as it is written, in the zone where it was written: a paper's day, not Greenwich's."""
    for name in ("published", "updated"):
        told = (given.get(name) or "").strip()
        try:
            return date.fromisoformat(told[:10]) if _FEED_DAY.match(told) else parsedate_to_datetime(told).date()
        except (ValueError, OverflowError, IndexError):
            parsed = given.get(f"{name}_parsed")
            if parsed and not _FEED_DAY.match(told):  # which would make 31 February the 3rd of March
                return date(*parsed[:3])
    return None
