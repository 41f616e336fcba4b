"""Who: the person, the body or the document behind each source."""

from onrecord.enrich.speakers.stage import speakers

__all__ = ["speakers"]
