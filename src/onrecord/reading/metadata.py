"""Read a page's metadata: Open Graph and other meta tags, the canonical address, JSON-LD (schema.org)."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.characters import replace_controls

# schema.org's types of articles, by their endings: NewsArticle, LiveBlogPosting, Report, …
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report|PressRelease)$")
_META_FIELDS = {
    "og:title": "title",
    "og:site_name": "publisher",
    "og:url": "url",
    "article:published_time": "published",
    "og:article:published_time": "published",
    "article:section": "section",
    "article:author": "byline",
    "author": "byline",
}
# Some pages wrap JSON-LD in CDATA or a comment, which is not JSON.
_SCRIPT_COMMENT = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
JsonObject = dict[str, Any]


def read_meta_tags(tree: Any) -> dict[str, str]:
    """Return title, publisher, url, published, section and byline from the page's meta and link tags, where given."""
    fields: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = _META_FIELDS.get((tag.get("property") or tag.get("name") or "").lower())
        value = (tag.get("content") or "").strip()
        if name and value and _is_plausible(name, value):
            fields.setdefault(name, value)
    for tag in tree.iter("link"):
        if (tag.get("rel") or "").lower() == "canonical" and _is_plausible("url", tag.get("href") or ""):
            fields["url"] = tag.get("href").strip()
    return fields


def _is_plausible(name: str, value: str) -> bool:
    """Return whether a url is an address, and a byline is not: some pages put the author's profile there."""
    is_address = value.strip().startswith(("http://", "https://"))
    return is_address if name == "url" else not (name == "byline" and is_address)


def read_linked_data(tree: Any, *, url: str | None, title: str | None) -> dict[str, str]:
    """Return the fields of the page's article in JSON-LD; the address only if `url`, from the page's tags, is None.

    Of several articles take the one with that address or title, else the first; a WebPage only if there is no article.
    """
    scripts = (tag.text for tag in tree.iter("script") if "ld+json" in (tag.get("type") or "").lower())
    nodes = [node for script in scripts for node in _iterate_nodes(script)]
    known = [node for node in nodes if _rank_node(node)]
    if not known:
        return {}
    node = min(
        known, key=lambda node: (_rank_node(node), url not in _get_addresses(node), _get_headline(node) != title)
    )
    values = {
        "title": _get_headline(node),
        "byline": ", ".join(dict.fromkeys(_get_names(node.get("author"), nodes))),
        "publisher": next(iter(_get_names(node.get("publisher"), nodes)), None),
        "section": next(iter(_get_strings(node.get("articleSection"))), None),
        "published": node.get("datePublished"),
        "url": None
        if url
        else next((address for address in _get_addresses(node) if _is_plausible("url", address)), None),
    }
    cleaned = {name: html.unescape(value).strip() for name, value in values.items() if isinstance(value, str)}
    return {name: value for name, value in cleaned.items() if value}


def _rank_node(node: JsonObject) -> int:
    """Return 1 for an article, 2 for a page, 0 for anything else. Types may be written as addresses."""
    kinds = [re.split("[/:#]", kind)[-1] for kind in _get_strings(node.get("@type"))]
    if any(_ARTICLE_TYPE.search(kind) for kind in kinds):
        return 1
    return 2 if "WebPage" in kinds else 0


def _get_headline(node: JsonObject) -> str | None:
    return next((html.unescape(text) for text in _get_strings([node.get("headline"), node.get("name")])), None)


def _get_addresses(node: JsonObject) -> list[str]:
    main = node.get("mainEntityOfPage")
    return _get_strings([node.get("url"), main.get("@id") if isinstance(main, dict) else main])


def _iterate_nodes(text: str | None) -> Iterator[JsonObject]:
    """Yield each object of a JSON-LD script, those of its graph too; none if the script is broken."""
    try:
        parsed = json.loads(_SCRIPT_COMMENT.sub("", text or ""), strict=False)
    except (ValueError, RecursionError):
        return
    stack = [parsed]
    for node in _flatten(stack):
        if isinstance(node, dict):
            yield node
            stack.extend(node[name] for name in ("mainEntity", "@graph") if node.get(name))


def _flatten(stack: list[Any]) -> Iterator[Any]:
    """Yield what a stack of values holds, the last first, but for each list its items in their order.

    What is put on the stack meanwhile comes next. Without recursion: strangers' JSON can be nested deeply.
    """
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        else:
            yield value


def _get_names(value: Any, nodes: list[JsonObject]) -> list[str]:
    """Return names of people or organisations, given as strings, objects, references or lists of those."""
    named = {n["@id"]: n for n in reversed(nodes) if isinstance(n.get("@id"), str) and "name" in n}
    names: list[str] = []
    for item in _flatten([value]):
        if isinstance(item, dict):
            refers = "name" not in item and isinstance(item.get("@id"), str)
            names += _get_strings((named.get(item["@id"], item) if refers else item).get("name"))
        else:
            names += [text for text in _get_strings(item) if _is_plausible("byline", text)]
    return names


def _get_strings(value: Any) -> list[str]:
    # JSON can escape half of a surrogate pair: a page whose headline was cut within an emoji does.
    values = value if isinstance(value, list) else [value]
    return [replace_controls(text) for text in values if isinstance(text, str)]
