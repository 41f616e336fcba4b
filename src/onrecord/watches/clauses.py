"""Clause rules: which clauses of a quotation assert something of somebody whom they name. Their words: clauses.toml."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.records import Span
from onrecord.text.normalise import fold_words
from onrecord.text.sentences import find_sentences, split_sentences
from onrecord.text.stemming import stem
from onrecord.text.wrapping import join_wrapped_lines

# A comma between figures ("4,000") is no break: white space must follow it.
_CLAUSE_MARK = re.compile(r"[,;:](?=\s)|\s[–—-]\s|—")
# A sentence that begins "And" or "But" is the same assertion without it.
_LEADING_JOINT = re.compile(r"^\s*(?:and|but|while|whereas|or)\s+")
_CLITIC = re.compile(r"(\w)['’]\w{1,2}\b")
_MARKS = " ,'\"‘’“”"
_EDGE = f".{_MARKS}"


@dataclass(frozen=True, slots=True)
class AssertedClause:
    """A clause of a statement: where it is in the article, its words and the sentence around it as printed."""

    span: Span
    words: str
    sentence: str

    @property
    def has_verb(self) -> bool:
        """Whether it has a verb, so that it says that something is so; irregular ones are listed."""
        return any(word in _clause_word_list("verbs") or word.endswith("ed") for word in fold_words(self.words))


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry what a text is about; numbers are not among them."""
    # "Voss's" is Voss, and the "s" no word.
    bare = _CLITIC.sub(r"\1", text.casefold())
    return frozenset(
        stem(w) for w in fold_words(bare) if w not in _clause_word_list("empty") and not any(c.isdigit() for c in w)
    )


def is_anaphoric(text: str) -> bool:
    """Return whether a text has only words that refer to what was said before ("it", "the figures")."""
    words = fold_words(text)
    return bool(words) and all(word in _clause_word_list("anaphors") | _clause_word_list("namings") for word in words)


def has_anaphor(text: str) -> bool:
    """Return whether a word of it refers to something said before ("that any had arrived")."""
    return any(word in _clause_word_list("anaphors") for word in fold_words(text))


def quoted_sentences(text: str) -> list[str]:
    """Return the sentences of a quotation as printed, without marks around them; joined pieces are apart too."""
    sentences = (_LEADING_JOINT.sub("", part).strip(f"{_MARKS}…") for part in split_sentences(text))
    return [sentence for sentence in sentences if any(c.isalnum() for c in sentence)]


def find_assertions(text: str, within: Span) -> Iterator[AssertedClause]:
    """Yield the clauses in a stretch of the text that leave nothing open and speak of somebody whom they name.

    A sentence of several such clauses is yielded too, first: "the dockers, not the pilots, had cut the rope".
    """
    text = join_wrapped_lines(text)
    for place in _line_spans(text, within):
        for sentence in find_sentences(place.of(text)):
            yield from _assertions_of_sentence(text, Span(place.start + sentence.start, place.start + sentence.end))


def _line_spans(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for line in within.of(text).split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _assertions_of_sentence(text: str, sentence: Span) -> Iterator[AssertedClause]:
    words = sentence.of(text).strip(_EDGE)
    if is_open(words):
        return
    spans = [bare for part in _asserted_spans(text, sentence) if (bare := _without_joint(text, part))]
    # Cut at its commas, "the dockers, not the pilots" says nothing: the sentence is needed too.
    whole = _without_joint(text, sentence)
    every = [whole, *spans] if whole and len(spans) > 1 else spans
    yield from (AssertedClause(span, span.of(text), words) for span in every if names_its_subject(span.of(text)))


def is_open(sentence: str) -> bool:
    """Return whether a sentence leaves open whether something is so: a question, a condition, "whether".

    >>> [is_open(words) for words in ("Was it shut?", "If he is right, it was shut", "It was shut")]
    [True, True, False]
    """
    return sentence.rstrip("'\"’” ").endswith("?") or not _clause_word_list("open_joints").isdisjoint(
        fold_words(sentence)
    )


def names_its_subject(clause: str) -> bool:
    """Return whether it speaks of somebody whom it names: not of the speaker ("we"), not of "it" or "he".

    >>> [names_its_subject(words) for words in ("it raised 40 crowns", "the board raised our pay", "the board paid")]
    [False, False, True]
    """
    words = fold_words(clause)
    return (
        bool(words) and words[0] not in _clause_word_list("subjects") and _clause_word_list("selves").isdisjoint(words)
    )


def _clause_spans(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the stretches between marks and joining words."""
    start = sentence.start
    for match in _clause_break().finditer(text, sentence.start, sentence.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _asserted_spans(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence, but for what it denies or doubts: "there is no evidence that it was shut"."""
    before = ""
    for span in _clause_spans(text, sentence):
        words = fold_words(span.of(text))
        if not (words[:1] == ["that"] and not _clause_word_list("doubting").isdisjoint(fold_words(before))):
            yield span
        before = span.of(text)


def _without_joint(text: str, clause: Span) -> Span | None:
    """Return a clause without the word that joins it to another, and without marks around it; None if that is all."""
    words = clause.of(text)
    stripped = words.lstrip(_EDGE)
    head, _, rest = stripped.partition(" ")
    bare = rest if head.casefold() in _clause_word_list("joints") else stripped
    start = clause.start + len(words) - len(bare)
    start += len(bare) - len(bare.lstrip(_EDGE))
    end = start + len(text[start : clause.end].rstrip(_EDGE))
    return Span(start, end) if end > start else None


@cache
def _clause_break() -> re.Pattern[str]:
    return re.compile(rf"{_CLAUSE_MARK.pattern}|\s(?=(?:{'|'.join(sorted(_clause_word_list('joints')))})\s)")


@cache
def _clause_word_list(key: str) -> frozenset[str]:
    return frozenset(_word_lists()[key].split())


@cache
def _word_lists() -> dict[str, str]:
    return tomllib.loads((files("onrecord.watches") / "clauses.toml").read_text("utf-8"))
