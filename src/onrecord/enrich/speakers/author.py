"""Who signs an article: its byline, its first lines or a note on the author at its end."""

import re

from onrecord.enrich.speakers.lexicon import NEVER_IN_NAMES
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

_SIGNATURE = re.compile(
    r"^(?:By\s+|Follow\s+)?((?:[A-ZÀ-Ž][\w’'.-]*\s+){1,3}[A-ZÀ-Ž][\w’'-]+)"
    r"(?=(?:,[^.]{5,90},)?\s+(?:is|was|writes|teaches|works|covers|serves)\s+(?!not\b)|,\s+an?\s|\s+[Oo]n\s+Twitter)"
)
_CLOSING_PARAGRAPHS = 3
"""Paragraphs: a line on the author stands among so many at the end."""


def find_author(document: Document, byline: str | None) -> str | None:
    """Who wrote it, as the byline says, the first lines ("By Ines Varga") or the last ("Ines Varga is a poet")."""
    if byline:
        return re.sub(r"^By\s+", "", byline)
    starts = document.paragraphs
    ends = (*starts[1:], len(document.text))
    lines = [document.text[a:b].strip(' \n*_“"') for a, b in zip(starts, ends, strict=True)]
    first = next((line[3:] for line in lines[1:3] if re.match(r"By [A-Z]", line) and len(line) < 60), None)
    if first:
        return re.split(r",|\s\||\s+and\s", first)[0].strip()
    for line in reversed(lines[1:][-_CLOSING_PARAGRAPHS:]):
        match = _SIGNATURE.match(line)
        if match and len(line) < 400 and normalise_word(match[1].split()[0]) not in NEVER_IN_NAMES:
            return match[1]
    return None
