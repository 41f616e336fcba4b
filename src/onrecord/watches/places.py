"""Where something is, as far as the text itself says: never a place from a map, and none where there is none."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import Record, Span, Spans, Statement
from onrecord.text.sentences import find_sentence_starts
from onrecord.text.wrapping import join_wrapped_lines

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?:, [A-Z][\w.]+)?"  # LISSEN, or PORT SABLE, Ostrava
    r"(?:, [\w. ]{3,20}|\s*\([\w ]{2,30}\)){0,2}\s*[–—-]+\s",  # , 5 October 2026 – or (Courier) –
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a place as printed, where it stands, and why it is taken for the place of a statement."""

    name: str
    span: Span
    because: str


def find_place(record: Record, said: Statement) -> Place | None:
    """The place of a statement: named in what was said, else beside it in the sentence, else in the dateline."""
    text = record.article.text
    for span in said.content:
        for found in _named(record, span):
            return Place(found.of(text), found, f"“{_with_word(text, found)}” in what was said")
    for found in _named(record, _sentence(text, said.spans)):
        return Place(found.of(text), found, f"“{_with_word(text, found)}” beside what was said")
    line = _DATELINE.search(text)
    if line:
        span = Span(*line.span("place"))
        return Place(span.of(text).title(), span, "the dateline")
    return None


def _with_word(text: str, name: Span) -> str:
    """The name with the word before it."""
    return " ".join((*text[: name.start].split()[-1:], name.of(text)))


def _sentence(text: str, spans: Spans) -> Span:
    """From the first span to the end of the sentence of the last one, in one paragraph."""
    text = join_wrapped_lines(text)
    first, last = spans[0].start, spans[-1].end
    paragraph, after = text.rfind("\n", 0, last) + 1, text.find("\n", last)
    after = after if after >= 0 else len(text)
    return Span(first, next((start for start in find_sentence_starts(text, paragraph, after) if start > last), after))


def _named(record: Record, among: Span) -> Iterator[Span]:
    """The places that are named in a stretch of the text."""
    text = record.article.text
    people = {names[-1] for said in record.statements if len(names := _names(said)) > 1}
    for match in _pattern().finditer(text, among.start, among.end):
        start, end = match.span("name")
        end = min([end, *(time.span.start for time in record.times if time.span.start < end and start < time.span.end)])
        words = text[start:end].rstrip()
        found = Span(start, start + len(words)) if words else None
        if found and words not in people and not set(words.split()) & _data()["never"] and not _goes_on(text, found):
            yield found


def _names(said: Statement) -> list[str]:
    """The words of a person's name."""
    return said.speaker.name.split() if said.speaker and said.speaker.name and said.speaker.kind == "person" else []


def _goes_on(text: str, name: Span) -> bool:
    """Is it what somebody has, or half of a firm's name?"""
    return text.startswith(("'s", "’s", " &"), name.end)


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_data()["before"], key=len, reverse=True))
    inside = "|".join(_data()["inside"])
    name = r"[A-Z][\w-]+(?:\.(?= [A-Z]))?"
    return re.compile(rf"\b(?i:{words})\s+(?:the\s+)?(?P<name>{name}(?: (?:(?:{inside}) (?:the )?)?{name}){{0,3}})")


@cache
def _data() -> dict[str, frozenset[str]]:
    text = (files("onrecord.watches") / "places.toml").read_text("utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}
