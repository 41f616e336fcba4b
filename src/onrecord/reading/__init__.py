"""Bytes or a file to an Article: HTML, text, JSON Lines, feeds, URLs; page furniture found and marked."""

from onrecord.reading.fetch_history import Known
from onrecord.reading.jsonl import file_rows
from onrecord.reading.polite_client import Manners
from onrecord.reading.sources import article, articles, handed, news

__all__ = ["Known", "Manners", "article", "articles", "file_rows", "handed", "news"]
