"""Who is behind each source: the fullest name that the article prints, with role, organisation and the reason.

First versions of rules: names, surnames, pronouns, roles, organisations, documents. Unnamed stays unnamed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.enrich.names import NAME, Gender, Mention, Roster, is_acronym, is_body, plain, vocabulary
from onrecord.records import Record, Speaker, SpeakerKind, Statement

_CUT = re.compile(r",\s|\s[(–—]|\s(?:who|which|whose|that)\b|;")
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|his|her|their|its|our|my|another|one)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:a|an|another|one|some|any|no)\s", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|for|at|to|from|with|in|on|by|against)\b")
_PRONOUNS: dict[str, Gender | None] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_PLURAL = {"they", "them", "their", "theirs", "we", "us", "our", "ours", "these", "those"}
_FIRST = {"i", "me", "my", "mine", "myself", "we", "us", "our"}
_RELATIVE = {"who", "whom", "whose", "which"}
_NEAR = 400
"""Characters: a name that is further back than this loses half of its weight."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a source is read in: the text's names, and who spoke in the statements before it."""

    text: str
    roster: Roster
    earlier: Sequence[tuple[Statement, Speaker]]


def speakers(record: Record) -> Record:
    """The record with each statement's speaker."""
    text = record.article.text
    roster = Roster(text)
    order = sorted(range(len(record.statements)), key=lambda i: _place(record.statements[i]))
    found: dict[int, Speaker] = {}
    later: list[int] = []
    for i in order:
        statement = record.statements[i]
        earlier = [(record.statements[j], found[j]) for j in order if j in found]
        found[i] = _speaker(statement, _Scene(text, roster, earlier))
        if found[i].name is None and _pronoun(_source(text, statement)) in _PRONOUNS:
            later.append(i)
    for i in later:
        found[i] = _named_later(record.statements[i], found[i], [(record.statements[j], found[j]) for j in order])
    return replace(record, statements=tuple(replace(s, speaker=found[i]) for i, s in enumerate(record.statements)))


def _place(statement: Statement) -> int:
    spans = statement.source or statement.cue or statement.content
    return min((span.start for span in spans), default=0)


def _source(text: str, statement: Statement) -> str:
    return " ".join(" ".join(span.of(text) for span in sorted(statement.source)).split())


def _pronoun(source: str) -> str:
    return source.lower().strip(" ,.:“”\"'’").removesuffix("himself").removesuffix("herself").strip()


def _speaker(statement: Statement, scene: _Scene) -> Speaker:
    source = _source(scene.text, statement)
    word = _pronoun(source)
    if not source:
        return _without_source(statement, scene)
    if word in _RELATIVE:
        return _relative(statement, scene)
    if word in _FIRST:
        return _again(scene, f"“{source}”: whoever spoke before", "person")
    if word in _PRONOUNS:
        return _he_or_she(word, statement, scene)
    if word in _PLURAL or word in {"it", "its"}:
        kinds: tuple[SpeakerKind, ...] = ("group", "organisation")
        kinds = ("organisation", "document") if word in {"it", "its"} else kinds
        return _again(scene, f"“{source}”: the last of whom it can be said", *kinds)
    return _noun(source, _place(statement), scene)


def _without_source(statement: Statement, scene: _Scene) -> Speaker:
    """No source is printed: nobody, unless one quotation goes straight on from another."""
    if scene.earlier and statement.kind == "direct":
        before, speaker = scene.earlier[-1]
        gap = (
            scene.text[max(s.end for s in before.spans) : min(s.start for s in statement.spans)]
            if before.spans
            else "x"
        )
        if not gap.strip(" \n.,“”\"'"):
            return replace(speaker, because="no source: the quotation goes on from the one before")
    return Speaker(None, "unnamed", "the statement has no source")


def _relative(statement: Statement, scene: _Scene) -> Speaker:
    """ "who" stands for the noun right before it."""
    before = scene.roster.before(_place(statement))
    if before and _place(statement) - before[-1].start < 120:
        return _known(before[-1], scene, "“who” follows the name")
    return Speaker(None, "unnamed", "nobody is named before “who”")


def _again(scene: _Scene, because: str, *kinds: SpeakerKind) -> Speaker:
    """The last speaker of a kind that has a name."""
    for _, speaker in reversed(scene.earlier[-8:]):
        if speaker.kind in kinds and speaker.name:
            return replace(speaker, because=because)
    kind: SpeakerKind = "group" if "group" in kinds else "unnamed"
    return Speaker(None, kind, f"{because}; nobody such is named")


def _he_or_she(word: str, statement: Statement, scene: _Scene) -> Speaker:
    """The person of that gender who is nearest, who spoke last, or whom the sentence is about.

    Nobody whom the statement itself names: speakers do not name themselves.
    """
    gender, place = _PRONOUNS[word], _place(statement)
    last = scene.earlier[-1][1].name if scene.earlier else None
    spoke = {speaker.name for _, speaker in scene.earlier if speaker.kind == "person"}
    weights: dict[tuple[str, ...], float] = {}
    named: dict[tuple[str, ...], Mention] = {}
    for mention in scene.roster.before(place)[-40:]:
        full = scene.roster.person(mention.words, mention.start)
        if full is None and " ".join(mention.words) in spoke:
            full = mention.words
        own = scene.roster.gender(full or mention.words) if full else mention.gender
        own_words = any(span.start <= mention.start < span.end for span in statement.content)
        if full is None or own not in (None, gender) or _is_place(full) or own_words:
            continue
        weight = 0.5 ** ((place - mention.start) / _NEAR)
        weight += 0.5 * _starts_sentence(scene.text, mention.start) * weight + (0.3 * weight if own == gender else 0)
        weights[full] = max(weights.get(full, 0.0), weight) + 0.05 * weight
        named[full] = mention
    for full in weights:
        weights[full] += 0.5 * (" ".join(full) == last)
    if not weights:
        return Speaker(None, "person", f"“{word}”: nobody fitting is named before")
    best = max(weights, key=lambda full: weights[full])
    return _known(named[best], scene, f"“{word}” is the nearest fitting person")


def _is_place(words: tuple[str, ...]) -> bool:
    return plain(words[0]) in {"new", "united", "north", "south", "west", "east", "san", "los", "white", "saint"}


def _starts_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 40) : place].rstrip(" “\"'‘")
    titles = NAME.sub("", before.rpartition("\n")[2].rpartition(". ")[2]).strip()
    return not titles or before[-1:] in {".", "\n", "!", "?"}


def _known(mention: Mention, scene: _Scene, because: str) -> Speaker:
    full = scene.roster.person(mention.words, mention.start) or mention.words
    return Speaker(" ".join(full), "person", f"{because}: {' '.join(mention.words)}")


def _named_later(statement: Statement, found: Speaker, every: Sequence[tuple[Statement, Speaker]]) -> Speaker:
    """One who is quoted before being introduced is the first person that is named after."""
    for other, speaker in every:
        if _place(other) > _place(statement) and speaker.kind == "person" and speaker.name:
            return replace(speaker, because=f"quoted before being named: the next speaker is {speaker.name}")
    return found


def _noun(source: str, place: int, scene: _Scene) -> Speaker:
    """A source that is a name, or a description."""
    parts = [part.strip(" ,;:()–—") for part in _CUT.split(source) if part.strip(" ,;:()–—")]
    if not parts:
        return Speaker(None, "unnamed", "the source has no words")
    several = _several(parts[0], place, scene)
    if several:
        return several
    head = _name_of(parts[0])
    if head is None:
        for part in parts[1:3]:
            inner = _name_of(part)
            if inner and not is_body(inner) and len(inner.split()) > 1:
                made = _by_name(inner, place, scene, definite=False)
                return _with_role(made, parts[0]) if made.kind == "person" else made
        return _described(parts[0], place, scene)
    made = _by_name(head, place, scene, definite=bool(re.match(r"the\s", parts[0], re.IGNORECASE)))
    before = parts[0][: parts[0].rfind(head)].strip() if head in parts[0] else ""
    if made.kind == "person":
        made = _with_role(made, before or next((p for p in parts[1:2] if not NAME.fullmatch(p)), ""))
    return made


def _several(part: str, place: int, scene: _Scene) -> Speaker | None:
    """ "A and B", both named."""
    if is_body(part) or " and " not in part:
        return None
    names = [_name_of(half.strip()) for half in re.split(r"\s+and\s+|,\s+", part)]
    if None in names or len(names) < 2:
        return None
    each = [_by_name(name, place, scene, definite=False) for name in names if name]
    if any(speaker.name is None for speaker in each):
        return None
    return Speaker(" and ".join(str(s.name) for s in each), "group", "several are named in the source")


def _name_of(part: str) -> str | None:
    """The name that a part of a source is, its titles left out; None where it is a description.

    "Trump lawyer Marc Kasowitz" is one, "a spokesman for Marc Kasowitz" and "Kasowitz's lawyer" are none.
    """
    bare = _DETERMINER.sub("", part, count=1)
    words = bare.split()
    if not words or not words[-1][:1].isupper():
        return None
    if _INDEFINITE.match(part) and plain(words[-1]) in vocabulary()["roles"] | vocabulary()["groups"]:
        return None
    start = _run_start(words)
    if start and (words[start - 1].lower() in _INNER or _OF.fullmatch(words[start - 1].lower())):
        return None
    return _without_titles(words[start:])


_INNER = {"of", "and", "the", "for", "bin", "ibn", "al", "el", "de", "da", "di", "van", "von", "der", "la", "le", "&"}
"""Small words that may stand inside a name."""


def _run_start(words: list[str]) -> int:
    """Where the run of capitalised words begins that `words` end with."""
    start = i = len(words)
    while i:
        i -= 1
        if words[i][:1].isupper():
            start = i
        elif words[i].lower() not in _INNER:
            break
    return start


def _without_titles(words: list[str]) -> str | None:
    lists = vocabulary()
    possessive = max((i for i, w in enumerate(words[:-1]) if re.search(r"[’']s$", w)), default=-1)
    if possessive >= 0 and len(words) - possessive > 2:
        words = words[possessive + 1 :]
    last_of = max((i for i, w in enumerate(words) if w.lower() in {"of", "for"}), default=-1)
    tail = words[last_of + 1 :]
    if (
        last_of >= 0
        and len(tail) >= 3
        and not is_body(" ".join(tail[-2:]))
        and plain(words[0]) in lists["titles"] | lists["roles"]
    ):
        return " ".join(tail[-2:])
    if last_of < 0 and not is_body(" ".join(words[-2:])):
        titles = [i for i, w in enumerate(words[:-1]) if plain(w) in lists["titles"]]
        if titles:
            words = words[titles[-1] + 1 :]
    while len(words) > 1 and plain(words[0]) in lists["never"]:
        words = words[1:]
    made = re.sub(r"[’']s?$", "", " ".join(words).strip(" ,:"))
    nobody = lists["groups"] | lists["roles"] | lists["never"]
    return made if made and plain(words[-1]) not in nobody else None


def _by_name(name: str, place: int, scene: _Scene, *, definite: bool) -> Speaker:
    """A speaker by name: a person's fullest name, or an organisation's."""
    words = tuple(name.split())
    calm = tuple(word.capitalize() for word in words)
    shouted = name.isupper() and (len(name) > 5 or scene.roster.person(calm, place) is not None)
    if shouted:
        words = calm
    person = scene.roster.person(words, place)
    if len(words) > 2 and person in (None, words):
        person = scene.roster.inside(words) or person
    if plain(words[-1]) in vocabulary()["documents"] - vocabulary()["organisations"]:
        return Speaker(name, "document", "named in the source")
    known = person and len(words) == 1 and not is_acronym(name)
    if (is_body(name) or definite) and not known and not shouted:
        full = scene.roster.body(name)
        because = "named in the source" if full.endswith(name) else f"“{name}” is short for {full}"
        return Speaker(full, "organisation", because)
    if person is None or " ".join(person) == name:
        return Speaker(name, "person", "named in the source")
    return Speaker(" ".join(person), "person", f"“{name}” is named in full elsewhere: {' '.join(person)}")


def _with_role(speaker: Speaker, words: str) -> Speaker:
    """The speaker with the role, and its organisation, that the source tells."""
    bare = _DETERMINER.sub("", words.strip(" ,"), count=1)
    if not bare:
        return speaker
    role, preposition, body = _split_role(bare)
    if not preposition:
        runs = [m for m in NAME.finditer(bare) if m.end() < len(bare)]
        if runs and bare.startswith(runs[0][0]):
            body, role = (
                re.sub(r"[’']s?$", "", runs[0][0]),
                re.sub(r"^[’']s\b", "", bare[runs[0].end() :]).strip() or bare,
            )
    return replace(speaker, role=role or None, organisation=_DETERMINER.sub("", body, count=1) or None)


def _split_role(words: str) -> tuple[str, str, str]:
    match = re.search(r"\s(?:of|for|at|with)\s", words)
    return (words[: match.start()], match[0], words[match.end() :]) if match else (words, "", "")


def _described(part: str, place: int, scene: _Scene) -> Speaker:
    """A source without a name: a document, a body, one person by role, or people unnamed."""
    lists = vocabulary()
    core = _OF.split(_DETERMINER.sub("", part, count=1))[0].split() or [part]
    head = plain(core[-1])
    definite = not _INDEFINITE.match(part) and not part.lower().startswith(("some ", "many ", "several ", "most "))
    if head in lists["documents"]:
        return _document(part, core, place, scene)
    if head in lists["groups"] or (head.endswith("s") and head.removesuffix("s") in lists["roles"]):
        return Speaker(None, "group", f"“{part}” names nobody")
    if head in lists["organisations"]:
        return _body(part, core, scene)
    if head in lists["roles"] and definite:
        return _by_role(part, core, place, scene)
    if head in lists["roles"]:
        return Speaker(None, "unnamed", f"“{part}” names nobody")
    return Speaker(None, "unnamed", f"“{part}” is not known to be anybody named")


def _document(part: str, core: list[str], place: int, scene: _Scene) -> Speaker:
    """A report, a poll: by the name that it bears here, or bore when it was mentioned before."""
    if any(word[:1].isupper() for word in core) and len(core) > 1:
        return Speaker(_DETERMINER.sub("", part, count=1), "document", "the document is named in the source")
    pattern = re.compile(rf"((?:{NAME.pattern})(?:\s[\w’'-]+){{0,1}}\s{re.escape(core[-1])})\b")
    named = [m[1] for m in pattern.finditer(scene.text, 0, place)]
    named = [re.sub(r"^(?:The|A|An|In|On)\s", "", name) for name in named]
    if named and named[-1][:1].isupper():
        return Speaker(named[-1], "document", f"“{part}”: named before")
    return Speaker(None, "document", f"“{part}” is not named")


def _body(part: str, core: list[str], scene: _Scene) -> Speaker:
    bare = _DETERMINER.sub("", part, count=1)
    if any(word[:1].isupper() for word in bare.split()[1:]) or core[0][:1].isupper():
        return Speaker(bare, "organisation", "named in the source")
    for _, speaker in reversed(scene.earlier[-10:]):
        if speaker.kind == "organisation" and speaker.name and plain(core[-1]) in speaker.name.lower():
            return replace(speaker, because=f"“{part}”: named before")
    longer = [b for b in scene.roster.bodies if b.lower().endswith(" " + core[-1].lower())]
    if len(longer) == 1:
        return Speaker(longer[0], "organisation", f"“{part}” is the one that is named")
    return Speaker(None, "organisation", f"“{part}” is not named")


def _by_role(part: str, core: list[str], place: int, scene: _Scene) -> Speaker:
    """ "the HUR representative": who bears that role by name, else who was speaking."""
    role = core[-1]
    pattern = rf"\b{re.escape(role)},?\s+({NAME.pattern})|({NAME.pattern}),\s[^.,\n]{{0,60}}\b{re.escape(role)}\b"
    bearers = [(m.start(), (m[1] or m[2]).split()) for m in re.finditer(pattern, scene.text)]
    for start, words in sorted(bearers, key=lambda b: abs(b[0] - place)):
        name = _without_titles(words)
        if name and not is_body(name):
            made = _by_name(name, start, scene, definite=False)
            return _with_role(replace(made, because=f"“{part}”: the {role} is {made.name}"), part)
    for _, speaker in reversed(scene.earlier[-3:]):
        if speaker.kind == "person" and speaker.name:
            return _with_role(replace(speaker, because=f"“{part}”: who was speaking before"), part)
    return Speaker(None, "unnamed", f"“{part}” names nobody", role=_DETERMINER.sub("", part, count=1))
