"""Bytes or a file to an Article: HTML, text, JSON Lines, feeds, URLs; page furniture found and marked."""

from onrecord.reading.known import Known
from onrecord.reading.manners import Manners
from onrecord.reading.rows import file_rows
from onrecord.reading.sources import article, articles, handed, news

__all__ = ["Known", "Manners", "article", "articles", "file_rows", "handed", "news"]
