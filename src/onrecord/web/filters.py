"""What templates need to print values: days and numbers in words, addresses, icons."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

_ICONS = {
    "forecast": "M3 17l6-6 4 4 8-9M15 6h6v6",
    "quote": "M6 17h3l2-4V7H5v6h3zm8 0h3l2-4V7h-6v6h3z",
    "search": "M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l6 6",
    "person": "M12 12a4 4 0 1 0 0-8a4 4 0 1 0 0 8M4 21c0-5 4-7 8-7s8 2 8 7",
    "edit": "M4 20h4L19 9l-4-4L4 16z",
    "add": "M12 5v14M5 12h14",
}


def icon(name: str) -> Markup:
    """A small drawing, for the eye alone."""
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    ).format(_ICONS[name])


def day(value: date | None) -> str:
    """A day in words; a day without one is unknown.

    >>> day(date(2026, 10, 5))
    '5 Oct 2026'
    """
    return f"{value.day} {value:%b %Y}" if value else "unknown"


def moment(value: datetime) -> str:
    """A moment in words, to the minute."""
    return f"{value.day} {value:%b %Y %H:%M}"


def number(value: float) -> str:
    """A number with its thousands.

    >>> number(1234567.0), number(0.25)
    ('1,234,567', '0.25')
    """
    return f"{value:,.12g}"


def percent(low: float | None, high: float | None) -> str:
    """An interval of probability; empty where it is not known.

    >>> percent(0.2, 0.7), percent(0.5, 0.5), percent(None, None)
    ('20–70 %', '50 %', '')
    """
    if low is None or high is None:
        return ""
    return f"{low:.0%}".replace("%", " %") if low == high else f"{low * 100:.0f}–{high * 100:.0f} %"


def segment(value: str) -> str:
    """A word as a part of an address.

    >>> segment("A/B Voss?")
    'A%2FB%20Voss%3F'
    """
    return quote(value, safe="")


def outward(value: str | None) -> str:
    """An address of the web as it stands; empty where it is none that may be followed (javascript:, data:, a path)."""
    try:
        found = urlsplit(value or "")
        return (value or "") if found.scheme in ("http", "https") and found.netloc else ""
    except ValueError:
        return ""


def plural(count: int, noun: str, more: str = "") -> str:
    """A number of things.

    >>> plural(1, "statement"), plural(2000, "statement")
    ('1 statement', '2,000 statements')
    """
    return f"{count:,} {noun if count == 1 else more or noun + 's'}"


def spec(value: Mapping[str, Any]) -> Markup:
    """A chart's specification as JSON that may stand in a page: nothing in it can end the element that it stands in."""
    return htmlsafe_json_dumps(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "number": number,
    "segment": segment,
    "outward": outward,
    "plural": plural,
    "spec": spec,
}
