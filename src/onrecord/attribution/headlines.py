"""Headlines: "X – Speaker" or "Speaker: X", with the dash or the colon as their cue. Pure.

The vocabulary is headlines.toml.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.records import Span, Spans

CUE_MARKS = "-–—―:"
# Content of 15 characters and more, a source of 2 to 60: "Rain – again" and "Live: floods" have no speaker.
_LAST_DASH = re.compile(r"(?P<content>\S.{14,}\S)\s+(?P<cue>[-–—―])\s+(?P<source>[^-–—―:]{2,60})")
_LAST_COLON = re.compile(r"(?P<content>\S.{14,})(?P<cue>:)\s+(?P<source>[^:]{2,40})")
_FIRST_COLON = re.compile(r"(?P<source>[^:]{2,50})(?P<cue>:)\s+(?P<content>\S.{13,}\S)")
# Words: a speaker in a headline is shorter.
_LONGEST_SPEAKER = 7


def get_headline(text: str) -> str:
    """Return the first line of a text of several; a text of one line has no headline."""
    return text[: text.find("\n")] if "\n" in text else ""


def find_headline_content(text: str, source: Span, cue: Span) -> Span | None:
    """Return the content of a headline with a dash or colon as its cue: all that is not on the source's side of it.

    None where the cue is another, or not in the headline.
    """
    line = text[: text.find("\n")] if "\n" in text else text
    if cue.of(text) not in CUE_MARKS or cue.end > len(line):
        return None
    start, end = (0, cue.start) if source.start > cue.start else (cue.end, len(line))
    words = line[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(start, end) if start < end else None


def parse_headline(text: str, sources: Iterable[str]) -> tuple[Spans, Spans, Spans] | None:
    """Return source, cue and content of a headline that has a speaker by its shape, None where it has none.

    A speaker ends with a noun for one who speaks (headlines.toml), or with a name that one of `sources`, those of the
    article's statements, ends with too; so a paper's name after a dash is not taken for one.

    >>> parse_headline("Bridge over the Lissen may close - harbour office\\n\\nIt rained.", [])
    ((Span(start=35, end=49),), (Span(start=33, end=34),), (Span(start=0, end=32),))
    >>> parse_headline("Voss: bridge will close in May\\n\\nIt rained.", ["Mayor Mara Voss"]) is None
    False
    >>> parse_headline("Bridge will close in May - The Lissen Courier\\n\\nIt rained.", ["Mara Voss"]) is None
    True
    """
    line = get_headline(text)
    names = {source.split()[-1].strip(",") for source in sources if source[-1:].isalnum()}
    names = {name for name in names if name[:1].isupper()}
    for shape in (_LAST_DASH, _LAST_COLON, _FIRST_COLON):
        match = shape.fullmatch(line.rstrip())
        if match is None or len(match["source"].split()) > _LONGEST_SPEAKER:
            continue
        last = match["source"].split()[-1]
        if last in names or (shape is _LAST_DASH and last.lower() in _speaker_nouns()):
            source, cue, content = (Span(*match.span(role)) for role in ("source", "cue", "content"))
            return (source,), (cue,), (content,)
    return None


@cache
def _speaker_nouns() -> frozenset[str]:
    lists = tomllib.loads((files("onrecord.attribution") / "headlines.toml").read_text("utf-8"))
    return frozenset(lists["speakers"].split())
