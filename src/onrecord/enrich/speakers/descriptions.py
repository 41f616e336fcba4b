"""Which person a description means: "the spokeswoman", "the GOP candidate", "my father", "a judge" in the lead."""

import re

from onrecord.enrich.speakers.discourse import DiscourseState
from onrecord.enrich.speakers.lexicon import ELECTED_OFFICES, GENERIC_PERSON_NOUNS, KIN, PUBLIC_ROLES, get_noun_gender
from onrecord.enrich.speakers.mentions import PersonName
from onrecord.enrich.speakers.roles import PersonRole, score_role_fit
from onrecord.enrich.speakers.salience import find_most_salient, is_placeholder

LEAD_PARAGRAPHS = 2
"""Paragraphs, the headline among them, in which one is brought in by a role who is named only later."""
_KIN_ONLY_FACTOR = 0.4
"""The weight of somebody who is known as a relation only."""
_OFFICE_HOLDER_FACTOR = 0.8
"""The weight of somebody known by an office, where a role is spoken of that goes with one ("the Nevada Democrat")."""
_COMPANION_WINDOW = 4000
"""Characters before a description in which others like it are looked for."""
_LOOKAHEAD_MENTIONS = 100
"""Names after a description among which the one it means may be."""
_FREELY_USED, _OFFICE_ROLES = PUBLIC_ROLES | GENERIC_PERSON_NOUNS, PUBLIC_ROLES | ELECTED_OFFICES
_BASE_PROMINENCE = 0.1
"""What somebody named once weighs beside 1 for the one named most."""
_RECENT_STATEMENTS = 3
"""Statements: who spoke last is looked for in so many."""
_OTHER_ROLE_FACTOR = 0.25
"""The weight of somebody whose role is told already, where another role is spoken of."""


def resolve_description(
    part: str, said: PersonRole, offset: int, discourse: DiscourseState, *, definite: bool
) -> tuple[PersonName, str] | None:
    """The person whom a description means, and why."""
    lead = discourse.document.paragraph(offset) < LEAD_PARAGRAPHS
    bare = not re.match(r"(?:the|this|that|his|her|their|its|our|my)\s|\S+[’']s\s", part, re.IGNORECASE)
    if definite and not (bare and lead):
        found = discourse.find_role_bearer(said, offset)
        if found:
            return found, f"“{part}”: the {said.noun} is {format_person(found)}"
    if lead or definite:
        found = _find_named_later(said, offset, discourse)
        if found:
            return found, f"“{part}”: {format_person(found)} is named later as {said.noun}"
    if not definite or bare:
        return None
    found = _find_likely_bearer(part, said, offset, discourse)
    return (found, f"“{part}”: {format_person(found)} is the most spoken of whom it fits") if found else None


def format_person(name: PersonName) -> str:
    """A name as a reason prints it."""
    return "the unnamed one" if is_placeholder(name) else " ".join(name)


def _find_named_later(said: PersonRole, offset: int, discourse: DiscourseState) -> PersonName | None:
    """The first who is named after `place` with that role."""
    found: dict[PersonName, int] = {}
    for name in discourse.list_role_bearers(said):
        next_place = discourse.people.find_next_mention(name, offset)
        if (
            next_place
            and not discourse.has_conflict(name, said)
            and any(score_role_fit(said, role) >= 1 for role in discourse.get_roles(name))
        ):
            found[name] = next_place
    return min(found, key=lambda name: found[name], default=None)


def _find_likely_bearer(part: str, said: PersonRole, offset: int, discourse: DiscourseState) -> PersonName | None:
    """Who may bear a role that the text gives to nobody: who spoke last, best one of whom no role is told.

    Or, for a role that the well known bear ("the candidate"), one much spoken of. Nobody who stands beside the
    description in one sentence ("Reh met the woman").
    """
    if said.noun in KIN and not re.match("the ", part, re.IGNORECASE):
        return None
    beside = _find_companions(said.noun, offset, discourse)
    last = next(
        (name for _, speaker, name in reversed(discourse.resolved[-_RECENT_STATEMENTS:]) if name and speaker.name), None
    )
    most = discourse.people.highest_count

    def fits(name: PersonName) -> float:
        if (
            is_placeholder(name)
            or name in beside
            or discourse.has_conflict(name, said)
            or not discourse.people.is_certain(name)
        ):
            return 0.0
        if said.noun in GENERIC_PERSON_NOUNS and discourse.get_gender(name) != get_noun_gender([said.noun]):
            return 0.0
        if name != last and said.noun not in _FREELY_USED:
            return 0.0
        known = discourse.get_roles(name)
        free = 1.0 if not known else _KIN_ONLY_FACTOR if all(role.is_kinship for role in known) else _OTHER_ROLE_FACTOR
        if said.noun in PUBLIC_ROLES and any(role.noun in _OFFICE_ROLES for role in known):
            free = _OFFICE_HOLDER_FACTOR
        return free * (_BASE_PROMINENCE + discourse.people.mention_counts[name] / most)

    found = find_most_salient(discourse.events, discourse.document.sentence(offset), fits)
    if said.noun in GENERIC_PERSON_NOUNS and (found is None or discourse.get_roles(found)):
        return _find_new_person_later(said, offset, discourse, beside) or found
    return found


def _find_companions(noun: str, offset: int, discourse: DiscourseState) -> set[PersonName]:
    """Who stands in one sentence with "the <noun>", before `place`."""
    document, people = discourse.document, discourse.people
    found: set[PersonName] = set()
    pattern = re.compile(rf"\bthe (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b")
    for match in pattern.finditer(discourse.text, max(0, offset - _COMPANION_WINDOW), offset):
        start = people.get_mention_index(document.sentence_start(match.start()))
        found.update(people.names[start : people.get_mention_index(document.sentence_end(match.start()))])
    return found


def _find_new_person_later(
    said: PersonRole, offset: int, discourse: DiscourseState, beside: set[PersonName]
) -> PersonName | None:
    """The first man or woman who is named only later."""
    gender, start = get_noun_gender([said.noun]), discourse.people.get_mention_index(offset + 1)
    for name in discourse.people.names[start : start + _LOOKAHEAD_MENTIONS]:
        new = name not in discourse.last_sentences and name not in beside and not discourse.get_roles(name)
        if new and gender and discourse.get_gender(name) == gender and discourse.people.is_certain(name):
            return name
    return None
