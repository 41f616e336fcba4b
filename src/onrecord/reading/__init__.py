"""Read files, pages, feeds, JSON Lines and addresses as Articles; page furniture is marked, never cut out."""

from onrecord.reading.fetch_history import FetchHistory
from onrecord.reading.jsonl import read_row_file
from onrecord.reading.polite_client import PoliteClient
from onrecord.reading.sources import holds_one_article, read_article, read_articles, read_bytes, read_new
from onrecord.reading.unparsed import Unparsed

__all__ = [
    "FetchHistory",
    "PoliteClient",
    "Unparsed",
    "holds_one_article",
    "read_article",
    "read_articles",
    "read_bytes",
    "read_new",
    "read_row_file",
]
