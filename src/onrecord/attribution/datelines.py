"""Datelines, "KYIV, March 5 (Agency) – " or "KESARPUR: ", which are nobody's words."""

import re

from onrecord.records import Span

_PLACE = r"[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DAY = r"(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?"
_AGENCY = r"(?: ?\([A-Z][\w ./]+\))?"
_DATELINE = re.compile(rf"\s*{_PLACE}{_DAY}{_AGENCY}(?P<end>\s?[–—]{{1,2}}\s?|\s--?\s|:\s)")
_PARAGRAPHS = 3


def dateline(text: str) -> Span | None:
    """The dateline of an article, at the start of one of its first three paragraphs.

    One that ends with a colon only right under the headline: further down it may be a speaker's name in a transcript.

    >>> dateline("Rain\\n\\nLISSEN, March 5 (Meridian) – It rained.")
    Span(start=6, end=35)
    >>> dateline("Debate\\n\\nIt began.\\n\\nVOSS: I disagree.") is None
    True
    """
    place = 0
    for number, line in enumerate(line for line in text.split("\n", 6) if line.strip()):
        place = text.index(line, place)
        found = _DATELINE.match(line)
        if found and number < _PARAGRAPHS and (":" not in found["end"] or number == 1):
            return Span(place, place + found.end())
    return None
