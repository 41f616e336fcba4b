"""Which person a description means: "the spokeswoman", "the GOP candidate", "my father", "a judge" in the lead."""

import re

from onrecord.enrich.speakers.discourse import Scene
from onrecord.enrich.speakers.lexicon import ANYBODY, KIN, OFFICES, PUBLIC, noun_gender
from onrecord.enrich.speakers.mentions import Name
from onrecord.enrich.speakers.roles import Role, fit
from onrecord.enrich.speakers.salience import foremost, is_unnamed

LEAD = 2
"""Paragraphs, the headline among them, in which one is brought in by a role who is named only later."""
_TIE_KNOWN = 0.4
"""The weight of somebody who is known as a relation only."""
_OFFICE_KNOWN = 0.8
"""The weight of somebody known by an office, where a role is spoken of that goes with one ("the Nevada Democrat")."""
_BESIDE = 4000
"""Characters before a description in which others like it are looked for."""
_AHEAD = 100
"""Names after a description among which the one it means may be."""
_WIDELY, _ELECTED = PUBLIC | ANYBODY, PUBLIC | OFFICES
_LEAST = 0.1
"""What somebody named once weighs beside 1 for the one named most."""
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
    found: dict[Name, int] = {}
    for name in scene.bearers(said):
        next_place = scene.cast.after(name, place)
        if next_place and not scene.clash(name, said) and any(fit(said, role) >= 1 for role in scene.known(name)):
            found[name] = next_place
    return min(found, key=lambda name: found[name], default=None)


def _unplaced(part: str, said: Role, place: int, scene: Scene) -> Name | None:
    """Who may bear a role that the text gives to nobody: who spoke last, best one of whom no role is told.

    Or, for a role that the well known bear ("the candidate"), one much spoken of. Nobody who stands beside the
    description in one sentence ("Reh met the woman").
    """
    if said.noun in KIN and not re.match("the ", part, re.IGNORECASE):
        return None
    beside = _beside(said.noun, place, scene)
    last = next((name for _, speaker, name in reversed(scene.said[-_RECENT:]) if name and speaker.name), None)
    most = scene.cast.most

    def fits(name: Name) -> float:
        if is_unnamed(name) or name in beside or scene.clash(name, said) or not scene.cast.is_sure(name):
            return 0.0
        if said.noun in ANYBODY and scene.gender(name) != noun_gender([said.noun]):
            return 0.0
        if name != last and said.noun not in _WIDELY:
            return 0.0
        known = scene.known(name)
        free = 1.0 if not known else _TIE_KNOWN if all(role.kin for role in known) else _ROLE_KNOWN
        if said.noun in PUBLIC and any(role.noun in _ELECTED for role in known):
            free = _OFFICE_KNOWN
        return free * (_LEAST + scene.cast.count[name] / most)

    found = foremost(scene.events, scene.layout.sentence(place), fits)
    if said.noun in ANYBODY and (found is None or scene.known(found)):
        return _anybody_later(said, place, scene, beside) or found
    return found


def _beside(noun: str, place: int, scene: Scene) -> set[Name]:
    """Who stands in one sentence with "the <noun>", before `place`."""
    layout, cast = scene.layout, scene.cast
    found: set[Name] = set()
    pattern = re.compile(rf"\bthe (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b")
    for match in pattern.finditer(scene.text, max(0, place - _BESIDE), place):
        start = cast.number(layout.sentence_start(match.start()))
        found.update(cast.names[start : cast.number(layout.sentence_end(match.start()))])
    return found


def _anybody_later(said: Role, place: int, scene: Scene, beside: set[Name]) -> Name | None:
    """The first man or woman who is named only later."""
    gender, start = noun_gender([said.noun]), scene.cast.number(place + 1)
    for name in scene.cast.names[start : start + _AHEAD]:
        new = name not in scene.last and name not in beside and not scene.known(name)
        if new and gender and scene.gender(name) == gender and scene.cast.is_sure(name):
            return name
    return None
