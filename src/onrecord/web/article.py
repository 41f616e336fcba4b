"""An article as it was read: its text with the statements marked in place, each statement's readings with reasons."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

from onrecord.ledger import Found
from onrecord.ledger.printings import text_of
from onrecord.records import ACTS, Article, Forecast, Judgement, Quantity, Sighting, Span, SpeakerKind, Statement, Time
from onrecord.web.desk import View
from onrecord.web.filters import day, number, percent, segment
from onrecord.web.parts import Judged, Link, speaker_address

Role = Literal["", "source", "cue", "content"]
_ROLES: tuple[Role, ...] = ("cue", "source", "content")
"""Where statements share words, the first of these is what the words are shown as."""
_SIGNS = {"<": "less than ", ">": "more than ", "~": "about ", "up": "up by ", "down": "down by ", "=": ""}


@dataclass(frozen=True)
class Stretch:
    """Words of the text that are all alike."""

    words: Annotated[str, "words as they were printed"]
    role: Annotated[Role, "source, cue or content of a statement; empty where they are none"] = ""
    statement: Annotated[str, "the id of the statement that they belong to; empty where there is none"] = ""
    furniture: Annotated[bool, "is it the page's, not the article's?"] = False
    insertion: Annotated[bool, "is it an editor's insertion?"] = False
    opens: Annotated[bool, "does a part of the statement begin here?"] = False


@dataclass(frozen=True)
class Reason:
    """Something that was read, and why."""

    words: Annotated[str, "the words that it was read from"]
    reading: Annotated[str, "what was read from them"]
    because: Annotated[str, "why"]


@dataclass(frozen=True)
class Foretold:
    """What a statement foretells."""

    first: Annotated[date | None, "when its horizon begins"]
    last: Annotated[date | None, "when its horizon ends; without an end it is open"]
    odds: Annotated[str, "how likely its words make it, an interval; empty where they do not say"]
    low: Annotated[float | None, "the interval's lower end, a probability"]
    high: Annotated[float | None, "its upper end"]
    condition: Annotated[str, "on what it depends, as printed; empty where on nothing"]
    unresolvable: Annotated[str, "why nobody could tell whether it came true; empty where one could"]
    because: Annotated[str, "why it is read as a forecast"]
    confirmed: Annotated[bool, "has a person confirmed it?"]
    outcome: Annotated[str, "what came of it (yes, no, partly, void); empty where nobody has said"]


@dataclass(frozen=True)
class Read:
    """All that was read of a statement."""

    id: Annotated[str, "the statement's id"]
    who: Annotated[str, "the speaker's name, or where nobody is named the words of the source"]
    name: Annotated[str, "the speaker's name; empty where nobody is named"]
    speaker: Annotated[str, "the address of the speaker's page; empty where nobody is named"]
    role: Annotated[str, "the speaker's role"]
    organisation: Annotated[str, "the speaker's organisation"]
    sort: Annotated[str, "person, organisation, group, document or unnamed"]
    who_because: Annotated[str, "why this speaker"]
    act: Annotated[str, "say, deny, believe, intend, order, ask, know, perceive, decline"]
    kind: Annotated[str, "direct, indirect or mixed"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    score: Annotated[str, "the probability that all of it is found as a trained person would; empty where unknown"]
    said: Annotated[tuple[Reason, ...], "when it was said"]
    times: Annotated[tuple[Reason, ...], "the times that it speaks of"]
    quantities: Annotated[tuple[Reason, ...], "its numbers"]
    certainty: Annotated[tuple[Reason, ...], "how sure its words make it"]
    confidence: Annotated[tuple[Reason, ...], "how well founded the speaker says it is"]
    forecast: Annotated[Foretold | None, "what it foretells"]
    judged: Annotated[tuple[Judged, ...], "what people judged of it, and did not withdraw"]
    claim: Annotated[str, "the address of its claim; empty where nobody is named"]


@dataclass(frozen=True)
class Reading:
    """An article's page."""

    key: Annotated[str, "what tells this version from any other"]
    id: Annotated[str, "the article's id"]
    title: Annotated[str, "its headline, or its id where it has none"]
    byline: Annotated[str, "who wrote it"]
    publisher: Annotated[str, "who printed it"]
    section: Annotated[str, "the section it stood in"]
    published: Annotated[date | None, "the day it was printed"]
    language: Annotated[str, "its language, as a code"]
    url: Annotated[str, "its address on the web"]
    notices: Annotated[tuple[str, ...], "what one should know of this reading"]
    paragraphs: Annotated[tuple[tuple[Stretch, ...], ...], "its text, paragraph by paragraph; joined, the text as kept"]
    statements: Annotated[tuple[Read, ...], "its statements, in the order of the text"]
    related: Annotated[tuple[Link, ...], "articles that the page points to"]
    versions: Annotated[int, "how many versions of the page were read"]
    printings: Annotated[tuple[Link, ...], "other articles that print the same text"]
    judged: Annotated[tuple[Judged, ...], "what people judged of the article"]
    acts: Annotated[tuple[str, ...], "the acts that a correction may name"]
    sorts: Annotated[tuple[str, ...], "the kinds of speaker that a correction may name"]


def article(view: View) -> Reading:
    """The page of an article, named by its key, its id, or the beginning of either."""
    found = view.ledger.find(view.path["key"])
    made = found.record.article
    others = [p for p in text_of(view.ledger, found.key) if p.key != found.key] if made.text else []
    return Reading(
        found.key,
        made.id,
        made.title or made.id,
        made.byline or "",
        made.publisher or "",
        made.section or "",
        made.published,
        made.language or "",
        made.url or "",
        found.record.notices,
        tuple(paragraphs(made, found.record.statements)),
        tuple(read(made, one, found.judged.get(one.id, ())) for one in _in_order(found.record.statements)),
        tuple(Link(one.title, one.url or "") for one in made.related),
        len(view.ledger.versions(found.key)),
        tuple(Link(", ".join(x for x in (p.publisher, day(p.published)) if x), f"/articles/{p.key}") for p in others),
        tuple(Judged.of(one) for key in {found.key, made.id} for one in found.judged.get(key, ())),
        ACTS,
        get_args(SpeakerKind),
    )


def _in_order(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda one: one.spans[:1])


def paragraphs(made: Article, statements: Iterable[Statement]) -> Iterator[tuple[Stretch, ...]]:
    """The text in paragraphs, cut wherever a span begins or ends."""
    text, cuts = made.text, _cuts(made, statements)
    at = 0
    for line in text.splitlines(keepends=True):
        inside = sorted({at, at + len(line), *(place for place in cuts.places if at < place < at + len(line))})
        yield tuple(cuts.stretch(Span(start, end), text) for start, end in itertools.pairwise(inside) if start < end)
        at += len(line)


@dataclass(frozen=True)
class _Cuts:
    """Where a text is cut, and what each part is. spans: with the role and the statement, sorted by start."""

    places: frozenset[int]
    roles: Mapping[int, tuple[Role, str, bool]]
    furniture: frozenset[int]
    insertions: frozenset[int]

    def stretch(self, span: Span, text: str) -> Stretch:
        role, identifier, opens = self.roles.get(span.start, ("", "", False))
        return Stretch(
            span.of(text), role, identifier, span.start in self.furniture, span.start in self.insertions, opens
        )


def _cuts(made: Article, statements: Iterable[Statement]) -> _Cuts:
    """Every place where something begins or ends; of each part, what it is, by where it begins."""
    spans = [(span, role, one.id) for one in statements for role in _ROLES for span in getattr(one, role)]
    lines, at = {0}, 0
    for line in made.text.splitlines(keepends=True):
        at += len(line)
        lines.add(at)
    whole = [*(span for span, _, _ in spans), *made.furniture, *made.insertions]
    places = sorted(lines | {place for span in whole for place in span})
    roles: dict[int, tuple[Role, str, bool]] = {}
    for role in _ROLES:
        for span, of, identifier in spans:
            if of == role:
                for place in _within(places, span):
                    roles.setdefault(place, (role, identifier, place == span.start))
    outside = [
        {place for span in some for place in _within(places, span)} for some in (made.furniture, made.insertions)
    ]
    return _Cuts(frozenset(places), roles, frozenset(outside[0]), frozenset(outside[1]))


def _within(places: list[int], span: Span) -> list[int]:
    """The places from the span's start to before its end."""
    from bisect import bisect_left

    return places[bisect_left(places, span.start) : bisect_left(places, span.end)]


def read(made: Article, one: Statement, judged: Iterable[Judgement]) -> Read:
    """What was read of a statement, in words."""
    words, speaker, standing = Sighting.of(made, one), one.speaker, tuple(judged)
    name = (speaker and speaker.name) or ""
    return Read(
        one.id,
        name or words.source or "unnamed",
        name,
        speaker_address(name) if name else "",
        (speaker and speaker.role) or "",
        (speaker and speaker.organisation) or "",
        speaker.kind if speaker else "unnamed",
        speaker.because if speaker else "nothing in the text says who",
        one.act,
        one.kind,
        words.cue,
        words.content,
        "" if one.score is None else f"{one.score:.0%}".replace("%", " %"),
        tuple(_time(made.text, time) for time in ((one.said_at,) if one.said_at else ())),
        tuple(_time(made.text, time) for time in one.times),
        tuple(_quantity(made.text, quantity) for quantity in one.quantities),
        tuple(Reason(h.phrase, percent(h.low, h.high) or "unknown", h.because) for h in one.certainty),
        tuple(Reason(c.phrase, c.level, "the speaker says so") for c in ((one.confidence,) if one.confidence else ())),
        _foretold(one.forecast, standing) if one.forecast else None,
        tuple(Judged.of(judgement) for judgement in standing),
        f"/claims/{segment(one.id)}" if name else "",
    )


def _time(text: str, time: Time) -> Reason:
    days = " to ".join(dict.fromkeys(day(one) if one else "open" for one in (time.first, time.last)))
    also = f" (or {', '.join(time.alternatives)})" if time.alternatives else ""
    return Reason(time.span.of(text), f"{time.value}: {days}{also}", time.because)


def _quantity(text: str, quantity: Quantity) -> Reason:
    ends = " to ".join(dict.fromkeys((number(quantity.low), number(quantity.high))))
    another = "another " if quantity.increment else ""
    rate = f" a {quantity.rate}" if quantity.rate else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Reason(quantity.span.of(text), f"{_SIGNS[quantity.comparator]}{another}{ends}{unit}{rate}", quantity.because)


def _foretold(made: Forecast, judged: Iterable[Judgement]) -> Foretold:
    by_kind: Mapping[str, Judgement] = {judgement.kind: judgement for judgement in judged}
    resolved = by_kind.get("resolve")
    return Foretold(
        made.first,
        made.last,
        percent(made.low, made.high),
        made.low,
        made.high,
        made.condition or "",
        made.unresolvable or "",
        made.because,
        "confirm" in by_kind,
        resolved.data["outcome"] if resolved else "",
    )


def rows(context: Reading) -> Iterator[dict[str, Any]]:
    """An article's statements as a table."""
    for one in context.statements:
        yield {
            "id": one.id,
            "who": one.who,
            "role": one.role,
            "organisation": one.organisation,
            "act": one.act,
            "kind": one.kind,
            "cue": one.cue,
            "content": one.content,
            "said": "; ".join(reason.reading for reason in one.said),
            "times": "; ".join(reason.reading for reason in one.times),
            "quantities": "; ".join(reason.reading for reason in one.quantities),
            "certainty": "; ".join(f"{reason.words} {reason.reading}" for reason in one.certainty),
            "forecast": one.forecast is not None,
            "due": one.forecast.last if one.forecast else None,
            "score": one.score,
        }


def place(view: View) -> str:
    """The address of a statement in its article."""
    found: Found = view.ledger.find(view.path["id"])
    mark = f"#s-{found.statement.id}" if found.statement else ""
    return f"/articles/{found.key}{mark}"
