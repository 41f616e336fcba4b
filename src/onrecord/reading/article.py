"""Build an Article from HTML or plain text plus metadata from outside the document."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.furniture import mark_furniture
from onrecord.records import Article, digest
from onrecord.text.language import detect_language
from onrecord.text.normalise import collapse_spaces
from onrecord.text.wrapping import join_wrapped_lines

# Characters: a longer first line is a paragraph, not a title.
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class FallbackMetadata:
    """Fallback metadata (HTTP response, feed entry, file name), used where the document is silent.

    origin: where it was read from. ending: of the file's name. declared: the encoding in an HTTP header. title, byline,
    publisher: from a feed entry.
    """

    origin: str
    published: date | None
    ending: str = ""
    url: str | None = None
    declared: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None


def build_article(text: str, fallback: FallbackMetadata) -> Article:
    """Build the article of a page or plain text; raise UnreadableError if it contains none."""
    decoding.check_kind(text)
    return (
        _build_from_page(text, fallback)
        if decoding.is_html(text, fallback.ending)
        else _build_from_text(text, fallback)
    )


def _build_from_text(text: str, fallback: FallbackMetadata) -> Article:
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
    if not clean:
        raise UnreadableError("is empty: there is nothing to read")
    # A title that is wrapped itself is one line, so the first line is looked for in the joined text.
    end = join_wrapped_lines(clean).find("\n")
    first, body = (clean[:end], clean[end:].strip()) if end >= 0 else (clean, "")
    title = collapse_spaces(first) if "\n" in first else first
    whole = f"{title}\n\n{body}" if body else title
    article = Article(
        id=digest(fallback.url, whole),
        text=whole,
        url=fallback.url,
        title=title if len(title) <= _LONGEST_TITLE else None,
        byline=fallback.byline,
        publisher=fallback.publisher,
        published=fallback.published,
        language=detect_language(whole),
        origin=fallback.origin,
    )
    return mark_furniture(article)


def _build_from_page(html: str, fallback: FallbackMetadata) -> Article:
    from onrecord.reading.html import parse_page

    page = parse_page(html, url=fallback.url, title=fallback.title)
    article = Article(
        id=digest(page.url, page.text),
        text=page.text,
        url=page.url,
        title=page.title,
        byline=page.byline or fallback.byline,
        publisher=_choose_publisher(page.publisher, fallback),
        section=page.section,
        published=page.published or fallback.published,
        language=detect_language(page.text),
        origin=fallback.origin,
    )
    return mark_furniture(article, links=page.links)


def _choose_publisher(named: str | None, fallback: FallbackMetadata) -> str | None:
    """Return the publisher that the page names, but prefer the feed's title to a page's bare host name."""
    host = urlsplit(fallback.url or "").netloc.lower()
    is_host = named and host.endswith(named.lower().removeprefix("www."))
    return fallback.publisher or named if is_host else named or fallback.publisher


def build_from_fragment(html: str, fallback: FallbackMetadata) -> Article:
    """Build the article of an HTML fragment that is all text; raise UnreadableError if it contains no words."""
    from onrecord.reading.html import parse_fragment

    body, links = parse_fragment(html, url=fallback.url)
    text = f"{fallback.title}\n\n{body}" if fallback.title else body
    article = Article(
        id=digest(fallback.url, text),
        text=text,
        url=fallback.url,
        title=fallback.title,
        byline=fallback.byline,
        publisher=fallback.publisher,
        published=fallback.published,
        language=detect_language(text),
        origin=fallback.origin,
    )
    return mark_furniture(article, links=links)
