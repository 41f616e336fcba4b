"""The stage: who is behind each statement, by the fullest name that the article prints, with the reason."""

import re
from collections import defaultdict
from dataclasses import replace

from onrecord.enrich.speakers.discourse import Scene
from onrecord.enrich.speakers.lexicon import GROUPS, plain
from onrecord.enrich.speakers.mentions import Name, shouted
from onrecord.enrich.speakers.pronouns import stand_in
from onrecord.enrich.speakers.resolve import by_name, described, joined
from onrecord.enrich.speakers.roles import PREPOSITION
from onrecord.enrich.speakers.source_phrase import (
    HE_OR_SHE,
    cleaned,
    companions,
    handle,
    is_general,
    name_of,
    parts,
    pronoun,
    several,
)
from onrecord.records import Record, Speaker, Statement
from onrecord.text.document import Document

_EXAMPLES = ("including ", "like ", "such as ", "among ", "especially ")
_QUOTES = ("“", '"')
Answer = tuple[Speaker, Name | None]
"""Who it is, and under what name he or she is spoken of from now on; None for whoever is no person."""


def speakers(record: Record, document: Document) -> Record:
    """The record with each statement's speaker."""
    scene = Scene(record, document)
    order = sorted(range(len(record.statements)), key=lambda i: place_of(record.statements[i]))
    found: dict[int, Speaker] = {}
    answers: dict[tuple[object, ...], Answer] = {}
    shared: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in record.statements:
        shared[statement.source].append(statement)
    for i in order:
        statement = record.statements[i]
        place = place_of(statement)
        scene.advance(place)
        key = statement.source or (i,)
        if key not in answers:
            answers[key] = _speaker(statement, shared[statement.source], scene)
        found[i], name = answers[key]
        scene.heard(statement, place, found[i], name)
    for i in order:
        found[i] = _introduced(record.statements[i], found[i], scene)
    return replace(record, statements=tuple(replace(s, speaker=found[i]) for i, s in enumerate(record.statements)))


def place_of(statement: Statement) -> int:
    """Where a statement's source begins; without one, its cue or its content."""
    spans = statement.source or statement.cue or statement.content
    return min((span.start for span in spans), default=0)


def _source(text: str, statement: Statement) -> str:
    return " ".join(" ".join(span.of(text) for span in sorted(statement.source)).split())


def _speaker(statement: Statement, shared: list[Statement], scene: Scene) -> Answer:
    source = _source(scene.text, statement)
    if not source:
        return _without_source(statement, scene)
    word = pronoun(source)
    if word:
        return stand_in(word, place_of(statement), shared, scene)
    return read(source, place_of(statement), scene)


def _without_source(statement: Statement, scene: Scene) -> Answer:
    """No source is printed: nobody, unless one quotation goes straight on from another."""
    start = min((span.start for span in statement.content), default=0)
    if scene.said and (statement.kind == "direct" or scene.text[start : start + 1] in _QUOTES):
        before, speaker, name = scene.said[-1]
        end = max((span.end for span in before.spans), default=-1)
        gap = scene.text[end : min(span.start for span in statement.spans)] if end >= 0 else "x"
        if not gap.strip(" \n.,“”\"'"):
            return replace(speaker, because="no source: the quotation goes on from the one before"), name
    return Speaker(None, "unnamed", "the statement has no source"), None


def read(source: str, place: int, scene: Scene) -> Answer:
    """A source in words: names, a name with its role, or a description."""
    tag = handle(source)
    if tag:
        return Speaker(tag, "person", "the handle in the source"), None
    bare = cleaned(source)
    if bare.endswith(" and I"):
        return stand_in("i", place, [], scene)
    alone = companions(bare)
    if alone and plain(alone.rsplit(maxsplit=1)[-1]) not in GROUPS:
        speaker, name = read(alone, place, scene)
        return replace(speaker, because=f"{speaker.because}, who speaks for all of “{bare}”"), name
    names = several(bare) or _listed(bare)
    if names and not _of_headline(bare, place, scene):
        return joined(names, place, scene), None
    return _one(bare, place, scene)


def _listed(bare: str) -> list[str] | None:
    """The names in "the candidates, Mara Voss and Anton Reh"."""
    group, _, rest = bare.partition(", ")
    return several(rest) if rest and is_general(group) and not rest.startswith(_EXAMPLES) else None


def _one(bare: str, place: int, scene: Scene) -> Answer:
    """Who a source is that is not several."""
    pieces = parts(bare)
    if not pieces or (bare.isupper() and len(bare.split()) > 3):
        return Speaker(None, "unnamed", "the source names nobody"), None
    head = _of_headline(bare, place, scene) or name_of(pieces[0]) or _surname(pieces[0], scene)
    if head:
        return by_name(head, pieces, place, scene)
    for piece in pieces[1:3] if not is_general(pieces[0]) else []:
        inner = name_of(piece)
        if inner and len(inner.split()) > 1 and not PREPOSITION.match(piece):
            return by_name(inner, [piece, pieces[0]], place, scene)
    return described(pieces[0], place, scene)


def _surname(part: str, scene: Scene) -> str | None:
    """ "Dean", where the text has a Rosa Dean: a surname, though it names a role, too."""
    bare = re.sub(r"[’']s?$", "", part)
    return bare if bare.isalpha() and bare[0].isupper() and scene.cast.is_surname(bare) else None


def _of_headline(bare: str, place: int, scene: Scene) -> str | None:
    """The first name in a Source Where All Words Have Capitals."""
    if place >= scene.layout.headline or len(bare.split()) < 4 or not shouted(scene.text[: scene.layout.headline]):
        return None
    words = bare.split()
    return next(
        (" ".join(words[i : i + 2]) for i in range(len(words) - 1) if scene.cast.inside(tuple(words[i : i + 2]))), None
    )


def _introduced(statement: Statement, found: Speaker, scene: Scene) -> Speaker:
    """One who is "he" or "she" before being named is the first speaker, named after, whom it fits."""
    if found.name or found.kind != "person":
        return found
    word = pronoun(_source(scene.text, statement))
    for other, speaker, name in scene.said:
        named = place_of(other) > place_of(statement) and speaker.kind == "person" and speaker.name and name
        if named and name and word in HE_OR_SHE and scene.gender(name) in (None, HE_OR_SHE[word]):
            return replace(speaker, because=f"quoted before being named: the next speaker is {speaker.name}")
    return found
