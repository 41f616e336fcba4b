"""Pronoun resolution (coreference): he, she, they, it, I, we, who, which as the source of a statement."""

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.enrich.speakers import resolve
from onrecord.enrich.speakers.descriptions import format_person
from onrecord.enrich.speakers.discourse import DiscourseState, Referent
from onrecord.enrich.speakers.lexicon import GROUPS, get_role_noun
from onrecord.enrich.speakers.mentions import PersonName
from onrecord.enrich.speakers.organisations import Entity
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
# Transcripts begin a turn with the surname in capitals and a colon: "VOSS: It held."
_SPEAKER_TURN = re.compile(r"[“\"]?([A-Z][A-Z .’'-]{2,30}):\s")
# The noun phrase before "who" begins after a mark, a conjunction, a verb or a preposition.
_BEFORE_ANTECEDENT = re.compile(
    r"[,;:()“”\"–—]\s*|\s(?:and|but|said|told|says|to|with|from|by|than|as|is|was|are|were)\s"
)
_GENERIC_ANTECEDENTS = {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "those", "people", "one"}
# Characters before "who" or "which" that are searched for its antecedent.
_RELATIVE_WINDOW = 120
# Statements that are searched for the antecedent of "they", and of "I" in a quotation.
_STATEMENTS_BEFORE_THEY = 6
# Paragraphs after which "they" no longer means the group that spoke last.
_PARAGRAPHS_BEFORE_THEY = 2
# Sentences within which "Voss and Reh" is an antecedent of "they".
_SENTENCES_BEFORE_THEY = 2
# Mentions before "they" that are searched for two people joined by "and".
_MENTIONS_BEFORE_THEY = 8
# Statements that are searched for the organisation or document that "it" means.
_STATEMENTS_BEFORE_IT = 8
# Organisations and documents before "it" that are looked at.
_ENTITIES_BEFORE_IT = 6
# Characters: an organisation this near to its sentence's start ("The ", an opening quotation mark) is its subject.
_SUBJECT_START = 6


def resolve_pronoun(word: str, offset: int, shared: list[Statement], discourse: DiscourseState) -> Referent:
    """Resolve a pronoun at `offset`; `shared` are the statements whose source it is."""
    if word in GENDERED_PRONOUNS:
        return _resolve_he_or_she(word, offset, shared, discourse)
    for words, resolver in (
        (I_WORDS, _resolve_i),
        (WE_WORDS, _resolve_we),
        (THEY_WORDS, _resolve_they),
        (IT_WORDS, _resolve_it),
        (RELATIVE_PRONOUNS, _resolve_relative),
    ):
        if word in words:
            return resolver(word, offset, discourse)
    return Speaker(None, "unnamed", f"“{word}”: nobody in particular"), None


def _resolve_he_or_she(word: str, offset: int, shared: list[Statement], discourse: DiscourseState) -> Referent:
    """Resolve to the most salient person of that gender; speakers rarely name themselves, or those who quote them."""
    own_words = tuple(span for statement in shared for span in statement.content)
    excluded = (*own_words, *_find_quoting_sentence(offset, discourse))
    name = discourse.resolve_he_or_she(GENDERED_PRONOUNS[word], offset, excluded)
    if name is None:
        return Speaker(None, "person", f"“{word}”: no match found before it"), None
    if is_placeholder(name):
        return Speaker(None, "unnamed", f"most salient person that “{word}” fits: somebody not named"), name
    because = f"most salient person that “{word}” fits: {format_person(name)}"
    return resolve.build_person(name, because, discourse), name


def _find_quoting_sentence(offset: int, discourse: DiscourseState) -> Spans:
    """Return the sentence "Reh reports:" before the quotation around `offset`: the quotation is not about Reh."""
    quotation = discourse.document.quotation(offset)
    if not quotation:
        return ()
    colon = max(0, quotation.start - 3)  # a colon, a line break and a space may come before the mark
    if not discourse.text[colon : quotation.start].rstrip().endswith(":"):
        return ()
    return (Span(discourse.document.sentence_start(colon), quotation.start),)


def _resolve_i(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve "I" to the speaker of the quotation around it, else of the turn in a transcript, else to the author."""
    word = "I" if word == "i" else word
    quotation = discourse.document.quotation(offset)
    if quotation:
        for statement, speaker, name in reversed(discourse.resolved[-_STATEMENTS_BEFORE_THEY:]):
            if speaker.name and any(s.start <= offset < s.end for s in statement.content):
                return replace(speaker, because=f"“{word}” in a quotation of {speaker.name}"), name
    start = discourse.document.paragraphs[discourse.document.paragraph(offset)]
    turn = _SPEAKER_TURN.match(discourse.text, start)
    if turn:
        speaker, name = resolve.resolve_name(turn[1].strip(), [turn[1].strip()], discourse)
        return replace(speaker, because=f"“{word}” in the turn of {speaker.name}"), name
    if quotation and discourse.resolved and discourse.resolved[-1].speaker.name:
        _, speaker, name = discourse.resolved[-1]
        return replace(speaker, because=f"“{word}” in a quotation: {speaker.name} spoke last"), name
    if discourse.author:
        return Speaker(discourse.author, "person", f"“{word}” is the author of the article"), None
    return Speaker(None, "unnamed", f"“{word}” is the author of the article, who is not named"), None


def _resolve_we(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve "we" in a quotation to its speaker, who includes others; elsewhere it is everybody."""
    if discourse.document.quotation(offset):
        speaker, name = _resolve_i(word, offset, discourse)
        if speaker.name and speaker.name != discourse.author:
            return speaker, name
    return Speaker(None, "group", f"“{word}”: nobody in particular"), None


def _resolve_they(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve "they" to two people named together, or to the group or organisation that spoke last.

    Not further back than an unnamed group: "They" after "Critics laughed" are the critics.
    """
    pair = _find_coordinated_pair(offset, discourse)
    if pair:
        both = " and ".join(map(format_person, pair))
        return Speaker(both, "group", f"“{word}”: two people named together just before"), None
    for statement, speaker, _ in reversed(discourse.resolved[-_STATEMENTS_BEFORE_THEY:]):
        end = max((span.end for span in statement.spans), default=1)
        distance = discourse.document.paragraph(offset) - discourse.document.paragraph(end - 1)
        if distance > _PARAGRAPHS_BEFORE_THEY or (speaker.kind == "group" and not speaker.name):
            break
        if speaker.kind == "group":
            return replace(speaker, because=f"“{word}”: the group that spoke last"), None
        if speaker.kind == "organisation" and speaker.name and distance == 0 and word != "those":
            return replace(speaker, because=f"“{word}”: the organisation that spoke last"), None
    return Speaker(None, "group", f"“{word}”: no match found"), None


def _find_coordinated_pair(offset: int, discourse: DiscourseState) -> tuple[PersonName, PersonName] | None:
    """Return the last two people joined by "and", in the sentence at `offset` or one of the two before it.

    None if a group without a name spoke since.
    """
    people, document = discourse.people, discourse.document
    groups = [s.statement for s in discourse.resolved[-2:] if s.speaker.kind == "group" and not s.speaker.name]
    end = people.get_mention_index(offset)
    start = max(0, end - _MENTIONS_BEFORE_THEY)
    recent = list(zip(people.mentions[start:end], people.names[start:end], strict=True))
    for (left, left_name), (right, right_name) in reversed(list(pairwise(recent))):
        if any(right.start < _get_source_start(group) for group in groups):
            continue
        near = document.sentence(offset) - document.sentence(right.start) <= _SENTENCES_BEFORE_THEY
        joined = discourse.text[left.end : right.titled_start] == " and "
        if near and joined and people.is_certain(left_name) and people.is_certain(right_name):
            return left_name, right_name
    return None


def _get_source_start(statement: Statement) -> int:
    return min((span.start for span in statement.source), default=0)


def _resolve_it(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve "it" to the organisation or document that spoke last, or that is the subject of the sentence before."""
    subject = _find_entity_subject(offset, discourse)
    for statement, speaker, _ in reversed(discourse.resolved[-_STATEMENTS_BEFORE_IT:]):
        if speaker.kind in ("organisation", "document"):
            last = max((s.start for s in statement.source), default=0)
            if subject and subject.offset > last:
                break
            kind: SpeakerKind = speaker.kind
            return replace(speaker, because=f"“{word}”: the last {kind} that spoke"), None
    if subject:
        name = discourse.entities.expand_name(subject.name, subject.kind)
        return Speaker(name, subject.kind, f"“{word}”: the sentence is about {subject.name}"), None
    return Speaker(None, "unnamed", f"“{word}”: no match found"), None


def _find_entity_subject(offset: int, discourse: DiscourseState) -> Entity | None:
    """Return the organisation or document that begins the sentence at `offset` or the one before, the later one."""
    document = discourse.document
    sentence = document.sentence(offset)
    for entity in reversed(discourse.entities.list_before(offset, _ENTITIES_BEFORE_IT)):
        near = sentence - document.sentence(entity.offset) <= 1
        if near and entity.offset - document.sentence_start(entity.offset) < _SUBJECT_START:
            return entity
    return None


def _resolve_relative(word: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve "who" and "which" to the noun phrase right before them."""
    sentence = discourse.document.sentence_start(offset)
    text = discourse.text[max(sentence, offset - _RELATIVE_WINDOW) : offset]
    if re.search(r"\b(?:and|but)\s$", text) and discourse.resolved:
        # "Reh, who said …, and who added …": the second "who" has the antecedent of the first.
        statement, speaker, name = discourse.resolved[-1]
        if speaker.name and max((s.start for s in statement.source), default=-1) >= sentence:
            return replace(speaker, because=f"“{word}” continues with {speaker.name}"), name
    before = text.rstrip(' ,–—-“"')
    phrase = _BEFORE_ANTECEDENT.split(before)[-1].strip()
    if text.rstrip().endswith((")", ",")) and not phrase:
        phrase = before
    if normalise_word(phrase.split()[-1] if phrase else "") in _GENERIC_ANTECEDENTS and re.match(r"As\s", before):
        # "As someone who fished there, …" at the start of a sentence is the author.
        if discourse.author:
            return _resolve_i(word, offset, discourse)
        return Speaker(None, "unnamed", "“who”: nobody in particular"), None
    return _resolve_antecedent(word, _trim_antecedent(word, phrase), offset, discourse)


def _trim_antecedent(word: str, phrase: str) -> str:
    """Return the noun phrase at the end of a phrase: for "which" the last noun, for "who" from its determiner on."""
    nouns = _DETERMINER_AHEAD.split(phrase)
    if word == "which":
        return PREPOSITION.split(nouns[-1])[-1].strip() or phrase
    return "".join(nouns[1:]) if len(nouns) > 1 else phrase


def _resolve_antecedent(word: str, phrase: str, offset: int, discourse: DiscourseState) -> Referent:
    """Resolve the noun phrase before a relative pronoun: it ends with a name, is a name, or is a description."""
    name = _find_name_before(phrase, offset, discourse)
    if name:
        return resolve.build_person(name, f"“{word}” follows the name: {format_person(name)}", discourse), name
    words = phrase.split()
    if not words or normalise_word(words[-1]) in _GENERIC_ANTECEDENTS | GROUPS:
        return Speaker(None, "group", f"“{word}”: no name before it"), None
    if parse_name(phrase) or get_role_noun(words[-1]) or len(words) > 1:
        speaker, referent = resolve.resolve_phrase(phrase, offset, discourse)
        if speaker.name or not get_role_noun(words[-1]):
            return replace(speaker, because=f"“{word}” follows “{phrase}”: {speaker.because}"), referent
    return Speaker(None, "unnamed", f"“{word}”: no match found before it"), None


def _find_name_before(phrase: str, offset: int, discourse: DiscourseState) -> PersonName | None:
    """Return the person whose name the phrase before "who" ends with; a bracket may come between."""
    i = discourse.people.get_mention_index(offset) - 1
    if i < 0:
        return None
    mention, name = discourse.people.mentions[i], discourse.people.names[i]
    gap = re.sub(r"\([^)]*\)", "", discourse.text[mention.end : offset]).strip(" ,–—-’'s")
    return name if not gap and phrase.split() and discourse.people.is_certain(name) else None
