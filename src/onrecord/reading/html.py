"""An HTML page to its article: trafilatura for the main text, JSON-LD and Open Graph first for the metadata."""

import logging
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import UnreadableError
from onrecord.reading.metadata import read_linked_data, read_meta_tags
from onrecord.text.normalise import fold_words

_FEWEST_WORDS = 20
"""A page with fewer words of main text, in paragraphs that end as sentences do, has no article: menus do not."""
_PARAGRAPH_END = re.compile(r"[.!?…:;。।؟][\"'”’»)\]]*$")
_PAGE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a page says: its text (title, blank line, body), its metadata, and the URLs of its links by their words."""

    text: str
    title: str | None
    byline: str | None
    publisher: str | None
    section: str | None
    published: date | None
    url: str | None
    links: dict[str, str]


def parse_page(html: str, *, url: str | None = None, title: str | None = None) -> ParsedPage:
    """Read a page. url: where it was fetched; title: what it is called elsewhere, for one that does not say.

    UnreadableError where it has no main text.
    """
    tree = _parse_tree(html)
    said, heading = read_meta_tags(tree), _get_element_text(tree, "h1")
    said |= read_linked_data(tree, url=url or said.get("url"), title=said.get("title"))
    named, at = said.get("title") or heading or _get_element_text(tree, "title") or title or "", url or said.get("url")
    links = _collect_links(tree, at or "")
    about = _extract_main_text(tree, url)
    body = _join_paragraphs(about.get("text") or "")
    _check_prose(body)
    publisher = said.get("publisher") or about.get("sitename")
    known = _strip_publisher(named, publisher)
    return ParsedPage(
        text=f"{known}\n\n{_drop_title(body, [known, heading])}" if known else body,
        title=known,
        byline=_clean_byline(said.get("byline") or about.get("author") or ""),
        publisher=publisher,
        section=said.get("section") or next(iter(about.get("categories") or ()), None),
        published=_parse_page_day(said.get("published")) or _parse_page_day(about.get("date")),
        url=at or about.get("url"),
        links=links,
    )


_BLOCK_TAGS = "p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article pre hr".split()
_UNSEEN_TAGS = ("script", "style", "figure", "iframe", "noscript")


def parse_fragment(html: str, *, url: str | None = None) -> tuple[str, dict[str, str]]:
    """The paragraphs of a piece of a page that is all text, a blank line between two; and its links, as a Page's.

    UnreadableError where there are no words in it.
    """
    tree = _parse_tree(f"<div>{html}</div>")
    links = _collect_links(tree, url or "")
    for element in list(tree.iter(*_UNSEEN_TAGS)):
        element.drop_tree()
    for element in tree.iter(*_BLOCK_TAGS):
        element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    body = _join_paragraphs("\n".join(" ".join(line.split()) for line in tree.text_content().split("\n")))
    if not body:
        raise UnreadableError("has no text in it: give the address of an article")
    return body, links


def strip_tags(html: str) -> str:
    """The words of a line of HTML, its tags and character references taken away."""
    return (
        " ".join(_parse_tree(f"<div>{html}</div>").text_content().split()) if re.search("[<&]", html) else html.strip()
    )


def _parse_tree(html: str) -> Any:
    from lxml import etree
    from lxml import html as parser

    try:
        return parser.document_fromstring(html.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("is HTML that cannot be parsed: save the page again") from None


_HTMLDATE_OPTIONS = {"original_date": True, "extensive_search": False}
"""For htmldate: the day in the page's markup. A day in its prose is the day of something else."""


def _extract_main_text(tree: Any, url: str | None) -> dict[str, Any]:
    """trafilatura's reading of the page, for which it alters the tree; empty where it finds nothing."""
    from trafilatura import bare_extraction

    _silence_loggers()
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=dict(_HTMLDATE_OPTIONS)
        )
    except RecursionError:
        raise UnreadableError("is HTML nested too deep: save its text instead") from None
    return found if isinstance(found, dict) else found.as_dict() if found else {}


@cache
def _silence_loggers() -> None:
    """What the two log of a page is ours to tell: keep it from standard error."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _check_prose(body: str) -> None:
    prose = sum(len(line.split()) for line in body.split("\n") if _PARAGRAPH_END.search(line))
    if prose < _FEWEST_WORDS:
        raise UnreadableError(
            f"is a page without an article (under {_FEWEST_WORDS} words of sentences): give the address of an article, "
            "or save its text"
        )


def _join_paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _drop_title(body: str, titles: list[str | None]) -> str:
    """The body without its first paragraph where that repeats the title."""
    first, _, rest = body.partition("\n\n")
    return rest if rest and fold_words(first) in (fold_words(title) for title in titles if title) else body


def _get_element_text(tree: Any, tag: str) -> str:
    """The words of the first such element that has any."""
    found = (" ".join(element.text_content().split()) for element in tree.iter(tag))
    return next((words for words in found if words), "")


def _strip_publisher(title: str, publisher: str | None) -> str | None:
    """The title without " | Publisher" at its end."""
    title = " ".join(title.split())
    if publisher:
        name = re.escape(re.sub(r"^the\s+", "", publisher, flags=re.IGNORECASE))
        title = re.sub(rf"\s+[|–—·-]\s+(?:the\s+)?{name}$", "", title, flags=re.IGNORECASE)
    return title or None


def _clean_byline(words: str) -> str | None:
    names = re.sub(r"^by\s+", "", words.strip(), flags=re.IGNORECASE).replace(";", ",")
    return None if names.startswith("http") else names or None


def _parse_page_day(text: str | None) -> date | None:
    found = _PAGE_DAY.match(text or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _collect_links(tree: Any, at: str) -> dict[str, str]:
    """The addresses of the page's links by their words, absolute where the page's own address is known."""
    found: dict[str, str] = {}
    for element in tree.iter("a"):
        words, target = " ".join(element.text_content().split()), (element.get("href") or "").strip()
        if words and target and not target.startswith(("#", "javascript:", "mailto:")):
            found.setdefault(words, _join_link(at, target))
    return found


def _join_link(at: str, target: str) -> str:
    try:
        return urljoin(at, target)
    except ValueError:
        return target
