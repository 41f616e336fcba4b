"""Who: the person, organisation or document behind each source."""

from onrecord.enrich.speakers.stage import resolve_speakers

__all__ = ["resolve_speakers"]
