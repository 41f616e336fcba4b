"""The speaker of one statement of a little marked article, as the stage finds it."""

from marked import marked

from onrecord.enrich.speakers import resolve_speakers
from onrecord.enrich.speakers.discourse import DiscourseState
from onrecord.pipeline import enrich
from onrecord.records import Speaker
from onrecord.text.document import Document

Found = tuple[str | None, str, str]
"""A speaker's name and kind, and the reason."""


def speaker_of(text: str) -> Speaker:
    """Return the speaker of the last statement; of the first one where the text ends with "|"."""
    speaker = enrich(marked(text), stages=[resolve_speakers]).statements[0 if text.endswith("|") else -1].speaker
    assert speaker
    return speaker


def found(text: str) -> Found:
    """Return name, kind and reason of that speaker."""
    speaker = speaker_of(text)
    return speaker.name, speaker.kind, speaker.because


def read_to_end(text: str) -> DiscourseState:
    """Return the discourse state at the end of a text without statements."""
    record = marked(text)
    discourse = DiscourseState(record, Document.from_text(record.article.text))
    discourse.advance_to(len(record.article.text))
    return discourse
