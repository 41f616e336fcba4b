"""Who is meant by a word that stands for somebody: he, she, they, it, I, we, who."""

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.enrich.speakers import resolve
from onrecord.enrich.speakers.descriptions import format_person
from onrecord.enrich.speakers.discourse import DiscourseState, Referent
from onrecord.enrich.speakers.lexicon import GROUPS, get_role_noun
from onrecord.enrich.speakers.mentions import PersonName
from onrecord.enrich.speakers.roles import PREPOSITION
from onrecord.enrich.speakers.salience import is_placeholder
from onrecord.enrich.speakers.source_phrase import (
    GENDERED_PRONOUNS,
    I_WORDS,
    IT_WORDS,
    RELATIVE_PRONOUNS,
    THEY_WORDS,
    WE_WORDS,
    parse_name,
)
from onrecord.records import Span, Spans, Speaker, SpeakerKind, Statement
from onrecord.text.normalise import normalise_word

_DETERMINER_AHEAD = re.compile(r"\b(?=(?:the|an?|his|her|its|their|my|our)\s)")
_SPEAKER_TURN = re.compile(r"[“\"]?([A-Z][A-Z .’'-]{2,30}):\s")
_GENERIC_ANTECEDENTS = {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "those", "people", "one"}


def resolve_pronoun(word: str, offset: int, shared: list[Statement], discourse: DiscourseState) -> Referent:
    """Who a pronoun at `place` is; `shared` are the statements that it is the source of."""
    if word in GENDERED_PRONOUNS:
        return _resolve_he_or_she(word, offset, shared, discourse)
    for words, meant in (
        (I_WORDS, _resolve_i),
        (WE_WORDS, _resolve_we),
        (THEY_WORDS, _resolve_they),
        (IT_WORDS, _resolve_it),
        (RELATIVE_PRONOUNS, _resolve_relative),
    ):
        if word in words:
            return meant(word, offset, discourse)
    return Speaker(None, "unnamed", f"“{word}” is nobody in particular"), None


def _resolve_he_or_she(word: str, offset: int, shared: list[Statement], discourse: DiscourseState) -> Referent:
    """Whoever of that gender is foremost. Speakers do not name themselves, nor those who quote them."""
    own_words = tuple(span for statement in shared for span in statement.content)
    name = discourse.resolve_he_or_she(
        GENDERED_PRONOUNS[word], offset, (*own_words, *_find_quoting_sentence(offset, discourse))
    )
    if name is None:
        return Speaker(None, "person", f"“{word}”: nobody fitting is named before"), None
    if is_placeholder(name):
        return Speaker(None, "unnamed", f"“{word}” is someone who is not named"), name
    return resolve.build_person(name, f"“{word}” is the foremost whom it fits: {format_person(name)}", discourse), name


def _find_quoting_sentence(offset: int, discourse: DiscourseState) -> Spans:
    """The sentence "Reh reports:" before the quotation that `place` stands in: Reh is not who is told of in it."""
    quotation = discourse.document.quotation(offset)
    if not quotation or not discourse.text[max(0, quotation.start - 3) : quotation.start].rstrip().endswith(":"):
        return ()
    return (Span(discourse.document.sentence_start(max(0, quotation.start - 3)), quotation.start),)


def _resolve_i(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """ "I": who says the quotation that it stands in, else whose turn it is in a transcript, else the author."""
    word = "I" if word == "i" else word
    quotation = discourse.document.quotation(offset)
    if quotation:
        for statement, speaker, name in reversed(discourse.resolved[-6:]):
            if speaker.name and any(s.start <= offset < s.end for s in statement.content):
                return replace(speaker, because=f"“{word}” in the words of {speaker.name}"), name
    start = discourse.document.paragraphs[discourse.document.paragraph(offset)]
    turn = _SPEAKER_TURN.match(discourse.text, start)
    if turn:
        speaker, name = resolve.resolve_name(turn[1].strip(), [turn[1].strip()], offset, discourse)
        return replace(speaker, because=f"“{word}” in the turn of {speaker.name}"), name
    if quotation and discourse.resolved and discourse.resolved[-1][1].name:
        _, speaker, name = discourse.resolved[-1]
        return replace(speaker, because=f"“{word}” in a quotation: {speaker.name} spoke last"), name
    if discourse.author:
        return Speaker(discourse.author, "person", f"“{word}” is who wrote the article"), None
    return Speaker(None, "unnamed", f"“{word}” is who wrote the article, and is not named"), None


def _resolve_we(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """ "we" in somebody's quotation is that person with others; elsewhere it is everybody."""
    if discourse.document.quotation(offset):
        speaker, name = _resolve_i(word, offset, discourse)
        if speaker.name and speaker.name != discourse.author:
            return speaker, name
    return Speaker(None, "group", f"“{word}” is nobody in particular"), None


def _resolve_they(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """ "they": several who were named together, or the body that spoke last, if nobody unnamed spoke since."""
    pair = _find_coordinated_pair(offset, discourse)
    if pair:
        both = " and ".join(map(format_person, pair))
        return Speaker(both, "group", f"“{word}”: two who are named together right before"), None
    for statement, speaker, _ in reversed(discourse.resolved[-6:]):
        end = max((span.end for span in statement.spans), default=1)
        far = discourse.document.paragraph(offset) - discourse.document.paragraph(end - 1)
        if far > 2 or (speaker.kind == "group" and not speaker.name):
            break
        if speaker.kind == "group":
            return replace(speaker, because=f"“{word}”: the last who were named together"), None
        if speaker.kind == "organisation" and speaker.name and far == 0 and word != "those":
            return replace(speaker, because=f"“{word}”: the body that spoke last"), None
    return Speaker(None, "group", f"“{word}”: nobody such is named"), None


def _find_coordinated_pair(offset: int, discourse: DiscourseState) -> tuple[PersonName, PersonName] | None:
    """The last two people joined by "and", in the sentence of `place` or one of the two before it.

    None if people without a name spoke since.
    """
    nobody = [said for said, speaker, _ in discourse.resolved[-2:] if speaker.kind == "group" and not speaker.name]
    end, sure = discourse.people.get_mention_index(offset), discourse.people.is_certain
    known = list(
        zip(
            discourse.people.mentions[max(0, end - 8) : end], discourse.people.names[max(0, end - 8) : end], strict=True
        )
    )
    for (one, first), (other, second) in reversed(list(pairwise(known))):
        since = any(other.start < _get_source_start(statement) for statement in nobody)
        near = not since and discourse.document.sentence(offset) - discourse.document.sentence(other.start) <= 2
        if near and discourse.text[one.end : other.titled_start] == " and " and sure(first) and sure(second):
            return first, second
    return None


def _get_source_start(statement: Statement) -> int:
    return min((span.start for span in statement.source), default=0)


def _resolve_it(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """ "it": the body or document that spoke last, or that the sentence before is about."""
    sentence = discourse.document.sentence(offset)
    near = [
        t for t in discourse.entities.list_before(offset, 6) if sentence - discourse.document.sentence(t.offset) <= 1
    ]
    near = [t for t in near if t.offset - discourse.document.sentence_start(t.offset) < 6]
    for statement, speaker, _ in reversed(discourse.resolved[-8:]):
        if speaker.kind in ("organisation", "document"):
            last = max((s.start for s in statement.source), default=0)
            if near and near[-1].offset > last:
                break
            kind: SpeakerKind = speaker.kind
            return replace(speaker, because=f"“{word}”: the last {kind} that spoke"), None
    if near:
        thing = near[-1]
        name = discourse.entities.expand_name(thing.name, thing.kind)
        return Speaker(name, thing.kind, f"“{word}”: the sentence is about {thing.name}"), None
    return Speaker(None, "unnamed", f"“{word}”: nothing such is named"), None


def _resolve_relative(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """ "who" and "which" stand for the words right before them."""
    sentence = discourse.document.sentence_start(offset)
    start = max(sentence, offset - 120)
    if re.search(r"\b(?:and|but)\s$", discourse.text[start:offset]) and discourse.resolved:
        statement, speaker, name = discourse.resolved[-1]
        if speaker.name and max((s.start for s in statement.source), default=-1) >= sentence:
            return replace(speaker, because=f"“{word}” goes on with {speaker.name}"), name
    before = discourse.text[start:offset].rstrip(' ,–—-“"')
    phrase = re.split(
        r"[,;:()“”\"–—]\s*|\s(?:and|but|said|told|says|to|with|from|by|than|as|is|was|are|were)\s", before
    )[-1].strip()
    if discourse.text[start:offset].rstrip().endswith((")", ",")) and not phrase:
        phrase = before
    if normalise_word(phrase.split()[-1] if phrase else "") in _GENERIC_ANTECEDENTS and re.match(r"As\s", before):
        return (
            _resolve_i(word, offset, discourse)
            if discourse.author
            else (Speaker(None, "unnamed", "“who” is anybody"), None)
        )
    nouns = _DETERMINER_AHEAD.split(phrase)
    if word == "which":
        phrase = PREPOSITION.split(nouns[-1])[-1].strip() or phrase
    elif len(nouns) > 1:
        phrase = "".join(nouns[1:])
    name = _find_name_before(phrase, offset, discourse)
    if name:
        return resolve.build_person(name, f"“{word}” follows the name: {format_person(name)}", discourse), name
    words = phrase.split()
    if not words or normalise_word(words[-1]) in _GENERIC_ANTECEDENTS | GROUPS:
        return Speaker(None, "group", f"“{word}” follows nobody who is named"), None
    if parse_name(phrase) or get_role_noun(words[-1]) or len(words) > 1:
        speaker, found = resolve.resolve_phrase(phrase, offset, discourse)
        if speaker.name or not get_role_noun(words[-1]):
            return replace(speaker, because=f"“{word}” follows “{phrase}”: {speaker.because}"), found
    return Speaker(None, "unnamed", f"nobody is named before “{word}”"), None


def _find_name_before(phrase: str, offset: int, discourse: DiscourseState) -> PersonName | None:
    """Whose name the phrase before "who" ends with."""
    i = discourse.people.get_mention_index(offset) - 1
    if i < 0:
        return None
    mention, name = discourse.people.mentions[i], discourse.people.names[i]
    gap = re.sub(r"\([^)]*\)", "", discourse.text[mention.end : offset]).strip(" ,–—-’'s")
    return name if not gap and phrase.split() and discourse.people.is_certain(name) else None
