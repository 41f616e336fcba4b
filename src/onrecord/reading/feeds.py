"""Parse RSS and Atom feeds, with feedparser."""

import html
import io
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.characters import replace_controls
from onrecord.errors import UnreadableError
from onrecord.reading.html import strip_tags
from onrecord.records import digest

# Atom prints ISO 8601, RSS the dates of mail (RFC 5322); some RSS feeds print ISO 8601 too.
_FEED_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Some feeds write an emoji as the two halves of its surrogate pair, which is no character of XML, or cut it in two.
_HALVES = re.compile(r"(?:&#(?:x0*d[89a-f][0-9a-f]{2}|0*5[5-7]\d{3});)++", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    key: identifies it within the feed. stamp: a hash of the rest, which changes when the entry does.
    url: of its page, None if it has none; content: HTML, the text in that case. published: the day, in the publisher's
    time zone.
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
    """A feed's title and its entries, without duplicates, in its order."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def parse_feed(text: str, *, url: str | None = None) -> Feed:
    """Parse a feed; raise UnreadableError if nothing in it can be read.

    url: where it was fetched, for relative links. Of a truncated or malformed feed as much is read as possible.
    """
    parsed = _run_feedparser(text)
    about = dict(parsed.feed)
    base = url or about.get("link") or ""
    entries: dict[str, FeedEntry] = {}
    for raw in parsed.entries:
        entry = _parse_entry(dict(raw), base)
        entries.setdefault(entry.key, entry)
    if parsed.bozo and not entries:
        raise UnreadableError(
            f"is a broken feed ({_format_feed_error(parsed.get('bozo_exception'))}): check it with its publisher"
        )
    return Feed(_get_title(about), tuple(entries.values()))


def _run_feedparser(text: str) -> Any:
    """Run feedparser on bytes: raw a string, it would open a file or address of that name."""
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(_HALVES.sub(_join_halves, text).encode("utf-8", "replace")),
            response_headers=dict(_HEADERS),
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # whatever strangers write, feedparser was written for what it had seen
        raise UnreadableError(f"is a broken feed ({_format_feed_error(error)}): check it with its publisher") from None


def _join_halves(match: re.Match[str]) -> str:
    codes = (int(code[1:], 16) if code[0] in "xX" else int(code) for code in match[0][2:-1].split(";&#"))
    return "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _format_feed_error(error: Exception | None) -> str:
    place = re.sub(r"^<unknown>:(\d+):(\d+): ", r"line \1: ", " ".join(str(error or "").split()))
    return f"{place:.120}" or type(error).__name__


def _parse_entry(raw: dict[str, Any], base: str) -> FeedEntry:
    url, title = _get_link(raw, base), _get_title(raw)
    content = _get_content(raw)
    day = raw.get("published") or raw.get("updated")
    known = _get_text(raw, "id") or url or digest(title, content)
    return FeedEntry(
        key=known,
        stamp=digest(url, title, day, raw.get("updated"), None if url else content),
        url=url,
        title=title,
        byline=strip_tags(_get_text(raw, "author")) or None,
        published=_parse_publication_day(raw),
        content=content,
    )


def _get_text(raw: dict[str, Any], name: str) -> str:
    # A feed that is not well-formed may have any character, by "&#x1f;" or "&#xd83d;".
    return replace_controls(str(raw.get(name) or ""))


def _get_link(raw: dict[str, Any], base: str) -> str | None:
    """Return the address of the entry's page. An RSS id may be one by default, but then it must look like one."""
    link = _get_text(raw, "link").strip()
    is_alternate = any(each.get("rel", "alternate") == "alternate" for each in raw.get("links") or ())
    if not link or not (is_alternate or link.startswith(("http://", "https://"))):
        return None
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _get_title(raw: dict[str, Any]) -> str | None:
    return strip_tags(_get_text(raw, "title")) or None


def _get_content(raw: dict[str, Any]) -> str:
    """Return the longest of its contents and its summary, as HTML: one of them often is a teaser."""
    texts = [*(raw.get("content") or ()), raw.get("summary_detail") or {}]
    return max(map(_convert_to_html, texts), key=len)


def _convert_to_html(content: dict[str, Any]) -> str:
    value = _get_text(content, "value")
    if "html" in content.get("type", ""):
        return value
    return "".join(f"<p>{html.escape(line)}</p>" for line in value.split("\n") if line.strip())


def _parse_publication_day(raw: dict[str, Any]) -> date | None:
    """Return the day as it is written, in the publisher's time zone rather than UTC."""
    for name in ("published", "updated"):
        printed = (raw.get(name) or "").strip()
        try:
            return (
                date.fromisoformat(printed[:10]) if _FEED_DAY.match(printed) else parsedate_to_datetime(printed).date()
            )
        except (ValueError, OverflowError, IndexError):
            parsed = raw.get(f"{name}_parsed")
            if parsed and not _FEED_DAY.match(printed):  # which would make 31 February the 3rd of March
                return date(*parsed[:3])
    return None
