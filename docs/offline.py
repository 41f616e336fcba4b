"""What a built page would fetch from the network: nothing, or the build fails. Links that a reader follows are free."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
}
_RELS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
_OUTSIDE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_STYLE = re.compile(r"(?:url\(\s*|@import\s+)['\"]?((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_loaded = tag == "link" and _RELS & set(values.get("rel", "").split())
        address = values.get("href" if is_loaded else _LOADS.get(tag, ""), "")
        self.outside += [address] if _OUTSIDE.match(address) else []
        self.outside += _STYLE.findall(values.get("style", ""))


def find_outside(text: str) -> list[str]:
    """Return the addresses that a page of HTML, or a style sheet, would load from elsewhere."""
    loads = _Loads()
    loads.feed(text)
    return loads.outside + _STYLE.findall(text)


def check_site(folder: Path) -> Iterator[str]:
    """Yield a line for each page or style sheet of a built site that would fetch something."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".css"):
            for address in find_outside(path.read_text("utf-8")):
                yield f"{path.relative_to(folder)} would fetch {address}"
