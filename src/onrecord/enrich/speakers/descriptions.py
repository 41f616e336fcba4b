"""Resolve definite and indefinite descriptions to people: "the spokeswoman", "my father", "a judge" in the lead."""

import re

from onrecord.enrich.speakers.discourse import DiscourseState
from onrecord.enrich.speakers.lexicon import ELECTED_OFFICES, GENERIC_PERSON_NOUNS, KIN, PUBLIC_ROLES, get_noun_gender
from onrecord.enrich.speakers.mentions import PersonName
from onrecord.enrich.speakers.roles import PersonRole, score_role_fit
from onrecord.enrich.speakers.salience import find_most_salient, is_placeholder

LEAD_PARAGRAPHS = 2
"""Headline and first paragraph: there newspapers introduce somebody by role ("A Kelva judge …") and name them below."""
# Factor on a person known only as a relative: somebody's wife may also be "the economist".
_KIN_ONLY_FACTOR = 0.4
# Factor on a person whose other role is known: an economist rarely is "the moderator" too.
_OTHER_ROLE_FACTOR = 0.25
# Factor on the holder of an office, for a role that office holders have ("the candidate", "the incumbent").
_OFFICE_HOLDER_FACTOR = 0.8
# Prominence of a person named once, in addition to their share of the mentions of the one named most.
_BASE_PROMINENCE = 0.1
# Characters before a description that are searched for the same description, with the people named beside it.
_COMPANION_WINDOW = 4000
# Mentions after a description among which the first new man or woman is looked for.
_LOOKAHEAD_MENTIONS = 100
# Statements among whose sources the last speaker is looked for: further back somebody else may have taken over.
_RECENT_STATEMENTS = 3
# Nouns that may mean somebody who did not speak last.
_FREELY_USED = PUBLIC_ROLES | GENERIC_PERSON_NOUNS
_OFFICE_ROLES = PUBLIC_ROLES | ELECTED_OFFICES
_OWN_DETERMINER = re.compile(r"(?:the|this|that|his|her|their|its|our|my)\s|\S+[’']s\s", re.IGNORECASE)


def resolve_description(
    part: str, role: PersonRole, offset: int, discourse: DiscourseState, *, definite: bool
) -> tuple[PersonName, str] | None:
    """Return the person whom a description means, and the reason; None if nobody fits.

    part: the description as printed. definite: it does not begin with "a", "some" or a number.
    """
    lead = discourse.document.paragraph(offset) < LEAD_PARAGRAPHS
    # "Judge rejects dam" in a headline leaves the article out: it introduces somebody as "a judge" does.
    bare = not _OWN_DETERMINER.match(part)
    if definite and not (bare and lead):
        bearer = discourse.find_role_bearer(role, offset)
        if bearer:
            return bearer, f"“{part}”: the {role.noun} is {format_person(bearer)}"
    if lead or definite:
        bearer = _find_named_later(role, offset, discourse)
        if bearer:
            return bearer, f"“{part}”: {format_person(bearer)} is named later as {role.noun}"
    if not definite or bare:
        return None
    bearer = _find_likely_bearer(part, role, offset, discourse)
    return (bearer, f"most mentioned match for “{part}”: {format_person(bearer)}") if bearer else None


def format_person(name: PersonName) -> str:
    """Return a name as a reason prints it."""
    return "a person not named" if is_placeholder(name) else " ".join(name)


def _find_named_later(role: PersonRole, offset: int, discourse: DiscourseState) -> PersonName | None:
    """Return the first person who is named after `offset` with that role."""
    next_offsets: dict[PersonName, int] = {}
    for name in discourse.list_role_bearers(role):
        next_offset = discourse.people.find_next_mention(name, offset)
        fits = any(score_role_fit(role, known) >= 1 for known in discourse.get_roles(name))
        if next_offset and fits and not discourse.has_conflict(name, role):
            next_offsets[name] = next_offset
    return min(next_offsets, key=lambda name: next_offsets[name], default=None)


def _find_likely_bearer(part: str, role: PersonRole, offset: int, discourse: DiscourseState) -> PersonName | None:
    """Return who may bear a role that the text gives to nobody: the last speaker, preferably one without a known role.

    For a role of well-known people ("the candidate") it may be anybody who is mentioned much. It is never somebody who
    is named beside the description in one sentence ("Reh met the woman").
    """
    if role.noun in KIN and not re.match("the ", part, re.IGNORECASE):
        return None
    companions = _find_companions(role.noun, offset, discourse)
    recent = reversed(discourse.resolved[-_RECENT_STATEMENTS:])
    last_speaker = next((each.name for each in recent if each.name and each.speaker.name), None)

    def get_fit(name: PersonName) -> float:
        if is_placeholder(name) or name in companions or discourse.has_conflict(name, role):
            return 0.0
        if not discourse.people.is_certain(name) or (name != last_speaker and role.noun not in _FREELY_USED):
            return 0.0
        if role.noun in GENERIC_PERSON_NOUNS and discourse.get_gender(name) != get_noun_gender([role.noun]):
            return 0.0
        prominence = _BASE_PROMINENCE + discourse.people.mention_counts[name] / discourse.people.highest_count
        return _weigh_known_roles(role, discourse.get_roles(name)) * prominence

    likely = find_most_salient(discourse.events, discourse.document.sentence(offset), get_fit)
    if role.noun in GENERIC_PERSON_NOUNS and (likely is None or discourse.get_roles(likely)):
        return _find_new_person_later(role, offset, discourse, companions) or likely
    return likely


def _weigh_known_roles(role: PersonRole, known: list[PersonRole]) -> float:
    """Return a factor on somebody with these known roles, where a role is asked that none of them is."""
    if role.noun in PUBLIC_ROLES and any(each.noun in _OFFICE_ROLES for each in known):
        return _OFFICE_HOLDER_FACTOR
    if not known:
        return 1.0
    return _KIN_ONLY_FACTOR if all(each.is_kinship for each in known) else _OTHER_ROLE_FACTOR


def _find_companions(noun: str, offset: int, discourse: DiscourseState) -> set[PersonName]:
    """Return who is named in one sentence with "the <noun>", before `offset`."""
    document, people = discourse.document, discourse.people
    companions: set[PersonName] = set()
    pattern = re.compile(rf"\bthe (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b")
    for match in pattern.finditer(discourse.text, max(0, offset - _COMPANION_WINDOW), offset):
        start = people.get_mention_index(document.sentence_start(match.start()))
        companions.update(people.names[start : people.get_mention_index(document.sentence_end(match.start()))])
    return companions


def _find_new_person_later(
    role: PersonRole, offset: int, discourse: DiscourseState, companions: set[PersonName]
) -> PersonName | None:
    """Return the first man or woman who is mentioned only later, without a known role."""
    gender, start = get_noun_gender([role.noun]), discourse.people.get_mention_index(offset + 1)
    for name in discourse.people.names[start : start + _LOOKAHEAD_MENTIONS]:
        is_new = name not in discourse.last_sentences and name not in companions and not discourse.get_roles(name)
        if is_new and gender and discourse.get_gender(name) == gender and discourse.people.is_certain(name):
            return name
    return None
