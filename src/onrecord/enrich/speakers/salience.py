"""Salience: how much each person is in focus. Every mention has a weight, which decays from sentence to sentence.

The weights rank grammatical roles as centering theory does (subject over object), with the sources of statements above
both. They were set by hand on the articles of speakers/dev.jsonl; only their order has a theory behind it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.enrich.speakers.mentions import Mention, PersonName
from onrecord.text.document import Document

SPEAKER_WEIGHT = 1.15
"""A statement's source: in news prose "he" nearly always is whoever was quoted last."""
SUBJECT_WEIGHT = 1.0
PRONOUN_WEIGHT = 0.9
"""A "he" or "she" that was resolved: below a subject by name, so that a chain of pronouns fades without a name."""
OBJECT_WEIGHT = 0.55
POSSESSIVE_WEIGHT = 0.5
"""A name that only owns something: "Voters in Holm's town cheered" is not about Holm."""
HEADLINE_WEIGHT = 0.4
"""Headlines name people out of the order of the story."""
QUOTED_WEIGHT = 0.15
"""A name inside a quotation: whom a speaker talks about rarely is who speaks next."""
# The share of a weight that is left one sentence later: a subject falls below a fresh object (0.55) in two.
_SENTENCE_DECAY = 0.72
# The share of their weight that further mentions add to the strongest: repetition breaks ties, recency decides.
_REPEAT_SHARE = 0.12
# Events before a pronoun that are looked at: after so many, decay has left nothing that matters.
_EVENT_WINDOW = 24


@dataclass(frozen=True, slots=True)
class SalienceEvent:
    """One mention of a person at `offset`, in sentence number `sentence`.

    name: a person's name, or a placeholder of one "#" word for somebody unnamed.
    """

    offset: int
    sentence: int
    name: PersonName
    weight: float


def make_placeholder(number: int) -> PersonName:
    """Return the name under which an unnamed person is tracked."""
    return (f"#{number}",)


def is_placeholder(name: PersonName) -> bool:
    """Return whether the name is a placeholder for an unnamed person."""
    return name[0].startswith("#")


def weigh_mention(mention: Mention, document: Document) -> float:
    """Return the salience of a mention by name, from where it is printed and its grammatical role."""
    if document.quotation(mention.start):
        return QUOTED_WEIGHT
    if mention.start < document.headline:
        return HEADLINE_WEIGHT
    if mention.is_possessive:
        return POSSESSIVE_WEIGHT
    return SUBJECT_WEIGHT if mention.is_subject else OBJECT_WEIGHT


def find_most_salient(
    events: list[SalienceEvent], sentence: int, get_fit: Callable[[PersonName], float]
) -> PersonName | None:
    """Return the most salient person as seen from sentence number `sentence`; None if nobody fits.

    get_fit: a factor on a person's weights; 0 rules the person out.
    """
    strongest: dict[PersonName, float] = {}
    total: dict[PersonName, float] = {}
    factors: dict[PersonName, float] = {}
    for event in reversed(events[-_EVENT_WINDOW:]):
        name = event.name
        factor = factors.get(name)
        if factor is None:
            factor = factors[name] = get_fit(name)
        if not factor:
            continue
        since = sentence - event.sentence
        weight = event.weight * factor * (_SENTENCE_DECAY**since if since > 0 else 1.0)
        total[name] = total.get(name, 0.0) + weight
        if weight > strongest.get(name, -1.0):
            strongest[name] = weight
    return max(
        strongest, key=lambda name: strongest[name] + _REPEAT_SHARE * (total[name] - strongest[name]), default=None
    )
