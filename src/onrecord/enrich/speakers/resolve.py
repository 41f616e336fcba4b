"""From the words of a source to a speaker: by name, several by their names, or by a description."""

import re

from onrecord.enrich.speakers import descriptions, organisations
from onrecord.enrich.speakers.discourse import DiscourseState, Referent
from onrecord.enrich.speakers.lexicon import (
    DOCUMENTS,
    GROUPS,
    NATIONALITIES,
    NEVER_IN_NAMES,
    ORGANISATIONS,
    PASSING_ADJECTIVES,
    PURE_DOCUMENTS,
    can_denote,
    get_first_name_gender,
    get_noun_gender,
    get_role_noun,
)
from onrecord.enrich.speakers.mentions import PersonName, is_acronym, is_organisation_name
from onrecord.enrich.speakers.roles import DETERMINER, PREPOSITION, PersonRole, parse_role
from onrecord.enrich.speakers.salience import is_placeholder, make_placeholder
from onrecord.enrich.speakers.source_phrase import is_counted, is_indefinite, parse_name
from onrecord.records import Speaker
from onrecord.text.normalise import normalise_word

_PEOPLE_SUFFIX = re.compile(r"(?:ers|ists|ites|crats|icans|eans|ians)$")
_ONE_OF_MANY = re.compile(r"(?:one|some|most|many|each) of (?:the|these|those)\s", re.IGNORECASE)
_BY_NAMED_AUTHOR = re.compile(r"\s(?:by|from)\s(?=.*[A-Z])")
_PART_OF_ORGANISATION = re.compile(
    r"^(?:[Aa]n?|[Tt]he)\s(?:[\w-]+\s)?(?:panel|bench|group|committee|majority|members?|branch|chapter)"
    r"\s(?:of|from|at|in)\s(?:the\s)?(?=[A-Z])"
)


def build_person(name: PersonName, because: str, discourse: DiscourseState, role: PersonRole | None = None) -> Speaker:
    """A person by full name, with the role that the source tells, else the first that the text tells."""
    known = role or next((r for r in discourse.get_roles(name) if r.title and not r.is_kinship), None)
    return Speaker(
        " ".join(name), "person", because, known.title if known else None, known.organisation if known else None
    )


def resolve_name(name: str, pieces: list[str], offset: int, discourse: DiscourseState) -> Referent:
    """A speaker by name: a person's fullest name with the role beside it, an organisation's, a document's."""
    part = pieces[0]
    definite = part[:4].lower() == "the " and part[4:].startswith(name)
    if _is_people(name, part, discourse):
        return Speaker(None, "group", f"“{part}” names nobody"), None
    before = part[: part.rfind(name)].strip() if name in part else ""
    speaker, full = _resolve_one_name(name, offset, discourse, definite=definite, titles=before)
    if not full:
        return speaker, None
    beside = [parse_role(piece) for piece in pieces[1:2] if not parse_name(piece) or PREPOSITION.search(piece)]
    role = (parse_role(before) if before else None) or next(iter(beside), None)
    return build_person(full, speaker.because, discourse, role), full


def _is_people(name: str, part: str, discourse: DiscourseState) -> bool:
    """ "Many Lissenites", "Brexiters": a people, not one who is named in full elsewhere."""
    words = name.split()
    if is_counted(part) and not is_organisation_name(name):
        return True
    alone = len(words) == 1 and name in part.split() and not discourse.people.find_full_name((name,), 0)
    if not (alone and _PEOPLE_SUFFIX.search(name)) or f"{name}’s" in discourse.text or f"{name}'s" in discourse.text:
        return False
    return discourse.text.count(name) < 3


def _resolve_one_name(
    name: str, offset: int, discourse: DiscourseState, *, definite: bool, titles: str = ""
) -> tuple[Speaker, PersonName | None]:
    words = tuple(name.split())
    calm = tuple(word.capitalize() for word in words)
    known = discourse.people.find_full_name(calm, offset)
    loud = len(name) > 5 if len(words) == 1 else bool(known and known != words and discourse.people.is_certain(known))
    shouted = name.isupper() and "." not in name and (loud or (len(words) == 1 and known is not None))
    gender = get_noun_gender(normalise_word(title) for title in titles.split())
    full = discourse.people.find_full_name(calm if shouted else words, offset, gender)
    if len(words) > 2 and full in (None, words):
        full = discourse.people.find_name_inside(words) or full
    if normalise_word(words[-1]) in PURE_DOCUMENTS and not is_organisation_name(name):
        return Speaker(discourse.entities.expand_name(name, "document"), "document", "named in the source"), None
    if not shouted and _is_organisation(name, full, discourse, definite=definite):
        return build_organisation(name, discourse), None
    if full is None or full == words:
        return Speaker(name, "person", "named in the source"), full or words
    return Speaker(" ".join(full), "person", f"“{name}” is named in full elsewhere: {' '.join(full)}"), full


def _is_organisation(name: str, full: PersonName | None, discourse: DiscourseState, *, definite: bool) -> bool:
    words = name.split()
    if full and len(words) == 1 and not is_acronym(name):
        return False
    if (
        get_first_name_gender(words[0])
        and 1 < len(words) < 4
        and not definite
        and normalise_word(words[-1]) not in ORGANISATIONS
    ):
        return False
    acronym = len(words) > 1 and is_acronym(words[0]) and "." not in words[0]
    return (
        acronym
        or is_organisation_name(name)
        or definite
        or organisations.is_place(name)
        or discourse.entities.is_company(name)
    )


def build_organisation(name: str, discourse: DiscourseState) -> Speaker:
    """An organisation by the fullest name printed."""
    full = name if organisations.is_place(name) else discourse.entities.expand_name(name, "organisation")
    because = "named in the source" if full.endswith(name) else f"“{name}” is short for {full}"
    return Speaker(full, "organisation", because)


def build_group(names: list[str], offset: int, discourse: DiscourseState) -> Speaker:
    """Several who are named: "A, B and C"."""
    each = [
        n if is_organisation_name(n) else str(_resolve_one_name(n, offset, discourse, definite=False)[0].name)
        for n in names
    ]
    return Speaker(" and ".join((", ".join(each[:-1]), each[-1])), "group", "several are named in the source")


def resolve_phrase(phrase: str, offset: int, discourse: DiscourseState) -> Referent:
    """A phrase that is a name with its titles, or a description."""
    name = parse_name(phrase)
    return resolve_name(name, [phrase], offset, discourse) if name else resolve_nominal(phrase, offset, discourse)


def resolve_nominal(part: str, offset: int, discourse: DiscourseState) -> Referent:
    """A source without a name: a document, a body, one person by role, or people unnamed."""
    whole = _PART_OF_ORGANISATION.sub("", part)
    one_of = _ONE_OF_MANY.match(part)
    bare = DETERMINER.sub("", part[one_of.end() :] if one_of else part, count=1)
    core = PREPOSITION.split(bare, maxsplit=1)[0].split() or [part]
    if one_of and normalise_word(core[-1]).removesuffix("s") in DOCUMENTS:
        core[-1] = normalise_word(core[-1]).removesuffix("s")
    head = normalise_word(core[-1])
    if head in DOCUMENTS and not (head in ORGANISATIONS and _has_name_inside(core, offset, discourse)):
        return _resolve_document(part, core, offset, discourse), None
    if (whole != part and is_organisation_name(whole)) or (
        head == "police" and _has_name_inside(core, offset, discourse)
    ):
        return build_organisation(whole if whole != part else " ".join(core), discourse), None
    if head in GROUPS or (head.endswith("s") and get_role_noun(head.removesuffix("s"))):
        return Speaker(None, "group", f"“{part}” names nobody"), None
    if head in ORGANISATIONS:
        return _resolve_organisation(part, core, offset, discourse), None
    role = parse_role(bare) if get_role_noun(core[-1]) else None
    if role:
        return _resolve_role(part, role, offset, discourse)
    return Speaker(None, "unnamed", f"“{part}” is not known to be anybody named"), None


def _has_name_inside(core: list[str], offset: int, discourse: DiscourseState) -> bool:
    """Has a description a name in it?

    Where a sentence begins the first word says nothing, if it is small elsewhere.
    """
    opens = offset - discourse.document.sentence_start(offset) < 3
    for i, word in enumerate(core[:-1]):
        if normalise_word(word) in NATIONALITIES:
            return True
        tells = word[:1].isupper() and (normalise_word(word) not in NEVER_IN_NAMES or is_acronym(word))
        if tells and (i or not opens or not discourse.people.has_lowercase(word)):
            return True
    return core[0][:1].isupper() and len(core) == 1 and not opens


def _resolve_document(part: str, core: list[str], offset: int, discourse: DiscourseState) -> Speaker:
    """A report, a poll: by the name that it bears here, or bore when it was mentioned before."""
    words = [word for word in core if word.lower() not in PASSING_ADJECTIVES]
    lead = discourse.document.paragraph(offset) <= descriptions.LEAD_PARAGRAPHS
    by = _BY_NAMED_AUTHOR.search(part)
    if len(words) > 1 and _has_name_inside(words, offset, discourse):
        name = " ".join(words)
        return Speaker(
            discourse.entities.expand_name(name, "document"), "document", "the document is named in the source"
        )
    if by:
        return Speaker(DETERMINER.sub("", part, count=1), "document", "the document is told by who made it")
    fresh = bool(re.match(r"(?:an?|new|one of)\s|[A-Z][a-z]+\s", part)) and not re.match(
        r"(?:The|This|That|His|Her|Its)\s", part
    )
    if core[-1].endswith("s") and not core[-1].endswith("ss"):
        return Speaker(None, "document", f"“{part}” is not named")
    found = (
        None
        if fresh and not lead
        else organisations.resolve_entity(" ".join(core), offset, discourse.entities, "document", later=lead)
    )
    if found:
        return Speaker(discourse.entities.expand_name(found, "document"), "document", f"“{part}” is {found}")
    return Speaker(None, "document", f"“{part}” is not named")


def _resolve_organisation(part: str, core: list[str], offset: int, discourse: DiscourseState) -> Speaker:
    """A ministry, a bank: by the name in the source, or the one of its kind that is named."""
    bare = DETERMINER.sub("", part, count=1)
    lead = discourse.document.paragraph(offset) < descriptions.LEAD_PARAGRAPHS
    opens = offset - discourse.document.sentence_start(offset) < 6
    fresh = is_indefinite(part) or (
        opens and not re.match(r"(?:the|its|his|her|their|this|that)\s", part, re.IGNORECASE)
    )
    where = organisations.resolve_region(normalise_word(core[-1]), offset, discourse.text)
    if where and len(core) == 1 and not fresh:
        return Speaker(where, "organisation", f"“{part}” is {where}")
    named = _has_name_inside(core, offset, discourse) or any(w[:1].isupper() for w in bare.split()[len(core) :])
    found = None
    if not named or (lead and fresh and len(core) == 2):
        found = (
            None
            if fresh and not lead
            else organisations.resolve_entity(part, offset, discourse.entities, "organisation", later=lead)
        )
        found = None if found and fresh and found.lower() == bare.lower() else found
    if found:
        return Speaker(discourse.entities.expand_name(found, "organisation"), "organisation", f"“{part}” is {found}")
    if named:
        made = discourse.entities.expand_name(bare, "organisation")
        return Speaker(_choose_usual_form(made, core, discourse), "organisation", "named in the source")
    made_of = organisations.resolve_company(normalise_word(core[-1]), offset, discourse.entities)
    if made_of and not fresh:
        return Speaker(made_of, "organisation", f"“{part}” is {made_of}")
    return Speaker(None, "organisation", f"“{part}” is not named")


def _choose_usual_form(name: str, core: list[str], discourse: DiscourseState) -> str:
    """ "Varga team" is "Varga campaign", if the text calls it so more often."""
    if len(core) != 2:
        return name
    others = [
        t
        for t in discourse.entities.mentions
        if t.name.startswith(core[0] + " ")
        and len(t.name.split()) == 2
        and can_denote(normalise_word(core[1]), t.nouns[0])
    ]
    return max((t.name for t in others), key=lambda n: discourse.entities.mention_counts[n], default=name)


def _resolve_role(part: str, role: PersonRole, offset: int, discourse: DiscourseState) -> Referent:
    """One person by a role: "the HRB representative", "a judge"."""
    definite = not is_indefinite(part)
    found = descriptions.resolve_description(part, role, offset, discourse, definite=definite)
    if found and not is_placeholder(found[0]):
        return build_person(found[0], found[1], discourse, role), found[0]
    key = found[0] if found else make_placeholder(offset)
    discourse.add_unnamed(key, role)
    return Speaker(None, "unnamed", f"“{part}” names nobody", role=role.title, organisation=role.organisation), key
