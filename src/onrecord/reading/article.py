"""A text to its Article, be it a page or plain, with what is known of it beside itself."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.furniture import mark
from onrecord.records import Article, digest
from onrecord.text.language import detect_language
from onrecord.text.normalise import collapse_spaces
from onrecord.text.wrapping import join_wrapped_lines

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a text beside itself, for what it leaves open.

    origin: where it was read from. ending: of the file's name. declared: the encoding that an HTTP header names. title,
    byline, publisher: as a feed tells them.
    """

    origin: str
    published: date | None
    ending: str = ""
    url: str | None = None
    declared: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None


def made(text: str, told: Told) -> Article:
    """The article of a page or a text; UnreadableError where there is none in it."""
    decoding.check_kind(text)
    return _from_page(text, told) if decoding.is_html(text, told.ending) else _from_text(text, told)


def _from_text(text: str, told: Told) -> Article:
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
    if not clean:
        raise UnreadableError("is empty: there is nothing to read")
    # A title that is wrapped itself is one line, so the first line is looked for in the joined text.
    end = join_wrapped_lines(clean).find("\n")
    first, body = (clean[:end], clean[end:].strip()) if end >= 0 else (clean, "")
    title = collapse_spaces(first) if "\n" in first else first
    whole = f"{title}\n\n{body}" if body else title
    article = Article(
        id=digest(told.url, whole),
        text=whole,
        url=told.url,
        title=title if len(title) <= _LONGEST_TITLE else None,
        byline=told.byline,
        publisher=told.publisher,
        published=told.published,
        language=detect_language(whole),
        origin=told.origin,
    )
    return mark(article)


def _from_page(html: str, told: Told) -> Article:
    from onrecord.reading.html import page

    found = page(html, url=told.url, title=told.title)
    article = Article(
        id=digest(found.url, found.text),
        text=found.text,
        url=found.url,
        title=found.title,
        byline=found.byline or told.byline,
        publisher=_publisher(found.publisher, told),
        section=found.section,
        published=found.published or told.published,
        language=detect_language(found.text),
        origin=told.origin,
    )
    return mark(article, links=found.links)


def _publisher(named: str | None, told: Told) -> str | None:
    """The publisher that the page names; where that is but its address, what a feed is called is better."""
    host = urlsplit(told.url or "").netloc.lower()
    is_host = named and host.endswith(named.lower().removeprefix("www."))
    return told.publisher or named if is_host else named or told.publisher


def from_fragment(html: str, told: Told) -> Article:
    """The article of a piece of a page, all of which is its text; `told` tells the rest.

    UnreadableError where there are no words in it.
    """
    from onrecord.reading.html import fragment

    body, links = fragment(html, url=told.url)
    text = f"{told.title}\n\n{body}" if told.title else body
    article = Article(
        id=digest(told.url, text),
        text=text,
        url=told.url,
        title=told.title,
        byline=told.byline,
        publisher=told.publisher,
        published=told.published,
        language=detect_language(text),
        origin=told.origin,
    )
    return mark(article, links=links)
