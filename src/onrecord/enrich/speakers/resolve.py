"""From the words of a source to a speaker: by name, several by their names, or by a description."""

import re

from onrecord.enrich.speakers import descriptions, organisations
from onrecord.enrich.speakers.discourse import Scene
from onrecord.enrich.speakers.lexicon import (
    DOCUMENTS,
    GROUPS,
    NATIONALITIES,
    NEVER,
    ORGANISATIONS,
    PAPERWORK,
    PASSING,
    first_name,
    means,
    noun_gender,
    plain,
    role_noun,
)
from onrecord.enrich.speakers.mentions import Name, is_acronym, is_body
from onrecord.enrich.speakers.roles import DETERMINER, PREPOSITION, Role, role_of
from onrecord.enrich.speakers.salience import is_unnamed, unnamed
from onrecord.enrich.speakers.source_phrase import is_counted, is_indefinite, name_of
from onrecord.records import Speaker

Answer = tuple[Speaker, Name | None]
_PEOPLES = re.compile(r"(?:ers|ists|ites|crats|icans|eans|ians)$")
_ONE_OF = re.compile(r"(?:one|some|most|many|each) of (?:the|these|those)\s", re.IGNORECASE)
_BY = re.compile(r"\s(?:by|from)\s(?=.*[A-Z])")
_PART_OF = re.compile(
    r"^(?:[Aa]n?|[Tt]he)\s(?:[\w-]+\s)?(?:panel|bench|group|committee|majority|members?|branch|chapter)"
    r"\s(?:of|from|at|in)\s(?:the\s)?(?=[A-Z])"
)


def person(name: Name, because: str, scene: Scene, role: Role | None = None) -> Speaker:
    """A person by full name, with the role that the source tells, else the first that the text tells."""
    known = role or next((r for r in scene.known(name) if r.title and not r.kin), None)
    return Speaker(" ".join(name), "person", because, known.title if known else None, known.body if known else None)


def by_name(name: str, pieces: list[str], place: int, scene: Scene) -> Answer:
    """A speaker by name: a person's fullest name with the role beside it, an organisation's, a document's."""
    part = pieces[0]
    definite = part[:4].lower() == "the " and part[4:].startswith(name)
    if _is_group(name, part, scene):
        return Speaker(None, "group", f"“{part}” names nobody"), None
    before = part[: part.rfind(name)].strip() if name in part else ""
    speaker, full = _named(name, place, scene, definite=definite, titles=before)
    if not full:
        return speaker, None
    beside = [role_of(piece) for piece in pieces[1:2] if not name_of(piece) or PREPOSITION.search(piece)]
    role = (role_of(before) if before else None) or next(iter(beside), None)
    return person(full, speaker.because, scene, role), full


def _is_group(name: str, part: str, scene: Scene) -> bool:
    """ "Many Lissenites", "Brexiters": a people, not one who is named in full elsewhere."""
    words = name.split()
    if is_counted(part) and not is_body(name):
        return True
    alone = len(words) == 1 and name in part.split() and not scene.cast.person((name,), 0)
    if not (alone and _PEOPLES.search(name)) or f"{name}’s" in scene.text or f"{name}'s" in scene.text:
        return False
    return scene.text.count(name) < 3


def _named(name: str, place: int, scene: Scene, *, definite: bool, titles: str = "") -> tuple[Speaker, Name | None]:
    words = tuple(name.split())
    calm = tuple(word.capitalize() for word in words)
    known = scene.cast.person(calm, place)
    loud = len(name) > 5 if len(words) == 1 else bool(known and known != words and scene.cast.is_sure(known))
    shouted = name.isupper() and "." not in name and (loud or (len(words) == 1 and known is not None))
    gender = noun_gender(plain(title) for title in titles.split())
    full = scene.cast.person(calm if shouted else words, place, gender)
    if len(words) > 2 and full in (None, words):
        full = scene.cast.inside(words) or full
    if plain(words[-1]) in PAPERWORK and not is_body(name):
        return Speaker(scene.things.full(name, "document"), "document", "named in the source"), None
    if not shouted and _is_organisation(name, full, scene, definite=definite):
        return organisation(name, scene), None
    if full is None or full == words:
        return Speaker(name, "person", "named in the source"), full or words
    return Speaker(" ".join(full), "person", f"“{name}” is named in full elsewhere: {' '.join(full)}"), full


def _is_organisation(name: str, full: Name | None, scene: Scene, *, definite: bool) -> bool:
    words = name.split()
    if full and len(words) == 1 and not is_acronym(name):
        return False
    if first_name(words[0]) and 1 < len(words) < 4 and not definite and plain(words[-1]) not in ORGANISATIONS:
        return False
    acronym = len(words) > 1 and is_acronym(words[0]) and "." not in words[0]
    return acronym or is_body(name) or definite or organisations.is_place(name) or scene.things.is_company(name)


def organisation(name: str, scene: Scene) -> Speaker:
    """An organisation by the fullest name printed."""
    full = name if organisations.is_place(name) else scene.things.full(name, "organisation")
    because = "named in the source" if full.endswith(name) else f"“{name}” is short for {full}"
    return Speaker(full, "organisation", because)


def joined(names: list[str], place: int, scene: Scene) -> Speaker:
    """Several who are named: "A, B and C"."""
    each = [n if is_body(n) else str(_named(n, place, scene, definite=False)[0].name) for n in names]
    return Speaker(" and ".join((", ".join(each[:-1]), each[-1])), "group", "several are named in the source")


def described_or_named(phrase: str, place: int, scene: Scene) -> Answer:
    """A phrase that is a name with its titles, or a description."""
    name = name_of(phrase)
    return by_name(name, [phrase], place, scene) if name else described(phrase, place, scene)


def described(part: str, place: int, scene: Scene) -> Answer:
    """A source without a name: a document, a body, one person by role, or people unnamed."""
    whole = _PART_OF.sub("", part)
    one_of = _ONE_OF.match(part)
    bare = DETERMINER.sub("", part[one_of.end() :] if one_of else part, count=1)
    core = PREPOSITION.split(bare, maxsplit=1)[0].split() or [part]
    if one_of and plain(core[-1]).removesuffix("s") in DOCUMENTS:
        core[-1] = plain(core[-1]).removesuffix("s")
    head = plain(core[-1])
    if head in DOCUMENTS and not (head in ORGANISATIONS and _capital(core, place, scene)):
        return _document(part, core, place, scene), None
    if (whole != part and is_body(whole)) or (head == "police" and _capital(core, place, scene)):
        return organisation(whole if whole != part else " ".join(core), scene), None
    if head in GROUPS or (head.endswith("s") and role_noun(head.removesuffix("s"))):
        return Speaker(None, "group", f"“{part}” names nobody"), None
    if head in ORGANISATIONS:
        return _body(part, core, place, scene), None
    role = role_of(bare) if role_noun(core[-1]) else None
    if role:
        return _by_role(part, role, place, scene)
    return Speaker(None, "unnamed", f"“{part}” is not known to be anybody named"), None


def _capital(core: list[str], place: int, scene: Scene) -> bool:
    """Has a description a name in it?

    Where a sentence begins the first word says nothing, if it is small elsewhere.
    """
    opens = place - scene.layout.sentence_start(place) < 3
    for i, word in enumerate(core[:-1]):
        if plain(word) in NATIONALITIES:
            return True
        tells = word[:1].isupper() and (plain(word) not in NEVER or is_acronym(word))
        if tells and (i or not opens or not scene.cast.is_small(word)):
            return True
    return core[0][:1].isupper() and len(core) == 1 and not opens


def _document(part: str, core: list[str], place: int, scene: Scene) -> Speaker:
    """A report, a poll: by the name that it bears here, or bore when it was mentioned before."""
    words = [word for word in core if word.lower() not in PASSING]
    lead = scene.layout.paragraph(place) <= descriptions.LEAD
    by = _BY.search(part)
    if len(words) > 1 and _capital(words, place, scene):
        name = " ".join(words)
        return Speaker(scene.things.full(name, "document"), "document", "the document is named in the source")
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
        else organisations.described(" ".join(core), place, scene.things, "document", later=lead)
    )
    if found:
        return Speaker(scene.things.full(found, "document"), "document", f"“{part}” is {found}")
    return Speaker(None, "document", f"“{part}” is not named")


def _body(part: str, core: list[str], place: int, scene: Scene) -> Speaker:
    """A ministry, a bank: by the name in the source, or the one of its kind that is named."""
    bare = DETERMINER.sub("", part, count=1)
    lead = scene.layout.paragraph(place) < descriptions.LEAD
    opens = place - scene.layout.sentence_start(place) < 6
    fresh = is_indefinite(part) or (
        opens and not re.match(r"(?:the|its|his|her|their|this|that)\s", part, re.IGNORECASE)
    )
    where = organisations.region(plain(core[-1]), place, scene.text)
    if where and len(core) == 1 and not fresh:
        return Speaker(where, "organisation", f"“{part}” is {where}")
    named = _capital(core, place, scene) or any(w[:1].isupper() for w in bare.split()[len(core) :])
    found = None
    if not named or (lead and fresh and len(core) == 2):
        found = (
            None
            if fresh and not lead
            else organisations.described(part, place, scene.things, "organisation", later=lead)
        )
        found = None if found and fresh and found.lower() == bare.lower() else found
    if found:
        return Speaker(scene.things.full(found, "organisation"), "organisation", f"“{part}” is {found}")
    if named:
        made = scene.things.full(bare, "organisation")
        return Speaker(_usual(made, core, scene), "organisation", "named in the source")
    made_of = organisations.company(plain(core[-1]), place, scene.things)
    if made_of and not fresh:
        return Speaker(made_of, "organisation", f"“{part}” is {made_of}")
    return Speaker(None, "organisation", f"“{part}” is not named")


def _usual(name: str, core: list[str], scene: Scene) -> str:
    """ "Varga team" is "Varga campaign", if the text calls it so more often."""
    if len(core) != 2:
        return name
    others = [
        t
        for t in scene.things.found
        if t.name.startswith(core[0] + " ") and len(t.name.split()) == 2 and means(plain(core[1]), t.nouns[0])
    ]
    return max((t.name for t in others), key=lambda n: scene.things.count[n], default=name)


def _by_role(part: str, role: Role, place: int, scene: Scene) -> Answer:
    """One person by a role: "the HRB representative", "a judge"."""
    definite = not is_indefinite(part)
    found = descriptions.described(part, role, place, scene, definite=definite)
    if found and not is_unnamed(found[0]):
        return person(found[0], found[1], scene, role), found[0]
    key = found[0] if found else unnamed(place)
    scene.met(key, role)
    return Speaker(None, "unnamed", f"“{part}” names nobody", role=role.title, organisation=role.body), key
