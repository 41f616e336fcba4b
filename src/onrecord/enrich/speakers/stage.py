"""The stage: who is behind each statement, by the fullest name that the article prints, with the reason."""

import re
from collections import defaultdict
from dataclasses import replace

from onrecord.enrich.speakers.discourse import DiscourseState, Referent
from onrecord.enrich.speakers.lexicon import GROUPS
from onrecord.enrich.speakers.mentions import is_title_case
from onrecord.enrich.speakers.pronouns import resolve_pronoun
from onrecord.enrich.speakers.resolve import build_group, resolve_name, resolve_nominal
from onrecord.enrich.speakers.roles import PREPOSITION
from onrecord.enrich.speakers.source_phrase import (
    GENDERED_PRONOUNS,
    is_general,
    parse_handle,
    parse_name,
    parse_pronoun,
    split_names,
    split_parts,
    strip_companions,
    strip_source,
)
from onrecord.records import Record, Speaker, Statement
from onrecord.text.document import Document
from onrecord.text.normalise import normalise_word

_EXAMPLE_OPENERS = ("including ", "like ", "such as ", "among ", "especially ")
_OPENING_QUOTES = ("“", '"')


def resolve_speakers(record: Record, document: Document) -> Record:
    """The record with each statement's speaker."""
    discourse = DiscourseState(record, document)
    order = sorted(range(len(record.statements)), key=lambda i: get_source_place(record.statements[i]))
    found: dict[int, Speaker] = {}
    answers: dict[tuple[object, ...], Referent] = {}
    shared: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in record.statements:
        shared[statement.source].append(statement)
    for i in order:
        statement = record.statements[i]
        offset = get_source_place(statement)
        discourse.advance_to(offset)
        key = statement.source or (i,)
        if key not in answers:
            answers[key] = _resolve_statement(statement, shared[statement.source], discourse)
        found[i], name = answers[key]
        discourse.add_statement(statement, offset, found[i], name)
    for i in order:
        found[i] = _resolve_cataphora(record.statements[i], found[i], discourse)
    return replace(record, statements=tuple(replace(s, speaker=found[i]) for i, s in enumerate(record.statements)))


def get_source_place(statement: Statement) -> int:
    """Where a statement's source begins; without one, its cue or its content."""
    spans = statement.source or statement.cue or statement.content
    return min((span.start for span in spans), default=0)


def _get_source_text(text: str, statement: Statement) -> str:
    return " ".join(" ".join(span.of(text) for span in sorted(statement.source)).split())


def _resolve_statement(statement: Statement, shared: list[Statement], discourse: DiscourseState) -> Referent:
    source = _get_source_text(discourse.text, statement)
    if not source:
        return _continue_quotation(statement, discourse)
    word = parse_pronoun(source)
    if word:
        return resolve_pronoun(word, get_source_place(statement), shared, discourse)
    return resolve_source(source, get_source_place(statement), discourse)


def _continue_quotation(statement: Statement, discourse: DiscourseState) -> Referent:
    """No source is printed: nobody, unless one quotation goes straight on from another."""
    start = min((span.start for span in statement.content), default=0)
    if discourse.resolved and (statement.kind == "direct" or discourse.text[start : start + 1] in _OPENING_QUOTES):
        before, speaker, name = discourse.resolved[-1]
        end = max((span.end for span in before.spans), default=-1)
        gap = discourse.text[end : min(span.start for span in statement.spans)] if end >= 0 else "x"
        if not gap.strip(" \n.,“”\"'"):
            return replace(speaker, because="no source: the quotation goes on from the one before"), name
    return Speaker(None, "unnamed", "the statement has no source"), None


def resolve_source(source: str, offset: int, discourse: DiscourseState) -> Referent:
    """A source in words: names, a name with its role, or a description."""
    tag = parse_handle(source)
    if tag:
        return Speaker(tag, "person", "the handle in the source"), None
    bare = strip_source(source)
    if bare.endswith(" and I"):
        return resolve_pronoun("i", offset, [], discourse)
    alone = strip_companions(bare)
    if alone and normalise_word(alone.rsplit(maxsplit=1)[-1]) not in GROUPS:
        speaker, name = resolve_source(alone, offset, discourse)
        return replace(speaker, because=f"{speaker.because}, who speaks for all of “{bare}”"), name
    names = split_names(bare) or _split_apposed_names(bare)
    if names and not _find_headline_name(bare, offset, discourse):
        return build_group(names, offset, discourse), None
    return _resolve_one_source(bare, offset, discourse)


def _split_apposed_names(bare: str) -> list[str] | None:
    """The names in "the candidates, Mara Voss and Anton Reh"."""
    group, _, rest = bare.partition(", ")
    return split_names(rest) if rest and is_general(group) and not rest.startswith(_EXAMPLE_OPENERS) else None


def _resolve_one_source(bare: str, offset: int, discourse: DiscourseState) -> Referent:
    """Who a source is that is not several."""
    pieces = split_parts(bare)
    if not pieces or (bare.isupper() and len(bare.split()) > 3):
        return Speaker(None, "unnamed", "the source names nobody"), None
    head = _find_headline_name(bare, offset, discourse) or parse_name(pieces[0]) or _parse_surname(pieces[0], discourse)
    if head:
        return resolve_name(head, pieces, offset, discourse)
    for piece in pieces[1:3] if not is_general(pieces[0]) else []:
        inner = parse_name(piece)
        if inner and len(inner.split()) > 1 and not PREPOSITION.match(piece):
            return resolve_name(inner, [piece, pieces[0]], offset, discourse)
    return resolve_nominal(pieces[0], offset, discourse)


def _parse_surname(part: str, discourse: DiscourseState) -> str | None:
    """ "Dean", where the text has a Rosa Dean: a surname, though it names a role, too."""
    bare = re.sub(r"[’']s?$", "", part)
    return bare if bare.isalpha() and bare[0].isupper() and discourse.people.is_surname(bare) else None


def _find_headline_name(bare: str, offset: int, discourse: DiscourseState) -> str | None:
    """The first name in a Source Where All Words Have Capitals."""
    if (
        offset >= discourse.document.headline
        or len(bare.split()) < 4
        or not is_title_case(discourse.text[: discourse.document.headline])
    ):
        return None
    words = bare.split()
    return next(
        (
            " ".join(words[i : i + 2])
            for i in range(len(words) - 1)
            if discourse.people.find_name_inside(tuple(words[i : i + 2]))
        ),
        None,
    )


def _resolve_cataphora(statement: Statement, found: Speaker, discourse: DiscourseState) -> Speaker:
    """One who is "he" or "she" before being named is the first speaker, named after, whom it fits."""
    if found.name or found.kind != "person":
        return found
    word = parse_pronoun(_get_source_text(discourse.text, statement))
    for other, speaker, name in discourse.resolved:
        named = (
            get_source_place(other) > get_source_place(statement) and speaker.kind == "person" and speaker.name and name
        )
        if (
            named
            and name
            and word in GENDERED_PRONOUNS
            and discourse.get_gender(name) in (None, GENDERED_PRONOUNS[word])
        ):
            return replace(speaker, because=f"quoted before being named: the next speaker is {speaker.name}")
    return found
