"""Read files, pages, feeds, JSON Lines and addresses as Articles; page furniture is marked, never cut out."""

from onrecord.reading.fetch_history import FetchHistory
from onrecord.reading.jsonl import read_row_file
from onrecord.reading.polite_client import PoliteClient
from onrecord.reading.sources import read_article, read_articles, read_bytes, read_new

__all__ = [
    "FetchHistory",
    "PoliteClient",
    "read_article",
    "read_articles",
    "read_bytes",
    "read_new",
    "read_row_file",
]
