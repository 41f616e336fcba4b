"""The place of a statement, as far as the text names one: never a place from a map."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import Record, Span, Spans, Statement
from onrecord.text.sentences import find_sentence_starts
from onrecord.text.wrapping import join_wrapped_lines

# Datelines of wire stories: capitals, then whatever the paper puts before its dash.
_STORY_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.-]{1,40}(?: [A-Z][A-Z'’.-]{1,40}){0,3})(?:, [A-Z][\w.]{1,40})?"
    # LISSEN, or PORT SABLE, Ostrava
    r"(?:, [\w. ]{3,20}|\s*\([\w ]{2,30}\)){0,2}\s*[–—-]+\s",  # , 5 October 2026 – or (Courier) –
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a place as printed, its span, and why it is the place of a statement."""

    name: str
    span: Span
    because: str


def find_place(record: Record, statement: Statement) -> Place | None:
    """Find the place of a statement: in what was said, else beside it in the sentence, else in the dateline."""
    text = record.article.text
    for span in statement.content:
        for place in _find_named_places(record, span):
            return Place(place.of(text), place, f"“{_with_word_before(text, place)}” in what was said")
    for place in _find_named_places(record, _rest_of_sentence(text, statement.spans)):
        return Place(place.of(text), place, f"“{_with_word_before(text, place)}” beside what was said")
    line = _STORY_DATELINE.search(text)
    if line:
        span = Span(*line.span("place"))
        return Place(span.of(text).title(), span, "the dateline")
    return None


def _with_word_before(text: str, name: Span) -> str:
    """Return the name with the word before it, for the reason."""
    return " ".join((*text[: name.start].split()[-1:], name.of(text)))


def _rest_of_sentence(text: str, spans: Spans) -> Span:
    """Return the stretch from the first span to the end of the last one's sentence, in one paragraph."""
    text = join_wrapped_lines(text)
    first, last = spans[0].start, spans[-1].end
    paragraph, after = text.rfind("\n", 0, last) + 1, text.find("\n", last)
    after = after if after >= 0 else len(text)
    return Span(first, next((start for start in find_sentence_starts(text, paragraph, after) if start > last), after))


def _find_named_places(record: Record, among: Span) -> Iterator[Span]:
    """Yield the places that are named in a stretch of the text."""
    text = record.article.text
    people = {names[-1] for statement in record.statements if len(names := _name_words(statement)) > 1}
    for match in _place_pattern().finditer(text, among.start, among.end):
        start, end = match.span("name")
        # "in Lissen Monday": the day is no part of the name.
        end = min([end, *(time.span.start for time in record.times if time.span.start < end and start < time.span.end)])
        words = text[start:end].rstrip()
        # "At Voss" is not a place where Mara Voss is quoted, "in Parliament" nowhere.
        if not words or words in people or set(words.split()) & _place_words()["never"]:
            continue
        place = Span(start, start + len(words))
        if not _belongs_to_name(text, place):
            yield place


def _name_words(statement: Statement) -> list[str]:
    """Return the words of a person's name."""
    return (
        statement.speaker.name.split()
        if statement.speaker and statement.speaker.name and statement.speaker.kind == "person"
        else []
    )


def _belongs_to_name(text: str, name: Span) -> bool:
    """Return whether the name goes on: "Lissen's mayor" and "Orrin & Sons" are not where something is."""
    return text.startswith(("'s", "’s", " &"), name.end)


@cache
def _place_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_place_words()["before"], key=len, reverse=True))
    inside = "|".join(_place_words()["inside"])
    name = r"[A-Z][\w-]+(?:\.(?= [A-Z]))?"
    return re.compile(rf"\b(?i:{words})\s+(?:the\s+)?(?P<name>{name}(?: (?:(?:{inside}) (?:the )?)?{name}){{0,3}})")


@cache
def _place_words() -> dict[str, frozenset[str]]:
    text = (files("onrecord.watches") / "places.toml").read_text("utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}
