"""Resolve the words of a source to a speaker: one name, several names, or a description without a name."""

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

# Names of peoples and of followers: "Lissenites", "Brexiters", "Democrats", "Kelvans" as "Americans".
_PEOPLE_SUFFIX = re.compile(r"(?:ers|ists|ites|crats|icans|eans|ians)$")
# A word with such an ending that is printed this often is the surname of somebody in the story ("Rodders").
_PEOPLE_NAME_COUNT = 3
_ONE_OF_MANY = re.compile(r"(?:one|some|most|many|each) of (?:the|these|those)\s", re.IGNORECASE)
_BY_NAMED_AUTHOR = re.compile(r"\s(?:by|from)\s(?=.*[A-Z])")
# "a three-judge panel of the Kelva Court of Appeals" speaks for the court.
_PART_OF_ORGANISATION = re.compile(
    r"^(?:[Aa]n?|[Tt]he)\s(?:[\w-]+\s)?(?:panel|bench|group|committee|majority|members?|branch|chapter)"
    r"\s(?:of|from|at|in)\s(?:the\s)?(?=[A-Z])"
)
_INTRODUCED_HERE = re.compile(r"(?:an?|new|one of)\s|[A-Z][a-z]+\s")
# Characters: a capital this near to a sentence's start, after an opening quotation mark, is no evidence for a name.
_SENTENCE_START = 3
# Characters: a noun without article this near to a sentence's start is in headline style ("Court rules …").
_HEADLINE_STYLE_START = 6
# Letters: a longer single word in capitals is a surname in a transcript ("VARGAS:"), not an acronym.
_LONGEST_ACRONYM = 5
# Words: fewer that begin with a first name are a person, whatever else is in them ("Rosa House").
_LONGEST_NAME_WITH_FIRST_NAME = 4


def build_person(name: PersonName, because: str, discourse: DiscourseState, role: PersonRole | None = None) -> Speaker:
    """Return a person by full name, with the role given in the source, else the first one given in the text."""
    known = role or next((r for r in discourse.get_roles(name) if r.title and not r.is_kinship), None)
    return Speaker(
        " ".join(name),
        "person",
        because,
        role=known.title if known else None,
        organisation=known.organisation if known else None,
    )


def resolve_name(name: str, pieces: list[str], discourse: DiscourseState) -> Referent:
    """Resolve a name to a person with the role beside it, an organisation or a document.

    pieces: the parts of the source; the name is in the first one, a role may be in the second.
    """
    part = pieces[0]
    definite = part[:4].lower() == "the " and part[4:].startswith(name)
    if _is_people(name, part, discourse):
        return Speaker(None, "group", f"“{part}”: a group, not named"), None
    before = part[: part.rfind(name)].strip() if name in part else ""
    speaker, full = _resolve_one_name(name, discourse, definite=definite, titles=before)
    if not full:
        return speaker, None
    beside = [parse_role(piece) for piece in pieces[1:2] if not parse_name(piece) or PREPOSITION.search(piece)]
    role = (parse_role(before) if before else None) or next(iter(beside), None)
    return build_person(full, speaker.because, discourse, role), full


def _is_people(name: str, part: str, discourse: DiscourseState) -> bool:
    """Return whether a name is that of a people or a following ("Many Lissenites"), not a person's surname."""
    words = name.split()
    if is_counted(part) and not is_organisation_name(name):
        return True
    alone = len(words) == 1 and name in part.split() and not discourse.people.find_full_name((name,))
    if not (alone and _PEOPLE_SUFFIX.search(name)) or f"{name}’s" in discourse.text or f"{name}'s" in discourse.text:
        return False
    return discourse.text.count(name) < _PEOPLE_NAME_COUNT


def _resolve_one_name(
    name: str, discourse: DiscourseState, *, definite: bool, titles: str = ""
) -> tuple[Speaker, PersonName | None]:
    words = tuple(name.split())
    calm = tuple(word.capitalize() for word in words)
    known = discourse.people.find_full_name(calm)
    if len(words) == 1:
        in_capitals = len(name) > _LONGEST_ACRONYM or known is not None
    else:
        in_capitals = bool(known and known != words and discourse.people.is_certain(known))
    shouted = name.isupper() and "." not in name and in_capitals
    gender = get_noun_gender(normalise_word(title) for title in titles.split())
    full = discourse.people.find_full_name(calm if shouted else words, gender)
    if len(words) > 2 and full in (None, words):
        full = discourse.people.find_name_inside(words) or full
    if normalise_word(words[-1]) in PURE_DOCUMENTS and not is_organisation_name(name):
        document = discourse.entities.expand_name(name, "document")
        because = "named in the source" if document == name else f"“{name}” is {document}"
        return Speaker(document, "document", because), None
    if not shouted and _is_organisation(name, full, discourse, definite=definite):
        return build_organisation(name, discourse), None
    if full is None or full == words:
        return Speaker(name, "person", "named in the source"), full or words
    return Speaker(" ".join(full), "person", f"“{name}” is named in full elsewhere: {' '.join(full)}"), full


def _is_organisation(name: str, full: PersonName | None, discourse: DiscourseState, *, definite: bool) -> bool:
    """Return whether a name is an organisation's; `full` is the person who bears it, `definite` "the" before it."""
    words = name.split()
    if full and len(words) == 1 and not is_acronym(name):
        return False
    with_first_name = get_first_name_gender(words[0]) and 1 < len(words) < _LONGEST_NAME_WITH_FIRST_NAME
    if with_first_name and not definite and normalise_word(words[-1]) not in ORGANISATIONS:
        return False
    acronym_first = len(words) > 1 and is_acronym(words[0]) and "." not in words[0]
    if acronym_first or is_organisation_name(name) or definite:
        return True
    return organisations.is_place(name) or discourse.entities.is_company(name)


def build_organisation(name: str, discourse: DiscourseState) -> Speaker:
    """Return an organisation by the fullest name printed."""
    full = name if organisations.is_place(name) else discourse.entities.expand_name(name, "organisation")
    because = "named in the source" if full.endswith(name) else f"“{name}” is short for {full}"
    return Speaker(full, "organisation", because)


def build_group(names: list[str], discourse: DiscourseState) -> Speaker:
    """Return a group by its names: "A, B and C"."""
    each = [
        n if is_organisation_name(n) else str(_resolve_one_name(n, discourse, definite=False)[0].name) for n in names
    ]
    return Speaker(" and ".join((", ".join(each[:-1]), each[-1])), "group", "several names in the source")


def resolve_phrase(phrase: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve a phrase that is a name with its titles, or a description."""
    name = parse_name(phrase)
    return resolve_name(name, [phrase], discourse) if name else resolve_nominal(phrase, offset, discourse)


def resolve_nominal(part: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve a source without a name: a document, an organisation, one person by role, or unnamed people."""
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
        # "Police" alone is a group; "Lissen police" is one force.
        head == "police" and _has_name_inside(core, offset, discourse)
    ):
        return build_organisation(whole if whole != part else " ".join(core), discourse), None
    if head in GROUPS or (head.endswith("s") and get_role_noun(head.removesuffix("s"))):
        return Speaker(None, "group", f"“{part}”: a group, not named"), None
    if head in ORGANISATIONS:
        return _resolve_organisation(part, core, offset, discourse), None
    role = parse_role(bare) if get_role_noun(core[-1]) else None
    if role:
        return _resolve_role(part, role, offset, discourse)
    return Speaker(None, "unnamed", f"“{part}”: no match found"), None


def _has_name_inside(core: list[str], offset: int, discourse: DiscourseState) -> bool:
    """Return whether a description contains a name ("Lissen police", "Dutch intelligence").

    Where a sentence begins the first word's capital is no evidence, if the word is in lower case elsewhere.
    """
    opens = offset - discourse.document.sentence_start(offset) < _SENTENCE_START
    for i, word in enumerate(core[:-1]):
        if normalise_word(word) in NATIONALITIES:
            return True
        is_name = word[:1].isupper() and (normalise_word(word) not in NEVER_IN_NAMES or is_acronym(word))
        if is_name and (i or not opens or not discourse.people.has_lowercase(word)):
            return True
    return core[0][:1].isupper() and len(core) == 1 and not opens


def _resolve_document(part: str, core: list[str], offset: int, discourse: DiscourseState) -> Speaker:
    """Resolve a report or poll to its name in the source, or that of a document mentioned before."""
    words = [word for word in core if word.lower() not in PASSING_ADJECTIVES]
    if len(words) > 1 and _has_name_inside(words, offset, discourse):
        name = discourse.entities.expand_name(" ".join(words), "document")
        return Speaker(name, "document", "the document is named in the source")
    if _BY_NAMED_AUTHOR.search(part):
        return Speaker(DETERMINER.sub("", part, count=1), "document", "the document is named by its author")
    if core[-1].endswith("s") and not core[-1].endswith("ss"):
        return Speaker(None, "document", f"“{part}”: several documents, not named")
    lead = discourse.document.paragraph(offset) <= descriptions.LEAD_PARAGRAPHS
    introduced_here = bool(_INTRODUCED_HERE.match(part)) and not re.match(r"(?:The|This|That|His|Her|Its)\s", part)
    if lead or not introduced_here:
        antecedent = organisations.resolve_entity(" ".join(core), offset, discourse.entities, "document", later=lead)
        if antecedent:
            name = discourse.entities.expand_name(antecedent, "document")
            return Speaker(name, "document", f"“{part}” is {antecedent}")
    return Speaker(None, "document", f"“{part}”: no match found")


def _resolve_organisation(part: str, core: list[str], offset: int, discourse: DiscourseState) -> Speaker:
    """Resolve a ministry or bank to its name in the source, or to the organisation of its kind that is named."""
    bare = DETERMINER.sub("", part, count=1)
    opens = offset - discourse.document.sentence_start(offset) < _HEADLINE_STYLE_START
    has_determiner = re.match(r"(?:the|its|his|her|their|this|that)\s", part, re.IGNORECASE)
    introduced_here = is_indefinite(part) or (opens and not has_determiner)
    region = organisations.resolve_region(normalise_word(core[-1]), offset, discourse.text)
    if region and len(core) == 1 and not introduced_here:
        return Speaker(region, "organisation", f"“{part}” is {region}")
    named = _has_name_inside(core, offset, discourse) or any(w[:1].isupper() for w in bare.split()[len(core) :])
    lead = discourse.document.paragraph(offset) < descriptions.LEAD_PARAGRAPHS
    antecedent = None
    # "A Senate panel" in the lead, two words with a name, is named in full in the paragraphs that follow.
    if (lead or not introduced_here) and (not named or (lead and introduced_here and len(core) == 2)):
        antecedent = organisations.resolve_entity(part, offset, discourse.entities, "organisation", later=lead)
        antecedent = None if antecedent and introduced_here and antecedent.lower() == bare.lower() else antecedent
    if antecedent:
        name = discourse.entities.expand_name(antecedent, "organisation")
        return Speaker(name, "organisation", f"“{part}” is {antecedent}")
    if named:
        name = _choose_usual_form(discourse.entities.expand_name(bare, "organisation"), core, discourse)
        return Speaker(name, "organisation", "named in the source")
    company = organisations.resolve_company(normalise_word(core[-1]), offset, discourse.entities)
    if company and not introduced_here:
        return Speaker(company, "organisation", f"“{part}” is {company}")
    return Speaker(None, "organisation", f"“{part}”: no match found")


def _choose_usual_form(name: str, core: list[str], discourse: DiscourseState) -> str:
    """Return the name that the text uses most: "Varga campaign" for "Varga team"."""
    if len(core) != 2:
        return name
    variants = [
        entity.name
        for entity in discourse.entities.mentions
        if entity.name.startswith(core[0] + " ")
        and len(entity.name.split()) == 2
        and can_denote(normalise_word(core[1]), entity.nouns[0])
    ]
    return max(variants, key=lambda variant: discourse.entities.mention_counts[variant], default=name)


def _resolve_role(part: str, role: PersonRole, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve one person by a role: "the HRB representative", "a judge"."""
    antecedent = descriptions.resolve_description(part, role, offset, discourse, definite=not is_indefinite(part))
    if antecedent and not is_placeholder(antecedent[0]):
        return build_person(antecedent[0], antecedent[1], discourse, role), antecedent[0]
    placeholder = antecedent[0] if antecedent else make_placeholder(offset)
    discourse.add_unnamed(placeholder, role)
    because = f"“{part}”: a person, not named"
    return Speaker(None, "unnamed", because, role=role.title, organisation=role.organisation), placeholder
