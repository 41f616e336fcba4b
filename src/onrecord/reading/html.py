"""Parse an HTML page: main text by trafilatura, metadata first from JSON-LD and Open Graph."""

import logging
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urljoin

from onrecord.characters import replace_controls
from onrecord.errors import UnreadableError
from onrecord.reading.metadata import read_linked_data, read_meta_tags
from onrecord.text.normalise import fold_words

# Words in paragraphs that end as sentences do: a page with fewer has no article, only menus and captions.
_FEWEST_WORDS = 20
# The ends of sentences in the scripts that the press of the world prints, with the marks that may follow them.
_PARAGRAPH_END = re.compile(r"[.!?…:;。।؟][\"'”’»)\]]*$")
_PAGE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A parsed page: text (title, blank line, body), metadata, and the URLs of its links by their words."""

    text: str
    title: str | None
    byline: str | None
    publisher: str | None
    section: str | None
    published: date | None
    url: str | None
    links: dict[str, str]


def parse_page(html: str, *, url: str | None = None, title: str | None = None) -> ParsedPage:
    """Parse a page; raise UnreadableError if it has no main text.

    url: where it was fetched. title: from outside, for a page without one.
    """
    tree = _parse_tree(html)
    fields, heading = read_meta_tags(tree), _get_element_text(tree, "h1")
    fields |= read_linked_data(tree, url=url or fields.get("url"), title=fields.get("title"))
    named, at = (
        fields.get("title") or heading or _get_element_text(tree, "title") or title or "",
        url or fields.get("url"),
    )
    links = _collect_links(tree, at or "")
    about = _extract_main_text(tree, url)
    body = _join_paragraphs(about.get("text") or "")
    _check_prose(body)
    publisher = fields.get("publisher") or about.get("sitename")
    known = _strip_publisher(named, publisher)
    return ParsedPage(
        text=f"{known}\n\n{_drop_title(body, [known, heading])}" if known else body,
        title=known,
        byline=_clean_byline(fields.get("byline") or about.get("author") or ""),
        publisher=publisher,
        section=fields.get("section") or about.get("section"),
        published=_parse_page_day(fields.get("published")) or _parse_page_day(about.get("date")),
        url=at or about.get("url"),
        links=links,
    )


# Elements that begin and end a line, as browsers lay them out.
_BLOCK_TAGS = "p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article pre hr".split()
# Their text is code, or the caption of a picture that stands elsewhere.
_UNSEEN_TAGS = ("script", "style", "figure", "iframe", "noscript")


def parse_fragment(html: str, *, url: str | None = None) -> tuple[str, dict[str, str]]:
    """Return the paragraphs of an HTML fragment that is all text, separated by blank lines, and its links.

    Raise UnreadableError if it contains no words.
    """
    tree = _parse_tree(f"<div>{html}</div>")
    links = _collect_links(tree, url or "")
    for element in list(tree.iter(*_UNSEEN_TAGS)):
        element.drop_tree()
    for element in tree.iter(*_BLOCK_TAGS):
        element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    body = _join_paragraphs("\n".join(" ".join(line.split()) for line in tree.text_content().split("\n")))
    if not body:
        raise UnreadableError("contains no text: give the address of an article")
    return body, links


def strip_tags(html: str) -> str:
    """Return the words of a line of HTML without tags, character references resolved."""
    return (
        " ".join(_parse_tree(f"<div>{html}</div>").text_content().split()) if re.search("[<&]", html) else html.strip()
    )


def _parse_tree(html: str) -> Any:
    from lxml import etree
    from lxml import html as parser

    html = _OVERLOADED_TAG.sub(r"<\1>", replace_controls(html))
    try:
        tree = parser.document_fromstring(html.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("is HTML that cannot be parsed: save the page again") from None
    if _REFERENCE.search(html):
        _clean_tree(tree)
    return tree


# libxml2 compares each attribute of an element with all those before it: 50,000 take half a minute. An element with a
# thousand or more is kept, its attributes are not.
_OVERLOADED_TAG = re.compile(
    r"<([a-z][\w:-]*+)"
    r"(?:[\s/]++[^\s<>\"'=/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"']++))?+){1000,}+[\s/]*+>",
    re.IGNORECASE,
)
# "&#x1f;" and the like. The parser resolves them, but refuses to set a text that has such a character.
_REFERENCE = re.compile(
    r"&#0*(?:\d{1,2}|1[0-5]\d|6553[45])(?!\d)|&#x0*(?:[0189]?[0-9a-f]|7f|fff[ef])(?![0-9a-f])", re.IGNORECASE
)


def _clean_tree(tree: Any) -> None:
    """Replace the control characters in the texts and attributes of a tree, in place."""
    for element in tree.iter():
        # Entities have a text that cannot be set.
        if isinstance(element.tag, str):
            element.text = element.text and replace_controls(element.text)
            for name, value in element.attrib.items():
                # The parser takes names that it refuses to set; nobody asks for their values.
                if (clean := replace_controls(value)) is not value:
                    with suppress(ValueError):
                        element.set(name, clean)
        element.tail = element.tail and replace_controls(element.tail)


# For htmldate: only days in the page's markup. A day in its prose is that of another event.
_HTMLDATE_OPTIONS = {"original_date": True, "extensive_search": False}


def _extract_main_text(tree: Any, url: str | None) -> dict[str, str]:
    """Run trafilatura, which alters the tree; return the texts that it finds, and the first of the page's categories.

    They are empty if it finds nothing.
    """
    from trafilatura import bare_extraction

    _silence_loggers()
    try:
        # What libraries warn of (a time zone that they do not know) is for their callers, not for who reads a page.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            extracted = bare_extraction(
                tree,
                url=url,
                include_comments=False,
                with_metadata=True,
                date_extraction_params=_HTMLDATE_OPTIONS.copy(),
            )
    except RecursionError:
        raise UnreadableError("is HTML nested too deeply: save its text instead") from None
    found = extracted if isinstance(extracted, dict) else extracted.as_dict() if extracted else {}
    # It passes on what the page's JSON has, a list for a name too.
    found["section"] = next(iter(found.get("categories") or ()), None)
    return {name: value for name, value in found.items() if isinstance(value, str)}


@cache
def _silence_loggers() -> None:
    """Keep the libraries' log messages off standard error: failures are reported by onrecord."""
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
    """Return the body without its first paragraph if that repeats the title."""
    first, _, rest = body.partition("\n\n")
    return rest if rest and fold_words(first) in (fold_words(title) for title in titles if title) else body


def _get_element_text(tree: Any, tag: str) -> str:
    """Return the text of the first element with this tag that has any."""
    texts = (" ".join(element.text_content().split()) for element in tree.iter(tag))
    return next((text for text in texts if text), "")


def _strip_publisher(title: str, publisher: str | None) -> str | None:
    """Return the title without " | Publisher" at its end."""
    title = " ".join(title.split())
    if publisher:
        name = re.escape(re.sub(r"^the\s+", "", publisher, flags=re.IGNORECASE))
        title = re.sub(rf"\s+[|–—·-]\s+(?:the\s+)?{name}$", "", title, flags=re.IGNORECASE)
    return title or None


def _clean_byline(words: str) -> str | None:
    names = re.sub(r"^by\s+", "", words.strip(), flags=re.IGNORECASE).replace(";", ",")
    return None if names.startswith("http") else names or None


def _parse_page_day(text: str | None) -> date | None:
    match = _PAGE_DAY.match(text or "")
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _collect_links(tree: Any, at: str) -> dict[str, str]:
    """Return the addresses of the page's links by their words, absolute if the page's own address is known."""
    links: dict[str, str] = {}
    for element in tree.iter("a"):
        words, target = " ".join(element.text_content().split()), (element.get("href") or "").strip()
        if words and target and not target.startswith(("#", "javascript:", "mailto:")):
            links.setdefault(words, _join_link(at, target))
    return links


def _join_link(at: str, target: str) -> str:
    try:
        return urljoin(at, target)
    except ValueError:
        return target
