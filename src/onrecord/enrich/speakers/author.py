"""The author of an article: from its byline, its first lines or a note on the author at its end."""

import re

from onrecord.enrich.speakers.lexicon import NEVER_IN_NAMES
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

# Notes at the end of an opinion piece: "Ines Varga is a poet", "By Ines Varga, a poet", "Follow Ines Varga on Twitter".
_SIGNATURE = re.compile(
    r"^(?:By\s+|Follow\s+)?((?:[A-ZÀ-Ž][\w’'.-]*\s+){1,3}[A-ZÀ-Ž][\w’'-]+)"
    r"(?=(?:,[^.]{5,90},)?\s+(?:is|was|writes|teaches|works|covers|serves)\s+(?!not\b)|,\s+an?\s|\s+[Oo]n\s+Twitter)"
)
# A note on the author is among this many paragraphs at the end: corrections and adverts may follow it.
_CLOSING_PARAGRAPHS = 3
# Characters: a longer second line that begins with "By" is a sentence ("By Friday the water had …").
_LONGEST_BYLINE = 60
# Characters: a longer last paragraph is part of the article, not a note on its author.
_LONGEST_SIGNATURE = 400


def find_author(document: Document, byline: str | None) -> str | None:
    """Return who wrote the article; None if neither `byline`, the first lines nor the last paragraphs name anybody."""
    if byline:
        return re.sub(r"^By\s+", "", byline)
    starts = document.paragraphs
    ends = (*starts[1:], len(document.text))
    lines = [document.text[a:b].strip(' \n*_“"') for a, b in zip(starts, ends, strict=True)]
    first = next((line[3:] for line in lines[1:3] if re.match(r"By [A-Z]", line) and len(line) < _LONGEST_BYLINE), None)
    if first:
        return re.split(r",|\s\||\s+and\s", first)[0].strip()
    for line in reversed(lines[1:][-_CLOSING_PARAGRAPHS:]):
        match = _SIGNATURE.match(line)
        if match and len(line) < _LONGEST_SIGNATURE and normalise_word(match[1].split()[0]) not in NEVER_IN_NAMES:
            return match[1]
    return None
