"""Whom a pronoun means: everybody spoken of so far has a weight, which fades from sentence to sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.enrich.speakers.mentions import Mention, Name
from onrecord.text.document import Document

SPEAKER, SUBJECT, PRONOUN, OBJECT, OWNER, HEADLINE, QUOTED = 1.15, 1.0, 0.9, 0.55, 0.5, 0.4, 0.15
"""What being spoken of weighs: most as a source, least in a quotation. Set on the articles of speakers/dev.jsonl."""
_FADE = 0.72
"""What is left of a weight a sentence later."""
_MORE = 0.12
"""The part of their weight that further mentions add to the strongest."""
_SPAN = 24
"""Events: so many before a pronoun are looked at."""


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody is spoken of at `place`, in sentence number `sentence`; an unnamed person has a name of one "#" word."""

    place: int
    sentence: int
    name: Name
    weight: float


def unnamed(number: int) -> Name:
    """The name that stands for an unnamed person."""
    return (f"#{number}",)


def is_unnamed(name: Name) -> bool:
    """Does it stand for an unnamed person?"""
    return name[0].startswith("#")


def weight_of(mention: Mention, layout: Document) -> float:
    """What a name's mention weighs."""
    if layout.quotation(mention.start):
        return QUOTED
    if mention.start < layout.headline:
        return HEADLINE
    if mention.owner:
        return OWNER
    return SUBJECT if mention.subject else OBJECT


def foremost(events: list[Event], sentence: int, fits: Callable[[Name], float]) -> Name | None:
    """Who weighs most in sentence number `sentence`, of the last events; `fits` multiplies a weight, 0 rules out."""
    most: dict[Name, float] = {}
    rest: dict[Name, float] = {}
    factors: dict[Name, float] = {}
    for event in reversed(events[-_SPAN:]):
        name = event.name
        factor = factors.get(name)
        if factor is None:
            factor = factors[name] = fits(name)
        if not factor:
            continue
        since = sentence - event.sentence
        weight = event.weight * factor * (_FADE**since if since > 0 else 1.0)
        rest[name] = rest.get(name, 0.0) + weight
        if weight > most.get(name, -1.0):
            most[name] = weight
    return max(most, key=lambda name: most[name] + _MORE * (rest[name] - most[name]), default=None)
