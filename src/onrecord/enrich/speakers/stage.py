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

# "Her rivals, including Mara Voss": examples of a group, which is the speaker.
_EXAMPLE_OPENERS = ("including ", "like ", "such as ", "among ", "especially ")
_OPENING_QUOTES = ("“", '"')
# Words: a shorter source in a headline in title case is read as any other.
_FEWEST_HEADLINE_WORDS = 4
# Words: a longer source in capitals is a line of a headline or a banner, not a name.
_MOST_SHOUTED_WORDS = 3


def resolve_speakers(record: Record, document: Document) -> Record:
    """Return the record with each statement's speaker."""
    discourse = DiscourseState(record, document)
    order = sorted(range(len(record.statements)), key=lambda i: get_source_offset(record.statements[i]))
    speakers: dict[int, Speaker] = {}
    referents: dict[tuple[object, ...], Referent] = {}
    shared: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in record.statements:
        shared[statement.source].append(statement)
    for i in order:
        statement = record.statements[i]
        offset = get_source_offset(statement)
        discourse.advance_to(offset)
        # Statements with one source have one speaker; one without a source has its own.
        key = statement.source or (i,)
        if key not in referents:
            referents[key] = _resolve_statement(statement, shared[statement.source], discourse)
        speakers[i], name = referents[key]
        discourse.add_statement(statement, offset, speakers[i], name)
    for i in order:
        speakers[i] = _resolve_cataphora(record.statements[i], speakers[i], discourse)
    return replace(record, statements=tuple(replace(s, speaker=speakers[i]) for i, s in enumerate(record.statements)))


def get_source_offset(statement: Statement) -> int:
    """Return where a statement's source begins; without a source, its cue or its content."""
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
        return resolve_pronoun(word, get_source_offset(statement), shared, discourse)
    return resolve_source(source, get_source_offset(statement), discourse)


def _continue_quotation(statement: Statement, discourse: DiscourseState) -> Referent:
    """Resolve a statement without a source: nobody, unless its quotation directly follows another one."""
    start = min((span.start for span in statement.content), default=0)
    is_quotation = statement.kind == "direct" or discourse.text[start : start + 1] in _OPENING_QUOTES
    if discourse.resolved and is_quotation:
        before, speaker, name = discourse.resolved[-1]
        end = max((span.end for span in before.spans), default=-1)
        begins = min((span.start for span in statement.spans), default=-1)
        gap = discourse.text[end:begins] if end >= 0 and begins >= 0 else "x"
        if not gap.strip(" \n.,“”\"'"):
            return replace(speaker, because="no source: the quotation continues the one before"), name
    return Speaker(None, "unnamed", "the statement has no source"), None


def resolve_source(source: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve a source in words: a handle, names, a name with its role, or a description."""
    handle = parse_handle(source)
    if handle:
        return Speaker(handle, "person", "the handle in the source"), None
    bare = strip_source(source)
    if bare.endswith(" and I"):
        return resolve_pronoun("i", offset, [], discourse)
    alone = strip_companions(bare)
    if alone and normalise_word(alone.rsplit(maxsplit=1)[-1]) not in GROUPS:
        speaker, name = resolve_source(alone, offset, discourse)
        return replace(speaker, because=f"{speaker.because}, who speaks for all of “{bare}”"), name
    names = split_names(bare) or _split_apposed_names(bare)
    if names and not _find_headline_name(bare, offset, discourse):
        return build_group(names, discourse), None
    return _resolve_one_source(bare, offset, discourse)


def _split_apposed_names(bare: str) -> list[str] | None:
    """Split the names in apposition to a group: "the candidates, Mara Voss and Anton Reh"; None if there are none."""
    group, _, rest = bare.partition(", ")
    return split_names(rest) if rest and is_general(group) and not rest.startswith(_EXAMPLE_OPENERS) else None


def _resolve_one_source(bare: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve a source that is not a list: by its first name, the name in its apposition, or as a description."""
    pieces = split_parts(bare)
    if not pieces or (bare.isupper() and len(bare.split()) > _MOST_SHOUTED_WORDS):
        return Speaker(None, "unnamed", "the source has no name"), None
    name = _find_headline_name(bare, offset, discourse) or parse_name(pieces[0]) or _parse_surname(pieces[0], discourse)
    if name:
        return resolve_name(name, pieces, discourse)
    for piece in pieces[1:3] if not is_general(pieces[0]) else []:
        # "The mayor's chief of staff, Anton Reh": one word alone may be a place ("the mayor, Lissen").
        apposed = parse_name(piece)
        if apposed and len(apposed.split()) > 1 and not PREPOSITION.match(piece):
            return resolve_name(apposed, [piece, pieces[0]], discourse)
    return resolve_nominal(pieces[0], offset, discourse)


def _parse_surname(part: str, discourse: DiscourseState) -> str | None:
    """Return "Dean", where the text has a Rosa Dean: a surname that is also a role; None if it is not one."""
    bare = re.sub(r"[’']s?$", "", part)
    return bare if bare.isalpha() and bare[0].isupper() and discourse.people.is_surname(bare) else None


def _find_headline_name(bare: str, offset: int, discourse: DiscourseState) -> str | None:
    """Return the first name in a Source Where All Words Have Capitals: two words that the text names in full."""
    headline, words = discourse.document.headline, bare.split()
    if offset >= headline or len(words) < _FEWEST_HEADLINE_WORDS or not is_title_case(discourse.text[:headline]):
        return None
    pairs = (words[i : i + 2] for i in range(len(words) - 1))
    return next((" ".join(pair) for pair in pairs if discourse.people.find_name_inside(tuple(pair))), None)


def _resolve_cataphora(statement: Statement, speaker: Speaker, discourse: DiscourseState) -> Speaker:
    """Resolve "he" or "she" before any name to the first speaker named after it whom it fits."""
    if speaker.name or speaker.kind != "person":
        return speaker
    word = parse_pronoun(_get_source_text(discourse.text, statement))
    for later, candidate, name in discourse.resolved:
        is_named_later = get_source_offset(later) > get_source_offset(statement) and candidate.kind == "person"
        if not (is_named_later and candidate.name and name):
            continue
        if word in GENDERED_PRONOUNS and discourse.get_gender(name) in (None, GENDERED_PRONOUNS[word]):
            return replace(candidate, because=f"quoted before being named: the next speaker is {candidate.name}")
    return speaker
