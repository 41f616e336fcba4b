"""Datelines, "KYIV, March 5 (Agency) – " or "KESARPUR: ": they belong to no statement."""

import re

from onrecord.records import Span

# In capitals, at most four words, perhaps with its state: "PORT ILM, Ostrava". Of three letters at least.
_CAPITAL_PLACE = r"[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DATELINE_DAY = r"(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?"
_AGENCY = r"(?: ?\([A-Z][\w ./]+\))?"
# A hyphen needs spaces around it, or "LISSEN-based" would begin one.
_DATELINE_LINE = re.compile(rf"\s*{_CAPITAL_PLACE}{_DATELINE_DAY}{_AGENCY}(?P<end>\s?[–—]{{1,2}}\s?|\s--?\s|:\s)")
# The headline, a line below it or a byline, and the first paragraph.
_SEARCHED_PARAGRAPHS = 3


def find_dateline(text: str) -> Span | None:
    """Return the dateline of an article, at the start of one of its first three paragraphs, None where it has none.

    One that ends with a colon only right under the headline: further down it may be a speaker's name in a transcript.

    >>> find_dateline("Rain\\n\\nLISSEN, March 5 (Meridian) – It rained.")
    Span(start=6, end=35)
    >>> find_dateline("Debate\\n\\nIt began.\\n\\nVOSS: I disagree.") is None
    True
    """
    place = 0
    for number, line in enumerate(line for line in text.split("\n", 6) if line.strip()):
        place = text.index(line, place)
        match = _DATELINE_LINE.match(line)
        if match and number < _SEARCHED_PARAGRAPHS and (":" not in match["end"] or number == 1):
            return Span(place, place + match.end())
    return None
