"""A line of a brief: who said what, when and where, how likely it makes it, how sure of it, where it was printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.judgements import Grade
from onrecord.text.format import (
    format_day,
    format_probability,
)
from onrecord.watches import Item
from onrecord.watches.clauses import quoted_sentences
from onrecord.watches.items import describe_speaker

Grades = Mapping[str, Iterable[Grade]]
"""What people graded, by subject: a speaker's name or a statement's id."""

_SHORT = 110
_SHORT_TITLE = 40
_PAPERS = 3
_NOTHING = 0.05
"""From this to one less it, an interval is what a forecast without any phrase has."""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """What a brief prints of an item, all of it words. `number` is what the rest of the brief calls it by.

    printed_by: the publisher, or where that is not known the beginning of the title. likelihood, confidence, grade,
    also: a sentence each, empty where there is nothing to say. Likelihood is how probable the words make it; confidence
    how well founded the speaker says that it is. The two never share a sentence: ICD 203, Analytic Standards (2015),
    D.6.e.
    """

    number: int
    id: str
    day: str
    printed_only: bool
    place: str
    who: str
    role: str
    cue: str
    quotation: str
    short: str
    title: str
    publisher: str
    printed_by: str
    published: str
    url: str
    likelihood: str
    confidence: str
    grade: str
    also: str
    because: str


def build_line(number: int, found: Item, grades: Grades, again: Sequence[Item] = ()) -> BriefLine:
    """The line of an item; `again`: other printings of the same words by the same speaker."""
    article, said = found.record.article, found.statement
    speaker = said.speaker if said.speaker and said.speaker.name else None
    name = (speaker and speaker.name) or ""
    role = ", ".join(x for x in (speaker.role, speaker.organisation) if x and x not in name) if speaker else ""
    place = f"; place: {found.place.because}" if found.place else ""
    return BriefLine(
        number,
        found.id,
        format_day(found.on, unknown="no date"),
        not (said.said_at and said.said_at.first),
        found.place.name if found.place else "",
        describe_speaker(found),
        role,
        found.cue,
        found.quotation,
        shorten(found.quotation, _SHORT),
        found.title,
        article.publisher or "",
        article.publisher or shorten(found.title, _SHORT_TITLE),
        format_day(article.published) if article.published else "",
        article.url if article.url and article.url.startswith(("http://", "https://")) else "",
        describe_likelihood(found),
        describe_confidence(found),
        describe_grades(found, grades),
        describe_reprints(again),
        f"day: {found.on_because}{place}",
    )


def describe_reprints(again: Sequence[Item]) -> str:
    """Where else the same was printed: three of them, and how many more."""
    papers = list(dict.fromkeys(f"{one.publisher or shorten(one.title, _SHORT_TITLE)}" for one in again))
    more = f" and {len(papers) - _PAPERS} more" if len(papers) > _PAPERS else ""
    return f"Also printed by {', '.join(papers[:_PAPERS])}{more}." if papers else ""


def shorten(words: str, most: int) -> str:
    """Words cut at a space where they are too many, with an ellipsis."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def describe_likelihood(found: Item, words: str | None = None) -> str:
    """How likely the words make it: the phrases that say so, with their interval.

    words: what is quoted of it. Only its first sentence counts: a later one is about something else as often as not.
    """
    stated = found.statement.likelihood
    first = next(iter(quoted_sentences(words or found.quotation)), "").casefold()
    if not stated or not any(phrase.casefold() in first for phrase in stated.phrases):
        return ""
    phrases = " and ".join(f"“{phrase}”" for phrase in stated.phrases)
    return f"Likelihood, as worded: {phrases}, {format_probability(stated.low, stated.high)}."


def describe_confidence(found: Item) -> str:
    """How well founded the speaker says that it is."""
    stated = found.statement.confidence
    return f"Confidence, as stated: {stated.level} (“{stated.phrase}”)." if stated else ""


def format_odds(low: float | None, high: float | None) -> str:
    """Return an interval of probability; empty where it says nothing.

    >>> format_odds(0.2, 0.45), format_odds(0.05, 0.95)
    ('20–45 %', '')
    """
    says_nothing = low is None or high is None or (low <= _NOTHING and high >= 1 - _NOTHING)
    return "" if says_nothing else format_probability(low, high)


def describe_grades(found: Item, grades: Grades) -> str:
    """What people graded the speaker and the statement: the last of each person, never averaged."""
    speaker = found.statement.speaker.name if found.statement.speaker else None
    told = []
    for what, key, subject in (("Source", "reliability", speaker), ("Information", "credibility", found.id)):
        last = {made.by: made for made in grades.get(subject or "", ()) if getattr(made, key)}
        each = ", ".join(f"{getattr(made, key)} ({made.by}, {format_day(made.at.date())})" for made in last.values())
        if each:
            told.append(f"{what} graded {each}.")
    return " ".join(told)
