"""An article's statements: tagged, decoded, and each with its kind, act and score."""

import math
from collections.abc import Iterator
from dataclasses import replace

from onrecord.attribution import quotes, speech_acts
from onrecord.attribution.datelines import dateline
from onrecord.attribution.decoder import Linked, decode, spoken_headline
from onrecord.attribution.tagger import Tagger
from onrecord.records import Article, Span, Statement, statement_id
from onrecord.text.document import Document

_LEAST = 1e-3
"""Probabilities nearer to nought or one than this tell no more."""


_STRETCH = 100_000
"""Characters read at once, some 20,000 word pieces: bounds memory. Only a longer text than this has a seam."""


def statements(article: Article, document: Document, tagger: Tagger) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their cues; furniture, insertions and dateline are passed over."""
    text, settings = document.text, tagger.settings
    found: list[Linked] = []
    for start, end in stretches(text):
        beyond = tuple(Span(a, b) for a, b in ((0, start), (end, len(text))) if a < b)
        tagged = tagger.tag(text, (*article.furniture, *article.insertions, *beyond))
        found += decode(tagged, text, settings)
    found = [linked for linked in found if not speech_acts.is_deed(linked.cue[0].of(text))]
    found = spoken_headline(text, found) + list(_undated(text, found))
    return tuple(_statement(article, text, linked, settings.score) for linked in found)


def _undated(text: str, found: list[Linked]) -> Iterator[Linked]:
    """Statements without the article's dateline, which is nobody's words."""
    opening = dateline(text)
    for linked in found:
        if opening is None or not any(span.overlaps(opening) for span in (*linked.cue, *linked.content)):
            yield linked
            continue
        kept = [_after(span, opening) if span.overlaps(opening) else span for span in linked.content]
        content = tuple(span for span in kept if span)
        if content and not linked.cue[0].overlaps(opening):
            yield replace(linked, content=content)


def _after(span: Span, opening: Span) -> Span | None:
    return Span(opening.end, span.end) if span.end > opening.end else None


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut a text that is too long to be read at once: between paragraphs, else at a blank."""
    start = 0
    while len(text) - start > _STRETCH:
        latest = start + _STRETCH
        breaks = (text.rfind(mark, start + 1, latest) for mark in "\n ")
        end = next((place for place in breaks if place > start), latest)
        yield start, end
        start = end
    yield start, len(text)


def _statement(article: Article, text: str, linked: Linked, weights: dict[str, float]) -> Statement:
    cue = " ".join(span.of(text) for span in linked.cue)
    return Statement(
        id=statement_id(article, linked.source, linked.cue, linked.content),
        source=linked.source,
        cue=linked.cue,
        content=linked.content,
        kind=quotes.kind([span.of(text) for span in linked.content]),
        act=speech_acts.act(cue),
        score=score(linked.features, weights),
    )


def score(features: dict[str, float] | None, weights: dict[str, float]) -> float | None:
    """The probability that a statement is right: a logistic regression over `evidence`.

    The weights come with the model, fitted by training.calibrate. None where it has none, and for a headline that its
    shape alone has told: how often that is right is not known.
    """
    if not weights or features is None:
        return None
    total = weights["bias"] + sum(weights[name] * value for name, value in evidence(features).items())
    return round(1 / (1 + math.exp(-total)), 3)


def evidence(features: dict[str, float]) -> dict[str, float]:
    """The logarithms of each feature, a probability, and of one less it: how far from nought, how near to one.

    >>> {name: round(value, 1) for name, value in evidence({"cue": 0.99}).items()}
    {'cue': -0.0, 'cue, nearly sure': 4.6}
    """
    made = {}
    for name, value in features.items():
        made[name] = math.log(max(value, _LEAST))
        made[f"{name}, nearly sure"] = -math.log(max(1 - value, _LEAST))
    return made
