"""Which person a description means: "the spokeswoman", "the GOP candidate", "my father", "a judge" in the lead."""

import re

from onrecord.enrich.speakers.names import Name
from onrecord.enrich.speakers.roles import Role, fit
from onrecord.enrich.speakers.salience import foremost, is_unnamed
from onrecord.enrich.speakers.scene import Scene
from onrecord.enrich.speakers.vocabulary import ANYBODY, KIN, OFFICES, PUBLIC, noun_gender

LEAD = 2
"""Paragraphs, the headline among them, in which one is brought in by a role who is named only later."""
_TIE_KNOWN = 0.4
"""The weight of somebody who is known as a relation only."""
_OFFICE_KNOWN = 0.8
"""The weight of somebody known by an office, where a role is spoken of that goes with one ("the Nevada Democrat")."""
_RECENT = 3
"""Statements: who spoke last is looked for in so many."""
_ROLE_KNOWN = 0.25
"""The weight of somebody whose role is told already, where another role is spoken of."""


def described(part: str, said: Role, place: int, scene: Scene, *, definite: bool) -> tuple[Name, str] | None:
    """The person whom a description means, and why."""
    lead = scene.layout.paragraph(place) < LEAD
    bare = not re.match(r"(?:the|this|that|his|her|their|its|our|my)\s|\S+[’']s\s", part, re.IGNORECASE)
    if definite and not (bare and lead):
        found = scene.borne(said, place)
        if found:
            return found, f"“{part}”: the {said.noun} is {shown(found)}"
    if lead or definite:
        found = _named_later(said, place, scene)
        if found:
            return found, f"“{part}”: {shown(found)} is named later as {said.noun}"
    if not definite or bare:
        return None
    found = _unplaced(part, said, place, scene)
    return (found, f"“{part}”: {shown(found)} is the most spoken of whom it fits") if found else None


def shown(name: Name) -> str:
    """A name as a reason prints it."""
    return "the unnamed one" if is_unnamed(name) else " ".join(name)


def _named_later(said: Role, place: int, scene: Scene) -> Name | None:
    """The first who is named after `place` with that role."""
    for mention, name in zip(scene.cast.mentions, scene.cast.names, strict=True):
        if mention.start > place and not scene.clash(name, said) and any(fit(said, r) >= 1 for r in scene.known(name)):
            return name
    return None


def _unplaced(part: str, said: Role, place: int, scene: Scene) -> Name | None:
    """Who may bear a role that the text gives to nobody: who spoke last, best one of whom no role is told.

    Or, for a role that the well known bear ("the candidate"), one much spoken of.

    Nobody who stands beside the description in one sentence ("Reh met the woman").
    """
    if said.noun in KIN and not re.match("the ", part, re.IGNORECASE):
        return None
    beside = _beside(said.noun, place, scene)
    last = next((name for _, speaker, name in reversed(scene.said[-_RECENT:]) if name and speaker.name), None)
    most = max(scene.cast.count.values(), default=1)

    def fits(name: Name) -> float:
        if is_unnamed(name) or name in beside or scene.clash(name, said) or not scene.cast.is_sure(name):
            return 0.0
        if said.noun in ANYBODY and scene.gender(name) != noun_gender([said.noun]):
            return 0.0
        if name != last and said.noun not in PUBLIC | ANYBODY:
            return 0.0
        known = scene.known(name)
        free = 1.0 if not known else _TIE_KNOWN if all(role.kin for role in known) else _ROLE_KNOWN
        if said.noun in PUBLIC and any(role.noun in PUBLIC | OFFICES for role in known):
            free = _OFFICE_KNOWN
        return free * (0.3 + scene.cast.count[name] / most)

    found = foremost(scene.events, scene.layout.sentence(place), fits)
    if said.noun in ANYBODY and (found is None or scene.known(found)):
        return _anybody_later(said, place, scene, beside) or found
    return found


def _beside(noun: str, place: int, scene: Scene) -> set[Name]:
    """Who stands in one sentence with "the <noun>", up to `place`."""
    sentences = {
        scene.layout.sentence(m.start())
        for m in re.finditer(rf"\bthe (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b", scene.text[:place])
    }
    if not sentences:
        return set()
    pairs = zip(scene.cast.mentions, scene.cast.names, strict=True)
    return {name for mention, name in pairs if scene.layout.sentence(mention.start) in sentences}


def _anybody_later(said: Role, place: int, scene: Scene, beside: set[Name]) -> Name | None:
    """The first man or woman who is named only later."""
    gender = noun_gender([said.noun])
    before = {e.name for e in scene.events}
    for mention, name in zip(scene.cast.mentions, scene.cast.names, strict=True):
        new = mention.start > place and name not in before and name not in beside
        if new and gender and scene.gender(name) == gender and scene.cast.is_sure(name) and not scene.known(name):
            return name
    return None
