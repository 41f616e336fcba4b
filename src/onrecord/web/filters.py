"""Template filters: format days and numbers, quote addresses, draw icons."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from onrecord.text.format import format_count, format_day, format_moment, format_number

# Control characters would break lines of CSV; direction overrides make a name look like another's, and "\u202etxt.html"
# like a text file.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")

_ICONS = {
    "forecast": "M3 17l6-6 4 4 8-9M15 6h6v6",
    "quote": "M6 17h3l2-4V7H5v6h3zm8 0h3l2-4V7h-6v6h3z",
    "search": "M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l6 6",
    "person": "M12 12a4 4 0 1 0 0-8a4 4 0 1 0 0 8M4 21c0-5 4-7 8-7s8 2 8 7",
    "edit": "M4 20h4L19 9l-4-4L4 16z",
    "add": "M12 5v14M5 12h14",
}


def draw_icon(name: str) -> Markup:
    """Return an icon as inline SVG, hidden from screen readers."""
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    ).format(_ICONS[name])


def quote_segment(value: str) -> str:
    """Quote a word as one segment of an address, slashes included.

    >>> quote_segment("A/B Voss?")
    'A%2FB%20Voss%3F'
    """
    return quote(value, safe="")


def web_address(value: str | None) -> str:
    """Return a web address unchanged, or an empty word if it is not http(s): javascript:, data:, a path."""
    # Addresses come from the metadata of pages: a link to javascript: would run in the desk, a path would lead into it.
    try:
        parts = urlsplit(value or "")
        return (value or "") if parts.scheme in ("http", "https") and parts.netloc else ""
    except ValueError:
        return ""


def spec_as_json(value: Mapping[str, Any]) -> Markup:
    """Return a chart's specification as JSON that is safe inside an HTML element: it cannot close the element."""
    return htmlsafe_json_dumps(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": format_day,
    "moment": format_moment,
    "number": format_number,
    "segment": quote_segment,
    "outward": web_address,
    "plural": format_count,
    "spec": spec_as_json,
}
