"""How a day, a moment, a number, a percentage and a count are printed for people, wherever that is.

Machines get ISO 8601 and bare numbers (JSON, CSV); everything that a person reads goes through here, so that the desk,
a brief and the terminal print the same thing alike.
"""

from datetime import date, datetime

from onrecord.records import Quantity


def format_day(day: date | None, *, unknown: str = "unknown") -> str:
    """Return a day as text; `unknown` where there is none.

    >>> format_day(date(2026, 10, 5)), format_day(None, unknown="no date")
    ('5 Oct 2026', 'no date')
    """
    # Not %-d: it is missing from Windows. The month is in letters because 5/10 is read in two ways.
    return f"{day.day} {day:%b %Y}" if day else unknown


def format_moment(moment: datetime) -> str:
    """Return a moment to the minute, with its zone where it has one.

    >>> format_moment(datetime(2026, 10, 5, 9, 4))
    '5 Oct 2026 09:04'
    """
    return f"{format_day(moment)} {moment:%H:%M %Z}".rstrip()


def format_number(value: float) -> str:
    """Return a number with its thousands separated, to 12 digits: more than any figure in the news has.

    >>> format_number(1234567.0), format_number(0.25)
    ('1,234,567', '0.25')
    """
    return f"{value:,.12g}"


def format_range(low: float, high: float) -> str:
    """Return one number, or two with "to" between them.

    >>> format_range(400000, 700000), format_range(60, 60)
    ('400,000 to 700,000', '60')
    """
    return format_number(low) if low == high else f"{format_number(low)} to {format_number(high)}"


def format_share(value: float) -> str:
    """Return a share of one as a whole percentage.

    >>> format_share(0.376)
    '38 %'
    """
    return f"{value * 100:.0f} %"


def format_probability(low: float | None, high: float | None) -> str:
    """Return an interval of probability; empty where it is unknown.

    >>> format_probability(0.2, 0.7), format_probability(0.5, 0.5), format_probability(None, None)
    ('20–70 %', '50 %', '')
    """
    if low is None or high is None:
        return ""
    return format_share(low) if low == high else f"{low * 100:.0f}–{high * 100:.0f} %"


def format_count(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun; `plural` where that is not the noun and an s.

    >>> format_count(1, "statement"), format_count(2000, "statement"), format_count(2, "match", "matches")
    ('1 statement', '2,000 statements', '2 matches')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def format_size(size: int) -> str:
    """Return a number of bytes as people say it, in thousands and millions.

    >>> format_size(900), format_size(20_480), format_size(1_234_567)
    ('1 kB', '20 kB', '1.2 MB')
    """
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} kB"


# Readers take "<" for a tag and "~" for nothing at all: the comparator is said in words.
_COMPARATOR_WORDS = {"<": "up to ", ">": "more than ", "~": "about ", "up": "up ", "down": "down "}


def format_quantity(quantity: Quantity) -> str:
    """Return a quantity in words.

    >>> from onrecord.records import Span
    >>> whole = Quantity(Span(0, 9), 30000, 30000, because="a number", comparator="<", unit="people", rate="month")
    >>> format_quantity(whole)
    'up to 30,000 people a month'
    """
    comparator = _COMPARATOR_WORDS.get(quantity.comparator, "")
    increment = "another " if quantity.increment else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    rate = f" a {quantity.rate}" if quantity.rate else ""
    return f"{comparator}{increment}{format_range(quantity.low, quantity.high)}{unit}{rate}"
