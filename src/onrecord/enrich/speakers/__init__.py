"""Who: the person, the body or the document behind each source."""

from onrecord.enrich.speakers.stage import resolve_speakers

__all__ = ["resolve_speakers"]
