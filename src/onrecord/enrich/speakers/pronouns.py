"""Who is meant by a word that stands for somebody: he, she, they, it, I, we, who."""

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.enrich.speakers import resolve
from onrecord.enrich.speakers.descriptions import shown
from onrecord.enrich.speakers.discourse import Scene
from onrecord.enrich.speakers.lexicon import GROUPS, plain, role_noun
from onrecord.enrich.speakers.mentions import Name
from onrecord.enrich.speakers.roles import PREPOSITION
from onrecord.enrich.speakers.salience import is_unnamed
from onrecord.enrich.speakers.source_phrase import HE_OR_SHE, IT, RELATIVE, THEY, WE, I, name_of
from onrecord.records import Span, Spans, Speaker, SpeakerKind, Statement

Answer = tuple[Speaker, Name | None]
_DETERMINED = re.compile(r"\b(?=(?:the|an?|his|her|its|their|my|our)\s)")
_TURN = re.compile(r"[“\"]?([A-Z][A-Z .’'-]{2,30}):\s")
_NOBODY = {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "those", "people", "one"}


def stand_in(word: str, place: int, shared: list[Statement], scene: Scene) -> Answer:
    """Who a pronoun at `place` is; `shared` are the statements that it is the source of."""
    if word in HE_OR_SHE:
        return _he_or_she(word, place, shared, scene)
    for words, meant in ((I, _first_person), (WE, _we), (THEY, _they), (IT, _it), (RELATIVE, _relative)):
        if word in words:
            return meant(word, place, scene)
    return Speaker(None, "unnamed", f"“{word}” is nobody in particular"), None


def _he_or_she(word: str, place: int, shared: list[Statement], scene: Scene) -> Answer:
    """Whoever of that gender is foremost. Speakers do not name themselves, nor those who quote them."""
    own_words = tuple(span for statement in shared for span in statement.content)
    name = scene.he_or_she(HE_OR_SHE[word], place, (*own_words, *_who_quotes(place, scene)))
    if name is None:
        return Speaker(None, "person", f"“{word}”: nobody fitting is named before"), None
    if is_unnamed(name):
        return Speaker(None, "unnamed", f"“{word}” is someone who is not named"), name
    return resolve.person(name, f"“{word}” is the foremost whom it fits: {shown(name)}", scene), name


def _who_quotes(place: int, scene: Scene) -> Spans:
    """The sentence "Reh reports:" before the quotation that `place` stands in: Reh is not who is told of in it."""
    quotation = scene.layout.quotation(place)
    if not quotation or not scene.text[max(0, quotation.start - 3) : quotation.start].rstrip().endswith(":"):
        return ()
    return (Span(scene.layout.sentence_start(max(0, quotation.start - 3)), quotation.start),)


def _first_person(word: str, place: int, scene: Scene) -> Answer:
    """ "I": who says the quotation that it stands in, else whose turn it is in a transcript, else the author."""
    word = "I" if word == "i" else word
    quotation = scene.layout.quotation(place)
    if quotation:
        for statement, speaker, name in reversed(scene.said[-6:]):
            if speaker.name and any(s.start <= place < s.end for s in statement.content):
                return replace(speaker, because=f"“{word}” in the words of {speaker.name}"), name
    start = scene.layout.paragraphs[scene.layout.paragraph(place)]
    turn = _TURN.match(scene.text, start)
    if turn:
        speaker, name = resolve.by_name(turn[1].strip(), [turn[1].strip()], place, scene)
        return replace(speaker, because=f"“{word}” in the turn of {speaker.name}"), name
    if quotation and scene.said and scene.said[-1][1].name:
        _, speaker, name = scene.said[-1]
        return replace(speaker, because=f"“{word}” in a quotation: {speaker.name} spoke last"), name
    if scene.author:
        return Speaker(scene.author, "person", f"“{word}” is who wrote the article"), None
    return Speaker(None, "unnamed", f"“{word}” is who wrote the article, and is not named"), None


def _we(word: str, place: int, scene: Scene) -> Answer:
    """ "we" in somebody's quotation is that person with others; elsewhere it is everybody."""
    if scene.layout.quotation(place):
        speaker, name = _first_person(word, place, scene)
        if speaker.name and speaker.name != scene.author:
            return speaker, name
    return Speaker(None, "group", f"“{word}” is nobody in particular"), None


def _they(word: str, place: int, scene: Scene) -> Answer:
    """ "they": several who were named together, or the body that spoke last, if nobody unnamed spoke since."""
    pair = _pair(place, scene)
    if pair:
        both = " and ".join(map(shown, pair))
        return Speaker(both, "group", f"“{word}”: two who are named together right before"), None
    for statement, speaker, _ in reversed(scene.said[-6:]):
        end = max((span.end for span in statement.spans), default=1)
        far = scene.layout.paragraph(place) - scene.layout.paragraph(end - 1)
        if far > 2 or (speaker.kind == "group" and not speaker.name):
            break
        if speaker.kind == "group":
            return replace(speaker, because=f"“{word}”: the last who were named together"), None
        if speaker.kind == "organisation" and speaker.name and far == 0 and word != "those":
            return replace(speaker, because=f"“{word}”: the body that spoke last"), None
    return Speaker(None, "group", f"“{word}”: nobody such is named"), None


def _pair(place: int, scene: Scene) -> tuple[Name, Name] | None:
    """The last two people joined by "and", in the sentence of `place` or one of the two before it.

    None if people without a name spoke since.
    """
    nobody = [said for said, speaker, _ in scene.said[-2:] if speaker.kind == "group" and not speaker.name]
    end, sure = scene.cast.number(place), scene.cast.is_sure
    known = list(zip(scene.cast.mentions[max(0, end - 8) : end], scene.cast.names[max(0, end - 8) : end], strict=True))
    for (one, first), (other, second) in reversed(list(pairwise(known))):
        since = any(other.start < _start(statement) for statement in nobody)
        near = not since and scene.layout.sentence(place) - scene.layout.sentence(other.start) <= 2
        if near and scene.text[one.end : other.run] == " and " and sure(first) and sure(second):
            return first, second
    return None


def _start(statement: Statement) -> int:
    return min((span.start for span in statement.source), default=0)


def _it(word: str, place: int, scene: Scene) -> Answer:
    """ "it": the body or document that spoke last, or that the sentence before is about."""
    sentence = scene.layout.sentence(place)
    near = [t for t in scene.things.before(place, 6) if sentence - scene.layout.sentence(t.place) <= 1]
    near = [t for t in near if t.place - scene.layout.sentence_start(t.place) < 6]
    for statement, speaker, _ in reversed(scene.said[-8:]):
        if speaker.kind in ("organisation", "document"):
            last = max((s.start for s in statement.source), default=0)
            if near and near[-1].place > last:
                break
            kind: SpeakerKind = speaker.kind
            return replace(speaker, because=f"“{word}”: the last {kind} that spoke"), None
    if near:
        thing = near[-1]
        name = scene.things.full(thing.name, thing.kind)
        return Speaker(name, thing.kind, f"“{word}”: the sentence is about {thing.name}"), None
    return Speaker(None, "unnamed", f"“{word}”: nothing such is named"), None


def _relative(word: str, place: int, scene: Scene) -> Answer:
    """ "who" and "which" stand for the words right before them."""
    sentence = scene.layout.sentence_start(place)
    start = max(sentence, place - 120)
    if re.search(r"\b(?:and|but)\s$", scene.text[start:place]) and scene.said:
        statement, speaker, name = scene.said[-1]
        if speaker.name and max((s.start for s in statement.source), default=-1) >= sentence:
            return replace(speaker, because=f"“{word}” goes on with {speaker.name}"), name
    before = scene.text[start:place].rstrip(' ,–—-“"')
    phrase = re.split(
        r"[,;:()“”\"–—]\s*|\s(?:and|but|said|told|says|to|with|from|by|than|as|is|was|are|were)\s", before
    )[-1].strip()
    if scene.text[start:place].rstrip().endswith((")", ",")) and not phrase:
        phrase = before
    if plain(phrase.split()[-1] if phrase else "") in _NOBODY and re.match(r"As\s", before):
        return (
            _first_person(word, place, scene) if scene.author else (Speaker(None, "unnamed", "“who” is anybody"), None)
        )
    nouns = _DETERMINED.split(phrase)
    if word == "which":
        phrase = PREPOSITION.split(nouns[-1])[-1].strip() or phrase
    elif len(nouns) > 1:
        phrase = "".join(nouns[1:])
    name = _ends_with_name(phrase, place, scene)
    if name:
        return resolve.person(name, f"“{word}” follows the name: {shown(name)}", scene), name
    words = phrase.split()
    if not words or plain(words[-1]) in _NOBODY | GROUPS:
        return Speaker(None, "group", f"“{word}” follows nobody who is named"), None
    if name_of(phrase) or role_noun(words[-1]) or len(words) > 1:
        speaker, found = resolve.described_or_named(phrase, place, scene)
        if speaker.name or not role_noun(words[-1]):
            return replace(speaker, because=f"“{word}” follows “{phrase}”: {speaker.because}"), found
    return Speaker(None, "unnamed", f"nobody is named before “{word}”"), None


def _ends_with_name(phrase: str, place: int, scene: Scene) -> Name | None:
    """Whose name the phrase before "who" ends with."""
    i = scene.cast.number(place) - 1
    if i < 0:
        return None
    mention, name = scene.cast.mentions[i], scene.cast.names[i]
    gap = re.sub(r"\([^)]*\)", "", scene.text[mention.end : place]).strip(" ,–—-’'s")
    return name if not gap and phrase.split() and scene.cast.is_sure(name) else None
