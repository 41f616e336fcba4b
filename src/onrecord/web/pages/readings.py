"""Describe the readings of a statement in words, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from onrecord.judgements import Confirmation, Correction, Judgement, Resolution
from onrecord.records import (
    Article,
    Forecast,
    Quantity,
    Sighting,
    Statement,
    Time,
)
from onrecord.text.format import format_day, format_number, format_probability, format_share
from onrecord.web.components import JudgementNote, speaker_address
from onrecord.web.filters import quote_segment

_COMPARATOR_WORDS = {"<": "less than ", ">": "more than ", "~": "about ", "up": "up by ", "down": "down by ", "=": ""}


@dataclass(frozen=True)
class Reason:
    """A reading with its reason."""

    words: Annotated[str, "the words that it was read from"]
    reading: Annotated[str, "what was read from them"]
    because: Annotated[str, "why"]


@dataclass(frozen=True, kw_only=True)
class ForecastReading:
    """The forecast that a statement makes."""

    first: Annotated[date | None, "when its horizon begins"]
    last: Annotated[date | None, "when its horizon ends; without an end it is open"]
    odds: Annotated[str, "how likely its words make it, an interval; empty where they do not say"]
    low: Annotated[float | None, "the interval's lower end, a probability"]
    high: Annotated[float | None, "its upper end"]
    condition: Annotated[str, "on what it depends, as printed; empty where on nothing"]
    unresolvable: Annotated[str, "why nobody could tell whether it came true; empty where one could"]
    because: Annotated[str, "why it is read as a forecast"]
    confirmed: Annotated[bool, "has a person confirmed it?"]
    outcome: Annotated[str, "the outcome (yes, no, partly, void); empty where nobody has resolved it"]


@dataclass(frozen=True, kw_only=True)
class StatementReading:
    """All readings of a statement."""

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
    forecast: Annotated[ForecastReading | None, "what it foretells"]
    judged: Annotated[tuple[JudgementNote, ...], "what people judged of it, and did not withdraw"]
    corrected: Annotated[bool, "is what stands here a person's correction, laid over what the model read?"]
    claim: Annotated[str, "the address of its claim; empty where nobody is named"]
    back: Annotated[str, "the address of this place, to come back to after a change"]


def describe_statement(made: Article, one: Statement, judged: Iterable[Judgement], back: str) -> StatementReading:
    """Describe the readings of a statement. back: the address of the place where they are shown."""
    words, speaker, standing = Sighting.of(made, one), one.speaker, tuple(judged)
    name = (speaker and speaker.name) or ""
    return StatementReading(
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
        said=tuple(_describe_time(made.text, time) for time in ((one.said_at,) if one.said_at else ())),
        said_on=one.said_at.first if one.said_at and one.said_at.first == one.said_at.last else None,
        times=tuple(_describe_time(made.text, time) for time in one.times),
        quantities=tuple(_describe_quantity(made.text, quantity) for quantity in one.quantities),
        certainty=tuple(
            Reason(h.phrase, format_probability(h.low, h.high) or "unknown", h.because) for h in one.certainty
        ),
        confidence=tuple(
            Reason(c.phrase, c.level, "the speaker says so") for c in ((one.confidence,) if one.confidence else ())
        ),
        forecast=_describe_forecast(one.forecast, standing) if one.forecast else None,
        judged=tuple(JudgementNote.of(judgement) for judgement in standing),
        corrected=any(isinstance(judgement, Correction | Confirmation) for judgement in standing),
        claim=f"/claims/{quote_segment(one.id)}" if name else "",
        back=back,
    )


def _describe_time(text: str, time: Time) -> Reason:
    days = " to ".join(dict.fromkeys(format_day(end) if end else "open" for end in (time.first, time.last)))
    also = f" (or {', '.join(time.alternatives)})" if time.alternatives else ""
    return Reason(time.span.of(text), f"{time.value}: {days}{also}", time.because)


def _describe_quantity(text: str, quantity: Quantity) -> Reason:
    ends = " to ".join(dict.fromkeys((format_number(quantity.low), format_number(quantity.high))))
    another = "another " if quantity.increment else ""
    rate = f" a {quantity.rate}" if quantity.rate else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    return Reason(
        quantity.span.of(text), f"{_COMPARATOR_WORDS[quantity.comparator]}{another}{ends}{unit}{rate}", quantity.because
    )


def _describe_forecast(made: Forecast, judged: Iterable[Judgement]) -> ForecastReading:
    resolved = [judgement for judgement in judged if isinstance(judgement, Resolution)]
    return ForecastReading(
        first=made.first,
        last=made.last,
        odds=format_probability(made.low, made.high),
        low=made.low,
        high=made.high,
        condition=made.condition or "",
        unresolvable=made.unresolvable or "",
        because=made.because,
        confirmed=made.confirmed_by is not None,
        outcome=resolved[-1].outcome if resolved else "",
    )
