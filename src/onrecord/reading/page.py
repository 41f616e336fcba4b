"""An HTML page to its article: trafilatura for the main text, JSON-LD and Open Graph first for the metadata."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.errors import UnreadableError

_KINDS = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "AnalysisNewsArticle",
          "OpinionNewsArticle", "BackgroundNewsArticle", "PressRelease", "Report", "WebPage")  # fmt: skip
_FEWEST_WORDS = 20
"""A page with fewer words of main text has no article."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its text (title, blank line, body), its metadata, and the URLs of its links by their words."""

    text: str
    title: str | None
    byline: str | None
    publisher: str | None
    section: str | None
    published: date | None
    url: str | None
    links: dict[str, str]


def page(html: str, *, url: str | None = None) -> Page:
    """Read a page. url: where it was fetched. UnreadableError where it has no main text."""
    from lxml import etree
    from lxml import html as parser
    from trafilatura import bare_extraction

    try:
        tree = parser.document_fromstring(html.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("is HTML that cannot be parsed: save the page again") from None
    found = bare_extraction(html, url=url, include_comments=False, include_tables=True, favor_precision=False)
    about: dict[str, Any] = found if isinstance(found, dict) else found.as_dict() if found else {}
    body = _paragraphs(about.get("text") or "")
    if len(body.split()) < _FEWEST_WORDS:
        raise UnreadableError(f"is a page without an article (under {_FEWEST_WORDS} words of main text)")
    said = _meta(tree) | _linked_data(tree)
    publisher = said.get("publisher") or about.get("sitename")
    title = _title(said.get("title") or about.get("title") or _first(tree, "h1", "title"), publisher)
    return Page(
        text=f"{title}\n\n{_without(body, title)}" if title else body,
        title=title,
        byline=said.get("byline") or (about.get("author") or "").replace(";", ",") or None,
        publisher=publisher,
        section=said.get("section") or next(iter(about.get("categories") or ()), None),
        published=_day(said.get("published")) or _day(_htmldate(html)),
        url=url or said.get("url") or about.get("url"),
        links={" ".join(a.text_content().split()): a.get("href") for a in tree.iter("a") if a.get("href")},
    )


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _without(body: str, title: str) -> str:
    """The body without its first paragraph where that repeats the title."""
    first, _, rest = body.partition("\n\n")
    return rest if " ".join(first.split()) == title and rest else body


def _first(tree: Any, *tags: str) -> str:
    """The words of the first of these elements that has any."""
    words = (element.text_content() for tag in tags for element in tree.iter(tag))
    return next((found for found in words if found.strip()), "")


def _title(title: str, publisher: str | None) -> str | None:
    """The title without " | Publisher" at its end."""
    title = " ".join(title.split())
    if publisher:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)
    return title or None


def _htmldate(html: str) -> str | None:
    from htmldate import find_date

    found: str | None = find_date(html, original_date=True, extensive_search=False)
    return found


def _day(text: Any) -> date | None:
    found = _DAY.match(text) if isinstance(text, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _meta(tree: Any) -> dict[str, str]:
    """Open Graph and its like."""
    wanted = {
        "og:title": "title",
        "og:site_name": "publisher",
        "og:url": "url",
        "article:published_time": "published",
        "article:section": "section",
        "author": "byline",
    }
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = wanted.get((tag.get("property") or tag.get("name") or "").lower())
        if name and (tag.get("content") or "").strip():
            found.setdefault(name, tag.get("content").strip())
    for tag in tree.iter("link"):
        if (tag.get("rel") or "").lower() == "canonical" and tag.get("href", "").startswith("http"):
            found["url"] = tag.get("href")
    return found


def _linked_data(tree: Any) -> dict[str, str]:
    """What the page's JSON-LD says of its article, the most article-like node first."""
    nodes = [node for tag in tree.iter("script") if "ld+json" in (tag.get("type") or "") for node in _nodes(tag.text)]
    known = [node for node in nodes if _kind(node) is not None]
    if not known:
        return {}
    node = min(known, key=lambda node: _kind(node) == "WebPage")
    main = node.get("mainEntityOfPage")
    found = {
        "title": node.get("headline") or node.get("name"),
        "byline": ", ".join(_names(node.get("author"), nodes)),
        "publisher": next(iter(_names(node.get("publisher"), nodes)), None),
        "section": next(iter(_strings(node.get("articleSection"))), None),
        "published": node.get("datePublished"),
        "url": node.get("url") or (main.get("@id") if isinstance(main, dict) else main),
    }
    return {name: value.strip() for name, value in found.items() if isinstance(value, str) and value.strip()}


def _kind(node: dict[str, Any]) -> str | None:
    return next((kind for kind in _strings(node.get("@type")) if kind in _KINDS), None)


def _nodes(text: str | None) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, those of its graph too; none where it is broken."""
    try:
        made = json.loads(text or "", strict=False)
    except ValueError:
        return
    stack = [made]
    while stack:
        node = stack.pop(0)
        if isinstance(node, list):
            stack = [*node, *stack]
        elif isinstance(node, dict):
            yield node
            stack = [*(x for x in (node.get("@graph"),) if x), *stack]


def _names(value: Any, nodes: list[dict[str, Any]]) -> list[str]:
    """Names of people or organisations, given as words, objects, references or lists of those."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item, nodes)]
    if isinstance(value, dict):
        if "name" not in value and "@id" in value:
            value = next((n for n in nodes if n.get("@id") == value["@id"] and "name" in n), value)
        return _strings(value.get("name"))
    return [text for text in _strings(value) if not text.startswith("http")]


def _strings(value: Any) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
