"""An article as it was read: its text with the statements marked in place, each statement's readings with reasons."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

from onrecord.ledger import Found, Ledger, articles
from onrecord.ledger.reprints import of_key
from onrecord.records import (
    ACTS,
    CREDIBILITY,
    OUTCOMES,
    Article,
    Forecast,
    Judgement,
    Quantity,
    Sighting,
    Span,
    SpeakerKind,
    Statement,
    Time,
)
from onrecord.text.format import format_day, format_number, format_probability, format_share
from onrecord.web.components import Judged, Link, Pager, speaker_address
from onrecord.web.desk import View
from onrecord.web.filters import segment

Role = Literal["", "source", "cue", "content"]
_ROLES: tuple[Role, ...] = ("cue", "source", "content")
"""Where statements share words, the first of these is what the words are shown as."""
SIZE = 100
"""Statements whose readings stand on one page; of an article with more, the others are a page further."""
_PRINTINGS = 12
"""Other printings of the text that are named."""
_LONGEST = 80
"""Characters of another publisher's name."""
_NAMES = 200
"""Speakers whom a correction is offered."""
_SHARED = 8
"""Statements that are said to share some words."""
_SIGNS = {"<": "less than ", ">": "more than ", "~": "about ", "up": "up by ", "down": "down by ", "=": ""}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words of the text that are all alike."""

    words: Annotated[str, "words as they were printed"]
    role: Annotated[Role, "source, cue or content of a statement; empty where they are none"] = ""
    statements: Annotated[tuple[str, ...], "ids of the statements that they belong to; the first gives the role"] = ()
    furniture: Annotated[bool, "is it the page's, not the article's?"] = False
    insertion: Annotated[bool, "is it an editor's insertion?"] = False
    opens: Annotated[bool, "does a part of the statement begin here?"] = False
    marks: Annotated[tuple[str, ...], "the ids of the statements whose place in the text is here"] = ()
    address: Annotated[str, "where its readings stand, at the place of a statement; elsewhere empty"] = ""


@dataclass(frozen=True)
class Reason:
    """Something that was read, and why."""

    words: Annotated[str, "the words that it was read from"]
    reading: Annotated[str, "what was read from them"]
    because: Annotated[str, "why"]


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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
    said_on: Annotated[date | None, "the day it was said, where it is one"]
    times: Annotated[tuple[Reason, ...], "the times that it speaks of"]
    quantities: Annotated[tuple[Reason, ...], "its numbers"]
    certainty: Annotated[tuple[Reason, ...], "how sure its words make it"]
    confidence: Annotated[tuple[Reason, ...], "how well founded the speaker says it is"]
    forecast: Annotated[Foretold | None, "what it foretells"]
    judged: Annotated[tuple[Judged, ...], "what people judged of it, and did not withdraw"]
    corrected: Annotated[bool, "is what stands here a person's correction, laid over what the model read?"]
    claim: Annotated[str, "the address of its claim; empty where nobody is named"]
    back: Annotated[str, "the address of this place, to come back to after a change"]


@dataclass(frozen=True)
class Struck:
    """What a model read as a statement, but a person says is none."""

    id: Annotated[str, "the statement's id"]
    source: Annotated[str, "the words of the source"]
    cue: Annotated[str, "the words of the cue"]
    content: Annotated[str, "the words of the content"]
    judged: Annotated[tuple[Judged, ...], "who said so, when and why; to be withdrawn"]


@dataclass(frozen=True)
class Choice:
    """What may be chosen."""

    value: Annotated[str, "as the record has it"]
    words: Annotated[str, "what it means"]


@dataclass(frozen=True, kw_only=True)
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
    newer: Annotated[str, "the address of the newest version, where this is an older one; else empty"]
    missing: Annotated[str, "the id of a statement that was asked for, but is not in the newest reading; else empty"]
    paragraphs: Annotated[tuple[tuple[Stretch, ...], ...], "its text, paragraph by paragraph; joined, the text as kept"]
    statements: Annotated[tuple[Read, ...], "its statements, in the order of the text; of many, some"]
    place: Annotated[Pager, "which of its statements these are"]
    struck: Annotated[tuple[Struck, ...], "what was read as a statement, but is none, as a person says"]
    related: Annotated[tuple[Link, ...], "articles that the page points to"]
    version: Annotated[int, "which version of the page this is, from 1"]
    versions: Annotated[int, "how many versions of the page were read"]
    printings: Annotated[tuple[Link, ...], "other articles that print the same text; of many, some"]
    reprints: Annotated[int, "how many others print it"]
    judged: Annotated[tuple[Judged, ...], "what people judged of the article"]
    acts: Annotated[tuple[str, ...], "the acts that a correction may name"]
    sorts: Annotated[tuple[str, ...], "the kinds of speaker that a correction may name"]
    names: Annotated[tuple[str, ...], "the speakers of the article, whom a correction is likely to name"]
    outcomes: Annotated[tuple[str, ...], "what may come of a forecast"]
    grades: Annotated[tuple[Choice, ...], "how credible information may be (Admiralty code)"]


def article(view: View) -> Reading:
    """The page of an article, named by its key, its id, or the beginning of either."""
    found = view.ledger.find(view.path["key"])
    made = found.record.article
    others = [p for p in of_key(view.ledger, found.key) if p.key != found.key] if made.text else []
    edition = articles.edition(view.ledger, found.key)
    said = _in_order(found.record.statements)
    first = min(view.query.number("from", 0), max(0, len(said) - 1)) // SIZE * SIZE
    backs = {one.id: _back(found.key, place, one.id) for place, one in enumerate(said)}
    shown = said[first : first + SIZE]
    return Reading(
        key=found.key,
        id=made.id,
        title=made.title or made.id,
        byline=made.byline or "",
        publisher=made.publisher or "",
        section=made.section or "",
        published=made.published,
        language=made.language or "",
        url=made.url or "",
        notices=found.record.notices,
        newer=f"/articles/{edition.newest}" if edition.newest != found.key else "",
        missing=_missing(view, found),
        paragraphs=tuple(paragraphs(made, said, backs)),
        statements=tuple(read(made, one, found.judged.get(one.id, ()), backs[one.id]) for one in shown),
        place=_place(found.key, first, len(shown), len(said)),
        struck=tuple(_struck(view.ledger, found)),
        related=tuple(Link(one.title, one.url or "") for one in made.related),
        version=edition.version,
        versions=edition.versions,
        printings=tuple(
            Link(
                ", ".join(x for x in ((p.publisher or "")[:_LONGEST], format_day(p.published)) if x),
                f"/articles/{p.key}",
            )
            for p in others[:_PRINTINGS]
        ),
        reprints=len(others),
        judged=tuple(
            Judged.of(one) for key in dict.fromkeys((found.key, made.id)) for one in found.judged.get(key, ())
        ),
        acts=ACTS,
        sorts=get_args(SpeakerKind),
        names=tuple(dict.fromkeys(one.speaker.name for one in said if one.speaker and one.speaker.name))[:_NAMES],
        outcomes=OUTCOMES,
        grades=tuple(Choice(value, words) for value, words in CREDIBILITY.items()),
    )


def _in_order(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda one: one.spans[:1])


def _back(key: str, place: int, identifier: str) -> str:
    """Where the readings of the statement at this place in the order stand."""
    return f"{_page(key, place // SIZE * SIZE)}#s-{identifier}"


def _page(key: str, first: int) -> str:
    return f"/articles/{key}?from={first}" if first else f"/articles/{key}"


def _place(key: str, first: int, count: int, total: int) -> Pager:
    before = _page(key, first - SIZE) if first else ""
    after = _page(key, first + SIZE) if first + count < total else ""
    return Pager(
        first=first + 1 if count else 0, last=first + count, total=total, more=False, before=before, after=after
    )


def _missing(view: View, found: Found) -> str:
    """The statement that was asked for, where it is in no reading that counts."""
    asked = view.query.word("missing")[:64]
    return asked if asked.isalnum() and all(one.id != asked for one in found.record.statements) else ""


def _struck(ledger: Ledger, found: Found) -> Iterator[Struck]:
    made = found.record.article
    for one, judged in articles.none(ledger, found.key):
        words = Sighting.of(made, one)
        yield Struck(one.id, words.source, words.cue, words.content, tuple(Judged.of(each) for each in judged))


def paragraphs(
    made: Article, statements: Sequence[Statement], backs: Mapping[str, str]
) -> Iterator[tuple[Stretch, ...]]:
    """The text in paragraphs, cut wherever a span begins or ends. backs: where the readings of each statement stand."""
    text, cuts = made.text, _cuts(made, statements)
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        inside = cuts.places[bisect_left(cuts.places, at) : bisect_right(cuts.places, end)]
        yield tuple(cuts.stretch(Span(one, other), text, backs) for one, other in itertools.pairwise(inside))
        at = end


@dataclass(frozen=True, kw_only=True)
class _Cuts:
    """Where a text is cut, in order, and of each part, by where it begins: which statements' it is, and what else.

    roles: the role that it is shown in, that statement, and whether that begins here. all: whoever has a part in it.
    marks: the statements whose place in the text it is.
    """

    places: list[int]
    roles: Mapping[int, tuple[Role, str, bool]]
    all: Mapping[int, tuple[str, ...]]
    marks: Mapping[int, tuple[str, ...]]
    furniture: frozenset[int]
    insertions: frozenset[int]

    def stretch(self, span: Span, text: str, backs: Mapping[str, str]) -> Stretch:
        role, identifier, opens = self.roles.get(span.start, ("", "", False))
        also = self.all.get(span.start, ())
        marks = self.marks.get(span.start, ())
        return Stretch(
            words=span.of(text),
            role=role,
            statements=tuple(dict.fromkeys((identifier, *also))) if identifier else (),
            furniture=span.start in self.furniture,
            insertion=span.start in self.insertions,
            opens=opens,
            marks=marks,
            address=backs.get(identifier if identifier in marks else marks[0], "") if marks else "",
        )


def _cuts(made: Article, statements: Iterable[Statement]) -> _Cuts:
    """Every place where something begins or ends; of each part, what it is, by where it begins."""
    spans = [(span, role, one.id) for one in statements for role in _ROLES for span in getattr(one, role)]
    ends = itertools.accumulate((len(line) for line in made.text.splitlines(keepends=True)), initial=0)
    whole = [*(span for span, _, _ in spans), *made.furniture, *made.insertions]
    places = sorted({*ends, *(place for span in whole for place in span)})
    roles: dict[int, tuple[Role, str, bool]] = {}
    every: dict[int, tuple[str, ...]] = {}
    for role in _ROLES:
        for span, of, identifier in spans:
            if of == role:
                for place in _within(places, span):
                    roles.setdefault(place, (role, identifier, place == span.start))
                    every[place] = (*every.get(place, ()), identifier)[:_SHARED]
    outside = [
        {place for span in some for place in _within(places, span)} for some in (made.furniture, made.insertions)
    ]
    return _Cuts(
        places=places,
        roles=roles,
        all=every,
        marks=_marks(statements),
        furniture=frozenset(outside[0]),
        insertions=frozenset(outside[1]),
    )


def _marks(statements: Iterable[Statement]) -> dict[int, tuple[str, ...]]:
    """Where each statement has its place in the text: at its cue."""
    marks: dict[int, tuple[str, ...]] = {}
    for one in statements:
        for span in (*one.cue, *one.spans)[:1]:
            marks[span.start] = (*marks.get(span.start, ()), one.id)
    return marks


def _within(places: list[int], span: Span) -> list[int]:
    """The places from the span's start to before its end."""
    return places[bisect_left(places, span.start) : bisect_left(places, span.end)]


def read(made: Article, one: Statement, judged: Iterable[Judgement], back: str) -> Read:
    """What was read of a statement, in words. back: the address of the place where that stands."""
    words, speaker, standing = Sighting.of(made, one), one.speaker, tuple(judged)
    name = (speaker and speaker.name) or ""
    return Read(
        id=one.id,
        who=name or words.source or "unnamed",
        name=name,
        speaker=speaker_address(name) if name else "",
        role=(speaker and speaker.role) or "",
        organisation=(speaker and speaker.organisation) or "",
        sort=speaker.kind if speaker else "unnamed",
        who_because=speaker.because if speaker else "nothing in the text says who",
        act=one.act,
        kind=one.kind,
        cue=words.cue,
        content=words.content,
        score="" if one.score is None else format_share(one.score),
        said=tuple(_time(made.text, time) for time in ((one.said_at,) if one.said_at else ())),
        said_on=one.said_at.first if one.said_at and one.said_at.first == one.said_at.last else None,
        times=tuple(_time(made.text, time) for time in one.times),
        quantities=tuple(_quantity(made.text, quantity) for quantity in one.quantities),
        certainty=tuple(
            Reason(h.phrase, format_probability(h.low, h.high) or "unknown", h.because) for h in one.certainty
        ),
        confidence=tuple(
            Reason(c.phrase, c.level, "the speaker says so") for c in ((one.confidence,) if one.confidence else ())
        ),
        forecast=_foretold(one.forecast, standing) if one.forecast else None,
        judged=tuple(Judged.of(judgement) for judgement in standing),
        corrected=any(judgement.kind in ("correct", "confirm") for judgement in standing),
        claim=f"/claims/{segment(one.id)}" if name else "",
        back=back,
    )


def _time(text: str, time: Time) -> Reason:
    days = " to ".join(dict.fromkeys(format_day(one) if one else "open" for one in (time.first, time.last)))
    also = f" (or {', '.join(time.alternatives)})" if time.alternatives else ""
    return Reason(time.span.of(text), f"{time.value}: {days}{also}", time.because)


def _quantity(text: str, quantity: Quantity) -> Reason:
    ends = " to ".join(dict.fromkeys((format_number(quantity.low), format_number(quantity.high))))
    another = "another " if quantity.increment else ""
    rate = f" a {quantity.rate}" if quantity.rate else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Reason(quantity.span.of(text), f"{_SIGNS[quantity.comparator]}{another}{ends}{unit}{rate}", quantity.because)


def _foretold(made: Forecast, judged: Iterable[Judgement]) -> Foretold:
    by_kind: Mapping[str, Judgement] = {judgement.kind: judgement for judgement in judged}
    resolved = by_kind.get("resolve")
    return Foretold(
        first=made.first,
        last=made.last,
        odds=format_probability(made.low, made.high),
        low=made.low,
        high=made.high,
        condition=made.condition or "",
        unresolvable=made.unresolvable or "",
        because=made.because,
        confirmed="confirm" in by_kind,
        outcome=resolved.data["outcome"] if resolved else "",
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
    if not found.statement:
        return f"/articles/{found.key}"
    identifier = found.statement.id
    order = [one.id for one in _in_order(view.ledger.record(found.key).statements)]
    if identifier in order:
        return _back(found.key, order.index(identifier), identifier)
    if any(one.id == identifier for one, _ in articles.none(view.ledger, found.key)):
        return f"/articles/{found.key}#s-{identifier}"
    return f"/articles/{found.key}?missing={identifier}"
