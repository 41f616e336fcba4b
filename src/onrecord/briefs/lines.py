"""A line of a brief: who said what, when and where, how likely, how sure of it, and where it was printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.judgements import Grade
from onrecord.text.format import format_day, format_probability
from onrecord.watches import Item
from onrecord.watches.clauses import quoted_sentences
from onrecord.watches.items import describe_speaker

Grades = Mapping[str, Iterable[Grade]]
"""What people graded, by subject: a speaker's name or a statement's id."""

NO_DAY = "no date"
# Characters that a row of a table has room for in print.
_SHORT_QUOTATION = 110
_SHORT_TITLE = 40
# Papers that reprinted a line and are named; the others are counted.
_NAMED_PAPERS = 3
# [x, 1 - x] is the default interval of an unhedged forecast: nobody gave it as a probability.
_UNHEDGED_LOW = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """What a brief prints of an item, all of it words; the rest of the brief refers to it by its `number`.

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


def build_line(number: int, item: Item, grades: Grades, again: Sequence[Item] = ()) -> BriefLine:
    """Build the line of an item; `again`: other printings of the same words by the same speaker."""
    article, statement = item.record.article, item.statement
    place = f"; place: {item.place.because}" if item.place else ""
    return BriefLine(
        number=number,
        id=item.id,
        day=format_day(item.on, unknown=NO_DAY),
        printed_only=not (statement.said_at and statement.said_at.first),
        place=item.place.name if item.place else "",
        who=describe_speaker(item),
        role=_describe_role(item),
        cue=item.cue,
        quotation=item.quotation,
        short=shorten(item.quotation, _SHORT_QUOTATION),
        title=item.title,
        publisher=article.publisher or "",
        printed_by=_describe_printer(item),
        published=format_day(article.published) if article.published else "",
        # Only addresses of the web are linked: a page must not run "javascript:" that came with an article.
        url=article.url if article.url and article.url.startswith(("http://", "https://")) else "",
        likelihood=describe_likelihood(item),
        confidence=describe_confidence(item),
        grade=describe_grades(item, grades),
        also=describe_reprints(again),
        because=f"day: {item.on_because}{place}",
    )


def _describe_role(item: Item) -> str:
    """Return a named speaker's role and organisation, but for what the name has already."""
    speaker = item.statement.speaker
    if not speaker or not speaker.name:
        return ""
    return ", ".join(part for part in (speaker.role, speaker.organisation) if part and part not in speaker.name)


def _describe_printer(item: Item) -> str:
    return item.publisher or shorten(item.title, _SHORT_TITLE)


def describe_reprints(again: Sequence[Item]) -> str:
    """Return where else the same was printed: a few of them by name, and how many more."""
    papers = list(dict.fromkeys(map(_describe_printer, again)))
    more = f" and {len(papers) - _NAMED_PAPERS} more" if len(papers) > _NAMED_PAPERS else ""
    return f"Also printed by {', '.join(papers[:_NAMED_PAPERS])}{more}." if papers else ""


def shorten(words: str, most: int) -> str:
    """Cut words at a space where they are longer than `most` characters, with an ellipsis."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def describe_likelihood(item: Item, words: str | None = None) -> str:
    """Return how likely the words make it: the phrases that say so, with their interval.

    words: what is quoted of it. Only its first sentence counts: a later one is about something else as often as not.
    """
    likelihood = item.statement.likelihood
    first = next(iter(quoted_sentences(words or item.quotation)), "").casefold()
    if not likelihood or not any(phrase.casefold() in first for phrase in likelihood.phrases):
        return ""
    phrases = " and ".join(f"“{phrase}”" for phrase in likelihood.phrases)
    return f"Likelihood, as worded: {phrases}, {format_probability(likelihood.low, likelihood.high)}."


def describe_confidence(item: Item) -> str:
    """Return how well founded the speaker says that it is."""
    stated = item.statement.confidence
    return f"Confidence, as stated: {stated.level} (“{stated.phrase}”)." if stated else ""


def format_forecast_interval(low: float | None, high: float | None) -> str:
    """Return a forecast's interval of probability; empty where it says nothing.

    >>> format_forecast_interval(0.2, 0.45), format_forecast_interval(0.05, 0.95)
    ('20–45 %', '')
    """
    unhedged = low is not None and high is not None and low <= _UNHEDGED_LOW and high >= 1 - _UNHEDGED_LOW
    return "" if unhedged else format_probability(low, high)


def describe_grades(item: Item, grades: Grades) -> str:
    """Return what people graded the speaker and the statement: the last grade of each person, never averaged."""
    speaker = item.statement.speaker.name if item.statement.speaker else None
    return " ".join(
        f"{what} graded {', '.join(each)}."
        for what, key, subject in (("Source", "reliability", speaker), ("Information", "credibility", item.id))
        if (each := list(_last_grades(grades.get(subject or "", ()), key)))
    )


def _last_grades(grades: Iterable[Grade], key: str) -> Iterator[str]:
    """Yield the last grade of each person in words. key: "reliability" or "credibility"."""
    last = {grade.by: grade for grade in grades if getattr(grade, key)}
    return (f"{getattr(grade, key)} ({grade.by}, {format_day(grade.at.date())})" for grade in last.values())
