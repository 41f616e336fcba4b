"""What the tests of times share."""

from datetime import date

from onrecord.enrich.times import find_times
from onrecord.records import Time
from onrecord.text.document import Document

MONDAY = "2026-11-23"
"""The day of publication of most cases."""


def read_times(text: str, published: str | None) -> list[Time]:
    """The times of a text that was published on an ISO day, None for an unknown one."""
    return find_times(Document.from_text(text), date.fromisoformat(published) if published else None)
