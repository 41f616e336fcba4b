"""Bytes or a file to an Article: HTML, text, JSON Lines, URLs; page furniture found and marked."""

from onrecord.reading.rows import file_rows
from onrecord.reading.sources import article, articles

__all__ = ["article", "articles", "file_rows"]
