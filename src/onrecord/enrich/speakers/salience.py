"""Whom a pronoun means: everybody spoken of so far has a weight, which fades from sentence to sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.enrich.speakers.mentions import Mention, PersonName
from onrecord.text.document import Document

SPEAKER_WEIGHT, SUBJECT_WEIGHT, PRONOUN_WEIGHT, OBJECT_WEIGHT, POSSESSIVE_WEIGHT, HEADLINE_WEIGHT, QUOTED_WEIGHT = (
    1.15,
    1.0,
    0.9,
    0.55,
    0.5,
    0.4,
    0.15,
)
"""What being spoken of weighs: most as a source, least in a quotation. Set on the articles of speakers/dev.jsonl."""
_SENTENCE_DECAY = 0.72
"""What is left of a weight a sentence later."""
_REPEAT_SHARE = 0.12
"""The part of their weight that further mentions add to the strongest."""
_EVENT_WINDOW = 24
"""Events: so many before a pronoun are looked at."""


@dataclass(frozen=True, slots=True)
class SalienceEvent:
    """Somebody is spoken of at `place`, in sentence number `sentence`; an unnamed person has a name of one "#" word."""

    offset: int
    sentence: int
    name: PersonName
    weight: float


def make_placeholder(number: int) -> PersonName:
    """The name that stands for an unnamed person."""
    return (f"#{number}",)


def is_placeholder(name: PersonName) -> bool:
    """Does it stand for an unnamed person?"""
    return name[0].startswith("#")


def weigh_mention(mention: Mention, document: Document) -> float:
    """What a name's mention weighs."""
    if document.quotation(mention.start):
        return QUOTED_WEIGHT
    if mention.start < document.headline:
        return HEADLINE_WEIGHT
    if mention.is_possessive:
        return POSSESSIVE_WEIGHT
    return SUBJECT_WEIGHT if mention.is_subject else OBJECT_WEIGHT


def find_most_salient(
    events: list[SalienceEvent], sentence: int, fits: Callable[[PersonName], float]
) -> PersonName | None:
    """Who weighs most in sentence number `sentence`, of the last events; `fits` multiplies a weight, 0 rules out."""
    most: dict[PersonName, float] = {}
    rest: dict[PersonName, float] = {}
    factors: dict[PersonName, float] = {}
    for event in reversed(events[-_EVENT_WINDOW:]):
        name = event.name
        factor = factors.get(name)
        if factor is None:
            factor = factors[name] = fits(name)
        if not factor:
            continue
        since = sentence - event.sentence
        weight = event.weight * factor * (_SENTENCE_DECAY**since if since > 0 else 1.0)
        rest[name] = rest.get(name, 0.0) + weight
        if weight > most.get(name, -1.0):
            most[name] = weight
    return max(most, key=lambda name: most[name] + _REPEAT_SHARE * (rest[name] - most[name]), default=None)
